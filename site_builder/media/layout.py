"""Where everything stands on a card or placard: decides, draws nothing."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.lettering import width
from site_builder.media.recipe import Words
from site_builder.media.setting import (
    BASELINE,
    INK,
    LINE,
    PAPER,
    SEAL,
    SEAL_SIGN,
    SOFT,
    Box,
    Code,
    Fitted,
    Line,
    Photo,
    Piece,
    Sheet,
    fits,
    fitted,
    placed,
    wrapped,
)


def wide(words: Words, photo: bool) -> Sheet:
    """1200×630: the photo at the left, the words beside it."""
    return Sheet(1200, 630, tuple(_wide(words, photo)))


def tall(words: Words, photo: bool) -> Sheet:
    """1080×1920: the photo above, the words below it."""
    return Sheet(1080, 1920, tuple(_upright(words, photo, Sheet(1080, 1920, ()), 10.8)))


def a2(words: Words, photo: bool) -> Sheet:
    """420×594 millimetres, composed as the tall one, with smaller letters and a larger photo."""
    return Sheet(420, 594, tuple(_upright(words, photo, Sheet(420, 594, ()), 3.3)))


def a1(words: Words, text: tuple[str, ...], photos: int) -> Sheet:
    """594×841 millimetres, for a show that goes from town to town: a board is read from two metres,
    so its text is set in letters of nine millimetres. `text` is its paragraphs.
    """
    return Sheet(594, 841, tuple(_board(words, text, photos)))


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
    owner = fitted(words.owner, room - side - 24, (24, 21), most=2)
    foot = bottom - 38 - owner.height(1.4)
    yield from placed(owner, left, foot, 1.4, SOFT)
    yield Line(words.place, left, bottom - 4, 24, SOFT)
    ceiling, gaps = 118.0, 25 + 20 + 20
    high = min(foot - 22, bottom - side - 16) - ceiling - gaps
    name, cited = _together(words, room, high)
    block = name.height(1.22) + cited.height(1.45)
    top = ceiling + (high - block) / 2
    yield from _honour(words, left, top, 25, room)
    y = yield from placed(name, left, top + 45, 1.22, INK)
    yield from placed(cited, left, y + 20, 1.45, INK)


def _together(words: Words, room: float, high: float) -> tuple[Fitted, Fitted]:
    """Name and citation as large as both fit below each other; the citation gives way last."""
    cited = fitted(words.citation, room, (33, 30, 27), most=2)
    for name in fits(words.name, room, (100, 88, 76, 66, 56, 48, 42, 36, 31), most=4, spacing=0.06):
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
    lines = fitted(
        words.name, room, _sizes(unit, 13, 11.5, 10, 8.6, 7.4, 6.4, 5.6), most=4, spacing=0.06
    )
    cited = fitted(words.citation, room, _sizes(unit, 4.9, 4.5), most=3)
    told = fitted(words.owner, room, _sizes(unit, 3.2, 2.9), most=2)
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
    yield from placed(lines, edge, name, 1.22, INK)
    yield from placed(cited, edge, citation, 1.55, INK)
    yield from placed(told, edge, owner, 1.45, SOFT)
    yield Line(words.place, edge, place + 3.2 * unit * BASELINE, 3.2 * unit, SOFT)
    yield Box(edge, rule, room, 0.2 * unit, LINE)
    if words.address:
        yield Code(words.address, across - edge - side, foot - side, side)
    yield from _brand(words, edge, foot - 12 * unit, 4 * unit, room - side - 4 * unit)


_EDGE = 36.0
"""Millimetres around a board's words."""
_PICTURE = 200.0
"""Millimetres that a board's first photo has at least: a text that is too long is set smaller, then
cut."""


