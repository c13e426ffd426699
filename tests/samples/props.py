"""The things people hold: one small paper-cut for each word that `prop` may be."""

from __future__ import annotations

import math
from collections.abc import Callable

from motifs import blossom, lantern, leaf, rosette
from palette import INK, RICE_PAPER, Colour, Tones, colour, mix
from paper import Canvas, Frame, Path, Sheet, box, ellipse, lens, smooth, stroke

Maker = Callable[[Canvas, Tones, Frame], None]
STEEL = colour("#9aa3a8")
BRASS = colour("#d9a441")


def _put(
    canvas: Canvas,
    at: Frame,
    paint: Colour,
    *kept: Path,
    cut: list[Path] | None = None,
    flat: bool = False,
) -> None:
    sheet = Sheet().add(*(at(path) for path in kept)).cut(*(at(path) for path in cut or []))
    canvas.lay(
        sheet,
        mix(paint, RICE_PAPER, 0.16),
        mix(paint, INK, 0.06),
        0 if flat else min(at.size / 40, 7),
    )


def _book(canvas: Canvas, tones: Tones, at: Frame) -> None:
    cover: Path = [(-50, -20), (0, -8), (50, -20), (50, 34), (0, 46), (-50, 34)]
    _put(canvas, at, tones.bloom, cover)
    for side in (-1, 1):
        page = [
            *smooth([(0, -10), (side * 16, -22), (side * 46, -25)], closed=False),
            *smooth([(side * 46, 28), (side * 16, 30), (0, 42)], closed=False),
        ]
        rules = [
            stroke(
                [(side * 9, -8 + k * 9), (side * 22, -14 + k * 9), (side * 39, -15 + k * 9)],
                [0.2, 1.5, 1.3],
            )
            for k in range(5)
        ]
        _put(canvas, at, RICE_PAPER, page)
        _put(canvas, at, mix(tones.near, RICE_PAPER, 0.4), *rules, flat=True)


def _needle(canvas: Canvas, tones: Tones, at: Frame) -> None:
    _put(canvas, at, tones.wood, ellipse(0, 0, 50), cut=[ellipse(0, 0, 44)])
    _put(canvas, at, RICE_PAPER, ellipse(0, 0, 44.5))
    petals, hearts = Sheet(), Sheet()
    for k, size in ((0, 15.0), (1, 10.0), (2, 9.0)):
        x, y = ((-4, -4), (18, -20), (-20, 18))[k]
        blossom(petals, hearts, *at.point(x, y), at.size * size / 100, k)
    stem = [stroke([(-28, 30), (-8, 6), (24, -26)], [1, 1.8, 1])]
    _put(
        canvas,
        at,
        tones.leaf,
        *stem,
        *(leaf(-16 + k * 12, 16 - k * 12, 15, 20 + k * 60, 0.4) for k in range(3)),
    )
    canvas.lay(petals, tones.bloom, lift=3)
    canvas.lay(hearts, RICE_PAPER, lift=0)
    _put(
        canvas,
        at,
        STEEL,
        stroke([(10, 34), (54, -12)], [0.6, 2.4]),
        cut=[lens((50, -8), (53, -11), 0.8)],
    )
    _put(
        canvas,
        at,
        tones.bloom,
        stroke([(53, -11), (70, -4), (60, 22), (74, 44)], [0.9, 1.1, 1.1, 0.9]),
    )


def _hammer(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, 35)
    _put(
        canvas,
        turned,
        tones.wood,
        stroke([(0, -30), (0, 10), (0, 56)], [6, 7, 8.5]),
        cut=[lens((-1, -10), (0, 44), 1)],
    )
    _put(
        canvas,
        turned,
        STEEL,
        smooth(
            [
                (-30, -40),
                (-14, -42),
                (14, -42),
                (20, -44),
                (34, -38),
                (40, -24),
                (28, -31),
                (14, -30),
                (-14, -30),
                (-30, -30),
            ]
        ),
        cut=[lens((-22, -36), (16, -37), 1.6)],
    )


