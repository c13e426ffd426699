"""A problem shows the line that it is in, but never what nobody should see."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content.problem import Place, Text, error
from site_builder.publish.excerpts import Excerpts
from site_builder.terminal import excerpt
from tests.written import folder

WORDS = Text("甲", "a"), Text("乙", "b")


def line(root: Path, text: str, code: str = "wrong-type", column: int = 1) -> str:
    (root / "a.yml").write_text(text, "utf-8")
    return Excerpts(root).of(error(Place("a.yml", 2, column), code, *WORDS))


def test_the_line_is_shown(tmp_path: Path) -> None:
    assert line(tmp_path, "甲: 乙\nname: 李　秀兰\n") == "name: 李　秀兰"
    assert line(tmp_path, "甲: 乙\n") == ""
    assert Excerpts(tmp_path).of(error(Place("a.yml"), "bad-slug", *WORDS)) == ""
    assert Excerpts(tmp_path).of(error(Place("no.yml", 1, 1), "no-file", *WORDS)) == ""


@pytest.mark.parametrize("code", ["private-data", "private-field", "secret-in-address"])
def test_a_private_line_is_not(tmp_path: Path, code: str) -> None:
    assert line(tmp_path, "甲: 乙\n手机: 无\n", code) == ""


@pytest.mark.parametrize(
    "text", ["tel: 13800138000", "at: s3://me:secret@host/film.mp4", "id: 11010519491231002X"]
)
def test_nor_is_one_that_holds_a_number_or_an_address_beside_what_is_wrong(
    tmp_path: Path, text: str
) -> None:
    assert line(tmp_path, f"甲: 乙\n{text}\n") == ""


def test_nothing_steers_the_terminal(tmp_path: Path) -> None:
    assert line(tmp_path, "甲: 乙\nname: \x1b[2J\t李\u202e\n") == "name:  [2J 李 "


def test_the_mark_stands_under_the_column_however_wide_the_signs_before_it() -> None:
    assert excerpt(8, "name: 李秀兰", 1) == "   8 │ name: 李秀兰\n     │ ^"
    assert excerpt(8, "  - {甲乙: 丙}", 8) == "   8 │   - {甲乙: 丙}\n     │          ^"
    told = excerpt(1200, "字" * 100 + "错" + "字" * 100, 101).splitlines()
    assert told[0].startswith("1200 │ …字")
    assert told[0].endswith("字…")
    assert told[1] == "     │ " + " " * 61 + "^"


def test_a_file_that_is_no_text_of_an_editor_is_not_read(tmp_path: Path) -> None:
    content = folder(tmp_path)
    (content / "x.jpg").write_bytes(b"a\nb\n")
    assert Excerpts(content).of(error(Place("x.jpg", 1, 1), "tab", *WORDS)) == ""