def _board(words: Words, text: tuple[str, ...], photos: int) -> Iterator[Piece]:
    """The first photo above, names below it, then the text beside two more photos, the code at the
    foot. The text takes what it must, within bounds; the first photo has what is left.
    """
    across, down, unit = 594.0, 841.0, 5.0
    room, foot = across - 2 * _EDGE, down - _EDGE
    side = 76.0 if words.address else 0.0
    column = room * 0.6 if photos > 1 else room
    owner = fitted(words.owner, room - side - 20, _sizes(unit, 2.4, 2.1), most=2)
    rule = foot - max(side, 51.0 + owner.height(1.5)) - 20
    cited = fitted(words.citation, room, _sizes(unit, 4.4, 4), most=2)
    names = fitted(words.name, room, _sizes(unit, 13, 11, 9.4, 8, 7, 6), most=3, spacing=0.06)
    above = 12 + cited.height(1.5) + 6 + names.height(1.22) + 24 + 16
    usual = 9.2 if photos > 1 else 10.5
    told = _held(text, column, usual, rule - 14 - above - _PICTURE)
    body = rule - 14 - max(_high(told), 150.0 if photos > 1 else 0.0)
    citation = body - 12 - cited.height(1.5)
    name = citation - 6 - names.height(1.22)
    honour = name - 24
    top = honour - 16
    yield Box(0, 0, across, down, PAPER)
    yield from _ground(0, 0, across, top, photos > 0)
    yield Box(0, top, across, 4, SEAL)
    yield from _honour(words, _EDGE, honour, 16, room)
    yield from placed(names, _EDGE, name, 1.22, INK)
    yield from placed(cited, _EDGE, citation, 1.5, SEAL)
    y = body
    for lines, size in told:
        y = yield from placed(Fitted(lines, size, 0.0), _EDGE, y, 1.72, INK)
        y += 5
    if photos > 1:
        left, wide_ = _EDGE + column + 18, room - column - 18
        tall_ = (rule - 14 - body - 8) / 2 if photos > 2 else min(rule - 14 - body, wide_)
        for at in range(1, min(photos, 3)):
            yield Photo(left, body + 3 + (at - 1) * (tall_ + 8), wide_, tall_, at)
    yield Box(_EDGE, rule, room, 0.8, LINE)
    y = yield from placed(owner, _EDGE, rule + 16, 1.5, SOFT)
    yield Line(words.place, _EDGE, y + 11, 11, SOFT)
    if words.address:
        yield Code(words.address, across - _EDGE - side, foot - side, side)
    yield from _brand(words, _EDGE, foot - 33, 12, room - side - 20)


_Set = list[tuple[tuple[str, ...], float]]
"""Lines of each paragraph, and their size."""


def _held(text: tuple[str, ...], room: float, usual: float, most: float) -> _Set:
    """Paragraphs in the largest type in which they are no higher; what is left of them, where they
    are too long for the smallest.
    """
    told: _Set = []
    for share in (1.0, 0.9, 0.8, 0.7):
        told = [(wrapped(part, room, usual * share), usual * share) for part in text]
        if _high(told) <= most:
            return told
    while _high(told) > most:
        lines, size = told.pop()
        if kept := lines[:-1]:
            told.append((kept, size))
    lines, size = told[-1]
    return [*told[:-1], ((*lines[:-1], lines[-1][:-1] + "…"), size)]


def _high(told: _Set) -> float:
    return sum(len(lines) * size * 1.72 + 5 for lines, size in told)


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
        SEAL_SIGN, x + (across - size) / 2, y + (down - size) / 2 + size * BASELINE, size, PAPER
    )


def _brand(words: Words, x: float, y: float, size: float, hint: float) -> Iterator[Piece]:
    """The site's seal and name; below it, where there is room for it, what the code is for."""
    seal = size * 1.7
    yield Box(x, y, seal, seal, SEAL)
    yield Line(
        SEAL_SIGN, x + seal * 0.14, y + seal * 0.14 + seal * 0.72 * BASELINE, seal * 0.72, PAPER
    )
    yield Line(words.site, x + seal + size * 0.55, y + seal * 0.5 + size * 0.36, size, INK, 0.05)
    if hint:
        told = " · ".join(filter(None, ("扫码读故事" if words.address else "", words.sample)))
        small = fitted(told, hint, (size * 0.72, size * 0.62), most=2)
        yield from placed(small, x, y + seal + size * 0.55, 1.5, SOFT)
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
