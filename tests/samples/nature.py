"""Nature: sky and sun, hills and water, trees and blossoms, birds, what falls."""

from __future__ import annotations

import math
from random import Random

from palette import INK, RICE_PAPER, Colour, Tones, mix
from paper import Canvas, Frame, Path, Sheet, box, ellipse, lens, smooth, stroke


def backdrop(canvas: Canvas, tones: Tones) -> None:
    """Cover the table with the sky."""
    canvas.lay(
        Sheet().add(box(-50, -50, canvas.width + 50, canvas.height + 50)),
        tones.sky,
        tones.horizon,
        0,
    )


def sun(canvas: Canvas, tones: Tones, x: float, y: float, radius: float) -> None:
    """Hang the sun, or the moon, with its glow."""
    canvas.glow(x, y, radius * 3.4, mix(tones.disc, RICE_PAPER, 0.4), 0.75)
    canvas.lay(Sheet().add(ellipse(x, y, radius)), mix(tones.disc, RICE_PAPER, 0.18), tones.disc, 5)


def hills(
    canvas: Canvas,
    tones: Tones,
    base: float,
    rise: float,
    nearness: float,
    bumps: int = 4,
    paint: Colour | None = None,
) -> None:
    """Lay a range of rounded hills across the picture."""
    chance = canvas.chance
    run: Path = [(-60, base)]
    for k in range(bumps * 2 + 1):
        x = canvas.width * k / (bumps * 2) + chance.uniform(-30, 30)
        high = rise * (chance.uniform(0.6, 1.0) if k % 2 else chance.uniform(0.1, 0.35))
        run.append((x, base - high))
    run.append((canvas.width + 60, base))
    path = [
        *smooth(run, closed=False),
        (canvas.width + 60, canvas.height + 60),
        (-60, canvas.height + 60),
    ]
    tint = paint or tones.ramp(nearness)
    canvas.lay(Sheet().add(path), tint, mix(tint, tones.horizon, 0.45), 5 + nearness * 7)


def peaks(
    canvas: Canvas, tones: Tones, base: float, rise: float, nearness: float, count: int = 5
) -> None:
    """Lay steep peaks with cut ridges, as in a scroll of landscapes."""
    chance = canvas.chance
    sheet = Sheet()
    paint = tones.ramp(nearness)
    step = canvas.width / count
    for k in range(count + 1):
        x = step * k + chance.uniform(-0.3, 0.3) * step
        high = rise * chance.uniform(0.5, 1.0)
        half = step * chance.uniform(0.55, 0.85)
        outline = [
            (x - half, base + 20),
            (x - half * 0.55, base - high * 0.42),
            (x - half * 0.22, base - high * 0.86),
            (x, base - high),
            (x + half * 0.16, base - high * 0.9),
            (x + half * 0.5, base - high * 0.38),
            (x + half, base + 20),
        ]
        sheet.add([*smooth(outline, closed=False)])
        for j in range(3):
            top = (x + half * (0.02 + 0.1 * j), base - high * (0.86 - 0.2 * j))
            sheet.cut(
                stroke(
                    [
                        top,
                        (top[0] + half * 0.10, top[1] + high * 0.16),
                        (top[0] + half * 0.12, top[1] + high * 0.34),
                    ],
                    [0, 3.4, 0],
                )
            )
    sheet.add(box(-60, base, canvas.width + 60, canvas.height + 60))
    crown = mix(paint, RICE_PAPER, 0.75) if tones.time == "snow" else paint
    canvas.lay(sheet, crown, mix(paint, tones.horizon, 0.6), 4 + nearness * 7)


def water(canvas: Canvas, tones: Tones, top: float, bottom: float) -> None:
    """Lay a river with cut ripples, brightest where the sun falls."""
    paint = mix(tones.mid, tones.horizon, 0.5)
    sheet = Sheet().add(box(-50, top, canvas.width + 50, bottom))
    chance = canvas.chance
    for _ in range(46):
        y = chance.uniform(top + 8, bottom)
        depth = (y - top) / (bottom - top)
        long = 30 + 150 * depth * chance.uniform(0.4, 1)
        x = chance.uniform(-40, canvas.width)
        sheet.cut(lens((x, y), (x + long, y + 1), 2 + 4.5 * depth, 0.02))
    canvas.lay(
        Sheet().add(box(-50, top, canvas.width + 50, bottom)),
        tones.light,
        mix(tones.light, tones.mid, 0.3),
        0,
    )
    canvas.lay(sheet, mix(paint, tones.horizon, 0.3), mix(paint, tones.near, 0.45), 4)


