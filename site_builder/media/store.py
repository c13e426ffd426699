"""Where copies lie: one folder per address, there whole or not at all.

`put` renames a finished folder into place, so that a kill at any moment leaves either all of it or
none. Nothing is forced to the disk: after a power cut the rename may be there without the bytes,
but then a file is too short or its note empty, which `get` sees, and what it can't see `verify`
does. Forcing some seven files a photo would cost a disk about as much time as making them.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from site_builder.media import note
from site_builder.media.recipe import Copy, Made
from site_builder.whole import digest

_PART = ".part-"
_STALE = 24 * 3600
"""Seconds after which an unfinished folder is taken for one whose builder was killed."""
_YOUNG = 15 * 60
"""Seconds in which a folder may be another build's, which is about to use it."""


@dataclass(frozen=True)
class Pruned:
    """What was removed: addresses, and the bytes of their copies."""

    addresses: tuple[str, ...]
    bytes: int


@dataclass(frozen=True)
class Verified:
    """How many addresses are sound, and which were damaged and have been removed."""

    sound: int
    damaged: tuple[str, ...]


class Store:
    """Folders of copies under `root`, named by address (see `recipe.address`)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, address: str) -> Made | None:
        """What stands at this address; None where it is not there or not whole."""
        told = note.read(self._folder(address))
        if told is None or not all(self._whole(copy) for copy in copies(told.made)):
            return None
        return told.made

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
            hashes = {name: digest(part / name) for name in _names(made)}
            (part / note.NAME).write_bytes(note.dumped(made, hashes))
            part.chmod(0o755)
            return self._swap(part, folder, address) or made
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what builders that were killed left behind."""
        for part in self.root.glob(f"??/{_PART}*"):
            with contextlib.suppress(OSError):
                if part.stat().st_mtime < time.time() - _STALE:
                    shutil.rmtree(part, ignore_errors=True)

    def unneeded(self, named: Iterable[str]) -> tuple[int, int]:
        """Bytes of all copies, and how many addresses are not named; changes nothing."""
        wanted, folders = set(named), list(self._folders())
        return sum(map(_weight, folders)), sum(each.name not in wanted for each in folders)

    def prune(self, named: Iterable[str]) -> Pruned:
        """Remove every address that is not named, but none so young that a build may be about to
        use it. Each goes at once, by a rename: a reader sees all of it or nothing.
        """
        self.sweep()
        wanted, gone, weight = set(named), [], 0
        for folder in self._folders():
            if folder.name in wanted or _age(folder) < _YOUNG:
                continue
            size = _weight(folder)
            if self._remove(folder):
                gone.append(folder.name)
                weight += size
        return Pruned(tuple(gone), weight)

    def verify(self) -> Verified:
        """Read every copy and hold it against the hash of when it was made. What differs is
        removed, so that the next build makes it again.
        """
        sound, damaged = 0, []
        for folder in self._folders():
            told = note.read(folder)
            if told is not None and all(
                self._same(copy, told.hashes) for copy in copies(told.made)
            ):
                sound += 1
            elif self._remove(folder):
                damaged.append(folder.name)
        return Verified(sound, tuple(damaged))

    def _folders(self) -> Iterator[Path]:
        """Every address, in order; not what is being made."""
        for folder in sorted(self.root.glob("??/*")):
            if not folder.name.startswith(_PART) and folder.is_dir():
                yield folder

    def _remove(self, folder: Path) -> bool:
        """Whether it was there to be removed: another may have been faster."""
        away = Path(tempfile.mkdtemp(prefix=_PART, dir=folder.parent))
        try:
            folder.rename(away)
        except FileNotFoundError:
            return False
        finally:
            shutil.rmtree(away, ignore_errors=True)
        return True

    def _same(self, copy: Copy, hashes: Mapping[str, str]) -> bool:
        try:
            return digest(self.root / copy.path) == hashes.get(Path(copy.path).name)
        except OSError:
            return False

    def _swap(self, part: Path, folder: Path, address: str) -> Made | None:
        """Put it in place, or return what another builder put there before."""
        for _ in range(3):
            try:
                part.rename(folder)
            except OSError:
                if not folder.exists():
                    raise
                if (there := self.get(address)) is not None:
                    return there
                self._remove(folder)  # damaged, and in the way
            else:
                return None
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


def _names(made: Made) -> Iterator[str]:
    return (Path(copy.path).name for copy in copies(made))


def _weight(folder: Path) -> int:
    """Bytes of its files; none for one that has just gone."""
    try:
        return sum(file.stat().st_size for file in folder.iterdir())
    except OSError:
        return 0


def _age(folder: Path) -> float:
    """Seconds since it was made; none for one that has just gone."""
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0


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
