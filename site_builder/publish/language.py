"""A language of the site: its words for ours, and where its pages lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

Words = Mapping[str, tuple[str, ...]]
"""Our Chinese words -> theirs: of one, and of several where that differs."""

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGN = re.compile(f"[{_HAN}]")
_RUN = re.compile(f"[{_HAN}](?:[{_HAN}\u3001-\u301f\uff01-\uff5e“”·]*[{_HAN}])?")
_TAG = re.compile("(<[^>]*>)")


@dataclass(frozen=True)
class Language:
    """`say` and `many` take the Chinese text; `%(name)s` in it is filled in."""

    code: str
    """As the configuration names it: en."""
    tag: str
    """As HTML names it: zh-CN."""
    locale: str
    """As Open Graph names it: zh_CN."""
    name: str
    """What it calls itself."""
    folder: str = ""
    """Below the root, where its pages lie; empty for the first one."""
    words: Words = field(default_factory=dict, compare=False, repr=False)

    @property
    def chinese(self) -> bool:
        return self.code == "zh"

    def say(self, text: str, **parts: object) -> str:
        told = self.words.get(text, (text,))[0]
        return told % parts if parts else told

    def many(self, text: str, count: int, **parts: object) -> str:
        """The form for so many."""
        told = self.words.get(text, (text,))[0 if count == 1 else -1]
        return told % parts if parts else told

    def at(self, address: str) -> str:
        """Where a page of this language lies that has this address in the first one."""
        return self.folder + address

    def file(self, address: str) -> str:
        """The same of a script that holds words: data/ways.js, data/ways-en.js."""
        return address if self.chinese else address.replace(".js", f"-{self.code}.js")


CHINESE = Language("zh", "zh-CN", "zh_CN", "中文")


ENGLISH = "en/"
"""Where the English pages lie."""


def english(words: Words) -> Language:
    return Language("en", "en", "en_GB", "English", ENGLISH, words)


def is_chinese(text: str) -> bool:
    """Whether a text is in Chinese: by far the most are, or are not at all."""
    signs = len(_SIGN.findall(text))
    return signs > 0 and signs * 2 >= sum(map(str.isascii, filter(str.isalpha, text)))


def attribute(text: str) -> Markup:
    """`lang` of an element that holds this text on a page in another language, or nothing."""
    return Markup(' lang="zh-CN"') if is_chinese(_TAG.sub("", text)) else Markup("")


def marked(text: Any) -> Markup:
    """A text on a page in another language, with what is Chinese in it marked so.

    HTML stays HTML; where all of it is Chinese, the element around it says so (`attribute`).
    """
    if not isinstance(text, Markup):
        text = str(text)
        whole = Markup('<span lang="zh-CN">{}</span>')
        return whole.format(text) if is_chinese(text) else Markup(_runs(str(escape(text))))
    if attribute(text):
        return text
    parts = _TAG.split(text)
    return Markup("".join(part if at % 2 else _runs(part) for at, part in enumerate(parts)))


def _runs(text: str) -> str:
    return _RUN.sub(lambda found: f'<span lang="zh-CN">{found[0]}</span>', text)
