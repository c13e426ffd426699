"""Portraits: a bust in profile before a moon window, with the thing its owner lives by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from figures import passer_by
from heads import GREY_HAIR, Look, head
from nature import (
    backdrop,
    bamboo,
    birds,
    crane,
    falling,
    hills,
    peaks,
    pine,
    plum_branch,
    sun,
    water,
    willow,
)
from ornament import cloud, lattice, pagoda, rosette, spiral, waves
from palette import INK, RICE_PAPER, Colour, Tones, mix
from paper import Canvas, Frame, Path, Sheet, box, ellipse, lens, smooth, stroke
from props import stand

TORSO: Path = [
    (-15, 76),
    (-26, 90),
    (-58, 104),
    (-88, 122),
    (-108, 158),
    (-118, 220),
    (-124, 330),
    (150, 330),
    (146, 220),
    (134, 156),
    (110, 120),
    (70, 101),
    (40, 88),
    (25, 72),
    (8, 80),
]


def sitter(tones: Tones, entry: dict[str, Any], canvas: Canvas) -> Look:
    """Dress the sitter as the entry says, in the strongest papers of the picture."""
    age = entry.get("age", "adult")
    look = passer_by(tones, age, canvas.chance)
    coat = canvas.chance.choice(
        [tones.near, tones.near, mix(tones.near, tones.deep, 0.45), mix(tones.mid, tones.near, 0.6)]
    )
    if tones.dark:
        coat = mix(tones.mid, tones.near, 0.35)
    mane = mix(GREY_HAIR, tones.deep, 0.16 if tones.dark else 0.03) if age == "elder" else look.mane
    trim = canvas.chance.choice([tones.accent, tones.light, tones.accent])
    return replace(
        look,
        hair=entry.get("hair", "short"),
        glasses=bool(entry.get("glasses")),
        coat=coat,
        mane=mane,
        trim=trim,
    )


def _cut(
    canvas: Canvas, at: Frame, paint: Colour, kept: list[Path], cuts: list[Path], lift: float
) -> None:
    sheet = Sheet().add(*(at(path) for path in kept)).cut(*(at(path) for path in cuts))
    canvas.lay(sheet, mix(paint, RICE_PAPER, 0.09), mix(paint, INK, 0.14), lift)


def _hem(dress: str) -> list[Path]:
    """Cut flowers, curls and waves into a coat; working clothes have seams alone."""
    if dress in ("jacket", "apron"):
        return [
            stroke([(-112, 178), (-92, 134), (-56, 112)], [0, 2, 0]),
            stroke([(132, 180), (120, 142), (88, 117)], [0, 2.2, 0]),
            stroke([(50, 112), (84, 150), (96, 196)], [0, 1.8, 0]),
            *waves(-118, 150, 252, 26),
        ]
    if dress == "curls":
        spots = (
            (-78, 140, 17),
            (-50, 152, 12),
            (88, 138, 18),
            (60, 148, 12),
            (108, 166, 11),
            (-92, 174, 11),
            (30, 176, 15),
            (4, 184, 10),
        )
        return [
            spiral(x, y, r, r * 0.17, flip=k % 2 > 0) for k, (x, y, r) in enumerate(spots)
        ] + waves(-118, 150, 252, 26)
    cuts = [*rosette(-68, 150, 24), *rosette(92, 146, 25, 0.2), *rosette(26, 176, 19)]
    cuts += [
        spiral(42, 128, 11, 2.2),
        spiral(60, 122, 8, 2, flip=True),
        spiral(-74, 196, 12, 2.4),
        spiral(104, 196, 12, 2.4),
    ]
    cuts += [
        stroke([(-108, 172), (-90, 132), (-54, 112)], [0, 2.2, 0]),
        stroke([(128, 176), (116, 140), (84, 116)], [0, 2.4, 0]),
    ]
    return [*cuts, *waves(-118, 150, 252, 26)]


def _tunic(canvas: Canvas, at: Frame, look: Look, tones: Tones, lift: float) -> None:
    """Give the coat a standing collar, a slanting front and knotted buttons."""
    edge: Path = [(-12, 92), (-24, 112), (-30, 150), (-26, 220), (-26, 330)]
    _cut(canvas, at, look.trim, [stroke(edge, [4.4, 4.4])], [], lift * 0.3)
    collar = smooth(
        [(-16, 66), (-19, 80), (-14, 94), (4, 95), (24, 84), (30, 66), (24, 60), (12, 73), (-2, 76)]
    )
    _cut(
        canvas,
        at,
        mix(look.coat, INK, 0.22),
        [collar],
        [stroke([(-15, 72), (-2, 81), (14, 79), (27, 66)], [0.5, 1.8, 0.5])],
        lift * 0.6,
    )
    knots: list[Path] = []
    for x, y in ((-17, 100), (-30, 146), (-28, 196), (-26, 246)):
        knots += [
            stroke([(x - 13, y), (x, y + 1), (x + 13, y)], [2.6, 3.6, 2.6]),
            ellipse(x, y, 4),
            ellipse(x - 14, y, 3.4),
            ellipse(x + 14, y, 3.4),
        ]
    _cut(canvas, at, mix(tones.accent, RICE_PAPER, 0.15), knots, [], lift * 0.3)


def _jacket(canvas: Canvas, at: Frame, look: Look, tones: Tones, lift: float) -> None:
    """Give the coat a white shirt, lapels and a pocket."""
    shirt = smooth(
        [(-16, 72), (-26, 110), (-30, 160), (-26, 210), (-10, 150), (14, 104), (28, 74), (8, 78)]
    )
    _cut(
        canvas,
        at,
        mix(RICE_PAPER, tones.haze, 0.25),
        [shirt],
        [lens((-24, 116), (-26, 190), 1.2)],
        lift * 0.5,
    )
    near = smooth(
        [(28, 66), (36, 84), (30, 118), (8, 152), (-22, 226), (-20, 170), (-2, 118), (16, 88)]
    )
    far = smooth([(-18, 78), (-30, 92), (-42, 118), (-38, 150), (-26, 222), (-28, 160), (-22, 112)])
    _cut(
        canvas,
        at,
        mix(look.coat, INK, 0.26),
        [near, far],
        [stroke([(30, 92), (12, 130), (-10, 178)], [0, 1.5, 0])],
        lift * 0.6,
    )
    pocket = stroke([(52, 206), (74, 202), (98, 200)], [3, 3.4, 3])
    _cut(
        canvas,
        at,
        look.trim,
        [pocket, ellipse(-22, 240, 4.6), ellipse(-22, 286, 4.6)],
        [],
        lift * 0.3,
    )


def _apron(canvas: Canvas, at: Frame, look: Look, tones: Tones, lift: float) -> None:
    """Put a working apron over the coat, with a pocket in its bib."""
    collar = smooth(
        [(-18, 68), (-32, 96), (-20, 106), (0, 98), (20, 104), (38, 92), (28, 62), (8, 78)]
    )
    _cut(
        canvas,
        at,
        mix(look.coat, RICE_PAPER, 0.3),
        [collar],
        [stroke([(-24, 96), (-2, 88), (28, 92)], [0, 1.4, 0])],
        lift * 0.6,
    )
    straps = [
        stroke([(-22, 88), (-48, 120), (-52, 152)], [9, 10, 10]),
        stroke([(44, 86), (66, 120), (66, 152)], [9, 10, 10]),
    ]
    bib = smooth([(-62, 142), (8, 148), (80, 140), (90, 210), (96, 340), (-86, 340), (-76, 210)])
    paint = mix(tones.light, tones.wood, 0.22)
    _cut(canvas, at, paint, straps, [], lift * 0.5)
    _cut(
        canvas,
        at,
        paint,
        [bib],
        [
            stroke([(-56, 153), (8, 158), (74, 151)], [1, 1.4, 1]),
            stroke([(-22, 176), (-22, 230)], [1.6, 1.6]),
            stroke([(-22, 176), (14, 179), (46, 175)], [1.6, 1.8, 1.6]),
            stroke([(46, 175), (47, 230)], [1.6, 1.6]),
        ],
        lift * 0.7,
    )


def _sweater(canvas: Canvas, at: Frame, look: Look, _tones: Tones, lift: float) -> None:
    """Give the coat a ribbed round neck and a scarf laid over the shoulder."""
    neck = smooth(
        [(-20, 70), (-24, 88), (-8, 100), (16, 98), (34, 82), (32, 64), (12, 80), (-4, 80)]
    )
    ribs = [
        lens((-18 + k * 7, 82 + (3 if 1 < k < 6 else 0)), (-19 + k * 7.4, 94), 1.2)
        for k in range(8)
    ]
    _cut(canvas, at, mix(look.coat, RICE_PAPER, 0.2), [neck], ribs, lift * 0.6)
    drape = smooth(
        [(38, 76), (54, 92), (30, 122), (-14, 128), (-40, 108), (-26, 92), (0, 106), (22, 96)]
    )
    tail = smooth([(-30, 112), (-12, 122), (-16, 180), (-24, 248), (-56, 246), (-46, 180)])
    fringe = [lens((-52 + k * 7, 230), (-53 + k * 7, 250), 1.8) for k in range(4)]
    _cut(canvas, at, look.trim, [tail], [*fringe, lens((-34, 136), (-38, 210), 1.6)], lift * 0.6)
    _cut(
        canvas,
        at,
        look.trim,
        [drape],
        [stroke([(40, 88), (16, 112), (-24, 114)], [0, 1.8, 0])],
        lift * 0.7,
    )


DRESS = {"tunic": _tunic, "jacket": _jacket, "apron": _apron, "sweater": _sweater}


def bust(
    canvas: Canvas, at: Frame, look: Look, tones: Tones, dress: str, plain: bool = False
) -> None:
    """Build head and shoulders; at.size is the height of the head."""
    lift = min(max(at.size / 40, 2), 11)
    lining = mix(look.coat, tones.light, 0.45)
    body = at.within(1, -9, 100, -at.angle)
    canvas.lay(Sheet().add(body(smooth(TORSO))), lining, lift=lift)
    cuts = (
        []
        if plain
        else _hem(
            canvas.chance.choice((dress, "curls")) if dress in ("tunic", "sweater") else dress
        )
    )
    sleeve = [
        stroke([(78, 190), (70, 250), (76, 330)], [0, 2.6, 3]),
        stroke([(-82, 196), (-84, 250), (-80, 330)], [0, 2.4, 3]),
    ]
    _cut(canvas, body, look.coat, [smooth(TORSO)], [*cuts, *sleeve], lift * 0.5)
    head(canvas, at, look, detail=True)
    DRESS[dress](canvas, body, look, tones, lift)


def _view(canvas: Canvas, tones: Tones, x: float, y: float, radius: float, side: int) -> None:
    """Lay the landscape that is seen through the window."""
    chance = canvas.chance
    sun(
        canvas,
        tones,
        x + side * radius * chance.uniform(0.42, 0.62),
        y - radius * chance.uniform(0.3, 0.55),
        radius * chance.uniform(0.16, 0.26),
    )
    cloud(
        canvas,
        x - side * radius * 0.62,
        y - radius * chance.uniform(0.3, 0.5),
        radius * 0.36,
        mix(tones.haze, tones.light, 0.3),
        4,
    )
    kind = chance.choice(("peaks", "hills", "river", "peaks"))
    if kind == "peaks":
        peaks(canvas, tones, y + radius * 0.35, radius * 0.75, 0.05, 6)
        peaks(canvas, tones, y + radius * 0.55, radius * 0.55, 0.22, 5)
    else:
        hills(canvas, tones, y + radius * 0.3, radius * 0.45, 0.05)
        hills(canvas, tones, y + radius * 0.5, radius * 0.4, 0.2)
        pagoda(canvas, tones, x + side * radius * 0.66, y + radius * 0.44, radius * 0.66, 0.3)
    if kind == "river":
        water(canvas, tones, y + radius * 0.45, y + radius * 1.2)
    else:
        hills(canvas, tones, y + radius * 0.85, radius * 0.4, 0.36)
    if chance.random() < 0.6:
        birds(
            canvas,
            tones,
            x + radius * 0.6 * side - radius * 0.12,
            y + radius * chance.uniform(-0.1, 0.2),
            radius * 0.11,
            3,
        )
    else:
        crane(
            canvas,
            tones,
            Frame(
                x + side * radius * 0.70,
                y + radius * chance.uniform(-0.15, 0.1),
                radius * 0.34,
                side > 0,
            ),
        )


def _open_air(canvas: Canvas, tones: Tones, x: float, y: float, radius: float, side: int) -> None:
    """Set the sitter out of doors, before one great disc and the mountains."""
    chance = canvas.chance
    disc = mix(tones.disc, tones.horizon, 0.12 if tones.dark else 0.3)
    canvas.glow(x, y, radius * 2.0, mix(tones.disc, RICE_PAPER, 0.5), 0.7)
    canvas.lay(Sheet().add(ellipse(x, y, radius * 0.92)), mix(disc, RICE_PAPER, 0.2), disc, 9)
    for k in (-1.75, -1.2, 1.3, 1.8):
        spot = y + radius * chance.uniform(-0.75, 0.1)
        cloud(
            canvas,
            x + k * radius,
            spot,
            chance.uniform(150, 230),
            mix(tones.light, tones.haze, 0.35),
        )
    peaks(canvas, tones, y + radius * 0.75, radius * 0.95, 0.1, 7)
    peaks(canvas, tones, y + radius * 0.95, radius * 0.62, 0.3, 6)
    crane(canvas, tones, Frame(x + side * radius * 1.35, y - radius * 0.5, radius * 0.5, side > 0))
    crane(canvas, tones, Frame(x + side * radius * 1.0, y - radius * 0.75, radius * 0.3, side > 0))
    hills(canvas, tones, y + radius * 1.25, radius * 0.4, 0.5)


def _wall(canvas: Canvas, tones: Tones, x: float, y: float, radius: float, shape: str) -> None:
    """Lay the wall with its window: a moon, a crab-apple flower or an octagon, and a rim."""

    def opening(r: float) -> list[Path]:
        if shape == "flower":
            return [
                ellipse(x + dx * r * 0.42, y + dy * r * 0.42, r * 0.56)
                for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
            ] + [box(x - r * 0.6, y - r * 0.6, x + r * 0.6, y + r * 0.6)]
        if shape == "octagon":
            k = r * 0.42
            return [
                [
                    (x - k, y - r),
                    (x + k, y - r),
                    (x + r, y - k),
                    (x + r, y + k),
                    (x + k, y + r),
                    (x - k, y + r),
                    (x - r, y + k),
                    (x - r, y - k),
                ]
            ]
        return [ellipse(x, y, r)]

    wall = Sheet().add(box(-50, -50, canvas.width + 50, canvas.height + 50)).cut(*opening(radius))
    canvas.lay(wall, mix(tones.wall, tones.light, 0.18), mix(tones.wall, tones.mid, 0.18), 16)
    rim = Sheet().add(*opening(radius + 26)).cut(*opening(radius))
    if shape == "moon":
        rim.cut(
            *(
                ellipse(*Frame(x, y, radius + 13, False, k * 6).point(100, 0), 3.6)
                for k in range(60)
            )
        )
    canvas.lay(rim, mix(tones.near, tones.mid, 0.3), tones.near, 7)
    inner = Sheet().add(*opening(radius + 36)).cut(*opening(radius + 31))
    canvas.lay(inner, tones.accent, lift=3)


def _panels(canvas: Canvas, tones: Tones, x: float, radius: float) -> None:
    """Hang lattice panels on both sides of the window, where the wall is wide."""
    tint = mix(tones.near, tones.wall, 0.5)
    pattern, cell = canvas.chance.randrange(6), canvas.chance.choice((64.0, 78.0, 96.0))
    for left, right in ((-30.0, x - radius - 90), (x + radius + 90, canvas.width + 30)):
        if right - left > 130:
            sheet = Sheet().add(box(left, -30, right, canvas.height * 0.8))
            columns, rows = max(round((right - left) / cell), 1), round(canvas.height * 0.8 / cell)
            low = canvas.height * 0.8 - 9
            lattice(sheet, left + 9, -21, right - 9, low, columns, rows, 9, pattern)
            canvas.lay(sheet, mix(tint, tones.light, 0.1), tint, 7)


def _table(canvas: Canvas, tones: Tones, top: float) -> None:
    sheet = Sheet().add(box(-50, top, canvas.width + 50, canvas.height + 50))
    sheet.cut(lens((-40, top + 26), (canvas.width + 40, top + 26), 3))
    sheet.cut(*waves(-20, canvas.width + 20, top + 74, 46))
    canvas.lay(
        Sheet().add(box(-50, top, canvas.width + 50, canvas.height + 50)),
        mix(tones.wood, tones.accent, 0.5),
        lift=14,
    )
    canvas.lay(sheet, mix(tones.wood, RICE_PAPER, 0.08), mix(tones.wood, INK, 0.25), 5)


def _bough(canvas: Canvas, tones: Tones, side: int) -> None:
    """Let something grow into the picture from the corner behind the sitter's back."""
    chance = canvas.chance
    edge = canvas.width + 20 if side > 0 else -20.0
    kinds = {
        "spring": ("plum", "willow"),
        "snow": ("plum", "pine"),
        "autumn": ("pine", "plum"),
        "night": ("bamboo", "plum", "pine"),
    }
    kind = chance.choice(kinds.get(tones.time, ("plum", "willow", "bamboo", "pine", "plum")))
    if kind == "plum":
        plum_branch(
            canvas,
            tones,
            Frame(
                edge,
                chance.uniform(60, 170),
                chance.uniform(430, 560),
                side < 0,
                chance.uniform(-16, 12),
            ),
        )
    elif kind == "willow":
        willow(canvas, tones, Frame(edge - side * 110, -20, chance.uniform(330, 430), side < 0))
    elif kind == "bamboo":
        bamboo(canvas, tones, edge - side * 90, canvas.height * 0.97, canvas.height * 0.95, 4)
    else:
        pine(canvas, tones, Frame(edge - side * 60, canvas.height, canvas.height * 0.8, side > 0))


