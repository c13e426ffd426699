"""What is lettered on an entry's cards and placard, and of which photo they are made."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from site_builder import lettering
from site_builder.content.gate import ShownEntry
from site_builder.content.library import Entry, Library
from site_builder.content.model import Scope
from site_builder.content.original import Originals, PictureFacts
from site_builder.media.plan import Recipes, SharedRecipes
from site_builder.media.recipe import CardRecipe, PlacardRecipe, Words
from site_builder.media.scenes import Portrait
from site_builder.publish import cards, words
from site_builder.publish.showing import Address


def recipes(
    entries: Iterable[ShownEntry],
    library: Library,
    originals: Originals,
    address: Address,
    how: Recipes,
) -> SharedRecipes:
    """Cards for every entry shown, placards for those that may be printed.

    Nothing is made of words that no typeface has whole: a name never shows an empty box.
    """
    if not how.cards and how.placards == "none":
        return {}
    several = tuple(entries)
    readable = {path for path, facts in originals.items() if isinstance(facts, PictureFacts)}
    newest = max((honour.campaign for each in several for honour in each.honours), default=0)
    found: dict[Path, tuple[CardRecipe | PlacardRecipe, ...]] = {}
    for each in several:
        told = lettered(each, library, address)
        if not lettering.lacking(told.all):
            found[ground(each.entry, readable)] = tuple(_recipes(each, told, readable, how, newest))
    return found


def lettered(each: ShownEntry, library: Library, address: Address) -> Words:
    entry, honour = each.entry, cards.honours(each, library)[0]
    return Words(
        site=address.name,
        kind=words.KINDS[entry.kind],
        name=" ".join(entry.data.name.split()),
        honour=honour.text,
        mark=honour.mark,
        citation=entry.data.citation,
        place=f"{entry.data.region} · {honour.year}",
        owner=cards.owner(each),
        address=address.full(entry.address),
        sample="虚构样例" if entry.data.sample else "",
    )


def ground(entry: Entry, readable: Container[Path]) -> Path:
    """The first photo that can be read; the entry's own file where there is none."""
    return _photo(entry, readable) or entry.folder / Path(entry.source.file).name


def portraits(entry: Entry, originals: Originals, faces: bool) -> Iterator[tuple[Path, Portrait]]:
    """The photos that can be read, in their order; faces are looked for where no focus is given."""
    for photo in entry.data.photos:
        path = entry.folder / photo.file
        if isinstance(facts := originals.get(path), PictureFacts):
            yield path, Portrait(facts.digest, photo.focus, faces and photo.focus is None)


def _photo(entry: Entry, readable: Container[Path]) -> Path | None:
    paths = (entry.folder / photo.file for photo in entry.data.photos)
    return next((path for path in paths if path in readable), None)


def _recipes(
    each: ShownEntry, told: Words, readable: Container[Path], how: Recipes, newest: int
) -> Iterator[CardRecipe | PlacardRecipe]:
    entry = each.entry
    path = _photo(entry, readable)
    focus = next((p.focus for p in entry.data.photos if path and p.file == path.name), None)
    faces = how.still.faces and focus is None and path is not None
    if how.cards:
        yield CardRecipe(told, path is not None, focus, faces)
    recent = how.placards == "all" or newest in {honour.campaign for honour in each.honours}
    if recent and how.placards != "none" and Scope.PRINT in each.scopes:
        yield PlacardRecipe(told, path is not None, focus, faces)
