"""Zip archives whose bytes follow from what is put in: no clock and no machine leaves its mark."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from site_builder.whole import writing

_BEGIN = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell."""
_PACKED = {".txt", ".vtt", ".srt"}
"""What gets smaller; pictures, films and documents are packed already."""


class Archive:
    """An archive that is being written; it remembers the hash of each member."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w")
        self.sums: dict[str, str] = {}
        """Name -> SHA-256, in hex."""

    def add(self, name: str, content: bytes | Path | IO[bytes]) -> None:
        """Names with characters beyond ASCII are marked as UTF-8, which every Windows of today
        reads; without the mark it would take them for its own code page.
        """
        if isinstance(content, Path):
            with content.open("rb") as file:
                self._copy(name, file)
        else:
            self._copy(name, io.BytesIO(content) if isinstance(content, bytes) else content)

    def close(self) -> None:
        self._zip.close()

    def _copy(self, name: str, source: IO[bytes]) -> None:
        info = zipfile.ZipInfo(name, _BEGIN)
        packed = PurePosixPath(name).suffix in _PACKED
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o644 << 16
        told = hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as target:
            while raw := source.read(1 << 20):
                told.update(raw)
                target.write(raw)
        self.sums[name] = told.hexdigest()


@contextmanager
def written(target: Path) -> Iterator[Archive]:
    """An archive that stands at `target` once everything is in it, or not at all."""
    with writing(target) as file:
        archive = Archive(file)
        yield archive
        archive.close()


def members(archive: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each member's name, and its content while it is asked for."""
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            with opened.open(info) as file:
                yield info.filename, file


def undated(raw: bytes) -> bytes:
    """An office document's bytes, its members' times all the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as given, zipfile.ZipFile(out, "w") as told:
        for info in given.infolist():
            plain = zipfile.ZipInfo(info.filename, _BEGIN)
            plain.compress_type = zipfile.ZIP_DEFLATED
            with given.open(info) as source, told.open(plain, "w") as target:
                shutil.copyfileobj(source, target)
    return out.getvalue()