def draw_portrait(canvas: Canvas, tones: Tones, entry: dict[str, Any]) -> None:
    """Compose the portrait; chance decides the window, the side it faces and the dress."""
    chance = canvas.chance
    width, height = canvas.width, canvas.height
    flip = chance.random() < 0.5
    look = sitter(tones, entry, canvas)
    ahead = 1 if flip else -1
    x = width * 0.5 - ahead * width * chance.uniform(0.02, 0.08)
    y = height * chance.uniform(0.42, 0.45)
    radius = min(width, height) * chance.uniform(0.40, 0.44)
    backdrop(canvas, tones)
    shape = chance.choice(("moon", "moon", "moon", "flower", "octagon", "open", "open"))
    if shape == "open":
        _open_air(canvas, tones, x, y, radius, ahead)
    else:
        _view(canvas, tones, x, y, radius, ahead)
        _wall(canvas, tones, x, y, radius, shape)
        _panels(canvas, tones, x, radius)
    if chance.random() < 0.55:
        cloud(
            canvas,
            x + ahead * radius * 1.15,
            y - radius * 0.62,
            190,
            mix(tones.accent, tones.wall, 0.45),
            7,
        )
    canvas.plane()
    size = (326 if height < 1300 else 420) * (0.94 if look.age == "child" else 1.0)
    at = Frame(
        x - ahead * 20,
        height * (0.345 if height < 1300 else 0.37),
        size,
        flip,
        chance.uniform(-3, 4),
    )
    _bough(canvas, tones, -ahead)
    dress = (
        "apron"
        if entry.get("prop") in ("bread", "teapot", "saw", "hammer")
        else chance.choice(("tunic", "jacket", "sweater", "tunic"))
    )
    bust(canvas, at, look, tones, dress)
    canvas.plane()
    _table(canvas, tones, height - 84)
    if entry.get("prop"):
        canvas.lay(
            Sheet().add(ellipse(x + ahead * min(380, width * 0.31), height - 52, 150, 20)),
            mix(tones.wood, INK, 0.5),
            lift=0,
            alpha=0.5,
        )
        stand(
            canvas,
            tones,
            str(entry["prop"]),
            x + ahead * min(380, width * 0.31),
            height - 44,
            250,
        )
    falling(canvas, tones, chance)
