"""People: heads in profile with their hair, and whole figures standing, sitting or asking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from palette import INK, RICE_PAPER, Colour, Tones, colour, mix
from paper import Canvas, Frame, Path, Sheet, ellipse, lens, smooth, stroke

GREY_HAIR = colour("#d9d6cf")


@dataclass(frozen=True)
class Look:
    """How one person looks: age and hair, and the papers for skin, hair and clothes."""

    age: str
    hair: str
    skin: Colour
    mane: Colour
    coat: Colour
    trim: Colour
    trousers: Colour
    ink: Colour
    glasses: bool = False


# The contour of the face, facing left, from hairline to throat; the head is 100 high.
FACES: dict[str, Path] = {
    "adult": [
        (-31, -37),
        (-37.5, -26),
        (-40, -15),
        (-40.4, -7),
        (-38.6, -1),
        (-37.8, 3),
        (-40.6, 9),
        (-45.2, 15.4),
        (-47.6, 18.6),
        (-46.4, 21.6),
        (-41, 23),
        (-39.6, 24.4),
        (-40.6, 27),
        (-43.2, 29.6),
        (-42.6, 31.4),
        (-39.4, 32.4),
        (-41.8, 34),
        (-41.6, 36.6),
        (-37.8, 39.2),
        (-37.6, 41.4),
        (-39.2, 45),
        (-37.6, 49),
        (-32.5, 51.6),
        (-24, 50.6),
        (-13, 46),
    ],
    "man": [
        (-31, -37),
        (-38, -27),
        (-41, -16),
        (-42.6, -8),
        (-40, -2),
        (-38.4, 2),
        (-42, 8),
        (-47.4, 15),
        (-49.6, 18.6),
        (-48, 22),
        (-41.6, 23.4),
        (-40.2, 25),
        (-41, 27.6),
        (-43, 30),
        (-42.4, 31.8),
        (-39.8, 32.6),
        (-41.6, 34.4),
        (-41.4, 37),
        (-38.4, 39.4),
        (-38.6, 41.6),
        (-41, 45.6),
        (-39.6, 50),
        (-34, 53),
        (-24, 52.4),
        (-11, 47),
    ],
    "elder": [
        (-31, -37),
        (-37.6, -27),
        (-40.4, -16),
        (-41.6, -8),
        (-39.4, -2),
        (-38, 2),
        (-41.4, 8),
        (-46.6, 15.6),
        (-49, 19.6),
        (-47.4, 22.8),
        (-41.2, 24),
        (-39.2, 25.6),
        (-39.4, 28),
        (-41.2, 30.6),
        (-40.6, 32),
        (-38, 32.8),
        (-40, 34.6),
        (-39.6, 37),
        (-36.8, 39.4),
        (-37.4, 41.8),
        (-40, 45.6),
        (-38.8, 49.4),
        (-33, 52),
        (-23, 51.4),
        (-12, 48),
    ],
    "youth": [
        (-30, -37),
        (-37, -27),
        (-39.8, -16),
        (-40, -7),
        (-38, 0),
        (-37.4, 4),
        (-39.6, 10),
        (-44, 16),
        (-45.8, 18.8),
        (-44.4, 21.4),
        (-40, 22.8),
        (-38.8, 24.2),
        (-40, 27),
        (-42.6, 29.4),
        (-42, 31),
        (-39, 32),
        (-41, 33.8),
        (-40.6, 36.2),
        (-37, 38.6),
        (-36.8, 41),
        (-37.8, 44.4),
        (-36, 48),
        (-31, 50.4),
        (-23, 49.4),
        (-13, 45),
    ],
    "child": [
        (-29, -37),
        (-37, -29),
        (-41, -18),
        (-42, -8),
        (-39.6, 1),
        (-38.4, 6),
        (-40, 11),
        (-43.2, 16),
        (-44.4, 18.8),
        (-42.8, 21.4),
        (-39.2, 22.6),
        (-38.6, 24.4),
        (-40, 26.8),
        (-42, 29),
        (-41.4, 30.6),
        (-38.6, 31.4),
        (-40.2, 33),
        (-39.6, 35.2),
        (-36.4, 37.4),
        (-36, 39.6),
        (-36.4, 42.6),
        (-34, 46),
        (-29, 48.2),
        (-22, 47.4),
        (-13, 44),
    ],
}
THROAT: Path = [(-6, 50), (-3.6, 58), (-4, 67), (-8, 77), (-3, 85), (20, 84), (25, 75)]
SKULL: Path = [
    (22, 68),
    (20, 53),
    (26, 38),
    (36, 23),
    (43, 4),
    (43, -20),
    (32, -40),
    (12, -50.5),
    (-10, -49.5),
    (-23, -44),
]


def _caul(nape: float, swell: float, fringe: float) -> Path:
    """Outline hair that follows the skull: `nape` is how far down it goes behind."""
    front: Path = [
        (-35, -36 + fringe),
        (-29, -25 + fringe * 0.5),
        (-19, -19),
        (-10, -10),
        (-7, 2),
        (-9, 13),
        (-5, 12),
        (-1, 1),
        (6, -3),
        (14, 2),
        (16, 14),
        (17, 24),
    ]
    back: Path = [
        (20, nape - 2),
        (26, nape),
        (35, nape - 9),
        (45 + swell * 0.5, 13),
        (50 + swell, -4),
        (47 + swell, -25),
        (35, -45 - swell * 0.6),
        (12, -56 - swell),
        (-12, -55.5 - swell),
        (-28, -48 - swell * 0.5),
    ]
    return smooth([*front, *back])


def _strands(count: int, curl: float) -> list[Path]:
    """Cut flowing lines from the brow to the back of the head."""
    lines = []
    for k in range(count):
        t = (k + 0.5) / count
        start = (-25 + 4 * t, -40 + 17 * t)
        middle = (6 + 2 * t, -47 + 32 * t)
        end = (40 - 8 * t, -14 + (38 + curl) * t)
        lines.append(stroke([start, middle, end], [0, 1.5, 1.1, 0]))
    return lines


def _long(sheet: Sheet) -> None:
    sheet.add(
        smooth(
            [
                (-20, -50),
                (12, -57),
                (38, -44),
                (51, -18),
                (52, 14),
                (54, 44),
                (60, 70),
                (52, 92),
                (30, 98),
                (10, 92),
                (4, 70),
                (8, 40),
                (12, 10),
                (-10, -12),
            ]
        )
    )
    for k in range(5):
        x = 20 + k * 8
        sheet.cut(stroke([(x - 4, 26 + k * 2), (x + 1, 52), (x + 3, 84 - k * 3)], [0, 1.7, 0]))


def _tail(sheet: Sheet) -> None:
    sheet.add(stroke([(38, -30), (60, -30), (74, -6), (73, 30), (61, 62)], [12, 19, 24, 21, 12, 1]))
    for k in range(3):
        sheet.cut(stroke([(56, -24 + k * 4), (69 - k * 4, 2), (67 - k * 4, 34)], [0, 1.6, 0]))


def _bun(sheet: Sheet) -> None:
    sheet.add(ellipse(49, 20, 17.5, 16))
    for r in (11.5, 6.5):
        sheet.cut(
            stroke([(49 - r, 19), (49, 19 - r), (49 + r, 20), (50, 20 + r)], [0, 1.6, 1.4, 0])
        )


def _behind(style: str) -> Sheet:
    """Make the hair that hangs behind neck and shoulders."""
    sheet = Sheet()
    makers = {"long": _long, "ponytail": _tail, "bun": _bun}
    if style in makers:
        makers[style](sheet)
    return sheet


def _crown(look: Look) -> Sheet:
    """Make the hair that lies on the skull, with its cut strands."""
    sheet = Sheet()
    if look.hair == "bald":
        sheet.add(
            smooth(
                [
                    (4, 2),
                    (12, -2),
                    (26, 2),
                    (44, -4),
                    (46, 10),
                    (38, 30),
                    (28, 42),
                    (20, 38),
                    (17, 22),
                    (15, 8),
                ]
            )
        )
        sheet.cut(
            *(lens((22 + k, 12 + k * 8), (41 - k * 3, 6 + k * 9), 1.4, 0.1) for k in range(3))
        )
        return sheet
    if look.hair in ("bun", "ponytail"):
        sheet.add(_caul(30, 0.5, 0))
        sheet.cut(*_strands(7, -6))
    elif look.hair == "long":
        sheet.add(_caul(46, 2.5, 4))
        sheet.cut(*_strands(6, 14))
    else:
        sheet.add(_caul(37, 1.0, 1))
        sheet.cut(*_strands(5, 6))
    return sheet


def _lay(canvas: Canvas, at: Frame, sheet: Sheet, paint: Colour, lift: float) -> None:
    """Lay a sheet that was cut in the measure of a head or figure."""
    moved = Sheet([(at(path), kept) for path, kept in sheet.shapes])
    canvas.lay(moved, mix(paint, RICE_PAPER, 0.08), mix(paint, INK, 0.10), lift=lift)


def _features(canvas: Canvas, at: Frame, look: Look) -> None:
    """Ink the lowered eye, the brow, the lips and, on an old face, its lines."""
    ink = mix(look.skin, look.ink, 0.86)
    brow = look.mane if look.age != "elder" else mix(look.mane, look.skin, 0.15)
    lines = Sheet()
    lines.add(stroke([(-37, 5.4), (-32.5, 7.6), (-27, 7), (-21.5, 3.2)], [0.6, 2.2, 2.0, 0.2]))
    lines.add(stroke([(-35, 7.2), (-37.4, 9.6)], [1.0, 0.1]), lens((-31, 8), (-32, 10.6), 0.9))
    lines.add(stroke([(-35.4, 1.6), (-30, 2.4), (-24, -0.4)], [0, 0.9, 0]))
    lines.add(stroke([(-41.4, 32), (-37, 32.6), (-32.4, 29.8)], [1.2, 1.3, 0]))
    lines.add(stroke([(-42, 21.2), (-39, 19.4), (-37.6, 16)], [0.3, 1.3, 0]))
    lines.add(stroke([(-27, 47.6), (-14, 42), (-2, 30), (2, 24)], [0, 0.8, 0.7, 0]))
    if look.age == "elder":
        lines.add(*(lens((-18.5, 4 + k * 2.4), (-12, 1.5 + k * 4.2), 0.9, 0.1) for k in range(3)))
        lines.add(stroke([(-37.6, 21.6), (-33.4, 26), (-32.4, 34)], [0, 1.1, 0]))
        lines.add(
            lens((-36.6, -19), (-22, -16), 0.9, -0.08), lens((-37.4, -14), (-24, -11), 0.9, -0.08)
        )
        lines.add(lens((-4, 62), (2, 74), 1.0, 0.12))
    _lay(canvas, at, lines, ink, 0)
    arch = Sheet().add(
        stroke([(-38.4, -3.4), (-32, -7.6), (-25, -7.4), (-17.5, -3)], [0.8, 2.9, 2.2, 0.2])
    )
    _lay(canvas, at, arch, mix(brow, INK, 0.15), 0)
    lips = Sheet().add(smooth([(-42.9, 29.8), (-39, 29.6), (-33.6, 31), (-38, 34.8), (-41.8, 36)]))
    moved = Sheet([(at(path), kept) for path, kept in lips.shapes])
    canvas.lay(moved, colour("#b4483b"), lift=0, alpha=0.42)


def _ear(canvas: Canvas, at: Frame, look: Look, lift: float) -> None:
    ear = Sheet().add(
        smooth([(0, 4), (3, -2), (10, -3), (14, 3), (12, 12), (8, 20), (4, 24), (1, 20)])
    )
    ear.cut(stroke([(4, 4), (9, 1.4), (10.4, 7), (7, 13)], [0, 1.3, 1.2, 0]))
    _lay(canvas, at, ear, mix(look.skin, colour("#c9765a"), 0.12), lift * 0.5)


def _glasses(canvas: Canvas, at: Frame, look: Look, lift: float) -> None:
    frame = Sheet().add(ellipse(-30, 8, 10.4, 9.6)).cut(ellipse(-30, 8, 8.6, 7.8))
    frame.add(stroke([(-20, 5.4), (-8, 3), (3, 3)], [1.8, 1.8, 1.6]))
    frame.add(stroke([(-40, 6.4), (-42.2, 4.6)], [1.8, 1.6]))
    _lay(canvas, at, frame, mix(look.ink, INK, 0.4), lift * 0.4)


def _hat(canvas: Canvas, at: Frame, look: Look, lift: float) -> None:
    """Put a worker's cap or a headscarf on."""
    if look.hair == "cap":
        hat = Sheet().add(
            smooth(
                [
                    (-42, -24),
                    (-40, -42),
                    (-22, -60),
                    (8, -65),
                    (36, -56),
                    (51, -34),
                    (51, -18),
                    (30, -17),
                    (0, -19),
                    (-24, -22),
                ]
            )
        )
        hat.cut(stroke([(-38, -31), (-10, -28.5), (22, -26), (49, -28)], [0, 1.5, 1.5, 0]))
        hat.cut(stroke([(2, -62), (-8, -50), (-10, -36)], [0, 1.4, 0]))
        _lay(canvas, at, hat, look.coat, lift)
        brim = Sheet().add(
            smooth([(-30, -25), (-46, -25), (-63, -18), (-66, -14), (-52, -17), (-34, -18)])
        )
        _lay(canvas, at, brim, mix(look.coat, INK, 0.3), lift * 0.7)
    if look.hair == "scarf":
        wrap = Sheet().add(
            smooth(
                [
                    (-35, -34),
                    (-30, -50),
                    (-8, -61),
                    (20, -59),
                    (44, -44),
                    (55, -16),
                    (54, 16),
                    (46, 44),
                    (38, 66),
                    (30, 92),
                    (0, 96),
                    (-22, 84),
                    (-24, 66),
                    (-14, 54),
                    (-3, 44),
                    (1, 26),
                    (-3, 4),
                    (-12, -14),
                    (-24, -24),
                ]
            )
        )
        for k in range(5):
            wrap.cut(
                stroke(
                    [
                        (-22 + k * 3, -38 + k * 4),
                        (14 + k * 3, -42 + k * 11),
                        (38 - k * 2, -8 + k * 14),
                    ],
                    [0, 1.5, 0],
                )
            )
        for x, y in ((20, 56), (34, 40), (8, 70), (40, 18), (24, 78)):
            wrap.cut(
                *(ellipse(x + dx, y + dy, 1.5) for dx, dy in ((0, -3), (3, 0), (0, 3), (-3, 0)))
            )
        _lay(canvas, at, wrap, look.trim, lift)


