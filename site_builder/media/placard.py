"""Sheets and boards for a wall, as PDF: the only file that knows fpdf2.

fpdf2 is kept up, needs only Pillow and fontTools, which are here already, and embeds the part of an
OpenType face that is used: letters stay outlines, sharp at any size, and can be searched.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF

from site_builder import codes, lettering
from site_builder.media import image
from site_builder.media.card import crop
from site_builder.media.layout import a1, a2
from site_builder.media.recipe import Board, BoardRecipe, Placard, PlacardRecipe, Words
from site_builder.media.setting import Box, Code, Line, Photo, Sheet
from site_builder.media.store import copy_of

_POINTS = 72 / 25.4
"""In a millimetre."""
_ALWAYS = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The same words give the same bytes, whenever they are set."""
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)


def placard(original: Path, recipe: PlacardRecipe, out: Path) -> Placard:
    """The sheet in the folder `out`. Raises `Refused`."""
    held = [Held(original, recipe.focus, recipe.faces)] if recipe.photo else []
    sheet, target = a2(recipe.words, recipe.photo), out / "placard.pdf"
    _written(sheet, recipe.words, held, _Print(recipe.dots, recipe.quality), target)
    return Placard(copy_of(target, "application/pdf", *_size(sheet)))


def board(recipe: BoardRecipe, paths: Mapping[str, Path], out: Path) -> Board:
    """The board in the folder `out`; `paths` are its photos by their digests. Raises `Refused`."""
    held = [Held(paths[each.digest], each.focus, each.faces) for each in recipe.photos]
    sheet, target = a1(recipe.words, recipe.text, len(held)), out / "board.pdf"
    _written(sheet, recipe.words, held, _Print(recipe.dots, recipe.quality), target)
    return Board(copy_of(target, "application/pdf", *_size(sheet)))


@dataclass(frozen=True)
class Held:
    """A photo, and where it is held when it is cropped."""

    path: Path
    focus: tuple[float, float] | None
    faces: bool


@dataclass(frozen=True)
class _Print:
    dots: int
    quality: int


def _written(sheet: Sheet, words: Words, held: Sequence[Held], how: _Print, target: Path) -> None:
    pdf = FPDF(unit="mm", format=(sheet.width, sheet.height))
    pdf.set_creation_date(_ALWAYS)
    pdf.set_title(words.name)
    pdf.set_author(words.site)
    pdf.set_subject(words.citation)
    pdf.set_lang("zh-CN")
    pdf.set_margin(0)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    for piece in sheet.pieces:
        if isinstance(piece, Line):
            _letter(pdf, piece)
        elif isinstance(piece, Box):
            _box(pdf, piece)
        elif isinstance(piece, Code):
            _code(pdf, piece)
        elif isinstance(piece, Photo):
            _photo(pdf, held[piece.index], piece, how, words.name)
    pdf.output(str(target))


def _size(sheet: Sheet) -> tuple[int, int]:
    """In millimetres."""
    return round(sheet.width), round(sheet.height)


def _letter(pdf: FPDF, line: Line) -> None:
    pdf.set_text_color(line.colour)
    pdf.set_char_spacing(line.spacing * line.size * _POINTS)
    x = line.x
    for path, run in lettering.runs(line.text):
        if path.stem.lower() not in pdf.fonts:
            pdf.add_font(path.stem, fname=path)
        pdf.set_font(path.stem, size=line.size * _POINTS)
        pdf.text(x, line.y, run)
        x += lettering.width(run, line.size, line.spacing) + line.spacing * line.size


def _box(pdf: FPDF, box: Box) -> None:
    if box.outline:
        pdf.set_draw_color(box.colour)
        pdf.set_line_width(box.outline)
        pdf.rect(box.x, box.y, box.width, box.height)
    else:
        pdf.set_fill_color(box.colour)
        pdf.rect(box.x, box.y, box.width, box.height, style="F")


def _code(pdf: FPDF, code: Code) -> None:
    """A bar for each run of dark squares."""
    rows = codes.squares(code.address)
    step = code.side / len(rows)
    pdf.set_fill_color("#ffffff")
    pdf.rect(code.x, code.y, code.side, code.side, style="F")
    pdf.set_fill_color("#000000")
    for down, row in enumerate(rows):
        start = 0
        for at, dark in enumerate((*row, False)):
            if not dark:
                if at > start:
                    pdf.rect(
                        code.x + start * step,
                        code.y + down * step,
                        (at - start) * step,
                        step,
                        style="F",
                    )
                start = at + 1


def _photo(pdf: FPDF, held: Held, to: Photo, how: _Print, alt: str) -> None:
    """The part that is shown, as JPEG, with as many dots as it has and no more than asked."""
    whole = image.shown(held.path, None)
    focus = image.held(whole, held.focus, held.faces)
    left, top, right, bottom = crop(whole.size, to, focus)
    part = whole.crop((round(left), round(top), round(right), round(bottom)))
    most = round(to.width / 25.4 * how.dots)
    out = io.BytesIO()
    image.narrowed(part, most).save(out, "JPEG", quality=how.quality)
    pdf.image(out, to.x, to.y, to.width, to.height, alt_text=alt)
