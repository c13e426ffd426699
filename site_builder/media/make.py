"""Job to Made or Failed, on any executor: reuses what the store has, and loses nothing."""

from __future__ import annotations

import errno
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    as_completed,
)
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from site_builder.content.original import FilmFacts
from site_builder.media import (
    captions,
    card,
    cutting,
    elsewhere,
    engine,
    image,
    limits,
    storyboard,
    video,
    watching,
)
from site_builder.media.recipe import (
    BoardRecipe,
    CaptionRecipe,
    Captions,
    CardRecipe,
    Cards,
    Failed,
    FilmRecipe,
    FilmSet,
    FootageRecipe,
    Job,
    LivelyRecipe,
    Made,
    Placard,
    PlacardRecipe,
    PosterRecipe,
    PressCopy,
    PressRecipe,
    Preview,
    PreviewRecipe,
    Refused,
    SoundRecipe,
    StillRecipe,
    StillSet,
    Storyboard,
    StoryboardRecipe,
)
from site_builder.media.report import Course, Done, Progress, Report, report
from site_builder.media.shelf import Shelf
from site_builder.media.store import Store, copy_of

_Kind = TypeVar("_Kind", bound=Made)


def make(
    jobs: Sequence[Job], store: Store, executor: Executor, progress: Progress
) -> tuple[dict[Job, Made | Failed], Report]:
    """Make what the store lacks. The executor's workers must see the originals and the store."""
    start = time.monotonic()
    ended = {job: Done(job, there, None) for job in jobs if (there := store.get(job.address))}
    lacking = [job for job in jobs if job not in ended]
    # Jobs of one address (the same photo beside two entries) are made once.
    firsts = {job.address: job for job in reversed(lacking)}
    made = _all(list(reversed(firsts.values())), store, executor, progress)
    for job in lacking:
        first = made[job.address]
        ended[job] = first if first.job == job else Done(job, first.outcome, None)
    outcomes = {job: each.outcome for job, each in ended.items()}
    return outcomes, report(ended.values(), time.monotonic() - start)


def _all(
    jobs: Sequence[Job], store: Store, executor: Executor, progress: Progress
) -> dict[str, Done]:
    """How each ended, by address. Broken off, it takes back what has not begun."""
    if not jobs:
        return {}
    store.sweep()
    course = Course(jobs)
    progress(course.step)  # the first may take minutes
    futures = {_submitted(executor, job, store): job for job in jobs}
    ended: dict[str, Done] = {}
    try:
        for future in as_completed(futures):
            job = futures[future]
            outcome, seconds = _outcome(future, job, store)
            ended[job.address] = Done(job, _seen(outcome, job, store), seconds)
            course.end(job)
            progress(course.step)
    finally:
        for future in futures:
            future.cancel()
    return ended


_Timed = tuple[Made | Failed, float]
"""An outcome, and the seconds it took."""


def _submitted(executor: Executor, job: Job, store: Store) -> Future[_Timed]:
    """A future even where the pool is broken already."""
    try:
        return executor.submit(_timed, job, store)
    except BrokenExecutor as error:
        future: Future[_Timed] = Future()
        future.set_exception(error)
        return future


def _outcome(future: Future[_Timed], job: Job, store: Store) -> _Timed:
    """A worker that died takes all others' jobs with it: each is tried once more, alone."""
    try:
        return future.result()
    except BrokenExecutor:
        pass
    try:
        return engine.alone(_timed, job, store)
    except BrokenExecutor:
        return Failed("crashed", "the program that reads it broke down"), 0.0


def _seen(outcome: Made | Failed, job: Job, store: Store) -> Made | Failed:
    """What a worker says it made, or misses, held against what is here: it may see other folders."""
    if isinstance(outcome, Failed):
        unseen = outcome.reason == "missing" and job.original.is_file()
    else:
        unseen = store.get(job.address) is None
    return Failed("not-shared", "") if unseen else outcome


def _timed(job: Job, store: Store) -> _Timed:
    start = time.monotonic()
    outcome = one(job, store)
    return outcome, time.monotonic() - start


def one(job: Job, store: Store) -> Made | Failed:
    """Make one job's copies, unless somebody else has by now.

    What is wrong with the original is a value, not an exception.
    """
    try:
        return store.get(job.address) or store.put(job.address, partial(_build, job))
    except Refused as refused:
        return Failed(refused.reason, refused.detail)
    except MemoryError:
        return Failed("too-large", "there is not enough memory for it")
    except OSError as error:
        return Failed(_REASONS.get(error.errno or 0, "no-access"), error.strerror or "no access")
    except Exception as error:  # a library's own fault: all else is still made
        return Failed("crashed", type(error).__name__)