def _ear(at: Frame, lean: float, high: float) -> tuple[Path, list[Path]]:
    stalk = stroke([(0, 60), (lean * 0.3, 10), (lean, -high)], [1.6, 1.4, 1.0])
    grains: list[Path] = []
    for k in range(6):
        t = k / 6
        x, y = lean * (0.55 + 0.45 * t), 0 - high * (0.45 + 0.55 * t)
        for side in (-1, 1):
            grains.append(leaf(x + side, y, 11, -90 + side * 38 + lean * 0.5, 0.36))
        grains.append(leaf(x, y - 6, 24, -90 + lean * 0.5 + (k - 3) * 5, 0.05))
    return at(stalk), [at(grain) for grain in grains]


def _wheat(canvas: Canvas, tones: Tones, at: Frame) -> None:
    gold = mix(BRASS, tones.accent, 0.3)
    if tones.time == "spring":
        gold = mix(tones.leaf, gold, 0.3)
    for lean, high in ((-34, 34), (32, 36), (-14, 46), (16, 48), (0, 54)):
        stalk, grains = _ear(at, lean, high)
        canvas.lay(Sheet().add(stalk), mix(gold, tones.leaf, 0.4), lift=2)
        canvas.lay(Sheet().add(*grains), mix(gold, RICE_PAPER, 0.25), gold, at.size / 50)
    _put(
        canvas,
        at,
        tones.bloom,
        smooth([(-8, 28), (8, 28), (9, 35), (-9, 35)]),
        stroke([(6, 33), (18, 44), (16, 54)], [3, 4, 2]),
    )


def _brush(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, 24)
    _put(canvas, turned, mix(tones.wood, tones.accent, 0.3), stroke([(0, -66), (0, 18)], [4.4, 5]))
    _put(canvas, turned, BRASS, box(-3.4, 14, 3.4, 22))
    _put(
        canvas,
        turned,
        INK,
        smooth([(-3.6, 21), (3.6, 21), (5.4, 32), (2, 44), (0, 54), (-2, 44), (-5.4, 32)]),
        cut=[lens((-1, 26), (-0.6, 44), 0.9)],
    )
    _put(
        canvas,
        at,
        mix(INK, tones.deep, 0.4),
        smooth([(-56, 38), (-46, 32), (-22, 32), (-14, 38), (-16, 50), (-54, 50)]),
        cut=[ellipse(-35, 37, 14, 2.6)],
    )


def _tablet(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, -8)
    canvas.glow(*at.point(0, 0), at.size * 0.95, tones.light, 0.5)
    _put(canvas, turned, mix(INK, tones.deep, 0.4), box(-36, -50, 36, 50, 7))
    _put(canvas, turned, mix(tones.light, tones.haze, 0.25), box(-31, -44, 31, 44, 3))
    _put(canvas, turned, tones.accent, ellipse(0, -18, 14))
    _put(
        canvas,
        turned,
        tones.mid,
        [
            (-31, 16),
            *smooth([(-31, 10), (-14, -6), (2, 8), (16, -2), (31, 12)], closed=False),
            (31, 44),
            (-31, 44),
        ],
    )
    _put(
        canvas,
        turned,
        tones.near,
        [
            (-31, 34),
            *smooth([(-31, 30), (-10, 18), (12, 30), (31, 22)], closed=False),
            (31, 44),
            (-31, 44),
        ],
    )


