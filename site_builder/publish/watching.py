"""What changed on the disk, for a preview: looked at, not told by the system, so that it is the same on
every machine, a share in the network too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.content.load import FILES

MANY = 50
"""Entries that are read one by one when they changed; where more did, everything is looked through."""
REST = 3
"""As many times as long as a look took, nobody looks again: twenty thousand files are a lot of them."""
Looks = dict[str, tuple[int, int]]
"""Size and time by path, of files and of entries' folders: a folder's tells of what came and went."""


class Watch:
    """Tells what changed since it was last asked, the first time since it was made.

    `content` and the others are absolute. Everything below `others` is looked at: hand-written pages
    and the theme. `rest` is for how long nobody looks at everything again, in times of what a look took.
    """

    def __init__(self, content: Path, others: Iterable[Path], *, rest: float = REST) -> None:
        self.content = content
        self.others = tuple(others)
        self.rest = rest
        self._near: Looks = {}
        self._seen = self._looked()
        self._far = 0.0
        """When everything is looked at again."""

    def changed(self, folders: Iterable[Path]) -> set[str]:
        """Paths that came, went or are other ones.

        `folders` are entries' that are being read: they are looked at each time, with their photos.
        Everything, where it is much, is looked at less often.
        """
        start = time.monotonic()
        now = _nearby(folders)
        paths = _differing(self._near, now) | _differing(self._seen, now)
        self._near = now
        self._seen |= {path: told for path, told in now.items() if path in self._seen}
        if start >= self._far:
            told = self._looked()
            paths |= _differing(self._seen, told) | (self._seen.keys() ^ told.keys())
            self._seen, self._far = told, start + self.rest * (time.monotonic() - start)
        return paths

    def _looked(self) -> Looks:
        """At everything that pages are made of: YAML, hand-written pages and the theme."""
        told: Looks = {}
        for folder in self.others:
            told |= _stamps(folder, deep=True)
        for name in ("", "campaigns", "openings"):
            told |= _stamps(self.content / name)
        for kind, (file, _) in FILES.items():
            told |= _entries(self.content / kind, file)
        return told


def _nearby(folders: Iterable[Path]) -> Looks:
    told: Looks = {}
    for folder in folders:
        told |= (*_found([str(folder)]), *_stamps(folder))
    return told


def _differing(before: Looks, now: Looks) -> set[str]:
    """The paths of what was there and is another now."""
    return {path for path, told in now.items() if before.get(path, told) != told}


def touched(paths: Iterable[str], content: Path) -> set[str] | None:
    """The entries that these files are of, such as `stars/li-xiulan`; None where one is of no entry,
    or where there are too many to read them one by one.
    """
    found = set()
    for path in paths:
        kind, _, rest = path.removeprefix(f"{content}/").partition("/")
        if kind not in set(FILES) or not rest:
            return None
        found.add(f"{kind}/{rest.partition('/')[0]}")
    return found if len(found) <= MANY else None


def _entries(folder: Path, file: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for each in _scan(folder):
        yield from _found((each.path, f"{each.path}/{file}"))


def _stamps(folder: Path, *, deep: bool = False) -> Iterator[tuple[str, tuple[int, int]]]:
    for each in _scan(folder):
        if not each.is_dir():
            yield from _found([each.path])
        elif deep:
            yield from _stamps(Path(each.path), deep=True)


def _found(paths: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for path in paths:
        try:
            found = os.stat(path)  # noqa: PTH116 - some ten thousand times a look
        except OSError:
            continue
        yield path, (found.st_size, found.st_mtime_ns)


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return [each for each in found if not each.name.startswith(".")]
    except OSError:
        return []
