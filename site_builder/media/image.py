"""Pictures: looked at, and turned into copies. The door to Pillow, with opening, colour, embedded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat, JpegImagePlugin, features

from site_builder.content.original import PictureFacts, Unreadable
from site_builder.media import colour, embedded, faces, xmp
from site_builder.media.opening import is_sideways, load, opened, torn_ones_refused, upright
from site_builder.media.recipe import (
    Copy,
    PressCopy,
    PressRecipe,
    Refused,
    StillRecipe,
    StillSet,
    StoryboardRecipe,
)
from site_builder.media.store import copy_of

BLANK = 12
"""Brightness (0-255), and its standard deviation, under which a frame shows nothing."""
SHARP = 60.0
"""Variance of the Laplacian from which a frame is surely in focus."""
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
LOOKED_AT = 320
"""Width in pixels in which faces are looked for: a fortieth of a second, and faces of a twentieth
of the width are still found."""


def formats() -> frozenset[str]:
    """Which of AVIF, WEBP and HEIF this Pillow knows; opening registers HEIF."""
    Image.init()
    known = {
        "AVIF": features.check("avif"),
        "WEBP": features.check("webp"),
        "HEIF": "HEIF" in Image.OPEN,
    }
    return frozenset(name for name, there in known.items() if there)


def look(path: Path, digest: str) -> PictureFacts | Unreadable:
    """What a picture is. Decodes it wholly, so that a torn one is found now."""
    try:
        with opened(path) as image, torn_ones_refused():
            width, height = image.size
            load(image, 64)
            size = (height, width) if is_sideways(image) else (width, height)
            texts, grey = embedded.texts(image), _greyed(image)
    except Refused as refused:
        return Unreadable(refused.reason, refused.detail)
    return PictureFacts(digest, path.stat().st_size, image.format or "", *size, texts, grey)


def _greyed(image: Image.Image) -> float:
    """The share of a JPEG's height, from its end up, that never came: the decoder fills it with its
    middle grey and says nothing where an end mark follows.
    """
    if image.format not in {"JPEG", "MPO"}:
        return 0.0
    filled = Image.new(
        image.mode, image.size, 128 if image.mode == "L" else (128,) * len(image.getbands())
    )
    box = ImageChops.difference(image, filled).convert("RGB").getbbox()
    return round(1 - box[3] / image.height, 3) if box else 1.0


def stills(path: Path, recipe: StillRecipe, out: Path) -> StillSet:
    """Make the copies of one picture in the folder `out`. Raises `Refused`."""
    return _set(_bare(_shown(path, max(*recipe.widths, recipe.jpeg_width))[0]), recipe, out)


def press(path: Path, recipe: PressRecipe, out: Path) -> PressCopy:
    """Make the copy for newsrooms in the folder `out`. Raises `Refused`.

    Baseline and not optimised: either would hold the whole picture once more, and 200 megapixels
    are no rarity. Nothing of the original's metadata goes along.
    """
    image, sampling = _shown(path)
    packet = xmp.packet(recipe)
    full = _press(image, sampling, packet, recipe.quality, out / "press.jpg")
    smaller: list[Copy] = []
    for side in recipe.sides:
        if side < max(image.size):
            image = colour.no_wider(image, max(1, image.width * side // max(image.size)))
            smaller.append(_press(image, sampling, packet, recipe.quality, out / f"{side}.jpg"))
    return PressCopy(full, tuple(smaller))


def _press(image: Image.Image, sampling: int, packet: bytes, quality: int, target: Path) -> Copy:
    image.info = {}
    image.save(
        target, "JPEG", quality=quality, subsampling=sampling, icc_profile=colour.ICC, xmp=packet
    )
    return copy_of(target, "image/jpeg", *image.size)


def shown(path: Path, width: int | None) -> Image.Image:
    """A photo as it is seen, no wider than `width`, in sRGB and without its metadata. Raises
    `Refused`.
    """
    return _bare(_shown(path, width)[0])


def narrowed(image: Image.Image, width: int) -> Image.Image:
    """Scaled down to `width` where it is wider."""
    return colour.no_wider(image, width)


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


def _shown(path: Path, width: int | None = None) -> tuple[Image.Image, int]:
    """Upright, 8-bit sRGB on white and no wider than `width`; with the JPEG subsampling that loses
    no colour the original has.
    """
    with opened(path) as image, torn_ones_refused():
        load(image, width)
        told = colour.named(path, image)
        finest = _HALVED if JpegImagePlugin.get_sampling(image) == _HALVED else _FULL
        shown = colour.plain(upright(image), width)
    return (shown.filter(colour.toned(*told)) if told else shown), finest


_FULL, _HALVED = 0, 2
"""Pillow's numbers of 4:4:4 and 4:2:0."""


# --- the set ---------------------------------------------------------------------------------


def _set(image: Image.Image, recipe: StillRecipe, out: Path) -> StillSet:
    """Widest first, each from the one before: a chain of halvings costs least."""
    avif: list[Copy] = []
    jpegs: list[Copy] = []
    step = image
    for width in _widths(image.width, recipe):
        step = colour.no_wider(step, width)
        if width != recipe.jpeg_width or width in (*recipe.widths, image.width):
            avif.append(_avif(step, recipe, out))
        if not jpegs and width <= recipe.jpeg_width:
            jpegs.append(_jpeg(step, recipe, out))
    widest = avif[0]
    return StillSet(
        tuple(reversed(avif)), jpegs[0], widest.width, widest.height, _colour(step),
        focus(step) if recipe.faces else None,
    )  # fmt: skip


def _widths(own: int, recipe: StillRecipe) -> list[int]:
    """Widest first; the original's own width stands in for those above it."""
    wanted = {min(width, own) for width in (*recipe.widths, recipe.jpeg_width)}
    return sorted(wanted, reverse=True)


def _avif(image: Image.Image, recipe: StillRecipe, out: Path) -> Copy:
    path = out / f"{image.width}.avif"
    image.save(path, "AVIF", quality=recipe.avif_quality, speed=recipe.avif_speed, max_threads=1)
    return copy_of(path, "image/avif", *image.size)


def _jpeg(image: Image.Image, recipe: StillRecipe, out: Path) -> Copy:
    path = out / f"{image.width}.jpg"
    image.save(path, "JPEG", quality=recipe.jpeg_quality, optimize=True, progressive=True)
    return copy_of(path, "image/jpeg", *image.size)


def held(
    image: Image.Image, told: tuple[float, float] | None, looked: bool
) -> tuple[float, float] | None:
    """Where to hold a picture when it is cropped: where its editor said, or by its faces if they are
    to be looked for.
    """
    return told or (focus(image) if looked else None)


def focus(image: Image.Image) -> tuple[float, float] | None:
    small = colour.no_wider(image, LOOKED_AT)
    return faces.focus(small.tobytes(), *small.size)


def _colour(image: Image.Image) -> str:
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]  # an RGB picture has three
    return f"#{red:02x}{green:02x}{blue:02x}"


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone: comments, too, would be written on from what Pillow read."""
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    return clean
