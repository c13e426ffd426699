"""How the search index writes its lists of finds: numbers as printable signs, delta by delta.

A list stands in a script as the string of a JSON object, so it is written in 91 signs that need no
escape there and can't end a script element. `theme/assets/js/search.js` reads the same.

A *full* list tells where in each document a piece of text stands, a *brief* one only how good the
best of its places is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

SIGNS = bytes(code for code in range(0x21, 0x7F) if chr(code) not in '"\\<')
_LAST = 46
"""So many signs end a number, the other 45 are followed by more: one sign for numbers below 46,
two for numbers below 2,116, the places of most texts."""
_MORE = len(SIGNS) - _LAST
GRADES = 10
"""How many grades a brief list tells apart."""
LINE = 24
"""A place in all documents is one integer: the document's number, and in so many low bits the place
on its line."""
ON_LINE = (1 << LINE) - 1


def number(value: int) -> bytes:
    told = bytearray()
    while value >= _LAST:
        value -= _LAST
        told.append(SIGNS[_LAST + value % _MORE])
        value //= _MORE
    told.append(SIGNS[value])
    return bytes(told)


_SMALL = tuple(number(value) for value in range(1 << 15))


def quick(value: int) -> bytes:
    """`number`, looked up where that can be."""
    return _SMALL[value] if value < len(_SMALL) else number(value)


def numbers(told: bytes) -> Iterator[int]:
    """All numbers of a list, as they were written."""
    value, worth = 0, 1
    for code in told:
        digit = SIGNS.index(code)
        value += worth * digit
        worth *= _MORE
        if digit < _LAST:
            yield value
            value, worth = 0, 1


def full(places: Sequence[int]) -> bytes:
    """A full list of places in all documents, ascending.

    For each document: twice the step from the one before, and 1 more where it has several places;
    then how many, if several; the first place, and the steps to the others.
    """
    told: list[bytes] = []
    documents = [place >> LINE for place in places]
    before, at, end = -1, 0, len(documents)
    while at < end:
        document, first = documents[at], at
        at += 1
        while at < end and documents[at] == document:
            at += 1
        several = at - first > 1
        told.append(quick(2 * (document - before - 1) + several))
        if several:
            told.append(quick(at - first - 2))
        told.append(quick(places[first] & ON_LINE))
        for next_ in range(first + 1, at):
            told.append(quick(places[next_] - places[next_ - 1] - 1))
        before = document
    return b"".join(told)


def brief(graded: Iterable[tuple[int, int]]) -> bytes:
    """A brief list of documents, ascending, and their grades."""
    told = bytearray()
    before = -1
    for document, grade in graded:
        told += quick(GRADES * (document - before - 1) + grade)
        before = document
    return bytes(told)


def read_full(told: bytes) -> dict[int, tuple[int, ...]]:
    """Document -> places."""
    found, document, given = {}, -1, numbers(told)
    for head in given:
        document += head // 2 + 1
        count = next(given) + 2 if head % 2 else 1
        places = [next(given)]
        while len(places) < count:
            places.append(places[-1] + next(given) + 1)
        found[document] = tuple(places)
    return found


def read_brief(told: bytes) -> dict[int, int]:
    """Document -> grade."""
    found, document = {}, -1
    for each in numbers(told):
        document += each // GRADES + 1
        found[document] = each % GRADES
    return found
