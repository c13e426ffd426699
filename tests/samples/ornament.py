"""What hands have made: roofs, houses, pagodas, lattices, lanterns, and the curls and flowers of paper-cuts."""

from __future__ import annotations

import math

from palette import INK, RICE_PAPER, Colour, Tones, mix
from paper import Canvas, Frame, Path, Point, Sheet, box, ellipse, lens, smooth, stroke


def spiral(
    x: float, y: float, radius: float, width: float, turns: float = 1.4, flip: bool = False
) -> Path:
    """Cut the curl of an auspicious cloud."""
    side = -1 if flip else 1
    run: list[Point] = []
    for k in range(15):
        a = math.tau * turns * k / 14
        r = radius * (1 - 0.86 * k / 14)
        run.append((x + side * r * math.cos(a + 2.6), y + r * math.sin(a + 2.6)))
    return stroke(run, [0, width, width, width * 0.7], steps=4)


def cloud(canvas: Canvas, x: float, y: float, size: float, paint: Colour, lift: float = 6) -> None:
    """Lay an auspicious cloud (祥云): curls over a long flat tail."""
    at = Frame(x, y, size, canvas.chance.random() < 0.5)
    sheet = Sheet().add(
        at(ellipse(-18, -2, 17)),
        at(ellipse(8, -10, 22)),
        at(ellipse(32, -1, 14)),
        at(
            smooth(
                [
                    (-62, 11),
                    (-40, 6),
                    (-20, 2),
                    (20, -4),
                    (44, 4),
                    (74, 9),
                    (96, 12),
                    (60, 15),
                    (0, 17),
                    (-40, 15),
                ]
            )
        ),
    )
    sheet.cut(
        at(spiral(-18, -2, 11, 2.6)),
        at(spiral(8, -10, 15, 2.8)),
        at(spiral(32, -1, 9, 2.2, flip=True)),
    )
    sheet.cut(at(lens((-34, 11.4), (58, 11.6), 1.8)))
    canvas.lay(sheet, mix(paint, RICE_PAPER, 0.2), paint, lift)


def roof(
    canvas: Canvas, tones: Tones, x: float, y: float, width: float, height: float, paint: Colour
) -> None:
    """Lay a tiled roof with upturned eaves, its ridge at y."""
    half = width / 2
    eave = y + height
    sheet = Sheet().add(
        [
            *smooth(
                [
                    (x - half * 0.62, y),
                    (x - half * 0.74, y + height * 0.5),
                    (x - half * 0.95, eave - height * 0.06),
                    (x - half * 1.13, eave - height * 0.24),
                ],
                closed=False,
            ),
            *smooth(
                [
                    (x - half * 1.1, eave - height * 0.05),
                    (x - half * 0.8, eave + height * 0.06),
                    (x, eave + height * 0.1),
                    (x + half * 0.8, eave + height * 0.06),
                    (x + half * 1.1, eave - height * 0.05),
                ],
                closed=False,
            ),
            *smooth(
                [
                    (x + half * 1.13, eave - height * 0.24),
                    (x + half * 0.95, eave - height * 0.06),
                    (x + half * 0.74, y + height * 0.5),
                    (x + half * 0.62, y),
                ],
                closed=False,
            ),
        ]
    )
    lines = max(int(width / 22), 6)
    for k in range(1, lines):
        t = k / lines * 2 - 1
        sheet.cut(
            stroke(
                [
                    (x + half * 0.6 * t, y + height * 0.12),
                    (x + half * 0.72 * t, y + height * 0.55),
                    (x + half * 0.92 * t, eave - height * 0.02),
                ],
                [0.6, 2.2, 2.6],
            )
        )
    canvas.lay(sheet, mix(paint, tones.light, 0.10), paint, 6)
    ridge = Sheet().add(
        smooth(
            [
                (x - half * 0.70, y - height * 0.10),
                (x - half * 0.60, y - height * 0.02),
                (x + half * 0.60, y - height * 0.02),
                (x + half * 0.70, y - height * 0.10),
                (x + half * 0.62, y + height * 0.08),
                (x - half * 0.62, y + height * 0.08),
            ]
        )
    )
    canvas.lay(ridge, mix(paint, INK, 0.25), lift=4)


