"""What may be shown where, now: the only place that decides it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.content.library import Entry, Library
from site_builder.content.model import Campaign, Honour, Kind, Level, Scope
from site_builder.content.problem import Problem, Text, note

CHINA = dt.timezone(dt.timedelta(hours=8))
_ORDER = {level: at for at, level in enumerate(Level)}


@dataclass(frozen=True)
class ShownEntry:
    """An entry with those of its honours that may be shown: highest first, then newest."""

    entry: Entry
    honours: tuple[Honour, ...]
    scopes: frozenset[Scope]
    """The outputs that its consent covers now."""


@dataclass(frozen=True)
class Shown:
    """What one output may hold. Of a withdrawn entry only its address may be used."""

    entries: tuple[ShownEntry, ...]
    withdrawn: tuple[Entry, ...]
    hidden: tuple[Problem, ...]
    """Why each other entry is absent, for its editor."""


@dataclass(frozen=True)
class Counts:
    """Every number that is shown anywhere."""

    stars: int
    projects: int
    regions: int
    films: int
    years: int


def counts(shown: Shown) -> Counts:
    return counts_of(shown.entries)


def counts_of(entries: tuple[ShownEntry, ...]) -> Counts:
    """The same counts over some of the entries, such as one city's."""
    stars = sum(each.entry.kind is Kind.STAR for each in entries)
    return Counts(
        stars=stars,
        projects=len(entries) - stars,
        regions=len({each.entry.data.region for each in entries}),
        films=sum(each.entry.data.film is not None for each in entries),
        years=len({honour.campaign for each in entries for honour in each.honours}),
    )


def show(library: Library, now: dt.datetime, scope: Scope) -> Shown:
    """Sort the library's entries into shown, withdrawn and hidden. `now` must know its zone."""
    shown: list[ShownEntry] = []
    withdrawn: list[Entry] = []
    hidden: list[Problem] = []
    for entry in library.entries:
        if entry.data.withdrawn is not None:
            hidden.append(_taken_back(entry))
            # What was never out has no old address; a page there would give its slug away.
            if _was_out(entry, library, now, scope):
                withdrawn.append(entry)
            continue
        reasons = tuple(_reasons(entry, library, now, scope))
        hidden += reasons
        if not reasons:
            shown.append(_shown(entry, library, now))
    return Shown(tuple(shown), tuple(withdrawn), tuple(hidden))


def within(shown: Shown, other: Shown) -> bool:
    """Whether everybody who is shown here is shown there too, with as many honours and uses."""
    there = {each.entry.address: each for each in other.entries}
    return all(
        (found := there.get(each.entry.address))
        and set(each.honours) <= set(found.honours)
        and each.scopes <= found.scopes
        for each in shown.entries
    )


@dataclass(frozen=True)
class Proof:
    """An entry as its editors see it."""

    entry: Entry
    shown: ShownEntry | None
    """As it would be shown. Of a draft all honours are there whose round is planned; None where there
    is none of them, and of what was withdrawn.
    """
    reasons: tuple[Problem, ...]
    """Why it is not shown to others."""


def proof(entry: Entry, library: Library, now: dt.datetime, scope: Scope) -> Proof:
    """One entry, for its editors alone."""
    if entry.data.withdrawn is not None:
        return Proof(entry, None, ())
    reasons = tuple(_reasons(entry, library, now, scope))
    each = _shown(entry, library, now) if not reasons else _planned(entry, library, now)
    return Proof(entry, each if each.honours else None, reasons)


def proved(proofs: Iterable[Proof]) -> Shown:
    """What editors are shown, of these."""
    told = tuple(proofs)
    return Shown(
        tuple(each.shown for each in told if each.shown is not None),
        tuple(each.entry for each in told if each.entry.data.withdrawn is not None),
        (),
    )


def _planned(entry: Entry, library: Library, now: dt.datetime) -> ShownEntry:
    planned = [
        honour
        for honour in entry.data.honours
        if (year := library.years.get(honour.campaign)) and honour.level in year.campaign.rounds
    ]
    planned.sort(key=lambda honour: (_ORDER[honour.level], -honour.campaign))
    return ShownEntry(entry, tuple(planned), scopes(entry, now))


def issued(campaign: Campaign, level: Level) -> bool:
    """Whether the round has its document, after a public notice of long enough."""
    held = campaign.rounds.get(level)
    if held is None or held.document is None or held.notice is None:
        return False
    notice = held.notice
    return notice.days >= campaign.rules.notice_days and notice.to <= held.document.date


def published(campaign: Campaign, level: Level, now: dt.datetime) -> bool:
    """Whether the round's embargo, or else the campaign's, has passed."""
    return released(campaign, level) <= now


