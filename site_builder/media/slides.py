"""Where everything stands on a slide of the opening film: decides, draws nothing.

Measured in pixels of any canvas; a unit is a hundredth of its height. All words stand within the
title-safe area, nine tenths of width and height (SMPTE ST 2046-1).
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from itertools import count

from site_builder.lettering import width
from site_builder.media.scenes import Canvas, Card, Excerpt, Group, Person, Scene, Spoken, Tile
from site_builder.media.setting import (
    BASELINE,
    SEAL_SIGN,
    Box,
    Fitted,
    Glow,
    Line,
    Photo,
    Piece,
    Ring,
    Sheet,
    fits,
    fitted,
    placed,
)

INK, SOFT, GOLD, SEAL, CREAM = "#f6ecdb", "#cdbda4", "#e3bd72", "#b3271b", "#fff3e2"
GROUND, RED, WINE = "#17110d", "#8a2015", "#4f140d"
SAFE = 0.05
"""Share of width and height, at each side, in which no word stands."""


def sheet(scene: Scene, canvas: Canvas) -> Sheet:
    """A slide's ground, photos and words. An excerpt's is what is laid over its first seconds."""
    return Sheet(canvas.width, canvas.height, tuple(_laid_out(scene, _Frame(canvas))))


def _laid_out(scene: Scene, frame: _Frame) -> Iterator[Piece]:
    match scene:
        case Card():
            return _card(scene, frame)
        case Group():
            return _group(scene, frame)
        case Person():
            return _person(scene, frame)
        case Excerpt():
            return _excerpt(scene, frame)


def caption(spoken: Spoken, canvas: Canvas) -> Sheet:
    """What is said, on a dark ground at the foot, to be laid over the picture."""
    frame = _Frame(canvas)
    size = 4.6 * frame.unit
    told = fitted(spoken.text, frame.room * 0.86, (size, size * 0.88), most=2)
    return Sheet(canvas.width, canvas.height, tuple(_caption(told, frame)))


def moving(scene: Scene, canvas: Canvas) -> Photo | None:
    """Where the photo stands that moves, if one does."""
    return sheet(scene, canvas).photo if isinstance(scene, Person) and scene.portrait else None


class _Frame:
    """A canvas with its unit and its safe area."""

    def __init__(self, canvas: Canvas) -> None:
        self.width, self.height = float(canvas.width), float(canvas.height)
        self.unit = min(self.height / 100, self.width / 150)
        self.left = max(SAFE * self.width, 7 * self.unit)
        self.top = max(SAFE * self.height, 6 * self.unit)
        self.room = self.width - 2 * self.left

    def sizes(self, *several: float) -> tuple[float, ...]:
        return tuple(self.unit * each for each in several)


def _card(card: Card, frame: _Frame) -> Iterator[Piece]:
    across, down, unit = frame.width, frame.height, frame.unit
    if card.dark:
        yield Glow("#4a2f20", "#2f1e15") if card.text else Box(0, 0, across, down, "#000000")
    else:
        yield Glow(RED, WINE)
        yield Ring(across / 2, down / 2, 40 * unit, 0.3 * unit, "#a8503a")
        yield Ring(across / 2, down / 2, 42 * unit, 0.8 * unit, "#8a2f20")
    if not card.text:
        return
    text = _lettered(
        card.text, frame.room, frame.sizes(*((7, 6) if card.dark else (11, 9.4, 8, 6.8)))
    )
    under = fitted(card.under, frame.room, frame.sizes(4, 3.6, 3.2), most=2, spacing=0.06)
    lines = [fitted(line, frame.room, frame.sizes(3.3, 2.9), most=1) for line in card.lines]
    leads = (1.3, 1.5, 1.7)
    high = text.height(leads[0]) + sum(line.height(leads[2]) for line in lines)
    high += under.height(leads[1]) + 5 * unit if card.under else 0
    high += 6 * unit if lines else 0
    seal = 0.0 if card.dark else 9 * unit
    y = (down - high - (seal + 4 * unit if seal else 0)) / 2
    if seal:
        yield from _seal((across - seal) / 2, y, seal)
        y += seal + 4 * unit
    y = yield from _middle(text, frame, y, leads[0], SOFT if card.dark else INK)
    if card.under:
        yield Box(across / 2 - 7 * unit, y + 2.2 * unit, 14 * unit, 0.3 * unit, GOLD)
        y = yield from _middle(under, frame, y + 5 * unit, leads[1], SOFT if card.dark else GOLD)
    if lines:
        yield Box(across / 2 - 20 * unit, y + 3 * unit, 40 * unit, 0.3 * unit, GOLD)
        y += 6 * unit
    for line in lines:
        y = yield from _middle(line, frame, y, leads[2], SOFT if card.dark else CREAM)
    yield from _sample(card.sample, frame)


def _person(person: Person, frame: _Frame) -> Iterator[Piece]:
    unit, split = frame.unit, min(0.46 * frame.width, 100 * frame.unit)
    yield Box(0, 0, frame.width, frame.height, GROUND)
    if person.portrait:
        yield Photo(0, 0, round(split), frame.height)
    else:
        yield Box(0, 0, split, frame.height, SEAL)
        yield from _sign(split / 2, frame.height / 2, 40 * unit)
    yield Box(round(split), 0, 0.7 * unit, frame.height, SEAL)
    left = split + 7 * unit
    room = frame.width - frame.left - left
    cited = fitted(person.citation, room, frame.sizes(4.6, 4.2, 3.8), most=3)
    owner = fitted(person.line, room, frame.sizes(2.8, 2.5), most=2)
    steps = 17, 11.4, 10, 8.6, 7.4, 6.4, 5.6
    mark = 7 * unit if person.mark else 0.0
    spare = frame.height - 2 * frame.top - cited.height(1.6) - owner.height(1.5) - mark - 18 * unit
    named = next(
        each
        for each in fits(person.name, room, frame.sizes(*steps), most=4, spacing=0.06)
        if each.height(1.24) <= spare or each.size <= steps[-1] * unit
    )
    high = mark + named.height(1.24) + cited.height(1.6) + owner.height(1.5) + 14 * unit
    y = (frame.height - high) / 2
    honour = fitted(person.honour, room, frame.sizes(3.5, 3.1, 2.7), most=1, spacing=0.04)
    y = yield from placed(honour, left, y, 1.4, GOLD)
    if person.mark:
        size = 3.1 * unit
        yield Box(
            left, y + 1.4 * unit, width(person.mark, size, 0.1) + 1.4 * size, 1.5 * size, SEAL
        )
        yield Line(person.mark, left + 0.7 * size, y + 1.4 * unit + 1.1 * size, size, CREAM, 0.1)
        y += mark
    y = yield from placed(named, left, y + 1.8 * unit, 1.24, INK)
    y = yield from placed(cited, left, y + 3 * unit, 1.6, INK)
    yield from placed(owner, left, y + 3 * unit, 1.5, SOFT)
    yield from _sample(person.sample, frame)


def _group(group: Group, frame: _Frame) -> Iterator[Piece]:
    unit = frame.unit
    yield Glow("#33231a", GROUND)
    head = fitted(group.text, frame.room, frame.sizes(6, 5.2, 4.6), most=1, spacing=0.06)
    y = yield from _middle(head, frame, frame.top, 1.35, INK)
    if group.under:
        under = fitted(group.under, frame.room, frame.sizes(3, 2.7), most=1, spacing=0.06)
        y = yield from _middle(under, frame, y, 1.5, GOLD)
    rows = _rows(len(group.tiles), frame)
    top, gap = y + 4 * unit, 3 * unit
    high = (frame.height - frame.top - top - gap * (len(rows) - 1)) / len(rows)
    widest = max(rows)
    across = min((frame.room - gap * (widest - 1)) / widest, high * 1.25)
    named = [_named(tile, across, unit) for tile in group.tiles]
    words = max(name.height(1.35) + line.height(1.35) for name, line in named) + 1.2 * unit
    tiles, index = iter(zip(group.tiles, named, strict=True)), count()
    for row, several in enumerate(rows):
        x = (frame.width - several * across - gap * (several - 1)) / 2
        for at in range(several):
            place = (x + at * (across + gap), top + row * (high + gap), across, high)
            tile, told = next(tiles)
            yield from _tile(tile, told, place, words, index, unit)
    yield from _sample(group.sample, frame)


def _rows(tiles: int, frame: _Frame) -> tuple[int, ...]:
    """How many tiles in each row: one row on wide screens, two or more on others."""
    most = max(3, int(frame.room / (34 * frame.unit)))
    rows = max(1, math.ceil(tiles / most)) if tiles > 5 or most < tiles else 1
    return tuple(tiles // rows + (at < tiles % rows) for at in range(rows))


def _named(tile: Tile, across: float, unit: float) -> tuple[Fitted, Fitted]:
    sizes = tuple(unit * each for each in (3.8, 3.2, 2.7, 2.3, 2))
    return (
        fitted(tile.name, across, sizes, most=2),
        fitted(tile.line, across, (2.2 * unit, 1.9 * unit), most=1),
    )


def _tile(  # noqa: PLR0913 - a place is this many numbers
    tile: Tile,
    told: tuple[Fitted, Fitted],
    place: tuple[float, float, float, float],
    words: float,
    index: Iterator[int],
    unit: float,
) -> Iterator[Piece]:
    x, y, across, high = place
    if tile.portrait:
        yield Photo(round(x), round(y), round(across), round(high - words), next(index))
    else:
        yield Box(x, y, across, high - words, SEAL)
        yield from _sign(x + across / 2, y + (high - words) / 2, 8 * unit)
    yield Box(x, y + high - words, across, 0.4 * unit, SEAL)
    y = yield from _within(told[0], x, across, y + high - words + 1 * unit, INK)
    yield from _within(told[1], x, across, y + 0.2 * unit, SOFT)


def _excerpt(excerpt: Excerpt, frame: _Frame) -> Iterator[Piece]:
    """Who it is about, at the upper left: the foot is the captions'."""
    unit = frame.unit
    title = fitted(
        f"{excerpt.name}　《{excerpt.title}》", frame.room * 0.7, frame.sizes(4, 3.4, 2.9), most=2
    )
    across = max(width(text, title.size) for text in title.texts)
    told = fitted(excerpt.honour, frame.room * 0.7, frame.sizes(2.4, 2.1), most=1)
    across = max(across, width(told.texts[0], told.size)) + 4.4 * unit
    high = title.height(1.4) + told.height(1.5) + 2 * unit
    yield Box(frame.left, frame.top, across, high, "#0b0806b8")
    yield Box(frame.left, frame.top, 0.7 * unit, high, SEAL)
    y = yield from placed(told, frame.left + 2.4 * unit, frame.top + unit, 1.5, GOLD)
    yield from placed(title, frame.left + 2.4 * unit, y, 1.4, INK)
    yield from _sample(excerpt.sample, frame)


