"""A table as a page that stands by itself and prints well on A4."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

_PAGE = Markup("""\
<!DOCTYPE html>
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
th {{ border-bottom: 2px solid #9c1d15; white-space: nowrap; }}
td.tight {{ font-variant-numeric: tabular-nums; white-space: nowrap; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
tr.off td {{ background: #fbeee6; print-color-adjust: exact; }}
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


def page(  # noqa: PLR0913 - each is a part of the page
    title: str,
    about: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    tight: Collection[str] = (),
    off: Collection[int] = (),
) -> bytes:
    """HTML in UTF-8. Columns of `tight` do not wrap; the rows numbered in `off`, from 0, stand out."""
    head = Markup("").join(Markup("<th>{}</th>").format(label) for label in columns)
    body = Markup("").join(
        Markup("<tr{}>{}</tr>\n").format(
            Markup(' class="off"') if at in off else "", _cells(columns, row, tight)
        )
        for at, row in enumerate(rows)
    )
    return _PAGE.format(title=title, about=about, head=head, body=body).encode()


def _cells(columns: Sequence[str], row: Sequence[str], tight: Collection[str]) -> Markup:
    plain, narrow = Markup("<td>{}</td>"), Markup('<td class="tight">{}</td>')
    cells = zip(columns, row, strict=True)
    return Markup("").join(
        (narrow if label in tight else plain).format(text) for label, text in cells
    )
