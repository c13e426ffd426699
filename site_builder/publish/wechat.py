"""An entry as an article to paste into a WeChat official account: inline styles, no script.

The editor there keeps only what is in the elements themselves: no class, no style sheet, no
position and no script. The page that is looked at has a style sheet, as everything on the site, so
that it obeys a policy of `default-src 'self'`; what is copied lies beside it as plain text, with
the same styles inside. Pictures are fetched from their address when the article is pasted: here
they are relative, so that the preview shows them anywhere, and copying makes them whole.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from site_builder.publish import beside, views

FOLDER = "wechat/"
SHEET = "wechat/article.css"
_INK, _SOFT, _SEAL, _PAPER, _LINE = "#2b2620", "#5f5548", "#9c1d15", "#fbf6ec", "#e2d6c0"
_ELEMENTS = {
    "p": f"margin:0 0 20px;font-size:17px;line-height:1.9;color:{_INK};text-align:justify;",
    "h2": f"margin:40px 0 18px;padding-left:12px;border-left:4px solid {_SEAL};font-size:20px;"
    f"line-height:1.5;font-weight:bold;color:{_INK};",
    "h3": f"margin:30px 0 14px;font-size:18px;line-height:1.5;font-weight:bold;color:{_INK};",
    "h4": f"margin:24px 0 12px;font-size:17px;line-height:1.5;font-weight:bold;color:{_INK};",
    "blockquote": f"margin:24px 0;padding:16px 18px 1px;border-left:4px solid {_SEAL};"
    f"background-color:{_PAPER};",
    "ul": "margin:0 0 20px;padding-left:1.4em;",
    "ol": "margin:0 0 20px;padding-left:1.6em;",
    "li": f"font-size:17px;line-height:1.9;color:{_INK};",
    "hr": f"margin:32px auto;width:30%;border:0;border-top:1px solid {_LINE};",
    "code": "font-family:monospace;",
    "strong": f"color:{_SEAL};",
}
"""What editors' Markdown consists of."""
_PARTS = {
    "article": "font-family:-apple-system,BlinkMacSystemFont,'PingFang SC','Microsoft YaHei',"
    "sans-serif;letter-spacing:0.5px;",
    "head": "margin:0 0 28px;text-align:center;",
    "honour": f"margin:0 0 8px;font-size:14px;line-height:1.6;color:{_SEAL};letter-spacing:2px;",
    "name": f"margin:0 0 12px;font-size:28px;line-height:1.4;font-weight:bold;color:{_INK};"
    "letter-spacing:3px;",
    "citation": f"margin:0;font-size:16px;line-height:1.8;color:{_SOFT};",
    "summary": f"margin:0 0 32px;padding:20px 20px 2px;background-color:{_PAPER};",
    "source": f"margin:36px 0 0;padding-top:16px;border-top:1px solid {_LINE};font-size:14px;"
    f"line-height:1.8;color:{_SOFT};",
    "figure": "margin:0 0 28px;",
    "picture": "display:block;width:100%;height:auto;",
    "caption": f"margin:8px 0 0;font-size:14px;line-height:1.7;color:{_SOFT};",
}
"""Our own elements, by their class."""
_OPENING = re.compile(
    r'<(?:(p|h[234]|blockquote|ul|ol|li|hr|code|strong)>|(section|p|img) class="(\w+)")'
)
_LINK = re.compile(r"</?a\b[^>]*>")
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="{root}{sheet}">
<link rel="icon" href="{root}assets/images/seal.svg" type="image/svg+xml">
</head>
<body>
{article}
</body>
</html>
""")
_ARTICLE = Markup(
    '<section class="article">\n'
    '<section class="head"><p class="honour">{honour}</p>'
    '<p class="name">{name}</p><p class="citation">{citation}</p></section>\n'
    '{lead}<section class="summary">{summary}</section>\n'
    "{story}\n{pictures}"
    '<p class="source">来源：{site}{address}{sample}</p>\n</section>'
)
_PICTURE = Markup(
    '<section class="figure"><img class="picture" src="{src}" alt="{alt}">'
    '<p class="caption">{caption}{credit}</p></section>\n'
)


def address(entry: str) -> str:
    """Of the article of an entry's address."""
    return beside.address(FOLDER, entry)


def text_address(entry: str) -> str:
    """Of what is copied."""
    return beside.address(FOLDER, entry, "txt")


def page(view: views.EntryPage, entry: str, site: str) -> bytes:
    """The article as a page to look at."""
    return _PAGE.format(
        title=f"{view.name} · {site}",
        root=beside.root(address(entry)),
        sheet=SHEET,
        article=article(view, entry, site),
    ).encode()


def text(view: views.EntryPage, entry: str, site: str) -> bytes:
    """The article with its styles inside, as it is pasted: served as plain text, never as a page."""
    return str(styled(article(view, entry, site))).encode()


def sheet() -> bytes:
    """The same styles for the page that is looked at."""
    rules = {
        "body": "margin:0 auto;padding:16px;max-width:578px;background-color:#fff",
        **{f"{tag}:not([class])": told for tag, told in _ELEMENTS.items()},
        **{f".{part}": told for part, told in _PARTS.items()},
    }
    return "".join(f"{which}{{{told}}}\n" for which, told in rules.items()).encode()


def article(view: views.EntryPage, entry: str, site: str) -> Markup:
    """The article alone, with classes. Only photos that newsrooms may reuse are in it; links go, as
    WeChat allows none abroad.
    """
    root = beside.root(address(entry))
    photos = view.press.photos if view.press else ()
    pictures = [_picture(photo, root) for photo in photos]
    return _ARTICLE.format(
        honour=" · ".join(filter(None, (view.honours[0].text, view.honours[0].mark))),
        name=view.name,
        citation=view.citation,
        lead=pictures[0] if pictures else "",
        summary=unlinked(view.summary),
        story=unlinked(view.story),
        pictures=Markup("").join(pictures[1:]),
        site=site,
        address=f"（{view.head.canonical}）" if view.head.canonical else "",
        sample="。样例：人物与项目均为虚构" if view.sample else "",
    )


def unlinked(html: Markup) -> Markup:
    """Clean HTML with its links as plain words."""
    return Markup(_LINK.sub("", str(html)))


def styled(html: Markup) -> Markup:
    """The style of each element inside it, in place of its class."""
    return Markup(_OPENING.sub(_with_style, str(html)))


def _with_style(opening: re.Match[str]) -> str:
    tag, ours, part = opening.groups()
    return f'<{tag} style="{_ELEMENTS[tag]}">' if tag else f'<{ours} style="{_PARTS[part]}"'


def _picture(photo: views.Photo, root: str) -> Markup:
    return _PICTURE.format(
        src=root + photo.picture.jpeg,
        alt=photo.picture.alt,
        caption=photo.caption,
        credit=f"（{photo.credit}）" if photo.credit else "",
    )
