"""The programme of an opening as it will be shown: who is in it, in what words, for how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from site_builder.checks.programme import chosen, public
from site_builder.content import gate
from site_builder.content.gate import ShownEntry
from site_builder.content.library import Entry, Library, Opening
from site_builder.content.model import Honour, Scope
from site_builder.content.problem import Place, Problem, Text, error, near, warning
from site_builder.content.programme import Item, Show
from site_builder.publish import words
from site_builder.publish.ranks import rank

PAGE = 10
"""Entries of a group that are shown at a time: names must be read from the last row."""


@dataclass(frozen=True)
class Turn:
    """What is on the screen at a time. `number` counts from 1 and is what a clicker jumps to."""

    number: int
    show: Show
    text: str
    under: str
    lines: tuple[str, ...]
    entries: tuple[ShownEntry, ...]
    """Whom it is about: one of an entry or film, several of a group."""
    seconds: float
    notes: str
    place: Place
    """Where it is written."""

    @property
    def entry(self) -> ShownEntry:
        """Of an entry or a film."""
        return self.entries[0]


@dataclass(frozen=True)
class Running:
    """A year's opening in order."""

    year: int
    title: str
    theme: str
    """Of the Learning Week."""
    place: str
    date: str
    sample: bool
    turns: tuple[Turn, ...]

    @cached_property
    def entries(self) -> tuple[ShownEntry, ...]:
        """Everybody in it, once, as they first appear."""
        found = {each.entry.address: each for turn in self.turns for each in turn.entries}
        return tuple(found.values())

    def only(self, scope: Scope) -> Running:
        """What is left of it where this consent is needed as well."""
        kept = (
            replace(turn, entries=tuple(each for each in turn.entries if scope in each.scopes))
            for turn in self.turns
        )
        filled = [turn for turn in kept if turn.entries or turn.show not in _WITH]
        return replace(self, turns=_numbered(filled))


_WITH = {Show.GROUP, Show.ENTRY, Show.FILM}
"""What is about somebody."""


def running(
    library: Library, now: dt.datetime, stopped: frozenset[str] = frozenset()
) -> tuple[Mapping[int, Running], tuple[Problem, ...]]:
    """The programmes of all years, newest first, and why somebody in one can't be shown. `stopped`
    names the files of entries that an error stops.
    """
    if not library.openings:
        return {}, ()
    room = _Room(library, now, stopped)
    found = {year: room.run(year) for year in sorted(library.openings, reverse=True)}
    return {year: each for year, each in found.items() if each}, tuple(room.problems)


class _Room:
    """Looks everybody up, and gathers what is wrong on its way."""

    def __init__(self, library: Library, now: dt.datetime, stopped: frozenset[str]) -> None:
        self.library = library
        shown = gate.show(library, now, Scope.SCREEN)
        sound = (each for each in shown.entries if each.entry.source.file not in stopped)
        self.free = {each.entry.address: each for each in sorted(sound, key=rank)}
        self.why = {each.place.file: each for each in shown.hidden}
        self.problems: list[Problem] = []

    def run(self, year: int) -> Running | None:
        opening, told = self.library.openings[year], self.library.years.get(year)
        if told is None:
            return None
        campaign = told.campaign
        when = campaign.opening
        turns = [
            turn
            for at, item in enumerate(opening.programme.items)
            if public(item)
            for turn in self._turns(opening, at, item)
        ]
        return Running(
            year=year,
            title=campaign.title,
            theme=campaign.week_theme,
            place=when.place if when else "",
            date=words.day(when.date) if when else "",
            sample=opening.programme.sample or campaign.sample,
            turns=_numbered(turns),
        )

    def _turns(self, opening: Opening, at: int, item: Item) -> Iterator[Turn]:
        place = opening.source.place("items", at)
        plain = Turn(
            0, item.show, item.text.strip(), item.under.strip(), item.lines, (), item.seconds or 0.0, item.notes, place,
        )  # fmt: skip
        if item.show is Show.GROUP:
            entries = tuple(self._group(opening, at, item))
            pages = [entries[start : start + PAGE] for start in range(0, len(entries), PAGE)]
            for page in _even(pages):
                told = replace(plain, text=item.text or _heading(item), entries=page)
                yield _timed(told)
        elif item.show in _WITH:
            if item.entry and (each := self._one(opening, at, ("entry",), item.entry)):
                if item.show is Show.FILM and each.entry.data.film is None:
                    self.problems.append(_no_film(opening, at, each.entry))
                else:
                    yield _timed(replace(plain, entries=(each,)))
        elif item.text or item.show is Show.PAUSE:
            yield _timed(plain)

    def _group(self, opening: Opening, at: int, item: Item) -> Iterator[ShownEntry]:
        if not chosen(item):
            return
        if item.entries:
            for nth, name in enumerate(item.entries):
                if each := self._one(opening, at, ("entries", nth), name):
                    yield each
            return
        year = opening.programme.year
        for each in self.free.values():
            if each.entry.kind is item.kind and any(
                _belongs(honour, year, item) for honour in each.honours
            ):
                yield in_year(each, year)

    def _one(
        self, opening: Opening, at: int, key: tuple[str | int, ...], name: str
    ) -> ShownEntry | None:
        """The entry of this name with its honours of the year; or a problem, and None."""
        place, year = opening.source.place("items", at, *key), opening.programme.year
        found = self.library.named(name)
        if len(found) != 1:
            self.problems.append(_unknown(place, name, found, self.library))
            return None
        entry = found[0]
        free = self.free.get(entry.address)
        if free is None:
            self.problems.append(_refused(place, entry, self.why.get(entry.source.file)))
            return None
        if not any(honour.campaign == year for honour in free.honours):
            self.problems.append(_not_of(place, entry, year))
            return None
        return in_year(free, year)


