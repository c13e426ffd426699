"""An entry as it stands in a list, and its honours in words."""

from __future__ import annotations

from site_builder.content.gate import ShownEntry
from site_builder.content.library import Library
from site_builder.content.model import Honour, Kind, Star
from site_builder.media.shelf import Shelf
from site_builder.publish import pictures, views, words


def card(shown: ShownEntry, shelf: Shelf) -> views.Card:
    entry, data = shown.entry, shown.entry.data
    best = shown.honours[0]
    first = pictures.first(entry, shelf)
    return views.Card(
        slug=entry.slug,
        href=entry.address,
        kind=words.KINDS[entry.kind],
        name=data.name,
        line=owner(shown),
        region=data.region,
        citation=data.citation,
        picture=first.picture if first else None,
        mark=mark(shown),
        honour=f"{words.LEVELS[best.level]} · {best.campaign}",
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


def honours(shown: ShownEntry, library: Library) -> tuple[views.Honour, ...]:
    return tuple(_honour(honour, shown.entry.kind, library) for honour in shown.honours)


def _honour(honour: Honour, kind: Kind, library: Library) -> views.Honour:
    document = library.years[honour.campaign].campaign.rounds[honour.level].document
    return views.Honour(
        year=honour.campaign,
        level=words.LEVELS[honour.level],
        text=f"{honour.campaign}年{words.LEVELS[honour.level]}{words.KINDS[kind]}",
        mark=words.GRADES[honour.grade] if honour.grade else "",
        document=document.number if document else "",
        date=words.day(document.date) if document else "",
        year_href=f"years/{honour.campaign}/",
    )
