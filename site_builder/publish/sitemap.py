"""The sitemap with each entry's pictures and film, in the tags that search engines still read.

Of image tags only `loc` is left (the others were dropped in 2022), of video tags those without
category, player and price. A sitemap knows absolute addresses alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, tostring

from site_builder.publish import views
from site_builder.publish.pages import Page
from site_builder.publish.showing import Address

FILE = "sitemap.xml"
MOST = 50_000
"""Pages that one sitemap may hold."""
_SITE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_XHTML = "http://www.w3.org/1999/xhtml"
_VIDEO = "http://www.google.com/schemas/sitemap-video/1.1"
_OPENING = (
    f'<urlset xmlns="{_SITE}" xmlns:image="{_IMAGE}" xmlns:video="{_VIDEO}" xmlns:xhtml="{_XHTML}">'
)
_LONGEST_TITLE, _LONGEST_FILM = 100, 28_800


def xml(urls: Iterable[str]) -> str:
    """Every page that may be found, as far as one sitemap holds them: the first come first."""
    found = "".join(islice(filter(None, urls), MOST))
    return f"<?xml version='1.0' encoding='utf-8'?>\n{_OPENING}{found}</urlset>"


def url(page: Page, where: Address) -> str:
    """A page's element; empty where it may not be found. `where.base` must be known."""
    if page.view.head.noindex or not where.base:
        return ""
    told = Element("url")
    _add(told, "loc", where.full(page.address))
    for each in page.view.head.alternates:
        SubElement(told, "xhtml:link", rel="alternate", hreflang=each.lang, href=each.href)
    if isinstance(page.view, views.EntryPage):
        _entry(told, page.view, where)
    return tostring(told, "unicode")


def _entry(url: Element, view: views.EntryPage, where: Address) -> None:
    _add(url, "lastmod", view.updated.isoformat())
    for photo in view.gallery:
        _add(SubElement(url, "image:image"), "image:loc", where.full(photo.picture.jpeg))
    if film := view.film:
        video = SubElement(url, "video:video")
        _add(video, "video:thumbnail_loc", where.full(film.poster.jpeg))
        _add(video, "video:title", film.title[:_LONGEST_TITLE])
        _add(video, "video:description", view.citation)
        _add(video, "video:content_loc", where.full(film.download))
        if 1 <= film.seconds <= _LONGEST_FILM:
            _add(video, "video:duration", str(round(film.seconds)))
        _add(video, "video:publication_date", view.published.isoformat())


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
