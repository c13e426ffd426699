"""What the places share: rows of people, rooms, desks, lamps and foregrounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from figures import person
from nature import backdrop, bamboo, falling, hills, peaks, plum_branch, reeds, sun, willow
from ornament import lantern, waves
from palette import INK, RICE_PAPER, Tones, colour, mix
from paper import Canvas, Frame, Sheet, box, ellipse, lens, smooth, stroke
from props import prop, stand

Entry = dict[str, Any]


Place = Callable[[Canvas, Tones, Entry], None]


def some_age(canvas: Canvas, entry: Entry) -> str:
    """Most people are of the age the entry names; some company makes a crowd alive."""
    named = entry.get("age")
    if named and (int(entry.get("people", 3)) < 4 or canvas.chance.random() < 0.8):
        return str(named)
    company = {"child": ("adult", "elder"), "elder": ("adult", "elder", "child")}
    return canvas.chance.choice(company.get(str(named), ("adult", "elder", "youth", "adult")))


def seat_row(
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
            age, own = some_age(canvas, entry), None
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


def lay_room(
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


def lay_desk(
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


def put(
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


def hang_lamp(canvas: Canvas, tones: Tones, x: float, y: float, reach: float) -> None:
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


def lay_front(canvas: Canvas, tones: Tones, sort: str) -> None:
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
