"""Rules on links and pictures in editors' Markdown: web addresses alone, and no picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from site_builder.content.library import Library
from site_builder.content.original import Originals
from site_builder.content.problem import Place, Problem, Text, warning

MARKDOWN = ("summary", "story")
"""The fields of an entry that are read as Markdown; in all others a link is plain text."""
_SIGNS = ("](", "][", "]:", "<")
"""One of them is in every link; most stories hold none and need no second look."""
_LINK = re.compile(
    r"""(?P<picture>!\[[^\]\n]{0,200}\][(\[]|<(?:img|picture|video|audio|embed|object|iframe)\b)
    | \[[^\]\n]{0,200}\]\(\s{0,4}<?(?P<inline>[^)\s>]{1,2000})
    | <(?P<bare>[a-z][a-z0-9+.-]{1,20}:[^>\s]{1,2000}|[^\s<>@]{1,200}@[^\s<>]{1,200})>
    | \bhref\s{0,4}=\s{0,4}["']?(?P<html>[^"'\s>]{1,2000})
    | ^\ {0,3}\[[^\]\n]{1,200}\]:\ {0,4}<?(?P<listed>[^\s>]{1,2000})""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_WEB = ("http://", "https://")
_SCHEME = re.compile(
    r"\s*([a-z][a-z0-9+.-]*:|[\\/]{2}|[^/?#]*&(#|colon|tab|newline))", re.IGNORECASE
)
"""What leads out of the site, `javascript&colon;` and `//other.example` among it."""


@dataclass(frozen=True)
class Found:
    """A link, or a picture where `target` is empty; `line` counts from 0 within the text."""

    line: int
    target: str


def links(library: Library, _: Originals) -> Iterator[Problem]:
    """正文里的链接只用 http(s) 网址，图片写在 photos 里。 / Links are http(s); pictures go in photos."""
    for entry in library.entries:
        for key in MARKDOWN:
            told = found(getattr(entry.data, key))
            for each in dict.fromkeys(replace(one, line=0) for one in told):
                if not each.target:
                    yield _picture(entry.place(key))
                elif not each.target.lower().startswith(_WEB):
                    yield _removed(entry.place(key), each.target)


def of_page(file: str, text: str) -> Iterator[Problem]:
    """The same of a hand-written page, which may lead to other pages of the site as well."""
    for each in dict.fromkeys(found(text)):
        place = Place(file, each.line + 1)
        if not each.target:
            yield warning(
                place, "page-picture",
                Text("这一页里插了图片，页面上不会显示。", "A picture in this page is not shown."),
                Text("删掉这一处；照片都放在条目里。", "Take it out; photos belong to entries."),
            )  # fmt: skip
        elif not each.target.lower().startswith(_WEB) and leads_out(each.target):
            yield _removed(place, each.target)


def found(text: str) -> Iterator[Found]:
    """Every link and picture in Markdown, in order."""
    if not any(sign in text for sign in _SIGNS):
        return
    for match in _LINK.finditer(text):
        target = match["inline"] or match["bare"] or match["html"] or match["listed"] or ""
        yield Found(text.count("\n", 0, match.start()), target)


def leads_out(target: str) -> bool:
    """Whether it names a scheme or a host, or an e-mail address, and not a page of the site."""
    return bool(_SCHEME.match(target)) or ("@" in target and "/" not in target)


def _picture(place: Place) -> Problem:
    return warning(
        place, "story-picture",
        Text("正文里插了图片，页面上不会显示。", "A picture in the story is not shown."),
        Text("把图片放进文件夹，写到 photos 里。", "Put it into the folder and list it in photos."),
    )  # fmt: skip


def _removed(place: Place, target: str) -> Problem:
    return warning(
        place, "link-removed",
        Text(f"正文里的链接（{_start(target)}）不是 http(s) 网址，页面上会去掉。",
             f"A link in the story ({_start(target)}) is no http(s) address: it is removed."),
        Text("改成完整的网址，以 https:// 开头；或者只留文字。",
             "Write the whole address, beginning with https://, or leave just the words."),
    )  # fmt: skip


def _start(target: str) -> str:
    """Enough of a link to find it by; what follows `mailto:` and `tel:` is nobody's business."""
    scheme, colon, _ = target.partition(":")
    return f"{scheme[:12]}:…" if colon else f"{target[:6]}…"
