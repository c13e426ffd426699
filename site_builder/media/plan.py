"""Which copies the site needs: decides, makes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from site_builder.content.library import Entry, Library
from site_builder.content.model import Film
from site_builder.content.original import Facts, FilmFacts, PictureFacts, TextFacts
from site_builder.media.recipe import (
    CaptionRecipe,
    CardRecipe,
    FilmRecipe,
    Job,
    PlacardRecipe,
    PosterRecipe,
    PressRecipe,
    PreviewRecipe,
    Recipe,
    StillRecipe,
    StoryboardRecipe,
)

SCENIC = 20.0
"""Seconds from which on a film is long enough to look for a scene in it."""


Placards = Literal["none", "newest", "all"]
"""Whose placards are made: no one's, the newest year's, or everybody's."""


@dataclass(frozen=True)
class Recipes:
    """How each kind of copy is made."""

    still: StillRecipe = StillRecipe()
    film: FilmRecipe = FilmRecipe()
    poster: PosterRecipe = PosterRecipe()
    captions: CaptionRecipe = CaptionRecipe()
    storyboard: StoryboardRecipe = StoryboardRecipe()
    preview: PreviewRecipe = PreviewRecipe()
    cards: bool = True
    """Whether pictures to pass entries on with are made."""
    placards: Placards = "newest"


PressRecipes = Mapping[Path, PressRecipe]
"""What newsrooms may have, by the photo's absolute path."""
USUAL = Recipes()


def usual(
    *,
    faces: bool,
    film: FilmRecipe = USUAL.film,
    cards: bool = USUAL.cards,
    placards: Placards = USUAL.placards,
) -> Recipes:
    """The usual recipes, with faces kept in frame where they can be found, and previews encoded with as
    much care as their films.
    """
    still = StillRecipe(faces=faces)
    return Recipes(
        still=still, film=film, poster=PosterRecipe(still=still),
        preview=PreviewRecipe(preset=film.preset), cards=cards, placards=placards,
    )  # fmt: skip


NOTHING: PressRecipes = MappingProxyType({})
SharedRecipes = Mapping[Path, tuple[CardRecipe | PlacardRecipe, ...]]
"""Cards and placards, by the absolute path of what they are made of: a photo, or an entry's YAML."""
UNSHARED: SharedRecipes = MappingProxyType({})
WORDS_ALONE = "0" * 64
"""Stands for the bytes of what holds no photo: everything that is set is in the recipe."""


def plan(
    library: Library,
    originals: Mapping[Path, Facts],
    recipes: Recipes = USUAL,
    press: PressRecipes = NOTHING,
    shared: SharedRecipes = UNSHARED,
) -> tuple[Job, ...]:
    """A job per original and recipe, films first, the longest of them foremost.

    Faces are not looked for where the editor says what is to stay in view.

    Originals that can't be read have none: the checks speak of them.
    """
    jobs = dict.fromkeys(
        job for entry in library.entries for job in _jobs(entry, originals, recipes, press)
    )
    jobs |= dict.fromkeys(_shared(originals, shared))
    return tuple(sorted(jobs, key=_seconds, reverse=True))


def _shared(originals: Mapping[Path, Facts], shared: SharedRecipes) -> Iterator[Job]:
    for path, several in shared.items():
        facts = originals.get(path)
        for recipe in several:
            if not recipe.photo:
                yield Job(path, WORDS_ALONE, recipe)
            elif isinstance(facts, PictureFacts):
                yield Job(path, facts.digest, recipe)


def _seconds(job: Job) -> float:
    return job.film.seconds if job.film and isinstance(job.recipe, FilmRecipe) else 0.0


def _jobs(
    entry: Entry, originals: Mapping[Path, Facts], recipes: Recipes, press: PressRecipes
) -> Iterator[Job]:
    for photo in entry.data.photos:
        path = entry.folder / photo.file
        if isinstance(facts := originals.get(path), PictureFacts):
            found = recipes.still.faces and photo.focus is None
            yield Job(path, facts.digest, replace(recipes.still, faces=found))
            if path in press:
                yield Job(path, facts.digest, press[path])
    film = entry.data.film
    if film is None:
        return
    path = entry.folder / film.file
    facts = originals.get(path)
    if isinstance(facts, FilmFacts):
        for recipe in _of_film(film, facts, recipes):
            yield Job(path, facts.digest, recipe, facts)
    if film.captions:
        path = entry.folder / film.captions
        if isinstance(told := originals.get(path), TextFacts):
            until = facts.seconds if isinstance(facts, FilmFacts) else None
            yield Job(path, told.digest, replace(recipes.captions, until=until))


def _of_film(film: Film, facts: FilmFacts, recipes: Recipes) -> Iterator[Recipe]:
    yield recipes.film
    yield replace(recipes.poster, at=film.poster_at)
    yield replace(recipes.preview, at=film.poster_at)
    if facts.seconds >= SCENIC:
        yield recipes.storyboard