def head(canvas: Canvas, at: Frame, look: Look, detail: bool) -> None:
    """Build a head from back to front; small ones do without the fine lines."""
    lift = min(max(at.size / 55, 1.5), 8)
    _lay(canvas, at, _behind(look.hair), mix(look.mane, INK, 0.12), lift)
    kind = look.age
    if kind in ("adult", "youth") and look.hair in ("short", "cap", "bald"):
        kind = "man"
    face = Sheet().add(smooth([*FACES[kind], *THROAT, *SKULL], steps=8))
    _lay(canvas, at, face, look.skin, lift)
    if detail:
        cheek = at.point(-21, 21)
        canvas.glow(*cheek, at.size * 0.15, colour("#d4573f"), 0.30)
        _features(canvas, at, look)
    if look.hair == "scarf":
        _hat(canvas, at, look, lift)
    else:
        _lay(canvas, at, _crown(look), look.mane, lift * 0.8)
        _ear(canvas, at, look, lift)
        _hat(canvas, at, look, lift)
    if look.glasses:
        _glasses(canvas, at, look, lift)
    if look.hair == "bun" and detail:
        pin = Sheet().add(
            stroke([(36, 2), (50, 18), (66, 37)], [1.4, 2.2, 2.6]), ellipse(35, 1, 4.2)
        )
        _lay(canvas, at, pin, look.trim, lift * 0.6)
    if look.hair == "ponytail":
        _lay(canvas, at, Sheet().add(ellipse(44, -29, 6.5, 8, 20)), look.trim, lift * 0.6)


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
    _lay(canvas, at, _body(), look.coat, lift)
    collar = Sheet().add(stroke([(-5.4, -79), (0, -76.6), (5.4, -80.4)], [2.6, 3.4, 2.4]))
    _lay(canvas, at, collar, look.trim, lift * 0.4)


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
        _lay(canvas, at, leg, tint, lift * 0.6)
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
        _lay(canvas, at, shoe, mix(look.ink, INK, 0.3), lift * 0.4)
    if legs != "sit":
        _dressed(canvas, up, look, arm, plain, lift)
    if arm == "stick":
        x, _ = ARMS["stick"][-1]
        rod = Sheet().add(
            stroke([(x - 1, 0), (x, -52), (x + 1, -57), (x + 6, -58)], [1.5, 1.8, 1.8, 1.8])
        )
        _lay(canvas, at, rod, mix(look.ink, colour("#7a4a24"), 0.7), lift * 0.6)
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
    _lay(canvas, at, Sheet().add(palm, thumb), look.skin, lift * 0.4)
    sleeve = [*joints[:-1], _towards(joints[-1], joints[-2], 0.12)]
    _lay(canvas, at, Sheet().add(stroke(sleeve, [8, 7, 5.6])), paint, lift)


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
