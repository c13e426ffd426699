"""Whole figures, standing, sitting, walking or asking, and how they are dressed."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from heads import GREY_HAIR, Look, head, lay_in
from palette import INK, RICE_PAPER, Colour, Tones, colour, mix
from paper import Canvas, Frame, Sheet, smooth, stroke


def passer_by(tones: Tones, age: str, chance: Random) -> Look:
    """Dress somebody for a group: no two neighbours alike, all in the picture's papers."""
    styles = {
        "child": ("short", "ponytail", "short", "bun"),
        "elder": ("short", "bun", "bald", "cap", "bun", "short", "scarf"),
    }
    hair = chance.choice(styles.get(age, ("short", "long", "ponytail", "bun", "short", "cap")))
    coats = [
        tones.near,
        tones.accent,
        mix(tones.mid, tones.near, 0.5),
        mix(tones.leaf, tones.deep, 0.15),
        tones.bloom,
        mix(tones.deep, tones.near, 0.4),
        mix(tones.light, tones.mid, 0.35),
    ]
    grey = mix(GREY_HAIR, tones.deep, 0.2 if tones.dark else 0.04)
    return Look(
        age=age,
        hair=hair,
        skin=mix(tones.skin, colour("#a86b4c"), chance.uniform(0.0, 0.28)),
        mane=grey if age == "elder" else mix(tones.deep, INK, 0.7),
        coat=chance.choice(coats),
        trim=chance.choice([tones.accent, tones.light, tones.bloom]),
        trousers=mix(tones.deep, tones.near, chance.uniform(0.0, 0.35)),
        ink=mix(tones.deep, INK, 0.5),
        glasses=chance.random() < 0.2,
    )


TALL = {"child": 66.0, "youth": 96.0, "adult": 100.0, "elder": 93.0}


# Poses of a figure 100 high that faces left, its feet at 0: legs, then both arms.
LEGS: dict[str, list[list[tuple[float, float]]]] = {
    "stand": [[(4, -46), (6, -25), (7, -3)], [(-3, -46), (-5, -25), (-5, -3)]],
    "walk": [[(3, -46), (8, -26), (15, -4)], [(-2, -46), (-8, -27), (-10, -3)]],
    "sit": [[(4, -32), (-14, -32), (-16, -3)], [(0, -31), (-19, -31), (-22, -3)]],
}


ARMS: dict[str, list[tuple[float, float]]] = {
    "rest": [(2, -74), (6, -60), (1, -47)],
    "give": [(1, -73), (2, -59), (-14, -56)],
    "raise": [(0, -74), (-9, -84), (-12, -100)],
    "show": [(0, -73), (-10, -68), (-23, -76)],
    "lap": [(2, -73), (5, -59), (-10, -50)],
    "stick": [(1, -73), (2, -59), (-13, -51)],
}


def _body() -> Sheet:
    """Cut the jacket, with a slit for its front edge and hem."""
    coat = Sheet().add(
        smooth(
            [
                (-3, -80),
                (4, -80),
                (9.5, -76),
                (11.5, -66),
                (11, -54),
                (12.5, -40),
                (6, -38.6),
                (-6, -38.6),
                (-11.6, -40),
                (-10.6, -54),
                (-10.8, -66),
                (-8.4, -76),
            ]
        )
    )
    coat.cut(stroke([(-5.5, -77), (-7, -62), (-7.2, -41)], [0.2, 0.9, 0.2]))
    return coat


def _dressed(canvas: Canvas, at: Frame, look: Look, arm: str, plain: bool, lift: float) -> None:
    """Lay the far arm, the head and the coat; of somebody seated, the knees come over it."""
    far = {"raise": "raise", "show": "show", "stick": "rest"}.get(arm)
    if far:
        _arm(canvas, at, look, far, mix(look.coat, INK, 0.16), lift)
    _head_on(canvas, at, look, plain)
    lay_in(canvas, at, _body(), look.coat, lift)
    collar = Sheet().add(stroke([(-5.4, -79), (0, -76.6), (5.4, -80.4)], [2.6, 3.4, 2.4]))
    lay_in(canvas, at, collar, look.trim, lift * 0.4)