def _violin(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, 22)
    body = smooth(
        [
            (0, 56),
            (-18, 53),
            (-25, 40),
            (-22, 29),
            (-13, 22),
            (-14, 14),
            (-20, 6),
            (-17, -6),
            (-6, -11),
            (0, -11),
            (6, -11),
            (17, -6),
            (20, 6),
            (14, 14),
            (13, 22),
            (22, 29),
            (25, 40),
            (18, 53),
        ]
    )
    holes = [stroke([(s * 10, 12), (s * 8, 20), (s * 11, 30)], [0.8, 2, 0.8]) for s in (-1, 1)]
    _put(canvas, turned, colour("#b5672c"), body, cut=holes)
    _put(
        canvas,
        turned,
        INK,
        stroke([(0, -58), (0, 24)], [4, 5.4]),
        spiral_head(),
        box(-6, 42, 6, 50, 2),
    )
    _put(
        canvas,
        turned,
        RICE_PAPER,
        *(stroke([(k, -54), (k * 1.5, 44)], [0.5, 0.5]) for k in (-1.2, 0, 1.2)),
        flat=True,
    )
    _put(canvas, at, mix(tones.wood, INK, 0.1), stroke([(-46, 50), (50, -34)], [1.6, 2]))


def spiral_head() -> Path:
    """Cut the scroll of a violin with its pegs."""
    return smooth(
        [
            (-4, -56),
            (-9, -60),
            (-4, -63),
            (-5, -69),
            (0, -72),
            (5, -69),
            (4, -63),
            (9, -60),
            (4, -56),
        ]
    )


def _camera(canvas: Canvas, tones: Tones, at: Frame) -> None:
    dark = mix(INK, tones.deep, 0.5)
    _put(
        canvas,
        at,
        dark,
        box(-48, -24, 48, 36, 8),
        box(-20, -36, 20, -14, 6),
        box(28, -30, 40, -20, 2),
    )
    _put(canvas, at, STEEL, box(-48, -22, 48, -12), cut=[ellipse(-34, -17, 2.4)])
    for radius, tint in ((27, STEEL), (22, dark), (16, tones.near), (9, tones.mid)):
        _put(canvas, at, tint, ellipse(0, 9, radius))
    _put(canvas, at, RICE_PAPER, smooth([(-10, 2), (-4, -5), (-2, -2), (-7, 4)]), flat=True)
    _put(canvas, at, tones.bloom, ellipse(36, -16, 3.4))


def _chess(canvas: Canvas, tones: Tones, at: Frame) -> None:
    _put(
        canvas,
        at,
        tones.wood,
        [(-60, 20), (-36, -8), (36, -8), (60, 20), (60, 28), (-60, 28)],
        cut=[lens((-48 + k * 16, 18), (-29 + k * 10, -5), 1.2) for k in range(7)],
    )
    for k, (x, y) in enumerate(((-28, 8), (4, 12), (30, 2), (-6, -4))):
        _put(canvas, at, BRASS, ellipse(x, y + 4, 12, 7))
        _put(canvas, at, mix(BRASS, RICE_PAPER, 0.55), ellipse(x, y, 12, 7), cut=[])
        _put(canvas, at, tones.bloom if k % 2 else tones.deep, ellipse(x, y, 8.4, 4.8), flat=True)
        _put(canvas, at, RICE_PAPER, ellipse(x, y, 7, 3.8), *(), flat=True)


def _teapot(canvas: Canvas, tones: Tones, at: Frame) -> None:
    clay = mix(colour("#8a3f25"), tones.near, 0.25)
    _put(canvas, at, clay, stroke([(24, -8), (46, -14), (48, 12), (24, 22)], [5, 5, 5, 4]))
    _put(
        canvas,
        at,
        clay,
        smooth([(-26, 6), (-38, -4), (-46, -20), (-52, -22), (-50, -14), (-42, 8), (-28, 22)]),
    )
    _put(
        canvas,
        at,
        clay,
        smooth(
            [(-18, -16), (18, -16), (32, 2), (30, 22), (16, 34), (-16, 34), (-30, 22), (-32, 2)]
        ),
        cut=rosette(0, 10, 15),
    )
    _put(
        canvas,
        at,
        mix(clay, INK, 0.15),
        smooth([(-19, -15), (-10, -23), (10, -23), (19, -15)]),
        ellipse(0, -27, 4.6),
    )
    for k, x in enumerate((-54, -48, -58)):
        _put(
            canvas,
            at,
            RICE_PAPER,
            stroke([(x, -28 - k * 8), (x - 6, -42 - k * 8), (x + 4, -56 - k * 8)], [0, 1.6, 0]),
            flat=True,
        )
    _put(canvas, at, mix(clay, RICE_PAPER, 0.35), smooth([(42, 22), (66, 22), (62, 35), (46, 35)]))


