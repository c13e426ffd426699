"""Pictures to pass an entry on with, drawn with Pillow from a layout. One of Pillow's files."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from site_builder import codes, lettering
from site_builder.media import colour, image
from site_builder.media.layout import tall, wide
from site_builder.media.recipe import CardRecipe, Cards, Copy
from site_builder.media.setting import Box, Code, Glow, Line, Photo, Ring, Sheet
from site_builder.media.store import copy_of

_SEEN = 1800
"""Pixels that the photo is decoded to: what the tall card shows of a landscape one."""
GRAIN = 2
"""Steps of 256, up and down."""


Held = tuple[Image.Image, tuple[float, float] | None]
"""A photo, and where it is held when it is cropped."""


def cards(original: Path, recipe: CardRecipe, out: Path) -> Cards:
    """Both pictures in the folder `out`. Raises `Refused`."""
    photo = image.shown(original, _SEEN) if recipe.photo else None
    focus = image.held(photo, recipe.focus, recipe.faces) if photo else recipe.focus
    photos = [(photo, focus)] if photo else []
    made = [
        _saved(drawn(sheet, photos), out / f"{name}.jpg", recipe.quality)
        for name, sheet in (
            ("wide", wide(recipe.words, recipe.photo)),
            ("tall", tall(recipe.words, recipe.photo)),
        )
    ]
    return Cards(*made)


def drawn(sheet: Sheet, photos: Sequence[Held], ground: str = "#ffffff") -> Image.Image:
    """A sheet measured in pixels as a picture; with a ground that can be seen through, such as
    `#00000000`, one to be laid over another. Places of photos that are not there stay empty.
    """
    size = (round(sheet.width), round(sheet.height))
    whole = Image.new("RGBA" if len(ground) == 9 else "RGB", size, ground)
    draw = ImageDraw.Draw(whole)
    for piece in sheet.pieces:
        if isinstance(piece, Line):
            _letter(draw, piece)
        elif isinstance(piece, Box):
            _box(draw, piece)
        elif isinstance(piece, Code):
            whole.paste(_code(piece), (round(piece.x), round(piece.y)))
        elif isinstance(piece, Glow):
            whole.paste(_glow(piece, size))
        elif isinstance(piece, Ring):
            _ring(whole, piece)
        elif piece.index < len(photos):
            photo, focus = photos[piece.index]
            whole.paste(cropped(photo, piece, focus), (round(piece.x), round(piece.y)))
    return whole


def cropped(photo: Image.Image, to: Photo, focus: tuple[float, float] | None) -> Image.Image:
    """The photo cropped to a place's shape and scaled to its size in pixels, enlarged if need be."""
    size = (round(to.width), round(to.height))
    return photo.resize(
        size, Image.Resampling.LANCZOS, box=crop(photo.size, to, focus), reducing_gap=3
    )


def crop(
    size: tuple[int, int], to: Photo, focus: tuple[float, float] | None
) -> tuple[float, float, float, float]:
    """The part of a photo that fills a place, held at `focus` as CSS' object-position holds it."""
    across, down = focus or (0.5, 0.4)
    scale = min(size[0] / to.width, size[1] / to.height)
    wide_, high = to.width * scale, to.height * scale
    left, top = max(0.0, size[0] - wide_) * across, max(0.0, size[1] - high) * down
    return left, top, min(left + wide_, size[0]), min(top + high, size[1])


def _saved(picture: Image.Image, target: Path, quality: int) -> Copy:
    picture.save(
        target, "JPEG", quality=quality, progressive=True, optimize=True, icc_profile=colour.ICC
    )
    return copy_of(target, "image/jpeg", *picture.size)


def _letter(draw: ImageDraw.ImageDraw, line: Line) -> None:
    """Character by character, so that the spacing is the layout's."""
    x = line.x
    for path, run in lettering.runs(line.text):
        font = _font(path, round(line.size))
        for sign in run:
            draw.text((x, line.y), sign, line.colour, font, anchor="ls")
            x += lettering.width(sign, line.size) + line.spacing * line.size


def _box(draw: ImageDraw.ImageDraw, box: Box) -> None:
    across, down = max(box.width, 1), max(box.height, 1)  # a line finer than a pixel is one
    area = (box.x, box.y, box.x + across - 1, box.y + down - 1)
    if box.outline:
        draw.rectangle(area, outline=box.colour, width=max(1, round(box.outline)))
    else:
        draw.rectangle(area, box.colour)


def _code(code: Code) -> Image.Image:
    """Whole pixels to a square, so that its edges are sharp; white makes up the rest."""
    rows = codes.squares(code.address)
    side, step = round(code.side), max(1, int(code.side // len(rows)))
    small = Image.new("L", (len(rows), len(rows)))
    small.putdata([0 if dark else 255 for row in rows for dark in row])
    whole = Image.new("L", (side, side), 255)
    start = (side - step * len(rows)) // 2
    whole.paste(small.resize((step * len(rows),) * 2, Image.Resampling.NEAREST), (start, start))
    return whole.convert("RGB")


def _glow(glow: Glow, size: tuple[int, int]) -> Image.Image:
    """With a grain so fine that nobody sees it: without, large screens show the steps between two
    colours as rings.
    """
    share = Image.radial_gradient("L").resize(size, Image.Resampling.BICUBIC)
    parts = zip(ImageColor.getrgb(glow.inner), ImageColor.getrgb(glow.outer), strict=True)
    bands = [share.point([round(a + (b - a) * at / 255) for at in range(256)]) for a, b in parts]
    grain = _grain(size)
    return Image.merge("RGB", [ImageChops.add(band, grain, offset=-GRAIN) for band in bands])


@lru_cache(maxsize=2)
def _grain(size: tuple[int, int]) -> Image.Image:
    """The same each time."""
    signs = random.Random(1).randbytes(1 << 16)  # noqa: S311 - no secret
    tile = Image.frombytes("L", (256, 256), signs).point(
        [at * (2 * GRAIN + 1) >> 8 for at in range(256)]
    )
    whole = Image.new("L", size)
    for x in range(0, size[0], 256):
        for y in range(0, size[1], 256):
            whole.paste(tile, (x, y))
    return whole


def _ring(whole: Image.Image, ring: Ring) -> None:
    """Drawn four times as large: Pillow's own circles have steps."""
    scale, half = 4, ring.radius + ring.width
    side = round(2 * half * scale)
    mask = Image.new("L", (side, side))
    edge = ring.width * scale
    ImageDraw.Draw(mask).ellipse(
        (edge, edge, side - edge, side - edge), outline=255, width=max(1, round(edge))
    )
    small = mask.resize((round(2 * half), round(2 * half)), Image.Resampling.LANCZOS)
    whole.paste(ring.colour, (round(ring.x - half), round(ring.y - half)), small)


@lru_cache(maxsize=64)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
