"""Rules that hold an entry's versions against each other: what is copied apart must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from site_builder.checks.numerals import value
from site_builder.content.library import Entry, Library
from site_builder.content.model import Kind, Level, Project
from site_builder.content.original import Originals
from site_builder.content.problem import Problem, Text, warning

VERSIONS: Mapping[str, Text] = {
    "citation": Text("推介语", "The citation"),
    "short": Text("短介绍", "The short text"),
    "summary": Text("宣传展示材料", "The summary"),
    "story": Text("主要事迹", "The story"),
}
"""An entry's texts by their key, shortest first."""

_DIGITS = r"(?:\d[\d,，]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]+)"
_COUNTED = re.compile(
    rf"(?<![\d.第〇零一二两三四五六七八九十百千万亿])({_DIGITS})([个名位本座所场次门间张堂件条项家部篇册节]"
    r"[\u4e00-\u9fff]{2})"
)
"""A number, its measure word and the two characters after: 六十一 · 本笔记."""
_LEVELS: Mapping[str, Level] = {
    "国家级": Level.NATIONAL,
    "全国": Level.NATIONAL,
    "省级": Level.PROVINCIAL,
    "全省": Level.PROVINCIAL,
    "市级": Level.MUNICIPAL,
    "全市": Level.MUNICIPAL,
    "县级": Level.COUNTY,
    "区级": Level.COUNTY,
}
_TITLES = {Kind.STAR: "百姓学习之星", Kind.PROJECT: "终身学习品牌项目"}
_NAMED_TITLE = re.compile(
    rf"(?:(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}})年度?[^。；！？\n]{{0,12}}?)?"
    rf"(?:(?P<level>{'|'.join(_LEVELS)})[^。；，！？\n]{{0,4}}?)?(?P<title>{'|'.join(_TITLES.values())})"
)
_BEGUN = re.compile(
    r"(?:始于|创办于|成立于|创建于|创立于|开办于)(\d{4}|[〇零一二三四五六七八九]{4})年"
)
_IN_A_YEAR = re.compile(r"(\d{4}|[〇零一二三四五六七八九]{4})年(?=([^。；！？\n年]{1,60}))")
_PEOPLE = re.compile(rf"(线下|线上)[^，。；！？\n]{{0,6}}?({_DIGITS})人次")


def same_name(library: Library, _: Originals) -> Iterator[Problem]:
    """各篇文字里的姓名写法一致。 / A person's name is written one way in all versions."""
    for entry in library.entries:
        name = entry.data.name
        if entry.kind is not Kind.STAR or len(name) < 3 or not name.isalpha():
            continue
        for key, text in _versions(entry):
            for slip in sorted(_slips(text, name, entry.data.aliases)):
                yield warning(
                    entry.place(key), "name-differs",
                    Text(f"{VERSIONS[key].zh}里写“{slip}”，姓名栏写“{name}”，读音相同而字不同。",
                         f"{VERSIONS[key].en} says “{slip}”, the name is “{name}”: it sounds the same."),
                    Text("核对证件，把写错的一处改过来；如果确是另一个人，不用改。",
                         "See which is right and mend the other; if it is somebody else, leave it."),
                )  # fmt: skip


def same_figures(library: Library, _: Originals) -> Iterator[Problem]:
    """各篇文字里的数字一致。 / What is counted has the same number in all versions."""
    for entry in library.entries:
        *brief, longest = _versions(entry)
        counted = {key: _counted(text) for key, text in brief}
        if any(counted.values()):  # else the longest has nothing to be held against
            counted[longest[0]] = _counted(longest[1])
        for (short, few), (long, many) in combinations(counted.items(), 2):
            for thing in few.keys() & many.keys():
                if said := _apart(few[thing], many[thing]):
                    yield _figures(entry, (short, long), said)


def same_facts(library: Library, _: Originals) -> Iterator[Problem]:
    """文字里的起始年份、人次与项目栏目里填的一致。 / Years and person-times agree with the fields."""
    for entry in library.entries:
        if not isinstance(data := entry.data, Project):
            continue
        for key, text in _versions(entry):
            for match in _BEGUN.finditer(text):
                if value(match[1]) != value(data.started[:4]):
                    yield _fact(entry, key, match[0], f"started: {data.started}")
            for year, match in _people(text):
                people = data.participants.get(year)
                told = people and (people.offline if match[1] == "线下" else people.online)
                if told is not None and value(match[2]) != told:
                    yield _fact(entry, key, f"{year}年{match[0]}", f"participants: {told}")


