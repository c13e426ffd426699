"""What search may find: the public words of each entry."""

from __future__ import annotations

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Project
from site_builder.publish import cards, prose, words
from site_builder.publish.search import Document
from site_builder.publish.showing import Showing


def documents(showing: Showing) -> tuple[Document, ...]:
    return tuple(document(each, showing) for each in showing.entries)


def document(each: ShownEntry, showing: Showing) -> Document:
    entry, data = each.entry, each.entry.data
    film, captions = data.film, None
    if film and film.captions:
        captions = showing.shelf.captions.get(entry.folder / film.captions)
    lines = [cards.owner(each), data.region, *data.fields]
    if isinstance(data, Project):
        lines += [*data.organisers, data.venue, data.audience]
    else:
        lines.append(data.position)
    lines += [
        f"{honour.campaign}年{words.LEVELS[honour.level]}{words.KINDS[entry.kind]}"
        for honour in each.honours
    ]
    texts = [data.citation, data.summary, prose.to_text(data.story)]
    texts += [photo.caption for photo in data.photos]
    texts += [film.title] if film else []
    texts += ["，".join(cue.text for cue in captions.cues)] if captions else []
    return Document(
        slug=entry.slug,
        href=entry.address,
        kind=str(entry.kind),
        titles=(data.name, *data.aliases),
        pinyin=data.pinyin,
        lines=tuple(line for line in lines if line),
        texts=tuple(text for text in texts if text),
    )
