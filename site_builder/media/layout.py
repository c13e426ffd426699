"""Where everything stands on a card or placard: decides, draws nothing.

Lengths are in the unit that the sheet is measured in, pixels or millimetres; `y` counts downwards.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from site_builder.lettering import width
from site_builder.media.recipe import Words

PAPER, INK, SOFT, SEAL, LINE, WHITE = (
    "#f7f1e4",
    "#241f19",
    "#5b5043",
    "#ab2218",
    "#dccfb6",
    "#ffffff",
)
_NEVER_FIRST = "，。、；：！？）》〉」』”’】〕…—·,.;:!?)%"
_NEVER_LAST = "（《〈「『“‘【〔("
_SEAL_SIGN = "学"
BASELINE = 0.88
"""Of a line's size, from its top: where Noto's characters stand."""


@dataclass(frozen=True)
class Line:
    """Letters from `x` on, standing on `y`. `spacing` is added after each, in ems."""

    text: str
    x: float
    y: float
    size: float
    colour: str = INK
    spacing: float = 0.0


@dataclass(frozen=True)
class Box:
    """Filled with `colour`; or its outline alone, `outline` wide."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    outline: float = 0.0


@dataclass(frozen=True)
class Photo:
    """Where the photo goes, cropped to this shape."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Code:
    """The QR code of an address, with its quiet zone."""

    address: str
    x: float
    y: float
    side: float


Piece = Line | Box | Photo | Code


@dataclass(frozen=True)
class Sheet:
    width: float
    height: float
    pieces: tuple[Piece, ...]
    """In the order in which they are drawn."""

    @property
    def photo(self) -> Photo | None:
        return next((piece for piece in self.pieces if isinstance(piece, Photo)), None)


def wide(words: Words, photo: bool) -> Sheet:
    """1200×630: the photo at the left, the words beside it."""
    return Sheet(1200, 630, tuple(_wide(words, photo)))


def tall(words: Words, photo: bool) -> Sheet:
    """1080×1920: the photo above, the words below it."""
    return Sheet(1080, 1920, tuple(_upright(words, photo, Sheet(1080, 1920, ()), 10.8)))


def a2(words: Words, photo: bool) -> Sheet:
    """420×594 millimetres, composed as the tall one, with smaller letters and a larger photo."""
    return Sheet(420, 594, tuple(_upright(words, photo, Sheet(420, 594, ()), 3.3)))


# --- the wide one ----------------------------------------------------------------------------


def _wide(words: Words, photo: bool) -> Iterator[Piece]:
    left, right, room, bottom = 564.0, 1144.0, 580.0, 586.0
    yield Box(0, 0, 1200, 630, PAPER)
    yield from _ground(0, 0, 504, 630, photo)
    yield Box(504, 0, 6, 630, SEAL)
    yield from _brand(words, left, 48, 26, 0)
    side = 112.0 if words.address else 0.0
    if words.address:
        yield Code(words.address, right - side, bottom - side, side)
    owner = _fitted(words.owner, room - side - 24, (24, 21), most=2)
    foot = bottom - 38 - owner.height(1.4)
    yield from _set(owner, left, foot, 1.4, SOFT)
    yield Line(words.place, left, bottom - 4, 24, SOFT)
    ceiling, gaps = 118.0, 25 + 20 + 20
    high = min(foot - 22, bottom - side - 16) - ceiling - gaps
    name, cited = _together(words, room, high)
    block = name.height(1.22) + cited.height(1.45)
    top = ceiling + (high - block) / 2
    yield from _honour(words, left, top, 25, room)
    y = yield from _set(name, left, top + 45, 1.22, INK)
    yield from _set(cited, left, y + 20, 1.45, INK)


def _together(words: Words, room: float, high: float) -> tuple[_Fitted, _Fitted]:
    """Name and citation as large as both fit below each other; the citation gives way last."""
    cited = _fitted(words.citation, room, (33, 30, 27), most=2)
    for name in _fits(
        words.name, room, (100, 88, 76, 66, 56, 48, 42, 36, 31), most=4, spacing=0.06
    ):
        if name.height(1.22) + cited.height(1.45) <= high:
            return name, cited
    return name, cited


# --- the upright ones ------------------------------------------------------------------------


def _upright(words: Words, photo: bool, sheet: Sheet, unit: float) -> Iterator[Piece]:
    """The words from the foot upwards, each as high as it must be; the photo has what is left.

    All sizes are multiples of `unit`.
    """
    across, down = sheet.width, sheet.height
    edge = 8 * unit
    room = across - 2 * edge
    side = 19 * unit if words.address else 0.0
    foot = down - edge
    lines = _fitted(
        words.name, room, _sizes(unit, 13, 11.5, 10, 8.6, 7.4, 6.4, 5.6), most=4, spacing=0.06
    )
    cited = _fitted(words.citation, room, _sizes(unit, 4.9, 4.5), most=3)
    told = _fitted(words.owner, room, _sizes(unit, 3.2, 2.9), most=2)
    rule = foot - max(side, 12 * unit) - 4.5 * unit
    place = rule - 5.2 * unit
    owner = place - 1.6 * unit - told.height(1.45)
    citation = owner - 3.2 * unit - cited.height(1.55)
    name = citation - 2.2 * unit - lines.height(1.22)
    honour = name - 6.6 * unit
    top = honour - 6 * unit
    yield Box(0, 0, across, down, PAPER)
    yield from _ground(0, 0, across, top, photo)
    yield Box(0, top, across, 0.9 * unit, SEAL)
    yield from _honour(words, edge, honour + 0.5 * unit, 3.5 * unit, room)
    yield from _set(lines, edge, name, 1.22, INK)
    yield from _set(cited, edge, citation, 1.55, INK)
    yield from _set(told, edge, owner, 1.45, SOFT)
    yield Line(words.place, edge, place + 3.2 * unit * BASELINE, 3.2 * unit, SOFT)
    yield Box(edge, rule, room, 0.2 * unit, LINE)
    if words.address:
        yield Code(words.address, across - edge - side, foot - side, side)
    yield from _brand(words, edge, foot - 12 * unit, 4 * unit, room - side - 4 * unit)


def _sizes(unit: float, *sizes: float) -> tuple[float, ...]:
    return tuple(unit * size for size in sizes)


# --- what both have --------------------------------------------------------------------------


def _ground(x: float, y: float, across: float, down: float, photo: bool) -> Iterator[Piece]:
    """The photo, or in its place a plain ground with the seal's character."""
    if photo:
        yield Photo(x, y, across, down)
        return
    yield Box(x, y, across, down, SEAL)
    size = min(across, down) * 0.5
    yield Line(
        _SEAL_SIGN, x + (across - size) / 2, y + (down - size) / 2 + size * BASELINE, size, PAPER
    )