def same_title(library: Library, _: Originals) -> Iterator[Problem]:
    """文字里的称号与 honours 一致。 / A title that a text names is one of the honours."""
    for entry in library.entries:
        for key, text in _versions(entry):
            if _TITLES[entry.kind] not in text:
                continue
            for match in _NAMED_TITLE.finditer(text):
                if match["title"] == _TITLES[entry.kind] and not _held(entry, match):
                    yield warning(
                        entry.place(key), "title-differs",
                        Text(f"{VERSIONS[key].zh}里写“{match[0]}”，honours 里没有这个年份和级别的称号。",
                             f"{VERSIONS[key].en} says “{match[0]}”, which is none of the honours."),
                        Text("以印发的文件为准，改文字或改 honours。",
                             "Go by the document that was issued: mend the text or the honours."),
                    )  # fmt: skip


def _versions(entry: Entry) -> Iterator[tuple[str, str]]:
    return ((key, text) for key in VERSIONS if (text := getattr(entry.data, key)))


def _slips(text: str, name: str, aliases: tuple[str, ...]) -> set[str]:
    """Runs of the name's length, of its surname, that differ in one character and not in sound.

    Names of two characters are passed over: with one changed, they are common words too often.
    """
    starts = (match.start() for match in re.finditer(re.escape(name[0]), text))
    found = {text[at : at + len(name)] for at in starts} - {name, *aliases}
    return {each for each in found if len(each) == len(name) and _sounds_alike(each, name)}


def _sounds_alike(one: str, other: str) -> bool:
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _sound(differing[0][0]) == _sound(differing[0][1])


@lru_cache(maxsize=4096)
def _sound(sign: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - slow to load, and names seldom differ

    return lazy_pinyin(sign)[0]


def _counted(text: str) -> dict[str, dict[float, str]]:
    """What is counted in a text: 本笔记 to its numbers, each with the words that say it."""
    found: dict[str, dict[float, str]] = {}
    for match in _COUNTED.finditer(text):
        if number := value(match[1]):
            found.setdefault(match[2], {}).setdefault(number, match[0])
    return found


def _apart(few: Mapping[float, str], many: Mapping[float, str]) -> tuple[str, str] | None:
    """The words of two numbers that were meant to be one: none is in both versions, and one is
    near the other or ten times it. A story tells of small numbers and of parts, so what lies
    further apart is no slip.
    """
    if not few.keys().isdisjoint(many):
        return None
    for one, said in few.items():
        for other, also in many.items():
            times = max(one, other) / min(one, other)
            if min(one, other) >= 10 and (times < 1.5 or times == 10):
                return said, also
    return None


def _people(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Person-times that a text tells of, each with its year."""
    for clause in _IN_A_YEAR.finditer(text):
        for match in _PEOPLE.finditer(clause[2]):
            yield int(value(clause[1]) or 0), match


def _held(entry: Entry, match: re.Match[str]) -> bool:
    """Whether an honour has this year and level, as far as the text names them."""
    year = int(value(match["year"]) or 0) if match["year"] else None
    level = _LEVELS[match["level"]] if match["level"] else None
    return any(
        (year is None or honour.campaign == year) and (level is None or honour.level is level)
        for honour in entry.data.honours
    )


def _figures(entry: Entry, keys: tuple[str, str], said: tuple[str, str]) -> Problem:
    one, other = (VERSIONS[key] for key in keys)
    return warning(
        entry.place(keys[0]), "figures-differ",
        Text(f"{one.zh}写“{said[0]}”，{other.zh}写“{said[1]}”，数字不一致。",
             f"{one.en} says “{said[0]}”, {other.en.lower()} says “{said[1]}”: the numbers differ."),
        Text("核对原始材料，把写错的一处改过来；如果说的不是一回事，换个说法。",
             "See which is right and mend the other; if two things are meant, word them apart."),
    )  # fmt: skip


def _fact(entry: Entry, key: str, said: str, field: str) -> Problem:
    return warning(
        entry.place(key), "fact-differs",
        Text(f"{VERSIONS[key].zh}写“{said}”，栏目里填的是 {field}。",
             f"{VERSIONS[key].en} says “{said}”, the field says {field}."),
        Text("核对原始材料，两处改成一致。", "See which is right and make both agree."),
    )  # fmt: skip
