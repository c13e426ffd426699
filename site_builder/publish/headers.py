"""What a server says of each file: its type, and how long it may be kept without asking."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

RULES = 1
"""To be raised with any change here: files that a store already has are then told anew."""

LASTING = r"^(media|qr|assets/fonts|search)/(.*[/.-])?[0-9a-f]{16,}[/.]"
"""Addresses that name their content: what stands there never changes. nginx.conf has the same."""
FOR_EVER = "public, max-age=31536000, immutable"
ASK = "no-cache"
"""Kept, but asked about each time: a correction or a withdrawal is seen at once."""

_MEDIA = {
    ".avif": "image/avif", ".gif": "image/gif", ".ico": "image/x-icon", ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml", ".webp": "image/webp",
    ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm",
    ".woff": "font/woff", ".woff2": "font/woff2",
}  # fmt: skip
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PAPERS = {
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    ".gz": "application/gzip", ".json": "application/json", ".pdf": "application/pdf",
    ".webmanifest": "application/manifest+json", ".zip": "application/zip",
}  # fmt: skip
_TEXTS = {
    ".css": "text/css", ".csv": "text/csv", ".htm": "text/html", ".html": "text/html",
    ".js": "text/javascript", ".md": "text/markdown", ".mjs": "text/javascript",
    ".srt": "application/x-subrip", ".txt": "text/plain", ".vtt": "text/vtt",
    ".xml": "application/xml",
}  # fmt: skip
TYPES: Mapping[str, str] = MappingProxyType(
    _MEDIA | _PAPERS | {ending: f"{told}; charset=utf-8" for ending, told in _TEXTS.items()}
)
"""By a name's ending. Text says its charset; what JSON is written in needs no saying."""
FEEDS: Mapping[str, str] = MappingProxyType(
    {"feed.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json"}
)
"""By a file's name, wherever it lies."""
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Headers:
    """`Content-Type` and `Cache-Control`."""

    type: str
    cache: str


def headers(address: str) -> Headers:
    """Those of the file at an address below the site's own, written with `/`."""
    name = PurePosixPath(address)
    told = FEEDS.get(name.name) or TYPES.get(name.suffix.lower(), UNKNOWN)
    return Headers(told, FOR_EVER if re.match(LASTING, address) else ASK)