def _caption(told: Fitted, frame: _Frame) -> Iterator[Piece]:
    unit, high = frame.unit, told.height(1.4)
    across = max(width(text, told.size) for text in told.texts) + 3 * unit
    top = frame.height - frame.top - high - unit
    yield Box((frame.width - across) / 2, top - 0.4 * unit, across, high + 0.8 * unit, "#0b0806a8")
    yield from _middle(told, frame, top, 1.4, "#ffffff")


def _lettered(text: str, room: float, sizes: tuple[float, ...]) -> Fitted:
    """As broken by its writer, or else as it fits."""
    lines = tuple(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    if len(lines) < 2:
        return fitted(text, room, sizes, most=3, spacing=0.1)
    widest = max(width(line, 1, 0.1) for line in lines)
    return Fitted(lines, min(sizes[0], room / widest), 0.1)


def _middle(
    lines: Fitted, frame: _Frame, y: float, leading: float, colour: str
) -> Generator[Line, None, float]:
    return _within(lines, frame.left, frame.room, y, colour, leading)


def _within(  # noqa: PLR0913 - a place is this many numbers
    lines: Fitted, x: float, room: float, y: float, colour: str, leading: float = 1.35
) -> Generator[Line, None, float]:
    """Each line in the middle of its room; returns where they end."""
    for text in lines.texts:
        inner = (leading - 1) / 2 * lines.size
        start = x + (room - width(text, lines.size, lines.spacing)) / 2
        base = y + inner + lines.size * BASELINE
        yield Line(text, start, base, lines.size, colour, lines.spacing)
        y += lines.size * leading
    return y


def _seal(x: float, y: float, side: float) -> Iterator[Piece]:
    yield Box(x, y, side, side, CREAM)
    yield from _sign(x + side / 2, y + side / 2, side * 0.7, RED)


def _sign(x: float, y: float, size: float, colour: str = CREAM) -> Iterator[Piece]:
    yield Line(SEAL_SIGN, x - size / 2, y - size / 2 + size * BASELINE, size, colour)


def _sample(text: str, frame: _Frame) -> Iterator[Piece]:
    if text:
        size = 2 * frame.unit
        x = frame.width * (1 - SAFE) - width(text, size)
        yield Line(text, x, frame.height * (1 - SAFE), size, SOFT)
