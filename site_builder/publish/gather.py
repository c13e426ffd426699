"""From the content folder to what may be shown: each room once, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.checks import check
from site_builder.checks.photos import broken
from site_builder.content import gate, load
from site_builder.content.library import Entry, Library
from site_builder.content.model import Scope
from site_builder.content.original import Originals, Unreadable
from site_builder.content.problem import Problem
from site_builder.media import elsewhere, make, plan, probe
from site_builder.media.elsewhere import Places, Sources
from site_builder.media.recipe import Failed, Job, Made
from site_builder.media.store import Store
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
        return self.library.without(_stopped(self.problems))


@dataclass(frozen=True)
class Gathered:
    """What may be shown, what is to be mended, and what the media room did."""

    showing: Showing
    problems: tuple[Problem, ...]
    report: make.Report


def read(content: Path, cache: Path, places: Places, executor: Executor | None = None) -> Checked:
    """Load and check the content folder; makes nothing. New originals are looked at in parallel
    where there is an executor, and fetched where they are elsewhere, in one of the `places`.
    """
    loaded = load.load(content, cache / "content")
    where = elsewhere.sources(loaded.library, places, cache.resolve() / "fetched")
    originals = probe.find(loaded.library, cache / "originals", executor, where)
    problems = loaded.problems + check(loaded.library, originals)
    return Checked(loaded.library, originals, problems, where)


def gather(  # noqa: PLR0913 - each is a seam of its own
    checked: Checked,
    cache: Path,
    now: dt.datetime,
    address: Address,
    executor: Executor,
    progress: make.Progress,
) -> Gathered:
    """Make the copies that the site needs, and say what may be shown with them."""
    store = Store(cache / "media")
    shown = gate.show(checked.sound, now, Scope.WEB)
    wanted = replace(checked.sound, entries=tuple(each.entry for each in shown.entries))
    jobs = elsewhere.addressed(plan.plan(wanted, checked.originals), checked.where)
    made, report = make.make(jobs, store, executor, progress)
    problems = checked.problems + tuple(failures(wanted.entries, made))
    library = checked.library.without(_stopped(problems))
    shown = gate.show(library, now, Scope.WEB)
    showing = Showing(library, shown, make.shelf(made, store), address)
    return Gathered(showing, _in_order(problems + shown.hidden), report)


def failures(entries: Iterable[Entry], made: Mapping[Job, Made | Failed]) -> Iterable[Problem]:
    """A problem at the line that names each original of which no copy could be made."""
    places = {
        entry.folder / name: entry.place(*where)
        for entry in entries
        for where, name in entry.files()
    }
    for job, outcome in made.items():
        if isinstance(outcome, Failed):
            found = Unreadable(outcome.reason, outcome.detail)
            yield broken("media", "文件", job.original.name, found, places[job.original])


def _stopped(problems: Iterable[Problem]) -> frozenset[str]:
    return frozenset(problem.place.file for problem in problems if problem.stops)


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code)))
