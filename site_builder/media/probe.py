"""What each original is, remembered so that it is looked at once.

What lies beside its YAML is known again by path, size and time; what is elsewhere, by its content.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from site_builder.content.library import Library
from site_builder.content.original import (
    PASSING,
    Facts,
    FilmFacts,
    Originals,
    PictureFacts,
    TextFacts,
    Unreadable,
)
from site_builder.media import captions, demux, engine, image, limits
from site_builder.media.elsewhere import NOWHERE, Sources, fetched
from site_builder.media.recipe import Elsewhere, Refused
from site_builder.whole import digest, write_whole

VERSION = 5
"""Raise when the same bytes would be found to be something else."""
_KINDS: dict[str, TypeAdapter[Facts]] = {
    kind.__name__: TypeAdapter(kind) for kind in (PictureFacts, FilmFacts, TextFacts, Unreadable)
}
Stamp = tuple[int, int]
Told = tuple[str, Stamp, str, object]
"""What it should be, its stamp, the kind of facts found, and the facts."""
Known = dict[str, Told]


@dataclass(frozen=True)
class _Asked:
    """An original to be looked at, and what it should be: photo, film or captions."""

    path: Path
    kind: str
    stamp: Stamp
    elsewhere: Elsewhere | None = None
    """Where its bytes are when they are not at `path`."""

    @property
    def key(self) -> str:
        """What its facts are remembered by."""
        return self.elsewhere.digest if self.elsewhere else str(self.path)


def find(
    library: Library, memory: Path, executor: Executor | None = None, where: Sources = NOWHERE
) -> Originals:
    """Facts of every photo, film and captions file that the library names, by absolute path.

    `memory` is a folder. A file unchanged in size and time is not opened again, and one that is
    elsewhere (see `elsewhere.sources`) is fetched once for all.
    """
    known, fresh, new = _recall(memory / "facts.json"), Known(), []
    found: Originals = {}
    for path, kind in named(library):
        asked = _asked(path, kind, where.get(path))
        if isinstance(asked, Unreadable):
            found[path] = asked
            continue
        told = known.get(asked.key)
        facts = _remembered(told, kind, asked.stamp)
        if told is None or facts is None:
            new.append(asked)
        else:
            found[path], fresh[asked.key] = facts, told
    for asked, facts in zip(new, _looked(new, executor), strict=True):
        found[asked.path] = facts
        if not (isinstance(facts, Unreadable) and facts.reason in PASSING):
            name = type(facts).__name__
            plain = _KINDS[name].dump_python(facts, mode="json")
            fresh[asked.key] = (asked.kind, asked.stamp, name, plain)
    if new or len(fresh) != len(known):
        write_whole(memory / "facts.json", json.dumps([VERSION, fresh]).encode())
    return {path: _held(facts, where.get(path)) for path, facts in found.items()}


def look(path: Path, kind: str) -> Facts:
    """Facts of one file, remembered nowhere."""
    found = stamp(path)
    return Unreadable("missing") if found is None else _look(_Asked(path, kind, found))


def remembered(memory: Path) -> dict[Path, tuple[Stamp, Facts]]:
    """What is remembered of files beside their YAML, with the stamp that it holds for."""
    found = {}
    for key, told in _recall(memory / "facts.json").items():
        facts = _remembered(told, told[0], (told[1][0], told[1][1]))
        if facts is not None and key.startswith("/"):
            found[Path(key)] = ((told[1][0], told[1][1]), facts)
    return found


def _asked(path: Path, kind: str, elsewhere: Elsewhere | None) -> _Asked | Unreadable:
    """How to look at an original; why it can't be, where that is known beforehand."""
    found = stamp(path)
    if elsewhere is None:
        return Unreadable("missing") if found is None else _Asked(path, kind, found)
    if found is None:
        return (
            _Asked(path, kind, (elsewhere.bytes, 0), elsewhere)
            if elsewhere.place
            else Unreadable("not-allowed")
        )
    return _Asked(path, kind, found) if found[0] == elsewhere.bytes else Unreadable("other-content")


def _held(facts: Facts, elsewhere: Elsewhere | None) -> Facts:
    """The facts, if they are of the bytes that were named."""
    if elsewhere is None or isinstance(facts, Unreadable) or facts.digest == elsewhere.digest:
        return facts
    return Unreadable("other-content")


def _looked(new: Sequence[_Asked], executor: Executor | None) -> Iterator[Facts]:
    """What each one is, in order. One that takes a worker with it is looked at again, alone."""
    if executor is None:
        yield from map(_look, new)
        return
    futures = [executor.submit(_look, each) for each in new]
    try:
        for each, future in zip(new, futures, strict=True):
            try:
                yield future.result()
            except BrokenExecutor:
                yield _alone(each)
    finally:
        for future in futures:
            future.cancel()


def _alone(asked: _Asked) -> Facts:
    try:
        return engine.alone(_look, asked)
    except BrokenExecutor:
        return Unreadable("crashed")


def named(library: Library) -> Iterator[tuple[Path, str]]:
    """Every original once, with what it should be: photo, film or captions."""
    kinds: dict[tuple[str | int, ...], str] = {
        ("photos", "file"): "photo",
        ("film", "file"): "film",
        ("film", "captions"): "captions",
    }
    seen: set[Path] = set()
    for entry in library.entries:
        for where, name in entry.files():
            path = entry.folder / name
            if path not in seen:
                seen.add(path)
                yield path, kinds[where[0], where[-1]]


def _look(asked: _Asked) -> Facts:
    try:
        if asked.elsewhere is None:
            return _facts(asked.path, asked.kind, asked.stamp[0])
        with fetched(asked.elsewhere) as path:
            return _facts(path, asked.kind, asked.stamp[0])
    except Refused as refused:
        return Unreadable(refused.reason, refused.detail)
    except MemoryError:
        return Unreadable("too-large", "there is not enough memory for it")
    except FileNotFoundError:
        return Unreadable("not-shared")
    except OSError as error:
        return Unreadable("no-access", error.strerror or "")


def _facts(path: Path, kind: str, size: int) -> Facts:
    if size == 0:
        return Unreadable("empty")
    told = digest(path)
    if kind == "photo":
        with limits.within(limits.SECONDS):
            return image.look(path, told)
    return demux.look(path, told) if kind == "film" else TextFacts(told, size, captions.words(path))


def stamp(path: Path) -> Stamp | None:
    """Size and time of a file, by which it is taken to be the same; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None


def _remembered(told: Told | None, kind: str, stamp: Stamp) -> Facts | None:
    """What was found before, if the file is still the same and the memory makes sense."""
    try:
        if told is None or told[0] != kind or tuple(told[1]) != stamp:
            return None
        return _KINDS[told[2]].validate_python(told[3])
    except (ValidationError, KeyError, IndexError, TypeError):
        return None


def _recall(path: Path) -> Known:
    try:
        version, known = json.loads(path.read_bytes())
        return dict(known) if version == VERSION else {}
    except (OSError, ValueError, TypeError):
        return {}
