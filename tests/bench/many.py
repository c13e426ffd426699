"""A content folder of any number of invented entries, the same for the same number."""

from __future__ import annotations

import random
from pathlib import Path

SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "秀兰明远志国梅华建军玉珍春生文博雨桐思齐浩然若溪望舒清和景行知微怀瑾素心牧野长庚"
REGIONS = {
    "郑州市": "zhengzhou", "开封市": "kaifeng", "洛阳市": "luoyang", "安阳市": "anyang",
    "新乡市": "xinxiang", "焦作市": "jiaozuo", "许昌市": "xuchang", "南阳市": "nanyang",
    "商丘市": "shangqiu", "信阳市": "xinyang", "周口市": "zhoukou", "驻马店市": "zhumadian",
}  # fmt: skip
FIELDS = {
    "智慧助老": "zhihui-zhulao", "社区教育": "shequ-jiaoyu", "非遗传承": "feiyi",
    "技能成长": "jineng", "乡村振兴": "xiangcun", "全民阅读": "yuedu",
}  # fmt: skip
PHRASES = (
    "清晨的灯还没有灭，她已经把昨天记下的字又抄了一遍",
    "厂里的老师傅说，手艺是看会的，也是一遍遍改出来的",
    "第一堂课只来了三个人，其中一个是走错了门的邻居",
    "他把图纸钉在床头，睡前看一眼，醒来再看一眼",
    "后来院子里的板凳不够坐，有人从家里扛来了门板",
    "学会发第一条语音的那天，她给远方的女儿唱了半支歌",
    "田埂上的喇叭响了，讲的是今年的墒情和一首短诗",
    "问他图什么，他想了想，说不学就跟不上孙子的话了",
    "书页的边角磨得发毛，夹着干了的槐花和一张车票",
    "这些年他走了多少路没人算过，自行车换了四辆",
)
YEARS = (2024, 2025, 2026)


def write(folder: Path, count: int) -> None:
    """Write `count` entries, nine stars to one project, without photos or films."""
    (folder / "pages").mkdir(parents=True)
    (folder / "campaigns").mkdir()
    for year in YEARS:
        (folder / f"campaigns/{year}.yml").write_text(_campaign(year), "utf-8")
    (folder / "vocabulary.yml").write_text(_vocabulary(), "utf-8")
    for at in range(count):
        kind, file = ("projects", "project.yml") if at % 10 == 9 else ("stars", "star.yml")
        path = folder / kind / f"entry-{at:05}" / file
        path.parent.mkdir(parents=True)
        path.write_text(entry(at), "utf-8")


def entry(at: int) -> str:
    """The YAML of entry number `at`: about 1,800 characters of text."""
    chance = random.Random(at)
    common = f"""\
sample: true
name: {name(at)}
region: {chance.choice(list(REGIONS))}
fields: [{"、".join(chance.sample(list(FIELDS), 2)).replace("、", ", ")}]
honours:
  - {{campaign: {chance.choice(YEARS)}, level: provincial}}
citation: {chance.choice(PHRASES)}
summary: |
  {_prose(chance, 300)}
story: |
{_story(chance)}
consent: {{signed: 2024-01-05, scope: [web, press, screen, print]}}
"""
    if at % 10 == 9:
        return common + (
            f"hosts: [第{at}社区学校]\nstarted: 2019-03\nvenue: 第{at}社区\n"
            "participants:\n  2024: {offline: 1300, online: 2600}\n"
        )
    return common + f"organization: 第{at}社区学校\nposition: 志愿者\n"


def name(at: int) -> str:
    chance = random.Random(at)
    given = "".join(chance.sample(GIVEN, 2))
    return chance.choice(SURNAMES) + given if at % 10 != 9 else f"{given}学堂第{at}期"


def _campaign(year: int) -> str:
    return f"""\
year: {year}
title: {year}年“百姓学习之星”“终身学习品牌项目”
week_theme: 一生好学
publish_from: {year}-10-20T09:00+08:00
rounds:
  provincial:
    notice: {{from: {year}-07-01, to: {year}-07-07}}
    document: {{number: 样例〔{year}〕1号, date: {year}-07-10}}
rules:  # invented entries have no photos and crowd in few cities: nothing to say of that here
  photos: {{min: 0}}
  per_region: {{max: 99999}}
  star_story: {{min: 0}}
  project_story: {{min: 0}}
  summary: {{min: 0, max: 9999}}
"""


def _vocabulary() -> str:
    regions = "".join(f"  - {{name: {name}, slug: {slug}}}\n" for name, slug in REGIONS.items())
    fields = "".join(f"  - {{name: {name}, slug: {slug}}}\n" for name, slug in FIELDS.items())
    return f"regions:\n{regions}fields:\n{fields}"


def _prose(chance: random.Random, length: int) -> str:
    told = ""
    while len(told) < length:
        told += f"{chance.choice(PHRASES)}，这是第{chance.randrange(999)}天。"
    return told


def _story(chance: random.Random) -> str:
    parts = [
        _prose(chance, 300),
        "## 后来",
        _prose(chance, 400),
        _prose(chance, 400),
        "**还在学。**" if chance.random() < 0.1 else "还在学。",
    ]
    return "\n\n".join(f"  {part}" for part in parts)
