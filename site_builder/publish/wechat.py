"""An entry as an article to paste into a WeChat official account: inline styles, no script.

The editor there keeps only what is in the elements themselves: no class, no style sheet, no
position and no script. Pictures are fetched from their address when the article is pasted. Here
they are relative, so that the preview shows them anywhere; copying makes them whole.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from site_builder.publish import beside, views

FOLDER = "wechat/"
_INK, _SOFT, _SEAL, _PAPER, _LINE = "#2b2620", "#7a6e60", "#9c1d15", "#fbf6ec", "#e2d6c0"
_TEXT = f"margin:0 0 20px;font-size:17px;line-height:1.9;color:{_INK};text-align:justify;"
_STYLES = {
    "p": _TEXT,
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
_OPENING = re.compile(r"<(p|h[234]|blockquote|ul|ol|li|hr|code|strong)>")
_LINK = re.compile(r"</?a\b[^>]*>")
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
</head>
<body style="margin:0 auto;padding:16px;max-width:578px;background-color:#fff">
{article}
</body>
</html>
""")
_ARTICLE = Markup(
    "<section style=\"font-family:-apple-system,BlinkMacSystemFont,'PingFang SC','Microsoft YaHei',"
    'sans-serif;letter-spacing:0.5px;">\n'
    '<section style="margin:0 0 28px;text-align:center;">'
    '<p style="margin:0 0 8px;font-size:14px;line-height:1.6;color:{seal};letter-spacing:2px;">{honour}</p>'
    '<p style="margin:0 0 12px;font-size:28px;line-height:1.4;font-weight:bold;color:{ink};letter-spacing:3px;">{name}</p>'
    '<p style="margin:0;font-size:16px;line-height:1.8;color:{soft};">{citation}</p></section>\n'
    '{lead}<section style="margin:0 0 32px;padding:20px 20px 2px;background-color:{paper};">{summary}</section>\n'
    "{story}\n{pictures}"
    '<p style="margin:36px 0 0;padding-top:16px;border-top:1px solid {line};font-size:14px;line-height:1.8;color:{soft};">'
    "来源：{site}{address}{sample}</p>\n</section>"
)
_PICTURE = Markup(
    '<section style="margin:0 0 28px;"><img src="{src}" alt="{alt}" style="display:block;width:100%;height:auto;">'
    '<p style="margin:8px 0 0;font-size:14px;line-height:1.7;color:{soft};">{caption}{credit}</p></section>\n'
)


def address(entry: str) -> str:
    """Of the article of an entry's address."""
    return beside.address(FOLDER, entry)


def page(view: views.EntryPage, entry: str, site: str) -> bytes:
    """The article as a page: its own preview, to be copied whole where no script runs."""
    return _PAGE.format(title=f"{view.name} · {site}", article=article(view, entry, site)).encode()


def article(view: views.EntryPage, entry: str, site: str) -> Markup:
    """The article alone. Only photos that newsrooms may reuse are in it."""
    root = beside.root(address(entry))
    photos = view.press.photos if view.press else ()
    pictures = [_picture(photo, root) for photo in photos]
    return _ARTICLE.format(
        ink=_INK, soft=_SOFT, seal=_SEAL, paper=_PAPER, line=_LINE,
        honour=" · ".join(filter(None, (view.honours[0].text, view.honours[0].mark))),
        name=view.name,
        citation=view.citation,
        lead=pictures[0] if pictures else "",
        summary=styled(view.summary),
        story=styled(view.story),
        pictures=Markup("").join(pictures[1:]),
        site=site,
        address=f"（{view.head.canonical}）" if view.head.canonical else "",
        sample="。样例：人物与项目均为虚构" if view.sample else "",
    )  # fmt: skip


def styled(html: Markup) -> Markup:
    """Clean HTML with the style of each element inside it. Links go: WeChat allows none abroad."""
    plain = _LINK.sub("", str(html))
    return Markup(_OPENING.sub(lambda tag: f'<{tag[1]} style="{_STYLES[tag[1]]}">', plain))


def _picture(photo: views.Photo, root: str) -> Markup:
    return _PICTURE.format(
        src=root + photo.picture.jpeg,
        alt=photo.picture.alt,
        soft=_SOFT,
        caption=photo.caption,
        credit=f"（{photo.credit}）" if photo.credit else "",
    )
