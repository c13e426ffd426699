"""Rules on who may be named: rounds, marks, quotas, and nobody a second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from site_builder.checks.measured import Measured, bounded, bounds, counted
from site_builder.content.library import Entry, Library
from site_builder.content.model import Grade, Kind, Level, Range, Star
from site_builder.content.original import Originals
from site_builder.content.problem import Problem, Text, error, warning

FITTING = {Kind.STAR: Grade.MOST_MOVING, Kind.PROJECT: Grade.MOST_LOVED}
Held = list[tuple[Entry, int]]
Group = dict[tuple[int, Kind, str], Held]


def round_exists(library: Library, _: Originals) -> Iterator[Problem]:
    """每项称号都对应一份活动文件里的一级。 / Each honour belongs to a round of a campaign."""
    for entry in library.entries:
        for at, honour in enumerate(entry.data.honours):
            year = library.years.get(honour.campaign)
            if year is None:
                yield error(
                    entry.place("honours", at), "unknown-campaign",
                    Text(f"没有可用的 campaigns/{honour.campaign}.yml。", f"There is no usable campaigns/{honour.campaign}.yml."),
                    Text("改正年份，或先建好、改好那一年的活动文件。", "Mend the year, or write that year's file first."),
                )  # fmt: skip
            elif honour.level not in year.campaign.rounds:
                yield error(
                    entry.place("honours", at), "unknown-round",
                    Text(f"campaigns/{honour.campaign}.yml 的 rounds 里没有 {honour.level}。", f"campaigns/{honour.campaign}.yml has no round {honour.level}."),
                    Text("改正级别，或在活动文件里补上这一级。", "Mend the level, or add the round to the campaign."),
                )  # fmt: skip


def once(library: Library, _: Originals) -> Iterator[Problem]:
    """同一年同一级的称号只写一次。 / No honour of a year and level is written twice."""
    for entry in library.entries:
        held = [(honour.campaign, honour.level) for honour in entry.data.honours]
        for at, (year, level) in enumerate(held):
            if (year, level) in held[:at]:
                yield error(
                    entry.place("honours", at), "honour-twice",
                    Text(f"{year} 年 {level} 这一级的称号写了两次。", f"The honour of {year}, {level}, is written twice."),
                    Text("删掉一行，或改正年份、级别；标记（grade）写在同一行里。",
                         "Delete one, or mend its year or level; its grade belongs to the same line."),
                )  # fmt: skip


def grade_fits(library: Library, _: Originals) -> Iterator[Problem]:
    """“事迹特别感人”只给人物，“特别受百姓喜爱”只给项目。 / Each grade fits its kind."""
    for entry in library.entries:
        for at, honour in enumerate(entry.data.honours):
            if honour.grade and honour.grade is not FITTING[entry.kind]:
                fitting = FITTING[entry.kind]
                yield error(
                    entry.place("honours", at, "grade"), "grade-kind",
                    Text(f"grade: {honour.grade} 不能用在这一类上。", f"The grade {honour.grade} is not for this kind."),
                    Text(f"改成 {fitting}，或删掉。", f"Make it {fitting}, or delete it."),
                )  # fmt: skip


_UNIT = Text("个", "")
_KINDS = {Kind.STAR: Text("人物", "stars"), Kind.PROJECT: Text("项目", "projects")}


def quota(library: Library, _: Originals) -> Iterator[Measured]:
    """每个城市一年的省级名额不超过规定。 / No city has more winners than its quota."""
    for (year, kind, region), held in _provincial(library).items():
        asked = library.years[year].campaign.rules.per_region
        problems = () if asked.holds(len(held)) else (_over(year, region, held, asked),)
        what = _KINDS[kind]
        figure = Text(f"{year} 年推荐名额（{what.zh}）", f"{year}: {what.en}")
        got, bound = counted(len(held), _UNIT), bounded(asked, _UNIT)
        yield Measured(held[-1][0], figure, got, bound, problems, of_city=True)


def _over(year: int, region: str, held: Held, asked: Range) -> Problem:
    zh, en = bounds(asked)
    entry, at = held[-1]
    return warning(
        entry.place("honours", at), "quota",
        Text(f"{year} 年{region}在这一类有 {len(held)} 个省级称号，要求{zh} 个。",
             f"{region} has {len(held)} provincial honours of this kind in {year}; {en} are asked."),
        Text("与印发文件核对城市和级别。", "Compare city and level with the document."),
    )  # fmt: skip


def marked_quota(library: Library, _: Originals) -> Iterator[Measured]:
    """每个城市一年各只能标记一个。 / Each city marks one star and one project a year."""
    for (year, kind, region), held in _provincial(library).items():
        most = library.years[year].campaign.rules.marked_per_region
        marked = [(entry, at) for entry, at in held if entry.data.honours[at].grade]
        problems = tuple(_marked(year, region, most, *each) for each in marked[most:])
        what = _KINDS[kind]
        figure = Text(f"{year} 年标记名额（{what.zh}）", f"{year}: marked {what.en}")
        got, bound = counted(len(marked), _UNIT), bounded(Range(max=most), _UNIT)
        yield Measured(held[-1][0], figure, got, bound, problems, of_city=True)


def _marked(year: int, region: str, most: int, entry: Entry, at: int) -> Problem:
    return warning(
        entry.place("honours", at), "marked-quota",
        Text(f"{year} 年{region}标记的超过 {most} 个。", f"{region} marks more than {most} in {year}."),
        Text("与印发文件核对是哪一个被标记。", "Compare with the document which one is marked."),
    )  # fmt: skip


def again(library: Library, _: Originals) -> Iterator[Problem]:
    """往年获得过省级以上称号的，一般不再推荐。 / As a rule nobody is named in a second year."""
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for year, entry, at in _by_year(library):
        names = _names(entry)
        before = [seen[name] for name in names if name in seen and seen[name][0] < year]
        if before:
            first, slug = min(before)
            yield warning(
                entry.place("honours", at), "again",
                Text(f"{entry.data.name}在 {first} 年已获省级以上称号（{slug}），{year} 年又出现。",
                     f"{entry.data.name} held a title in {first} already ({slug}) and is named again in {year}."),
                Text("与印发文件核对；同一人的称号写在同一个文件夹里。",
                     "Compare with the document; one person's honours belong in one folder."),
            )  # fmt: skip
        for name in names:
            seen.setdefault(name, (year, entry.slug))


def _names(entry: Entry) -> list[tuple[str, str]]:
    """All the names that an entry goes by, each with where it belongs."""
    data = entry.data
    home = data.organization if isinstance(data, Star) else "、".join(data.hosts)
    return [(name, home) for name in (data.name, *data.aliases)]


def _by_year(library: Library) -> list[tuple[int, Entry, int]]:
    barring = [
        (honour.campaign, entry, at)
        for entry in library.entries
        for at, honour in enumerate(entry.data.honours)
        if honour.campaign in library.years
        and honour.level in library.years[honour.campaign].campaign.rules.again_levels
    ]
    return sorted(barring, key=lambda each: (each[0], each[1].slug))


def _provincial(library: Library) -> Group:
    grouped: Group = defaultdict(list)
    for entry in library.entries:
        for at, honour in enumerate(entry.data.honours):
            if honour.level is Level.PROVINCIAL and honour.campaign in library.years:
                grouped[honour.campaign, entry.kind, entry.data.region].append((entry, at))
    return grouped
