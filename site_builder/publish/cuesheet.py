"""The opening film's cue sheet, exact to the frame: as a workbook and as a page to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from site_builder.media.scenes import Canvas, timecode
from site_builder.publish import table
from site_builder.publish.reel import Cut

_COLUMNS = {
    "序号": 6, "起": 14, "止": 14, "帧数": 8, "时长": 10, "类别": 10, "内容": 34, "说明": 46, "串词": 50,
}  # fmt: skip
_PAGE = Markup("""\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 1.5cm auto; max-width: 27cm; color: #241f19; font: 11pt/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }}
h1 {{ font: 18pt/1.4 "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC", SimSun, serif; }}
table {{ width: 100%; border-collapse: collapse; }}
th, td {{ padding: 4pt 6pt; border-bottom: 1px solid #dccfb6; text-align: left; vertical-align: top; }}
th {{ border-bottom: 2px solid #ab2218; white-space: nowrap; }}
td.time {{ font-variant-numeric: tabular-nums; white-space: nowrap; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
@page {{ size: A4 landscape; margin: 1.2cm; }}
@media print {{ body {{ margin: 0; max-width: none; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}</p>
<table>
<thead><tr>{head}</tr></thead>
<tbody>{body}</tbody>
</table>
</body>
</html>
""")


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
    head = Markup("").join(Markup("<th>{}</th>").format(label) for label in _COLUMNS)
    body = Markup("").join(_line(cut, canvas.rate) for cut in cuts)
    return _PAGE.format(title=title, about=about, head=head, body=body).encode()


def _line(cut: Cut, rate: int) -> Markup:
    cells = zip(_COLUMNS, _row(cut, rate), strict=True)
    timed = Markup('<td class="time">{}</td>')
    return Markup("<tr>{}</tr>\n").format(
        Markup("").join(
            (timed if label in {"起", "止", "帧数", "时长"} else Markup("<td>{}</td>")).format(text)
            for label, text in cells
        )
    )


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
