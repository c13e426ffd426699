"""Everything on the site: one `yield from` per kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder.media.store import copies
from site_builder.publish import facets, pictures, qr, typeface, views
from site_builder.publish.pages import Page, pages
from site_builder.publish.showing import Showing

SEARCH = "search/"
"""Where the search index stands."""
FACE = "assets/fonts/display.woff2"


@dataclass(frozen=True)
class Asset:
    """One file that is no page: where it stands, and its bytes or the file to link to.

    `content` is only called when the file is not there yet or `lasting` is false: what stands at
    the address of a lasting asset never changes.
    """

    address: str
    content: Callable[[], bytes | Path] | Path
    lasting: bool = False


@dataclass(frozen=True)
class Menu:
    """What the configuration gives the frame."""

    name: str
    tagline: str
    footer: tuple[views.Fact, ...]
    hand_written: tuple[views.Link, ...]


def frame(showing: Showing, menu: Menu) -> views.Site:
    newest = next(iter(showing.by_year), None)
    links = [views.Link("首页", ""), views.Link("寻访", "explore/")]
    if newest is not None:
        links.append(views.Link(f"{newest}年", f"years/{newest}/"))
    return views.Site(
        name=menu.name,
        tagline=menu.tagline,
        sample=any(each.entry.data.sample for each in showing.entries),
        menu=(*links, *menu.hand_written),
        footer=menu.footer,
        search=SEARCH,
        display_font=FACE,
    )


def assets(showing: Showing, made: tuple[Page, ...], heading: str, cache: Path) -> Iterator[Asset]:
    """Every file but pages and the search index. `heading` holds the frame's own words."""
    yield Asset(facets.COLUMNS, lambda: facets.columns(showing).encode())
    yield Asset(facets.ORDER, lambda: facets.order(showing).encode())
    yield from media(showing)
    yield from codes(showing, cache / "qr")
    wanted = typeface.characters([heading, *headings(made)])
    yield Asset(FACE, lambda: typeface.display_face(wanted, cache / "typeface"))


def media(showing: Showing) -> Iterator[Asset]:
    """Each copy that a page may name, linked from the store. The address tells its bytes."""
    shelf = showing.shelf
    for path in {copy.path for made in shelf.everything() for copy in copies(made)}:
        yield Asset(pictures.address(path), shelf.root / path, lasting=True)


def codes(showing: Showing, memory: Path) -> Iterator[Asset]:
    """A QR code of every entry's address, where the site knows its own."""
    if not showing.address.base:
        return
    for each in showing.entries:
        target = showing.address.full(each.entry.address)
        yield Asset(f"qr/{qr.name(target)}", partial(qr.kept, target, memory), lasting=True)


def headings(made: tuple[Page, ...]) -> Iterator[str]:
    """The words that are set in the display face."""
    for page in made:
        view = page.view
        yield view.head.title
        if isinstance(view, views.EntryPage):
            yield view.name + view.citation + view.summary + view.story
            yield "".join(f"{each.text}{each.mark}" for each in view.honours)
        elif isinstance(view, views.HomePage):
            yield view.week_theme + view.opening
            yield "".join(way.text for way in (*view.regions, *view.themes, *view.years))
        elif isinstance(view, views.ListPage):
            yield view.title + view.about


__all__ = ["SEARCH", "Asset", "Menu", "assets", "frame", "pages"]
