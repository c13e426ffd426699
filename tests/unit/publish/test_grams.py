"""Texts lie on one line, the best kinds first, and names have keys of their own."""

from __future__ import annotations

from dataclasses import replace

from site_builder.publish import grams
from site_builder.publish.grams import Document

GE = Document(
    slug="ge-tiancai",
    href="stars/ge-tiancai/",
    kind="stars",
    pinyin=None,
    name="葛天才",
    aliases=("老葛",),
    titles=("教师",),
    places=("郑州社区学院", "郑州市"),
    citation="活到老。",
    summary="学到老。",
    story="他说：“活到老，学到老。”",
    captions=("课堂", "晚年"),
    transcript="大家好。",
)


def grades(document: Document) -> dict[str, int]:
    return {text: grams.grade(place) for place, text in grams.read(document).texts}


def test_the_place_of_a_text_tells_its_kind_best_first() -> None:
    assert list(grades(GE).items()) == [
        ("葛天才", 0), ("老葛", 2), ("教师", 3), ("郑州社区学院", 4), ("郑州市", 4), ("活到老", 5),
        ("学到老", 6), ("他说活到老学到老", 7), ("课堂", 8), ("晚年", 8), ("大家好", 9),
    ]  # fmt: skip
    assert grams.grade(1) == 1


def test_places_ascend_and_texts_do_not_touch() -> None:
    texts = grams.read(GE).texts
    ends = [place + len(text) for place, text in texts]
    assert all(end < begin for end, (begin, _) in zip(ends, texts[1:], strict=False))


def test_a_text_too_long_for_its_zone_stands_at_the_end() -> None:
    long = "长" * grams.ZONES["titles"]
    told = grams.read(replace(GE, titles=(long, "教师"))).texts
    assert told[-1][1] == long
    assert grades(replace(GE, titles=(long, "教师")))["教师"] == grams.GRADE["titles"]
    assert len(told) == len(grams.read(replace(GE, titles=("短", "教师"))).texts)


def test_names_have_keys_for_every_run_of_their_syllables() -> None:
    keys = grams.read(replace(GE, aliases=())).keys
    assert {key: grade for key, grade in keys.items() if key[0] == grams.SOUND} == {
        "~getiancai": grams.NAME_WHOLE, "~ge": grams.NAME_PART, "~getian": grams.NAME_PART,
        "~tian": grams.NAME_PART, "~tiancai": grams.NAME_PART, "~cai": grams.NAME_PART,
    }  # fmt: skip
    assert {key for key in keys if key[0] == grams.INITIALS} == {"^gtc", "^gt", "^tc"}


def test_a_key_that_name_and_alias_share_has_the_names_grade() -> None:
    keys = grams.read(replace(GE, aliases=("葛天才", "戈天"))).keys
    assert keys["=葛天才"] == grams.NAME_WHOLE
    assert keys["~getian"] == grams.NAME_PART
    assert keys["=戈天"] == grams.ALIAS_WHOLE


def test_a_long_name_has_a_bounded_number_of_keys() -> None:
    keys = grams.read(replace(GE, name="春眠不觉晓" * 8, aliases=())).keys
    assert f"~{'chunmianbujuexiao' * 8}" in keys
    assert len(keys) < 40 * 8 * 3


def test_each_character_of_a_name_can_be_the_wrong_one() -> None:
    assert grams.guesses("葛天才") == ("?*天才", "?葛*才", "?葛天*")
    assert grams.guesses("葛天") == grams.guesses("葛" * 11) == ()
