"""What the making of copies tells editors."""

from pathlib import Path

import pytest

from site_builder.content.library import Entry
from site_builder.content.model import Film
from site_builder.content.problem import Lang, Severity
from site_builder.media.recipe import (
    CaptionRecipe,
    Captions,
    Copy,
    Cue,
    Failed,
    FilmRecipe,
    FilmSet,
    Job,
    Made,
    PosterRecipe,
    PreviewRecipe,
    Recipe,
    StoryboardRecipe,
)
from site_builder.publish.gather import failures
from tests.unit.media.room import entry

FOLDER = Path("/content/stars/li-xiulan")
COPY = Copy("720.mp4", 1280, 720, 9, "video/mp4")
TORN = Failed("damaged", "3 errors while decoding")


@pytest.fixture
def star() -> Entry:
    return entry(FOLDER, film=Film(file="film.mp4", title="片", captions="film.srt"))


def job(recipe: Recipe, name: str = "film.mp4") -> Job:
    return Job(FOLDER / name, "d", recipe)


def told(star: Entry, made: dict[Job, Made | Failed]) -> list[tuple[str, Severity]]:
    return [(each.code, each.severity) for each in failures([star], made)]


def test_a_damaged_film_that_is_shown_is_a_warning(star: Entry) -> None:
    made = FilmSet((COPY,), 90, errors=3, first_error=83.4)
    (problem,) = failures([star], {job(FilmRecipe()): made})
    assert (problem.code, problem.severity) == ("film-damaged", Severity.WARNING)
    assert "film.mp4 有 3 处损坏" in problem.what.in_(Lang.ZH)
    assert "1:23" in problem.what.in_(Lang.ZH)
    assert "1:23" in problem.what.in_(Lang.EN)


def test_a_sound_film_is_not_spoken_of(star: Entry) -> None:
    assert told(star, {job(FilmRecipe()): FilmSet((COPY,), 90)}) == []


def test_cues_that_were_skipped_are_a_warning(star: Entry) -> None:
    made = Captions(Copy("c.vtt", 0, 0, 9, "text/vtt"), (Cue(0, 1000, "你好"),), skipped=2)
    (problem,) = failures([star], {job(CaptionRecipe(), "film.srt"): made})
    assert (problem.code, problem.severity) == ("captions-skipped", Severity.WARNING)
    assert "2 条" in problem.what.zh


def test_a_film_without_extras_is_a_film(star: Entry) -> None:
    made: dict[Job, Made | Failed] = {
        job(FilmRecipe()): FilmSet((COPY,), 90),
        job(StoryboardRecipe()): TORN,
        job(PreviewRecipe()): TORN,
    }
    assert told(star, made) == [("film-extra", Severity.WARNING)] * 2


def test_a_film_that_failed_is_told_once(star: Entry) -> None:
    recipes = (FilmRecipe(), PosterRecipe(), StoryboardRecipe(), PreviewRecipe())
    assert told(star, {job(recipe): TORN for recipe in recipes}) == [
        ("media-damaged", Severity.ERROR)
    ]


def test_a_film_without_a_poster_is_none(star: Entry) -> None:
    made: dict[Job, Made | Failed] = {
        job(FilmRecipe()): FilmSet((COPY,), 90),
        job(PosterRecipe()): TORN,
    }
    assert told(star, made) == [("media-damaged", Severity.ERROR)]
