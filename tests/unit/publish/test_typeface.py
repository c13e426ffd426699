"""The display face: just the characters asked for, the same bytes whenever it is cut."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from site_builder.publish import typeface


def test_the_face_holds_the_characters_asked_for_and_few_others(tmp_path: Path) -> None:
    with TTFont(typeface.display_face("龚䶮学", tmp_path)) as face:
        held = set(map(chr, face.getBestCmap()))
    assert held == set("龚䶮学")


def test_a_character_that_the_face_lacks_is_left_out(tmp_path: Path) -> None:
    with TTFont(typeface.display_face("学\U000323af", tmp_path)) as face:
        assert set(map(chr, face.getBestCmap())) == {"学"}


def test_the_same_characters_give_the_same_bytes_at_any_time(tmp_path: Path) -> None:
    first, later = (typeface.display_face("学无止境", tmp_path / name) for name in "ab")
    assert first.read_bytes() == later.read_bytes()
    with TTFont(first) as face, TTFont(typeface.pylopdf_fonts_zh_cn.serif_path()) as source:
        assert face["head"].modified == source["head"].modified
