"""What search may find: the public words of each entry."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Project
from site_builder.publish import cards, facets, prose
from site_builder.publish.grams import Document
from site_builder.publish.showing import Showing


def documents(showing: Showing) -> tuple[Document, ...]:
    return tuple(document(each, showing) for each in showing.entries)


def document(each: ShownEntry, showing: Showing) -> Document:
    entry, data = each.entry, each.entry.data
    film, captions = data.film, None
    if film and film.captions:
        captions = showing.shelf.captions.get(entry.folder / film.captions)
    places = [cards.owner(each), data.region, *data.fields]
    titles = [film.title] if film else []
    if isinstance(data, Project):
        places += [*data.organisers, data.venue, data.audience]
    else:
        titles.insert(0, data.position)
    places += [cards.title(honour, entry.kind) for honour in each.honours]
    # Of English the name alone: its words are made of the letters that pinyin is asked for by.
    english = data.english
    return Document(
        slug=entry.slug,
        href=entry.address,
        kind=str(entry.kind),
        pinyin=data.pinyin,
        name=data.name,
        aliases=_said((*data.aliases, english.name if english else "")),
        titles=_said(titles),
        places=_said(places),
        citation=data.citation,
        summary=prose.to_text(data.summary),
        story=prose.to_text(data.story),
        captions=_said(photo.caption for photo in data.photos),
        transcript="，".join(cue.text for cue in captions.cues) if captions else "",
        card=facets.card(each, showing),
    )


def _said(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
