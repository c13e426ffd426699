"""An entry as it stands in a list, and its honours in words."""

from __future__ import annotations

from site_builder.content.gate import ShownEntry
from site_builder.content.library import Entry, Library
from site_builder.content.model import English, Honour, Kind, Project, Star
from site_builder.media.shelf import Shelf
from site_builder.publish import pictures, views, words
from site_builder.publish.language import CHINESE, Language


def told(data: Star | Project, language: Language) -> English:
    """Name, citation and summary, each in this language if it is written in it."""
    own = English(name=data.name, citation=data.citation, summary=data.summary)
    if language.chinese or data.english is None:
        return own
    return English(
        name=data.english.name,
        citation=data.english.citation or own.citation,
        summary=data.english.summary or own.summary,
    )


def address(entry: Entry, language: Language) -> str:
    """Of the entry's page in this language, or else of the Chinese one."""
    held = language.chinese or entry.data.english is not None
    return language.at(entry.address) if held else entry.address


def card(shown: ShownEntry, shelf: Shelf, region: str, language: Language = CHINESE) -> views.Card:
    """`region` is its city's name in this language."""
    entry, data = shown.entry, shown.entry.data
    own = told(data, language)
    best = shown.honours[0]
    first = pictures.first(entry, shelf)
    return views.Card(
        slug=entry.slug,
        href=address(entry, language),
        kind=language.say(words.KINDS[entry.kind]),
        name=own.name,
        line=owner(shown),
        region=region,
        citation=own.citation,
        picture=first.picture if first else None,
        mark=language.say(mark(shown)),
        honour=f"{language.say(words.LEVELS[best.level])} · {best.campaign}",
        film=pictures.plays(entry, shelf),
        preview=pictures.preview(entry, shelf),
        sample=data.sample,
    )


def owner(shown: ShownEntry) -> str:
    """Where a person works, or who hosts a project."""
    data = shown.entry.data
    return data.organization if isinstance(data, Star) else "、".join(data.hosts)


def mark(shown: ShownEntry) -> str:
    """事迹特别感人 or 特别受百姓喜爱, where an honour carries it."""
    return next((words.GRADES[honour.grade] for honour in shown.honours if honour.grade), "")


def honours(
    shown: ShownEntry, library: Library, language: Language = CHINESE
) -> tuple[views.Honour, ...]:
    kind = shown.entry.kind
    return tuple(_honour(honour, kind, library, language) for honour in shown.honours)


def title(honour: Honour, kind: Kind, language: Language = CHINESE) -> str:
    """2026年省级百姓学习之星"""
    return language.say(
        "%(year)s年%(level)s%(kind)s",
        year=honour.campaign,
        level=language.say(words.LEVELS[honour.level]),
        kind=language.say(words.KINDS[kind]),
    )


def _honour(honour: Honour, kind: Kind, library: Library, language: Language) -> views.Honour:
    document = library.years[honour.campaign].campaign.rounds[honour.level].document
    return views.Honour(
        year=honour.campaign,
        level=language.say(words.LEVELS[honour.level]),
        text=title(honour, kind, language),
        mark=language.say(words.GRADES[honour.grade]) if honour.grade else "",
        document=document.number if document else "",
        date=words.day(document.date, language) if document else "",
        year_href=language.at(f"years/{honour.campaign}/"),
    )
