"""The things people work and play with, as small paper-cuts."""

from __future__ import annotations

import math
from collections.abc import Callable

from nature import blossom, leaf
from palette import INK, RICE_PAPER, Colour, Tones, colour, mix
from paper import Canvas, Frame, Path, Sheet, box, ellipse, lens, smooth, stroke


def put_at(
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


STEEL = colour("#9aa3a8")


BRASS = colour("#d9a441")


Maker = Callable[[Canvas, Tones, Frame], None]


def needle(canvas: Canvas, tones: Tones, at: Frame) -> None:
    put_at(canvas, at, tones.wood, ellipse(0, 0, 50), cut=[ellipse(0, 0, 44)])
    put_at(canvas, at, RICE_PAPER, ellipse(0, 0, 44.5))
    petals, hearts = Sheet(), Sheet()
    for k, size in ((0, 15.0), (1, 10.0), (2, 9.0)):
        x, y = ((-4, -4), (18, -20), (-20, 18))[k]
        blossom(petals, hearts, *at.point(x, y), at.size * size / 100, k)
    stem = [stroke([(-28, 30), (-8, 6), (24, -26)], [1, 1.8, 1])]
    put_at(
        canvas,
        at,
        tones.leaf,
        *stem,
        *(leaf(-16 + k * 12, 16 - k * 12, 15, 20 + k * 60, 0.4) for k in range(3)),
    )
    canvas.lay(petals, tones.bloom, lift=3)
    canvas.lay(hearts, RICE_PAPER, lift=0)
    put_at(
        canvas,
        at,
        STEEL,
        stroke([(10, 34), (54, -12)], [0.6, 2.4]),
        cut=[lens((50, -8), (53, -11), 0.8)],
    )
    put_at(
        canvas,
        at,
        tones.bloom,
        stroke([(53, -11), (70, -4), (60, 22), (74, 44)], [0.9, 1.1, 1.1, 0.9]),
    )


def hammer(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, 35)
    put_at(
        canvas,
        turned,
        tones.wood,
        stroke([(0, -30), (0, 10), (0, 56)], [6, 7, 8.5]),
        cut=[lens((-1, -10), (0, 44), 1)],
    )
    put_at(
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


def brush(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, 24)
    put_at(
        canvas, turned, mix(tones.wood, tones.accent, 0.3), stroke([(0, -66), (0, 18)], [4.4, 5])
    )
    put_at(canvas, turned, BRASS, box(-3.4, 14, 3.4, 22))
    put_at(
        canvas,
        turned,
        INK,
        smooth([(-3.6, 21), (3.6, 21), (5.4, 32), (2, 44), (0, 54), (-2, 44), (-5.4, 32)]),
        cut=[lens((-1, 26), (-0.6, 44), 0.9)],
    )
    put_at(
        canvas,
        at,
        mix(INK, tones.deep, 0.4),
        smooth([(-56, 38), (-46, 32), (-22, 32), (-14, 38), (-16, 50), (-54, 50)]),
        cut=[ellipse(-35, 37, 14, 2.6)],
    )


def saw(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, -12)
    teeth: Path = [(-56, 8)]
    for k in range(22):
        teeth += [(-56 + k * 4 + 1, 14), (-56 + k * 4 + 4, 8 + k * 0.5)]
    put_at(
        canvas,
        turned,
        STEEL,
        [*teeth, (34, 19), (38, -16), (-56, -2)],
        cut=[lens((-40, 1), (24, -6), 1.4)],
    )
    put_at(
        canvas,
        turned,
        tones.wood,
        smooth([(30, -18), (52, -24), (66, -14), (64, 10), (50, 22), (32, 20)]),
        cut=[smooth([(42, -8), (54, -11), (55, 6), (44, 10)])],
    )


def gear(canvas: Canvas, _tones: Tones, at: Frame) -> None:
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
    put_at(canvas, at, STEEL, wheel(-14, 6, 42, 16), cut=[*spokes, ellipse(-14, 6, 7)])
    put_at(
        canvas,
        at,
        BRASS,
        wheel(34, -26, 24, 11),
        cut=[
            ellipse(34, -26, 6),
            *(ellipse(34 + 12 * math.cos(a), -26 + 12 * math.sin(a), 3) for a in (0.5, 2.6, 4.7)),
        ],
    )


def abacus(canvas: Canvas, tones: Tones, at: Frame) -> None:
    put_at(
        canvas,
        at,
        tones.wood,
        box(-56, -36, 56, 36, 3),
        cut=[box(-51, -31, 51, -11), box(-51, -6, 51, 31)],
    )
    for k in range(8):
        x = -45 + k * 12.9
        put_at(canvas, at, STEEL, stroke([(x, -31), (x, 31)], [1, 1]), flat=True)
        shift = (k * 5) % 3
        beads = [ellipse(x, -26 + (k % 2) * 4 + 9 * j * 0.8, 5.6, 3.4) for j in range(2)]
        beads += [
            ellipse(x, 3 + j * 6.8 + (shift * 1.2 if j > shift else 0), 5.6, 3.4) for j in range(4)
        ]
        put_at(
            canvas, at, tones.bloom if k % 3 == 0 else mix(tones.wood, tones.accent, 0.45), *beads
        )


def tablet(canvas: Canvas, tones: Tones, at: Frame) -> None:
    turned = at.within(0, 0, 100, -8)
    canvas.glow(*at.point(0, 0), at.size * 0.95, tones.light, 0.5)
    put_at(canvas, turned, mix(INK, tones.deep, 0.4), box(-36, -50, 36, 50, 7))
    put_at(canvas, turned, mix(tones.light, tones.haze, 0.25), box(-31, -44, 31, 44, 3))
    put_at(canvas, turned, tones.accent, ellipse(0, -18, 14))
    put_at(
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
    put_at(
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


def camera(canvas: Canvas, tones: Tones, at: Frame) -> None:
    dark = mix(INK, tones.deep, 0.5)
    put_at(
        canvas,
        at,
        dark,
        box(-48, -24, 48, 36, 8),
        box(-20, -36, 20, -14, 6),
        box(28, -30, 40, -20, 2),
    )
    put_at(canvas, at, STEEL, box(-48, -22, 48, -12), cut=[ellipse(-34, -17, 2.4)])
    for radius, tint in ((27, STEEL), (22, dark), (16, tones.near), (9, tones.mid)):
        put_at(canvas, at, tint, ellipse(0, 9, radius))
    put_at(canvas, at, RICE_PAPER, smooth([(-10, 2), (-4, -5), (-2, -2), (-7, 4)]), flat=True)
    put_at(canvas, at, tones.bloom, ellipse(36, -16, 3.4))


def microphone(canvas: Canvas, tones: Tones, at: Frame) -> None:
    put_at(
        canvas,
        at,
        mix(INK, tones.deep, 0.4),
        stroke([(0, 0), (0, 66)], [4, 4]),
        smooth([(-24, 66), (24, 66), (20, 72), (-20, 72)]),
    )
    put_at(
        canvas,
        at,
        STEEL,
        stroke([(-22, -26), (-22, 0), (0, 14), (22, 0), (22, -26)], [3.4, 3.6, 3.6, 3.4]),
    )
    grid = [lens((-13, -50 + k * 8), (13, -50 + k * 8), 2) for k in range(5)]
    put_at(canvas, at, mix(tones.accent, INK, 0.1), box(-16, -60, 16, 4, 16), cut=grid)


def microscope(canvas: Canvas, tones: Tones, at: Frame) -> None:
    dark = mix(INK, tones.deep, 0.5)
    put_at(
        canvas,
        at,
        dark,
        smooth([(-36, 52), (36, 52), (32, 44), (-30, 44)]),
        stroke([(22, 46), (38, 16), (26, -16), (8, -24)], [8, 8, 7, 6]),
        box(-30, 20, 26, 26, 2),
    )
    tube = at.within(0, 0, 100, -24)
    put_at(canvas, tube, STEEL, box(-9, -44, 9, 6, 3), cut=[lens((-4, -40), (-4, 2), 1.4)])
    put_at(canvas, tube, BRASS, box(-6, 6, 6, 15, 2), box(-11, -34, 11, -28, 2))
    put_at(canvas, tube, dark, box(-7, -58, 7, -43, 3))
    put_at(canvas, at, tones.accent, ellipse(33, 10, 7), cut=[ellipse(33, 10, 2.5)])


def violin(canvas: Canvas, tones: Tones, at: Frame) -> None:
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
    put_at(canvas, turned, colour("#b5672c"), body, cut=holes)
    put_at(
        canvas,
        turned,
        INK,
        stroke([(0, -58), (0, 24)], [4, 5.4]),
        spiral_head(),
        box(-6, 42, 6, 50, 2),
    )
    put_at(
        canvas,
        turned,
        RICE_PAPER,
        *(stroke([(k, -54), (k * 1.5, 44)], [0.5, 0.5]) for k in (-1.2, 0, 1.2)),
        flat=True,
    )
    put_at(canvas, at, mix(tones.wood, INK, 0.1), stroke([(-46, 50), (50, -34)], [1.6, 2]))


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


def chess(canvas: Canvas, tones: Tones, at: Frame) -> None:
    put_at(
        canvas,
        at,
        tones.wood,
        [(-60, 20), (-36, -8), (36, -8), (60, 20), (60, 28), (-60, 28)],
        cut=[lens((-48 + k * 16, 18), (-29 + k * 10, -5), 1.2) for k in range(7)],
    )
    for k, (x, y) in enumerate(((-28, 8), (4, 12), (30, 2), (-6, -4))):
        put_at(canvas, at, BRASS, ellipse(x, y + 4, 12, 7))
        put_at(canvas, at, mix(BRASS, RICE_PAPER, 0.55), ellipse(x, y, 12, 7), cut=[])
        put_at(canvas, at, tones.bloom if k % 2 else tones.deep, ellipse(x, y, 8.4, 4.8), flat=True)
        put_at(canvas, at, RICE_PAPER, ellipse(x, y, 7, 3.8), *(), flat=True)
