"""Workbooks read: the only file that knows python-calamine, which reads .xls as well as .xlsx."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

from site_builder.forms.paper import Grid, Unfit

MOST = 20_000
"""Rows of a sheet that are read."""


def read(raw: bytes) -> tuple[Grid, ...]:
    """The sheets that are shown, in order. Raises `Unfit`."""
    try:
        book = load_workbook(io.BytesIO(raw))
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible
        ]
        return tuple(_grid(book.get_sheet_by_name(name).to_python(nrows=MOST)) for name in shown)
    except Exception as error:
        raise Unfit(
            "locked"
            if isinstance(error, CalamineError) and "assword" in str(error)
            else "not-excel"
        ) from error


def _grid(rows: Sequence[Sequence[object]]) -> Grid:
    return tuple(tuple(_text(cell) for cell in row) for row in rows)


def _text(cell: object) -> str:
    """A number as it is seen: 1 and not 1.0; a date as it is written in YAML."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell).strip()
