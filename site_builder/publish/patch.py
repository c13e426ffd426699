"""A few changed entries worked into an index that stands: the lists that they touch, no others.

The outcome is the same as that of a whole index made anew, to the byte, or there is none: where a
piece becomes common or stops to be, or a list long, the index is made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from site_builder.publish import grams, lists, postings
from site_builder.publish.grams import Reading

Share = Mapping[str, int | list[int]]
"""What a document has part in: key -> its grade in a brief list, its places in a full one."""
BYTES_PER_PLACE = 8
"""A place takes fewer, and what stands beside it grows by less."""


def share(reading: Reading, common: Collection[str]) -> Share:
    """What a document enters into the index, where these pieces are common."""
    found: dict[str, int | list[int]] = dict(reading.keys)
    for begin, text in reading.texts:
        for place, sign in enumerate(text, begin):
            found.setdefault(sign, grams.grade(place))
        for length in range(2, lists.LONGEST + 1):
            for place, piece in enumerate(grams.pieces(text, length), begin):
                if length > 2 and piece[:-1] not in common and piece[1:] not in common:
                    continue
                if piece in common:
                    found.setdefault(piece, grams.grade(place))
                else:
                    _places(found, piece).append(place)
    return found


def _places(found: dict[str, int | list[int]], piece: str) -> list[int]:
    places = found.setdefault(piece, [])
    assert isinstance(places, list)  # noqa: S101  # a piece is common or it is not
    return places


def changes(
    befores: Mapping[int, Share], afters: Mapping[int, Share]
) -> dict[str, dict[int, int | list[int] | None]]:
    """Key -> what it has anew of each document; None where it has nothing any more."""
    told: defaultdict[str, dict[int, int | list[int] | None]] = defaultdict(dict)
    for number, before in befores.items():
        after = afters[number]
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                told[key][number] = after.get(key)
    return told


def mended(told: bytes, changed: Mapping[int, int | list[int] | None], *, brief: bool) -> bytes:
    """A list with what it has anew of some documents."""
    if brief:
        grades: dict[int, object] = {**postings.read_brief(told), **changed}
        kept = ((number, grades[number]) for number in sorted(grades))
        return postings.brief((number, grade) for number, grade in kept if isinstance(grade, int))
    places: dict[int, object] = {**postings.read_full(told), **changed}
    return postings.full(
        (number << postings.LINE) + place
        for number in sorted(places)
        for place in _listed(places[number])
    )


def _listed(places: object) -> Sequence[int]:
    return places if isinstance(places, list) else ()


def lost(reading: Reading, piece: str) -> int:
    """So many bytes at most a common piece's full list would lose with this document."""
    stands = sum(text.startswith(piece, at) for _, text in reading.texts for at in range(len(text)))
    return BYTES_PER_PLACE * (stands + 1)
