"""The boxes of ISO media files (MP4, MOV, HEIC, AVIF): just enough to see torn ones and HDR."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_NEEDED = (b"moov", b"mdat", b"meta", b"moof")
"""Boxes that must be there to the end; what follows them may be anything."""
_PICTURES = (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
"""Brands of HEIC and AVIF, which share their boxes with films."""
PQ, HLG = 16, 18
"""Transfer functions of HDR, as ISO 23091-2 and ffmpeg number them."""


def is_torn(path: Path) -> bool:
    """Whether a needed box runs past the end, or a film's index never came."""
    with path.open("rb") as file:
        file.seek(4)
        if file.read(4) != b"ftyp":
            return False
        end = path.stat().st_size
        kinds = set()
        for kind, stop in _top(file, end):
            kinds.add(kind)
            if kind in _NEEDED and stop > end:
                return True
    return b"mdat" in kinds and not kinds & {b"moov", b"moof"} and not is_picture(path)


def is_picture(path: Path) -> bool:
    """Whether it calls itself a HEIC or AVIF."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:] in _PICTURES


def colour_code(path: Path) -> tuple[int, int]:
    """Primaries and transfer that a HEIC or AVIF names; (2, 2), unknown, where it names none."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    at = head.find(b"colrnclx")
    if at < 0 or head[4:8] != b"ftyp":
        return 2, 2
    code = head[at + 8 : at + 12]
    return int.from_bytes(code[:2], "big"), int.from_bytes(code[2:], "big")


def _top(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int]]:
    """Kind of each outermost box and where it should stop."""
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, kind = int.from_bytes(file.read(4), "big"), file.read(4)
        if size == 1:
            size = int.from_bytes(file.read(8), "big")
        stop = at + size if size else end
        yield kind, stop
        if stop < at + 8:
            return
        at = stop
