"""The opening film's cue sheet, exact to the frame: as a workbook and as a page to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from site_builder.media.scenes import Canvas, timecode
from site_builder.publish import printable, table
from site_builder.publish.reel import Cut

_COLUMNS = {
    "序号": 6, "起": 14, "止": 14, "帧数": 8, "时长": 10, "类别": 10, "内容": 34, "说明": 46, "串词": 50,
}  # fmt: skip
_TIGHT = frozenset({"起", "止", "帧数", "时长"})


def workbook(title: str, cuts: Sequence[Cut], canvas: Canvas, made: dt.datetime) -> bytes:
    rows = [tuple(_row(cut, canvas.rate)) for cut in cuts]
    return table.workbook(title, _COLUMNS, rows, made)


def page(title: str, cuts: Sequence[Cut], canvas: Canvas) -> bytes:
    whole = sum(cut.frames for cut in cuts)
    about = (
        f"{canvas.width}×{canvas.height}，每秒 {canvas.rate} 帧，共 {whole} 帧，"
        f"全长 {timecode(whole, canvas.rate)}。时间码为 时:分:秒:帧，“止”是下一项的“起”；"
        f"相邻两项叠化 {canvas.fade} 帧。"
    )
    rows = [_row(cut, canvas.rate) for cut in cuts]
    return printable.page(title, about, tuple(_COLUMNS), rows, _TIGHT)


def _row(cut: Cut, rate: int) -> tuple[str, ...]:
    return (
        str(cut.number),
        timecode(cut.start, rate),
        timecode(cut.start + cut.frames, rate),
        str(cut.frames),
        f"{cut.frames / rate:.2f} 秒",
        "黑场" if cut.black else cut.what,
        cut.label,
        cut.detail,
        cut.notes,
    )
