"""What pages say of themselves to machines: head lines and JSON-LD."""

from __future__ import annotations

import json

from markupsafe import Markup

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Kind
from site_builder.publish import views
from site_builder.publish.showing import Address

_NONE = Markup("")


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
) -> views.Head:
    return views.Head(
        title=title,
        description=description,
        canonical=where.full(address),
        image=where.full(image) if image else "",
        noindex=noindex,
        json_ld=json_ld,
        type=type_,
    )


def entry_json_ld(
    each: ShownEntry, honours: tuple[views.Honour, ...], image: str, where: Address
) -> Markup:
    """A schema.org Person or Project. Only public fields; the honours as awards."""
    entry = each.entry
    told = {
        "@context": "https://schema.org",
        "@type": "Person" if entry.kind is Kind.STAR else "Project",
        "name": entry.data.name,
        "alternateName": list(entry.data.aliases),
        "description": entry.data.citation,
        "url": where.full(entry.address),
        "image": where.full(image) if image else "",
        "award": [honour.text for honour in honours],
    }
    return script_safe({key: value for key, value in told.items() if value})


def script_safe(value: object) -> Markup:
    """JSON that can't end the script element that it stands in."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        told = told.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(told)