def honour_text(each: ShownEntry) -> str:
    """As it was conferred: 2026年省级百姓学习之星."""
    best = each.honours[0]
    return f"{best.campaign}年{words.LEVELS[best.level]}{words.KINDS[each.entry.kind]}"


def in_year(each: ShownEntry, year: int) -> ShownEntry:
    """An opening confers the honours of its year, not those of others."""
    return replace(each, honours=tuple(one for one in each.honours if one.campaign == year))


def _belongs(honour: Honour, year: int, item: Item) -> bool:
    if honour.campaign != year:
        return False
    if item.grade:
        return honour.grade is item.grade and item.level in (None, honour.level)
    return honour.level is item.level and honour.grade is None


def _heading(item: Item) -> str:
    if item.grade:
        return words.GRADES[item.grade]
    level = words.LEVELS[item.level] if item.level else ""
    return level + (words.KINDS[item.kind] if item.kind else "")


def _even(pages: Sequence[tuple[ShownEntry, ...]]) -> Iterator[tuple[ShownEntry, ...]]:
    """The same entries on as many pages, no page with much less than another."""
    everybody = [each for page in pages for each in page]
    count = len(pages)
    for at in range(count):
        start, stop = (len(everybody) * edge // count for edge in (at, at + 1))
        yield tuple(everybody[start:stop])


def _timed(turn: Turn) -> Turn:
    """With its usual length where none is given: long enough to be read aloud."""
    if turn.seconds:
        return turn
    usual = {
        Show.TITLE: 7.0,
        Show.GROUP: 5.0 + 1.2 * len(turn.entries),
        Show.ENTRY: 9.0,
        Show.FILM: 8.0,
        Show.PAUSE: 5.0,
        Show.THANKS: 6.0 + 1.5 * len(turn.lines),
    }
    return replace(turn, seconds=usual[turn.show])


def _numbered(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    return tuple(replace(turn, number=at) for at, turn in enumerate(turns, start=1))


# --- what is said of those who can't be shown --------------------------------------------------


def _unknown(place: Place, name: str, found: tuple[Entry, ...], library: Library) -> Problem:
    if found:
        both = "、".join(each.address.strip("/") for each in found)
        return error(
            place, "programme-two",
            Text(f"“{name}”有两个：{both}。", f"There are two “{name}”: {both}."),
            Text("写全名，例如 stars/… 或 projects/…。", "Write the whole of it: stars/… or projects/…."),
        )  # fmt: skip
    meant = near(name.rpartition("/")[2], [each.slug for each in library.entries])
    return error(
        place, "programme-unknown",
        Text(f"没有名为“{name}”的人或项目，没有放进节目。", f"There is no entry “{name}”: it is left out of the programme."),
        Text(f"是不是“{meant}”？", f"Is it “{meant}”?") if meant
        else Text("写 stars 或 projects 下面的文件夹名；文件夹在的话，先改好它的 YAML。",
                  "Write the name of a folder in stars or projects; if it is there, mend its YAML first."),
    )  # fmt: skip


def _refused(place: Place, entry: Entry, why: Problem | None) -> Problem:
    """Why somebody may not be on the screen, in the gate's own words."""
    name, file = entry.data.name, entry.source.file
    if entry.data.withdrawn:
        return _withdrawn(place, entry)
    reason = why.what if why else Text("它的 YAML 里有错误。", "there are errors in its YAML.")
    remedy = why.remedy if why else Text("先改好它。", "Mend it first.")
    return error(
        place, "programme-refused",
        Text(f"“{name}”不能上大屏，没有放进节目：{reason.zh}", f"“{name}” may not be on the screen and is left out: {reason.en}"),
        Text(f"{file}：{remedy.zh}", f"{file}: {remedy.en}"),
    )  # fmt: skip


def _withdrawn(place: Place, entry: Entry) -> Problem:
    """No error: a site that somebody is taken off must not wait for its programme."""
    name, day = entry.data.name, entry.data.withdrawn
    return warning(
        place, "programme-withdrawn",
        Text(f"“{name}”已于 {day} 撤下，没有放进节目。", f"“{name}” was withdrawn on {day} and is left out."),
        Text("从这份节目单里删掉这一项，串词里提到的也请删掉。", "Delete this item of the programme, and what its notes say of it."),
    )  # fmt: skip


def _not_of(place: Place, entry: Entry, year: int) -> Problem:
    name = entry.data.name
    return error(
        place, "programme-other-year",
        Text(f"“{name}”没有{year}年的称号，没有放进节目。", f"“{name}” has no honour of {year} and is left out."),
        Text(f"核对 {entry.source.file} 的 honours，或从这份节目单里删掉。", f"See to honours in {entry.source.file}, or delete it here."),
    )  # fmt: skip


def _no_film(opening: Opening, at: int, entry: Entry) -> Problem:
    name = entry.data.name
    return error(
        opening.source.place("items", at, "entry"), "programme-no-film",
        Text(f"“{name}”没有影片，这一项没有放进节目。", f"“{name}” has no film: this item is left out."),
        Text(f"在 {entry.source.file} 里补上 film，或改成 show: entry。", f"Add film to {entry.source.file}, or write show: entry."),
    )  # fmt: skip
