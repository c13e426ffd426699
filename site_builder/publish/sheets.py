"""Style sheets, each whole: what it imports is set in, so that a page waits for one file alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from site_builder.publish.site import Asset

FOLDER = "assets/css/"
_IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n+', re.MULTILINE)


def sheets(theme: Path, *names: str) -> Iterator[Asset]:
    """Sheets of a theme: those named (`stage.css`), or all."""
    for path in map((theme / FOLDER).joinpath, names) if names else (theme / FOLDER).glob("*.css"):
        yield Asset(FOLDER + path.name, partial(_whole, path))


def _whole(path: Path) -> bytes:
    return _read(path).encode()


def _read(path: Path) -> str:
    """A sheet with those that it imports in their place, as a browser would read them."""
    return _IMPORT.sub(lambda found: _read(path.parent / found[1]) + "\n", path.read_text("utf-8"))
