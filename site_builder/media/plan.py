"""Which copies the site needs: decides, makes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder.content.library import Entry, Library
from site_builder.content.original import Facts, FilmFacts, PictureFacts, TextFacts
from site_builder.media.recipe import CaptionRecipe, FilmRecipe, Job, PosterRecipe, StillRecipe


def plan(library: Library, originals: Mapping[Path, Facts]) -> tuple[Job, ...]:
    """A job per original and recipe, films first, the longest of them foremost.

    Originals that can't be read have none: the checks speak of them.
    """
    jobs = dict.fromkeys(job for entry in library.entries for job in _jobs(entry, originals))
    return tuple(sorted(jobs, key=_seconds, reverse=True))


def _seconds(job: Job) -> float:
    return job.film.seconds if job.film and isinstance(job.recipe, FilmRecipe) else 0.0


def _jobs(entry: Entry, originals: Mapping[Path, Facts]) -> Iterator[Job]:
    for photo in entry.data.photos:
        path = entry.folder / photo.file
        if isinstance(facts := originals.get(path), PictureFacts):
            yield Job(path, facts.digest, StillRecipe())
    film = entry.data.film
    if film is None:
        return
    path = entry.folder / film.file
    if isinstance(facts := originals.get(path), FilmFacts):
        yield Job(path, facts.digest, FilmRecipe(), facts)
        yield Job(path, facts.digest, PosterRecipe(at=film.poster_at), facts)
    if film.captions:
        path = entry.folder / film.captions
        if isinstance(told := originals.get(path), TextFacts):
            yield Job(path, told.digest, CaptionRecipe())
