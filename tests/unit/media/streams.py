"""What films hold, bit for bit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av


def packets(path: Path, kind: str = "video") -> str:
    """Digest of the packets of the first track of a kind: `video` or `audio`."""
    told = hashlib.sha256()
    with av.open(str(path)) as container:
        track = container.streams.get({kind: 0})[0]
        for packet in container.demux(track):
            told.update(bytes(packet))
    return told.hexdigest()


def rotten(path: Path, target: Path, share: float = 0.5, length: int = 20_000) -> Path:
    """The same film with bytes turned over from a share of its packets on; its index is whole."""
    raw = bytearray(path.read_bytes())
    begin, end = raw.find(b"mdat") + 4, raw.rfind(b"moov") - 4
    start = begin + int((end - begin) * share)
    part = slice(start, min(start + length, end), 50)
    raw[part] = bytes(each ^ 0xFF for each in raw[part])
    target.write_bytes(raw)
    return target
