"""Word documents read: with `publish.release`, which writes them, all that knows python-docx.

Its own cells and paragraphs pass over what WPS and content controls wrap, so the elements are walked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from site_builder.forms.paper import Grid, Paper, Unfit

LARGEST = 300_000_000
"""Bytes that a document may unfold to: pictures of twenty pages, and no bomb."""
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What is struck out, and what is there twice for old programs."""
_BLANK = re.compile(r"[ \t\u00a0\u3000]+")


def read(raw: bytes) -> Paper:
    """A .docx. Raises `Unfit`."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST:
                raise Unfit("too-large")
        return _paper(Document(io.BytesIO(raw)))
    except Unfit:
        raise
    except Exception as error:  # whatever its bytes make python-docx or lxml raise
        raise Unfit("not-word") from error


def _paper(document: Any) -> Paper:
    body = document.element.body
    tables = list(body.iter(qn("w:tbl")))
    lines = tuple(_text(each) for each in _outside(body))
    return Paper(
        tuple(line for line in lines if line),
        tuple(_grid(table) for table in tables),
        tuple(_pictures(document.part, body)),
    )


def _outside(body: Any) -> Iterator[Any]:
    """The paragraphs that are in no table."""
    for each in body.iter(qn("w:p")):
        if not any(up.tag in {qn("w:tbl"), *_SKIPPED} for up in each.iterancestors()):
            yield each


def _grid(table: Any) -> Grid:
    rows = (row for row in table.iter(qn("w:tr")) if _owner(row) is table)
    return tuple(
        tuple(_cell(cell) for cell in row.iter(qn("w:tc")) if _row(cell) is row) for row in rows
    )


def _owner(element: Any) -> Any:
    return next(element.iterancestors(qn("w:tbl")), None)


def _row(element: Any) -> Any:
    return next(element.iterancestors(qn("w:tr")), None)


def _cell(cell: Any) -> str:
    """Its own paragraphs; a table inside has rows of its own."""
    own = (each for each in cell.iter(qn("w:p")) if next(each.iterancestors(qn("w:tc"))) is cell)
    lines = [_text(each) for each in own]
    return "\n".join(lines).strip()


def _text(paragraph: Any) -> str:
    parts = "".join(_runs(paragraph))
    return "\n".join(_BLANK.sub(" ", line).strip() for line in parts.split("\n")).strip()


def _runs(element: Any) -> Iterator[str]:
    for each in element:
        if each.tag in _SKIPPED or each.tag == qn("w:txbxContent"):
            continue
        if each.tag == qn("w:t"):
            yield each.text or ""
        elif each.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif each.tag == qn("w:tab"):
            yield " "
        else:
            yield from _runs(each)


def _pictures(part: Any, body: Any) -> Iterator[bytes]:
    """In the order in which they stand."""
    seen: set[str] = set()
    for blip in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"):
        name = blip.get(qn("r:embed"))
        if name and name not in seen and name in part.related_parts:
            seen.add(name)
            yield part.related_parts[name].blob
