"""Sentences in a picture's metadata, for the search for private data. One of Pillow's files."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, ImageFile, IptcImagePlugin

_SERIAL = re.compile(r"<([\w:]*SerialNumber)>[^<]*</\1>")
"""A camera's, in XMP: it leaves in no copy, and may look like a telephone number."""
_SERIALS = {0xA431, 0xA435, 0xC62F}
"""The same in EXIF: of the body, the lens and the camera."""


def texts(image: ImageFile.ImageFile) -> tuple[str, ...]:
    told: list[Any] = []
    with contextlib.suppress(Exception):  # any of these may be malformed, and then holds nothing
        told += [value for key, value in image.info.items() if key not in ("exif", "icc_profile")]
    with contextlib.suppress(Exception):
        for tags in (image.getexif(), image.getexif().get_ifd(ExifTags.IFD.Exif)):
            told += [value for tag, value in tags.items() if tag not in _SERIALS]
    with contextlib.suppress(Exception):
        told += (IptcImagePlugin.getiptcinfo(image) or {}).values()
    return tuple(dict.fromkeys(text for value in told for text in _sentences(value)))


def _sentences(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for each in value:
            yield from _sentences(each)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "ignore")
    if isinstance(value, str):
        for part in re.split(r"<[^<>]*>|\x00", _SERIAL.sub("", value[:20_000])):
            text = " ".join(part.split())
            if 5 < len(text) < 2000 and text.isprintable():
                yield text
