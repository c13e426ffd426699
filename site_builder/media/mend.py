"""Sound files that Pillow will not take, changed so that it does: bytes, no picture."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

TEXT = 1 << 20
"""Bytes that one text chunk of a PNG may hold, and …"""
TEXTS = 8 << 20
"""… that all may hold. Pillow refuses the whole picture for a chunk that is longer."""
_TEXT_CHUNKS = (b"tEXt", b"zTXt", b"iTXt")
_PNG = b"\x89PNG\r\n\x1a\n"
_CLEAR_PIXEL = (
    b"\x21\xf9\x04\x01\0\0\0\0"  # colour 0 is transparent
    b"\x2c\0\0\0\0\x01\0\x01\0\x80\xff\xff\xff\0\0\0"  # one pixel, with two colours of its own
    b"\x02\x02\x44\x01\0"  # it has colour 0
)


def mended(path: Path) -> BinaryIO | None:
    """The file as Pillow takes it; None where it needs no mending."""
    with path.open("rb") as file:
        head = file.read(13)
        if head.startswith(_PNG):
            return _without_long_texts(file)
        if head[:4] == b"GIF8" and len(head) == 13:
            return _with_a_pixel(file, head)
    return None


def _with_a_pixel(file: BinaryIO, head: bytes) -> BinaryIO | None:
    """A GIF that ends before its first picture is an empty screen, as browsers show it."""
    table = 3 << (1 + (head[10] & 7)) if head[10] & 0x80 else 0
    colours = file.read(table)
    return io.BytesIO(head + colours + _CLEAR_PIXEL + b";") if file.read(1) == b";" else None


def _without_long_texts(file: BinaryIO) -> BinaryIO | None:
    long = tuple(_long_texts(file))
    if not long:
        return None
    kept, at = io.BytesIO(), 0
    for start, stop in long:
        file.seek(at)
        kept.write(file.read(start - at))
        at = stop
    file.seek(at)
    kept.write(file.read())
    kept.seek(0)
    return kept


def _long_texts(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where each text chunk that is too long, or one too many, begins and ends."""
    told, at = 0, len(_PNG)
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        stop = at + 12 + length
        if kind in _TEXT_CHUNKS:
            size = _unpacked(kind, file.read(min(length, TEXT + 1)))
            told += size
            if size > TEXT or told > TEXTS:
                yield at, stop
        at = stop


def _unpacked(kind: bytes, content: bytes) -> int:
    """Bytes that a text takes, one more than `TEXT` standing for any more."""
    if kind == b"iTXt":
        _, _, content = content.partition(b"\0")
        packed, content = content[:1] == b"\x01", content[2:].split(b"\0", 2)[-1]
    else:
        packed, content = kind == b"zTXt", content.partition(b"\0")[2][kind == b"zTXt" :]
    if not packed:
        return len(content)
    try:
        return len(zlib.decompressobj().decompress(content, TEXT + 1))
    except zlib.error:
        return 0  # Pillow passes over it
