"""A kit's list of files as a workbook: the only file that knows XlsxWriter."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from unicodedata import east_asian_width

from xlsxwriter import Workbook

NAME = "清单.xlsx"
_COLUMNS = {
    "文件": 36, "属于": 14, "内容": 14, "说明": 34, "署名": 16, "使用条款": 30, "大小": 18,
    "联系人": 24, "网址": 26,
}  # fmt: skip
_A4 = 9
_LONGEST = 32_000
"""Characters of a cell, of which Excel allows 32,767."""
_TALLEST = 400.0
"""Points; Excel allows 409."""
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What a workbook can't hold."""


@dataclass(frozen=True)
class Row:
    """One file of a kit; the fields are the columns."""

    file: str
    of: str
    """Whom or what it shows."""
    what: str
    caption: str
    credit: str
    terms: str
    size: str
    contact: str
    address: str


def workbook(title: str, rows: Sequence[Row], made: dt.datetime) -> bytes:
    """The list, ready to be filtered and printed. Every cell is text: nothing that an editor wrote
    is taken for a formula. `made` stands in its properties; the same rows give the same bytes.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": made.astimezone(dt.UTC).replace(tzinfo=None)})
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#AB2218"})
    plain = book.add_format(
        {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#E2D6C0"}
    )
    sheet = book.add_worksheet("清单")
    for at, (label, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, label, head)
    for down, row in enumerate(rows, start=1):
        sheet.set_row(down, _height(row))
        for at, text in enumerate(astuple(row)):
            sheet.write_string(down, at, _UNFIT.sub("", text)[:_LONGEST], plain)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(_COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _height(row: Row) -> float:
    """Points that the longest of its cells takes: not every office finds that by itself."""
    told = zip(astuple(row), _COLUMNS.values(), strict=True)
    lines = max(math.ceil((_across(text) + 2) / width) for text, width in told)
    return min(16.0 * lines, _TALLEST)


def _across(text: str) -> int:
    """As wide as so many Latin letters."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)
