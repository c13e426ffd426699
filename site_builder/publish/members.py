"""What lies inside a file: members of archives and documents, unpacked streams; within bounds."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DEEPEST = 6
"""Containers within containers that are opened."""
LARGEST = 1 << 29
"""Bytes of one member."""
MOST = 1 << 32
"""Bytes unpacked of one file: what is packed to burst ends here."""
_STREAM = re.compile(rb"stream\r?\n")
_CLOSED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd")
"""Archives that we have nothing to open with."""
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Member:
    """One piece of a file: its names from the outside in, and its bytes. A file is its own first."""

    path: tuple[str, ...]
    raw: bytes
    new: bool = True
    """Its bytes stand nowhere in what is around it; else they are only a part worth a hash."""


@dataclass(frozen=True)
class Unread:
    """What could not be looked into, and why: `locked`, `damaged`, `too-deep`, `too-large`,
    `unknown` (an archive of a kind that we can't open).
    """

    path: tuple[str, ...]
    reason: str


Unpack = Callable[[bytes, int], bytes]
"""Packed bytes, and how many to unpack at most."""


@dataclass
class _Room:
    left: int


def opens(head: bytes) -> bool:
    """Whether a file that begins so is a container, by its first eight bytes."""
    return head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", _PNG, b"%PDF-"))


def members(name: str, raw: bytes) -> Iterator[Member | Unread]:
    """The file itself, then everything in it, however deep within the bounds."""
    yield from _members((name,), raw, _Room(MOST), new=True)


def _members(
    path: tuple[str, ...], raw: bytes, room: _Room, *, new: bool
) -> Iterator[Member | Unread]:
    yield Member(path, raw, new)
    for found in _inside(path, raw, room):
        if isinstance(found, Unread):
            yield found
        elif len(path) > DEEPEST:
            yield Unread(path, "too-deep")
            return
        else:
            yield from _members(found.path, found.raw, room, new=found.new)


def _inside(path: tuple[str, ...], raw: bytes, room: _Room) -> Iterator[Member | Unread]:
    """One step in."""
    if raw.startswith(_CLOSED):
        yield Unread(path, "unknown")
    elif raw.startswith(b"\x1f\x8b"):
        yield _packed((*path, "gz"), raw, room, _gz)
    elif raw.startswith(b"BZh"):
        yield _packed((*path, "bz2"), raw, room, _bz2)
    elif raw.startswith(b"\xfd7zXZ\0"):
        yield _packed((*path, "xz"), raw, room, _xz)
    elif raw.startswith(_PNG):
        yield from _png(path, raw, room)
    elif b"%PDF-" in raw[:1024]:
        yield from _pdf(path, raw, room)
    # By its end, not its begin: an archive may hang on a picture.
    if b"PK\x05\x06" in raw[-66_000:] and zipfile.is_zipfile(io.BytesIO(raw)):
        yield from _zip(path, raw, room)
    elif raw.startswith(b"PK\x03\x04"):
        yield Unread(path, "damaged")


def _zip(path: tuple[str, ...], raw: bytes, room: _Room) -> Iterator[Member | Unread]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield _of_zip((*path, info.filename), archive, info, room)
    except (zipfile.BadZipFile, ValueError, OSError):
        yield Unread(path, "damaged")


def _of_zip(
    path: tuple[str, ...], archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: _Room
) -> Member | Unread:
    if info.flag_bits & 1:
        return Unread(path, "locked")
    try:
        with archive.open(info) as file:
            raw = file.read(min(LARGEST, room.left) + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, lzma.LZMAError):
        return Unread(path, "damaged")
    except (NotImplementedError, RuntimeError):  # a method of packing that Python has not
        return Unread(path, "unknown")
    return _taken(path, raw, room)


def _taken(path: tuple[str, ...], raw: bytes, room: _Room, *, new: bool = True) -> Member | Unread:
    if len(raw) > min(LARGEST, room.left):
        return Unread(path, "too-large")
    room.left -= len(raw)
    return Member(path, raw, new)


def _packed(path: tuple[str, ...], raw: bytes, room: _Room, unpack: Unpack) -> Member | Unread:
    try:
        told = unpack(raw, min(LARGEST, room.left) + 1)
    except (zlib.error, EOFError, OSError, ValueError, lzma.LZMAError):
        return Unread(path, "damaged")
    return _taken(path, told, room)


def _gz(raw: bytes, most: int) -> bytes:
    """All parts of it: a gz file may be several behind each other."""
    told = bytearray()
    while raw.startswith(b"\x1f\x8b") and len(told) < most:
        reader = zlib.decompressobj(31)
        told += reader.decompress(raw, most - len(told))
        if not reader.eof and len(told) < most:
            raise EOFError
        raw = reader.unused_data
    return bytes(told)


def _bz2(raw: bytes, most: int) -> bytes:
    with bz2.open(io.BytesIO(raw)) as file:
        return file.read(most)


def _xz(raw: bytes, most: int) -> bytes:
    with lzma.open(io.BytesIO(raw)) as file:
        return file.read(most)


def _pdf(path: tuple[str, ...], raw: bytes, room: _Room) -> Iterator[Member | Unread]:
    """Streams that FlateDecode opens, pages' text and embedded files among them. Others, such as
    photos in JPEG, are read as they stand.
    """
    if re.search(rb"/Encrypt\s", raw):
        yield Unread(path, "locked")
    for number, found in enumerate(_STREAM.finditer(raw), start=1):
        told = _inflated(memoryview(raw)[found.end() :], min(LARGEST, room.left) + 1)
        if told is not None:
            yield _taken((*path, f"stream {number}"), told, room)
        else:
            end = raw.find(b"endstream", found.end())
            body = raw[found.end() : end].rstrip(b"\r\n") if end > 0 else b""
            if body:  # its bytes were read with the file's own: only what lies in it is new
                yield _taken((*path, f"stream {number}"), body, room, new=False)


def _png(path: tuple[str, ...], raw: bytes, room: _Room) -> Iterator[Member | Unread]:
    """Texts and profiles that are packed; the others stand in plain bytes."""
    at = len(_PNG)
    while at + 12 <= len(raw):
        size, kind = struct.unpack(">I4s", raw[at : at + 8])
        body = raw[at + 8 : at + 8 + size]
        at += 12 + size
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            for start in (each.start() for each in re.finditer(rb"\x00", body)):
                told = _inflated(body[start + 1 + (kind != b"iTXt") :], min(LARGEST, room.left) + 1)
                if told is not None:
                    yield _taken((*path, kind.decode()), told, room)
                    break


def _inflated(raw: bytes | memoryview, most: int) -> bytes | None:
    """None where it is no zlib stream. A stream cut short gives what is there."""
    reader = zlib.decompressobj()
    try:
        return reader.decompress(raw, most) or None
    except zlib.error:
        return None
