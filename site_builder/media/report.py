"""What a run of the media room tells while it works and when it has ended: plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from site_builder.media.recipe import (
    BoardRecipe,
    CaptionRecipe,
    CardRecipe,
    Failed,
    FilmRecipe,
    FootageRecipe,
    Job,
    LivelyRecipe,
    Made,
    PlacardRecipe,
    PosterRecipe,
    PressRecipe,
    PreviewRecipe,
    Recipe,
    SoundRecipe,
    StillRecipe,
    StoryboardRecipe,
)
from site_builder.media.store import copies


class Work(StrEnum):
    """What is made, as a run is told of it; in the order of the table."""

    PHOTO = "photo"
    PRESS = "press"
    FILM = "film"
    POSTER = "poster"
    STORYBOARD = "storyboard"
    PREVIEW = "preview"
    CAPTIONS = "captions"
    CARD = "card"
    PLACARD = "placard"
    BOARD = "board"
    EXCERPT = "excerpt"
    SOUND = "sound"
    FOOTAGE = "footage"


_WORK: dict[type[Recipe], Work] = {
    StillRecipe: Work.PHOTO,
    PressRecipe: Work.PRESS,
    FilmRecipe: Work.FILM,
    PosterRecipe: Work.POSTER,
    StoryboardRecipe: Work.STORYBOARD,
    PreviewRecipe: Work.PREVIEW,
    CaptionRecipe: Work.CAPTIONS,
    CardRecipe: Work.CARD,
    PlacardRecipe: Work.PLACARD,
    BoardRecipe: Work.BOARD,
    LivelyRecipe: Work.EXCERPT,
    SoundRecipe: Work.SOUND,
    FootageRecipe: Work.FOOTAGE,
}


def work(job: Job) -> Work:
    return _WORK[type(job.recipe)]


_EFFORT: dict[type[Recipe], tuple[float, float]] = {
    FilmRecipe: (2.0, 0.6),
    StoryboardRecipe: (1.0, 0.05),
    LivelyRecipe: (1.0, 0.05),
    PosterRecipe: (2.0, 0.0),
    PreviewRecipe: (2.0, 0.0),
    CaptionRecipe: (0.01, 0.0),
    CardRecipe: (0.3, 0.0),
    PlacardRecipe: (0.3, 0.0),
}
"""Seconds for each, and for each second of its film."""


def effort(job: Job) -> float:
    """About how much work a job is, in seconds of one core: a bar and a guess rest on it."""
    if isinstance(job.recipe, FootageRecipe):
        return 0.5 + 0.06 * job.recipe.piece.frames
    fixed, growing = _EFFORT.get(type(job.recipe), (1.0, 0.0))
    return fixed + growing * (job.film.seconds if job.film else 0.0)


@dataclass(frozen=True)
class Step:
    """Where a run is. The first, with nothing done, comes before any copy is made."""

    done: int
    """Jobs that have ended."""
    total: int
    share: float
    """Of the work, 0 to 1: a film is more of it than a photo."""
    making: Job | None
    """One that is being made now: the one begun first."""


Progress = Callable[[Step], None]


class Course:
    """Where a run is, as its jobs end in whatever order. Workers begin them in the order given."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = jobs
        self._whole = sum(map(effort, jobs))
        self._spent = 0.0
        self._ended: set[Job] = set()
        self._first = 0
        """Of the jobs that have not ended, the first."""

    def end(self, job: Job) -> None:
        self._ended.add(job)
        self._spent += effort(job)
        while self._first < len(self._jobs) and self._jobs[self._first] in self._ended:
            self._first += 1

    @property
    def step(self) -> Step:
        if self._first == len(self._jobs):
            return Step(len(self._jobs), len(self._jobs), 1.0, None)
        share = self._spent / self._whole
        return Step(len(self._ended), len(self._jobs), share, self._jobs[self._first])


@dataclass(frozen=True)
class Done:
    """How a job ended, and the seconds that a worker spent on it; None if no worker had to."""

    job: Job
    outcome: Made | Failed
    seconds: float | None


@dataclass(frozen=True)
class Tally:
    """What a run did of one kind. `bytes` are those of the copies it made."""

    made: int = 0
    reused: int = 0
    failed: int = 0
    seconds: float = 0.0
    """Of workers, added up."""
    bytes: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.made + other.made,
            self.reused + other.reused,
            self.failed + other.failed,
            self.seconds + other.seconds,
            self.bytes + other.bytes,
        )


@dataclass(frozen=True)
class Report:
    """What a run did, by kind, and the seconds it took by the clock."""

    tallies: tuple[tuple[Work, Tally], ...]
    seconds: float

    def __add__(self, other: Report) -> Report:
        """Of two runs, one after the other."""
        found = dict(self.tallies)
        for kind, tally in other.tallies:
            found[kind] = found.get(kind, Tally()) + tally
        ordered = tuple((kind, found[kind]) for kind in Work if kind in found)
        return Report(ordered, self.seconds + other.seconds)

    @property
    def total(self) -> Tally:
        return sum((tally for _, tally in self.tallies), Tally())


def report(ended: Iterable[Done], seconds: float) -> Report:
    """Add up what was done, leaving out the kinds of which there was nothing to do."""
    by_kind: dict[Work, Tally] = {}
    for each in ended:
        kind = work(each.job)
        by_kind[kind] = by_kind.get(kind, Tally()) + _tally(each)
    return Report(tuple((kind, by_kind[kind]) for kind in Work if kind in by_kind), seconds)


def _tally(each: Done) -> Tally:
    if isinstance(each.outcome, Failed):
        return Tally(failed=1, seconds=each.seconds or 0.0)
    if each.seconds is None:
        return Tally(reused=1)
    weight = sum(copy.bytes for copy in copies(each.outcome))
    return Tally(made=1, seconds=each.seconds, bytes=weight)
