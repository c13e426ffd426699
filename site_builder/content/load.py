"""From the content folder to a Library, with every problem that keeps a file out of it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from site_builder.content import said, yaml_text
from site_builder.content.library import Entry, Library, Opening, Source, Year
from site_builder.content.model import (
    SLUG,
    Campaign,
    Kind,
    Project,
    Region,
    Star,
    Theme,
    Vocabulary,
    Written,
)
from site_builder.content.problem import Place, Problem, error
from site_builder.content.programme import Programme
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
Listing = dict[str, os.DirEntry[str]]
Model = TypeVar("Model", bound=Written)
Yearly = TypeVar("Yearly", Campaign, Programme)


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what could not."""

    library: Library
    problems: tuple[Problem, ...]


Kept = dict[str, tuple[tuple[int, int], Written, str]]
"""By file: its size and time when it was read, what was read, and the digest of its bytes, for whoever loads again and again."""


def load(folder: Path, memory: Path | None = None, kept: Kept | None = None) -> Loaded:
    """Read the whole content folder. Never raises for what an editor wrote.

    `memory` is a folder in which parsed values are remembered by the digest of their file, as
    plain JSON that the model validates again; what can't be read there is forgotten. With `kept`, a
    file that is as large and as old as it was is not read at all.
    """
    first = not kept
    recalled = _recall(memory) if first else {}
    reader = _Reader(folder.resolve(), recalled, kept=kept if kept is not None else {})
    vocabulary = reader.vocabulary()
    years = dict(reader.years())
    openings = dict(reader.openings())
    entries = tuple(reader.entries())
    if first:
        _remember(memory, reader.known, reader.fresh)
    library = Library(reader.folder, entries, years, vocabulary, openings)
    return Loaded(library, tuple(reader.problems))


def again(before: Loaded, touched: Collection[str], kept: Kept) -> Loaded:
    """The same with these entries read anew, by their folders' names such as `stars/li-xiulan`.

    `kept` is that of the loading before. An entry may have come, gone or be in disorder since.
    """
    reader, names = _Reader(before.library.folder, {}, kept=kept), frozenset(touched)
    stay = (each for each in before.library.entries if each.address.rstrip("/") not in names)
    kinds = list(FILES)
    entries = sorted(
        (*stay, *reader.entries(names)), key=lambda each: (kinds.index(each.kind), each.slug)
    )
    problems = tuple(each for each in before.problems if not each.place.within(names))
    library = replace(before.library, entries=tuple(entries))
    return Loaded(library, problems + tuple(reader.problems))


def texts(folder: Path) -> Iterator[tuple[Path, type[Written]]]:
    """Every file that an editor writes, with its model; none that is a link or put aside by `_`."""
    kinds: dict[str, type[Written]] = {
        VOCABULARY: Vocabulary,
        "campaigns/*.yml": Campaign,
        "openings/*.yml": Programme,
        **{f"{kind}/*/{file}": model for kind, (file, model) in FILES.items()},
    }
    for pattern, model in kinds.items():
        for path in sorted(folder.glob(pattern)):
            linked = any(each.is_symlink() for each in (path, path.parent, path.parent.parent))
            if path.is_file() and not linked and path.parent.name[:1] not in {".", "_"}:
                yield path, model


