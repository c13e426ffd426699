"""An entry's texts laid out as a Chinese news release: the only file that knows python-docx."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from markupsafe import Markup

from site_builder.publish import archive, prose

NAME = "新闻通稿.docx"
_PROPERTY = 255
"""Characters that Word allows a title in a document's properties."""
_SONG, _HEI, _FANG = "宋体", "黑体", "仿宋"
"""Faces that every Chinese office has; others take one of their own for them."""
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for."""


@dataclass(frozen=True)
class Release:
    """What the document says, from top to bottom."""

    title: str
    honours: tuple[str, ...]
    summary: Markup
    """HTML, as is the story; taken apart only when the document is written."""
    story: Markup
    photo: str
    """Where a picture stands in the store, or empty."""
    caption: str
    notes: tuple[tuple[str, str], ...]
    """Label and text of the lines at the end: source, contact, terms."""
    updated: dt.datetime


def document(release: Release, store: Path) -> bytes:
    """A4, after the standard of official papers: title in size 2, text in size 3, two characters
    in. The same release gives the same bytes.
    """
    word = Document()
    _page(word)
    _line(word, release.title, _HEI, 22, WD_ALIGN_PARAGRAPH.CENTER, heading=1)
    for honour in release.honours:
        _line(word, honour, _SONG, 15, WD_ALIGN_PARAGRAPH.CENTER)
    if release.photo:
        word.add_picture(str(store / release.photo), width=Cm(11))
        word.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _line(word, release.caption, _SONG, 12, WD_ALIGN_PARAGRAPH.CENTER)
    for tag, text in (*prose.blocks(release.summary), *prose.blocks(release.story)):
        if tag == "p":
            _text(word, text)
        else:
            _line(word, text, _HEI, 16, WD_ALIGN_PARAGRAPH.LEFT, heading=2)
    word.add_paragraph()
    for label, text in release.notes:
        _line(word, f"{label}：{text}", _SONG, 12, WD_ALIGN_PARAGRAPH.LEFT)
    told = word.core_properties
    told.title = _fit(release.title)[:_PROPERTY]
    told.author, told.comments, told.language = "", "", "zh-CN"
    told.created = told.modified = release.updated.astimezone(dt.UTC).replace(tzinfo=None)
    out = io.BytesIO()
    word.save(out)
    return archive.undated(out.getvalue())


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)  # the library has no word for the number of a page


def _text(word: Word, text: str) -> None:
    paragraph = _line(word, text, _FANG, 16, WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Pt(32)


def _line(  # noqa: PLR0913 - what a line of type is
    word: Word, text: str, face: str, size: int, at: WD_ALIGN_PARAGRAPH, heading: int = 0
) -> Paragraph:
    paragraph = word.add_paragraph(style=f"Heading {heading}" if heading else None)
    paragraph.alignment = at
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * 1.75)
    form.space_before = form.space_after = Pt(6 if heading else 0)
    run = paragraph.add_run(_fit(text))
    run.font.size, run.font.bold, run.font.name = Pt(size), False, face
    run.font.color.rgb = RGBColor(0, 0, 0)  # headings of the empty document are blue
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    return paragraph


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)
