"""Problem: what is wrong in an editor's file, where, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    """A language that messages are given in."""

    ZH = "zh"
    EN = "en"


class Severity(StrEnum):
    """How much a problem stops.

    ERROR keeps the entry (or file) out of everything. WARNING lets it pass. NOTE only explains,
    such as why an entry that is in order is not shown yet.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Text:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.zh if lang is Lang.ZH else self.en


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file under the content folder.

    `file` is relative to the content folder, with `/`. `line` and `column` count from 1; 0 means
    the whole file.
    """

    file: str
    line: int = 0
    column: int = 0

    def within(self, names: Collection[str]) -> bool:
        """Whether it is one of these files or folders, or lies in one of the folders."""
        return self.file in names or self.file.rpartition("/")[0] in names


@dataclass(frozen=True)
class Problem:
    """One thing for an editor to mend. `code` is short, stable and lower-case: `photo-missing`."""

    place: Place
    code: str
    severity: Severity
    what: Text
    remedy: Text

    @property
    def stops(self) -> bool:
        return self.severity is Severity.ERROR


def error(place: Place, code: str, what: Text, remedy: Text) -> Problem:
    """What keeps an entry from being shown."""
    return Problem(place, code, Severity.ERROR, what, remedy)


def warning(place: Place, code: str, what: Text, remedy: Text) -> Problem:
    """What the notice asks otherwise: the entry is approved, so it is shown all the same."""
    return Problem(place, code, Severity.WARNING, what, remedy)


def note(place: Place, code: str, what: Text, remedy: Text) -> Problem:
    """What is in order, and only to be explained."""
    return Problem(place, code, Severity.NOTE, what, remedy)


def near(word: str, known: Sequence[str], likeness: float = 0.6) -> str:
    """The known word that this one is a slip of, or an empty string."""
    return next(iter(difflib.get_close_matches(word, known, 1, likeness)), "")
