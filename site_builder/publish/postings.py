"""How the search index writes its lists of finds: numbers as printable signs, delta by delta.

A list stands in a script as the string of a JSON object, so it is written in 91 signs that need no
escape there and can't end a script element. `theme/assets/js/search.js` reads the same.

A *full* list tells where in each document a piece of text stands, a *brief* one only how good the
best of its places is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SIGNS = bytes(code for code in range(0x21, 0x7F) if chr(code) not in '"\\<')
_DIGITS = bytes(max(0, SIGNS.find(code)) for code in range(256))
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


class _Written(dict[int, bytes]):
    """Numbers as they are written, each made once."""

    def __missing__(self, value: int) -> bytes:
        told = self[value] = number(value)
        return told


_WRITTEN = _Written()


def numbers(told: bytes) -> Iterator[int]:
    """All numbers of a list, as they were written."""
    value, worth = 0, 1
    for digit in told.translate(_DIGITS):
        value += worth * digit
        worth *= _MORE
        if digit < _LAST:
            yield value
            value, worth = 0, 1


def full(stands: Iterable[int]) -> bytes:
    """A full list of places in all documents, ascending.

    In a new document: twice the step from the one before, and the place. In the same: twice the
    step from the place before, and 1.
    """
    told: list[bytes] = []
    written, add = _WRITTEN, told.append
    before, last = -1, 0
    for each in stands:
        document = each >> LINE
        if document == before:
            add(written[2 * (each - last) - 1])
        else:
            add(written[2 * (document - before - 1)])
            add(written[each & ON_LINE])
            before = document
        last = each
    return b"".join(told)


def brief(graded: Iterable[tuple[int, int]]) -> bytes:
    """A brief list of documents, ascending, and their grades."""
    told = bytearray()
    before = -1
    for document, grade in graded:
        told += _WRITTEN[GRADES * (document - before - 1) + grade]
        before = document
    return bytes(told)


def read_full(told: bytes) -> dict[int, list[int]]:
    """Document -> places, ascending."""
    found: dict[int, list[int]] = {}
    document, given = -1, numbers(told)
    for each in given:
        if each % 2:
            found[document].append(found[document][-1] + each // 2 + 1)
        else:
            document += each // 2 + 1
            found[document] = [next(given)]
    return found


def read_brief(told: bytes) -> dict[int, int]:
    """Document -> grade."""
    found, document = {}, -1
    for each in numbers(told):
        document += each // GRADES + 1
        found[document] = each % GRADES
    return found
