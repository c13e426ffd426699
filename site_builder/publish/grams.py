"""What an entry is found by: its texts as the index reads them, sign by sign, and other keys.

The texts of an entry lie on one line of places, each zone at its own begin: so a place tells how
good a find is, and no piece of text runs from one text into the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import accumulate

from site_builder.publish import folding


@dataclass(frozen=True)
class Document:
    """What search may find of one entry: plain text, the best kinds first."""

    slug: str
    href: str
    """Relative to the site's root: `stars/li-xiulan/`."""
    kind: str
    """`stars` or `projects`."""
    pinyin: str | None
    """The reading of the name, where the automatic one is wrong."""
    name: str
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """Position, title of the film."""
    places: tuple[str, ...] = ()
    """Organisation, region, themes, honours."""
    citation: str = ""
    summary: str = ""
    story: str = ""
    captions: tuple[str, ...] = ()
    """Of photos."""
    transcript: str = ""
    """Of the film."""
    card: Mapping[str, object] = field(default_factory=dict)
    """What else is shown of a find, as JSON has it. Nothing in it is searched."""

    def zones(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for zone in ZONES:
            told = getattr(self, zone)
            yield zone, (told,) if isinstance(told, str) else told


ZONES = {
    "name": 64, "aliases": 64, "titles": 64, "places": 192, "citation": 64, "summary": 384,
    "story": 16_384, "captions": 4_096, "transcript": 0,
}  # fmt: skip
"""Kinds of text, best first, and how many places each has. What has no room in its zone stands
behind the last one, which has no end."""
assert set(ZONES) <= {each.name for each in fields(Document)}  # noqa: S101
BEGINS = dict(zip(ZONES, accumulate(ZONES.values(), initial=0), strict=False))
GRADE = {zone: at + 1 for at, zone in enumerate(ZONES)}
"""The grade of a find in each zone; 0 is the opening of the name."""
_GRADED = (0, *(max(1, begin) for begin in BEGINS.values()))

WHOLE, GUESS = "=", "?"
SOUND, INITIALS, NEAR = "~", "^", "%"
"""What keys begin with that are no text. Folded text holds none of these signs."""
KEYS = WHOLE + GUESS + SOUND + INITIALS + NEAR
WRONG = "*"
"""Stands for the wrong character in a guess."""
GUESSED = range(3, 11)
"""Names of so many characters are found with one of them wrong: all of two would be alike."""
NAME_WHOLE, NAME_PART, ALIAS_WHOLE, ALIAS_PART = range(4)
"""The grades of keys of sound."""


@dataclass(frozen=True)
class Reading:
    """A document as the index reads it."""

    texts: tuple[tuple[int, str], ...]
    """Place of the first sign, and the folded text; ascending."""
    keys: Mapping[str, int]
    """Other keys, with their grades."""


def read(document: Document) -> Reading:
    return Reading(tuple(_texts(document)), _keys(document))


def _texts(document: Document) -> Iterator[tuple[int, str]]:
    """The folded texts at their places, with one place free between two of them."""
    late: list[str] = []
    for zone, texts in document.zones():
        at, room = BEGINS[zone], ZONES[zone]
        end = at + room
        for text in map(folding.fold, texts if room else (*texts, *late)):
            if room and at + len(text) >= end:
                late.append(text)
            elif text:
                yield at, text
                at += len(text) + 1


def grade(place: int) -> int:
    """How good a find at this place is; smaller is better."""
    return bisect_right(_GRADED, place) - 1


def pieces(text: str, length: int) -> list[str]:
    """All overlapping pieces of a text: 葛天才 has 葛天 and 天才 of length 2."""
    return list(map("".join, zip(*(text[at:] for at in range(length)), strict=False)))


# --- other keys ----------------------------------------------------------------------------


def _keys(document: Document) -> dict[str, int]:
    """Whole names, their sounds, and their guesses. A key keeps its best grade."""
    found: dict[str, int] = {}
    for alias in reversed(document.aliases):
        found |= _named(alias, None, ALIAS_WHOLE, ALIAS_PART)
    return found | _named(document.name, document.pinyin, NAME_WHOLE, NAME_PART)


def _named(name: str, reading: str | None, whole: int, part: int) -> dict[str, int]:
    folded = folding.fold(name)
    if not folded:
        return {}
    spoken = folding.syllables(name, reading)
    first = [each[0] for each in spoken]
    found: dict[str, int] = {}
    for start, end in folding.runs(spoken):
        letters = "".join(spoken[start:end])
        keys = [SOUND + letters, NEAR + folding.near(letters)]
        if end - start > 1:
            keys.append(INITIALS + "".join(first[start:end]))
        worth = whole if (start, end) == (0, len(spoken)) else part
        for key in keys:
            found[key] = min(worth, found.get(key, worth))
    return found | dict.fromkeys((WHOLE + folded, *guesses(folded)), whole)


def guesses(folded: str) -> tuple[str, ...]:
    """A name with each of its characters wrong: 葛天才 gives *天才, 葛*才, 葛天*."""
    if len(folded) not in GUESSED:
        return ()
    return tuple(GUESS + folded[:at] + WRONG + folded[at + 1 :] for at in range(len(folded)))
