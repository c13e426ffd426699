"""How words are set: fitted, broken into lines and placed on a sheet. Decides, draws nothing.

Lengths are in the unit that the sheet is measured in, pixels or millimetres; `y` counts downwards.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from site_builder.lettering import width

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
SEAL_SIGN = "学"
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
    index: int = 0
    """Which of the sheet's photos."""


@dataclass(frozen=True)
class Glow:
    """The whole sheet, `inner` in the middle and `outer` at its edges."""

    inner: str
    outer: str


@dataclass(frozen=True)
class Ring:
    """A circle around a point, its line `width` wide."""

    x: float
    y: float
    radius: float
    width: float
    colour: str


@dataclass(frozen=True)
class Code:
    """The QR code of an address, with its quiet zone."""

    address: str
    x: float
    y: float
    side: float


Piece = Line | Box | Photo | Code | Glow | Ring


@dataclass(frozen=True)
class Sheet:
    width: float
    height: float
    pieces: tuple[Piece, ...]
    """In the order in which they are drawn."""

    @property
    def photo(self) -> Photo | None:
        return next((piece for piece in self.pieces if isinstance(piece, Photo)), None)


@dataclass(frozen=True)
class Fitted:
    texts: tuple[str, ...]
    size: float
    spacing: float

    def height(self, leading: float) -> float:
        return len(self.texts) * self.size * leading


def placed(
    lines: Fitted, x: float, y: float, leading: float, colour: str
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


def fitted(
    text: str, room: float, sizes: tuple[float, ...], most: int, spacing: float = 0.0
) -> Fitted:
    return next(fits(text, room, sizes, most, spacing))


def fits(
    text: str, room: float, sizes: tuple[float, ...], most: int, spacing: float = 0.0
) -> Iterator[Fitted]:
    """The ways to set a text in no more than `most` lines, best first: one large line before two,
    two before three; and of those, large letters before small ones, but a few sizes are given for
    lines that end where the words pause. Where even the smallest is too large, it is cut with … .
    """
    upper = sizes[: len(sizes) // 2 + 1]
    for lines in range(1, most + 1):
        tried = sizes if lines == most else upper
        several = (broken(text, room, size, spacing, lines) for size in tried)
        ways = [
            (at * _SMALLER + _mid_phrase(texts), Fitted(texts, size, spacing))
            for at, (size, texts) in enumerate(zip(tried, several, strict=True))
            if texts
        ]
        yield from (way for _, way in sorted(ways, key=lambda way: way[0]))
    texts = wrapped(text, room, sizes[-1], spacing)
    if len(texts) > most:
        texts = (*texts[: most - 1], texts[most - 1][:-1] + "…")
    yield Fitted(texts, sizes[-1], spacing)


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
