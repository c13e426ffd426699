"""What pages say of themselves to machines: head lines and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypedDict

from markupsafe import Markup

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Kind, Project, Star
from site_builder.publish import cards, views
from site_builder.publish.showing import Address, Showing

_NONE = Markup("")
TERMS = "press/#terms"
"""Where the terms of use stand, and where leave to use more is asked for."""


class Image(TypedDict, total=False):
    """The picture of a head, as `head` takes it."""

    image: str
    image_size: tuple[int, int]
    image_alt: str


def head(  # noqa: PLR0913 - the parts of a head are this many
    title: str,
    description: str,
    address: str,
    where: Address,
    *,
    image: str = "",
    noindex: bool = False,
    json_ld: Markup = _NONE,
    type_: str = "website",
    image_size: tuple[int, int] = (0, 0),
    image_alt: str = "",
) -> views.Head:
    return views.Head(
        title=title,
        description=description,
        canonical=where.full(address),
        image=where.full(image) if image else "",
        noindex=noindex,
        json_ld=json_ld,
        type=type_,
        image_size=image_size,
        image_alt=image_alt,
    )


def entry_json_ld(
    each: ShownEntry,
    honours: tuple[views.Honour, ...],
    gallery: tuple[views.Photo, ...],
    film: views.FilmView | None,
    showing: Showing,
) -> Markup:
    """A page about a schema.org Person or Project, with its photos and film. Only public fields.

    Photos and film are left out where the site's address is unknown: they are named by it.
    """
    where = showing.address
    page = {
        "@type": "ProfilePage" if each.entry.kind is Kind.STAR else "WebPage",
        "url": where.full(cards.address(each.entry, showing.language)),
        "inLanguage": showing.language.tag,
        "datePublished": showing.dates(each).published.isoformat(),
        "dateModified": showing.dates(each).updated.isoformat(),
        "mainEntity": _subject(each, honours, gallery, showing),
        "video": _film(each, film, showing) if film and where.base else None,
    }
    return script_safe({"@context": "https://schema.org", **_told(page)})


def duration(seconds: float) -> str:
    """ISO 8601: PT4M20S."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return f"PT{minutes}M{rest}S" if minutes else f"PT{rest}S"


def _subject(
    each: ShownEntry,
    honours: tuple[views.Honour, ...],
    gallery: tuple[views.Photo, ...],
    showing: Showing,
) -> dict[str, Any]:
    data, where = each.entry.data, showing.address
    own = cards.told(data, showing.language)
    names = (data.name, *data.aliases, data.english.name if data.english else "")
    told = {
        "@type": "Person" if each.entry.kind is Kind.STAR else "Project",
        "@id": f"{where.full(each.entry.address)}#entry" if where.base else None,
        "name": own.name,
        "alternateName": [name for name in names if name and name != own.name],
        "description": own.citation,
        "url": where.full(each.entry.address),
        "award": [honour.text for honour in honours],
        **(_person(data) if isinstance(data, Star) else _project(data)),
        "image": [_image(photo, where) for photo in gallery] if where.base else None,
    }
    return _told(told)


def _person(data: Star) -> dict[str, Any]:
    return {
        "jobTitle": data.position,
        "affiliation": _organization(data.organization),
        "workLocation": {"@type": "Place", "name": data.region},
        "knowsAbout": list(data.fields),
    }


def _project(data: Project) -> dict[str, Any]:
    return {
        "parentOrganization": [_organization(name) for name in (*data.hosts, *data.organisers)],
        "foundingDate": data.started,
        "location": {"@type": "Place", "name": data.venue or data.region},
        "areaServed": data.region,
        "keywords": list(data.fields),
    }


def _organization(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _image(photo: views.Photo, where: Address) -> dict[str, Any]:
    """With its credit; with licence and a way to it where it may be reused."""
    told = {
        "@type": "ImageObject",
        "contentUrl": where.full(photo.press.href if photo.press else photo.picture.jpeg),
        "thumbnailUrl": where.full(photo.picture.jpeg),
        "caption": photo.caption,
        "creditText": photo.credit,
        "copyrightNotice": photo.usage,
        "license": where.full(TERMS) if photo.press else None,
        "acquireLicensePage": where.full(TERMS),
    }
    return _told(told)


def _film(each: ShownEntry, film: views.FilmView, showing: Showing) -> dict[str, Any]:
    where = showing.address
    told = {
        "@type": "VideoObject",
        "name": film.title,
        "description": each.entry.data.citation,
        "thumbnailUrl": where.full(film.poster.jpeg),
        "uploadDate": showing.dates(each).published.isoformat(),
        "duration": duration(film.seconds),
        "contentUrl": where.full(film.download),
        "width": film.width,
        "height": film.height,
        "creditText": film.credit,
        "inLanguage": "zh-CN",
        "transcript": "\n".join(line.text for line in film.transcript),
    }
    return _told(told)


def _told(parts: dict[str, Any]) -> dict[str, Any]:
    """Less what is empty."""
    return {key: value for key, value in _plain(parts) if value}


def _plain(parts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in parts.items():
        yield key, [each for each in value if each] if isinstance(value, list) else value


def script_safe(value: object) -> Markup:
    """JSON that can't end the script element that it stands in."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(told)
