"""The opening film decided: pieces, times, slides within the safe area, and the liveliest part."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.lettering import width
from site_builder.media import slides
from site_builder.media.liveliness import Moment, liveliest
from site_builder.media.recipe import FootageRecipe, address
from site_builder.media.scenes import (
    Canvas,
    Card,
    Excerpt,
    Group,
    Person,
    Portrait,
    Scene,
    Spoken,
    Tile,
    pieces,
    starts,
    timecode,
)
from site_builder.media.setting import Line, Photo

CANVAS = Canvas()
CANVASES = (
    CANVAS,
    Canvas(3840, 1080),
    Canvas(1024, 768),
    Canvas(1280, 720, 50),
    Canvas(1080, 1920),
)
FACE = Portrait("d")
LONG = "“掌上晚晴”老年人数字生活陪伴计划（城区、乡镇、移民新村三级联动）"
OWNER = "南阳卧柳开放大学、南阳白水社区教育中心、南阳晚晴老年体育协会 · 南阳市"
SLIDES: tuple[Scene, ...] = (
    Card(100, "一生好学，满城有光", "2026年样例省全民终身学习活动周开幕式", sample="虚构样例"),
    Card(100, "谢谢每一位\n不肯停下学习的人", "", ("主办　样例省全民终身学习活动周组委会",) * 6),
    Card(100, "请入座", "接下来，请看终身学习品牌项目", dark=True),
    Person(100, "2026年省级百姓学习之星", "事迹特别感人", "李秀兰", "六十三岁从头学手机" * 4, OWNER, FACE, "样例"),
    Person(100, "2026年省级终身学习品牌项目", "特别受百姓喜爱", LONG, "不赶课，不留级" * 5, OWNER, FACE),
    Person(100, "2026年省级百姓学习之星", "", "艾尔肯·吐尼亚孜", "三十岁学普通话", "安阳市", None),
    *(Group(100, "2026年省级“百姓学习之星”", "他们没有停下学习", (Tile(LONG, "郑州市", FACE),) * count) for count in range(1, 11)),
    Excerpt(200, "d", 1, "六个小马扎", LONG, "2026年省级百姓学习之星 · 事迹特别感人", sample="样例"),
)  # fmt: skip


@given(st.lists(st.integers(61, 400), min_size=1, max_size=12))
def test_pieces_follow_each_other_without_gap_or_overlap(lengths: list[int]) -> None:
    """Every frame of the film is in one piece, and every frame of a scene in one or two."""
    scenes = [Card(frames, str(at)) for at, frames in enumerate(lengths)]
    made, fade = pieces(scenes, 20), 20
    assert sum(piece.frames for piece in made) == starts(scenes, fade)[-1]
    for at, scene in enumerate(scenes):
        seen = sorted(
            frame
            for piece in made
            for part in piece.parts
            if part.scene is scene
            for frame in range(part.first, part.first + piece.frames)
        )
        assert seen == list(range(lengths[at]))
    frame = 0
    for piece in made:
        for part in piece.parts:
            assert starts(scenes, fade)[scenes.index(part.scene)] + part.first == frame
        frame += piece.frames


def test_a_changed_scene_changes_its_own_three_pieces_and_no_more() -> None:
    scenes: list[Scene] = [Card(100, str(at)) for at in range(6)]
    before = addresses(scenes)
    scenes[3] = Card(100, "another")
    assert len(addresses(scenes) - before) == 3
    assert len(before - addresses(scenes)) == 3


def addresses(scenes: list[Scene]) -> set[str]:
    return {address("", FootageRecipe(CANVAS, each)) for each in pieces(scenes, CANVAS.fade)}


def test_no_scene_is_shorter_than_its_fades() -> None:
    assert CANVAS.frames(0.1) == 2 * CANVAS.fade + 25


def test_timecodes_count_frames() -> None:
    assert timecode(25 * 3661 + 7, 25) == "01:01:01:07"
    assert timecode(59, 60) == "00:00:00:59"


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: f"{canvas.width}x{canvas.height}")
@pytest.mark.parametrize("at", range(len(SLIDES)))
def test_all_words_stand_in_the_safe_area(canvas: Canvas, at: int) -> None:
    sheet = slides.sheet(SLIDES[at], canvas)
    lines = [piece for piece in sheet.pieces if isinstance(piece, Line)]
    assert lines
    for line in lines:
        if line.text == "学" and line.size > canvas.height / 20:
            continue  # the seal
        assert line.x >= canvas.width * slides.SAFE - line.size / 2, line.text  # “ hangs
        assert (
            line.x + width(line.text, line.size, line.spacing)
            <= canvas.width * (1 - slides.SAFE) + 1
        ), line.text
        assert line.y - line.size * 0.9 >= canvas.height * slides.SAFE - 1, line.text
        assert line.y <= canvas.height * (1 - slides.SAFE) + 1, line.text


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: f"{canvas.width}x{canvas.height}")
@pytest.mark.parametrize("at", range(len(SLIDES)))
def test_no_line_is_set_over_another_or_over_a_photo(canvas: Canvas, at: int) -> None:
    sheet = slides.sheet(SLIDES[at], canvas)
    boxes = [
        (
            line.x,
            line.y - line.size * 0.8,
            line.x + width(line.text, line.size, line.spacing),
            line.y,
            line.text,
        )
        for line in sheet.pieces
        if isinstance(line, Line)
    ]
    boxes += [
        (photo.x, photo.y, photo.x + photo.width, photo.y + photo.height, "photo")
        for photo in sheet.pieces
        if isinstance(photo, Photo)
    ]
    for one in range(len(boxes)):
        for other in range(one):
            (a, b, c, d, text), (e, f, g, h, beneath) = boxes[one], boxes[other]
            apart = c <= e + 1 or g <= a + 1 or d <= f + 1 or h <= b + 1
            assert apart, (text, beneath)


def test_captions_stand_in_the_safe_area() -> None:
    sheet = slides.caption(Spoken(0, 50, "她把学会的一样样编成大字讲义，" * 3), CANVAS)
    lines = [piece for piece in sheet.pieces if isinstance(piece, Line)]
    assert len(lines) == 2
    assert all(line.x >= 96 and line.y <= 1080 * 0.95 for line in lines)


# --- the liveliest part ---------------------------------------------------------------------------


def moments(seconds: int, lively: range) -> list[Moment]:
    chance = random.Random(3)
    return [
        Moment(120, 20 + chance.random() if at // 4 in lively else chance.random(), 0.1)
        for at in range(seconds * 4)
    ]


def test_the_part_that_moves_is_found() -> None:
    assert liveliest(moments(200, range(120, 128)), 0.25, 8, ()) == pytest.approx(120, abs=0.5)


def test_titles_and_credits_are_passed_over() -> None:
    assert liveliest(moments(200, range(8)), 0.25, 8, ()) >= 10


def test_it_begins_with_a_sentence_where_captions_tell() -> None:
    cues = [(90.0, 93.0), (118.5, 122.0), (150.0, 152.0)]
    assert liveliest(moments(200, range(120, 128)), 0.25, 8, cues) == pytest.approx(118.5)


def test_black_is_not_lively() -> None:
    told = moments(100, range(40, 48))
    told[170] = Moment(2, 90, 0.1)  # a flash of black within the part that moves
    assert not 170 * 0.25 - 8 < liveliest(told, 0.25, 8, ()) <= 170 * 0.25


def test_a_short_film_is_taken_from_its_start() -> None:
    assert liveliest(moments(6, range(2)), 0.25, 8, ()) == 0
    assert liveliest([], 0.25, 8, ()) == 0
