"""Tables as workbooks: the only file that knows XlsxWriter."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Collection, Mapping, Sequence
from unicodedata import east_asian_width

from xlsxwriter import Workbook

_A4 = 9
_LONGEST = 32_000
"""Characters of a cell, of which Excel allows 32,767."""
_PROPERTY = 255
"""Characters of a workbook's title in its properties."""
_TALLEST = 400.0
"""Points; Excel allows 409."""
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What a workbook can't hold."""


def workbook(
    title: str,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[str]],
    made: dt.datetime,
    off: Collection[int] = (),
) -> bytes:
    """Rows under the columns' names (with their widths), ready to be filtered and printed. Every cell
    is text: nothing that an editor wrote is taken for a formula. `made` stands in its properties; the
    same rows give the same bytes. The rows numbered in `off`, from 0, stand out.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties(
        {"title": title[:_PROPERTY], "created": made.astimezone(dt.UTC).replace(tzinfo=None)}
    )
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#AB2218"})
    look = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#E2D6C0"}
    plain = book.add_format(look)
    marked = book.add_format(look | {"bg_color": "#FBEEE6"}) if off else plain
    sheet = book.add_worksheet("清单")
    for at, (label, width) in enumerate(columns.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, label, head)
    for down, row in enumerate(rows, start=1):
        sheet.set_row(down, _height(row, tuple(columns.values())))
        for at, text in enumerate(row):
            form = marked if down - 1 in off else plain
            sheet.write_string(down, at, _UNFIT.sub("", text)[:_LONGEST], form)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Points that the longest of its cells takes: not every office finds that by itself."""
    told = zip(row, widths, strict=True)
    lines = max(math.ceil((_across(text) + 2) / width) for text, width in told)
    return min(16.0 * lines, _TALLEST)


def _across(text: str) -> int:
    """As wide as so many Latin letters."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)
