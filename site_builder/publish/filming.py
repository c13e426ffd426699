"""The opening film made: films looked through, scenes cut, put together, its cue sheet beside it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.checks.photos import broken
from site_builder.content.library import Opening
from site_builder.content.original import Unreadable
from site_builder.content.problem import Problem, Text, error, warning
from site_builder.media import elsewhere, make, plan, splicing
from site_builder.media.loudness import Loudness
from site_builder.media.recipe import (
    CaptionRecipe,
    Captions,
    Failed,
    Footage,
    Job,
    Lively,
    Made,
    Refused,
    Sound,
    Source,
)
from site_builder.media.report import Progress, Report
from site_builder.media.scenes import Canvas
from site_builder.media.store import Store
from site_builder.publish import cuesheet, gather, portable, programme
from site_builder.publish import reel as reels
from site_builder.publish.gather import Checked
from site_builder.publish.programme import Running
from site_builder.publish.reel import Known, Reel
from site_builder.whole import write_whole


@dataclass(frozen=True)
class Filmed:
    """What came of it. `reel` is None where there is no film."""

    reel: Reel | None
    loudness: Loudness | None
    problems: tuple[Problem, ...]
    report: Report

    @property
    def sound(self) -> bool:
        return not any(each.stops for each in self.problems)


def film(  # noqa: PLR0913 - each is a seam of its own
    checked: Checked,
    cache: Path,
    now: dt.datetime,
    executor: Executor,
    progress: Progress,
    recipes: plan.Recipes,
    year: int | None,
    canvas: Canvas,
    out: Path,
) -> Filmed:
    """Make a year's film at `out`, the newest's if no year is given, with its cue sheet beside it."""
    room = _Room(checked, Store(cache / "media"), executor, progress)
    several, refused = programme.running(checked.library, now, gather.stopped(checked.problems))
    running = portable.of_year(several, year)
    if running is None:
        problems = (*refused, portable.no_opening(year, tuple(several)))
        return Filmed(None, None, problems, Report((), 0.0))
    known = room.known(running, recipes)
    reel, unset = reels.reel(running, known, canvas)
    room.problems += (*refused, *unset)
    level = room.made(reel, checked.library.openings[running.year], out) if reel.shots else None
    stands = reel if reel.shots and not room.broken else None
    if stands:
        _tell(stands, running, now, out)
    return Filmed(stands, level, gather.in_order(tuple(room.problems)), room.report)


def _tell(reel: Reel, running: Running, now: dt.datetime, out: Path) -> None:
    title, cuts = f"{running.title} 开幕短片场记单", reels.cuts(reel)
    made = cuesheet.workbook(title, cuts, reel.canvas, now)
    write_whole(out.with_suffix(".cue.xlsx"), made)
    write_whole(out.with_suffix(".cue.html"), cuesheet.page(title, cuts, reel.canvas))


class _Room:
    """Has things made, and gathers what is wrong on its way."""

    def __init__(
        self, checked: Checked, store: Store, executor: Executor, progress: Progress
    ) -> None:
        self.checked, self.store = checked, store
        self.executor, self.progress = executor, progress
        self.problems: list[Problem] = []
        self.report = Report((), 0.0)
        self.broken = False

    def known(self, running: Running, recipes: plan.Recipes) -> Known:
        """Captions read and films looked through, as far as the scenes depend on them."""
        originals = self.checked.originals
        entries = tuple(each.entry for each in running.entries)
        library = replace(self.checked.library, entries=entries)
        jobs = plan.plan(library, originals, recipes)
        made = self._have(job for job in jobs if isinstance(job.recipe, CaptionRecipe))
        self.problems += gather.failures(entries, made)
        said = {job.original: each.cues for job, each in made.items() if isinstance(each, Captions)}
        found = self._have(reels.searches(running, originals, said))
        lively = {job.original: each.at for job, each in found.items() if isinstance(each, Lively)}
        return Known(originals, said, lively, recipes.still.faces)

    def made(self, reel: Reel, opening: Opening, out: Path) -> Loudness | None:
        """The film itself. A piece that can't be made leaves no film: it would not be what the cue
        sheet says.
        """
        named = opening.folder / Path(opening.source.file).name
        footage = reels.footage(reel, named, self.checked.originals)
        sounds = reels.sounds(reel, self.checked.originals)
        made = self._have((*footage, *sounds.values()))
        for job, outcome in made.items():
            if isinstance(outcome, Failed):
                self._failed(job, outcome, opening)
        if self.broken:
            return None
        heard = {at: each for at, job in sounds.items() if isinstance(each := made[job], Sound)}
        pieces = [
            self.store.root / each.file.path
            for job in footage
            if isinstance(each := made[job], Footage)
        ]
        laid = reels.laid(reel, heard, self.store.root)
        with tempfile.TemporaryDirectory() as scratch:
            track = Path(scratch) / "track.m4a"
            seconds = reel.frames / reel.canvas.rate
            try:
                level = splicing.soundtrack(laid, self._music(opening), seconds, track)
                splicing.splice(pieces, track, reel.frames, out)
            except Refused as refused:
                self.broken = True
                self.problems.append(_unmade(opening, refused))
                return None
        return level

    def _have(self, jobs: Iterator[Job] | tuple[Job, ...]) -> Mapping[Job, Made | Failed]:
        wanted = elsewhere.addressed(tuple(dict.fromkeys(jobs)), self.checked.where)
        made, report = make.make(wanted, self.store, self.executor, self.progress)
        self.report = self.report + report
        return {
            replace(job, elsewhere=None, sources=_bare(job)): each for job, each in made.items()
        }

    def _failed(self, job: Job, outcome: Failed, opening: Opening) -> None:
        self.broken = True
        names = "、".join(each.original.name for each in job.sources) or job.original.name
        found = Unreadable(outcome.reason, outcome.detail)
        self.problems.append(broken("media", "文件", names, found, opening.source.place("items")))

    def _music(self, opening: Opening) -> Path | None:
        name = opening.programme.music
        if name is None:
            return None
        path = opening.folder / name
        try:
            splicing.measured(path, 600)
        except Refused:
            self.problems.append(_no_music(opening, name))
            return None
        return path


def _bare(job: Job) -> tuple[Source, ...]:
    return tuple(replace(each, elsewhere=None) for each in job.sources)


def _no_music(opening: Opening, name: str) -> Problem:
    return warning(
        opening.source.place("music"), "no-music",
        Text(f"配乐 {name} 不在节目单旁边，或者打不开，短片没有配乐。", f"{name} is not beside the programme or can't be read: the film has no music."),
        Text("把音乐文件（MP3、M4A、WAV）放进 openings 文件夹，核对文件名。", "Put the music (MP3, M4A, WAV) into openings, and see to its name."),
    )  # fmt: skip


def _unmade(opening: Opening, refused: Refused) -> Problem:
    return error(
        opening.source.place("items"), "film-unmade",
        Text(f"短片没有合成：{refused.detail}。", f"The film could not be put together: {refused.detail}."),
        Text("看看磁盘是否满了，再试一次；仍不行，请把这句话告诉网站管理员。", "See whether the disk is full and try again; if it stays so, tell the site's owner this sentence."),
    )  # fmt: skip
