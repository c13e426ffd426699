"""The places under a roof: classroom, workshop, library, kitchen, museum, stage and screens."""

from __future__ import annotations

from dataclasses import replace

from figures import passer_by, person
from heads import head
from nature import backdrop, birds, falling, hills, leaf, peaks, sun
from ornament import cloud, rosette
from palette import INK, RICE_PAPER, Colour, Tones, colour, mix
from paper import Canvas, Frame, Sheet, box, ellipse, lens, smooth, stroke
from portrait import bust, sitter
from props import prop, stand
from staging import Entry, hang_lamp, lay_desk, lay_front, lay_room, put, seat_row, some_age


def classroom(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a lesson: somebody at the board, the others on their stools."""
    w, h = canvas.width, canvas.height
    floor = h * 0.74
    lay_room(canvas, tones, floor, (w * 0.62, h * 0.14, w * 0.94, h * 0.50))
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
    hang_lamp(canvas, tones, w * 0.58, h * 0.10, 330)
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
    seat_row(
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
    lay_desk(canvas, tones, w * 0.60, h * 1.02, w * 0.66, 150)
    for k in range(3):
        put(canvas, tones, entry, w * (0.38 + 0.2 * k), h * 1.02 - 160, 110)
    lay_front(canvas, tones, canvas.chance.choice(("plant", "none")))


def workshop(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a workshop: tools on the wall, a bench, a lamp over it."""
    w, h = canvas.width, canvas.height
    lay_room(canvas, tones, h * 0.76, (w * 0.06, h * 0.13, w * 0.40, h * 0.48))
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
    hang_lamp(canvas, tones, w * 0.5, h * 0.16, 420)
    canvas.plane()
    seat_row(canvas, tones, entry, (w * 0.10, w * 0.90), h * 0.94, 510)
    canvas.plane()
    lay_desk(canvas, tones, w * 0.5, h * 1.03, w * 0.86, 190)
    put(canvas, tones, entry, w * canvas.chance.uniform(0.42, 0.58), h * 1.03 - 200, 200, "gear")
    put(
        canvas,
        tones,
        {"prop": canvas.chance.choice(("saw", "hammer", "teapot", "book"))},
        w * 0.24,
        h * 1.03 - 200,
        120,
    )
    put(
        canvas,
        tones,
        {"prop": canvas.chance.choice(("plant", "brush", "book"))},
        w * 0.78,
        h * 1.03 - 200,
        120,
    )
    lay_front(canvas, tones, "none")


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
    lay_room(canvas, tones, h * 0.78, (w * 0.38, h * 0.12, w * 0.62, h * 0.52))
    rows = 4 if h < 1300 else 6
    _shelf(canvas, tones, w * -0.03, h * 0.07, w * 0.32, h * 0.76, rows)
    _shelf(canvas, tones, w * 0.68, h * 0.07, w * 1.03, h * 0.76, rows)
    for x in (0.36, 0.64):
        hang_lamp(canvas, tones, w * x, h * 0.13, 320)
    canvas.plane()
    seat_row(canvas, tones, entry, (w * 0.16, w * 0.86), h * 0.93, 500, ("stand", "sit", "stand"))
    canvas.plane()
    lay_desk(canvas, tones, w * 0.5, h * 1.04, w * 0.74, 170)
    for k, name in enumerate(("book", str(entry.get("prop", "book")), "book")):
        put(canvas, tones, {"prop": name}, w * (0.28 + 0.22 * k), h * 1.04 - 178, 130)
    lay_front(canvas, tones, canvas.chance.choice(("plant", "none", "bamboo")))


def kitchen(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a kitchen: the tiled stove with its steam, strings of corn and peppers."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    lay_room(canvas, tones, h * 0.78, (w * 0.36, h * 0.13, w * 0.66, h * 0.46))
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
    hang_lamp(canvas, tones, w * 0.5, h * 0.08, 380)
    canvas.plane()
    seat_row(canvas, tones, entry, (w * 0.34, w * 0.97), h * 0.95, 520, ("stand",))
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
    lay_desk(canvas, tones, w * 0.7, h * 1.05, w * 0.5, 180)
    put(canvas, tones, entry, w * 0.64, h * 1.05 - 188, 170, "bread")
    put(canvas, tones, {"prop": "teapot"}, w * 0.83, h * 1.05 - 188, 110)
    falling(canvas, tones, chance)


def museum(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw a gallery: framed works under lamps, a plinth, visitors."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    lay_room(canvas, tones, h * 0.76)
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
    seat_row(canvas, tones, entry, (w * 0.08, w * 0.92), h * 0.94, 500)
    x = w * chance.choice((0.3, 0.5, 0.7))
    plinth = (
        Sheet()
        .add(box(x - 90, h * 0.84, x + 90, h + 50), box(x - 104, h * 0.82, x + 104, h * 0.845, 4))
        .cut(*rosette(x, h * 0.93, 46))
    )
    canvas.lay(plinth, mix(tones.light, tones.haze, 0.3), mix(tones.haze, tones.mid, 0.3), 9)
    put(canvas, tones, entry, x, h * 0.82, 190, "paper-cut")
    lay_front(canvas, tones, chance.choice(("plant", "bamboo", "none")))


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


def nightlamp(canvas: Canvas, tones: Tones, entry: Entry) -> None:
    """Draw one lamp at night: a desk, somebody learning, roofs and the moon outside."""
    w, h = canvas.width, canvas.height
    chance = canvas.chance
    side = chance.choice((-1, 1))
    middle = w * (0.5 - side * 0.16)
    half, top, bottom = min(w * 0.25, 330), h * 0.09, h * 0.56
    lay_room(canvas, tones, h * 0.80, (middle - half, top, middle + half, bottom))
    canvas.plane()
    lamp = w * (0.5 + side * 0.02)
    desk = h * 0.72
    canvas.glow(lamp, desk - 190, 640, colour("#ffc766"), 0.62)
    number = max(int(entry.get("people", 1)), 1)
    big = 700 if h < 1300 else 820
    for k in range(min(number, 3)):
        spread = (0.22, 0.36, -0.26)[k]
        facing = side > 0 if spread < 0 else side < 0
        age = str(entry.get("age", "adult")) if k == 0 else some_age(canvas, entry)
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
    lay_desk(canvas, tones, lamp - side * w * 0.08, h * 1.0, min(w * 0.56, 760), h * 1.0 - desk)
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
    put(canvas, tones, entry, lamp + side * 60, desk - 8, 150)
    for k in range(3):
        y = desk - 12 - k * 22
        canvas.lay(
            Sheet().add(
                box(lamp - side * 250 - 70 + k * 8, y - 22, lamp - side * 250 + 66 - k * 6, y, 3)
            ),
            (tones.bloom, tones.accent, tones.leaf)[k],
            lift=3,
        )
    lay_front(canvas, tones, chance.choice(("plant", "none")))


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
    lay_desk(canvas, tones, w * 0.5, h * 1.5, w * 1.1, h * 1.5 - (top + high + 122))
    for k, name in enumerate((str(entry.get("prop", "book")), "teapot", "plant")):
        put(
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
            "age": some_age(tile, entry),
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
    seat_row(canvas, tones, entry, (w * 0.24, w * 0.76), h * 0.83, 450, ("stand",))
    if entry.get("prop"):
        put(canvas, tones, entry, w * chance.choice((0.27, 0.73)), h * 0.83, 150)
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
