"""Addresses of copies."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.media.recipe import (
    CaptionRecipe,
    FilmRecipe,
    Job,
    PosterRecipe,
    Recipe,
    StillRecipe,
    address,
)

RECIPES: list[Recipe] = [StillRecipe(), FilmRecipe(), PosterRecipe(), CaptionRecipe()]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: type(recipe).__name__)
def test_the_same_bytes_and_recipe_have_the_same_address(recipe: Recipe) -> None:
    here, there = Job(Path("/a/1.jpg"), "d", recipe), Job(Path("/b/2.jpg"), "d", recipe)
    assert here.address == there.address == address("d", recipe)


def test_an_address_is_32_hex_digits() -> None:
    assert len(bytes.fromhex(address("d", StillRecipe()))) == 16


def test_other_bytes_have_another_address() -> None:
    assert address("d", StillRecipe()) != address("e", StillRecipe())


def test_a_changed_setting_changes_the_address() -> None:
    changed: list[Recipe] = [
        StillRecipe(),
        StillRecipe(widths=(320,)),
        StillRecipe(avif_quality=59),
        replace(StillRecipe(), version=99),
        PosterRecipe(),
        PosterRecipe(at=3),
        PosterRecipe(still=StillRecipe(jpeg_quality=90)),
        FilmRecipe(),
        FilmRecipe(crf=24),
        CaptionRecipe(),
    ]
    assert len({address("d", recipe) for recipe in changed}) == len(changed)
