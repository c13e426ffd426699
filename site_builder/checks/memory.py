"""What the rules said of each entry, remembered by all that they read of it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter

from site_builder.content.library import Entry, Library
from site_builder.content.original import Originals
from site_builder.content.problem import Problem
from site_builder.lettering import FACES
from site_builder.whole import write_whole

_FILE = "found.json"
_CODE = Path(__file__).parent.parent
_ROOMS = ("checks", "content", "lettering")
"""What rules are made of: where one of these changed, everything is asked again."""
_READ = ("pypinyin", "pydantic")
Found = tuple[str, tuple[Problem, ...]]
"""The print of what the rules read of an entry, and what they said."""
_FOUND = TypeAdapter(dict[str, Found])


def recall(folder: Path | None) -> dict[str, Found]:
    """By an entry's file; nothing, where there is no memory that can be read."""
    try:
        return _FOUND.validate_json((folder / _FILE).read_bytes()) if folder else {}
    except (OSError, ValueError):
        return {}


def remember(folder: Path | None, known: Mapping[str, Found], fresh: dict[str, Found]) -> None:
    if folder is not None and known != fresh:
        with contextlib.suppress(OSError):  # a full or read-only disk costs time, not the site
            write_whole(folder / _FILE, _FOUND.dump_json(fresh))


def common(library: Library) -> str:
    """Of what the rules read for every entry: years, words, and the rules themselves."""
    told = [_rules(), library.vocabulary.model_dump_json()]
    told += [year.campaign.model_dump_json() for _, year in sorted(library.years.items())]
    return _digest("\0".join(told))


def print_(entry: Entry, originals: Originals, common: str) -> str:
    """Of what the rules read of one entry; empty where its file's bytes are not known."""
    if not entry.source.digest:
        return ""
    facts = [repr(originals.get(entry.folder / name)) for _, name in entry.files()]
    return _digest("\0".join([common, entry.source.file, entry.source.digest, *facts]))


@cache
def _rules() -> str:
    told = [version(name) for name in _READ]
    told += [f"{face.name} {face.stat().st_size}" for face in FACES]
    for room in _ROOMS:
        for path in sorted((_CODE / room).rglob("*.py")) or [_CODE / f"{room}.py"]:
            told.append(path.read_text("utf-8"))
    return _digest("\0".join(told))


def _digest(told: str) -> str:
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
