"""What the site calls things, in the field's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from site_builder.content.model import Grade, Kind, Level, Region, Usage
from site_builder.publish import folding
from site_builder.publish.language import CHINESE, Language

KINDS: Mapping[Kind, str] = {
    Kind.STAR: "百姓学习之星",
    Kind.PROJECT: "终身学习品牌项目",
}
COUNTERS: Mapping[Kind, str] = {Kind.STAR: "位", Kind.PROJECT: "个"}
LEVELS: Mapping[Level, str] = {
    Level.NATIONAL: "国家级",
    Level.PROVINCIAL: "省级",
    Level.MUNICIPAL: "市级",
    Level.COUNTY: "县级",
}
GRADES: Mapping[Grade, str] = {
    Grade.MOST_MOVING: "事迹特别感人",
    Grade.MOST_LOVED: "特别受百姓喜爱",
}
USAGES: Mapping[Usage, str] = {
    Usage.PRESS: "可供媒体刊用，须署名",
    Usage.SITE: "仅限本站展示",
}

TERMS: Mapping[Usage, str] = {
    Usage.PRESS: "新闻报道可以免费刊用，须按所附署名标注；不得用于广告和销售，不得改动人物形象或原意。",
    Usage.SITE: "只在本站展示，不提供下载；需要刊用，请与新闻联系人商量。",
}
"""What may be done with a photo, in plain language."""


MONTHS = tuple(f"{month}月" for month in range(1, 13))
_PLACES: Mapping[str, str] = {
    "示范区": " Demonstration Zone", "地区": " Prefecture", "自治州": " Prefecture",
    "市": "", "县": " County", "区": " District", "盟": " League",
    "": "",
}  # fmt: skip
"""What kind of place a name ends in, longer endings first. Of a city English says the name alone."""


def city(region: Region, language: Language) -> str:
    """In English what the vocabulary says, or else its address, which is its sounds: Zhengzhou."""
    if language.chinese:
        return region.name
    return region.english or region.slug.replace("-", " ").title() + _PLACES[_ending(region.name)]


def place(name: str, language: Language) -> str:
    """A place that the vocabulary does not know, by its sounds."""
    if language.chinese:
        return name
    ending = _ending(name)
    told = ""
    for each in folding.syllables(name.removesuffix(ending)):
        told += f"'{each}" if told and each[0] in "aeo" else each
    return told.capitalize() + _PLACES[ending]


def _ending(name: str) -> str:
    return next((each for each in _PLACES if name.endswith(each) and len(name) > len(each)), "")


def minutes(seconds: float, language: Language = CHINESE) -> str:
    """A length as people say it: 4 分 20 秒."""
    whole, rest = divmod(round(seconds), 60)
    if not whole:
        return language.say("%(seconds)s 秒", seconds=rest)
    return language.say("%(minutes)s 分 %(seconds)s 秒", minutes=whole, seconds=rest)


def weight(count: int) -> str:
    """A file's size as people say it: 3.2 MB, 480 kB."""
    if count >= 999_500:
        return f"{count / 1e6:.1f} MB"
    return f"{max(1, round(count / 1e3))} kB"


def day(value: dt.date, language: Language = CHINESE) -> str:
    """A date as people write it: 2026年7月13日. `value` is a date or a moment."""
    return _day(language, value.year, value.month, value.day)


def since(started: str, language: Language = CHINESE) -> str:
    """`2016-03` as people write it: 2016年3月."""
    return _day(language, *map(int, started.split("-")))


def _day(language: Language, year: int, month: int = 0, day: int = 0) -> str:
    told = {"year": year, "month": language.say(MONTHS[month - 1]) if month else "", "day": day}
    if day:
        return language.say("%(year)s年%(month)s%(day)s日", **told)
    if month:
        return language.say("%(year)s年%(month)s", **told)
    return language.say("%(year)s年", **told)
