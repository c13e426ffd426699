"""What newsrooms are given of an entry: its texts, photos and film, and what is written inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Project, Scope, Star, Usage
from site_builder.media.recipe import Cards, Copy, Placard, PressRecipe
from site_builder.publish import embed, pictures, prose, views, wechat, words
from site_builder.publish.language import Language
from site_builder.publish.showing import Address, Showing

SHORT = 125
"""Characters that the short text, where it is cut out of the summary, stays under."""
_SENTENCE = re.compile(r"[^。！？]+[。！？]*[”’」』）]*")


def recipes(entries: Iterable[ShownEntry], address: Address) -> dict[Path, PressRecipe]:
    """A recipe for each photo that newsrooms may reuse, by the photo's absolute path."""
    return {
        each.entry.folder / photo.file: PressRecipe(
            title=each.entry.data.name,
            caption=photo.caption,
            credit=photo.credit,
            terms=words.USAGES[photo.usage],
            address=address.full(each.entry.address),
        )
        for each in entries
        if Scope.PRESS in each.scopes
        for photo in each.entry.data.photos
        if photo.usage is Usage.PRESS
    }


@dataclass(frozen=True)
class Told:
    """What an entry's page already holds, for its corner to go by."""

    gallery: tuple[views.Photo, ...]
    cards: Cards | None
    placard: Placard | None


def corner(each: ShownEntry, showing: Showing, told: Told) -> views.PressCorner | None:
    """All that a newsroom copies or downloads; None without consent to the press."""
    entry, data = each.entry, each.entry.data
    if Scope.PRESS not in each.scopes:
        return None
    released = tuple(photo for photo in told.gallery if photo.press)
    return views.PressCorner(
        versions=tuple(_versions(data)),
        photos=released,
        kept=len(told.gallery) - len(released),
        terms=words.TERMS[Usage.PRESS],
        downloads=tuple(_downloads(each, showing, told)),
        updated=words.day(showing.dates(each).updated),
        changes=tuple(
            views.Fact(words.day(change.date), change.what)
            for change in sorted(data.changes, key=lambda change: change.date, reverse=True)
        ),
        embed=embed.snippet(entry, showing.address),
        article=wechat.address(entry.address),
    )


def short(data: Star | Project) -> str:
    """The short text, or as many of the summary's first sentences as stay under its length."""
    return data.short.strip() or _opening(prose.to_text(data.summary))


def _opening(summary: str) -> str:
    taken = ""
    for sentence in _SENTENCE.findall("".join(summary.split("\n"))):
        if taken and len(taken + sentence) > SHORT:
            break
        taken += sentence
    return taken.strip()


def texts(data: Star | Project) -> dict[str, tuple[str, str]]:
    """The texts of four lengths, plain, the shortest first: key -> (what it is called, its words)."""
    return {
        "citation": ("推介语", data.citation),
        "short": ("短介绍", short(data)),
        "summary": ("简介", prose.to_text(data.summary)),
        "story": ("故事全文", prose.to_text(data.story)),
    }


def _versions(data: Star | Project) -> Iterator[views.Version]:
    """The page itself holds all but the short one."""
    for key, (label, text) in texts(data).items():
        shown = text if key == "short" else ""
        yield views.Version(key, label, len("".join(text.split())), shown)


def downloads(each: ShownEntry, showing: Showing, told: Told) -> tuple[views.Download, ...]:
    """Files to take away, none without consent to the press. What they hold is in Chinese."""
    return tuple(_downloads(each, showing, told)) if Scope.PRESS in each.scopes else ()


def offered(archive: views.Download, language: Language) -> views.Download:
    """An archive as this language offers it. What it holds is Chinese, and its size is enough."""
    if language.chinese:
        return archive
    size = language.say("约 %(size)s", size=archive.size.rpartition("约 ")[2])
    return replace(archive, label=language.say(archive.label), size=size)


def _downloads(each: ShownEntry, showing: Showing, told: Told) -> Iterator[views.Download]:
    language, name = showing.language, each.entry.data.name
    if kit := showing.kits.get(each.entry.address):
        yield offered(kit, language)
    yield from _film(each, showing)
    if told.cards:
        yield _picture("分享图", told.cards.wide, f"{name}-分享图", language)
        yield _picture("竖版海报", told.cards.tall, f"{name}-海报", language)
    if placard := told.placard:
        measure = f"{placard.file.width}×{placard.file.height}"
        size = language.say(
            "%(measure)s 毫米，PDF，%(weight)s",
            measure=measure,
            weight=words.weight(placard.file.bytes),
        )
        file, label = pictures.file_name(f"{name}-A2", "pdf"), language.say("A2 印刷海报")
        yield views.Download(pictures.address(placard.file.path), file, label, size)


def _picture(label: str, copy: Copy, name: str, language: Language) -> views.Download:
    href, file = pictures.address(copy.path), pictures.file_name(name, "jpg")
    return views.Download(href, file, language.say(label), pictures.size(copy, language))


def _film(each: ShownEntry, showing: Showing) -> Iterator[views.Download]:
    film, made = each.entry.data.film, pictures.playing(each.entry, showing.shelf)
    if film and made:
        href = pictures.address(made.renditions[0].path)
        name = pictures.file_name(f"{each.entry.data.name}-{film.title}", "mp4")
        label = showing.language.say("影片《%(title)s》", title=film.title)
        yield views.Download(href, name, label, pictures.film_size(made, showing.language))
