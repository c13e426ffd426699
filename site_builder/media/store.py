"""Where copies lie: one folder per address, there whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from site_builder.media.recipe import (
    Captions,
    Copy,
    FilmSet,
    Made,
    PressCopy,
    Preview,
    StillSet,
    Storyboard,
)

_KINDS: dict[str, TypeAdapter[Made]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (StillSet, FilmSet, Captions, Storyboard, Preview, PressCopy)
}
_NOTE = "made.json"
_PART = ".part-"
_STALE = 24 * 3600
"""Seconds after which an unfinished folder is taken for one whose builder was killed."""


class Store:
    """Folders of copies under `root`, named by address (see `recipe.address`)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, address: str) -> Made | None:
        """What stands at this address; None where it is not there or not whole."""
        try:
            told = (self._folder(address) / _NOTE).read_bytes()
            kind, _, note = told.partition(b"\n")
            made = _KINDS[kind.decode()].validate_json(note)
        except (OSError, ValidationError, KeyError, UnicodeDecodeError):
            return None
        return made if all(self._whole(copy) for copy in copies(made)) else None

    def put(self, address: str, build: Callable[[Path], Made]) -> Made:
        """Let `build` make the copies in an empty folder, then put that in place.

        Paths in what `build` returns are names in its folder; here they become paths in the store.
        Two builders of one address both succeed: the first to finish stays.
        """
        folder = self._folder(address)
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=_PART, dir=folder.parent))
        try:
            made = _placed(build(part), f"{address[:2]}/{address}")
            (part / _NOTE).write_bytes(_note(made))
            part.chmod(0o755)
            self._swap(part, folder, address)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return made

    def sweep(self) -> None:
        """Remove what builders that were killed left behind."""
        for part in self.root.glob(f"??/{_PART}*"):
            with contextlib.suppress(OSError):
                if part.stat().st_mtime < time.time() - _STALE:
                    shutil.rmtree(part, ignore_errors=True)

    def _swap(self, part: Path, folder: Path, address: str) -> None:
        for _ in range(3):
            try:
                part.rename(folder)
            except OSError:
                if not folder.exists():
                    raise
                if self.get(address) is not None:
                    return
                shutil.rmtree(folder, ignore_errors=True)  # damaged, and in the way
            else:
                return
        raise OSError(f"{address} can't be put in its place")

    def _folder(self, address: str) -> Path:
        return self.root / address[:2] / address

    def _whole(self, copy: Copy) -> bool:
        try:
            return (self.root / copy.path).stat().st_size == copy.bytes
        except OSError:
            return False


def copies(made: Made) -> tuple[Copy, ...]:
    """Every file of what was made."""
    told = (getattr(made, field.name) for field in fields(made))
    return tuple(copy for value in told for copy in _copies_in(value))


def copy_of(path: Path, type_: str, width: int = 0, height: int = 0) -> Copy:
    """A file that was just made, named as `put` wants it."""
    return Copy(path.name, width, height, path.stat().st_size, type_)


def _note(made: Made) -> bytes:
    kind = type(made).__name__
    return kind.encode() + b"\n" + _KINDS[kind].dump_json(made)


def _placed(made: Made, folder: str) -> Made:
    """What was made, its copies named from the store's root."""

    def moved(value: object) -> object:
        if isinstance(value, Copy):
            return replace(value, path=f"{folder}/{value.path}")
        return tuple(map(moved, value)) if isinstance(value, tuple) else value

    told: dict[str, Any] = {each.name: moved(getattr(made, each.name)) for each in fields(made)}
    return replace(made, **told)


def _copies_in(value: object) -> tuple[Copy, ...]:
    """The copies that a field holds: one, several or none."""
    several = value if isinstance(value, tuple) else (value,)
    return tuple(each for each in several if isinstance(each, Copy))