_REASONS = {errno.ENOSPC: "no-room", errno.EDQUOT: "no-room", errno.ENOENT: "missing"}


def shelf(outcomes: Mapping[Job, Made | Failed], store: Store) -> Shelf:
    """What was made, by original."""
    good = {job: made for job, made in outcomes.items() if not isinstance(made, Failed)}
    shown = {job: made for job, made in good.items() if not isinstance(job.recipe, PosterRecipe)}
    posters = {job: made for job, made in good.items() if isinstance(job.recipe, PosterRecipe)}
    return Shelf(
        store.root,
        stills=_of(StillSet, shown),
        films=_of(FilmSet, shown),
        posters=_of(StillSet, posters),
        captions=_of(Captions, shown),
        storyboards=_of(Storyboard, shown),
        previews=_of(Preview, shown),
        press=_of(PressCopy, shown),
        cards=_of(Cards, shown),
        placards=_of(Placard, shown),
    )


def _of(kind: type[_Kind], made: Mapping[Job, Made]) -> dict[Path, _Kind]:
    return {job.original: each for job, each in made.items() if isinstance(each, kind)}


def _build(job: Job, out: Path) -> Made:
    if isinstance(job.recipe, FootageRecipe):
        with elsewhere.originals(job) as paths:
            films = {each.digest: each.film for each in job.sources}
            told = {digest: cutting.At(path, films[digest]) for digest, path in paths.items()}
            return cutting.footage(job.recipe, told, out)
    if isinstance(job.recipe, BoardRecipe):
        from site_builder.media import placard  # noqa: PLC0415 - slow to load, seldom needed

        with elsewhere.originals(job) as paths, limits.within(limits.SECONDS):
            return placard.board(job.recipe, paths, out)
    with elsewhere.original(job) as path:
        return _copies(replace(job, original=path), out)


def _copies(job: Job, out: Path) -> Made:
    recipe = job.recipe
    if isinstance(recipe, CaptionRecipe):
        return captions.webvtt(job.original, recipe, out)
    if isinstance(recipe, StillRecipe | PressRecipe | CardRecipe | PlacardRecipe):
        with limits.within(limits.SECONDS):
            return _of_photo(job.original, recipe, out)
    assert job.film is not None, "jobs of films carry their facts"
    assert not isinstance(recipe, FootageRecipe | BoardRecipe), "made of several"
    return _of_film(job.original, job.film, recipe, out)


def _of_photo(
    original: Path, recipe: StillRecipe | PressRecipe | CardRecipe | PlacardRecipe, out: Path
) -> Made:
    if isinstance(recipe, CardRecipe):
        return card.cards(original, recipe, out)
    if isinstance(recipe, PlacardRecipe):
        from site_builder.media import placard  # noqa: PLC0415 - slow to load, seldom needed

        return placard.placard(original, recipe, out)
    if isinstance(recipe, PressRecipe):
        return image.press(original, recipe, out)
    return image.stills(original, recipe, out)


OfFilm = FilmRecipe | PosterRecipe | StoryboardRecipe | PreviewRecipe | SoundRecipe | LivelyRecipe


def _of_film(
    original: Path,
    film: FilmFacts,
    recipe: OfFilm,
    out: Path,
) -> Made:
    if isinstance(recipe, FilmRecipe):
        return video.renditions(original, film, recipe, out)
    if isinstance(recipe, SoundRecipe):
        return cutting.sound(original, film, recipe, out)
    if isinstance(recipe, LivelyRecipe):
        return watching.lively(original, film, recipe)
    if isinstance(recipe, PreviewRecipe):
        return video.preview(original, film, recipe, out)
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        if isinstance(recipe, StoryboardRecipe):
            return _storyboard(original, film, recipe, Path(scratch), out)
        found = video.frames(original, film, recipe.at, Path(scratch))
        return image.stills(image.liveliest(found), recipe.still, out)


def _storyboard(
    original: Path, film: FilmFacts, recipe: StoryboardRecipe, scratch: Path, out: Path
) -> Storyboard:
    scenes = video.scenes(original, film, recipe, scratch)
    sheet, size = image.sheet(tuple(scenes.values()), recipe, out)
    index = out / "storyboard.vtt"
    told = storyboard.index(tuple(scenes), film.seconds, sheet.path, recipe.columns, size)
    index.write_text(told, "utf-8", newline="\n")
    return Storyboard(sheet, copy_of(index, "text/vtt"))
