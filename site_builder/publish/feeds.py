"""Feeds of what is new and what was corrected: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from site_builder.publish import views
from site_builder.publish.pages import Page
from site_builder.publish.showing import Address, Showing

ATOM, JSON = "feed.xml", "feed.json"
NEWEST = 50
"""Entries in a feed."""
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Item:
    """One entry as feeds tell it. `address` is absolute."""

    address: str
    view: views.EntryPage
    content: Markup


def newest(showing: Showing) -> set[str]:
    """The addresses of the entries that `items` would choose, known without their pages."""
    found = sorted(showing.entries, key=lambda each: each.entry.slug)
    found.sort(key=lambda each: showing.dates(each).updated, reverse=True)
    return {each.entry.address for each in found[:NEWEST]}


def items(pages: Iterable[Page], where: Address) -> tuple[Item, ...]:
    """The newest and the newly corrected, newest first. The site's address must be known."""
    found = [
        (page.address, page.view)
        for page in pages
        if isinstance(page.view, views.EntryPage) and not page.view.chinese
    ]
    found.sort(key=lambda each: each[1].slug)
    found.sort(key=lambda each: each[1].updated, reverse=True)
    return tuple(
        Item(where.full(address), view, _content(view, where)) for address, view in found[:NEWEST]
    )


def atom(told: tuple[Item, ...], name: str, about: str, where: Address) -> bytes:
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _add(feed, "id", where.base)
    _add(feed, "title", name)
    if about:
        _add(feed, "subtitle", about)
    _link(feed, "self", where.full(ATOM), "application/atom+xml")
    _link(feed, "alternate", where.base, "text/html")
    newest = max((item.view.updated for item in told), default=None)
    _add(feed, "updated", newest.isoformat() if newest else "1970-01-01T00:00:00Z")
    _add(SubElement(feed, "author"), "name", name)
    for item in told:
        _entry(feed, item, where)
    return bytes(tostring(feed, "utf-8", xml_declaration=True))


def json_feed(told: tuple[Item, ...], name: str, about: str, where: Address) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": where.base,
        "feed_url": where.full(JSON),
        "language": "zh-CN",
        "authors": [{"name": name, "url": where.base}],
        "items": [_item(each, where) for each in told],
    }
    if about:
        feed["description"] = about
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _entry(feed: Element, item: Item, where: Address) -> None:
    view = item.view
    entry = SubElement(feed, "entry")
    _add(entry, "id", item.address)
    _add(entry, "title", title(view))
    _add(entry, "updated", view.updated.isoformat())
    _add(entry, "published", view.published.isoformat())
    _link(entry, "alternate", item.address, "text/html")
    if view.film:
        link = _link(entry, "enclosure", where.full(view.film.download), "video/mp4")
        link.set("length", str(view.film.bytes))
        link.set("title", view.film.title)
    _add(entry, "summary", view.citation)
    _add(entry, "content", item.content).set("type", "html")
    for term in _tags(view):
        SubElement(entry, "category", {"term": term})


def _item(item: Item, where: Address) -> dict[str, object]:
    view = item.view
    told: dict[str, object] = {
        "id": item.address,
        "url": item.address,
        "title": title(view),
        "summary": view.citation,
        "content_html": str(item.content),
        "date_published": view.published.isoformat(),
        "date_modified": view.updated.isoformat(),
        "tags": _tags(view),
    }
    if view.head.image:
        told["image"] = view.head.image
    if view.film:
        told["attachments"] = [
            {
                "url": where.full(view.film.download),
                "mime_type": "video/mp4",
                "title": view.film.title,
                "size_in_bytes": view.film.bytes,
                "duration_in_seconds": round(view.film.seconds),
            }
        ]
    return told


def title(view: views.EntryPage) -> str:
    return f"{view.name} · {view.honours[0].text}"


def _tags(view: views.EntryPage) -> list[str]:
    return [view.kind, view.region.text, *(theme.text for theme in view.themes)]


def _content(view: views.EntryPage, where: Address) -> Markup:
    """A picture, the summary, and what was corrected."""
    photo = view.portrait
    picture = (
        Markup('<p><img src="{}" alt="{}"></p>').format(
            where.full(photo.picture.jpeg), photo.picture.alt
        )
        if photo
        else Markup("")
    )
    changes = view.press.changes if view.press else ()
    corrected = Markup("").join(
        Markup("<p>更正（{}）：{}</p>").format(change.label, change.text) for change in changes
    )
    return picture + view.summary + corrected


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = text
    return child


def _link(parent: Element, rel: str, href: str, type_: str) -> Element:
    return SubElement(parent, "link", {"rel": rel, "href": href, "type": type_})
