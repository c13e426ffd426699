"""Boards for a show that goes from town to town: an A1 sheet for each entry of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from site_builder import lettering
from site_builder.checks.photos import broken
from site_builder.content import gate
from site_builder.content.gate import ShownEntry
from site_builder.content.library import Entry, Library
from site_builder.content.model import Scope
from site_builder.content.original import Originals, Unreadable
from site_builder.content.problem import Place, Problem, Text, error
from site_builder.media import elsewhere, make, plan
from site_builder.media.plan import WORDS_ALONE
from site_builder.media.recipe import Board, BoardRecipe, Failed, Job, Source
from site_builder.media.report import Progress, Report
from site_builder.media.store import Store
from site_builder.publish import folder, gather, pictures, programme, prose, sharing
from site_builder.publish.gather import Checked
from site_builder.publish.ranks import rank
from site_builder.publish.showing import Address
from site_builder.whole import link_whole

PHOTOS = 3


@dataclass(frozen=True)
class Boarded:
    """The files that were written, and what was said on the way."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    report: Report


def boards(  # noqa: PLR0913 - each is a seam of its own
    checked: Checked,
    cache: Path,
    now: dt.datetime,
    address: Address,
    executor: Executor,
    progress: Progress,
    recipes: plan.Recipes,
    year: int | None,
    out: Path,
) -> Boarded:
    """Write a board for each entry of a year that may be printed, the newest's if none is given.
    The folder must be `folder.safe`.
    """
    store = Store(cache / "media")
    shown = gate.show(checked.sound, now, Scope.PRINT)
    year = year or max((h.campaign for each in shown.entries for h in each.honours), default=0)
    of_year = (programme.in_year(each, year) for each in shown.entries if _of(each, year))
    wanted = sorted(of_year, key=rank)
    if not wanted:
        return Boarded((), (_nobody(year),), Report((), 0.0))
    jobs = dict(_jobs(wanted, checked.library, checked.originals, address, recipes))
    addressed = elsewhere.addressed(tuple(jobs), checked.where)
    made, report = make.make(addressed, store, executor, progress)
    files, problems = [], []
    for number, (job, entry) in enumerate(zip(addressed, jobs.values(), strict=True), start=1):
        outcome = made[job]
        if isinstance(outcome, Board):
            name = pictures.file_name(f"{number:02}-{entry.data.name}", "pdf")
            link_whole(store.root / outcome.file.path, out / name)
            files.append(out / name)
        elif isinstance(outcome, Failed):
            found = Unreadable(outcome.reason, outcome.detail)
            problems.append(
                broken("media", "文件", job.original.name, found, entry.place("photos"))
            )
    folder.mark(out)
    folder.sweep(out, {file.name for file in files})
    told = gather.about(checked, (each.entry for each in wanted))
    return Boarded(tuple(files), gather.in_order(told + tuple(problems)), report)


def _of(each: ShownEntry, year: int) -> bool:
    return any(honour.campaign == year for honour in each.honours)


def _jobs(
    entries: list[ShownEntry],
    library: Library,
    originals: Originals,
    address: Address,
    recipes: plan.Recipes,
) -> Iterator[tuple[Job, Entry]]:
    """A board of each, but of words that no typeface has whole: the checks speak of them."""
    for each in entries:
        words = sharing.lettered(each, library, address)
        if Scope.WEB not in each.scopes:
            words = replace(words, address="")  # its page is not there
        summary = prose.to_html(each.entry.data.summary)
        text = tuple(words for _, words in prose.blocks(summary))
        if lettering.lacking(words.all + "".join(text)):
            continue
        photos = dict(islice(sharing.portraits(each.entry, originals, recipes.still.faces), PHOTOS))
        sources = tuple(Source(path, portrait.digest) for path, portrait in photos.items())
        named = each.entry.folder / Path(each.entry.source.file).name
        recipe = BoardRecipe(words, text, tuple(photos.values()))
        yield Job(named, WORDS_ALONE, recipe, sources=sources), each.entry


def _nobody(year: int) -> Problem:
    return error(
        Place("stars"), "no-boards",
        Text(f"{year}年没有可以印刷的人物和项目。" if year else "还没有可以印刷的人物和项目。", "Nobody of this year may be printed."),
        Text("核对年份；同意书的 consent.scope 里要有 print。", "See to the year; consent.scope must hold print."),
    )  # fmt: skip
