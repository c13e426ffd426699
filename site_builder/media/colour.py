"""Colour: any picture as 8-bit sRGB on white. One of Pillow's files."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageCms, ImageFilter

from site_builder.media import boxes, tone

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_MADE = slice(24, 36)
"""Where a profile says when it was made."""


def _dateless(profile: bytes) -> bytes:
    """The same bytes whenever it is made."""
    year_2000 = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return profile[: _MADE.start] + year_2000 + profile[_MADE.stop :]


ICC = _dateless(_SRGB.tobytes())
"""sRGB's profile, of about 600 bytes."""


def no_wider(image: Image.Image, width: int | None) -> Image.Image:
    """Scaled down to `width`; as it is where it is no wider, or where that is None."""
    if width is None or image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def plain(image: Image.Image, width: int | None) -> Image.Image:
    """8-bit sRGB on white and no wider than `width`, through the picture's own profile where it
    has a usable one.
    """
    profile = image.info.get("icc_profile")
    image = _eight_bit(image)
    if image.has_transparency_data:
        image = _on_white(no_wider(image.convert("RGBA"), width))
    elif image.mode == "LAB":  # its hues would not survive scaling
        return no_wider(_from_lab(image, profile), width)
    else:
        image = image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")
        image = no_wider(image, width)
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


def named(path: Path, image: Image.Image) -> tuple[int, int] | None:
    """Primaries and transfer where a HEIC or AVIF names HDR, or wide colours without a profile."""
    if image.format not in ("AVIF", "HEIF"):
        return None
    primaries, transfer = boxes.colour_code(path)
    hdr = transfer in (boxes.PQ, boxes.HLG)
    wide = primaries in tone.WIDE and not image.info.get("icc_profile")
    return (primaries, transfer) if hdr or wide else None


@cache
def toned(primaries: int, transfer: int) -> ImageFilter.Color3DLUT:
    return ImageFilter.Color3DLUT.generate(33, tone.to_srgb(primaries, transfer))
