"""Opening pictures: what they are, within limits, decoded and upright. One of Pillow's files."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from site_builder.media import boxes, mend
from site_builder.media.recipe import Refused

Image.init()
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # our own limits, below, refuse before anything is decoded

MEGAPIXELS = {"JPEG": 250, "MPO": 250}
OTHER_MEGAPIXELS = 120
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "GIF", "BMP")
"""Formats that are read. Never a vector or page format, which could run or fetch something."""

_FINER = 2
"""As many times finer than asked a JPEG is decoded at least. libjpeg's own scaling is coarse: right
down to the size asked it costs ten points of SSIMULACRA2 and saves a tenth of a second."""


def opened(path: Path) -> ImageFile.ImageFile:
    """The picture, not decoded yet. Of an animation, its first frame. Raises `Refused`."""
    if path.stat().st_size == 0:
        raise Refused("empty")
    if boxes.is_torn(path):
        raise Refused("truncated", "the file ends too early")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(mend.mended(path) or path, formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused("not-a-picture", _what_it_is(path)) from None
    except ValueError as error:  # Pillow's own limits, on profiles for one
        raise Refused("unsupported", str(error)) from error
    except Exception as error:  # a header can be torn in any way
        raise Refused("truncated", type(error).__name__) from error
    megapixels = image.width * image.height / 1e6
    if megapixels > MEGAPIXELS.get(image.format or "", OTHER_MEGAPIXELS):
        image.close()
        raise Refused("too-large", f"{image.width}×{image.height}")
    return image


@contextlib.contextmanager
def torn_ones_refused() -> Iterator[None]:
    """Decoders raise whatever they like on torn bytes."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused("truncated", str(error)[:80] or type(error).__name__) from error


_SIGNS = {
    b"%PDF": "PDF",
    b"<svg": "SVG",
    b"ftypqt": "MOV",
    b"ftyp": "MP4",
    b"\xff\x0a": "JPEG XL",
    b"JXL ": "JPEG XL",
    b"PK\x03\x04": "ZIP / Word",
    b"\xd0\xcf\x11\xe0": "Word / Excel 97",
}


def _what_it_is(path: Path) -> str:
    """The kind of file that bytes betray, for the message; empty where they do not."""
    with path.open("rb") as file:
        head = file.read(64)
    for sign, name in _SIGNS.items():
        if sign in head[:16] or (name == "SVG" and sign in head):
            return name
    return ""


# --- turning ---------------------------------------------------------------------------------


def load(image: Image.Image, width: int | None = None) -> None:
    """Decode. A JPEG comes no larger than `width` needs, at a half, quarter or eighth.

    No other is asked to: a HEIC would give its thumbnail, be the picture torn or not.
    """
    if width is not None and image.format in MEGAPIXELS:
        own = image.height if is_sideways(image) else image.width
        share = min(1.0, _FINER * width / own)
        wide, high = (max(1, round(side * share)) for side in image.size)
        image.draft("RGB", (wide, high))
    image.load()


def is_sideways(image: Image.Image) -> bool:
    return _turn(image) in (5, 6, 7, 8)


def _turn(image: Image.Image) -> int:
    """Orientation by EXIF, or by XMP where EXIF has none; 1, upright, where that is broken.

    To be asked after decoding, but of a JPEG: of others, asking decodes, and hides what is torn.
    """
    with contextlib.suppress(Exception):
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def upright(image: Image.Image) -> Image.Image:
    """As it is seen. The picture as it was stored is let go: two of 200 megapixels are 1.2 GB."""
    if _turn(image) == 1:
        return image
    turned = ImageOps.exif_transpose(image)
    image.close()
    return turned
