"""Files as wholes: they appear whole or not at all, and are told apart by all their bytes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def note_name(folder: Path) -> str:
    """A file's name for what is noted of a folder elsewhere: the same for the same folder."""
    return f"{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}.json"


def write_whole(path: Path, content: bytes) -> None:
    """A file of these bytes, in one step: a reader sees the old file or the new one."""
    with writing(path) as out:
        out.write(content)


def write_new(path: Path, content: bytes) -> None:
    """A file of these bytes where there is none yet, whole or not at all.

    Raises `FileExistsError` where something stands there, and `OSError`; a folder that was made for
    it is removed again.
    """
    made = [each for each in (path.parent, *path.parent.parents) if not each.exists()]
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_symlink() or path.exists():
            raise FileExistsError(path)
        write_whole(part, content)
        _take(part, path)
    except OSError:
        for each in made:
            with contextlib.suppress(OSError):
                each.rmdir()
        raise


def _take(part: Path, path: Path) -> None:
    """Give a part its name unless somebody else has it by now; the part is gone afterwards."""
    try:
        os.link(part, path)  # unlike a renaming, this never writes over anything
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links, such as a USB stick
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Write beside the target, then rename over it once everything was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as out:
            yield out
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def placing(path: Path) -> Iterator[Path]:
    """A file beside the target for another program to write, which takes the target's place once the
    `with` has ended well. It has the target's ending.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=path.parent, prefix="."))
    try:
        part = folder / path.name
        yield part
        part.replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def link_whole(source: Path, target: Path) -> None:
    """Put a file at `target` by a hard link, or by a copy where links can't be made.

    A target that is the same file already is left alone.
    """
    with contextlib.suppress(FileNotFoundError):
        if target.samefile(source):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        os.link(source, part)
    except OSError:
        shutil.copyfile(source, part)
    part.replace(target)
