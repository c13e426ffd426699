"""What the site calls things, in the field's own words."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.content.model import Grade, Kind, Level, Usage

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


def minutes(seconds: float) -> str:
    """A length as people say it: 4 分 20 秒."""
    whole, rest = divmod(round(seconds), 60)
    return f"{whole} 分 {rest} 秒" if whole else f"{rest} 秒"


def weight(count: int) -> str:
    """A file's size as people say it: 3.2 MB, 480 kB."""
    if count >= 999_500:
        return f"{count / 1e6:.1f} MB"
    return f"{max(1, round(count / 1e3))} kB"


def day(value: object) -> str:
    """A date as people write it: 2026年7月13日. `value` is a date or a moment."""
    return f"{value:%Y}年{int(f'{value:%m}')}月{int(f'{value:%d}')}日"


def since(started: str) -> str:
    """`2016-03` as people write it: 2016年3月."""
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(started.split("-"), "年月日", strict=False)
    )
