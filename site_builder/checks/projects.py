"""Rules on brand projects: old enough, large enough, and with a name of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from site_builder.checks.measured import Measured
from site_builder.checks.say import rules
from site_builder.content.library import Entry, Library
from site_builder.content.model import ParticipantsRule, People, Project
from site_builder.content.original import Originals
from site_builder.content.problem import Problem, Text, warning


def age(library: Library, _: Originals) -> Iterator[Measured]:
    """项目连续开展的年头够长。 / A project has run for long enough when it is named."""
    figure = Text("实施年限", "years that it has run")
    for entry, data in _projects(library):
        asked = rules(entry, library).project_years
        named, began = _named(entry, library), _day(data.started)
        if named is None or began is None:
            continue
        years = (named - began).days / 365.25
        problems = (_young(entry, years, asked),) if years < asked else ()
        got = Text(f"{max(years, 0):.1f} 年", f"{max(years, 0):.1f}")
        yield Measured(
            entry, figure, got, Text(f"至少 {asked:g} 年", f"at least {asked:g}"), problems
        )


def _young(entry: Entry, years: float, asked: float) -> Problem:
    return warning(
        entry.place("started"), "project-age",
        Text(f"到印发时开展了 {max(years, 0):.1f} 年，要求至少 {asked:g} 年。",
             f"It had run for {max(years, 0):.1f} years when named; at least {asked:g} are asked."),
        Text("核对 started 是否写错。", "See whether “started” is right."),
    )  # fmt: skip


def person_times(library: Library, _: Originals) -> Iterator[Measured]:
    """每年线下人次，或线上线下合计人次，达到要求。 / Enough person-times each year."""
    for entry, data in _projects(library):
        asked = rules(entry, library).participants
        for year, people in data.participants.items():
            yield _attended(entry, year, people, asked)
        if not data.participants:
            figure, none = Text("参与人次", "person-times"), Text("没有写", "not given")
            yield Measured(entry, figure, none, _wanted(asked), (_untold(entry),))


def _attended(entry: Entry, year: int, people: People, asked: ParticipantsRule) -> Measured:
    total = people.offline + people.online
    few = people.offline < asked.offline and total < asked.total
    figure = Text(f"{year} 年参与人次", f"person-times of {year}")
    got = Text(
        f"线下 {people.offline}，合计 {total}", f"{people.offline} in person, {total} in all"
    )
    problems = (_few(entry, year, people.offline, total, asked),) if few else ()
    return Measured(entry, figure, got, _wanted(asked), problems)


def _wanted(asked: ParticipantsRule) -> Text:
    return Text(
        f"线下至少 {asked.offline}，或合计至少 {asked.total}",
        f"{asked.offline} in person, or {asked.total} in all",
    )


def _few(entry: Entry, year: int, offline: int, total: int, asked: ParticipantsRule) -> Problem:
    return warning(
        entry.place("participants", str(year)), "person-times",
        Text(f"{year} 年线下 {offline} 人次、合计 {total} 人次；要求线下至少 {asked.offline}，或合计至少 {asked.total}。",
             f"{year}: {offline} in person, {total} in all; {asked.offline} in person or {asked.total} in all are asked."),
        Text("核对统计数字。", "Check the figures."),
    )  # fmt: skip


def _untold(entry: Entry) -> Problem:
    return warning(
        entry.place("name"), "person-times",
        Text("没有写每年的参与人次。", "The yearly person-times are not given."),
        Text("补上 participants，按年写 offline（线下）和 online（线上）。", "Add participants, by year: offline and online."),
    )  # fmt: skip


def own_name(library: Library, _: Originals) -> Iterator[Problem]:
    """品牌名称一般不用单位名称。 / As a rule a brand is not named like its host."""
    for entry, data in _projects(library):
        name = "".join(data.name.split())
        for host in (*data.hosts, *data.organisers):
            if "".join(host.split()) in name:
                yield warning(
                    entry.place("name"), "named-like-host",
                    Text(f"品牌名称里用了单位名称“{host}”。", f"The brand is named like its host “{host}”."),
                    Text("与印发文件核对品牌名称。", "Compare the brand's name with the document."),
                )  # fmt: skip


def _projects(library: Library) -> Iterator[tuple[Entry, Project]]:
    for entry in library.entries:
        if isinstance(entry.data, Project):
            yield entry, entry.data


def _named(entry: Entry, library: Library) -> dt.date | None:
    """The day of the first document that names it."""
    days = [
        held.document.date
        for honour in entry.data.honours
        if (year := library.years.get(honour.campaign))
        and (held := year.campaign.rounds.get(honour.level))
        and held.document
    ]
    return min(days, default=None)


def _day(started: str) -> dt.date | None:
    """2016, 2016-03 or 2016-03-01 as its first day; None where there is no such day."""
    year, month, day = ([int(part) for part in started.split("-")] + [1, 1])[:3]
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