def _saw(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, -12)
    teeth: Path = [(-56, 8)]
    for k in range(22):
        teeth += [(-56 + k * 4 + 1, 14), (-56 + k * 4 + 4, 8 + k * 0.5)]
    _put(
        canvas,
        turned,
        STEEL,
        [*teeth, (34, 19), (38, -16), (-56, -2)],
        cut=[lens((-40, 1), (24, -6), 1.4)],
    )
    _put(
        canvas,
        turned,
        tones.wood,
        smooth([(30, -18), (52, -24), (66, -14), (64, 10), (50, 22), (32, 20)]),
        cut=[smooth([(42, -8), (54, -11), (55, 6), (44, 10)])],
    )


def _abacus(canvas: Canvas, tones: Tones, at: Frame) -> None:
    _put(
        canvas,
        at,
        tones.wood,
        box(-56, -36, 56, 36, 3),
        cut=[box(-51, -31, 51, -11), box(-51, -6, 51, 31)],
    )
    for k in range(8):
        x = -45 + k * 12.9
        _put(canvas, at, STEEL, stroke([(x, -31), (x, 31)], [1, 1]), flat=True)
        shift = (k * 5) % 3
        beads = [ellipse(x, -26 + (k % 2) * 4 + 9 * j * 0.8, 5.6, 3.4) for j in range(2)]
        beads += [
            ellipse(x, 3 + j * 6.8 + (shift * 1.2 if j > shift else 0), 5.6, 3.4) for j in range(4)
        ]
        _put(canvas, at, tones.bloom if k % 3 == 0 else mix(tones.wood, tones.accent, 0.45), *beads)


def _microphone(canvas: Canvas, tones: Tones, at: Frame) -> None:
    _put(
        canvas,
        at,
        mix(INK, tones.deep, 0.4),
        stroke([(0, 0), (0, 66)], [4, 4]),
        smooth([(-24, 66), (24, 66), (20, 72), (-20, 72)]),
    )
    _put(
        canvas,
        at,
        STEEL,
        stroke([(-22, -26), (-22, 0), (0, 14), (22, 0), (22, -26)], [3.4, 3.6, 3.6, 3.4]),
    )
    grid = [lens((-13, -50 + k * 8), (13, -50 + k * 8), 2) for k in range(5)]
    _put(canvas, at, mix(tones.accent, INK, 0.1), box(-16, -60, 16, 4, 16), cut=grid)


def _gear(canvas: Canvas, _tones: Tones, at: Frame) -> None:
    def wheel(x: float, y: float, radius: float, teeth: int) -> Path:
        path: Path = []
        for k in range(teeth):
            for part, r in ((-0.28, 0.82), (-0.18, 1), (0.18, 1), (0.28, 0.82)):
                a = math.tau * (k + part) / teeth
                path.append((x + radius * r * math.cos(a), y + radius * r * math.sin(a)))
        return path

    spokes = [
        ellipse(-14 + 19 * math.cos(a), 6 + 19 * math.sin(a), 6.5)
        for a in (math.tau * k / 6 for k in range(6))
    ]
    _put(canvas, at, STEEL, wheel(-14, 6, 42, 16), cut=[*spokes, ellipse(-14, 6, 7)])
    _put(
        canvas,
        at,
        BRASS,
        wheel(34, -26, 24, 11),
        cut=[
            ellipse(34, -26, 6),
            *(ellipse(34 + 12 * math.cos(a), -26 + 12 * math.sin(a), 3) for a in (0.5, 2.6, 4.7)),
        ],
    )