def _brand(words: Words, x: float, y: float, size: float, hint: float) -> Iterator[Piece]:
    """The site's seal and name; below it, where there is room for it, what the code is for."""
    seal = size * 1.7
    yield Box(x, y, seal, seal, SEAL)
    yield Line(
        _SEAL_SIGN, x + seal * 0.14, y + seal * 0.14 + seal * 0.72 * BASELINE, seal * 0.72, PAPER
    )
    yield Line(words.site, x + seal + size * 0.55, y + seal * 0.5 + size * 0.36, size, INK, 0.05)
    if hint:
        told = " · ".join(filter(None, ("扫码读故事" if words.address else "", words.sample)))
        small = _fitted(told, hint, (size * 0.72, size * 0.62), most=2)
        yield from _set(small, x, y + seal + size * 0.55, 1.5, SOFT)
    elif words.sample:
        after = x + seal + size * 0.55 + width(words.site, size, 0.05) + size
        yield Line(words.sample, after, y + seal * 0.5 + size * 0.3, size * 0.7, SOFT)


def _honour(words: Words, x: float, y: float, size: float, room: float) -> Iterator[Piece]:
    """The honour, with its mark in a seal's frame beside it where there is room."""
    yield Line(words.honour, x, y + size * BASELINE, size, SEAL, 0.04)
    start = x + width(words.honour, size, 0.04) + size * 0.8
    small = size * 0.82
    wide_ = width(words.mark, small) + small
    if words.mark and start + wide_ <= x + room:
        yield Box(start, y - size * 0.22, wide_, size * 1.52, SEAL, size * 0.07)
        yield Line(words.mark, start + small / 2, y + size * 0.5 + small * 0.36, small, SEAL)


@dataclass(frozen=True)
class _Fitted:
    texts: tuple[str, ...]
    size: float
    spacing: float

    def height(self, leading: float) -> float:
        return len(self.texts) * self.size * leading


