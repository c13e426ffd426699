"""QR codes of addresses, as small SVG files: the only file that knows segno."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import segno

from site_builder.whole import write_whole


def name(target: str) -> str:
    """The code's file name: another target has another one, so that a file there stays right."""
    return f"{hashlib.sha256(target.encode()).hexdigest()[:16]}.svg"


def kept(target: str, memory: Path) -> Path:
    """The file of `target`'s code, made once: an entry's address is stable for ever."""
    path = memory / name(target)
    if not path.exists():
        write_whole(path, svg(target))
    return path


def svg(address: str) -> bytes:
    """A QR code that a phone reads from a screen or from paper.

    The mask is fixed: any of the eight is valid, and trying all takes five times as long.
    """
    out = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=2).save(
        out, kind="svg", border=2, light="#fff", xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue()
