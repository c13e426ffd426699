"""Rules on how long texts are, in Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.measured import Measured, bounded, bounds, counted
from site_builder.checks.say import rules
from site_builder.content.library import Entry, Library
from site_builder.content.model import Kind, Range
from site_builder.content.original import Originals
from site_builder.content.problem import Problem, Text, warning

ENGLISH_CITATION = 160
"""Characters that an English citation has at most: cards have room for so many."""
_CHINESE = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U0003fffd〇]+")


def characters(text: str) -> int:
    """Chinese characters, rare ones beyond the basic plane too; signs and letters don't count."""
    return sum(map(len, _CHINESE.findall(text)))


def citation_length(library: Library, _: Originals) -> Iterator[Measured]:
    """一句话推介语不超过规定字数。 / The citation keeps to its length."""
    for entry in library.entries:
        asked = rules(entry, library).citation
        yield _length(entry, "citation", len(entry.data.citation.strip()), asked, "推介语")


def short_length(library: Library, _: Originals) -> Iterator[Measured]:
    """短介绍一百字左右，可以不写。 / The short text keeps to its length; it may be left out."""
    for entry in library.entries:
        if entry.data.short.strip():
            asked = rules(entry, library).short
            yield _length(entry, "short", characters(entry.data.short), asked, "短介绍")


def summary_length(library: Library, _: Originals) -> Iterator[Measured]:
    """宣传展示材料三百字左右。 / The summary keeps to its length."""
    for entry in library.entries:
        asked = rules(entry, library).summary
        yield _length(entry, "summary", characters(entry.data.summary), asked, "宣传展示材料")


def story_length(library: Library, _: Originals) -> Iterator[Measured]:
    """主要事迹和成效够长。 / The story is as long as the notice asks."""
    for entry in library.entries:
        figures = rules(entry, library)
        asked = figures.star_story if entry.kind is Kind.STAR else figures.project_story
        yield _length(entry, "story", characters(entry.data.story), asked, "主要事迹")


def english(library: Library, _: Originals) -> Iterator[Problem]:
    """英文写的是英文，推介语不超过 160 个字符。 / What is given as English is English, and not long."""
    for entry in library.entries:
        told = entry.data.english
        if told is None:
            continue
        for key, text in (
            ("name", told.name),
            ("citation", told.citation),
            ("summary", told.summary),
        ):
            if characters(text) > sum(map(str.isascii, filter(str.isalpha, text))):
                yield warning(
                    entry.place("english", key), "not-english",
                    Text(f"english.{key} 写的像是中文。", f"english.{key} looks like Chinese."),
                    Text("改成英文；没有英文的，这一栏不写。", "Write it in English, or leave it out."),
                )  # fmt: skip
        if len(told.citation) > ENGLISH_CITATION:
            yield warning(
                entry.place("english", "citation"), "english-citation-length",
                Text(f"英文推介语现有 {len(told.citation)} 个字符，要求不超过 {ENGLISH_CITATION} 个。",
                     f"The English citation has {len(told.citation)} characters; at most {ENGLISH_CITATION} are asked."),
                Text("精简内容。", "Shorten it."),
            )  # fmt: skip


_CHARACTERS = Text("字", "characters")


def _length(entry: Entry, key: str, got: int, asked: Range, name: str) -> Measured:
    problems = () if asked.holds(got) else (_off(entry, key, got, asked, name),)
    figure = Text(f"{name}字数", f"length of {key}")
    return Measured(entry, figure, counted(got, _CHARACTERS), bounded(asked, _CHARACTERS), problems)


def _off(entry: Entry, key: str, got: int, asked: Range, name: str) -> Problem:
    zh, en = bounds(asked)
    short = asked.min is not None and got < asked.min
    return warning(
        entry.place(key), f"{key}-length",
        Text(f"{name}现有 {got} 字，要求{zh} 字。", f"The {key} has {got} characters; {en} are asked."),
        Text("补充内容。" if short else "精简内容。", "Add to it." if short else "Shorten it."),
    )  # fmt: skip
