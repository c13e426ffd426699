"""Slips are mended in the text itself; everything else, comments too, stays byte for byte."""

from __future__ import annotations

import pytest

from site_builder.content.mend import mended
from site_builder.content.model import Campaign, Project, Star, Vocabulary, Written
from site_builder.content.programme import Programme
from site_builder.content.yaml_text import parse
from tests.written import PROJECT, ROOT, STAR, changed

NOTED = "# 编者注：film：不要动　\n" + STAR.replace("photos:", "\nphotos:  # 三张", 1)


def after(text: str | bytes, model: type[Written] = Star) -> str | None:
    raw = text.encode() if isinstance(text, str) else text
    told = mended(raw, model)
    return told.after if told else None


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("name: 李秀兰", "name：李秀兰"),
        ("name: 李秀兰", "name:李秀兰"),
        ("name: 李秀兰", "name:　李秀兰"),
        ("name: 李秀兰", "name： 李秀兰"),
        ("name: 李秀兰", "name : 李秀兰"),
        ("name: 李秀兰", "name:   　李秀兰"),
        ("summary: |", "summary：|"),
        ("story: |", "story:|"),
        ("honours:", "honours："),
        ("citation: 从头学起", "citation: 从头学起  "),
        ("  - {file: 01", "\t- {file: 01"),
        ("  - {file: 01", "　- {file: 01"),
        ("file: 01.jpg, alt: 一位老人", "file:01.jpg, alt：一位老人"),
        ("signed: 2026-05-06", "signed: 2026.5.6"),
        ("signed: 2026-05-06", "signed: 2026/5/6"),
        ("signed: 2026-05-06", "signed: 2026年5月6日"),
        ("signed: 2026-05-06", "signed: 2026-5-6"),
        ("signed: 2026-05-06", "signed: “2026.05.06”"),
        ("signed: 2026-05-06", "signed: ２０２６．５．６"),
        ("level: provincial", "level：provincial"),
    ],
)
def test_a_slip_is_mended_and_nothing_else_is_touched(right: str, wrong: str) -> None:
    slipped = changed(NOTED, right, wrong)
    assert after(slipped) == NOTED


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("level: provincial", "level: “provincial”"),
        ("campaign: 2026", "campaign: “2026”"),
        ("scope: [web, press]", "scope: [“web”, “press”]"),
        ("citation: 从头学起", "citation: “从头: 学起”"),
        ("name: 李秀兰", 'name: "李秀兰”'),
    ],
)
def test_curly_quotes_become_straight_where_they_stand_for_quotes(right: str, wrong: str) -> None:
    told = wrong.replace("“", '"').replace("”", '"')
    assert after(changed(NOTED, right, wrong)) == changed(NOTED, right, told)


def test_a_month_is_written_as_the_handbook_says() -> None:
    for wrong in ("2019.3", "2019年3月", "2019/03"):
        assert after(changed(PROJECT, "2019-03", wrong), Project) == PROJECT
    assert after(changed(PROJECT, "2019-03", "2019年"), Project) == changed(PROJECT, "-03", "")


def test_many_slips_at_once() -> None:
    slipped = NOTED.replace(": ", "：").replace("2026-05-06", "2026年5月6日")
    kept = slipped.replace("# 编者注：", "# 编者注：")
    told = after(kept)
    assert told is not None
    assert parse(told).value == parse(NOTED).value
    every = "\ufeff" + NOTED.replace("region: ", "region：").replace("  - {", "\t- {").replace(
        "\n", "\r\n"
    )
    found = mended(every.encode("gb18030"), Star)
    assert found is not None
    assert found.after == NOTED
    assert len(found.bytes_too) == 3


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_an_encoding_of_windows_becomes_utf_8(encoding: str) -> None:
    assert after(STAR.encode(encoding)) == STAR


@pytest.mark.parametrize(
    ("before", "after_"),
    [
        ("name: 李秀兰", "name: “李秀兰”"),
        ("citation: 从头学起", "citation: “从头学起”，她说"),
        ("后来她", "name：后来她"),
        ("后来她", "两个空格表示换行  \n  film:　后来她"),
        ("citation: 从头学起", "citation: 从头学起\n  film：没有"),
        ("signed: 2026-05-06", "signed: 2026.13.6"),
        ("signed: 2026-05-06", "signed: 去年五月"),
        ("region: 郑州市", "region: 郑州市\n爱好：下棋"),
        ("fields: [智慧助老]", "fields: [智慧助老，社区教育]"),
        ("name: 李秀兰", 'name: "李秀兰'),
        ("- {file: 02", "\t- {file: 02"),
        ("name: 李秀兰", "name: &a 李秀兰"),
    ],
)
def test_what_is_unsure_is_left(before: str, after_: str) -> None:
    assert after(changed(STAR, before, after_)) is None


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"\xff" * 40, "随便一段话".encode("gbk"), b"\x00"]
)
def test_bytes_of_no_known_kind_are_left(raw: bytes) -> None:
    assert mended(raw, Star) is None


def test_every_sample_is_left_as_it_is() -> None:
    kinds = {"stars/*/star": Star, "projects/*/project": Project, "campaigns/*": Campaign}
    kinds |= {"openings/*": Programme, "vocabulary": Vocabulary}
    files = [
        (path, kind) for name, kind in kinds.items() for path in ROOT.glob(f"content/{name}.yml")
    ]
    assert len(files) > 25
    assert [path for path, kind in files if mended(path.read_bytes(), kind)] == []
