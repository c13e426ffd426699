"""Library: everything that was read and is in order, with the line of every field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from site_builder.content.model import Campaign, Kind, Project, Star, Vocabulary
from site_builder.content.problem import Place
from site_builder.content.programme import Programme

Path_ = tuple[str | int, ...]
"""Where in a file a value stands: `("photos", 0, "alt")`."""


def _nowhere() -> Mapping[Path_, tuple[int, int]]:
    return {}


@dataclass(frozen=True)
class Source:
    """A file that was read: its name under the content folder and the place of each value.

    Places are only asked for when there is something to say, so they are found then.
    """

    file: str
    locate: Callable[[], Mapping[Path_, tuple[int, int]]] = field(
        default=_nowhere, compare=False, repr=False
    )
    digest: str = field(default="", compare=False, repr=False)
    """Of the file's bytes, where it was read by a loader."""

    @cached_property
    def marks(self) -> Mapping[Path_, tuple[int, int]]:
        return self.locate()

    def place(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that is written."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (0, 0))
        return Place(self.file, line, column)


@dataclass(frozen=True)
class Entry:
    """One person or project: what its file says, and where its files lie."""

    kind: Kind
    slug: str
    folder: Path
    """Absolute; photos and film lie here."""
    data: Star | Project
    source: Source

    @cached_property
    def address(self) -> str:
        """Stable for ever: `stars/li-xiulan/`."""
        return f"{self.kind}/{self.slug}/"

    def place(self, *path: str | int) -> Place:
        return self.source.place(*path)

    def files(self) -> Iterator[tuple[Path_, str]]:
        """The names of its photos, film and captions, each with where it is written."""
        for at, photo in enumerate(self.data.photos):
            yield ("photos", at, "file"), photo.file
        if film := self.data.film:
            yield ("film", "file"), film.file
            if film.captions:
                yield ("film", "captions"), film.captions


@dataclass(frozen=True)
class Year:
    """One campaign and the file that it was read from."""

    campaign: Campaign
    source: Source


@dataclass(frozen=True)
class Opening:
    """One year's programme, the file that it was read from, and the folder of that file."""

    programme: Programme
    source: Source
    folder: Path


@dataclass(frozen=True)
class Library:
    """The content folder, as far as it is in order. Entries are sorted by kind and slug."""

    folder: Path
    entries: tuple[Entry, ...]
    years: Mapping[int, Year]
    vocabulary: Vocabulary
    openings: Mapping[int, Opening] = field(default_factory=dict)

    def named(self, told: str) -> tuple[Entry, ...]:
        """The entries of this slug, or of this address such as `stars/li-xiulan`."""
        return self._names.get(told.strip("/"), ())

    @cached_property
    def _names(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            for name in (entry.slug, entry.address.strip("/")):
                found[name] = (*found.get(name, ()), entry)
        return found

    def without(self, files: frozenset[str]) -> Library:
        """This library less the entries of these files (as named in `Place.file`)."""
        kept = tuple(entry for entry in self.entries if entry.source.file not in files)
        return replace(self, entries=kept)
