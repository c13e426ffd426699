"""Which characters can be set, and how wide."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from PIL import ImageFont

from site_builder import lettering
from site_builder.checks import check
from site_builder.content import load
from tests.conftest import ROOT
from tests.written import PROJECT, STAR, changed, folder

RARE = "𬭎䶮龘𫖯㛃喆犇堃"
NOWHERE = "\U0002a6d6"
"""A character of extension B that no face here has."""


def test_rare_characters_of_names_are_held() -> None:
    assert lettering.lacking(RARE + "〔〕·—“”《》") == ""


def test_what_is_taken_for_certain_is_there() -> None:
    sure = [chr(code) for code in range(0x20, 0x10000) if lettering._SURE.fullmatch(chr(code))]
    assert len(sure) > 27_000
    assert {lettering.face(sign) for sign in sure} == {lettering.FACES[0]}


def test_what_no_face_holds_is_told_once_and_never_set() -> None:
    assert lettering.lacking(f"王{NOWHERE}李{NOWHERE}") == NOWHERE
    assert "".join(run for _, run in lettering.runs(f"王{NOWHERE}李")) == "王李"


def test_a_character_that_the_first_face_lacks_is_set_in_the_next() -> None:
    assert lettering.face("學") == lettering.FACES[0]
    assert [path for path, _ in lettering.runs("学\U00030edd")] == list(lettering.FACES)


@pytest.mark.parametrize("text", ["李秀兰", "2026年", "Wi-Fi 课堂"])
def test_widths_are_those_that_pillow_draws(text: str) -> None:
    font = ImageFont.truetype(str(lettering.FACES[0]), 1000, layout_engine=ImageFont.Layout.BASIC)
    assert lettering.width(text, 1000) == pytest.approx(font.getlength(text), rel=0.01)


def test_every_name_of_the_samples_can_be_set() -> None:
    files = [*ROOT.glob("content/stars/*/star.yml"), *ROOT.glob("content/projects/*/project.yml")]
    assert files
    for path in files:
        data = yaml.safe_load(path.read_text("utf-8"))
        assert lettering.lacking(data["name"] + data["citation"]) == "", path


def test_a_name_that_no_face_has_is_named_with_its_character_and_line(tmp_path: Path) -> None:
    content = folder(
        tmp_path,
        star=changed(STAR, "name: 李秀兰", f"name: 李{NOWHERE}"),
        project=changed(PROJECT, "涧西", f"涧{NOWHERE}"),
    )
    told = [each for each in check(load.load(content).library, {}) if each.code == "no-letterform"]
    assert [each.place.file for each in told] == [
        "projects/yedeng/project.yml",
        "stars/li-xiulan/star.yml",
    ]
    assert all("U+2A6D6" in each.what.zh and NOWHERE in each.what.en for each in told)
    assert all(each.place.line for each in told)
