"""The fifteen places: what stands behind the people, around them and before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from figures import head, passer_by, person
from motifs import (
    backdrop,
    bamboo,
    birds,
    cloud,
    crane,
    falling,
    hills,
    house,
    lantern,
    lattice,
    leaf,
    lotus,
    pagoda,
    peaks,
    pine,
    plum_branch,
    reeds,
    roof,
    rosette,
    sun,
    tree,
    water,
    waves,
    willow,
)
from palette import INK, RICE_PAPER, Colour, Tones, colour, mix
from paper import Canvas, Frame, Sheet, box, ellipse, lens, smooth, stroke
from portrait import bust, draw_portrait, sitter
from props import prop, stand

Entry = dict[str, Any]
Place = Callable[[Canvas, Tones, Entry], None]


def _age(canvas: Canvas, entry: Entry) -> str:
    """Most people are of the age the entry names; some company makes a crowd alive."""
    named = entry.get("age")
    if named and (int(entry.get("people", 3)) < 4 or canvas.chance.random() < 0.8):
        return str(named)
    company = {"child": ("adult", "elder"), "elder": ("adult", "elder", "child")}
    return canvas.chance.choice(company.get(str(named), ("adult", "elder", "youth", "adult")))


def _row(
    canvas: Canvas,
    tones: Tones,
    entry: Entry,
    span: tuple[float, float],
    ground: float,
    height: float,
    legs: tuple[str, ...] = ("stand", "walk"),
    flip: bool | None = None,
    count: int | None = None,
) -> None:
    """Place people side by side, a second rank behind when they are many."""
    chance = canvas.chance
    number = int(entry.get("people", 3)) if count is None else count
    back = number // 2 if number > 5 else 0
    step = (span[1] - span[0]) / max(number - back, 1)
    for rank, total in ((1, back), (0, number - back)):
        for k in range(total):
            x = span[0] + step * (k + (1.0 if rank else 0.5)) + chance.uniform(-0.09, 0.09) * step
            turned = (k < total / 2) if flip is None else flip
            arm = chance.choice(("rest", "give", "raise", "show", "rest", "give"))
            pose = chance.choice(legs)
            if pose == "sit":
                arm = chance.choice(("lap", "give", "raise", "lap"))
            age, own = _age(canvas, entry), None
            if rank == 0 and k == 0 and "own" in entry:
                own = entry["own"]
                age = str(own["age"]) if number < 4 else age
                own = own if own["age"] == age else None
            person(
                canvas,
                tones,
                x,
                ground - rank * height * 0.17,
                height * (1 - 0.06 * rank),
                age,
                pose,
                arm,
                turned,
                own,
            )


def _room(
    canvas: Canvas,
    tones: Tones,
    floor: float,
    window: tuple[float, float, float, float] | None = None,
) -> None:
    """Lay a room: landscape, wall with a lattice window, skirting and floor."""
    chance = canvas.chance
    backdrop(canvas, tones)
    if window:
        left, top, right, bottom = window
        wide, high = right - left, bottom - top
        sun(canvas, tones, left + wide * chance.uniform(0.3, 0.75), top + high * 0.3, high * 0.13)
        peaks(canvas, tones, top + high * 0.72, high * 0.42, 0.1, 7)
        hills(canvas, tones, top + high * 0.92, high * 0.3, 0.28, 6)
    wall = Sheet().add(box(-50, -50, canvas.width + 50, floor + 10))
    if window:
        wall.cut(box(*window))
    canvas.lay(
        wall,
        mix(tones.wall, tones.light, 0.2 if not tones.dark else 0.05),
        mix(tones.wall, tones.mid, 0.16),
        12,
    )
    if window:
        frame = Sheet().add(box(window[0] - 16, window[1] - 16, window[2] + 16, window[3] + 16))
        columns, rows = (
            max(round((window[2] - window[0]) / 120), 2),
            max(round((window[3] - window[1]) / 120), 2),
        )
        for i in range(columns):
            for j in range(rows):
                wide, high = (window[2] - window[0]) / columns, (window[3] - window[1]) / rows
                frame.cut(
                    box(
                        window[0] + i * wide + 4,
                        window[1] + j * high + 4,
                        window[0] + (i + 1) * wide - 4,
                        window[1] + (j + 1) * high - 4,
                    )
                )
        canvas.lay(frame, mix(tones.wood, RICE_PAPER, 0.12), tones.wood, 8)
    ground = Sheet().add(box(-50, floor, canvas.width + 50, canvas.height + 50))
    canvas.lay(ground, mix(tones.floor, tones.light, 0.18), mix(tones.floor, tones.near, 0.4), 4)
    boards = Sheet()
    for k in range(-9, 24):
        x = canvas.width * k / 14
        boards.add(
            lens(
                (x, floor + 6),
                (canvas.width / 2 + (x - canvas.width / 2) * 1.7, canvas.height + 20),
                2.6,
            )
        )
    canvas.lay(boards, mix(tones.floor, tones.near, 0.35), lift=0)
    canvas.lay(
        Sheet().add(box(-50, floor - 22, canvas.width + 50, floor)),
        mix(tones.near, tones.wall, 0.35),
        lift=4,
    )


def _desk(
    canvas: Canvas, tones: Tones, x: float, ground: float, width: float, height: float
) -> None:
    """Lay a table with a flowered apron board."""
    left, top = x - width / 2, ground - height
    legs = Sheet().add(
        box(left + 14, top, left + 30, ground),
        box(left + width - 30, top, left + width - 14, ground),
    )
    canvas.lay(legs, mix(tones.wood, INK, 0.2), lift=4)
    board = (
        Sheet()
        .add(box(left + 6, top, left + width - 6, top + height * 0.30))
        .cut(*waves(left + 16, left + width - 16, top + height * 0.24, height * 0.17))
    )
    canvas.lay(
        Sheet().add(box(left + 8, top + 4, left + width - 8, top + height * 0.28)),
        mix(tones.wood, tones.accent, 0.45),
        lift=2,
    )
    canvas.lay(board, tones.wood, lift=5)
    canvas.lay(
        Sheet().add(box(left - 10, top - 12, left + width + 10, top + 4, 5)),
        mix(tones.wood, RICE_PAPER, 0.14),
        tones.wood,
        5,
    )


def _on(
    canvas: Canvas,
    tones: Tones,
    entry: Entry,
    x: float,
    top: float,
    size: float,
    otherwise: str = "book",
) -> None:
    """Stand the entry's thing on a surface."""
    stand(canvas, tones, str(entry.get("prop", otherwise)), x, top, size)