@dataclass
class _Reader:
    """One reading of the folder: gathers problems on its way."""

    folder: Path
    known: Known
    fresh: Known = field(default_factory=dict)
    kept: Kept = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    def vocabulary(self) -> Vocabulary:
        path = self.folder / VOCABULARY
        if path.is_file():
            read = self.read(path, Vocabulary, path.is_symlink())
            if read is not None:
                self.problems += _twice(read, self._source(path))
                return read
        else:
            self.problems.append(said.no_vocabulary(VOCABULARY))
        # Without its words every region and field would be unknown: one message is enough.
        return Vocabulary.model_construct(regions=(), fields=())

    def years(self) -> Iterator[tuple[int, Year]]:
        for path, campaign in self._yearly("campaigns", Campaign):
            yield campaign.year, Year(campaign, self._source(path))

    def openings(self) -> Iterator[tuple[int, Opening]]:
        for path, programme in self._yearly("openings", Programme):
            yield programme.year, Opening(programme, self._source(path), path.parent)

    def _yearly(self, name: str, model: type[Yearly]) -> Iterator[tuple[Path, Yearly]]:
        """The files of a folder that are named by their year."""
        parent = self.folder / name
        if self._leaves(parent):
            self.problems.append(said.outside(name))
            return
        for path in sorted(parent.glob("*.yml")):
            read = self.read(path, model, path.is_symlink())
            if read is None:
                continue
            if path.stem != str(read.year):
                self.problems.append(said.other_year(self._place(path, "year"), read.year))
                continue
            yield path, read

    def entries(self, only: Collection[str] | None = None) -> Iterator[Entry]:
        """All, or those of these folders, such as `stars/li-xiulan`."""
        for kind, (file, model) in FILES.items():
            for folder in self._folders(kind, only):
                path, there = folder / file, _scan(folder)
                if file not in there or not there[file].is_file():
                    self.problems.append(said.no_file(self._name(folder), file))
                    continue
                data = self.read(path, model, there[file].is_symlink())
                if data is not None:
                    entry = Entry(kind, folder.name, folder, data, self._source(path))
                    self.problems += self._files(entry, there)
                    yield entry

    def _folders(self, kind: Kind, only: Collection[str] | None) -> Iterator[Path]:
        parent = self.folder / kind
        if self._leaves(parent):
            self.problems.append(said.outside(kind))
            return
        for name, found in sorted(_scan(parent).items()):
            if only is not None and f"{kind}/{name}" not in only:
                continue
            folder = parent / name
            if not found.is_dir() or name.startswith((".", "_")):
                continue
            if not SLUG.fullmatch(name):
                self.problems.append(said.bad_slug(self._name(folder)))
            elif found.is_symlink() and self._leaves(folder):
                self.problems.append(said.outside(self._name(folder)))
            else:
                yield folder

    def _files(self, entry: Entry, there: Listing) -> Iterator[Problem]:
        """Files that lie there under another case, or that are links out of the content folder."""
        for place, name in entry.files():
            if name in there and there[name].is_symlink() and self._leaves(entry.folder / name):
                yield said.link_outside(entry.place(*place), name)
            if name not in there:  # what isn't there at all is said by the checks
                meant = [each for each in there if _folded(each) == _folded(name)]
                if meant:
                    yield said.other_case(entry.place(*place), name, meant[0])

    def _leaves(self, path: Path) -> bool:
        try:
            return not path.resolve().is_relative_to(self.folder)
        except (OSError, RuntimeError):  # links in a circle
            return True

    def read(self, path: Path, model: type[Model], link: bool) -> Model | None:
        """One file as its model; None when an error stops it."""
        name = self._name(path)
        if link and self._leaves(path):
            self.problems.append(said.link_outside(Place(name), path.name))
            return None
        stamp = _stamp(path)
        if (held := self.kept.get(name)) and held[0] == stamp and isinstance(held[1], model):
            self.digests[name] = held[2]
            return held[1]
        read = self._opened(path, name, model)
        if read is not None and stamp is not None:
            self.kept[name] = (stamp, read, self.digests[name])
        return read

    def _opened(self, path: Path, name: str, model: type[Model]) -> Model | None:
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST + 1)
        except OSError:
            self.problems.append(said.unreadable(name))
            return None
        if len(raw) > LARGEST:
            self.problems.append(said.too_large(name, LARGEST))
            return None
        digest = hashlib.blake2b(raw, digest_size=16).hexdigest()
        self.digests[name] = digest
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
        except UnicodeDecodeError as wrong:
            line = raw[: wrong.start].count(b"\n") + 1
            self.problems.append(said.not_utf8(Place(name, line, 1)))
            return None
        parsed = yaml_text.parse(text)
        for fault in parsed.faults:
            place = Place(name, fault.line, fault.column)
            self.problems.append(error(place, fault.code, fault.what, fault.remedy))
        if parsed.faults:
            return None
        if not isinstance(parsed.value, dict):
            self.problems.append(said.not_a_mapping(Place(name, 1, 1)))
            return None
        return _given(parsed.value)

    def _validate(self, path: Path, value: Any, model: type[Model]) -> Model | None:
        try:
            return model.model_validate(value)
        except ValidationError as wrong:
            source = self._source(path)
            told = wrong.errors(include_url=False)
            for each in told:
                if not _follows(each["loc"], [other["loc"] for other in told]):
                    self.problems.append(said.from_validation(source, each, model))
            return None

    def _name(self, path: Path) -> str:
        return str(path)[len(str(self.folder)) + 1 :].replace(os.sep, "/")

    def _source(self, path: Path) -> Source:
        name = self._name(path)
        return Source(name, partial(_locate, path), self.digests.get(name, ""))

    def _place(self, path: Path, *inside: str | int) -> Place:
        return self._source(path).place(*inside)


def _follows(place: tuple[int | str, ...], others: list[tuple[int | str, ...]]) -> bool:
    """Whether a list is only called too short because something in it is wrong already."""
    return any(len(other) > len(place) and other[: len(place)] == place for other in others)


def _scan(folder: Path) -> Listing:
    """What lies in a folder, by name; nothing, where it isn't there or can't be read."""
    try:
        with os.scandir(folder) as found:
            return {each.name: each for each in found}
    except OSError:
        return {}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _twice(vocabulary: Vocabulary, source: Source) -> Iterator[Problem]:
    lists: dict[str, tuple[Region | Theme, ...]]
    lists = {"regions": vocabulary.regions, "fields": vocabulary.fields}
    for key, words in lists.items():
        seen: set[str] = set()
        for at, word in enumerate(words):
            for part in {"name": word.name, "slug": word.slug}.items():
                if part[1] in seen:
                    yield said.word_twice(source.place(key, at, part[0]), part[1])
                seen.add(part[1])
    taken: dict[tuple[int, int], str] = {}
    for at, region in enumerate(vocabulary.regions):
        if region.tile in taken:
            yield said.tile_twice(
                source.place("regions", at, "tile"), region.name, taken[region.tile]
            )
        elif region.tile is not None:
            taken[region.tile] = region.name


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
        if told.get("reader") != _reader():
            return {}
        return {name: (str(digest), value) for name, (digest, value) in told["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _remember(memory: Path | None, known: Known, fresh: Known) -> None:
    if memory is None or _digests(known) == _digests(fresh):
        return
    told = {"reader": _reader(), "files": fresh}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    with contextlib.suppress(OSError):  # a full or read-only disk costs time, not the site
        write_whole(memory / "parsed.json", text.encode())


def _reader() -> str:
    """The reading of YAML that the values were made by: the models judge them anew each time."""
    source = Path(yaml_text.__file__ or "")
    return hashlib.blake2b(source.read_bytes(), digest_size=16).hexdigest()


def _digests(known: Known) -> dict[str, str]:
    return {name: digest for name, (digest, _) in known.items()}


__all__ = ["Loaded", "again", "load", "texts"]
