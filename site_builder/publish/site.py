"""Everything on the site: one `yield from` per kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import cast

from site_builder.media.store import copies
from site_builder.publish import (
    catalogue,
    embed,
    facets,
    feeds,
    metadata,
    newsroom,
    opendata,
    pictures,
    qr,
    stage,
    typeface,
    views,
    wechat,
)
from site_builder.publish import pages as pages_
from site_builder.publish.newsroom import Desk
from site_builder.publish.pages import Page, pages
from site_builder.publish.showing import Showing

SEARCH = "search/"
"""Where the search index stands."""
WORDS = "data/words-"
FONTS = "assets/fonts/"
OPENING, FACE = FONTS + "opening.css", FONTS + "display.css"
"""Styles of the display face: what is seen at once, and all else, which may come later."""
_HEADING = re.compile(r"<h[1-6]>.*?</h[1-6]>", re.DOTALL)
_HEADED = re.compile(r"<(h[1-6]|legend)\b.*?</\1>", re.DOTALL)


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
    footer: tuple[views.Notice, ...]
    hand_written: tuple[views.Link, ...]


def frame(showing: Showing, menu: Menu) -> views.Site:
    """What is around the pages of the showing's language."""
    language, say, at = showing.language, showing.language.say, showing.language.at
    newest = next(iter(showing.by_year), None)
    links = [views.Link(say("首页"), at("")), views.Link(say("寻访"), at("explore/"))]
    if newest is not None:
        links.append(views.Link(say("%(year)s年", year=newest), at(f"years/{newest}/")))
    links.append(views.Link(say("新闻中心"), at(newsroom.ADDRESS)))
    other = next((each for each in showing.languages if each != language), None)
    return views.Site(
        name=menu.name,
        tagline=menu.tagline,
        sample=any(each.entry.data.sample for each in showing.entries),
        menu=(*links, *menu.hand_written),
        footer=menu.footer,
        search=SEARCH,
        display_font=FACE,
        opening_font=OPENING,
        feeds=_feeds(showing, menu.name),
        language=language,
        other=views.Link(other.name, other.at("")) if other else None,
        other_lang=other.tag if other else "",
    )


def _feeds(showing: Showing, name: str) -> tuple[views.Feed, ...]:
    if not showing.address.base:
        return ()
    return (
        views.Feed(feeds.ATOM, "application/atom+xml", name),
        views.Feed(feeds.JSON, "application/feed+json", name),
    )


def everything(showing: Showing, desk: Desk, others: Mapping[str, Desk]) -> Iterator[Page]:
    """Every page in every language, but the hand-written ones. `others` are the desks of further
    languages, by their codes.
    """
    yield from pages(showing)
    yield from newsroom.room(showing, desk)
    yield Page("data/", "data.html", opendata.page(showing))
    yield from stages(showing)
    for other in showing.others:
        yield from pages(other)
        yield from newsroom.room(other, others[other.language.code])


def paired(made: Iterable[Page], known: Container[str], showing: Showing) -> Iterator[Page]:
    """The pages, each with its way to the other language; `known` are the addresses of all."""
    if not showing.others:
        yield from made
        return
    tongues = {each.language.folder: each for each in (showing, *showing.others)}
    for page in made:
        folder = next(each for each in reversed(tongues) if page.address.startswith(each))
        yield pages_.paired(page, known, tongues[folder])


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
    """Every file but pages and the search index. `heading` holds the templates' own words, `letters`
    those of each page, by its address.
    """
    for each in (showing, *showing.others):
        yield from scripts(each)
    yield Asset(facets.ORDER, lambda: facets.order(showing).encode(), of_all=True)
    yield from machines(showing, made, menu)
    yield Asset(wechat.SHEET, wechat.sheet)
    yield from media(showing)
    yield from codes(showing, memory / "qr")
    campaign = pages_.leading(showing)
    opening = menu.name + menu.tagline + (showing.week_theme(campaign) if campaign else "")
    yield from faces(opening, heading, letters.values(), memory / "typeface")


def scripts(showing: Showing) -> Iterator[Asset]:
    """What explore and the search field are told in one language."""
    file = showing.language.file
    yield Asset(file(facets.COLUMNS), lambda: facets.columns(showing).encode(), of_all=True)
    yield Asset(file(facets.WAYS), lambda: facets.ways(showing).encode(), of_all=True)


def vocabularies(showing: Showing, theme: Path) -> Iterator[Asset]:
    """What scripts say in further languages, a script each."""
    for other in showing.others:
        code = other.language.code
        yield Asset(WORDS + f"{code}.js", partial(_vocabulary, theme, code))


def _vocabulary(theme: Path, code: str) -> bytes:
    told = catalogue.words(theme, code, catalogue.SCRIPTS)
    first = {text: forms[0] for text, forms in told.items()}
    return f"(window.Showcase??={{}}).words={metadata.script_safe(first)};\n".encode()


def beside(page: Page) -> tuple[str, ...]:
    """Addresses of what is made of an entry's page alone: the card for other sites, the article for
    WeChat and what is pasted of it.
    """
    view = page.view
    if not isinstance(view, views.EntryPage) or view.chinese:
        return ()
    card = embed.address(page.address)
    return (card, view.press.article, wechat.text_address(page.address)) if view.press else (card,)


def companions(page: Page, addresses: tuple[str, ...], name: str) -> Iterator[Asset]:
    """The files at these addresses, which `beside` has told of this page."""
    makers = {
        embed.address(page.address): embed.page,
        wechat.text_address(page.address): wechat.text,
    }
    for address in addresses:
        made = makers.get(address, wechat.page)
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
    for target in targets(showing):
        yield Asset(f"qr/{qr.name(target)}", partial(qr.kept, target, memory), lasting=True)


def targets(showing: Showing) -> Iterator[str]:
    """The absolute address of every entry's page, in every language."""
    for each in (showing, *showing.others):
        for shown in each.entries:
            if pages_.has(shown.entry, each.language):
                yield showing.address.full(each.language.at(shown.entry.address))


def faces(opening: str, heading: str, letters: Iterable[str], memory: Path) -> Iterator[Asset]:
    """The display face in slices: that of the opening words, and those of all others."""
    usual = "".join(found[0] for found in _HEADED.finditer(heading))
    first, *others = typeface.slices(opening, usual, (heading, *letters))
    for each in (first, *others):
        file = partial(typeface.display_face, each, memory)
        yield Asset(FONTS + typeface.name(each), file, lasting=True)
    yield Asset(OPENING, lambda: typeface.style([first]).encode())
    yield Asset(FACE, lambda: typeface.style(others).encode())


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
