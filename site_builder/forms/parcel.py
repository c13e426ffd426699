"""What was sent, file by file: from folders and from zips, whose forms are never laid on the disk."""

from __future__ import annotations

import contextlib
import io
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from site_builder.forms.paper import Unfit

DEEPEST = 3
"""Zips within zips that are opened."""
INNER = 1_000_000_000
"""Bytes of a zip inside a zip, which is read whole."""
MOST = 20_000
"""Files of everything that is sent, those in archives too."""
ROOM = 60_000_000_000
"""Bytes that everything may unfold to: a province's films, and no bomb."""
SQUEEZED = 200
"""Times smaller than unfolded from which, above `SMALL` bytes, a file in an archive is a bomb: text
shrinks to a tenth, and photos and films not at all."""
SMALL = 50_000_000
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NOISE = {"thumbs.db", ".ds_store", "desktop.ini", "__macosx"}


@dataclass(frozen=True)
class Item:
    """One file. `path` is as it was sent, `/` between folders; `size` in bytes."""

    path: PurePosixPath
    size: int
    open: Callable[[], IO[bytes]] = field(compare=False, repr=False)
    packed: bool = False
    """It lies in an archive."""

    @property
    def ending(self) -> str:
        """Lower-case, without its dot."""
        return self.path.suffix.lower().lstrip(".")

    def read(self) -> bytes:
        """Raises `Unfit` of what is damaged in its archive."""
        with _torn(), self.open() as file:
            return file.read()

    def proved(self) -> None:
        """Read what lies in an archive to its end, as only that tells whether it is whole. Raises
        `Unfit`.
        """
        if self.packed:
            with _torn(), self.open() as file:
                while file.read(1 << 20):
                    pass


@contextlib.contextmanager
def _torn() -> Iterator[None]:
    """Whatever zipfile and what unpacks for it raise; an OSError without a number is bz2's."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError) as error:
        raise Unfit("torn") from error
    except OSError as error:
        if error.errno is None:
            raise Unfit("torn") from error
        raise


@dataclass(frozen=True)
class Refused:
    """A file that is not opened, and why: a code of `said.py`."""

    path: PurePosixPath
    reason: str


def items(paths: tuple[Path, ...]) -> Iterator[Item | Refused]:
    """Everything in files, folders and zips, in order of names; up to a limit, which is told."""
    seen, room = 0, ROOM
    for each in _all(paths):
        seen, room = seen + 1, room - (each.size if isinstance(each, Item) else 0)
        if seen > MOST or room < 0:
            yield Refused(each.path, "too-much")
            return
        yield each


def _all(paths: tuple[Path, ...]) -> Iterator[Item | Refused]:
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        else:
            yield from _opened(_of(path, PurePosixPath(path.name)), 0)


def _folder(root: Path) -> Iterator[Item | Refused]:
    for folder, folders, names in os.walk(root):
        folders.sort()
        folders[:] = [name for name in folders if not _noise(name)]
        for name in sorted(names):
            path = Path(folder) / name
            inner = PurePosixPath(root.name, *path.relative_to(root).parts)
            if not _noise(name) and path.is_file() and not path.is_symlink():
                yield from _opened(_of(path, inner), 0)


def _of(path: Path, name: PurePosixPath) -> Item:
    return Item(name, path.stat().st_size, lambda: path.open("rb"))


def _opened(item: Item, depth: int) -> Iterator[Item | Refused]:
    """The item itself, or what is in it."""
    if item.ending in {"rar", "7z", "tar", "gz"}:
        yield Refused(item.path, "other-archive")
    elif item.ending != "zip":
        yield item
    elif depth >= DEEPEST or (depth and item.size > INNER):
        yield Refused(item.path, "too-deep")
    else:
        yield from _zip(item, depth)


def _zip(item: Item, depth: int) -> Iterator[Item | Refused]:
    try:
        packed = zipfile.ZipFile(io.BytesIO(item.read()) if depth else item.open())
    except Unfit as unfit:
        yield Refused(item.path, unfit.reason)
        return
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError):  # such as names in no encoding
        yield Refused(item.path, "not-zip")
        return
    for info in sorted(packed.infolist(), key=_named):
        name = _named(info)
        inner = item.path.with_suffix("") / name
        if info.is_dir():
            continue
        if not _inside(name):
            yield Refused(item.path / PurePosixPath(name).name, "leads-out")
        elif any(map(_noise, PurePosixPath(name).parts)):
            continue
        elif info.flag_bits & 1:
            yield Refused(inner, "locked")
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield Refused(inner, "is-link")
        elif info.file_size > SMALL and info.file_size > SQUEEZED * info.compress_size:
            yield Refused(inner, "bomb")
        else:
            opener = partial(packed.open, info)
            yield from _opened(Item(inner, info.file_size, opener, packed=True), depth + 1)


def _named(info: zipfile.ZipInfo) -> str:
    """Its name as it was meant: without the mark of UTF-8, Windows here writes GBK."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _inside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not (
        name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or _CONTROL.search(name)
    )


def _noise(name: str) -> bool:
    return name.lower() in _NOISE or name.startswith((".", "~$"))
