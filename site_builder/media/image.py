"""Pictures: looked at, and turned into web copies. The only file that knows Pillow."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import (
    ExifTags,
    Image,
    ImageCms,
    ImageFile,
    ImageFilter,
    ImageOps,
    ImageStat,
    IptcImagePlugin,
    UnidentifiedImageError,
)

from site_builder.content.original import PictureFacts, Unreadable
from site_builder.media import boxes, tone
from site_builder.media.recipe import Copy, Refused, StillRecipe, StillSet, StoryboardRecipe
from site_builder.media.store import copy_of

Image.init()
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # our own limits, below, refuse before anything is decoded

MEGAPIXELS = {"JPEG": 250, "MPO": 250}
OTHER_MEGAPIXELS = 120
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "GIF", "BMP")
"""Formats that are read. Never a vector or page format, which could run or fetch something."""
PLACEHOLDER = 16
BLANK = 12
"""Brightness (0-255), and its standard deviation, under which a frame shows nothing."""
SHARP = 60.0
"""Variance of the Laplacian from which a frame is surely in focus."""
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def look(path: Path, digest: str) -> PictureFacts | Unreadable:
    """What a picture is. Decodes it wholly, so that a torn one is found now."""
    try:
        with _opened(path) as image, _torn_ones_refused():
            width, height = image.size
            _load(image, 64)
            size = (height, width) if _is_sideways(image) else (width, height)
            texts = _texts(image)
    except Refused as refused:
        return Unreadable(refused.reason, refused.detail)
    return PictureFacts(digest, path.stat().st_size, image.format or "", *size, texts)


def stills(path: Path, recipe: StillRecipe, out: Path) -> StillSet:
    """Make the copies of one picture in the folder `out`. Raises `Refused`."""
    with _opened(path) as image, _torn_ones_refused():
        _load(image, max(recipe.widths))
        named = _named_colours(path, image)
        plain = _plain(_upright(image), max(recipe.widths))
    if named:
        plain = plain.filter(_toned(*named))
    return _set(_bare(plain), recipe, out)


def liveliest(frames: Iterable[Path]) -> Path:
    """The first of these pictures that is in focus and neither black nor blank, else the sharpest
    of those that show something, else the first. Raises `Refused` when there is none at all.

    Looks at no more of them than it needs to.
    """
    seen: dict[Path, float] = {}
    for frame in frames:
        seen[frame] = sharpness(frame)
        if seen[frame] > SHARP:
            return frame
    if not seen:
        raise Refused("not-a-film", "no frame can be decoded")
    return max(seen, key=lambda frame: seen[frame])


def sharpness(path: Path) -> float:
    """Variance of the Laplacian, the usual measure of focus; 0 of what is black or blank."""
    with Image.open(path) as image:
        grey = image.convert("L")
    grey.thumbnail((640, 640))
    shown = ImageStat.Stat(grey.resize((64, 64)))
    if shown.stddev[0] <= BLANK or shown.mean[0] <= BLANK:
        return 0.0
    return float(ImageStat.Stat(grey.filter(_LAPLACIAN)).var[0])


def sheet(
    pictures: Sequence[Path], recipe: StoryboardRecipe, out: Path
) -> tuple[Copy, tuple[int, int]]:
    """Pictures of one size side by side, row by row, as one file in the folder `out`; and that
    size.

    WebP: a third smaller than JPEG here, at a quarter of AVIF's work.
    """
    columns = recipe.columns
    with Image.open(pictures[0]) as first:
        width, height = first.size
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (width * min(columns, len(pictures)), height * rows))
    for at, picture in enumerate(pictures):
        with Image.open(picture) as image:
            whole.paste(image, (at % columns * width, at // columns * height))
    target = out / "sheet.webp"
    for quality in range(recipe.quality, 20, -10):
        whole.save(target, "WEBP", quality=quality, method=4)
        if target.stat().st_size <= recipe.kilobytes * 1000:
            break
    return copy_of(target, "image/webp", *whole.size), (width, height)


# --- the set ---------------------------------------------------------------------------------


def _set(image: Image.Image, recipe: StillRecipe, out: Path) -> StillSet:
    """Widest first, each from the one before: a chain of halvings costs least."""
    avif: list[Copy] = []
    jpegs: list[Copy] = []
    step = image
    for width in _widths(image.width, recipe):
        step = _at(step, width)
        if width != recipe.jpeg_width or width in (*recipe.widths, image.width):
            avif.append(_avif(step, recipe, out))
        if not jpegs and width <= recipe.jpeg_width:
            jpegs.append(_jpeg(step, recipe, out))
    widest = avif[0]
    return StillSet(
        tuple(reversed(avif)), jpegs[0], widest.width, widest.height, _tiny(step), _colour(step)
    )


def _widths(own: int, recipe: StillRecipe) -> list[int]:
    """Widest first; the original's own width stands in for those above it."""
    wanted = {min(width, own) for width in (*recipe.widths, recipe.jpeg_width)}
    return sorted(wanted, reverse=True)


