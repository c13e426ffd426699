"""Rules on how long texts are, in Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.say import bounds, rules, warning
from site_builder.content.library import Entry, Library
from site_builder.content.model import Kind, Range
from site_builder.content.original import Originals
from site_builder.content.problem import Problem, Text

_CHINESE = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U000323af〇]")


def characters(text: str) -> int:
    """Chinese characters, rare ones beyond the basic plane too; signs and letters don't count."""
    return len(_CHINESE.findall(text))


def citation_length(library: Library, _: Originals) -> Iterator[Problem]:
    """一句话推介语不超过规定字数。 / The citation keeps to its length."""
    for entry in library.entries:
        asked = rules(entry, library).citation
        yield from _length(entry, "citation", len(entry.data.citation.strip()), asked, "推介语")


def summary_length(library: Library, _: Originals) -> Iterator[Problem]:
    """宣传展示材料三百字左右。 / The summary keeps to its length."""
    for entry in library.entries:
        asked = rules(entry, library).summary
        yield from _length(entry, "summary", characters(entry.data.summary), asked, "宣传展示材料")


def story_length(library: Library, _: Originals) -> Iterator[Problem]:
    """主要事迹和成效够长。 / The story is as long as the notice asks."""
    for entry in library.entries:
        figures = rules(entry, library)
        asked = figures.star_story if entry.kind is Kind.STAR else figures.project_story
        yield from _length(entry, "story", characters(entry.data.story), asked, "主要事迹")


def _length(entry: Entry, key: str, got: int, asked: Range, name: str) -> Iterator[Problem]:
    if asked.holds(got):
        return
    zh, en = bounds(asked)
    short = asked.min is not None and got < asked.min
    yield warning(
        entry.place(key), f"{key}-length",
        Text(f"{name}现有 {got} 字，要求{zh} 字。", f"The {key} has {got} characters; {en} are asked."),
        Text("补充内容。" if short else "精简内容。", "Add to it." if short else "Shorten it."),
    )  # fmt: skip
