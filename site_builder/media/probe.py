"""What each original is, remembered by path, size and time so that it is looked at once."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from site_builder.content.library import Library
from site_builder.content.original import (
    Facts,
    FilmFacts,
    Originals,
    PictureFacts,
    TextFacts,
    Unreadable,
)
from site_builder.media import image, limits, video
from site_builder.media.recipe import Refused
from site_builder.whole import write_whole

VERSION = 4
"""Raise when the same bytes would be found to be something else."""
_KINDS: dict[str, TypeAdapter[Facts]] = {
    kind.__name__: TypeAdapter(kind) for kind in (PictureFacts, FilmFacts, TextFacts, Unreadable)
}
Stamp = tuple[int, int]
Told = tuple[str, Stamp, str, object]
"""What it should be, its stamp, the kind of facts found, and the facts."""
Known = dict[str, Told]


def find(library: Library, memory: Path, executor: Executor | None = None) -> Originals:
    """Facts of every photo, film and captions file that the library names, by absolute path.

    `memory` is a folder. A file unchanged in size and time is not opened again.
    """
    known, fresh, new = _recall(memory / "facts.json"), Known(), []
    found: Originals = {}
    for path, kind in named(library):
        stamp = _stamp(path)
        if stamp is None:
            found[path] = Unreadable("missing")
            continue
        told = known.get(str(path))
        facts = _remembered(told, kind, stamp)
        if told is None or facts is None:
            new.append((path, kind, stamp))
        else:
            found[path], fresh[str(path)] = facts, told
    for (path, kind, stamp), facts in zip(new, _looked(new, executor), strict=True):
        found[path] = facts
        name = type(facts).__name__
        fresh[str(path)] = (kind, stamp, name, _KINDS[name].dump_python(facts, mode="json"))
    if new or len(fresh) != len(known):
        write_whole(memory / "facts.json", json.dumps([VERSION, fresh]).encode())
    return found


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


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _looked(new: Sequence[tuple[Path, str, Stamp]], executor: Executor | None) -> list[Facts]:
    """What each is found to be. One that kills its process costs the others only a second look."""
    if executor is None:
        return [_look(each) for each in new]
    try:
        return list(executor.map(_look, new, chunksize=4))
    except BrokenExecutor:
        return [_looked_alone(each) for each in new]


def _looked_alone(new: tuple[Path, str, Stamp]) -> Facts:
    try:
        return limits.alone(_look, new)
    except BrokenExecutor:
        return Unreadable("crashed", "the program that reads it broke down")


def _look(new: tuple[Path, str, Stamp]) -> Facts:
    path, kind, (size, _) = new
    if size == 0:
        return Unreadable("empty")
    try:
        told = digest(path)
        if kind == "photo":
            with limits.within(limits.SECONDS):
                return image.look(path, told)
        return video.look(path, told) if kind == "film" else TextFacts(told, size)
    except Refused as refused:
        return Unreadable(refused.reason, refused.detail)
    except MemoryError:
        return Unreadable("too-large", "there is not enough memory for it")
    except OSError as error:
        return Unreadable("no-access", error.strerror or "")


def _stamp(path: Path) -> Stamp | None:
    """Size and time; None where there is no such file."""
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
