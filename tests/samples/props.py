"""The things people hold: one small paper-cut for each word that `prop` may be."""

from __future__ import annotations

import math

from nature import leaf
from ornament import lantern, rosette
from palette import INK, RICE_PAPER, Tones, colour, mix
from paper import Canvas, Frame, Path, Sheet, box, ellipse, lens, smooth, stroke
from tools import (
    BRASS,
    STEEL,
    Maker,
    abacus,
    brush,
    camera,
    chess,
    gear,
    hammer,
    microphone,
    microscope,
    needle,
    put_at,
    saw,
    tablet,
    violin,
)


def _book(canvas: Canvas, tones: Tones, at: Frame) -> None:
    cover: Path = [(-50, -20), (0, -8), (50, -20), (50, 34), (0, 46), (-50, 34)]
    put_at(canvas, at, tones.bloom, cover)
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
        put_at(canvas, at, RICE_PAPER, page)
        put_at(canvas, at, mix(tones.near, RICE_PAPER, 0.4), *rules, flat=True)


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
    put_at(
        canvas,
        at,
        tones.bloom,
        smooth([(-8, 28), (8, 28), (9, 35), (-9, 35)]),
        stroke([(6, 33), (18, 44), (16, 54)], [3, 4, 2]),
    )


def _teapot(canvas: Canvas, tones: Tones, at: Frame) -> None:
    clay = mix(colour("#8a3f25"), tones.near, 0.25)
    put_at(canvas, at, clay, stroke([(24, -8), (46, -14), (48, 12), (24, 22)], [5, 5, 5, 4]))
    put_at(
        canvas,
        at,
        clay,
        smooth([(-26, 6), (-38, -4), (-46, -20), (-52, -22), (-50, -14), (-42, 8), (-28, 22)]),
    )
    put_at(
        canvas,
        at,
        clay,
        smooth(
            [(-18, -16), (18, -16), (32, 2), (30, 22), (16, 34), (-16, 34), (-30, 22), (-32, 2)]
        ),
        cut=rosette(0, 10, 15),
    )
    put_at(
        canvas,
        at,
        mix(clay, INK, 0.15),
        smooth([(-19, -15), (-10, -23), (10, -23), (19, -15)]),
        ellipse(0, -27, 4.6),
    )
    for k, x in enumerate((-54, -48, -58)):
        put_at(
            canvas,
            at,
            RICE_PAPER,
            stroke([(x, -28 - k * 8), (x - 6, -42 - k * 8), (x + 4, -56 - k * 8)], [0, 1.6, 0]),
            flat=True,
        )
    put_at(
        canvas, at, mix(clay, RICE_PAPER, 0.35), smooth([(42, 22), (66, 22), (62, 35), (46, 35)])
    )


def _plant(canvas: Canvas, tones: Tones, at: Frame) -> None:
    green = mix(tones.leaf, colour("#5f9a4e"), 0.3)
    blades = [(-62, 52), (-118, 50), (-90, 62), (-32, 40), (-148, 38), (-78, 44), (-104, 42)]
    for angle, long in blades:
        turn = math.radians(angle)
        put_at(
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
    put_at(
        canvas,
        at,
        mix(tones.accent, colour("#a8552e"), 0.5),
        smooth([(-26, 10), (26, 10), (20, 44), (14, 50), (-14, 50), (-20, 44)]),
        cut=waves_on_pot(),
    )
    put_at(canvas, at, mix(tones.accent, colour("#8a4526"), 0.6), box(-29, 6, 29, 15, 4))


def waves_on_pot() -> list[Path]:
    """Cut the row of small diamonds that goes round a flower pot."""
    return [[(x, 24), (x + 4, 29), (x, 34), (x - 4, 29)] for x in (-14, -5, 5, 14)]


def _lantern(canvas: Canvas, tones: Tones, at: Frame) -> None:
    lantern(canvas, tones, *at.point(0, -56), at.size * 0.95, 0)


def _paper_cut(canvas: Canvas, tones: Tones, at: Frame) -> None:
    red = mix(tones.bloom, colour("#c92f22"), 0.6)
    put_at(canvas, at, RICE_PAPER, ellipse(0, 0, 56))
    edge = [
        (
            0 + (50 if k % 2 else 46) * math.cos(math.tau * k / 48),
            (50 if k % 2 else 46) * math.sin(math.tau * k / 48),
        )
        for k in range(48)
    ]
    put_at(
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
    put_at(
        canvas,
        blades,
        STEEL,
        stroke([(0, 0), (-54, -8)], [6, 0.6]),
        stroke([(0, 0), (-52, 10)], [6, 0.6]),
    )
    put_at(
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
        put_at(canvas, at, crust, ellipse(x, y, size, size * 0.72))
        put_at(
            canvas,
            at,
            mix(crust, RICE_PAPER, 0.35),
            ellipse(x, y - 1, size * 0.74, size * 0.5),
            cut=rosette_flat(x, y - 1, size * 0.55),
        )
    put_at(
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
    put_at(
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
    put_at(canvas, at, RICE_PAPER, ellipse(0, -18, 47, 15))
    put_at(canvas, at, BRASS, *studs)
    for side in (-1, 1):
        put_at(
            canvas,
            at,
            tones.wood,
            stroke([(side * 10, -22), (side * 52, -58)], [3.4, 2.6]),
            ellipse(side * 10, -22, 4),
        )


MAKERS: dict[str, Maker] = {
    "book": _book,
    "needle": needle,
    "hammer": hammer,
    "wheat": _wheat,
    "brush": brush,
    "tablet": tablet,
    "violin": violin,
    "camera": camera,
    "chess": chess,
    "teapot": _teapot,
    "saw": saw,
    "abacus": abacus,
    "microphone": microphone,
    "gear": gear,
    "plant": _plant,
    "lantern": _lantern,
    "paper-cut": _paper_cut,
    "bread": _bread,
    "drum": _drum,
    "microscope": microscope,
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