def _set(
    lines: _Fitted, x: float, y: float, leading: float, colour: str
) -> Generator[Line, None, float]:
    """One below the other from `y` on; returns where they end. An opening mark, whose left half is
    empty, hangs, so that the edge looks straight.
    """
    for text in lines.texts:
        inner = (leading - 1) / 2 * lines.size
        hung = x - lines.size / 2 if text[0] in _NEVER_LAST[:-1] else x
        yield Line(text, hung, y + inner + lines.size * BASELINE, lines.size, colour, lines.spacing)
        y += lines.size * leading
    return y


def _fitted(
    text: str, room: float, sizes: tuple[float, ...], most: int, spacing: float = 0.0
) -> _Fitted:
    return next(_fits(text, room, sizes, most, spacing))


def _fits(
    text: str, room: float, sizes: tuple[float, ...], most: int, spacing: float = 0.0
) -> Iterator[_Fitted]:
    """The ways to set a text in no more than `most` lines, best first: one large line before two,
    two before three; and of those, large letters before small ones, but a few sizes are given for
    lines that end where the words pause. Where even the smallest is too large, it is cut with … .
    """
    upper = sizes[: len(sizes) // 2 + 1]
    for lines in range(1, most + 1):
        tried = sizes if lines == most else upper
        several = (broken(text, room, size, spacing, lines) for size in tried)
        ways = [
            (at * _SMALLER + _mid_phrase(texts), _Fitted(texts, size, spacing))
            for at, (size, texts) in enumerate(zip(tried, several, strict=True))
            if texts
        ]
        yield from (way for _, way in sorted(ways, key=lambda way: way[0]))
    texts = wrapped(text, room, sizes[-1], spacing)
    if len(texts) > most:
        texts = (*texts[: most - 1], texts[most - 1][:-1] + "…")
    yield _Fitted(texts, sizes[-1], spacing)


_UNEVEN = 3.0
"""What it costs when lines differ in length, by the square of the share of the room that they do,
beside the 1 that it costs when a line ends within a phrase."""
_SMALLER = 0.3
"""What each next smaller size costs."""
_PAUSES = "，。、；：！？…—·）》”’】」 "


def broken(text: str, room: float, size: float, spacing: float, lines: int) -> tuple[str, ...]:
    """The text in exactly this many lines, broken at pauses and into even lengths as far as may
    be; nothing where it does not fit. Few enough ways are tried: texts here are short.
    """
    parts = tuple(_parts(text))
    if lines > len(parts) or width(text, size, spacing) > room * lines:
        return ()
    best: tuple[str, ...] = ()
    cheapest = float("inf")
    for breaks in combinations(range(1, len(parts)), lines - 1):
        edges = (0, *breaks, len(parts))
        texts = tuple("".join(parts[a:b]).strip() for a, b in pairwise(edges))
        widths = [width(each, size, spacing) for each in texts]
        if max(widths) <= room and (cost := _cost(texts, widths, room)) < cheapest:
            best, cheapest = texts, cost
    return best


def _cost(texts: tuple[str, ...], widths: list[float], room: float) -> float:
    mean = sum(widths) / len(widths)
    uneven = sum(((each - mean) / room) ** 2 for each in widths)
    return _UNEVEN * uneven + _mid_phrase(texts)


def _mid_phrase(texts: tuple[str, ...]) -> int:
    """Lines that end where the words do not pause."""
    return sum(each[-1] not in _PAUSES for each in texts[:-1])


def wrapped(text: str, room: float, size: float, spacing: float = 0.0) -> tuple[str, ...]:
    """Lines no wider than `room`, as Chinese is broken: between any two characters, but no closing
    mark begins a line and no opening one ends it, and words of Latin letters stay whole.
    """
    lines: list[str] = []
    line = ""
    for part in _parts(text):
        if line and width(line + part.rstrip(), size, spacing) > room:
            lines.append(line.strip())
            line = ""
        line += part
    return (*lines, line.strip()) if line.strip() else tuple(lines)


def _parts(text: str) -> Iterator[str]:
    """The pieces between which a line may be broken."""
    part = ""
    for sign in " ".join(text.split()):
        if part and _parted(part[-1], sign):
            yield part
            part = ""
        part += sign
    if part:
        yield part


def _parted(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return not (before.isascii() and after.isascii() and before != " ")