# How often a pane of a lattice has a figure, and which.
LATTICES = ((2, "diamond"), (1, "ring"), (2, "ring"), (1, "diamond"), (2, "pane"), (3, "diamond"))


def lattice(
    sheet: Sheet,
    left: float,
    top: float,
    right: float,
    bottom: float,
    columns: int,
    rows: int,
    bar: float,
    pattern: int | None = None,
) -> None:
    """Cut a lattice window: panes leave their bars standing, some of them with a figure in it.

    Which panes have one, and whether it is a diamond, a ring or a smaller pane, tells the
    lattices of one picture from those of another.
    """
    every, figure = (
        LATTICES[(columns + rows * 2 + round(left)) % len(LATTICES)]
        if pattern is None
        else LATTICES[pattern]
    )
    wide, high = (right - left) / columns, (bottom - top) / rows
    for i in range(columns):
        for j in range(rows):
            x0, y0 = left + i * wide + bar / 2, top + j * high + bar / 2
            x1, y1 = x0 + wide - bar, y0 + high - bar
            sheet.cut(box(x0, y0, x1, y1))
            if (i + j) % every == 0:
                cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
                inset = bar * 1.5 if figure == "diamond" else bar
                sheet.add(_pane(figure, cx, cy, rx, ry))
                sheet.cut(_pane(figure, cx, cy, rx - inset, ry - inset))


def _pane(figure: str, x: float, y: float, rx: float, ry: float) -> Path:
    """Outline the figure inside one pane."""
    if figure == "diamond":
        return [(x, y - ry), (x + rx, y), (x, y + ry), (x - rx, y)]
    if figure == "ring":
        return ellipse(x, y, rx, ry)
    return box(x - rx * 0.62, y - ry * 0.62, x + rx * 0.62, y + ry * 0.62)


def house(
    canvas: Canvas, tones: Tones, x: float, base: float, width: float, nearness: float
) -> None:
    """Lay a tiled house with lattice windows, lit at night."""
    high = width * 0.46
    wall = mix(tones.haze, tones.light if not tones.dark else tones.near, 0.25 + 0.4 * nearness)
    canvas.lay(
        Sheet().add(box(x - width * 0.44, base - high, x + width * 0.44, base + 30)),
        mix(wall, tones.light, 0.2),
        wall,
        5,
    )
    lit = tones.light if tones.dark else mix(tones.deep, tones.haze, 0.9 - nearness * 0.6)
    panes, frames = Sheet(), Sheet()
    for k in (-1, 1):
        left = x + k * width * 0.26 - width * 0.11
        panes.add(box(left, base - high * 0.68, left + width * 0.22, base - high * 0.26))
        frames.add(
            box(left - 3, base - high * 0.68 - 3, left + width * 0.22 + 3, base - high * 0.26 + 3)
        )
        lattice(
            frames,
            left,
            base - high * 0.68,
            left + width * 0.22,
            base - high * 0.26,
            4,
            3,
            width * 0.008,
        )
    panes.add(box(x - width * 0.08, base - high * 0.7, x + width * 0.08, base + 30))
    canvas.lay(panes, lit, lift=0)
    canvas.lay(frames, mix(tones.wood, tones.haze, 0.5 - nearness * 0.4), lift=2)
    if tones.dark:
        canvas.glow(x, base - high * 0.4, width * 0.6, tones.light, 0.4)
    paint = mix(tones.haze, tones.near if not tones.dark else tones.deep, 0.45 + 0.55 * nearness)
    if tones.time == "snow":
        paint = mix(paint, RICE_PAPER, 0.55)
    roof(canvas, tones, x, base - high - width * 0.22, width, width * 0.24, paint)


