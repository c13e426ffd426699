"""QR codes of addresses as small files of the site."""

from __future__ import annotations

import hashlib
from pathlib import Path

from site_builder import codes
from site_builder.whole import write_whole


def name(target: str) -> str:
    """The code's file name: another target has another one, so that a file there stays right."""
    return f"{hashlib.sha256(target.encode()).hexdigest()[:16]}.svg"


def kept(target: str, memory: Path) -> Path:
    """The file of `target`'s code, made once: an entry's address is stable for ever."""
    path = memory / name(target)
    if not path.exists():
        write_whole(path, codes.svg(target))
    return path
