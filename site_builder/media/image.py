"""Pictures: looked at, and turned into web copies. The only file that knows Pillow."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageOps, ImageStat, UnidentifiedImageError

from site_builder.content.original import PictureFacts, Unreadable
from site_builder.media.recipe import Copy, StillRecipe, StillSet
from site_builder.media.store import copy_of

Image.init()
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # our own limits, below, refuse before anything is decoded

MEGAPIXELS = {"JPEG": 250, "MPO": 250}
OTHER_MEGAPIXELS = 120
SCREEN = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "GIF", "BMP")
"""Formats that are read. Never a vector or page format, which could run or fetch something."""
PLACEHOLDER = 16
BLANK = 12
"""Standard deviation of brightness (0-255) under which a frame shows nothing."""
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class Refused(Exception):
    """A picture that no copy can be made of; `reason` and `detail` as in `Unreadable`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason
        self.detail = detail


def look(path: Path, digest: str) -> PictureFacts | Unreadable:
    """What a picture is. Decodes it wholly, so that a torn one is found now."""
    try:
        with _opened(path) as image:
            turned = image.getexif().get(ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
            texts = tuple(_texts(image))
            format_, (width, height) = image.format or "", image.size
            image.draft("RGB", (64, 64))
            image.load()
    except Refused as refused:
        return Unreadable(refused.reason, refused.detail)
    except Exception as error:  # noqa: BLE001 - decoders raise whatever they like on torn bytes
        return Unreadable("truncated", type(error).__name__)
    if turned:
        width, height = height, width
    return PictureFacts(digest, path.stat().st_size, format_, width, height, texts)


def stills(path: Path, recipe: StillRecipe, out: Path) -> StillSet:
    """Make the copies of one picture in the folder `out`. Raises `Refused`."""
    try:
        with _opened(path) as image:
            image.draft("RGB", _enough(image.size, max(recipe.widths)))
            upright = _in_srgb(ImageOps.exif_transpose(image))
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 - as in `look`
        raise Refused("truncated", type(error).__name__) from error
    return _set(upright, recipe, out)


def _set(image: Image.Image, recipe: StillRecipe, out: Path) -> StillSet:
    """Widest first, each from the one before: a chain of halvings costs least."""
    avif: list[Copy] = []
    jpeg: Copy | None = None
    step = image
    for width in _widths(image.width, recipe):
        step = _at(step, width)
        if width != recipe.jpeg_width or width in recipe.widths or width == image.width:
            avif.append(_avif(step, recipe, out))
        if jpeg is None and (width <= recipe.jpeg_width):
            jpeg = _jpeg(step, recipe, out)
    whole = _at(image, min(image.width, max(recipe.widths)))
    tiny = step.resize((PLACEHOLDER, max(1, round(PLACEHOLDER * step.height / step.width))))
    assert jpeg is not None
    return StillSet(
        tuple(reversed(avif)), jpeg, whole.width, whole.height, _data_uri(tiny), _colour(step)
    )


def _widths(own: int, recipe: StillRecipe) -> list[int]:
    """Widest first; the original's own width stands in for those above it."""
    wanted = {min(width, own) for width in (*recipe.widths, recipe.jpeg_width)}
    return sorted(wanted, reverse=True)


def _at(image: Image.Image, width: int) -> Image.Image:
    if image.width == width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _avif(image: Image.Image, recipe: StillRecipe, out: Path) -> Copy:
    path = out / f"{image.width}.avif"
    image.save(path, "AVIF", quality=recipe.avif_quality, speed=recipe.avif_speed, max_threads=1)
    return copy_of(path, "image/avif", *image.size)


def _jpeg(image: Image.Image, recipe: StillRecipe, out: Path) -> Copy:
    path = out / f"{image.width}.jpg"
    image.save(path, "JPEG", quality=recipe.jpeg_quality, optimize=True, progressive=True)
    return copy_of(path, "image/jpeg", *image.size)


def _data_uri(tiny: Image.Image) -> str:
    out = io.BytesIO()
    tiny.save(out, "WEBP", quality=30, method=6)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode()


def _colour(image: Image.Image) -> str:
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]  # an RGB picture has three
    return f"#{red:02x}{green:02x}{blue:02x}"


def liveliest(frames: Iterable[Path]) -> Path:
    """The first of these pictures that is neither black nor blank, else the first. Raises
    `Refused` when there is none at all.
    """
    first = None
    for frame in frames:
        first = first or frame
        with Image.open(frame) as image:
            spread = ImageStat.Stat(image.convert("L").resize((64, 64))).stddev[0]
        if spread > BLANK:
            return frame
    if first is None:
        raise Refused("not-a-film", "no frame")
    return first


# --- opening ---------------------------------------------------------------------------------


def _opened(path: Path) -> Image.Image:
    if path.stat().st_size == 0:
        raise Refused("empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(path, formats=SCREEN)
    except UnidentifiedImageError:
        raise Refused("not-a-picture", _what_it_is(path)) from None
    except Exception as error:  # noqa: BLE001 - a header can be torn in any way
        raise Refused("truncated", type(error).__name__) from error
    megapixels = image.width * image.height / 1e6
    if megapixels > MEGAPIXELS.get(image.format or "", OTHER_MEGAPIXELS):
        image.close()
        raise Refused("too-large", f"{image.width}×{image.height}")
    return image


def _what_it_is(path: Path) -> str:
    """The kind of file that bytes betray, for the message; empty where they do not."""
    with path.open("rb") as file:
        head = file.read(64)
    for sign, name in _SIGNS.items():
        if sign in head[:16] or (name == "SVG" and sign in head):
            return name
    return ""


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


def _enough(size: tuple[int, int], width: int) -> tuple[int, int]:
    """The least size that a JPEG may be decoded at: twice the widest copy, for clean halving."""
    least = min(size)
    scale = max(1.0, width * 2 / least) if least < width * 2 else width * 2 / least
    return (round(size[0] * min(scale, 1.0)), round(size[1] * min(scale, 1.0)))


# --- colour ----------------------------------------------------------------------------------


def _in_srgb(image: Image.Image) -> Image.Image:
    """8-bit sRGB on white, through the picture's own profile where it has a usable one."""
    image.seek(0) if getattr(image, "n_frames", 1) > 1 else None
    profile = image.info.get("icc_profile")
    image = _eight_bit(image)
    if "A" in image.getbands() or "transparency" in image.info:
        image = _on_white(image.convert("RGBA"))
    if image.mode not in ("RGB", "CMYK", "LAB", "L"):
        image = image.convert("RGB")
    if profile and (managed := _managed(image, profile)) is not None:
        return managed
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        return _transformed(image, lab)
    return image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 257).convert("L")
    return image.convert("L") if image.mode == "F" else image


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _managed(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        return _transformed(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # a profile that is broken or of another colour space says nothing


def _transformed(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    done = ImageCms.profileToProfile(
        image, profile, _SRGB, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    assert done is not None
    clean = Image.new("RGB", done.size)  # nothing of the original's metadata rides along
    clean.paste(done)
    return clean


def _texts(image: Image.Image) -> Iterator[str]:
    """Sentences in the metadata, for the search for private data."""
    told: list[Any] = [value for value in image.info.values() if isinstance(value, str)]
    told += list(image.getexif().values())
    told += list(image.getexif().get_ifd(ExifTags.IFD.Exif).values())
    for value in told:
        if isinstance(value, bytes) and len(value) < 2000:
            value = value.decode("utf-8", "ignore")  # noqa: PLW2901 - bytes to their text
        if isinstance(value, str) and 5 < len(value) < 2000:
            yield value.strip("\x00 ")