def pagoda(
    canvas: Canvas, tones: Tones, x: float, base: float, height: float, nearness: float
) -> None:
    """Lay a pagoda whose storeys shrink towards the finial."""
    paint = tones.ramp(nearness)
    sheet = Sheet()
    floors = 6
    step = height * 0.86 / floors
    for k in range(floors):
        half = height * 0.13 * (1 - k * 0.105)
        y = base - k * step
        sheet.add(box(x - half * 0.72, y - step, x + half * 0.72, y + 2))
        sheet.cut(
            box(x - half * 0.16, y - step * 0.6, x + half * 0.16, y - step * 0.12, half * 0.12)
        )
        eave = y - step * 0.82
        sheet.add(
            smooth(
                [
                    (x - half * 1.18, eave - step * 0.08),
                    (x - half * 0.7, eave - step * 0.10),
                    (x - half * 0.4, eave - step * 0.3),
                    (x + half * 0.4, eave - step * 0.3),
                    (x + half * 0.7, eave - step * 0.10),
                    (x + half * 1.18, eave - step * 0.08),
                    (x + half * 0.7, eave + step * 0.08),
                    (x - half * 0.7, eave + step * 0.08),
                ]
            )
        )
    sheet.add(
        stroke([(x, base - height * 0.84), (x, base - height)], [height * 0.022, 0.5]),
        ellipse(x, base - height * 0.91, height * 0.014),
    )
    canvas.lay(
        sheet, mix(paint, tones.light, 0.1), mix(paint, tones.horizon, 0.25), 4 + nearness * 4
    )


def lantern(
    canvas: Canvas, tones: Tones, x: float, top: float, size: float, cord: float = 220
) -> None:
    """Hang a lantern with ribs and a tassel, or stand it (no cord); at night it shines."""
    at = Frame(x, top, size)
    y = 60
    string = Sheet().add(at(stroke([(0, -cord), (0, 20)], [1.4, 1.4])))
    if cord:
        string.add(at(stroke([(0, y + 40), (0, y + 88)], [5, 10])))
    canvas.lay(string, tones.accent, lift=size / 60)
    if tones.dark:
        canvas.glow(*at.point(0, y), size * 1.7, tones.accent, 0.6)
    red = mix(tones.bloom, (200, 40, 30), 0.6)
    globe = Sheet().add(at(ellipse(0, y, 44, 34)))
    for k in (-26, -9, 9, 26):
        globe.cut(
            at(stroke([(k * 0.45, y - 31), (k * 1.15, y), (k * 0.45, y + 31)], [0.8, 1.5, 0.8]))
        )
    canvas.lay(globe, mix(red, tones.light, 0.35 if tones.dark else 0.12), red, size / 25)
    caps = Sheet().add(at(box(-18, y - 39, 18, y - 31, 2)), at(box(-18, y + 31, 18, y + 39, 2)))
    canvas.lay(caps, mix(tones.accent, tones.deep, 0.15), lift=size / 60)


def rosette(x: float, y: float, radius: float, turn: float = 0.0) -> list[Path]:
    """Cut a round flower (团花): dots, petals and an outer ring of slivers."""
    cuts = [ellipse(x, y, radius * 0.13)]
    for k in range(8):
        a = turn + math.tau * k / 8
        cos, sin = math.cos(a), math.sin(a)
        cuts.append(
            lens(
                (x + radius * 0.22 * cos, y + radius * 0.22 * sin),
                (x + radius * 0.66 * cos, y + radius * 0.66 * sin),
                radius * 0.2,
            )
        )
        b = a + math.tau / 16
        cuts.append(
            ellipse(x + radius * 0.52 * math.cos(b), y + radius * 0.52 * math.sin(b), radius * 0.06)
        )
        arc = [
            (x + radius * r * math.cos(b + d), y + radius * r * math.sin(b + d))
            for d, r in ((-0.34, 0.8), (0, 0.98), (0.34, 0.8))
        ]
        cuts.append(stroke(arc, [0, radius * 0.1, 0], steps=6))
    return cuts


def waves(left: float, right: float, y: float, size: float) -> list[Path]:
    """Cut a border of waves, scale upon scale."""
    cuts: list[Path] = []
    count = int((right - left) / size) + 1
    for k in range(count):
        x = left + size * (k + 0.5)
        for ring in (0.44, 0.27):
            arc = [
                (x + size * ring * math.cos(a), y + size * ring * math.sin(a))
                for a in (math.pi * 1.04, math.pi * 1.5, math.pi * 1.96)
            ]
            cuts.append(stroke(arc, [size * 0.03, size * 0.06, size * 0.03], steps=8))
        cuts.append(ellipse(x, y - size * 0.06, size * 0.06))
    return cuts
