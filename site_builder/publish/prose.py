"""Editors' Markdown as HTML that is safe to print, and as plain text."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser

import nh3
from markdown import Markdown
from markupsafe import Markup

_HEADING = re.compile(r"^(#{2,4}) +(.+)$")
_MARKUP = re.compile(r"[#*_`\[\]<>&!|~\\=+\-]|^\s*\d+[.)]|^ {4}| {2}\n", re.MULTILINE)
_VERSE = re.compile(r"^(>.*\S)[ ]*\n(?=> *\S)", re.MULTILINE)
_TAG = re.compile(r"<[^>]+>")
_TAGS = {
    "p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "strong", "em", "br", "hr", "a", "code",
}  # fmt: skip
_BLOCKS = _TAGS - {"strong", "em", "br", "a", "code"}
_markdown = Markdown()


@lru_cache(maxsize=1 << 16)  # a page and a kit want the same; their views hold what is kept here
def to_html(text: str, *, own: bool = False) -> Markup:
    """Render Markdown and sanitise it: no image, script, style or frame; links to http(s) only,
    and to pages of this site where it is `own`.

    Text of paragraphs and headings alone, which most are, takes a short cut forty times faster.
    """
    simple = [_simple(part) for part in text.strip().split("\n\n") if part.strip()]
    if None not in simple:
        return Markup("\n".join(map(str, simple)))
    rendered = _markdown.reset().convert(_VERSE.sub(r"\1  \n", _joined(text)))
    return Markup(clean(rendered.replace("<h1>", "<h2>").replace("</h1>", "</h2>"), own=own))


def paragraphs(text: str) -> tuple[str, ...]:
    """The parts that blank lines set apart, as they are written."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _simple(part: str) -> str | None:
    """A paragraph or a heading without any markup inside; None for anything else."""
    heading = _HEADING.match(part.strip())
    tag, words = (f"h{len(heading[1])}", heading[2]) if heading else ("p", part)
    if _MARKUP.search(words):
        return None
    return f"<{tag}>{html.escape(_joined(words.strip()), quote=False)}</{tag}>"


def clean(rendered: str, *, own: bool = False) -> str:
    """HTML with nothing in it that could run, load or reach beyond a link to a web address; `own`
    lets links to pages of this site stand as well.
    """
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_own if own else _abroad,
        url_schemes={"http", "https"},
        link_rel="noopener nofollow",
    )


def _abroad(_: str, name: str, value: str) -> str | None:
    web = value.lower().startswith(("http://", "https://"))
    return value if web or name != "href" else None


def _own(_: str, name: str, value: str) -> str | None:
    """`//other.example` names a host without a scheme."""
    return None if name == "href" and re.match(r"\s*[\\/]{2}", value) else value


def to_text(text: str) -> str:
    """The words of a Markdown text, without its markup."""
    return words_of(to_html(text))


def words_of(rendered: Markup) -> str:
    """The words of rendered HTML."""
    return html.unescape(_TAG.sub("", rendered)).strip()


def blocks(rendered: Markup) -> tuple[tuple[str, str], ...]:
    """Headings and paragraphs of rendered HTML, in order: (`h2` … `p`), and the words."""
    reader = _Blocks()
    reader.feed(rendered)
    reader.end()
    return tuple(reader.told)


class _Blocks(HTMLParser):
    """Whatever stands in no heading is a paragraph; nothing is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str]] = []
        self._tag, self._words = "p", ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives it
        if tag in _BLOCKS:
            self.end()
            self._tag = tag if tag.startswith("h") and tag != "hr" else "p"
        elif tag == "br":
            self.end()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end()
            self._tag = "p"

    def handle_data(self, data: str) -> None:
        self._words += data

    def end(self) -> None:
        if words := " ".join(self._words.split()):
            self.told.append((self._tag, words))
        self._words = ""


def _joined(text: str) -> str:
    """Undo line breaks between two Chinese characters: a browser would print them as a space."""
    return re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3400-\u9fff\uff00-\uffef“‘《])", "", text
    )
