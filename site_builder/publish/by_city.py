"""Problems and entries sorted by city: whose they are, also where a file could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.content import load
from site_builder.content.library import Library
from site_builder.content.model import Project, Star
from site_builder.content.problem import Place, Problem, Severity

ELSEWHERE = ""
"""The name of no city: files that belong to none."""
_REGION = re.compile(rb"^region\s*(?::|\xef\xbc\x9a|\xa3\xba)\s*([^\r\n#]+)", re.MULTILINE)
"""The key with its colon, a full-width one in UTF-8 or GBK too."""
Homes = dict[str, str]
"""The city of each entry's file."""


@dataclass(frozen=True)
class City:
    """A city's entries, by file, and what is said of them."""

    name: str
    files: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def unsound(self) -> int:
        """Entries of which an error or a warning is told."""
        told = {each.place.file for each in self.problems if each.severity is not Severity.NOTE}
        return sum(Place(file).within(told) for file in self.files)

    @property
    def sound(self) -> int:
        return len(self.files) - self.unsound

    def count(self, severity: Severity) -> int:
        return sum(each.severity is severity for each in self.problems)


def homes(content: Path, library: Library) -> Homes:
    """The city of every entry, as it is written: of those that could not be read too."""
    read = {entry.source.file: entry.data.region for entry in library.entries}
    known = tuple(region.name for region in library.vocabulary.regions)
    for path, model in load.texts(content):
        name = path.relative_to(content).as_posix()
        if issubclass(model, Star | Project) and name not in read:
            read[name] = _guess(path, known)
    return read


def _guess(path: Path, known: Sequence[str]) -> str:
    """The city that a damaged file names, if it is one of the vocabulary's."""
    try:
        with path.open("rb") as file:
            found = _REGION.search(file.read(load.LARGEST))
    except OSError:
        return ELSEWHERE
    for encoding in ("utf-8", "gb18030") if found else ():
        told = found[1].decode(encoding, "replace").strip(" \t\"'“”\u3000") if found else ""
        if told in known:
            return told
    return ELSEWHERE


def cities(library: Library, problems: Iterable[Problem]) -> tuple[City, ...]:
    """The cities that have entries or problems, in the vocabulary's order; elsewhere comes last."""
    order = tuple(region.name for region in library.vocabulary.regions)
    return sorted_by(order, homes(library.folder, library), problems)


def sorted_by(order: Sequence[str], homes: Homes, problems: Iterable[Problem]) -> tuple[City, ...]:
    told = tuple(problems)
    return tuple(city for city in _all(order, homes, told) if city.files or city.problems)


def _all(order: Sequence[str], homes: Homes, problems: Sequence[Problem]) -> Iterator[City]:
    others = sorted(set(homes.values()) - {*order, ELSEWHERE})
    # Of some entries only the folder is told: its name is wrong.
    owners = homes | {file.rpartition("/")[0]: home for file, home in homes.items()}
    for name in (*dict.fromkeys(order), *others, ELSEWHERE):
        files = frozenset(file for file, home in homes.items() if home == name)
        mine = (each for each in problems if owners.get(each.place.file, ELSEWHERE) == name)
        yield City(name, files, tuple(mine))
