"""The lists of the search index: what the documents hold, piece by piece, all of it at once.

The whole index is made here; one changed entry is worked in by `patch.py`.
"""

from __future__ import annotations

import gc
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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
"""A piece of text -> where on the line it begins, ascending, in four bytes each."""


def lists(readings: Sequence[Reading], processes: int = 1) -> Lists:
    """The lists of documents numbered as they come, made by so many processes."""
    line = lined(readings)
    index = {key: postings.brief(told) for key, told in _keyed(readings).items()}
    sizes: dict[str, int] = {}
    with _sharing(line, processes) as share:
        made = _together(share(_of_signs, _signs(line)))
        for length in range(3, LONGEST + 1):
            index |= made.index
            sizes |= made.sizes
            work = partial(_around, common=frozenset(made.pieces), longest=length == LONGEST)
            made = _together(share(work, made.pieces))
    return Lists(index | made.index, dict(sorted(sizes.items())))


@dataclass(frozen=True)
class Made:
    """Lists of some pieces; of the common ones among them, the size of the full list, and where on
    the line they begin.
    """

    index: Index
    sizes: dict[str, int]
    pieces: Offsets


def _together(all_: Iterable[Made]) -> Made:
    whole = Made({}, {}, {})
    for made in all_:
        whole.index.update(made.index)
        whole.sizes.update(made.sizes)
        whole.pieces.update(made.pieces)
    return whole


Work = Callable[[Line, Offsets], Made]
Share = Callable[[Work, Offsets], Iterable[Made]]


@contextmanager
def _sharing(line: Line, processes: int) -> Iterator[Share]:
    """A way to have work done: each piece apart from the others, so that processes can share."""
    if processes == 1:
        yield lambda work, pieces: [work(line, pieces)]
        return
    with ProcessPoolExecutor(processes, initializer=_Worker.begin, initargs=(line,)) as executor:
        yield lambda work, pieces: executor.map(partial(_Worker.do, work), _parts(pieces))


def _parts(pieces: Offsets) -> list[Offsets]:
    """About equal parts."""
    parts: list[Offsets] = [{} for _ in range(PARTS)]
    for at, piece in enumerate(sorted(pieces, key=lambda each: (len(pieces[each]), each))):
        parts[at % PARTS][piece] = pieces[piece]
    return parts


class _Worker:
    """What lives in a process that shares the work: the line, handed over once."""

    line: Line

    @classmethod
    def begin(cls, line: Line) -> None:
        cls.line = line
        gc.disable()

    @classmethod
    def do(cls, work: Work, pieces: Offsets) -> Made:
        return work(cls.line, pieces)


def _of_signs(line: Line, signs: Offsets) -> Made:
    """The lists of signs and of the pairs that begin with them.

    Sign by sign: what is worked on stays small, and near.
    """
    made = Made({}, {}, {})
    for sign, offsets in signs.items():
        stands = [line.stands[each] for each in offsets]
        made.index[sign] = postings.brief(_best(stands))
        following = [line.text[each + 1] for each in offsets]
        for next_, places in _split(following, stands).items():
            if _enter(made, sign + next_, places):
                there = zip(offsets, following, strict=True)
                made.pieces[sign + next_] = array("I", (at for at, each in there if each == next_))
    return made


def _around(line: Line, pieces: Offsets, *, common: frozenset[str], longest: bool) -> Made:
    """The lists of the pieces one sign longer than these common ones, which begin or end so.

    Those that begin with another common piece are left to that.
    """
    made = Made({}, {}, {})

    def enter(longer: str, offsets: array[int]) -> None:
        if _enter(made, longer, [line.stands[each] for each in offsets], longest=longest):
            made.pieces[longer] = offsets

    for piece, offsets in pieces.items():
        behind = [line.text[each + len(piece)] for each in offsets]
        for sign, starts in _split(behind, offsets).items():
            enter(piece + sign, starts)
        before = [line.text[each - 1] for each in offsets]
        for sign, starts in _split(before, (each - 1 for each in offsets)).items():
            if sign + piece[:-1] not in common:
                enter(sign + piece, starts)
    return made


def _enter(made: Made, piece: str, stands: Sequence[int], *, longest: bool = False) -> bool:
    """Write a piece's list into the index; whether the full one is too much to keep."""
    told = postings.full(stands)
    common = len(told) > COMMON and not longest
    if common:
        made.sizes[piece] = len(told)
        told = postings.brief(_best(stands))
    made.index[piece] = told
    return common


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
    found: Offsets = defaultdict(partial(array, "I"))
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


def _best(stands: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each document once, with the grade of its first place, which is its best."""
    first = {each >> postings.LINE: each for each in reversed(stands)}
    for document in reversed(first):
        yield document, grams.grade(first[document] & postings.ON_LINE)
