"""Facets: the values that explore filters by, their counts, and which of them each entry has.

Explore's script counts over all entries, so it has their values at once, but no more than those: a
sign or two an entry and facet. What a card shows comes with the entry, when it is listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Kind, Level
from site_builder.publish import folding, postings, views, words
from site_builder.publish.metadata import script_safe
from site_builder.publish.showing import Showing

COLUMNS = "data/facets.js"
"""Where the columns stand. A script, not JSON, so that it also loads from `file://`."""
ORDER = "data/order.js"
"""Where the order by name stands, which few ask for."""
_FILM = "1"
WAYS = "data/ways.js"
"""Where cities, themes and years stand that the search field suggests."""


def facets(showing: Showing) -> tuple[views.Facet, ...]:
    say = showing.language.say
    return (
        _facet("kind", say("类别"), _kinds(showing)),
        _facet("year", say("年度"), _years(showing)),
        _facet("level", say("级别"), _levels(showing)),
        _facet("region", say("城市"), _regions(showing)),
        _facet("field", say("主题"), _fields(showing)),
        _facet("film", say("影片"), _films(showing)),
    )


def columns(showing: Showing) -> str:
    """The script that hands explore its facets, entries by their numbers.

    `values` of each facet; `sets` of them that entries have; `of`, each entry's set by its number
    there, written as in `postings`.
    """
    told = {each.key: _column(each, showing) for each in facets(showing)}
    every = {"total": len(showing.entries), "facets": told}
    return f"(window.Showcase??={{}}).columns={script_safe(every)};\n"


def _column(facet: views.Facet, showing: Showing) -> dict[str, object]:
    had = [_values(facet.key, each, showing) for each in showing.entries]
    at = {each: number for number, each in enumerate(dict.fromkeys(had))}
    return {
        "values": [{"value": each.value, "text": each.text} for each in facet.values],
        "sets": list(at),
        "of": b"".join(postings.number(at[each]) for each in had).decode(),
    }


def _values(key: str, each: ShownEntry, showing: Showing) -> tuple[str, ...]:
    """An entry's values of one facet."""
    data = each.entry.data
    match key:
        case "kind":
            return (str(each.entry.kind),)
        case "year":
            return tuple(sorted({str(honour.campaign) for honour in each.honours}, reverse=True))
        case "level":
            return tuple(dict.fromkeys(str(honour.level) for honour in each.honours))
        case "region":
            return (showing.region_slugs[data.region],)
        case "film":
            return () if data.film is None else (_FILM,)
        case _:
            return tuple(showing.field_slugs[field] for field in data.fields)


def ways(showing: Showing) -> str:
    """The script that hands the search field what it suggests beside names: the sounds, too."""
    told = [
        [facet.label, each.text, each.href, each.count, "".join(folding.syllables(each.text))]
        for facet in facets(showing)
        for each in facet.values
        if each.href
    ]
    return f"(window.Showcase??={{}}).ways={script_safe(told)};\n"


def order(showing: Showing) -> str:
    """The script that tells the entries' numbers in the order of their names' sounds."""
    entries = [each.entry.data for each in showing.entries]
    sounds = [folding.syllables(each.name, each.pinyin) for each in entries]
    numbers = sorted(range(len(sounds)), key=lambda number: (sounds[number], number))
    told = b"".join(map(postings.number, numbers)).decode()
    return f"(window.Showcase??={{}}).order={script_safe(told)};\n"


def card(each: ShownEntry, showing: Showing) -> dict[str, object]:
    """What explore's script shows of an entry beside its texts; addresses from the site's root."""
    shown = showing.card(each)
    return {
        "region": each.entry.data.region,
        "mark": shown.mark,
        "honour": shown.honour,
        "film": shown.film,
        "picture": _picture(shown.picture),
        **{other.language.code: _told(each, other) for other in showing.others},
    }


def _told(each: ShownEntry, showing: Showing) -> dict[str, object]:
    """The same in another language: `href` and `name` of the Chinese page where it has none."""
    shown = showing.card(each)
    told = asdict(replace(shown, picture=None))
    return {key: told[key] for key in ("href", "name", "citation", "region", "mark", "honour")}


def _picture(picture: views.Picture | None) -> dict[str, object] | None:
    if picture is None:
        return None
    told = asdict(picture)
    told["avif"] = [[source.src, source.width] for source in picture.avif]
    return told


def _facet(key: str, label: str, values: Iterable[views.FacetValue]) -> views.Facet:
    return views.Facet(key, label, tuple(values))


def _kinds(showing: Showing) -> Iterable[views.FacetValue]:
    tally = Counter(each.entry.kind for each in showing.entries)
    for kind in Kind:
        if tally[kind]:
            yield views.FacetValue(
                str(kind), showing.language.many(words.KINDS[kind], 0), tally[kind], ""
            )


def _years(showing: Showing) -> Iterable[views.FacetValue]:
    say = showing.language.say
    for year, entries in showing.by_year.items():
        text, href = say("%(year)s年", year=year), showing.language.at(f"years/{year}/")
        yield views.FacetValue(str(year), text, len(entries), href)


def _levels(showing: Showing) -> Iterable[views.FacetValue]:
    tally = Counter(
        level for each in showing.entries for level in {honour.level for honour in each.honours}
    )
    for level in Level:
        if tally[level]:
            yield views.FacetValue(
                str(level), showing.language.say(words.LEVELS[level]), tally[level], ""
            )


def _films(showing: Showing) -> Iterable[views.FacetValue]:
    held = sum(each.entry.data.film is not None for each in showing.entries)
    if held:
        yield views.FacetValue(_FILM, showing.language.say("有影片"), held, "")


def _regions(showing: Showing) -> Iterable[views.FacetValue]:
    for name, held in showing.by_region.items():
        slug = showing.region_slugs[name]
        href = showing.language.at(f"regions/{slug}/")
        yield views.FacetValue(slug, showing.city(name), len(held), href)


def _fields(showing: Showing) -> Iterable[views.FacetValue]:
    for name, held in showing.by_field.items():
        slug = showing.field_slugs[name]
        href = showing.language.at(f"fields/{slug}/")
        yield views.FacetValue(slug, showing.themes[name][0], len(held), href)
