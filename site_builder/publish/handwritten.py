"""Hand-written pages, `pages/*.md`: what in them will not be on the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder.checks import links
from site_builder.content.problem import Place, Problem, Text, warning

PAGE = ".md"
_PUBLISHED = {PAGE, ".txt"}
"""Text files are what search engines and WeChat ask for, to see that a site is one's own."""


def problems(pages: Path) -> Iterator[Problem]:
    """Of each page, at its line; and of files beside them that are not published."""
    for path in sorted(pages.rglob("*")):
        within = path.relative_to(pages)
        if not path.is_file() or any(part.startswith(".") for part in within.parts):
            continue
        name = f"{pages.name}/{within.as_posix()}"
        if path.suffix == PAGE:
            yield from links.of_page(name, path.read_text("utf-8", "replace"))
        elif not published(path):
            yield _left_out(name)


def published(path: Path) -> bool:
    """Whether a file in the folder goes to the site. A photo or a form does not: nobody looked into
    it for what is private, and no page can show it.
    """
    return path.suffix in _PUBLISHED


def taken(name: str) -> Problem:
    """Of a page that has the address of one that is made."""
    return warning(
        Place(name), "page-taken",
        Text("这个网址是自动生成的页面的，手写的这一页不会显示。",
             "Its address is that of a page that is made: this one is not shown."),
        Text("换一个文件名。", "Name the file otherwise."),
    )  # fmt: skip


def _left_out(name: str) -> Problem:
    return warning(
        Place(name), "page-file",
        Text("这个文件不会放到网站上：pages 里只发布 .md 页面和 .txt 文件。",
             "This file is not put on the site: of `pages`, only .md pages and .txt files are published."),
        Text("照片和影片放进条目的文件夹；其他文件请移走。",
             "Put photos and films into an entry's folder, and other files elsewhere."),
    )  # fmt: skip