def _lamp(canvas: Canvas, tones: Tones, x: float, y: float, reach: float) -> None:
    """Hang a lamp and let it shine."""
    canvas.lay(
        Sheet().add(stroke([(x, -20), (x, y - 20)], [3, 3])), mix(tones.deep, INK, 0.4), lift=3
    )
    canvas.glow(x, y + reach * 0.25, reach, colour("#ffd98a"), 0.75 if tones.dark else 0.35)
    shade = Sheet().add(
        smooth(
            [
                (x - 14, y - 26),
                (x + 14, y - 26),
                (x + 60, y + 14),
                (x + 58, y + 20),
                (x - 58, y + 20),
                (x - 60, y + 14),
            ]
        )
    )
    shade.cut(*waves(x - 50, x + 50, y + 12, 14))
    canvas.lay(Sheet().add(ellipse(x, y + 20, 18, 11)), colour("#fff0c0"), lift=2)
    canvas.lay(shade, tones.accent, lift=6)


def _front(canvas: Canvas, tones: Tones, sort: str) -> None:
    """Lay what is nearest to the viewer, at the picture's edges."""
    canvas.plane()
    side = canvas.chance.choice((-1, 1))
    edge = canvas.width + 15 if side > 0 else -15.0
    if sort == "plum":
        plum_branch(
            canvas,
            tones,
            Frame(edge, canvas.chance.uniform(70, 150), canvas.chance.uniform(380, 480), side < 0),
        )
    elif sort == "willow":
        willow(
            canvas, tones, Frame(edge - side * 130, -30, canvas.chance.uniform(360, 460), side < 0)
        )
    elif sort == "lantern":
        for k in range(canvas.chance.choice((2, 3))):
            lantern(
                canvas,
                tones,
                edge - side * (110 + k * 150),
                canvas.chance.uniform(10, 90) + k * 26,
                150 - k * 22,
            )
    elif sort == "reeds":
        for k in range(9):
            reeds(
                canvas,
                tones,
                canvas.width * (k + 0.3) / 8.4,
                canvas.height,
                canvas.chance.uniform(90, 230),
                mix(tones.leaf, tones.deep, 0.45),
            )
    elif sort == "bamboo":
        bamboo(canvas, tones, edge - side * 90, canvas.height + 20, canvas.height * 0.92, 4)
    elif sort == "plant":
        prop(canvas, tones, "plant", Frame(edge - side * 130, canvas.height - 130, 320))
    falling(canvas, tones, canvas.chance)


