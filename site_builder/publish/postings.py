"""How the search index writes its lists of finds: numbers as printable signs, delta by delta.

A list stands in a script as the string of a JSON object, so it is written in 91 signs that need no
escape there and can't end a script element. `theme/assets/js/search.js` reads the same.

A *full* list tells where in each document a piece of text stands, a *brief* one only how good the
best of its places is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

SIGNS = bytes(code for code in range(0x21, 0x7F) if chr(code) not in '"\\<')
_LAST = 46
"""So many signs end a number, the other 45 are followed by more: one sign for numbers below 46,
two for numbers below 2,116, the places of most texts."""
_MORE = len(SIGNS) - _LAST
GRADES = 10
"""How many grades a brief list tells apart."""


class Growing:
    """A list that is being written: its last document, and the bytes so far."""

    __slots__ = ("last", "told")

    def __init__(self) -> None:
        self.last = -1
        self.told = bytearray()


Lists = dict[str, Growing]


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


def some(places: Sequence[int]) -> bytes:
    """Two places or more, ascending: how many, the first, and the steps between them."""
    told = [quick(len(places) - 2), quick(places[0])]
    before = places[0]
    for place in places[1:]:
        told.append(quick(place - before - 1))
        before = place
    return b"".join(told)


def add_full(lists: Lists, document: int, places: Mapping[str, Sequence[int]]) -> None:
    """Enter where each piece stands in a document. Documents come in ascending order."""
    for key, where in places.items():
        entry = lists.get(key)
        if entry is None:
            entry = lists[key] = Growing()
        step = document - entry.last - 1
        if len(where) == 1:
            entry.told += quick(2 * step) + quick(where[0])
        else:
            entry.told += quick(2 * step + 1) + some(where)
        entry.last = document


def add_brief(lists: Lists, document: int, grades: Mapping[str, int]) -> None:
    """Enter how good the best place of each key is in a document."""
    for key, grade in grades.items():
        entry = lists.get(key)
        if entry is None:
            entry = lists[key] = Growing()
        entry.told += quick(GRADES * (document - entry.last - 1) + grade)
        entry.last = document


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
