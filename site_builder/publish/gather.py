"""From the content folder to what may be shown: each room once, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.checks import check, film
from site_builder.checks.photos import broken, card_missing
from site_builder.content import gate, load
from site_builder.content.library import Entry, Library, Path_
from site_builder.content.model import Scope
from site_builder.content.original import Originals, Unreadable
from site_builder.content.problem import Place, Problem
from site_builder.media import elsewhere, make, plan, probe
from site_builder.media.elsewhere import Places, Sources
from site_builder.media.recipe import (
    Captions,
    CardRecipe,
    Failed,
    FilmRecipe,
    FilmSet,
    Job,
    Made,
    PlacardRecipe,
    PreviewRecipe,
    StillRecipe,
    StoryboardRecipe,
)
from site_builder.media.report import Progress, Report
from site_builder.media.store import Store
from site_builder.publish import press, programme, sharing
from site_builder.publish.showing import Address, Showing


@dataclass(frozen=True)
class Checked:
    """What was read, and everything that is to be said of it."""

    library: Library
    originals: Originals
    problems: tuple[Problem, ...]
    where: Sources
    """Originals that are named by content, and may have to be fetched."""

    @property
    def sound(self) -> Library:
        """The library less every entry that an error stops."""
        return self.library.without(stopped(self.problems))


@dataclass(frozen=True)
class Gathered:
    """What may be shown, what is to be mended, and what the media room did."""

    showing: Showing
    problems: tuple[Problem, ...]
    report: Report


def read(content: Path, cache: Path, places: Places, executor: Executor | None = None) -> Checked:
    """Load and check the content folder; makes nothing. New originals are looked at in parallel
    where there is an executor, and fetched where they are elsewhere, in one of the `places`.
    """
    loaded = load.load(content, cache / "content")
    where = elsewhere.sources(loaded.library, places, cache.resolve() / "fetched")
    originals = probe.find(loaded.library, cache / "originals", executor, where)
    problems = loaded.problems + check(loaded.library, originals, cache / "checks")
    return Checked(loaded.library, originals, problems, where)


def gather(  # noqa: PLR0913 - each is a seam of its own
    checked: Checked,
    cache: Path,
    now: dt.datetime,
    address: Address,
    executor: Executor,
    progress: Progress,
    recipes: plan.Recipes = plan.USUAL,
) -> Gathered:
    """Make the copies that the site needs, and say what may be shown with them."""
    store = Store(cache / "media")
    shown = gate.show(checked.sound, now, Scope.WEB)
    wanted = replace(checked.sound, entries=tuple(each.entry for each in shown.entries))
    allowed = press.recipes(shown.entries, address)
    shared = sharing.recipes(shown.entries, checked.library, checked.originals, address, recipes)
    jobs = elsewhere.addressed(
        plan.plan(wanted, checked.originals, recipes, allowed, shared), checked.where
    )
    made, report = make.make(jobs, store, executor, progress)
    problems = checked.problems + tuple(failures(wanted.entries, made))
    library = checked.library.without(stopped(problems))
    shown = gate.show(library, now, Scope.WEB)
    openings, refused = programme.running(checked.library, now, stopped(problems))
    showing = Showing(
        library,
        shown,
        make.shelf(made, store),
        address,
        openings=tuple(
            each.only(Scope.WEB)
            for year, each in openings.items()
            if gate.begun(library.years[year].campaign, now)
        ),
    )
    return Gathered(showing, in_order(problems + refused + shown.hidden), report)


def failures(entries: Sequence[Entry], made: Mapping[Job, Made | Failed]) -> Iterable[Problem]:
    """What the making of copies found, at the line that names the original.

    Told again when copies are used again: what was made remembers what was wrong with it.
    """
    owners: dict[Path, tuple[Entry, Path_]] = {
        entry.folder / name: (entry, where) for entry in entries for where, name in entry.files()
    } | {entry.folder / Path(entry.source.file).name: (entry, ()) for entry in entries}
    lost = {
        job.original
        for job, outcome in made.items()
        if isinstance(job.recipe, FilmRecipe | StillRecipe) and isinstance(outcome, Failed)
    }
    for job, outcome in made.items():
        name, (entry, where) = job.original.name, owners[job.original]
        if isinstance(outcome, Failed):
            if job.original not in lost or isinstance(job.recipe, FilmRecipe | StillRecipe):
                yield _failure(job, outcome, entry.place(*where))
        elif isinstance(outcome, FilmSet) and outcome.errors:
            yield film.damaged(name, outcome.errors, outcome.first_error, entry.place(*where))
        elif isinstance(outcome, Captions) and outcome.skipped:
            yield film.cues_skipped(name, outcome.skipped, entry.place(*where))


def _failure(job: Job, outcome: Failed, place: Place) -> Problem:
    """A film without a storyboard or a preview is a film; without anything else it is none."""
    found = Unreadable(outcome.reason, outcome.detail)
    if isinstance(job.recipe, StoryboardRecipe | PreviewRecipe):
        return film.extra_missing(job.original.name, found, place)
    if isinstance(job.recipe, CardRecipe | PlacardRecipe):
        return card_missing(job.original.name, found, place)
    return broken("media", "文件", job.original.name, found, place)


def about(checked: Checked, entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """What is to be said where these entries alone are asked for: theirs, and every error."""
    mine = {entry.source.file for entry in entries}
    return tuple(each for each in checked.problems if each.stops or each.place.file in mine)


def stopped(problems: Iterable[Problem]) -> frozenset[str]:
    """The files that an error stops."""
    return frozenset(problem.place.file for problem in problems if problem.stops)


def in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code)))
