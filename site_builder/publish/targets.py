"""Where a site is delivered to: what every target can do, and the simplest, a folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from site_builder.content.problem import Text
from site_builder.publish.delivery import MANIFEST, File
from site_builder.whole import digest, write_whole


class Undelivered(Exception):
    """Something could not be read from a target, or done there. `why` is for people."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


class Unfit(Exception):
    """A target that can't be one. `why` is for people."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


class Target(Protocol):
    """A place that serves a site. Every method raises `Undelivered`."""

    def opened(self) -> AbstractContextManager[None]:
        """Hold what the other methods need, for as long as they are called."""

    def sizes(self, addresses: Iterable[str]) -> dict[str, int]:
        """The bytes of what lies at these addresses; what is not there is left out."""

    def manifest(self) -> bytes | None:
        """Our manifest as it lies there."""

    def held(self, files: Sequence[File]) -> frozenset[str]:
        """Addresses of those of these files that lie there already, by looking; all are of the right
        size. A target that can't tell names none.
        """

    def put(self, files: Sequence[File]) -> None:
        """Put files at their addresses. Each appears whole."""

    def record(self, manifest: bytes) -> None:
        """Put our manifest there."""

    def remove(self, addresses: Sequence[str]) -> None:
        """Remove files, in this order. What is gone already is no error."""


def still(file: File) -> None:
    """Raises `Undelivered` if a file of the site is no longer what was compared."""
    with contextlib.suppress(OSError):
        now = file.path.stat()
        if (now.st_size, now.st_mtime_ns) == (file.size, file.changed):
            return
    raise Undelivered(
        Text(
            f"上传期间网站文件变了：{file.address}。生成结束以后再运行一次。",
            f"The site changed while it was delivered: {file.address}. Run again after the build.",
        )
    )


class Folder:
    """A folder of this machine, or one that is mounted here.

    What a turn brings is copied first, beside what stands, then renamed: where there is no room, or
    no right to write, nothing has changed.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """One delivery at a time."""
        with contextlib.ExitStack() as held, _told():
            if self._root.exists():
                door = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
                held.callback(os.close, door)
                _lock(door, self._root)
            kept = held.pop_all()
        with kept:
            yield

    def sizes(self, addresses: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        with _told():
            for address in addresses:
                path = self._root / address
                if path.is_file():
                    found[address] = path.stat().st_size
        return found

    def manifest(self) -> bytes | None:
        path = self._root / MANIFEST
        with _told():
            return path.read_bytes() if path.exists() else None

    def held(self, files: Sequence[File]) -> frozenset[str]:
        with _told():
            same = (file for file in files if digest(self._root / file.address) == file.sha256)
            return frozenset(file.address for file in same)

    def put(self, files: Sequence[File]) -> None:
        parts = [(self._part(file.address), self._root / file.address) for file in files]
        try:
            with _told():
                for file, (part, _) in zip(files, parts, strict=True):
                    part.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file.path, part)
                    part.chmod(0o644)
                    still(file)
                for part, target in parts:
                    part.replace(target)
        finally:
            self._tidy(parts)

    def record(self, manifest: bytes) -> None:
        with _told():
            write_whole(self._root / MANIFEST, manifest)

    def remove(self, addresses: Sequence[str]) -> None:
        with _told():
            for address in addresses:
                self._part(address).unlink(missing_ok=True)
                (self._root / address).unlink(missing_ok=True)
                self._leave((self._root / address).parent)

    def _part(self, address: str) -> Path:
        """Where a file waits. The same name each time: what a kill leaves, the next run takes over."""
        path = self._root / address
        return path.with_name(f".{path.name}.site-builder.part")

    def _leave(self, folder: Path) -> None:
        """Remove folders that have become empty."""
        with contextlib.suppress(OSError):
            while folder != self._root:
                folder.rmdir()
                folder = folder.parent

    @staticmethod
    def _tidy(parts: Iterable[tuple[Path, Path]]) -> None:
        for part, _ in parts:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _lock(door: int, root: Path) -> None:
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Undelivered(
            Text(
                f"另一个部署正在写 {root}，等它结束。",
                f"Another delivery is writing to {root}: wait for it to end.",
            )
        ) from None


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """The system's refusals, in words for people."""
    try:
        yield
    except OSError as error:
        what = f"{error.strerror or error}：{error.filename or ''}"
        raise Undelivered(
            Text(f"目标文件夹写不进去或读不出来（{what}）。", f"The folder can't be used ({what}).")
        ) from error
