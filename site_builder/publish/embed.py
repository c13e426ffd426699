"""A small card of an entry that other sites show in a frame: a page of its own, without script."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from site_builder.content.library import Entry
from site_builder.publish import beside, views
from site_builder.publish.showing import Address

FOLDER = "embed/"
WIDTH, HEIGHT = 360, 460
"""Pixels that the frame is given; the card fits any width from 240 on."""
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{name} · {site}</title>
{canonical}<link rel="stylesheet" href="{root}assets/css/embed.css">
<link rel="icon" href="{root}assets/images/seal.svg" type="image/svg+xml">
</head>
<body>
<main>
<a class="embed" href="{root}{href}" target="_top">
{picture}<div class="embed__body">
<p class="embed__honour">{honour}</p>
<h1 class="embed__name">{name}</h1>
<p class="embed__citation">{citation}</p>
<p class="embed__line">{region} · {site}{sample}</p>
</div>
</a>
</main>
</body>
</html>
""")
_PICTURE = Markup(
    '<img class="embed__picture {focus}" src="{root}{src}" width="{width}" height="{height}" alt="">\n'
)


def address(entry: str) -> str:
    """Of the card of an entry's address."""
    return beside.address(FOLDER, entry)


def snippet(entry: Entry, where: Address) -> str:
    """HTML for another site; empty where this one's own address is not known."""
    if not where.base:
        return ""
    source = escape(where.full(address(entry.address)), quote=True)
    return (
        f'<iframe src="{source}" width="{WIDTH}" height="{HEIGHT}" '
        f'title="{escape(entry.data.name, quote=True)}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>'
    )


def page(view: views.EntryPage, entry: str, site: str) -> bytes:
    """The card as a whole page."""
    root = beside.root(address(entry))
    shown = view.portrait.picture if view.portrait else None
    honour = view.honours[0]
    return _PAGE.format(
        root=root,
        name=view.name,
        site=site,
        canonical=Markup('<link rel="canonical" href="{}">\n').format(view.head.canonical)
        if view.head.canonical
        else "",
        href=entry,
        picture=_PICTURE.format(
            focus=shown.focus, root=root, src=shown.jpeg, width=shown.width, height=shown.height
        )
        if shown
        else "",
        honour=honour.text,
        citation=view.citation,
        region=view.region.text,
        sample=" · 虚构样例" if view.sample else "",
    ).encode()
