"""What an entry's page follows from, told without making it: plain data, to take prints of.

A page that would come out the same is not made at all, so whatever `pages.entry` reads has to be here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version

from site_builder.content.gate import ShownEntry
from site_builder.content.library import Entry
from site_builder.publish import sharing
from site_builder.publish.showing import Showing

_RENDERING = ("babel", "markdown", "nh3", "pypinyin", "jinja2", "mkdocs", "mkdocs-material")
"""Packages that pages come out of: another version may write them otherwise."""


def premises(showing: Showing) -> str:
    """Of what all entries' pages depend on: years, words, the site's address, the packages."""
    told = [version(name) for name in _RENDERING]
    told += [showing.address.base, showing.address.name, showing.language.code]
    told.append(showing.library.vocabulary.model_dump_json())
    told += [year.campaign.model_dump_json() for _, year in sorted(showing.library.years.items())]
    return hashlib.blake2b("\0".join(told).encode(), digest_size=16).hexdigest()


def inputs(each: ShownEntry, showing: Showing, premises: str) -> object:
    """Of one entry: its file, what may be shown of it now, its copies, and its neighbours' cards.

    None where its file's bytes are not known.
    """
    entry = each.entry
    if not entry.source.digest:
        return None
    return (
        premises,
        entry.address,
        entry.source.digest,
        [(each_.campaign, each_.level.value, str(each_.grade)) for each_ in each.honours],
        sorted(scope.value for scope in each.scopes),
        tuple(_copies(entry, showing)),
        showing.kits.get(entry.address),
        showing.related(each),
    )


def _copies(entry: Entry, showing: Showing) -> Iterator[object]:
    """Everything on the shelf that was made of the entry's files."""
    shelf = showing.shelf
    boards = (
        shelf.stills,
        shelf.films,
        shelf.posters,
        shelf.captions,
        shelf.storyboards,
        shelf.previews,
        shelf.press,
    )
    for _, name in entry.files():
        original = entry.folder / name
        yield [board.get(original) for board in boards]
    ground = sharing.ground(entry, shelf.stills)
    yield shelf.cards.get(ground), shelf.placards.get(ground)
