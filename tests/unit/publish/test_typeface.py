"""The display face: just the characters asked for, the same bytes whenever it is cut."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from site_builder.lettering import FACES
from site_builder.publish import typeface


def test_the_face_holds_the_characters_asked_for_and_few_others(tmp_path: Path) -> None:
    with TTFont(typeface.display_face("龚䶮学", tmp_path)) as face:
        held = set(map(chr, face.getBestCmap()))
    assert held == set("龚䶮学")


def test_the_two_strokes_of_a_dash_are_one(tmp_path: Path) -> None:
    with TTFont(typeface.display_face("——", tmp_path)) as face:
        [dash] = set(face.getBestCmap().values())
        [[ligature, *_]] = (
            table.ligatures.values()
            for lookup in face["GSUB"].table.LookupList.Lookup
            for table in lookup.SubTable
        )
        assert [dash] in [each.Component for each in ligature]


def test_a_character_that_the_face_lacks_is_left_out(tmp_path: Path) -> None:
    with TTFont(typeface.display_face("学\U000323af", tmp_path)) as face:
        assert set(map(chr, face.getBestCmap())) == {"学"}


def test_each_character_is_in_one_slice_and_the_first_holds_what_most_see() -> None:
    common, rare = "学" * 3, "".join(map(chr, range(0x4E00, 0x4F00)))
    made = typeface.slices("首页", "影像", ["首页学", "学" + rare, "学龚"])
    assert set("首页") <= set(made[0])
    assert not set(common + rare) & set(made[0])
    assert len("".join(made)) == len(set("".join(made))) == 95 + 2 + 2 + 2 + 256
    assert set("影像学") <= set(made[1])
    assert all(len(each) <= typeface.MOST for each in made[1:])


def test_a_character_more_leaves_most_slices_as_they_are() -> None:
    many = [chr(code) for code in range(0x4E00, 0x5E00)]
    before = typeface.slices("", "", ["".join(many)])
    for at in range(0, len(many), 500):
        fewer = typeface.slices("", "", ["".join(many[:at] + many[at + 1 :])])
        assert len(set(before) - set(fewer)) <= 3
    assert 20 < len(before) < 80


def test_the_style_names_each_slice_and_its_characters() -> None:
    told = typeface.style(["abcx", "学"])
    assert "unicode-range:U+61-63,U+78}" in told
    assert "unicode-range:U+5b66}" in told
    assert typeface.name("学") in told


def test_the_same_characters_give_the_same_bytes_at_any_time(tmp_path: Path) -> None:
    first, later = (typeface.display_face("学无止境", tmp_path / name) for name in "ab")
    assert first.read_bytes() == later.read_bytes()
    with TTFont(first) as face, TTFont(FACES[0]) as source:
        assert face["head"].modified == source["head"].modified
