"""Which copies are wanted."""

from pathlib import Path

import pytest

from site_builder.content.model import Film
from site_builder.content.original import Facts, FilmFacts, PictureFacts, TextFacts, Unreadable
from site_builder.media.plan import plan
from site_builder.media.recipe import (
    CaptionRecipe,
    FilmRecipe,
    PosterRecipe,
    PreviewRecipe,
    StillRecipe,
    StoryboardRecipe,
)
from tests.unit.media.room import entry, library

FOLDER = Path("/content/stars/li-xiulan")
PHOTO = PictureFacts("photo", 1000, "JPEG", 900, 600)
CAPTIONS = TextFacts("text", 100, ())


def film_facts(seconds: float, digest: str = "film") -> FilmFacts:
    return FilmFacts(
        digest=digest, bytes=1000, container="mp4", video_codec="h264", width=1280, height=720,
        frame_rate=25, seconds=seconds, audio_codec="aac", channels=2, copyable=True,
    )  # fmt: skip


def test_each_original_has_its_jobs() -> None:
    film = Film(file="film.mp4", title="片", captions="film.srt", poster_at=3)
    told = library(FOLDER.parent, entry(FOLDER, ("1.jpg",), film))
    originals: dict[Path, Facts] = {
        FOLDER / "1.jpg": PHOTO,
        FOLDER / "film.mp4": film_facts(9),
        FOLDER / "film.srt": CAPTIONS,
    }
    jobs = plan(told, originals)
    assert {(job.original.name, job.recipe, job.digest) for job in jobs} == {
        ("1.jpg", StillRecipe(), "photo"),
        ("film.mp4", FilmRecipe(), "film"),
        ("film.mp4", PosterRecipe(at=3), "film"),
        ("film.mp4", PreviewRecipe(at=3), "film"),
        ("film.srt", CaptionRecipe(until=9), "text"),
    }
    assert all(job.film for job in jobs if job.original.name == "film.mp4")


@pytest.mark.parametrize(("seconds", "wanted"), [(19, False), (20, True), (900, True)])
def test_only_films_of_some_length_have_a_storyboard(seconds: float, wanted: bool) -> None:
    told = library(FOLDER.parent, entry(FOLDER, film=Film(file="film.mp4", title="片")))
    jobs = plan(told, {FOLDER / "film.mp4": film_facts(seconds)})
    assert (StoryboardRecipe() in {job.recipe for job in jobs}) is wanted


def test_what_cannot_be_read_has_none() -> None:
    film = Film(file="film.mp4", title="片", captions="film.srt")
    told = library(FOLDER.parent, entry(FOLDER, ("1.jpg", "2.jpg"), film))
    originals = {
        FOLDER / "1.jpg": Unreadable("truncated"),
        FOLDER / "film.mp4": Unreadable("not-a-film"),
        FOLDER / "film.srt": Unreadable("empty"),
    }
    assert plan(told, originals) == ()


def test_the_longest_films_come_first() -> None:
    folders = [FOLDER.parent / name for name in ("a", "b", "c")]
    film = Film(file="film.mp4", title="片")
    told = library(FOLDER.parent, *(entry(folder, ("1.jpg",), film) for folder in folders))
    originals: dict[Path, Facts] = {folder / "1.jpg": PHOTO for folder in folders}
    lengths = zip(folders, (5, 90, 30), strict=True)
    originals |= {folder / "film.mp4": film_facts(length) for folder, length in lengths}
    jobs = plan(told, originals)
    assert [job.film.seconds for job in jobs[:3] if job.film] == [90, 30, 5]
    assert not any(isinstance(job.recipe, FilmRecipe) for job in jobs[3:])


def test_the_same_call_gives_the_same_jobs() -> None:
    told = library(FOLDER.parent, entry(FOLDER, ("1.jpg", "1.jpg")))
    jobs = plan(told, {FOLDER / "1.jpg": PHOTO})
    assert jobs == plan(told, {FOLDER / "1.jpg": PHOTO})
    assert len(jobs) == 1