def classroom(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a lesson: somebody at the board, the others on their stools."""
    w, h = canvas.width, canvas.height
    floor = h * 0.74
    _room(canvas, tones, floor, (w * 0.62, h * 0.14, w * 0.94, h * 0.50))
    left, top, right, bottom = w * 0.08, h * 0.12, w * 0.54, h * 0.50
    canvas.lay(
        Sheet().add(box(left - 14, top - 14, right + 14, bottom + 14, 4)), tones.wood, lift=9
    )
    board = colour("#2f4f45") if not tones.dark else colour("#1c3033")
    canvas.lay(Sheet().add(box(left, top, right, bottom)), mix(board, RICE_PAPER, 0.08), board, 0)
    cx, cy, r = (left + right) / 2, (top + bottom) / 2, (bottom - top) * 0.34
    chalk = (
        Sheet()
        .add(*rosette(cx, cy, r))
        .add(
            *(
                lens(
                    (left + 30, top + 40 + k * 34),
                    (left + (right - left) * 0.24, top + 40 + k * 34),
                    4,
                )
                for k in range(5)
            )
        )
    )
    chalk.add(
        *(
            lens(
                (right - (right - left) * 0.24, top + 40 + k * 34),
                (right - 30, top + 40 + k * 34),
                4,
            )
            for k in range(5)
        )
    )
    canvas.lay(chalk, mix(board, RICE_PAPER, 0.72), lift=0)
    _lamp(canvas, tones, w * 0.58, h * 0.10, 330)
    canvas.plane()
    number = int(entry.get("people", 5))
    own = entry.get("own")
    pupils = {key: value for key, value in entry.items() if key != "own"}
    person(
        canvas,
        tones,
        w * 0.15,
        h * 0.87,
        h * 0.54 if h < 1300 else 640,
        str(own["age"]) if own else "adult",
        "stand",
        "show",
        True,
        own,
    )
    _row(
        canvas,
        tones,
        pupils,
        (w * 0.32, w * 0.98),
        h * 0.92,
        470,
        ("sit",),
        False,
        max(number - 1, 1),
    )
    canvas.plane()
    _desk(canvas, tones, w * 0.60, h * 1.02, w * 0.66, 150)
    for k in range(3):
        _on(canvas, tones, entry, w * (0.38 + 0.2 * k), h * 1.02 - 160, 110)
    _front(canvas, tones, canvas.chance.choice(("plant", "none")))


def workshop(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a workshop: tools on the wall, a bench, a lamp over it."""
    w, h = canvas.width, canvas.height
    _room(canvas, tones, h * 0.76, (w * 0.06, h * 0.13, w * 0.40, h * 0.48))
    rail = Sheet().add(
        box(w * 0.47, h * 0.15, w * 0.96, h * 0.15 + 14, 4),
        box(w * 0.47, h * 0.42, w * 0.96, h * 0.42 + 16, 4),
    )
    canvas.lay(rail, tones.wood, lift=6)
    for k, name in enumerate(("saw", "hammer", "gear", "hammer", "saw")):
        prop(canvas, tones, name, Frame(w * (0.53 + k * 0.095), h * 0.27, 105, k > 2))
    for k in range(6):
        x = w * (0.51 + k * 0.082)
        high = canvas.chance.uniform(40, 90)
        canvas.lay(
            Sheet()
            .add(box(x - 22, h * 0.42 - high, x + 22, h * 0.42, 8))
            .cut(*rosette(x, h * 0.42 - high / 2, 15)),
            tones.ramp(canvas.chance.uniform(0.2, 0.8)),
            lift=5,
        )
    _lamp(canvas, tones, w * 0.5, h * 0.16, 420)
    canvas.plane()
    _row(canvas, tones, entry, (w * 0.10, w * 0.90), h * 0.94, 510)
    canvas.plane()
    _desk(canvas, tones, w * 0.5, h * 1.03, w * 0.86, 190)
    _on(canvas, tones, entry, w * canvas.chance.uniform(0.42, 0.58), h * 1.03 - 200, 200, "gear")
    _on(
        canvas,
        tones,
        {"prop": canvas.chance.choice(("saw", "hammer", "teapot", "book"))},
        w * 0.24,
        h * 1.03 - 200,
        120,
    )
    _on(
        canvas,
        tones,
        {"prop": canvas.chance.choice(("plant", "brush", "book"))},
        w * 0.78,
        h * 1.03 - 200,
        120,
    )
    _front(canvas, tones, "none")


def field(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw the fields: furrows that run to the hills, a farmhouse, ears of wheat in front."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    sun(canvas, tones, w * chance.uniform(0.2, 0.8), h * chance.uniform(0.18, 0.3), 86)
    cloud(canvas, w * 0.25, h * 0.16, 190, mix(tones.haze, tones.light, 0.4))
    cloud(canvas, w * 0.78, h * 0.26, 140, mix(tones.haze, tones.light, 0.3))
    peaks(canvas, tones, h * 0.50, 240, 0.02, 6)
    hills(canvas, tones, h * 0.52, 130, 0.14)
    birds(canvas, tones, w * 0.45, h * 0.28, 46, 4)
    x = w * chance.choice((0.2, 0.74))
    for k in (-1.3, 1.2, 1.9):
        tree(canvas, tones, Frame(x + k * 130, h * 0.56, chance.uniform(150, 210)), 0.4)
    house(canvas, tones, x, h * 0.56, 210, 0.4)
    gold = mix(tones.accent, tones.leaf, 0.15 if tones.time != "spring" else 0.7)
    for k in range(4):
        y = h * (0.56 + 0.09 * k)
        paint = mix(mix(tones.haze, tones.horizon, 0.3), (gold, tones.leaf)[k % 2], 0.45 + 0.17 * k)
        strip = Sheet().add(
            [
                (-50, y + 20),
                *smooth(
                    [(-50, y + 12), (w * 0.3, y - 12), (w * 0.7, y + 8), (w + 50, y - 14)],
                    closed=False,
                ),
                (w + 50, h + 50),
                (-50, h + 50),
            ]
        )
        for j in range(15):
            a = -0.2 + j * 0.1
            strip.cut(lens((w * a, y + 20), (w * (a + (a - 0.5) * 0.3), y + h * 0.1), 5))
        canvas.lay(strip, mix(paint, tones.light, 0.16), paint, 6)
    canvas.plane()
    _row(canvas, tones, entry, (w * 0.14, w * 0.86), h * 0.92, 500)
    canvas.plane()
    for k in range(9):
        prop(
            canvas,
            tones,
            "wheat",
            Frame(
                w * (k + 0.5) / 9 + chance.uniform(-30, 30),
                h - chance.uniform(20, 60),
                chance.uniform(170, 230),
            ),
        )
    if entry.get("prop") not in (None, "wheat"):
        _on(canvas, tones, entry, w * chance.choice((0.2, 0.8)), h * 0.93, 170)
    falling(canvas, tones, chance)


def _shelf(
    canvas: Canvas, tones: Tones, left: float, top: float, right: float, bottom: float, rows: int
) -> None:
    """Fill a bookcase with books, some of them leaning."""
    chance = canvas.chance
    canvas.lay(Sheet().add(box(left, top, right, bottom)), mix(tones.wood, INK, 0.25), lift=10)
    step = (bottom - top) / rows
    papers = [
        tones.near,
        tones.mid,
        tones.accent,
        tones.bloom,
        tones.leaf,
        tones.deep,
        mix(tones.light, tones.haze, 0.3),
        tones.mid,
    ]
    sheets = [Sheet() for _ in papers]
    for j in range(rows):
        x = left + 16
        base = top + (j + 1) * step - 12
        while x < right - 40:
            wide, high = chance.uniform(14, 27), step * chance.uniform(0.56, 0.8)
            if chance.random() < 0.12:
                x += chance.uniform(16, 40)
                continue
            sheet = chance.choice(sheets)
            sheet.add(
                Frame(x, base, 100, False, chance.choice((0, 0, 0, 0, 5)))(
                    box(0, -high, wide, 0, 2)
                )
            )
            sheet.cut(
                box(x + 4, base - high * 0.84, x + wide - 4, base - high * 0.80),
                box(x + 4, base - high * 0.24, x + wide - 4, base - high * 0.20),
            )
            x += wide + 3
    for sheet, paint in zip(sheets, papers, strict=True):
        canvas.lay(sheet, mix(paint, tones.wall, 0.18), lift=4)
    frame = (
        Sheet()
        .add(box(left - 10, top - 10, right + 10, bottom + 6))
        .cut(
            *(
                box(left + 8, top + j * step + 6, right - 8, top + (j + 1) * step - 12)
                for j in range(rows)
            )
        )
    )
    canvas.lay(frame, mix(tones.wood, RICE_PAPER, 0.1), tones.wood, 6)


def library(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a reading room: bookcases around a window, readers, a long table."""
    w, h = canvas.width, canvas.height
    _room(canvas, tones, h * 0.78, (w * 0.38, h * 0.12, w * 0.62, h * 0.52))
    rows = 4 if h < 1300 else 6
    _shelf(canvas, tones, w * -0.03, h * 0.07, w * 0.32, h * 0.76, rows)
    _shelf(canvas, tones, w * 0.68, h * 0.07, w * 1.03, h * 0.76, rows)
    for x in (0.36, 0.64):
        _lamp(canvas, tones, w * x, h * 0.13, 320)
    canvas.plane()
    _row(canvas, tones, entry, (w * 0.16, w * 0.86), h * 0.93, 500, ("stand", "sit", "stand"))
    canvas.plane()
    _desk(canvas, tones, w * 0.5, h * 1.04, w * 0.74, 170)
    for k, name in enumerate(("book", str(entry.get("prop", "book")), "book")):
        _on(canvas, tones, {"prop": name}, w * (0.28 + 0.22 * k), h * 1.04 - 178, 130)
    _front(canvas, tones, canvas.chance.choice(("plant", "none", "bamboo")))


def courtyard(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a courtyard: a moon gate under a tiled wall, an old tree, lanterns."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    sun(canvas, tones, w * chance.uniform(0.15, 0.85), h * 0.16, 70)
    cloud(canvas, w * chance.uniform(0.3, 0.7), h * 0.12, 170, mix(tones.haze, tones.light, 0.3))
    peaks(canvas, tones, h * 0.5, 260, 0.05)
    hills(canvas, tones, h * 0.62, 140, 0.2)
    gate = w * chance.choice((0.36, 0.62))
    bamboo(canvas, tones, gate + 60, h * 0.76, 300, 3)
    wall = Sheet().add(box(-50, h * 0.25 + 60, w + 50, h * 0.78)).cut(ellipse(gate, h * 0.58, 190))
    for k in (0.08, 0.9, 0.18, 0.8):
        if abs(w * k - gate) > 290:
            wall.cut(box(w * k - 46, h * 0.45, w * k + 46, h * 0.60))
    canvas.lay(wall, mix(tones.wall, tones.light, 0.4 if not tones.dark else 0.04), tones.wall, 12)
    rim = Sheet().add(ellipse(gate, h * 0.58, 208)).cut(ellipse(gate, h * 0.58, 190))
    for k in (0.08, 0.9, 0.18, 0.8):
        if abs(w * k - gate) > 290:
            rim.add(box(w * k - 54, h * 0.45 - 8, w * k + 54, h * 0.60 + 8))
            lattice(rim, w * k - 46, h * 0.45, w * k + 46, h * 0.60, 2, 3, 8)
    canvas.lay(rim, tones.near, lift=5)
    for k in range(-1, 5):
        roof(
            canvas,
            tones,
            w * (k + 0.5) / 4,
            h * 0.25,
            w * 0.235,
            70,
            mix(tones.near, tones.deep, 0.5)
            if tones.time != "snow"
            else mix(tones.near, RICE_PAPER, 0.6),
        )
    ground = Sheet().add(box(-50, h * 0.77, w + 50, h + 50))
    for k in range(30):
        y = h * (0.79 + 0.05 * (k % 5))
        ground.cut(lens((w * chance.uniform(-0.05, 1), y), (w * chance.uniform(-0.05, 1), y), 2.4))
    canvas.lay(ground, mix(tones.floor, tones.light, 0.25), mix(tones.floor, tones.near, 0.3), 6)
    canvas.plane()
    tree(
        canvas,
        tones,
        Frame(w * (0.90 if gate < w / 2 else 0.10), h * 0.84, h * 0.62 if h < 1300 else 700),
        0.85,
    )
    _row(canvas, tones, entry, (w * 0.12, w * 0.88), h * 0.94, 490, ("stand", "walk", "sit"))
    if entry.get("prop"):
        _desk(canvas, tones, w * 0.5, h * 1.0, 300, 110)
        _on(canvas, tones, entry, w * 0.5, h * 1.0 - 118, 170)
    _front(canvas, tones, chance.choice(("lantern", "plum", "willow")))


def riverside(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw the river: far peaks, a sail, the bank with its people."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    x = w * chance.uniform(0.25, 0.75)
    sun(canvas, tones, x, h * 0.26, 110)
    cloud(canvas, x - 260, h * 0.2, 200, mix(tones.haze, tones.light, 0.35))
    peaks(canvas, tones, h * 0.46, 250, 0.0, 6)
    peaks(canvas, tones, h * 0.49, 150, 0.2, 7)
    pagoda(canvas, tones, w * chance.choice((0.12, 0.86)), h * 0.49, 260, 0.35)
    birds(canvas, tones, w * 0.4, h * 0.22, 44, 4)
    water(canvas, tones, h * 0.49, h + 50)
    canvas.plane()
    for k in range(2):
        at = Frame(
            w * chance.uniform(0.15, 0.85),
            h * (0.56 + 0.07 * k),
            130 + 60 * k,
            chance.random() < 0.5,
        )
        sail = (
            Sheet()
            .add(
                at([(0, -86), *smooth([(34, -70), (44, -40), (40, -12)], closed=False), (-4, -12)])
            )
            .cut(*(at(lens((0, -70 + j * 14), (38, -66 + j * 14), 2)) for j in range(4)))
        )
        canvas.lay(sail, mix(tones.light, tones.accent, 0.35), lift=4)
        canvas.lay(
            Sheet().add(
                at(stroke([(-3, -92), (-3, 0)], [2, 2.6])),
                at(smooth([(-50, -8), (-20, -1), (30, -1), (60, -12), (46, 10), (-34, 10)])),
            ),
            mix(tones.wood, INK, 0.15),
            lift=5,
        )
    bank = Sheet().add(
        [
            (-50, h * 0.84),
            *smooth(
                [(-50, h * 0.83), (w * 0.25, h * 0.80), (w * 0.6, h * 0.85), (w + 50, h * 0.80)],
                closed=False,
            ),
            (w + 50, h + 50),
            (-50, h + 50),
        ]
    )
    grass = (
        mix(tones.leaf, tones.near, 0.25)
        if tones.time != "snow"
        else mix(tones.haze, RICE_PAPER, 0.7)
    )
    canvas.lay(bank, mix(grass, tones.light, 0.2), mix(grass, tones.deep, 0.3), 9)
    _row(canvas, tones, entry, (w * 0.12, w * 0.88), h * 0.95, 480, ("stand", "walk", "sit"))
    if entry.get("prop"):
        _on(canvas, tones, entry, w * chance.choice((0.1, 0.9)), h * 0.97, 150)
    canvas.plane()
    if chance.random() < 0.5:
        for k in range(3):
            lotus(
                canvas,
                tones,
                w * (0.15 + 0.34 * k) + chance.uniform(-40, 40),
                h * 0.97,
                chance.uniform(110, 150),
            )
    _front(canvas, tones, chance.choice(("willow", "reeds", "willow")))


def mountain(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw the mountains: range behind range, seas of cloud, walkers on a ridge."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    sun(canvas, tones, w * chance.uniform(0.25, 0.75), h * 0.22, 100)
    for k in range(4):
        peaks(canvas, tones, h * (0.48 + 0.09 * k), h * 0.34 - 30 * k, 0.02 + 0.2 * k, 5 + k)
        for _ in range(2):
            cloud(
                canvas,
                w * chance.uniform(0.05, 0.95),
                h * (0.46 + 0.09 * k),
                chance.uniform(130, 200),
                mix(tones.light, tones.haze, 0.3),
                6,
            )
    crane(canvas, tones, Frame(w * 0.3, h * 0.22, 170))
    crane(canvas, tones, Frame(w * 0.44, h * 0.15, 110))
    canvas.plane()
    hills(
        canvas,
        tones,
        h * 0.88,
        90,
        0.8,
        2,
        mix(tones.leaf, tones.deep, 0.35)
        if tones.time != "snow"
        else mix(tones.mid, RICE_PAPER, 0.7),
    )
    side = chance.choice((0.09, 0.91))
    pine(canvas, tones, Frame(w * side, h * 0.92, 480, side < 0.5))
    if chance.random() < 0.6:
        house(canvas, tones, w * (0.78 if side < 0.5 else 0.22), h * 0.84, 260, 0.8)
    _row(canvas, tones, entry, (w * 0.22, w * 0.8), h * 0.96, 420, ("stand", "walk"))
    if entry.get("prop"):
        _on(canvas, tones, entry, w * (0.88 if side < 0.5 else 0.12), h * 0.97, 150)
    _front(canvas, tones, chance.choice(("reeds", "plum")))


def stage(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a stage: curtains, a painted moon, players in the light, heads of the audience."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    canvas.lay(
        Sheet().add(box(-50, -50, w + 50, h * 0.8)), mix(tones.near, tones.deep, 0.2), tones.mid, 0
    )
    canvas.glow(w / 2, h * 0.42, 560, tones.light, 0.85)
    canvas.lay(
        Sheet().add(ellipse(w / 2, h * 0.40, 250)),
        mix(tones.light, tones.accent, 0.12),
        mix(tones.light, tones.accent, 0.4),
        8,
    )
    peaks(canvas, tones, h * 0.60, 130, 0.3, 7)
    for k in (0.24, 0.74):
        cloud(canvas, w * k, h * 0.3, 170, mix(tones.accent, tones.light, 0.4))
    boards = Sheet().add(box(-50, h * 0.70, w + 50, h + 50))
    canvas.lay(boards, mix(tones.accent, tones.light, 0.3), mix(tones.wood, tones.near, 0.2), 8)
    canvas.plane()
    _row(canvas, tones, entry, (w * 0.24, w * 0.76), h * 0.83, 450, ("stand",))
    if entry.get("prop"):
        _on(canvas, tones, entry, w * chance.choice((0.27, 0.73)), h * 0.83, 150)
    for k, side in ((0, -1), (1, 1)):
        edge = w * k
        inner = edge - side * w * 0.19
        drape = Sheet().add(
            smooth(
                [
                    (edge + side * 60, -40),
                    (inner - side * 40, -40),
                    (inner - side * 10, h * 0.3),
                    (inner + side * 50, h * 0.52),
                    (inner + side * 10, h * 0.86),
                    (edge + side * 60, h * 0.86),
                ]
            )
        )
        for j in range(5):
            x = inner + side * (20 + j * 46)
            drape.cut(
                stroke(
                    [
                        (x - side * 14, -20),
                        (x, h * 0.3),
                        (x + side * 34, h * 0.5),
                        (x + side * 8, h * 0.82),
                    ],
                    [2, 4, 2, 4],
                )
            )
        canvas.lay(drape, mix(tones.bloom, tones.near, 0.4), mix(tones.near, tones.deep, 0.6), 14)
    valance = Sheet().add(box(-50, -50, w + 50, 60))
    for k in range(10):
        valance.add(ellipse(w * (k + 0.5) / 10, 56, w / 18, 58))
        valance.cut(*rosette(w * (k + 0.5) / 10, 62, 34))
    canvas.lay(Sheet().add(box(-50, -50, w + 50, 90)), tones.accent, lift=6)
    canvas.lay(valance, mix(tones.bloom, tones.near, 0.35), tones.near, 9)
    canvas.plane()
    for k in range(9 if w > 1200 else 6):
        look = passer_by(tones, chance.choice(("adult", "elder", "child", "youth")), chance)
        dark: Colour = mix(tones.deep, INK, 0.35)
        x = w * (k + 0.5) / (9 if w > 1200 else 6) + chance.uniform(-20, 20)
        shade = [mix(paint, dark, 0.82) for paint in (look.skin, look.mane, look.coat)]
        at = Frame(x, h * 0.955 + chance.uniform(-20, 20), 120, chance.random() < 0.5)
        shoulders = Sheet().add(
            at(smooth([(-80, 160), (-60, 80), (-10, 58), (20, 58), (66, 80), (86, 160)]))
        )
        head(
            canvas,
            at,
            replace(look, skin=shade[0], mane=shade[1], coat=shade[2], trim=shade[2]),
            detail=False,
        )
        canvas.lay(shoulders, shade[2], lift=6)
    falling(canvas, tones, chance)


def street(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw an old street: gables one behind the other, lanterns, passers-by."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    sun(canvas, tones, w * chance.uniform(0.35, 0.65), h * 0.24, 96)
    cloud(canvas, w * 0.3, h * 0.14, 180, mix(tones.haze, tones.light, 0.35))
    hills(canvas, tones, h * 0.55, 150, 0.03)
    pagoda(canvas, tones, w * chance.uniform(0.4, 0.6), h * 0.62, 360, 0.2)
    birds(canvas, tones, w * 0.56, h * 0.18, 46, 4)
    for k, x in enumerate((0.33, 0.68, 0.5)):
        house(
            canvas, tones, w * x + chance.uniform(-30, 30), h * 0.70, 240 + 20 * k, 0.25 + 0.06 * k
        )
    tree(canvas, tones, Frame(w * 0.42, h * 0.76, 260), 0.45)
    tree(canvas, tones, Frame(w * 0.61, h * 0.77, 230), 0.5)
    road = Sheet().add(box(-50, h * 0.76, w + 50, h + 50))
    for _ in range(26):
        y = h * chance.uniform(0.79, 1.0)
        x = w * chance.uniform(0, 1)
        road.cut(lens((x, y), (x + chance.uniform(40, 130), y), 3))
    canvas.lay(road, mix(tones.floor, tones.light, 0.3), mix(tones.floor, tones.near, 0.25), 5)
    house(canvas, tones, w * 0.12, h * 0.82, 470, 0.85)
    house(canvas, tones, w * 0.90, h * 0.82, 470, 0.85)
    canvas.plane()
    for x in (0.04, 0.22, 0.80, 0.97):
        lantern(canvas, tones, w * x, h * 0.52, 84, 14)
    _row(canvas, tones, entry, (w * 0.20, w * 0.80), h * 0.95, 490, ("walk", "stand", "walk"))
    if entry.get("prop"):
        x = w * chance.choice((0.11, 0.89))
        _desk(canvas, tones, x, h * 0.98, 200, 120)
        _on(canvas, tones, entry, x, h * 0.98 - 126, 150)
    _front(canvas, tones, chance.choice(("plum", "willow", "none")))


def kitchen(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a kitchen: the tiled stove with its steam, strings of corn and peppers."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    _room(canvas, tones, h * 0.78, (w * 0.36, h * 0.13, w * 0.66, h * 0.46))
    for k in range(5):
        x = w * (0.70 + 0.065 * k)
        string = Sheet()
        for j in range(7):
            string.add(
                leaf(x + (j % 2) * 8 - 4, h * 0.07 + j * 30, 42, 90 + (24 if j % 2 else -24), 0.42)
            )
        canvas.lay(Sheet().add(stroke([(x, -10), (x, h * 0.28)], [3, 3])), tones.wood, lift=2)
        canvas.lay(string, (tones.bloom, mix(tones.accent, colour("#e8b23a"), 0.6))[k % 2], lift=4)
    shelf = h * 0.34
    canvas.lay(Sheet().add(box(w * 0.03, shelf, w * 0.31, shelf + 14, 4)), tones.wood, lift=7)
    for k in range(4):
        prop(
            canvas,
            tones,
            ("teapot", "bread", "plant", "teapot")[k],
            Frame(w * (0.07 + 0.068 * k), shelf - 42, 84),
        )
    _lamp(canvas, tones, w * 0.5, h * 0.08, 380)
    canvas.plane()
    _row(canvas, tones, entry, (w * 0.34, w * 0.97), h * 0.95, 520, ("stand",))
    left, top, right = w * 0.02, h * 0.66, w * 0.36
    stove = (
        Sheet()
        .add(box(left, top, right, h * 0.98))
        .cut(ellipse((left + right) / 2, h * 0.86, 62, 54))
    )
    canvas.lay(
        Sheet().add(box(left + 4, top + 4, right - 4, h * 0.97)),
        colour("#f2a33c"),
        colour("#d8432c"),
        8,
    )
    for k in range(1, 4):
        stove.cut(lens((left + 12, top + k * 34), (right - 12, top + k * 34), 2.5))
    canvas.lay(stove, mix(tones.wall, tones.near, 0.35), mix(tones.near, tones.wall, 0.3), 6)
    canvas.lay(Sheet().add(box(left - 14, top - 16, right + 14, top + 8, 6)), tones.wood, lift=7)
    mid = (left + right) / 2
    canvas.lay(
        Sheet().add(
            smooth([(mid - 130, top - 34), (mid + 130, top - 34), (mid + 84, top), (mid - 84, top)])
        ),
        mix(INK, tones.deep, 0.3),
        lift=6,
    )
    steam = Sheet()
    for k in (-60, 0, 60):
        steam.add(
            stroke(
                [
                    (mid + k, top - 50),
                    (mid + k - 26, top - 130),
                    (mid + k + 20, top - 210),
                    (mid + k - 6, top - 290),
                ],
                [0, 17, 12, 0],
            )
        )
    canvas.lay(steam, RICE_PAPER, lift=4, alpha=0.7)
    canvas.plane()
    _desk(canvas, tones, w * 0.7, h * 1.05, w * 0.5, 180)
    _on(canvas, tones, entry, w * 0.64, h * 1.05 - 188, 170, "bread")
    _on(canvas, tones, {"prop": "teapot"}, w * 0.83, h * 1.05 - 188, 110)
    falling(canvas, tones, chance)


def museum(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a gallery: framed works under lamps, a plinth, visitors."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    _room(canvas, tones, h * 0.76)
    count = 4 if w > 1200 else 3
    for k in range(count):
        x, y = w * (k + 0.5) / count, h * 0.34
        half = w / count * 0.36
        tall = half * chance.uniform(0.9, 1.25)
        canvas.glow(x, y - 60, 290, colour("#ffe3a8"), 0.5)
        canvas.lay(
            Sheet().add(box(x - half - 16, y - tall - 16, x + half + 16, y + tall + 16)),
            tones.wood,
            lift=10,
        )
        canvas.lay(
            Sheet().add(box(x - half, y - tall, x + half, y + tall)),
            RICE_PAPER,
            mix(RICE_PAPER, tones.haze, 0.5),
            0,
        )
        if k % 2:
            red = mix(tones.bloom, tones.near, 0.3)
            canvas.lay(
                Sheet().add(ellipse(x, y, half * 0.82)).cut(*rosette(x, y, half * 0.76)),
                red,
                lift=4,
            )
        else:
            _picture(canvas, tones, x, y, half, tall)
    canvas.plane()
    _row(canvas, tones, entry, (w * 0.08, w * 0.92), h * 0.94, 500)
    x = w * chance.choice((0.3, 0.5, 0.7))
    plinth = (
        Sheet()
        .add(box(x - 90, h * 0.84, x + 90, h + 50), box(x - 104, h * 0.82, x + 104, h * 0.845, 4))
        .cut(*rosette(x, h * 0.93, 46))
    )
    canvas.lay(plinth, mix(tones.light, tones.haze, 0.3), mix(tones.haze, tones.mid, 0.3), 9)
    _on(canvas, tones, entry, x, h * 0.82, 190, "paper-cut")
    _front(canvas, tones, chance.choice(("plant", "bamboo", "none")))


def _picture(canvas: Canvas, tones: Tones, x: float, y: float, half: float, tall: float) -> None:
    """Hang a small landscape: three hills and a sun."""
    canvas.lay(
        Sheet().add(ellipse(x + half * 0.3, y - tall * 0.4, half * 0.22)), tones.disc, lift=2
    )
    for k in range(3):
        top = y + tall * (-0.1 + 0.3 * k)
        bumps = smooth(
            [
                (x - half, top + 20),
                (x - half * 0.4, top - tall * 0.3 + k * 14),
                (x + half * 0.1, top),
                (x + half * 0.6, top - tall * 0.22),
                (x + half, top + 8),
            ],
            closed=False,
        )
        canvas.lay(
            Sheet().add([*bumps, (x + half, y + tall), (x - half, y + tall)]),
            tones.ramp(0.2 + 0.3 * k),
            lift=3,
        )


def greenhouse(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a greenhouse: arched ribs, the sun behind glass, beds of seedlings."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    sun(canvas, tones, w * chance.uniform(0.3, 0.7), h * 0.26, 110)
    hills(canvas, tones, h * 0.52, 170, 0.05)
    hills(canvas, tones, h * 0.60, 120, 0.2)
    ground = Sheet().add(box(-50, h * 0.60, w + 50, h + 50))
    canvas.lay(ground, mix(tones.floor, tones.light, 0.2), mix(tones.wood, tones.floor, 0.4), 5)
    for k in range(5):
        t = 1 - k * 0.17
        ribs = Sheet().add(
            stroke(
                [
                    (w / 2 - w * 0.54 * t, h * (0.62 + 0.3 * t)),
                    (w / 2 - w * 0.54 * t, h * 0.46),
                    (w / 2 - w * 0.36 * t, h * (0.42 - 0.26 * t)),
                    (w / 2, h * (0.40 - 0.36 * t)),
                    (w / 2 + w * 0.36 * t, h * (0.42 - 0.26 * t)),
                    (w / 2 + w * 0.54 * t, h * 0.46),
                    (w / 2 + w * 0.54 * t, h * (0.62 + 0.3 * t)),
                ],
                [15 * t, 13 * t, 15 * t],
            )
        )
        canvas.lay(ribs, mix(tones.haze, tones.near, 0.3 + 0.6 * t - 0.25), lift=5)
    canvas.plane()
    for row in range(3):
        y = h * (0.66 + 0.075 * row)
        for side in (-1, 1):
            bed = Sheet().add(
                [
                    (w / 2 + side * w * 0.10, y),
                    (w / 2 + side * w * 0.62, y),
                    (w / 2 + side * w * 0.66, y + 40),
                    (w / 2 + side * w * 0.11, y + 40),
                ]
            )
            canvas.lay(bed, tones.wood, lift=4)
            shoots = Sheet()
            for k in range(9):
                x = w / 2 + side * w * (0.13 + 0.055 * k)
                for angle in (-130, -90, -50, -110, -70):
                    shoots.add(
                        leaf(
                            x,
                            y + 6,
                            chance.uniform(34, 60) * (0.8 + row * 0.25),
                            angle + chance.uniform(-9, 9),
                            0.34,
                        )
                    )
            canvas.lay(
                shoots,
                mix(tones.leaf, tones.light, 0.25),
                mix(tones.leaf, tones.deep, 0.1 * row),
                4,
            )
    _row(canvas, tones, entry, (w * 0.26, w * 0.74), h * 0.96, 490)
    if entry.get("prop"):
        _on(canvas, tones, entry, w * chance.choice((0.15, 0.85)), h * 0.98, 210)
    _front(canvas, tones, chance.choice(("plant", "reeds")))


def bus(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a bus at its stop, passengers in the windows."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    sun(canvas, tones, w * 0.76, h * 0.2, 90)
    cloud(canvas, w * 0.3, h * 0.15, 180, mix(tones.haze, tones.light, 0.35))
    hills(canvas, tones, h * 0.58, 220, 0.05)
    for k in range(5):
        house(canvas, tones, w * (0.08 + 0.22 * k), h * 0.66, 250, 0.22)
    for k in range(4):
        tree(canvas, tones, Frame(w * (0.02 + 0.31 * k), h * 0.74, 300), 0.4)
    road = (
        Sheet()
        .add(box(-50, h * 0.76, w + 50, h + 50))
        .cut(
            *(
                lens((w * (0.02 + 0.14 * k), h * 0.965), (w * (0.10 + 0.14 * k), h * 0.965), 6)
                for k in range(7)
            )
        )
    )
    canvas.lay(road, mix(tones.floor, tones.light, 0.2), mix(tones.floor, tones.near, 0.4), 6)
    canvas.plane()
    left, top, right, bottom = w * 0.08, h * 0.36, w * 0.86, h * 0.82
    canvas.lay(
        Sheet().add(box(left + 20, top + 40, right - 20, top + 262)),
        mix(tones.light, tones.haze, 0.4),
        mix(tones.light, tones.accent, 0.25),
        0,
    )
    riders = 5 if w > 1200 else 3
    for k in range(riders):
        look = passer_by(tones, _age(canvas, entry), chance)
        at = Frame(left + 50 + (right - left - 200) * (k + 0.5) / riders, top + 150, 120, True)
        head(canvas, at, look, detail=True)
        canvas.lay(
            Sheet().add(
                at(smooth([(-60, 140), (-44, 84), (-10, 66), (20, 66), (60, 84), (72, 140)]))
            ),
            look.coat,
            lift=3,
        )
    body = Sheet().add(box(left, top, right, bottom, 44))
    for k in range(riders):
        x0 = left + 50 + (right - left - 200) * k / riders
        body.cut(box(x0 + 10, top + 50, x0 + (right - left - 200) / riders - 10, top + 224, 18))
    body.cut(box(right - 130, top + 50, right - 24, top + 250, 18))
    canvas.lay(body, mix(tones.bloom, tones.near, 0.35), tones.near, 12)
    band = (
        Sheet()
        .add(box(left, top + 268, right, top + 300))
        .cut(*waves(left + 10, right - 10, top + 297, 27))
    )
    canvas.lay(band, mix(tones.light, tones.accent, 0.2), lift=3)
    canvas.lay(Sheet().add(ellipse(right - 30, bottom - 70, 17)), colour("#ffe9a8"), lift=3)
    for x in (left + (right - left) * 0.2, left + (right - left) * 0.78):
        for radius, paint in (
            (66.0, mix(INK, tones.deep, 0.3)),
            (36.0, tones.light),
            (16.0, tones.near),
        ):
            wheel = Sheet().add(ellipse(x, bottom, radius))
            if radius == 36:
                wheel.cut(*rosette(x, bottom, 31))
            canvas.lay(wheel, paint, lift=5)
    _row(
        canvas,
        tones,
        entry,
        (w * 0.22, w * 0.94),
        h * 0.975,
        420,
        ("stand", "walk"),
        None,
        min(int(entry.get("people", 3)), 4),
    )
    if entry.get("prop"):
        _desk(canvas, tones, w * 0.1, h * 0.99, 190, 110)
        _on(canvas, tones, entry, w * 0.1, h * 0.99 - 116, 130)
    _front(canvas, tones, chance.choice(("plum", "willow", "lantern")))


def nightlamp(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw one lamp at night: a desk, somebody learning, roofs and the moon outside."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    side = chance.choice((-1, 1))
    middle = w * (0.5 - side * 0.16)
    half, top, bottom = min(w * 0.25, 330), h * 0.09, h * 0.56
    _room(canvas, tones, h * 0.80, (middle - half, top, middle + half, bottom))
    canvas.plane()
    lamp = w * (0.5 + side * 0.02)
    desk = h * 0.72
    canvas.glow(lamp, desk - 190, 640, colour("#ffc766"), 0.62)
    number = max(int(entry.get("people", 1)), 1)
    big = 700 if h < 1300 else 820
    for k in range(min(number, 3)):
        spread = (0.22, 0.36, -0.26)[k]
        facing = side > 0 if spread < 0 else side < 0
        age = str(entry.get("age", "adult")) if k == 0 else _age(canvas, entry)
        person(
            canvas,
            tones,
            lamp + side * w * spread * (1 if h < 1300 else 1.15),
            h * 0.97,
            big - 70 * k,
            age,
            "sit",
            "give",
            facing,
            own=entry.get("own") if k == 0 else None,
        )
    _desk(canvas, tones, lamp - side * w * 0.08, h * 1.0, min(w * 0.56, 760), h * 1.0 - desk)
    stem = Sheet().add(
        stroke(
            [
                (lamp - side * 60, desk - 10),
                (lamp - side * 84, desk - 120),
                (lamp - side * 40, desk - 220),
            ],
            [9, 7, 7],
        ),
        ellipse(lamp - side * 60, desk - 12, 46, 10),
    )
    canvas.lay(stem, mix(INK, tones.deep, 0.3), lift=4)
    cone = Sheet().add(
        [(lamp - side * 40, desk - 226), (lamp + 190, desk - 12), (lamp - 230, desk - 12)]
    )
    canvas.lay(cone, colour("#ffe2a0"), lift=0, alpha=0.20)
    canvas.glow(lamp - side * 36, desk - 190, 190, colour("#fff0c4"), 0.85)
    shade = Sheet().add(
        Frame(lamp - side * 34, desk - 214, 100, side < 0, 18)(
            smooth([(-22, -40), (22, -40), (66, 16), (-66, 16)])
        )
    )
    canvas.lay(shade, mix(tones.accent, tones.light, 0.15), tones.accent, 7)
    _on(canvas, tones, entry, lamp + side * 60, desk - 8, 150)
    for k in range(3):
        y = desk - 12 - k * 22
        canvas.lay(
            Sheet().add(
                box(lamp - side * 250 - 70 + k * 8, y - 22, lamp - side * 250 + 66 - k * 6, y, 3)
            ),
            (tones.bloom, tones.accent, tones.leaf)[k],
            lift=3,
        )
    _front(canvas, tones, chance.choice(("plant", "none")))


def online(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a lesson on a screen: faces in its panes, clouds and swallows carry it afar."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    backdrop(canvas, tones)
    sun(canvas, tones, w * 0.5, h * 0.34, 250)
    for k in range(5):
        cloud(
            canvas,
            w * chance.uniform(0.02, 0.98),
            h * (0.1 + 0.13 * k),
            chance.uniform(130, 220),
            mix(tones.haze, tones.light, 0.25),
            5,
        )
    peaks(canvas, tones, h * 0.74, 260, 0.08, 6)
    hills(canvas, tones, h * 0.86, 150, 0.26)
    canvas.plane()
    wide, high = min(w * 0.66, 860), min(h * 0.60, 600)
    left, top = w / 2 - wide / 2, h * 0.12
    canvas.lay(
        Sheet().add(box(left - 26, top - 26, left + wide + 26, top + high + 30, 26)),
        mix(INK, tones.deep, 0.5),
        lift=16,
    )
    number = max(int(entry.get("people", 4)), 1)
    columns = 1 if number < 2 else 2 if number < 5 else 3
    rows = -(-number // columns)
    for k in range(columns * rows):
        cw, ch = wide / columns, high / rows
        x0, y0 = left + (k % columns) * cw + 6, top + (k // columns) * ch + 6
        paint = mix(
            mix(tones.light, tones.haze, 0.4),
            (tones.accent, tones.mid, tones.bloom, tones.leaf)[k % 4],
            0.38,
        )
        tile = Canvas("square", f"{canvas.seed} tile {k}")
        _tile(tile, tones, entry, paint, k if k < number else None)
        _paste(canvas, tile, x0, y0, cw - 12, ch - 12)
    pillar = Sheet().add(
        [
            (w / 2 - 60, top + high + 28),
            (w / 2 + 60, top + high + 28),
            (w / 2 + 92, top + high + 110),
            (w / 2 - 92, top + high + 110),
        ]
    )
    canvas.lay(pillar, mix(INK, tones.deep, 0.35), lift=6)
    canvas.plane()
    _desk(canvas, tones, w * 0.5, h * 1.5, w * 1.1, h * 1.5 - (top + high + 122))
    for k, name in enumerate((str(entry.get("prop", "book")), "teapot", "plant")):
        _on(
            canvas,
            tones,
            {"prop": name},
            w * (0.18, 0.74, 0.9)[k],
            top + high + 112,
            (190, 120, 200)[k],
        )
    birds(canvas, tones, w * 0.06, h * 0.2, 60, 3)
    falling(canvas, tones, chance)


def _tile(tile: Canvas, tones: Tones, entry: Entry, paint: Colour, seat: int | None) -> None:
    """Draw one face of a video lesson on a canvas of its own, or the lesson's thing."""
    tile.lay(Sheet().add(box(-10, -10, 1010, 1010)), mix(paint, RICE_PAPER, 0.3), paint, 0)
    hills(tile, tones, 900, 240, 0.15)
    if seat is None:
        stand(tile, tones, str(entry.get("prop", "book")), 500, 640, 420)
        return
    own = entry.get("own") if seat == 0 else None
    look = sitter(
        tones,
        own
        or {
            "age": _age(tile, entry),
            "hair": ("short", "bun", "long", "short", "ponytail", "cap")[
                (seat + tile.chance.randrange(2)) % 6
            ],
            "glasses": tile.chance.random() < 0.3,
        },
        tile,
    )
    bust(
        tile,
        Frame(500, 420, 390, seat % 2 == 0),
        look,
        tones,
        tile.chance.choice(("tunic", "jacket", "sweater")),
    )


def _paste(canvas: Canvas, tile: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Fit a square tile into a pane, cropped to the pane's shape."""
    side = 1000 * min(1, width / height), 1000 * min(1, height / width)
    scale = tile.scale
    crop = (int((500 - side[0] / 2) * scale), int(max(0, 430 - side[1] * 0.46) * scale))
    area = (*crop, crop[0] + int(side[0] * scale), crop[1] + int(side[1] * scale))
    small = (
        tile.planes[0].crop(area).resize((int(width * canvas.scale), int(height * canvas.scale)))
    )
    canvas.planes[-1].alpha_composite(small, (int(x * canvas.scale), int(y * canvas.scale)))


PLACES: dict[str, Place] = {
    "portrait": draw_portrait,
    "classroom": classroom,
    "workshop": workshop,
    "field": field,
    "library": library,
    "courtyard": courtyard,
    "riverside": riverside,
    "mountain": mountain,
    "stage": stage,
    "street": street,
    "kitchen": kitchen,
    "museum": museum,
    "greenhouse": greenhouse,
    "bus": bus,
    "nightlamp": nightlamp,
    "online": online,
}
