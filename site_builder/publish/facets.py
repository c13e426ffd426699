"""Facets: the values that explore filters by, their counts, and a row per entry for its script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Kind, Level
from site_builder.publish import views, words
from site_builder.publish.metadata import script_safe
from site_builder.publish.showing import Showing

ROWS = "data/rows.js"
"""Where the rows stand. A script, not JSON, so that it also loads from `file://`."""


def facets(showing: Showing) -> tuple[views.Facet, ...]:
    return (
        _facet("kind", "类别", _kinds(showing)),
        _facet("year", "年度", _years(showing)),
        _facet("level", "级别", _levels(showing)),
        _facet("region", "城市", _named(showing.by_region, showing.region_slugs, "regions")),
        _facet("field", "主题", _named(showing.by_field, showing.field_slugs, "fields")),
    )


def rows(showing: Showing) -> str:
    """The script that hands explore its rows; all addresses are relative to the site's root."""
    told = {
        facet.key + "s": [{"value": each.value, "text": each.text} for each in facet.values]
        for facet in facets(showing)
    }
    listed = [_row(each, showing) for each in showing.entries]
    return f"(window.Showcase??={{}}).rows={script_safe({**told, 'rows': listed})};\n"


def _row(each: ShownEntry, showing: Showing) -> dict[str, object]:
    card = showing.card(each)
    data = each.entry.data
    return {
        "slug": card.slug,
        "href": card.href,
        "kind": str(each.entry.kind),
        "name": card.name,
        "line": card.line,
        "region": showing.region_slugs[data.region],
        "years": sorted({str(honour.campaign) for honour in each.honours}, reverse=True),
        "levels": list(dict.fromkeys(str(honour.level) for honour in each.honours)),
        "fields": [showing.field_slugs[field] for field in data.fields],
        "citation": card.citation,
        "mark": card.mark,
        "honour": card.honour,
        "film": card.film,
        "sample": card.sample,
        "picture": _picture(card.picture),
    }


def _picture(picture: views.Picture | None) -> dict[str, object] | None:
    if picture is None:
        return None
    told = asdict(picture)
    told["avif"] = [[source.src, source.width] for source in picture.avif]
    del told["placeholder"]
    return told


def _facet(key: str, label: str, values: Iterable[views.FacetValue]) -> views.Facet:
    return views.Facet(key, label, tuple(values))


def _kinds(showing: Showing) -> Iterable[views.FacetValue]:
    tally = Counter(each.entry.kind for each in showing.entries)
    for kind in Kind:
        if tally[kind]:
            yield views.FacetValue(str(kind), words.KINDS[kind], tally[kind], "")


def _years(showing: Showing) -> Iterable[views.FacetValue]:
    for year, entries in showing.by_year.items():
        yield views.FacetValue(str(year), f"{year}年", len(entries), f"years/{year}/")


def _levels(showing: Showing) -> Iterable[views.FacetValue]:
    tally = Counter(
        level for each in showing.entries for level in {honour.level for honour in each.honours}
    )
    for level in Level:
        if tally[level]:
            yield views.FacetValue(str(level), words.LEVELS[level], tally[level], "")


def _named(
    groups: Mapping[str, list[ShownEntry]], slugs: Mapping[str, str], folder: str
) -> Iterable[views.FacetValue]:
    for name, entries in groups.items():
        slug = slugs[name]
        yield views.FacetValue(slug, name, len(entries), f"{folder}/{slug}/")
