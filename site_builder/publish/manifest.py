"""A kit's list of files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from site_builder.publish import table

NAME = "清单.xlsx"
_COLUMNS = {
    "文件": 36, "属于": 14, "内容": 14, "说明": 34, "署名": 16, "使用条款": 30, "大小": 18,
    "联系人": 24, "网址": 26,
}  # fmt: skip


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
    """The list as a workbook, dated `made`."""
    return table.workbook(title, _COLUMNS, [astuple(row) for row in rows], made)
