"""From the content folder to a Library, with every problem that keeps a file out of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from site_builder.content import said, yaml_text
from site_builder.content.library import Entry, Library, Source, Year
from site_builder.content.model import (
    SLUG,
    Campaign,
    Kind,
    Project,
    Star,
    Vocabulary,
    Written,
)
from site_builder.content.problem import Place, Problem, Severity, Text
from site_builder.whole import write_whole

LARGEST = 1_000_000
"""Bytes. A story of 20,000 characters is 60,000."""
FILES: dict[Kind, tuple[str, type[Star] | type[Project]]] = {
    Kind.STAR: ("star.yml", Star),
    Kind.PROJECT: ("project.yml", Project),
}
VOCABULARY = "vocabulary.yml"
Known = dict[str, tuple[str, Any]]
"""By file: the digest of its bytes, and its values as written."""
Model = TypeVar("Model", bound=Written)


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what could not."""

    library: Library
    problems: tuple[Problem, ...]


def load(folder: Path, memory: Path | None = None) -> Loaded:
    """Read the whole content folder. Never raises for what an editor wrote.

    `memory` is a folder in which parsed values are remembered by the digest of their file, as
    plain JSON that the model validates again; what can't be read there is forgotten.
    """
    reader = _Reader(folder.resolve(), _recall(memory))
    vocabulary = reader.vocabulary()
    years = dict(reader.years())
    entries = tuple(reader.entries())
    _remember(memory, reader.known, reader.fresh)
    library = Library(reader.folder, entries, years, vocabulary)
    return Loaded(library, tuple(reader.problems))


@dataclass
class _Reader:
    """One reading of the folder: gathers problems on its way."""

    folder: Path
    known: Known
    fresh: Known = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def vocabulary(self) -> Vocabulary:
        path = self.folder / VOCABULARY
        if path.is_file():
            read = self.read(path, Vocabulary)
            if read is not None:
                return read
        else:
            self.problems.append(said.no_vocabulary(VOCABULARY))
        # Without its words every region and field would be unknown: one message is enough.
        return Vocabulary.model_construct(regions=(), fields=())

    def years(self) -> Iterator[tuple[int, Year]]:
        for path in sorted((self.folder / "campaigns").glob("*.yml")):
            campaign = self.read(path, Campaign)
            if campaign is None:
                continue
            if path.stem != str(campaign.year):
                self.problems.append(said.other_year(self._place(path, "year"), campaign.year))
                continue
            yield campaign.year, Year(campaign, self._source(path))

    def entries(self) -> Iterator[Entry]:
        for kind, (file, model) in FILES.items():
            for folder in self._folders(kind):
                path = folder / file
                if not path.is_file():
                    self.problems.append(said.no_file(self._name(folder), file))
                    continue
                data = self.read(path, model)
                if data is not None:
                    yield Entry(kind, folder.name, folder, data, self._source(path))

    def _folders(self, kind: Kind) -> Iterator[Path]:
        parent = self.folder / kind
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            if not folder.is_dir() or folder.name.startswith((".", "_")):
                continue
            if not SLUG.fullmatch(folder.name):
                self.problems.append(said.bad_slug(self._name(folder)))
            elif not folder.resolve().is_relative_to(self.folder):
                self.problems.append(said.outside(self._name(folder)))
            else:
                yield folder

    def read(self, path: Path, model: type[Model]) -> Model | None:
        """One file as its model; None when an error stops it."""
        name = self._name(path)
        try:
            raw = path.read_bytes() if path.stat().st_size <= LARGEST else None
        except OSError:
            self.problems.append(said.unreadable(name))
            return None
        if raw is None:
            self.problems.append(said.too_large(name, LARGEST))
            return None
        digest = hashlib.blake2b(raw, digest_size=16).hexdigest()
        known = self.known.get(name)
        value = known[1] if known and known[0] == digest else self._parse(name, raw)
        if value is None:
            return None
        read = self._validate(path, value, model)
        if read is not None:
            self.fresh[name] = (digest, value)
        return read

    def _parse(self, name: str, raw: bytes) -> Any:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.problems.append(said.not_utf8(Place(name, line, 1)))
            return None
        parsed = yaml_text.parse(text)
        for fault in parsed.faults:
            place = Place(name, fault.line, fault.column)
            self._error(place, fault.code, fault.what, fault.remedy)
        if parsed.faults:
            return None
        if not isinstance(parsed.value, dict):
            self.problems.append(said.not_a_mapping(Place(name, 1, 1)))
            return None
        return parsed.value

    def _validate(self, path: Path, value: Any, model: type[Model]) -> Model | None:
        try:
            return model.model_validate(_given(value))
        except ValidationError as error:
            source = self._source(path)
            told = error.errors(include_url=False)
            for each in told:
                if not _follows(each["loc"], [other["loc"] for other in told]):
                    self.problems.append(said.from_validation(source, each, model))
            return None

    def _error(self, place: Place, code: str, what: Text, remedy: Text) -> None:
        self.problems.append(Problem(place, code, Severity.ERROR, what, remedy))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _source(self, path: Path) -> Source:
        return Source(self._name(path), partial(_locate, path))

    def _place(self, path: Path, *inside: str | int) -> Place:
        return self._source(path).place(*inside)


def _follows(place: tuple[int | str, ...], others: list[tuple[int | str, ...]]) -> bool:
    """Whether a list is only called too short because something in it is wrong already."""
    return any(len(other) > len(place) and other[: len(place)] == place for other in others)


def _locate(path: Path) -> Mapping[tuple[str | int, ...], tuple[int, int]]:
    try:
        return yaml_text.parse(path.read_text("utf-8-sig")).marks
    except (OSError, ValueError):
        return {}


def _given(value: Any) -> Any:
    """The values without the keys that have nothing behind them."""
    if isinstance(value, dict):
        return {key: _given(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_given(each) for each in value]
    return value


def _recall(memory: Path | None) -> Known:
    if memory is None:
        return {}
    try:
        told = json.loads((memory / "parsed.json").read_bytes())
        return {name: (str(digest), value) for name, (digest, value) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(memory: Path | None, known: Known, fresh: Known) -> None:
    if memory is None or _digests(known) == _digests(fresh):
        return
    told = json.dumps(fresh, ensure_ascii=False, separators=(",", ":"))
    write_whole(memory / "parsed.json", told.encode())


def _digests(known: Known) -> dict[str, str]:
    return {name: digest for name, (digest, _) in known.items()}


__all__ = ["Loaded", "load"]
