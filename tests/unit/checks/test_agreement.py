"""What a newsroom copies apart agrees: names, numbers, titles and years are held together."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.checks import check
from site_builder.checks.numerals import value
from site_builder.content import load
from site_builder.content.problem import Severity
from tests.written import PROJECT, STAR, changed, folder

STORY = "后来她教会了邻居" * 140
PROJECTS_STORY = "夜里的灯照着一张图纸" * 170


def found(tmp_path: Path, *, star: str = STAR, project: str = PROJECT) -> list[tuple[str, str]]:
    """The codes and Chinese sentences of what disagrees."""
    library = load.load(folder(tmp_path, star=star, project=project)).library
    told = [each for each in check(library, {}) if "differ" in each.code]
    assert all(each.severity is Severity.WARNING and each.place.line for each in told)
    return [(each.code, each.what.zh) for each in told]


def test_versions_that_agree_have_nothing_said_of_them(tmp_path: Path) -> None:
    star = changed(STAR, STORY, "李秀兰写了六十一本笔记。" + STORY)
    assert found(tmp_path, star=changed(star, "从头学起\n", "61本笔记\n")) == []


@pytest.mark.parametrize("slip", ["李秀蓝", "李绣兰"])
def test_a_name_of_the_same_sound_in_other_characters_is_named(tmp_path: Path, slip: str) -> None:
    ((code, told),) = found(tmp_path, star=changed(STAR, STORY, f"后来{slip}来了。" + STORY))
    assert code == "name-differs"
    assert slip in told
    assert "主要事迹" in told


@pytest.mark.parametrize("other", ["李秀芳", "李秀兰"])
def test_a_sister_is_somebody_else(tmp_path: Path, other: str) -> None:
    assert found(tmp_path, star=changed(STAR, STORY, f"妹妹{other}来了。" + STORY)) == []


def test_an_alias_is_no_slip(tmp_path: Path) -> None:
    star = changed(STAR, "region:", "aliases: [李秀蓝]\nregion:")
    assert found(tmp_path, star=changed(star, STORY, "也写作李秀蓝。" + STORY)) == []


@pytest.mark.parametrize(
    ("short", "long"),
    [("六十一本笔记", "六十二本笔记"), ("812把椅子", "81.2把椅子"), ("61本笔记", "六十二本笔记")],
)
def test_two_numbers_of_one_thing_are_named(tmp_path: Path, short: str, long: str) -> None:
    star = changed(STAR, "citation: 从头学起", f"citation: 她有{short.replace('把', '个')}")
    star = changed(star, STORY, f"她有{long.replace('把', '个')}。" + STORY)
    ((code, told),) = found(tmp_path, star=star)
    assert code == "figures-differ"
    assert "推介语" in told
    assert "主要事迹" in told


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("61本笔记", "六十一本笔记"),
        ("两个钟头", "四个钟头"),  # a story tells of small numbers
        ("六十二位聋人", "三位聋人"),  # … and of parts
        ("二十九名徒弟", "二十九名徒弟里有十六名徒弟"),
    ],
)
def test_what_may_both_be_true_is_left_alone(tmp_path: Path, short: str, long: str) -> None:
    star = changed(STAR, "citation: 从头学起", f"citation: 她有{short}")
    assert found(tmp_path, star=changed(star, STORY, f"有{long}。" + STORY)) == []


@pytest.mark.parametrize(
    "said", ["2025年度省级百姓学习之星", "国家级百姓学习之星", "二〇二四年被评为百姓学习之星"]
)
def test_a_title_that_is_none_of_the_honours_is_named(tmp_path: Path, said: str) -> None:
    ((code, told),) = found(tmp_path, star=changed(STAR, STORY, f"她是{said}。" + STORY))
    assert code == "title-differs"
    assert said in told


@pytest.mark.parametrize("said", ["2026年省级百姓学习之星", "省级百姓学习之星", "百姓学习之星"])
def test_a_title_that_is_held_is_not(tmp_path: Path, said: str) -> None:
    assert found(tmp_path, star=changed(STAR, STORY, f"她是{said}。" + STORY)) == []


def test_a_projects_years_and_person_times_are_held_against_its_fields(tmp_path: Path) -> None:
    wrong = "始于2018年，二〇二五年线下授课一千三百人次，线上学习九十人次。"
    told = found(tmp_path, project=changed(PROJECT, PROJECTS_STORY, wrong + PROJECTS_STORY))
    assert [code for code, _ in told] == ["fact-differs"] * 3
    right = "始于二〇一九年，2025年线下授课1,200人次，线上学习零人次。"
    assert found(tmp_path, project=changed(PROJECT, PROJECTS_STORY, right + PROJECTS_STORY)) == []


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("3,000", 3000), ("二〇二五", 2025), ("六十一", 61), ("两千三百四十", 2340), ("十七", 17),
        ("一百零五", 105), ("三百二", 320), ("一万五", 15_000), ("一亿", 100_000_000), ("三千零二", 3002),
        ("1.5", 1.5), ("好些", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_in_chinese(told: str, number: float | None) -> None:
    assert value(told) == number