def figure(canvas: Canvas, at: Frame, look: Look, legs: str, arm: str, plain: bool = False) -> None:
    """Build a whole figure facing left (or right, flipped), its feet at the frame's origin."""
    lift = min(max(at.size / 75, 1.2), 6)
    drop = 15.0 if legs == "sit" else 0.0
    wide = 9.5 if look.age != "child" else 11.0
    up = at.within(0, drop, 100)
    if legs == "sit":
        _dressed(canvas, up, look, arm, plain, lift)
    for back, joints in enumerate(LEGS[legs]):
        leg = Sheet().add(stroke(joints, [wide, wide * 0.9, wide * 0.62]))
        tint = look.trousers if back else mix(look.trousers, INK, 0.22)
        lay_in(canvas, at, leg, tint, lift * 0.6)
        x, y = joints[-1]
        shoe = Sheet().add(
            smooth(
                [
                    (x + 3.2, y - 1),
                    (x + 3.4, y + 3),
                    (x - 4, y + 3),
                    (x - 8, y + 2),
                    (x - 6, y - 0.4),
                    (x - 2, y - 2),
                ]
            )
        )
        lay_in(canvas, at, shoe, mix(look.ink, INK, 0.3), lift * 0.4)
    if legs != "sit":
        _dressed(canvas, up, look, arm, plain, lift)
    if arm == "stick":
        x, _ = ARMS["stick"][-1]
        rod = Sheet().add(
            stroke([(x - 1, 0), (x, -52), (x + 1, -57), (x + 6, -58)], [1.5, 1.8, 1.8, 1.8])
        )
        lay_in(canvas, at, rod, mix(look.ink, colour("#7a4a24"), 0.7), lift * 0.6)
    near = {"raise": "lap" if legs == "sit" else "rest", "show": "rest"}.get(arm, arm)
    _arm(canvas, up, look, near, mix(look.coat, RICE_PAPER, 0.1), lift)


def _arm(canvas: Canvas, at: Frame, look: Look, pose: str, paint: Colour, lift: float) -> None:
    """Lay a hand with its thumb and the sleeve over its wrist."""
    joints = ARMS[pose]
    x, y = joints[-1]
    dx, dy = x - joints[-2][0], y - joints[-2][1]
    long = (dx * dx + dy * dy) ** 0.5
    dx, dy = dx / long, dy / long
    palm = stroke([(x - dx * 3, y - dy * 3), (x, y), (x + dx * 3.4, y + dy * 3.4)], [3.6, 4.6, 2.6])
    thumb = stroke([(x - dx, y - dy), (x + dx - dy * 2.6, y + dy + dx * 2.6)], [2.2, 1.4])
    lay_in(canvas, at, Sheet().add(palm, thumb), look.skin, lift * 0.4)
    sleeve = [*joints[:-1], _towards(joints[-1], joints[-2], 0.12)]
    lay_in(canvas, at, Sheet().add(stroke(sleeve, [8, 7, 5.6])), paint, lift)


def _towards(
    end: tuple[float, float], start: tuple[float, float], share: float
) -> tuple[float, float]:
    return end[0] + (start[0] - end[0]) * share, end[1] + (start[1] - end[1]) * share


def _head_on(canvas: Canvas, at: Frame, look: Look, plain: bool) -> None:
    size = {"child": 29.0, "elder": 21.5}.get(look.age, 21.0)
    spot = at.within(-0.6, -80 - size * 0.54, size, -6 if look.age == "child" else 3)
    head(canvas, spot, replace(look, glasses=look.glasses and not plain), detail=at.size > 190)


def person(
    canvas: Canvas,
    tones: Tones,
    x: float,
    ground: float,
    height: float,
    age: str,
    legs: str = "stand",
    arm: str = "rest",
    flip: bool = False,
    own: dict[str, Any] | None = None,
) -> None:
    """Place one person of that age, `height` being what an adult would measure there.

    `own` is the hair and glasses of the entry's portrait, for the scene that shows its sitter.
    """
    look = passer_by(tones, age, canvas.chance)
    while (look.coat, look.hair) != canvas.unlike(look.coat, look.hair):
        look = passer_by(tones, age, canvas.chance)
    if own:
        look = replace(look, hair=own["hair"], glasses=own["glasses"])
    if age == "elder" and legs != "sit" and arm == "rest":
        arm = "stick"
    if legs == "sit":
        stool = Frame(x, ground, height, flip)
        seat = Sheet().add(
            stool([(-9, -27), (10, -27), (10, -24), (-9, -24)]),
            stool([(-7, -25), (-4, -25), (-6, 1), (-9, 1)]),
            stool([(6, -25), (9, -25), (11, 1), (8, 1)]),
        )
        canvas.lay(seat, tones.wood, lift=height / 80)
    figure(canvas, Frame(x, ground, height * TALL[age] / 100, flip), look, legs, arm)