def blossom(sheet: Sheet, heart: Sheet, x: float, y: float, size: float, turn: float) -> None:
    """Add a five-petalled plum blossom, and its heart to another sheet."""
    for k in range(5):
        a = turn + math.tau * k / 5
        sheet.add(
            ellipse(x + size * 0.52 * math.cos(a), y + size * 0.52 * math.sin(a), size * 0.46)
        )
        heart.add(
            lens(
                (x, y), (x + size * 0.62 * math.cos(a), y + size * 0.62 * math.sin(a)), size * 0.11
            )
        )
    heart.add(ellipse(x, y, size * 0.15))


def plum_branch(canvas: Canvas, tones: Tones, at: Frame) -> None:
    """Lay a branch of plum in blossom, growing from the frame's origin to the left and down."""
    chance = canvas.chance
    wood, buds, petals, hearts = Sheet(), Sheet(), Sheet(), Sheet()
    limbs: list[Path] = [
        [(14, -10), (-18, 6), (-38, 2), (-62, 22), (-98, 26)],
        [(-20, 6), (-34, 24), (-40, 46), (-58, 58)],
        [(-40, 3), (-52, -12), (-76, -14)],
        [(-62, 22), (-74, 38), (-88, 46)],
    ]
    for k, limb in enumerate(limbs):
        wide = 6.5 if k == 0 else 3.2
        wood.add(at(stroke(limb, [wide, wide * 0.7, wide * 0.5, 1])))
    canvas.lay(wood, mix(tones.wood, INK, 0.2), lift=at.size / 45)
    for limb in limbs:
        line = smooth(limb, closed=False)
        for _ in range(5):
            x, y = line[chance.randrange(len(line) // 3, len(line))]
            spot = at.point(x + chance.uniform(-3, 3), y + chance.uniform(-4, 4))
            size = at.size / 100 * chance.uniform(4.2, 6.8)
            if chance.random() < 0.25:
                buds.add(ellipse(*spot, size * 0.42))
            else:
                blossom(petals, hearts, *spot, size, chance.uniform(0, 6))
    canvas.lay(buds, tones.bloom, lift=at.size / 90)
    canvas.lay(petals, mix(tones.bloom, RICE_PAPER, 0.16), tones.bloom, at.size / 70)
    canvas.lay(hearts, tones.light, lift=0)


def leaf(x: float, y: float, length: float, angle: float, width: float = 0.24) -> Path:
    """Cut one leaf that grows from (x, y)."""
    turn = math.radians(angle)
    end = (x + length * math.cos(turn), y + length * math.sin(turn))
    return lens((x, y), end, length * width, 0.08)


def willow(canvas: Canvas, tones: Tones, at: Frame) -> None:
    """Lay a bough of willow that hangs from the frame's origin."""
    chance = canvas.chance
    twigs, leaves = Sheet(), Sheet()
    for k in range(9):
        x = -70 + k * 15 + chance.uniform(-4, 4)
        long = chance.uniform(50, 100)
        sway = chance.uniform(-14, 4)
        run = smooth(
            [(x + 22, -14), (x + 8, 10), (x + sway * 0.4, long * 0.6), (x + sway, long)],
            closed=False,
        )
        twigs.add(at(stroke(run, [1.1, 0.8, 0.3], steps=2)))
        for j in range(8, len(run), 3):
            px, py = run[j]
            side = 1 if j % 2 else -1
            leaves.add(
                at(leaf(px, py, chance.uniform(6, 10), 90 - side * chance.uniform(22, 48), 0.26))
            )
    canvas.lay(twigs, mix(tones.leaf, tones.deep, 0.5), lift=3)
    canvas.lay(leaves, mix(tones.leaf, tones.light, 0.2), tones.leaf, 5)


def bamboo(
    canvas: Canvas, tones: Tones, x: float, base: float, height: float, count: int = 4
) -> None:
    """Lay a stand of bamboo, jointed and leafy."""
    chance = canvas.chance
    stems, leaves = Sheet(), Sheet()
    for k in range(count):
        sx = x + (k - count / 2) * height * 0.075 + chance.uniform(-8, 8)
        lean = chance.uniform(-0.06, 0.06) * height
        high = height * chance.uniform(0.8, 1.05)
        wide = height * 0.018
        for j in range(7):
            t0, t1 = j / 7, (j + 1) / 7 - 0.008
            stems.add(
                stroke(
                    [
                        (sx + lean * t0 * t0, base - high * t0),
                        (sx + lean * t1 * t1, base - high * t1),
                    ],
                    [wide * (1.1 - t0 * 0.4), wide * (1 - t1 * 0.4)],
                )
            )
        for j in range(3, 8):
            px, py = sx + lean * (j / 7) ** 2, base - high * j / 7
            for _ in range(4):
                leaves.add(
                    leaf(
                        px,
                        py,
                        height * chance.uniform(0.09, 0.15),
                        chance.choice((25, 60, 120, 150)) + chance.uniform(-18, 18),
                        0.16,
                    )
                )
    canvas.lay(stems, mix(tones.leaf, tones.light, 0.12), mix(tones.leaf, tones.deep, 0.4), 5)
    canvas.lay(leaves, tones.leaf, mix(tones.leaf, tones.deep, 0.35), 6)


def pine(canvas: Canvas, tones: Tones, at: Frame) -> None:
    """Lay an old pine: bent trunk and flat needle clouds; its foot is the origin."""
    trunk = Sheet().add(
        at(stroke([(4, 4), (-2, -30), (8, -56), (-4, -80), (6, -98)], [10, 7, 6, 4, 2]))
    )
    trunk.add(
        at(stroke([(3, -46), (22, -56), (42, -56)], [4, 3, 1])),
        at(stroke([(2, -64), (-20, -70), (-36, -66)], [4, 3, 1])),
    )
    canvas.lay(trunk, mix(tones.wood, INK, 0.1), lift=at.size / 60)
    tint = mix(tones.leaf, tones.deep, 0.3)
    for x, y, wide in ((40, -60, 30), (-36, -70, 28), (24, -78, 26), (-14, -88, 28), (8, -104, 24)):
        pad = Sheet().add(
            at(
                smooth(
                    [
                        (x - wide, y + 3),
                        (x - wide * 0.7, y - 5),
                        (x - wide * 0.3, y - 9),
                        (x + wide * 0.1, y - 11),
                        (x + wide * 0.6, y - 7),
                        (x + wide, y + 2),
                        (x + wide * 0.4, y + 5),
                        (x - wide * 0.4, y + 5),
                    ]
                )
            )
        )
        for k in range(7):
            a = math.radians(200 + k * 23)
            pad.cut(
                at(lens((x, y + 2), (x + wide * 0.8 * math.cos(a), y + 2 + 10 * math.sin(a)), 0.9))
            )
        canvas.lay(
            pad,
            mix(tint, RICE_PAPER, 0.5) if tones.time == "snow" else mix(tint, tones.light, 0.1),
            tint,
            at.size / 75,
        )


def tree(canvas: Canvas, tones: Tones, at: Frame, nearness: float) -> None:
    """Lay a round-crowned tree with cut veins; its foot is the origin."""
    chance = canvas.chance
    trunk = Sheet().add(at(stroke([(0, 4), (1, -30), (-2, -70)], [7, 5, 2])))
    trunk.add(
        at(stroke([(0, -34), (14, -52), (22, -66)], [3, 2, 1])),
        at(stroke([(0, -40), (-14, -56), (-20, -68)], [3, 2, 1])),
    )
    canvas.lay(trunk, mix(tones.wood, tones.haze, 1 - nearness), lift=3)
    tint = mix(tones.haze, mix(tones.leaf, tones.deep, 0.1), 0.35 + 0.65 * nearness)
    if tones.time in ("spring", "snow") and chance.random() < 0.6:
        tint = mix(tones.haze, tones.bloom if tones.time == "spring" else RICE_PAPER, 0.75)
    crown = Sheet()
    for _ in range(9):
        crown.add(
            at(ellipse(chance.uniform(-20, 20), chance.uniform(-92, -60), chance.uniform(12, 19)))
        )
    for _ in range(15):
        x, y = chance.uniform(-25, 25), chance.uniform(-92, -58)
        for turn in (-125, -90, -55):
            crown.cut(at(leaf(x, y, 8, turn, 0.2)))
    canvas.lay(crown, mix(tint, tones.light, 0.22), tint, at.size / 70)


def reeds(canvas: Canvas, tones: Tones, x: float, base: float, size: float, paint: Colour) -> None:
    """Lay a tuft of grass or reeds in the foreground."""
    chance = canvas.chance
    sheet = Sheet()
    for _ in range(13):
        lean = chance.uniform(-0.5, 0.5)
        high = size * chance.uniform(0.5, 1.0)
        sx = x + chance.uniform(-0.3, 0.3) * size
        sheet.add(
            stroke(
                [
                    (sx, base + 10),
                    (sx + lean * high * 0.3, base - high * 0.6),
                    (sx + lean * high, base - high),
                ],
                [size * 0.035, size * 0.03, 0],
            )
        )
    canvas.lay(sheet, mix(paint, tones.light, 0.15), paint, 6)


def lotus(canvas: Canvas, tones: Tones, x: float, y: float, size: float) -> None:
    """Lay a lotus in flower between two of its leaves."""
    at = Frame(x, y, size, canvas.chance.random() < 0.5)
    pads = Sheet().add(at(ellipse(-34, 30, 34, 12)), at(ellipse(40, 40, 38, 13)))
    for k in range(9):
        a = math.tau * k / 9
        pads.cut(at(lens((-34, 30), (-34 + 30 * math.cos(a), 30 + 10 * math.sin(a)), 1.2)))
        pads.cut(at(lens((40, 40), (40 + 34 * math.cos(a), 40 + 11 * math.sin(a)), 1.2)))
    canvas.lay(
        pads, mix(tones.leaf, tones.light, 0.12), mix(tones.leaf, tones.deep, 0.2), size / 50
    )
    canvas.lay(
        Sheet().add(at(stroke([(2, 0), (6, 30), (2, 60)], [2.4, 2.6, 2.8]))),
        tones.leaf,
        lift=size / 60,
    )
    for layer, angles in enumerate(((-62, 62), (-36, 36), (0,))):
        petals = Sheet()
        for angle in angles:
            petals.add(
                at.within(0, 4, 100, angle)(
                    smooth([(0, 2), (-10, -14), (-7, -30), (0, -40), (7, -30), (10, -14)])
                )
            )
        canvas.lay(
            petals,
            mix(tones.bloom, RICE_PAPER, 0.45 - layer * 0.15),
            mix(tones.bloom, RICE_PAPER, 0.1),
            size / 60,
        )


def birds(canvas: Canvas, tones: Tones, x: float, y: float, size: float, count: int) -> None:
    """Let swallows fly in a loose line."""
    chance = canvas.chance
    flock = Sheet()
    for k in range(count):
        at = Frame(
            x + k * size * 1.5 + chance.uniform(-20, 20),
            y + chance.uniform(-1, 1) * size,
            size * chance.uniform(0.7, 1.1),
            False,
            chance.uniform(-20, 12),
        )
        flock.add(
            at(
                smooth(
                    [
                        (-30, 2),
                        (-16, -4),
                        (-2, -1),
                        (10, -22),
                        (34, -38),
                        (18, -14),
                        (14, 0),
                        (30, 4),
                        (50, 2),
                        (34, 8),
                        (52, 14),
                        (26, 9),
                        (8, 8),
                        (6, 26),
                        (-8, 40),
                        (-4, 18),
                        (-12, 7),
                    ]
                )
            )
        )
    canvas.lay(flock, mix(tones.deep, tones.haze, 0.1), lift=4)


def crane(canvas: Canvas, tones: Tones, at: Frame) -> None:
    """Lay a crane in flight, wings high and neck stretched."""
    body = Sheet().add(
        at(
            smooth(
                [
                    (-62, -4),
                    (-40, -7),
                    (-18, -6),
                    (-8, -12),
                    (-20, -44),
                    (-6, -62),
                    (4, -34),
                    (16, -10),
                    (36, -2),
                    (30, 4),
                    (6, 8),
                    (-16, 4),
                    (-40, -3),
                ]
            )
        )
    )
    body.add(at(smooth([(0, -6), (20, -36), (46, -52), (36, -26), (22, -6), (12, 2)])))
    for k in range(4):
        body.cut(
            at(lens((-6 + k * 2.5, -14), (-14 + k * 4, -48 + k * 5), 1.5)),
            at(lens((10 + k * 3, -8), (22 + k * 5, -36 + k * 4), 1.4)),
        )
    dark = Sheet().add(
        at(smooth([(26, -3), (44, -2), (56, 6), (40, 6), (28, 5)])),
        at(stroke([(30, 4), (58, 12), (80, 14)], [1.6, 1.3, 0.6])),
    )
    dark.add(at(stroke([(-61, -5), (-74, -3)], [2.2, 0.2])))
    canvas.lay(dark, tones.deep, lift=4)
    canvas.lay(body, SNOWY, mix(SNOWY, tones.haze, 0.4), 6)
    canvas.lay(Sheet().add(at(ellipse(-60, -7, 4, 2.2))), tones.bloom, lift=1)


SNOWY: Colour = (253, 250, 242)


def falling(canvas: Canvas, tones: Tones, chance: Random) -> None:
    """Let snow, petals or leaves fall where the season has them."""
    if tones.time not in ("snow", "spring", "autumn"):
        return
    flakes = Sheet()
    for _ in range(70 if tones.time == "snow" else 26):
        x, y = chance.uniform(0, canvas.width), chance.uniform(0, canvas.height)
        if tones.time == "snow":
            flakes.add(ellipse(x, y, chance.uniform(2, 6.5)))
        else:
            flakes.add(leaf(x, y, chance.uniform(12, 24), chance.uniform(0, 180), 0.5))
    tint = {"snow": SNOWY, "spring": mix(tones.bloom, RICE_PAPER, 0.3), "autumn": tones.leaf}[
        tones.time
    ]
    canvas.lay(flakes, tint, lift=4)
