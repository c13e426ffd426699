"""The lists of the search index: what the documents hold, piece by piece, all of it at once.

The whole index is made here; one changed entry is worked in by `patch.py`.
"""

from __future__ import annotations

import gc
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from site_builder.publish import grams, postings
from site_builder.publish.grams import Reading

LONGEST = 5
"""Pieces of text in the index have so many signs at most."""
COMMON = 32_000
"""A piece whose full list is longer, in bytes, is common: longer pieces around it have lists."""

PARTS = 32
"""Into so many parts the work is cut that processes share."""

Index = dict[str, bytes]
"""Key -> its list."""


@dataclass(frozen=True)
class Lists:
    """All lists, and which pieces of text are common."""

    index: Index
    common: dict[str, int]
    """Piece -> how many bytes its full list would have."""


@dataclass(frozen=True)
class Line:
    """All texts of all documents one after the other, and where each sign of them stands."""

    text: str
    """With GAP before, after and between texts."""
    stands: array[int]
    """For each sign: its document's number and the place in it, as in `postings`."""


GAP = "\0"
"""Folded text never holds it."""
Offsets = dict[str, "array[int]"]
"""A piece of text -> where on the line it begins, ascending."""


def lists(readings: Sequence[Reading], processes: int = 1) -> Lists:
    """The lists of documents numbered as they come, made by so many processes."""
    line = lined(readings)
    index = {key: postings.brief(told) for key, told in _keyed(readings).items()}
    sizes: dict[str, int] = {}
    common: Offsets = {}
    for made in _shared(line, _signs(line), processes):
        index |= made.index
        sizes |= made.sizes
        common |= made.common
    for length in range(3, LONGEST + 1):
        longer, common = _around(line, common), {}
        for piece, offsets in longer.items():
            stands = [line.stands[each] for each in offsets]
            if size := _enter(index, piece, stands, longest=length == LONGEST):
                sizes[piece] = size
                common[piece] = offsets
    return Lists(index, dict(sorted(sizes.items())))


@dataclass(frozen=True)
class Made:
    """The lists of some signs and of the pairs that begin with them; of common pairs, the size of
    the full list and where on the line they begin.
    """

    index: Index
    sizes: dict[str, int]
    common: Offsets


def _shared(line: Line, signs: Offsets, processes: int) -> Iterator[Made]:
    """The lists of all signs: each is made apart from the others, so that processes can share."""
    if processes == 1:
        yield _of_signs(line, signs)
        return
    parts: list[Offsets] = [{} for _ in range(PARTS)]
    for at, sign in enumerate(sorted(signs, key=lambda each: (len(signs[each]), each))):
        parts[at % PARTS][sign] = signs[sign]
    with ProcessPoolExecutor(processes, initializer=_Worker.begin, initargs=(line,)) as executor:
        yield from executor.map(_Worker.work, parts)


class _Worker:
    """What lives in a process that shares the work: the line, handed over once."""

    line: Line

    @classmethod
    def begin(cls, line: Line) -> None:
        cls.line = line
        gc.disable()

    @classmethod
    def work(cls, signs: Offsets) -> Made:
        return _of_signs(cls.line, signs)


def _of_signs(line: Line, signs: Offsets) -> Made:
    """Sign by sign: what is worked on stays small, and near."""
    made = Made({}, {}, {})
    for sign, offsets in signs.items():
        stands = [line.stands[each] for each in offsets]
        made.index[sign] = postings.brief(_best(stands))
        following = [line.text[each + 1] for each in offsets]
        for next_, places in _split(following, stands).items():
            pair = sign + next_
            if size := _enter(made.index, pair, places):
                there = zip(offsets, following, strict=True)
                made.sizes[pair] = size
                made.common[pair] = array("Q", (at for at, each in there if each == next_))
    return made


def _enter(index: Index, piece: str, stands: Sequence[int], *, longest: bool = False) -> int:
    """Write a piece's list into the index. Gives the full one's size if that is too much to keep,
    and 0 for all others.
    """
    told = postings.full(stands)
    common = len(told) > COMMON and not longest
    index[piece] = postings.brief(_best(stands)) if common else told
    return len(told) if common else 0


@contextmanager
def no_collector() -> Iterator[None]:
    """Without looking for cycles: millions of small things live for a while, none of them in one."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def lined(readings: Sequence[Reading]) -> Line:
    texts, stands = [""], array("Q", [0])
    for number, reading in enumerate(readings):
        for begin, text in reading.texts:
            texts.append(text)
            first = (number << postings.LINE) + begin
            stands.extend(range(first, first + len(text) + 1))
    return Line(GAP.join([*texts, ""]), stands)


def _keyed(readings: Sequence[Reading]) -> dict[str, list[tuple[int, int]]]:
    """Keys that are no text -> documents, ascending, with grades."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for key, grade in reading.keys.items():
            found[key].append((number, grade))
    return found


def _signs(line: Line) -> Offsets:
    found: Offsets = defaultdict(partial(array, "Q"))
    for offset, sign in enumerate(line.text):
        found[sign].append(offset)
    found.pop(GAP, None)
    return found


def _split(following: Iterable[str], values: Iterable[int]) -> dict[str, array[int]]:
    """The values by the signs that stand beside them, in their order."""
    found: Offsets = defaultdict(partial(array, "Q"))
    for sign, value in zip(following, values, strict=True):
        found[sign].append(value)
    found.pop(GAP, None)
    return found


def _around(line: Line, common: Offsets) -> Offsets:
    """The pieces one sign longer than these that begin or end with one of them."""
    found: Offsets = {}
    for piece, offsets in common.items():
        behind = [line.text[each + len(piece)] for each in offsets]
        for sign, starts in _split(behind, offsets).items():
            found[piece + sign] = starts
        before = [line.text[each - 1] for each in offsets]
        for sign, starts in _split(before, (each - 1 for each in offsets)).items():
            if sign + piece[:-1] not in common:
                found[sign + piece] = starts
    return found


def _best(stands: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each document once, with the grade of its first place, which is its best."""
    first = {each >> postings.LINE: each for each in reversed(stands)}
    for document in reversed(first):
        yield document, grams.grade(first[document] & postings.ON_LINE)