def _plant(canvas: Canvas, tones: Tones, at: Frame) -> None:
    green = mix(tones.leaf, colour("#5f9a4e"), 0.3)
    blades = [(-62, 52), (-118, 50), (-90, 62), (-32, 40), (-148, 38), (-78, 44), (-104, 42)]
    for angle, long in blades:
        turn = math.radians(angle)
        _put(
            canvas,
            at,
            green,
            leaf(0, 12, long, angle, 0.36),
            cut=[
                lens(
                    (4 * math.cos(turn), 12 + 4 * math.sin(turn)),
                    (long * 0.85 * math.cos(turn), 12 + long * 0.85 * math.sin(turn)),
                    1.2,
                    0.06,
                )
            ],
        )
    _put(
        canvas,
        at,
        mix(tones.accent, colour("#a8552e"), 0.5),
        smooth([(-26, 10), (26, 10), (20, 44), (14, 50), (-14, 50), (-20, 44)]),
        cut=waves_on_pot(),
    )
    _put(canvas, at, mix(tones.accent, colour("#8a4526"), 0.6), box(-29, 6, 29, 15, 4))


def waves_on_pot() -> list[Path]:
    """Cut the row of small diamonds that goes round a flower pot."""
    return [[(x, 24), (x + 4, 29), (x, 34), (x - 4, 29)] for x in (-14, -5, 5, 14)]


def _lantern(canvas: Canvas, tones: Tones, at: Frame) -> None:
    lantern(canvas, tones, *at.point(0, -56), at.size * 0.95, 0)


def _paper_cut(canvas: Canvas, tones: Tones, at: Frame) -> None:
    red = mix(tones.bloom, colour("#c92f22"), 0.6)
    _put(canvas, at, RICE_PAPER, ellipse(0, 0, 56))
    edge = [
        (
            0 + (50 if k % 2 else 46) * math.cos(math.tau * k / 48),
            (50 if k % 2 else 46) * math.sin(math.tau * k / 48),
        )
        for k in range(48)
    ]
    _put(
        canvas,
        at,
        red,
        smooth(edge, steps=4),
        cut=[
            *rosette(0, 0, 40),
            *(
                ellipse(43 * math.cos(math.tau * k / 24), 43 * math.sin(math.tau * k / 24), 1.7)
                for k in range(24)
            ),
        ],
    )
    blades = at.within(44, 40, 70, -30)
    _put(
        canvas,
        blades,
        STEEL,
        stroke([(0, 0), (-54, -8)], [6, 0.6]),
        stroke([(0, 0), (-52, 10)], [6, 0.6]),
    )
    _put(
        canvas,
        blades,
        INK,
        ellipse(17, -10, 14, 9),
        ellipse(17, 11, 14, 9),
        cut=[ellipse(17, -10, 9, 5), ellipse(17, 11, 9, 5)],
    )


def _bread(canvas: Canvas, tones: Tones, at: Frame) -> None:
    crust = colour("#c9853f")
    for x, y, size in ((-26, 16, 34), (28, 18, 33), (2, -8, 38)):
        _put(canvas, at, crust, ellipse(x, y, size, size * 0.72))
        _put(
            canvas,
            at,
            mix(crust, RICE_PAPER, 0.35),
            ellipse(x, y - 1, size * 0.74, size * 0.5),
            cut=rosette_flat(x, y - 1, size * 0.55),
        )
    _put(
        canvas,
        at,
        mix(tones.wood, tones.accent, 0.25),
        smooth([(-66, 28), (66, 28), (52, 54), (-52, 54)]),
        cut=[lens((-54 + k * 12, 32), (-46 + k * 11, 50), 2) for k in range(10)],
    )


