"""Everything on the site: one `yield from` per kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import cast

from site_builder.media.store import copies
from site_builder.publish import (
    embed,
    facets,
    feeds,
    newsroom,
    opendata,
    pictures,
    qr,
    stage,
    typeface,
    views,
    wechat,
)
from site_builder.publish.newsroom import Desk
from site_builder.publish.pages import Page, pages
from site_builder.publish.showing import Showing

SEARCH = "search/"
"""Where the search index stands."""
FONTS = "assets/fonts/"
FACE = FONTS + "display.css"
_HEADING = re.compile(r"<h[1-6]>.*?</h[1-6]>", re.DOTALL)


@dataclass(frozen=True)
class Asset:
    """One file that is no page: where it stands, and its bytes or the file to link to.

    `content` is only called when the file is not there yet or `lasting` is false: what stands at
    the address of a lasting asset never changes.
    """

    address: str
    content: Callable[[], bytes | Path] | Path
    lasting: bool = False
    of_all: bool = False
    """It is made of what entries' pages are made of, and the menu: it stands as long as they all do."""
    of: str | None = None
    """Address of the page whose view alone it is made of: it stands as long as that page does."""


@dataclass(frozen=True)
class Menu:
    """What the configuration gives the frame."""

    name: str
    tagline: str
    about: str
    """What the site says of itself in a sentence."""
    footer: tuple[views.Fact, ...]
    hand_written: tuple[views.Link, ...]


def frame(showing: Showing, menu: Menu) -> views.Site:
    newest = next(iter(showing.by_year), None)
    links = [views.Link("首页", ""), views.Link("寻访", "explore/")]
    if newest is not None:
        links.append(views.Link(f"{newest}年", f"years/{newest}/"))
    links.append(views.Link("新闻中心", newsroom.ADDRESS))
    return views.Site(
        name=menu.name,
        tagline=menu.tagline,
        sample=any(each.entry.data.sample for each in showing.entries),
        menu=(*links, *menu.hand_written),
        footer=menu.footer,
        search=SEARCH,
        display_font=FACE,
        feeds=_feeds(showing, menu.name),
    )


def _feeds(showing: Showing, name: str) -> tuple[views.Feed, ...]:
    if not showing.address.base:
        return ()
    return (
        views.Feed(feeds.ATOM, "application/atom+xml", name),
        views.Feed(feeds.JSON, "application/feed+json", name),
    )


def everything(showing: Showing, desk: Desk) -> Iterator[Page]:
    """Every page but the hand-written ones."""
    yield from pages(showing)
    yield from newsroom.room(showing, desk)
    yield Page("data/", "data.html", opendata.page(showing))
    yield from stages(showing)


def stages(showing: Showing) -> Iterator[Page]:
    """The openings for the big screen. What the host says is in no public page."""
    where, shelf = showing.address, showing.shelf
    for each in showing.openings:
        view = stage.page(each, shelf, where, notes=False)
        yield Page(stage.address(each.year), "stage.html", view)
        kiosk = stage.kiosk(each, shelf, where)
        yield Page(stage.kiosk_address(each.year), "kiosk.html", kiosk)
    if showing.openings:
        yield Page(stage.ROOM, "text.html", stage.room(showing.openings, where))


def assets(  # noqa: PLR0913 - each is a seam of its own
    showing: Showing,
    made: tuple[Page, ...],
    letters: Mapping[str, str],
    menu: Menu,
    heading: str,
    memory: Path,
) -> Iterator[Asset]:
    """Every file but pages and the search index. `heading` holds the frame's own words, `letters`
    those of each page, by its address.
    """
    yield Asset(facets.COLUMNS, lambda: facets.columns(showing).encode(), of_all=True)
    yield Asset(facets.ORDER, lambda: facets.order(showing).encode(), of_all=True)
    yield from machines(showing, made, menu)
    yield Asset(facets.WAYS, lambda: facets.ways(showing).encode(), of_all=True)
    yield from media(showing)
    yield from codes(showing, memory / "qr")
    yield from faces(heading, letters, memory / "typeface")


def companions(page: Page, addresses: tuple[str, ...], name: str) -> Iterator[Asset]:
    """What stands beside an entry's page: the card for other sites, the article for WeChat."""
    for address in addresses:
        made = embed.page if address == embed.address(page.address) else wechat.page
        yield Asset(address, partial(_companion, made, page, name), of=page.address)


def _companion(made: Callable[[views.EntryPage, str, str], bytes], page: Page, name: str) -> bytes:
    return made(cast(views.EntryPage, page.view), page.address, name)


def machines(showing: Showing, made: tuple[Page, ...], menu: Menu) -> Iterator[Asset]:
    """Open data; and feeds, where the site knows its own address, as theirs are absolute."""
    rows = cache(lambda: opendata.rows(showing))
    yield Asset(opendata.JSON, lambda: opendata.as_json(rows(), menu.name), of_all=True)
    yield Asset(opendata.CSV, lambda: opendata.as_csv(rows()), of_all=True)
    where = showing.address
    if where.base:
        told = cache(lambda: feeds.items(_newest(showing, made), where))
        name, about = menu.name, menu.about
        yield Asset(feeds.ATOM, lambda: feeds.atom(told(), name, about, where), of_all=True)
        yield Asset(feeds.JSON, lambda: feeds.json_feed(told(), name, about, where), of_all=True)


def _newest(showing: Showing, made: tuple[Page, ...]) -> Iterator[Page]:
    wanted = feeds.newest(showing)
    return (page for page in made if page.address in wanted)


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


def faces(heading: str, letters: Mapping[str, str], memory: Path) -> Iterator[Asset]:
    """The display face in slices. The first serves home and the frame of every page."""
    wanted = typeface.slices(heading + letters.get("", ""), letters.values())
    for each in wanted:
        file = partial(typeface.display_face, each, memory)
        yield Asset(FONTS + typeface.name(each), file, lasting=True)
    yield Asset(FACE, lambda: typeface.style(wanted).encode())


def headings(view: views.View) -> str:
    """The words of a page that are set in the display face."""
    told = [view.head.title]
    if isinstance(view, views.EntryPage):
        told += [view.name, view.citation, *_HEADING.findall(view.story)]
        told += [f"{each.text}{each.mark}" for each in view.honours]
        told += [each.name for each in view.related]
        told += [view.film.title] if view.film else []
    elif isinstance(view, views.HomePage):
        told += [view.week_theme, view.opening]
        told += [tile.text for tile in view.map.tiles]
        told += [way.text for way in (*view.themes, *view.years)]
        told += [each.name + each.citation + each.mark for each in view.marked]
        told += [each.name + each.mark for each in (*view.films, *view.latest)]
    elif isinstance(view, views.ExplorePage):
        told += [each.name + each.mark for each in view.cards]
        told += [facet.label for facet in view.facets]
        told += [tile.text for tile in view.map.tiles]
    elif isinstance(view, views.ListPage):
        told += [view.title, view.about, *(group.title for group in view.groups)]
        told += [way.text for way in view.siblings]
        told += [each.name + each.mark for group in view.groups for each in group.cards]
    elif isinstance(view, views.PressPage):
        told += [view.title, *(row.name + row.mark for row in view.rows)]
    elif isinstance(view, views.DataPage):
        told += [view.terms]
    elif isinstance(view, views.TextPage):
        told += [view.title, *_HEADING.findall(view.body)]
    elif isinstance(view, views.StagePage | views.KioskPage):
        told += stage.lettered(view)
    return "".join(told)


__all__ = ["SEARCH", "Asset", "Menu", "assets", "companions", "everything", "frame"]
