"""A skeleton is YAML that asks for everything, and `check` says what is still to be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.checks import check
from site_builder.content import gloss, skeleton
from site_builder.content.load import load
from site_builder.content.model import Kind
from site_builder.content.yaml_text import parse
from tests.written import changed, folder


@pytest.mark.parametrize("kind", Kind)
def test_a_skeleton_asks_for_every_key_that_must_be_there(kind: Kind) -> None:
    fields = gloss.keys(skeleton.MODELS[kind])
    asked = skeleton.KEYS[kind]
    assert set(asked) <= set(fields)
    assert {key for key, field in fields.items() if field.is_required()} <= set(asked)
    text = skeleton.entry(kind, "李秀兰", 2026)
    assert all(gloss.of(fields[key]).zh in text for key in asked)
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize(
    "name", ["李秀兰", "艾尔肯·吐尼亚孜", "“C+”: 学堂 #1", "true", "YEAR LAST {", ""]
)
def test_the_name_is_read_back_as_it_was_given(name: str) -> None:
    for kind in Kind:
        parsed = parse(skeleton.entry(kind, name, 2026))
        assert parsed.faults == []
        assert parsed.value["name"] == (name or None)
        assert parsed.value["honours"][0]["campaign"] == "2026"


def test_each_empty_place_of_a_fresh_skeleton_is_told_at_its_own_line(tmp_path: Path) -> None:
    star = skeleton.entry(Kind.STAR, "王喆", 2026)
    loaded = load(folder(tmp_path, star=star))
    told = {problem.place.line: problem for problem in loaded.problems}
    lines = {line.partition(":")[0].strip(): at for at, line in enumerate(star.splitlines(), 1)}
    for key in ("region", "citation", "signed", "fields", "summary", "story"):
        assert f"“{key}”" in told[lines[key]].what.zh
    assert len(told) == 6


def test_a_skeleton_that_was_filled_in_is_an_entry(tmp_path: Path) -> None:
    star = skeleton.entry(Kind.STAR, "王喆", 2026)
    for before, after in {
        "region:": "region: 郑州市",
        "citation:": "citation: 从头学起",
        "fields: []": "fields: [智慧助老]",
        "summary: |\n": f"summary: |\n  {'她从头学起' * 60}\n",
        "story: |\n": f"story: |\n  {'后来她教会了邻居' * 140}\n",
        "  signed:": "  signed: 2026-05-06",
    }.items():
        star = changed(star, f"\n{before}", f"\n{after}")
    loaded = load(folder(tmp_path, star=star))
    assert loaded.problems == ()
    assert {each.code for each in check(loaded.library, {})} == {
        "photo-alt",
        "photo-caption",
        "photo-credit",
    }


def test_a_programme_lacks_only_its_words(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, opening=skeleton.opening(2026)))
    assert loaded.problems == ()
    told = check(loaded.library, {})
    assert [(each.code, each.place.file) for each in told] == [
        ("programme-lacks", "openings/2026.yml")
    ]