def begun(campaign: Campaign, now: dt.datetime) -> bool:
    """Whether anything of the campaign may be shown: the first embargo of its rounds has passed."""
    return any(published(campaign, level, now) for level in campaign.rounds)


def released(campaign: Campaign, level: Level) -> dt.datetime:
    """When the round's embargo passes, or else the campaign's; it knows its zone."""
    held = campaign.rounds.get(level)
    return _zoned((held.publish_from if held else None) or campaign.publish_from)


def scopes(entry: Entry, now: dt.datetime) -> frozenset[Scope]:
    consent = entry.data.consent
    over = consent.until is not None and now.astimezone(CHINA).date() > consent.until
    return frozenset() if over else frozenset(consent.scope)


def _shown(entry: Entry, library: Library, now: dt.datetime) -> ShownEntry:
    free = [
        honour
        for honour in entry.data.honours
        if (year := library.years.get(honour.campaign))
        and issued(year.campaign, honour.level)
        and published(year.campaign, honour.level, now)
    ]
    free.sort(key=lambda honour: (_ORDER[honour.level], -honour.campaign))
    return ShownEntry(entry, tuple(free), scopes(entry, now))


def _was_out(entry: Entry, library: Library, now: dt.datetime, scope: Scope) -> bool:
    """Whether it was shown before it was withdrawn, as far as what is written tells."""
    day, consent = entry.data.withdrawn, entry.data.consent
    out = [
        released(library.years[honour.campaign].campaign, honour.level).astimezone(CHINA).date()
        for honour in _shown(entry, library, now).honours
    ]
    first = min(out, default=dt.date.max)
    held = scope in consent.scope and first <= (consent.until or dt.date.max)
    return held and day is not None and first <= day


def _reasons(entry: Entry, library: Library, now: dt.datetime, scope: Scope) -> Iterator[Problem]:
    if not _shown(entry, library, now).honours:
        yield _unpublished(entry, library)
    consent = entry.data.consent
    if scope not in consent.scope:
        yield _note(
            entry, ("consent", "scope"), "no-consent",
            Text(f"同意书不包含“{scope}”这一用途，所以没有显示。",
                 f"Not shown: the consent does not cover “{scope}”."),
            Text("取得同意后，把它加进 consent.scope。",
                 "Once it is given, add it to consent.scope."),
        )  # fmt: skip
    elif scope not in scopes(entry, now):
        yield _note(
            entry, ("consent", "until"), "consent-over",
            Text(f"同意书已于 {consent.until} 到期，所以没有显示。",
                 f"Not shown: the consent ran out on {consent.until}."),
            Text("续签后，修改 consent.until。", "Once renewed, change consent.until."),
        )  # fmt: skip


def _taken_back(entry: Entry) -> Problem:
    return _note(
        entry, ("withdrawn",), "withdrawn",
        Text(f"已于 {entry.data.withdrawn} 撤下，原网址只留一句“此页内容已撤下”。",
             f"Withdrawn on {entry.data.withdrawn}: only a neutral page stays at its address."),
        Text("不用修改。", "Nothing to mend."),
    )  # fmt: skip


def _unpublished(entry: Entry, library: Library) -> Problem:
    """Name the nearest thing that is missing: the document, or only the moment."""
    waiting = [
        _zoned(held.publish_from or year.campaign.publish_from)
        for honour in entry.data.honours
        if (year := library.years.get(honour.campaign))
        and issued(year.campaign, honour.level)
        and (held := year.campaign.rounds.get(honour.level))
    ]
    if waiting:
        moment = f"{min(waiting):%Y-%m-%d %H:%M}"
        return _note(
            entry, ("honours",), "embargo",
            Text(f"约定公布的时间未到（{moment}），所以没有显示。",
                 f"Not shown yet: it is under embargo until {moment}."),
            Text("不用修改；想提前看效果，用 --now 指定时间生成。",
                 "Nothing to mend; to see it before, build with --now."),
        )  # fmt: skip
    return _note(
        entry, ("honours",), "not-issued",
        Text("称号还没有印发（缺文号、日期，或公示不满规定天数），所以没有显示。",
             "Not shown yet: no honour is issued (document number and date after a public notice)."),
        Text("印发后，在 campaigns/年份.yml 的这一级里补上 notice 和 document。",
             "Once issued, add notice and document to this round in campaigns/<year>.yml."),
    )  # fmt: skip


def _note(entry: Entry, path: tuple[str, ...], code: str, what: Text, remedy: Text) -> Problem:
    return note(entry.place(*path), code, what, remedy)


def _zoned(moment: dt.datetime) -> dt.datetime:
    """A moment written without a zone is meant in China's."""
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
