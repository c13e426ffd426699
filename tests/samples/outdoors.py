"""The places under the sky: fields, courtyard, river, mountains, street, greenhouse and bus."""

from __future__ import annotations

from figures import passer_by
from heads import head
from nature import (
    backdrop,
    bamboo,
    birds,
    crane,
    falling,
    hills,
    leaf,
    lotus,
    peaks,
    pine,
    sun,
    tree,
    water,
)
from ornament import cloud, house, lantern, lattice, pagoda, roof, rosette, waves
from palette import INK, RICE_PAPER, Tones, colour, mix
from paper import Canvas, Frame, Sheet, box, ellipse, lens, smooth, stroke
from props import prop
from staging import Entry, lay_desk, lay_front, put, seat_row, some_age


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
    seat_row(canvas, tones, entry, (w * 0.14, w * 0.86), h * 0.92, 500)
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
        put(canvas, tones, entry, w * chance.choice((0.2, 0.8)), h * 0.93, 170)
    falling(canvas, tones, chance)


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
    seat_row(canvas, tones, entry, (w * 0.12, w * 0.88), h * 0.94, 490, ("stand", "walk", "sit"))
    if entry.get("prop"):
        lay_desk(canvas, tones, w * 0.5, h * 1.0, 300, 110)
        put(canvas, tones, entry, w * 0.5, h * 1.0 - 118, 170)
    lay_front(canvas, tones, chance.choice(("lantern", "plum", "willow")))


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
    seat_row(canvas, tones, entry, (w * 0.12, w * 0.88), h * 0.95, 480, ("stand", "walk", "sit"))
    if entry.get("prop"):
        put(canvas, tones, entry, w * chance.choice((0.1, 0.9)), h * 0.97, 150)
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
    lay_front(canvas, tones, chance.choice(("willow", "reeds", "willow")))


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
    seat_row(canvas, tones, entry, (w * 0.22, w * 0.8), h * 0.96, 420, ("stand", "walk"))
    if entry.get("prop"):
        put(canvas, tones, entry, w * (0.88 if side < 0.5 else 0.12), h * 0.97, 150)
    lay_front(canvas, tones, chance.choice(("reeds", "plum")))


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
    seat_row(canvas, tones, entry, (w * 0.20, w * 0.80), h * 0.95, 490, ("walk", "stand", "walk"))
    if entry.get("prop"):
        x = w * chance.choice((0.11, 0.89))
        lay_desk(canvas, tones, x, h * 0.98, 200, 120)
        put(canvas, tones, entry, x, h * 0.98 - 126, 150)
    lay_front(canvas, tones, chance.choice(("plum", "willow", "none")))


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
    seat_row(canvas, tones, entry, (w * 0.26, w * 0.74), h * 0.96, 490)
    if entry.get("prop"):
        put(canvas, tones, entry, w * chance.choice((0.15, 0.85)), h * 0.98, 210)
    lay_front(canvas, tones, chance.choice(("plant", "reeds")))


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
        look = passer_by(tones, some_age(canvas, entry), chance)
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
    seat_row(
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
        lay_desk(canvas, tones, w * 0.1, h * 0.99, 190, 110)
        put(canvas, tones, entry, w * 0.1, h * 0.99 - 116, 130)
    lay_front(canvas, tones, chance.choice(("plum", "willow", "lantern")))
