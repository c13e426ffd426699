"""Counts as pictures: where tiles stand, and how deep and high they are."""

from __future__ import annotations

import pytest

from site_builder.content.model import Region
from site_builder.publish import overview


def regions(*tiles: tuple[int, int] | None) -> tuple[Region, ...]:
    return tuple(
        Region(name=f"{at}市", slug=f"city-{at}", tile=tile) for at, tile in enumerate(tiles)
    )


def test_a_city_stands_on_its_tile() -> None:
    assert overview.placed(regions((3, 4), (1, 1))) == {"city-0": (3, 4), "city-1": (1, 1)}


def test_cities_without_a_tile_fill_rows_below_the_others() -> None:
    told = overview.placed(regions((2, 1), None, (1, 2), None, None))
    assert [told[f"city-{at}"] for at in (1, 3, 4)] == [(1, 3), (2, 3), (1, 4)]


def test_a_vocabulary_without_tiles_makes_a_plain_grid() -> None:
    told = overview.placed(regions(*[None] * 8))
    assert list(told.values())[:7] == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (1, 2)]


@pytest.mark.parametrize(
    ("name", "short"), [("洛阳市", "洛阳"), ("济源示范区", "济源"), ("沙市", "沙市")]
)
def test_a_tile_has_a_short_name(name: str, short: str) -> None:
    assert overview.short(name) == short


@pytest.mark.parametrize(
    ("held", "most", "expected"), [(0, 0, 0), (0, 9, 0), (1, 900, 1), (9, 9, 4), (5, 9, 3)]
)
def test_tones_go_from_nothing_to_the_most(held: int, most: int, expected: int) -> None:
    assert overview.tone(held, most) == expected
