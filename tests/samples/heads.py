"""Heads in profile: the contour of the face at each age, and the hair."""

from __future__ import annotations

from dataclasses import dataclass

from palette import INK, RICE_PAPER, Colour, colour, mix
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


def lay_in(canvas: Canvas, at: Frame, sheet: Sheet, paint: Colour, lift: float) -> None:
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
    lay_in(canvas, at, lines, ink, 0)
    arch = Sheet().add(
        stroke([(-38.4, -3.4), (-32, -7.6), (-25, -7.4), (-17.5, -3)], [0.8, 2.9, 2.2, 0.2])
    )
    lay_in(canvas, at, arch, mix(brow, INK, 0.15), 0)
    lips = Sheet().add(smooth([(-42.9, 29.8), (-39, 29.6), (-33.6, 31), (-38, 34.8), (-41.8, 36)]))
    moved = Sheet([(at(path), kept) for path, kept in lips.shapes])
    canvas.lay(moved, colour("#b4483b"), lift=0, alpha=0.42)


def _ear(canvas: Canvas, at: Frame, look: Look, lift: float) -> None:
    ear = Sheet().add(
        smooth([(0, 4), (3, -2), (10, -3), (14, 3), (12, 12), (8, 20), (4, 24), (1, 20)])
    )
    ear.cut(stroke([(4, 4), (9, 1.4), (10.4, 7), (7, 13)], [0, 1.3, 1.2, 0]))
    lay_in(canvas, at, ear, mix(look.skin, colour("#c9765a"), 0.12), lift * 0.5)


def _glasses(canvas: Canvas, at: Frame, look: Look, lift: float) -> None:
    frame = Sheet().add(ellipse(-30, 8, 10.4, 9.6)).cut(ellipse(-30, 8, 8.6, 7.8))
    frame.add(stroke([(-20, 5.4), (-8, 3), (3, 3)], [1.8, 1.8, 1.6]))
    frame.add(stroke([(-40, 6.4), (-42.2, 4.6)], [1.8, 1.6]))
    lay_in(canvas, at, frame, mix(look.ink, INK, 0.4), lift * 0.4)


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
        lay_in(canvas, at, hat, look.coat, lift)
        brim = Sheet().add(
            smooth([(-30, -25), (-46, -25), (-63, -18), (-66, -14), (-52, -17), (-34, -18)])
        )
        lay_in(canvas, at, brim, mix(look.coat, INK, 0.3), lift * 0.7)
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
        lay_in(canvas, at, wrap, look.trim, lift)


def head(canvas: Canvas, at: Frame, look: Look, detail: bool) -> None:
    """Build a head from back to front; small ones do without the fine lines."""
    lift = min(max(at.size / 55, 1.5), 8)
    lay_in(canvas, at, _behind(look.hair), mix(look.mane, INK, 0.12), lift)
    kind = look.age
    if kind in ("adult", "youth") and look.hair in ("short", "cap", "bald"):
        kind = "man"
    face = Sheet().add(smooth([*FACES[kind], *THROAT, *SKULL], steps=8))
    lay_in(canvas, at, face, look.skin, lift)
    if detail:
        cheek = at.point(-21, 21)
        canvas.glow(*cheek, at.size * 0.15, colour("#d4573f"), 0.30)
        _features(canvas, at, look)
    if look.hair == "scarf":
        _hat(canvas, at, look, lift)
    else:
        lay_in(canvas, at, _crown(look), look.mane, lift * 0.8)
        _ear(canvas, at, look, lift)
        _hat(canvas, at, look, lift)
    if look.glasses:
        _glasses(canvas, at, look, lift)
    if look.hair == "bun" and detail:
        pin = Sheet().add(
            stroke([(36, 2), (50, 18), (66, 37)], [1.4, 2.2, 2.6]), ellipse(35, 1, 4.2)
        )
        lay_in(canvas, at, pin, look.trim, lift * 0.6)
    if look.hair == "ponytail":
        lay_in(canvas, at, Sheet().add(ellipse(44, -29, 6.5, 8, 20)), look.trim, lift * 0.6)
