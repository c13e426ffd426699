"""Spellings of the same thing fold to the same text, and names sound as people type them."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.publish import folding
from site_builder.publish.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("艾尔肯·吐尼亚孜", "艾尔肯吐尼亚孜"),
        ("艾尔肯•吐尼亚孜", "艾尔肯吐尼亚孜"),
        ("艾尔肯・吐尼亚孜", "艾尔肯吐尼亚孜"),
        ("艾尔肯‧吐尼亚孜", "艾尔肯吐尼亚孜"),
        ("艾尔肯ᐧ吐尼亚孜", "艾尔肯吐尼亚孜"),
        ("“互联网＋”　老年教育", "互联网老年教育"),
        ("《黄河讲坛》（第２期）", "黄河讲坛第2期"),
        ("ＡＢＣ Café", "abccafe"),
        ("龔䶮", "龚䶮"),
        ("後裏乾", "后里干"),
        ("二○二六年", "二〇二六年"),
        ("榫\u200b卯\ufe00", "榫卯"),
        ("𬸚𰻞", "𬸚𰻞"),
        ("", ""),
    ],
)
def test_spellings_fold_to_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_traditional_text_folds_as_simplified_text_does() -> None:
    text = "学习之星葛天才与郑州图书馆的终身学习品牌项目发展纪实"
    assert fold(opencc.OpenCC("s2t").convert(text)) == fold(text)


def test_no_simplified_character_is_traditional_itself() -> None:
    table = folding.simplified()
    assert not set(table) & set(table.values())
    assert all(len(old) == len(new) == 1 for old, new in table.items())


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_part_of_a_text_folds_to_a_part(one: str, two: str) -> None:
    assert fold(one + two) == fold(one) + fold(two)


def test_only_characters_that_need_the_table_are_exceptions() -> None:
    assert folding.exceptions("龔䶮Ａ·") == {"龔": "龚"}


@pytest.mark.parametrize(
    ("name", "reading", "spoken"),
    [
        ("葛天才", None, "ge tian cai"),
        ("艾尔肯·吐尼亚孜", None, "ai er ken tu ni ya zi"),
        ("龔䶮", None, "gong yan"),
        ("欧阳姝怡", None, "ou yang shu yi"),
        ("吕绿", None, "lv lv"),
        ("单莲英", "shan lianying", "shan lian ying"),
        ("单莲英", "Shàn Lián-yīng", "shan lian ying"),
        ("西安", "xi'an", "xi an"),
        ("西安", "xian", "xi an"),
        ("先", "xian", "xian"),
        ("吕女", "lǚ nǚ", "lv nv"),
        ("银龄e学Open University", None, "yin ling e xue openuniversity"),
        ("读2026", None, "du 2026"),
    ],
)
def test_names_sound_as_people_type_them(name: str, reading: str | None, spoken: str) -> None:
    assert folding.syllables(name, reading) == tuple(spoken.split())


def test_letters_are_cut_in_every_way_fewest_first() -> None:
    assert folding.cut("xian")[:2] == [("xian",), ("xi", "an")]
    assert folding.cut("getiancai")[0] == ("ge", "tian", "cai")
    assert folding.cut("xyz") == []
    assert len(folding.cut("xianlian" * 8)) == folding.WAYS


def test_a_name_is_found_by_what_begins_it_and_by_short_runs_within() -> None:
    assert list(folding.runs("abc")) == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    long = list(folding.runs("x" * 20))
    assert (0, 20) in long
    assert max(end - start for start, end in long if start) == folding.LONGEST_RUN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lin", "ning"),
        ("zhangshan", "zansan"),
        ("chun", "cun"),
        ("lv", "nu"),
        ("lingan", "linggan"),
        ("xinan", "xingan"),
    ],
)
def test_sounds_that_are_often_confused_have_one_form(one: str, other: str) -> None:
    assert folding.near(one) == folding.near(other)


def test_other_sounds_keep_apart() -> None:
    sounds = ["wang", "huang", "ma", "mei", "ge", "ke", "bai", "pai", "fan", "xi", "shi"]
    assert len({folding.near(each) for each in sounds}) == len(sounds)