def _at(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
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


def _tiny(image: Image.Image) -> str:
    """The picture in under 400 characters, to stand there until a copy has come."""
    height = min(PLACEHOLDER * 2, max(1, round(PLACEHOLDER * image.height / image.width)))
    tiny, out = image.resize((PLACEHOLDER, height)), io.BytesIO()
    tiny.save(out, "WEBP", quality=20, method=6)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode()


def _colour(image: Image.Image) -> str:
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]  # an RGB picture has three
    return f"#{red:02x}{green:02x}{blue:02x}"


# --- opening ---------------------------------------------------------------------------------


def _opened(path: Path) -> ImageFile.ImageFile:
    if path.stat().st_size == 0:
        raise Refused("empty")
    if boxes.is_torn(path):
        raise Refused("truncated", "the file ends too early")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(path, formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused("not-a-picture", _what_it_is(path)) from None
    except ValueError as error:  # Pillow's own limits, on text chunks for one
        raise Refused("unsupported", str(error)) from error
    except Exception as error:  # a header can be torn in any way
        raise Refused("truncated", type(error).__name__) from error
    megapixels = image.width * image.height / 1e6
    if megapixels > MEGAPIXELS.get(image.format or "", OTHER_MEGAPIXELS):
        image.close()
        raise Refused("too-large", f"{image.width}×{image.height}")
    return image


@contextlib.contextmanager
def _torn_ones_refused() -> Iterator[None]:
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


def _load(image: Image.Image, width: int) -> None:
    """Decode. A JPEG comes no larger than `width` needs, at a half, quarter or eighth.

    No other is asked to: a HEIC would give its thumbnail, be the picture torn or not.
    """
    if image.format in MEGAPIXELS:
        own = image.height if _is_sideways(image) else image.width
        share = min(1.0, width / own)
        image.draft("RGB", (round(image.width * share), round(image.height * share)))
    image.load()


def _is_sideways(image: Image.Image) -> bool:
    return _turn(image) in (5, 6, 7, 8)


def _turn(image: Image.Image) -> int:
    """EXIF (or XMP) orientation; 1, upright, where that is broken.

    To be asked after decoding, but of a JPEG: of others, asking decodes, and hides what is torn.
    """
    with contextlib.suppress(Exception):
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def _upright(image: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(image) if _turn(image) != 1 else image


# --- colour ----------------------------------------------------------------------------------


def _plain(image: Image.Image, width: int) -> Image.Image:
    """8-bit sRGB on white and no wider than `width`, through the picture's own profile where it
    has a usable one.
    """
    profile = image.info.get("icc_profile")
    image = _eight_bit(image)
    if image.has_transparency_data:
        image = _on_white(_at(image.convert("RGBA"), width))
    elif image.mode == "LAB":  # its hues would not survive scaling
        return _at(_from_lab(image, profile), width)
    else:
        image = image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")
        image = _at(image, width)
    managed = _managed(image, profile) if profile else None
    return managed or image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 257).convert("L")
    return image.convert("L") if image.mode == "F" else image


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _from_lab(image: Image.Image, profile: bytes | None) -> Image.Image:
    managed = _managed(image, profile) if profile else None
    return managed or _transformed(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))


def _managed(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        return _transformed(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None  # a profile that is broken or of another colour space says nothing


def _transformed(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    transform = ImageCms.buildTransform(
        profile, _SRGB, image.mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    return transform.apply(image)


def _named_colours(path: Path, image: Image.Image) -> tuple[int, int] | None:
    """Primaries and transfer where a HEIC or AVIF names HDR, or wide colours without a profile."""
    if image.format not in ("AVIF", "HEIF"):
        return None
    primaries, transfer = boxes.colour_code(path)
    hdr = transfer in (boxes.PQ, boxes.HLG)
    wide = primaries in tone.WIDE and not image.info.get("icc_profile")
    return (primaries, transfer) if hdr or wide else None


@cache
def _toned(primaries: int, transfer: int) -> ImageFilter.Color3DLUT:
    return ImageFilter.Color3DLUT.generate(33, tone.to_srgb(primaries, transfer))


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone: comments, too, would be written on from what Pillow read."""
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    return clean


# --- words in the metadata -------------------------------------------------------------------


def _texts(image: ImageFile.ImageFile) -> tuple[str, ...]:
    """Sentences in the metadata, for the search for private data."""
    told: list[Any] = []
    with contextlib.suppress(Exception):  # any of these may be malformed, and then holds nothing
        told += [value for key, value in image.info.items() if key not in ("exif", "icc_profile")]
    with contextlib.suppress(Exception):
        told += [*image.getexif().values(), *image.getexif().get_ifd(ExifTags.IFD.Exif).values()]
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
        for part in re.split(r"<[^<>]*>|\x00", value[:20_000]):
            text = " ".join(part.split())
            if 5 < len(text) < 2000 and text.isprintable():
                yield text