def rosette_flat(x: float, y: float, radius: float) -> list[Path]:
    """Cut the stamped flower of a flat bread, seen at a slant."""
    return [[(px, y + (py - y) * 0.68) for px, py in path] for path in rosette(x, y, radius)]


def _drum(canvas: Canvas, tones: Tones, at: Frame) -> None:
    red = mix(tones.bloom, colour("#b8261c"), 0.6)
    _put(
        canvas,
        at,
        red,
        smooth([(-46, -18), (-54, 8), (-46, 40), (0, 52), (46, 40), (54, 8), (46, -18)]),
        cut=[path for k in (-26, 0, 26) for path in rosette(k, 18 + (4 if k == 0 else 0), 11)],
    )
    studs = [
        ellipse(46 * math.cos(a), -16 + 14 * math.sin(a) + 6, 1.8)
        for a in (math.pi * k / 14 for k in range(15))
    ]
    _put(canvas, at, RICE_PAPER, ellipse(0, -18, 47, 15))
    _put(canvas, at, BRASS, *studs)
    for side in (-1, 1):
        _put(
            canvas,
            at,
            tones.wood,
            stroke([(side * 10, -22), (side * 52, -58)], [3.4, 2.6]),
            ellipse(side * 10, -22, 4),
        )


def _microscope(canvas: Canvas, tones: Tones, at: Frame) -> None:
    dark = mix(INK, tones.deep, 0.5)
    _put(
        canvas,
        at,
        dark,
        smooth([(-36, 52), (36, 52), (32, 44), (-30, 44)]),
        stroke([(22, 46), (38, 16), (26, -16), (8, -24)], [8, 8, 7, 6]),
        box(-30, 20, 26, 26, 2),
    )
    tube = at.within(0, 0, 100, -24)
    _put(canvas, tube, STEEL, box(-9, -44, 9, 6, 3), cut=[lens((-4, -40), (-4, 2), 1.4)])
    _put(canvas, tube, BRASS, box(-6, 6, 6, 15, 2), box(-11, -34, 11, -28, 2))
    _put(canvas, tube, dark, box(-7, -58, 7, -43, 3))
    _put(canvas, at, tones.accent, ellipse(33, 10, 7), cut=[ellipse(33, 10, 2.5)])


MAKERS: dict[str, Maker] = {
    "book": _book,
    "needle": _needle,
    "hammer": _hammer,
    "wheat": _wheat,
    "brush": _brush,
    "tablet": _tablet,
    "violin": _violin,
    "camera": _camera,
    "chess": _chess,
    "teapot": _teapot,
    "saw": _saw,
    "abacus": _abacus,
    "microphone": _microphone,
    "gear": _gear,
    "plant": _plant,
    "lantern": _lantern,
    "paper-cut": _paper_cut,
    "bread": _bread,
    "drum": _drum,
    "microscope": _microscope,
}


# How far below its middle each thing has its foot.
FEET = {
    "tablet": 48, "gear": 47, "bread": 54, "plant": 50, "camera": 36, "chess": 28, "saw": 19,
    "violin": 56, "abacus": 36, "microphone": 72, "paper-cut": 56, "drum": 51, "microscope": 52,
    "wheat": 60, "lantern": 39, "teapot": 35, "needle": 50, "brush": 50, "hammer": 47, "book": 46,
}  # fmt: skip


def prop(canvas: Canvas, tones: Tones, name: str, at: Frame) -> None:
    """Lay the thing called `name`, about 100 of its frame's units across."""
    MAKERS[name](canvas, tones, at)


def stand(canvas: Canvas, tones: Tones, name: str, x: float, ground: float, size: float) -> None:
    """Lay a thing so that its foot is on the ground."""
    prop(canvas, tones, name, Frame(x, ground - FEET[name] * size / 100, size))
