"""Pictures to pass an entry on with, drawn with Pillow from a layout. One of Pillow's files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from site_builder import codes, lettering
from site_builder.media import colour, image
from site_builder.media.layout import Box, Code, Line, Photo, Sheet, tall, wide
from site_builder.media.recipe import CardRecipe, Cards, Copy
from site_builder.media.store import copy_of

_SEEN = 1800
"""Pixels that the photo is decoded to: what the tall card shows of a landscape one."""


def cards(original: Path, recipe: CardRecipe, out: Path) -> Cards:
    """Both pictures in the folder `out`. Raises `Refused`."""
    photo = image.shown(original, _SEEN) if recipe.photo else None
    focus = recipe.focus or (image.focus(photo) if photo and recipe.faces else None)
    made = [
        _saved(drawn(sheet, photo, focus), out / f"{name}.jpg", recipe.quality)
        for name, sheet in (
            ("wide", wide(recipe.words, recipe.photo)),
            ("tall", tall(recipe.words, recipe.photo)),
        )
    ]
    return Cards(*made)


def drawn(
    sheet: Sheet, photo: Image.Image | None, focus: tuple[float, float] | None
) -> Image.Image:
    """A sheet measured in pixels as a picture."""
    whole = Image.new("RGB", (round(sheet.width), round(sheet.height)))
    draw = ImageDraw.Draw(whole)
    for piece in sheet.pieces:
        if isinstance(piece, Line):
            _letter(draw, piece)
        elif isinstance(piece, Box):
            _box(draw, piece)
        elif isinstance(piece, Code):
            whole.paste(_code(piece), (round(piece.x), round(piece.y)))
        elif photo is not None:
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
    area = (box.x, box.y, box.x + box.width - 1, box.y + box.height - 1)
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


@lru_cache(maxsize=64)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
