"""How many there are, at a glance: city by city on a tile map, year by year as columns.

A tile map has one square a city, about where it lies; no border is drawn, so it needs no map.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from site_builder.content.model import Region
from site_builder.publish import views
from site_builder.publish.showing import Showing

TONES = 5
"""Steps of colour, from none to most; `explore.js` knows them as well."""
HEIGHTS = 10
"""Steps of a column's height."""
ABREAST = 6
"""Columns of a map whose vocabulary says nothing of places."""
_SUFFIX = re.compile("(?<=..)(市|盟|地区|示范区| Prefecture| Demonstration Zone)$")
"""What a city is, which its tile need not say."""


def tile_map(showing: Showing) -> views.TileMap:
    """All cities of the vocabulary, those of which nobody is shown too."""
    counts = {name: len(entries) for name, entries in showing.by_region.items()}
    most = max(counts.values(), default=0)
    regions = showing.library.vocabulary.regions
    places = placed(regions)
    tiles = (
        _tile(each, counts.get(each.name, 0), most, places[each.slug], showing) for each in regions
    )
    return views.TileMap(tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column))))


def _tile(
    region: Region, held: int, most: int, place: tuple[int, int], showing: Showing
) -> views.Tile:
    href = showing.language.at(f"regions/{region.slug}/") if held else ""
    name = showing.city(region.name)
    value = views.FacetValue(region.slug, name, held, href)
    return views.Tile(value, short(name), place[0], place[1], tone(held, most))


def short(name: str) -> str:
    """A city's name as its tile has it: 洛阳市 is 洛阳."""
    return _SUFFIX.sub("", name)


def placed(regions: tuple[Region, ...]) -> Mapping[str, tuple[int, int]]:
    """Column and row of each by its slug; those without a tile of their own fill rows below."""
    told = {each.slug: each.tile for each in regions if each.tile is not None}
    wide = max((column for column, _ in told.values()), default=ABREAST)
    below = max((row for _, row in told.values()), default=0) + 1
    free = ((column, row) for row in count(below) for column in range(1, wide + 1))
    rest = (each.slug for each in regions if each.tile is None)
    return told | dict(zip(rest, free, strict=False))


def timeline(showing: Showing) -> views.Timeline:
    """A column a year, oldest first."""
    counts = {year: len(entries) for year, entries in sorted(showing.by_year.items())}
    most = max(counts.values(), default=0)
    say, at = showing.language.say, showing.language.at
    return views.Timeline(
        tuple(
            views.YearColumn(
                views.FacetValue(
                    str(year), say("%(year)s年", year=year), held, at(f"years/{year}/")
                ),
                step(held, most, HEIGHTS),
            )
            for year, held in counts.items()
        )
    )


def tone(held: int, most: int) -> int:
    return step(held, most, TONES - 1)


def step(held: int, most: int, steps: int) -> int:
    """0 for nothing; else 1 to `steps`, the most being the last."""
    return -(-held * steps // most) if held else 0
