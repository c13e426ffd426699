"""Every figure of the notice is measured once: what is said of it and what a report shows agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from site_builder.checks import check, measured
from site_builder.checks.measured import Measured
from site_builder.content.load import load
from site_builder.content.original import FilmFacts, Originals
from tests.golden.mistakes import FILM, FILMED, MISTAKES
from tests.written import CAMPAIGN, PROJECT, changed, folder

GOOD = {
    "照片张数": ("3 张", "3 至 5 张"),
    "推介语字数": ("4 字", "至多 40 字"),
    "宣传展示材料字数": ("300 字", "250 至 350 字"),
    "主要事迹字数": ("1120 字", "至少 1000 字"),
    "2026 年推荐名额（人物）": ("1 个", "至多 5 个"),
    "2026 年标记名额（人物）": ("0 个", "至多 1 个"),
    "影片封装": ("mp4", "mp4"),
    "影片编码": ("h264", "h264"),
    "影片尺寸": ("1280×720", "1280×720"),
    "影片帧率": ("25", "25"),
    "影片时长": ("270 秒", "240 至 300 秒"),
}


def of(root: Path, name: str, film: FilmFacts = FILM) -> dict[str, Measured]:
    facts: Originals = {root / "stars/li-xiulan/film.mp4": film}
    found = measured(load(root).library, facts)
    return {each.figure.zh: each for each in found if each.entry.data.name == name}


def test_a_star_is_measured_by_every_figure_that_is_asked_of_it(tmp_path: Path) -> None:
    told = of(folder(tmp_path, star=FILMED), "李秀兰")
    assert {name: (each.got.zh, each.asked.zh) for name, each in told.items()} == GOOD
    assert all(each.holds for each in told.values())


def test_a_project_is_measured_by_its_age_and_the_people_it_reaches(tmp_path: Path) -> None:
    told = of(folder(tmp_path), "夜灯学院")
    assert told["实施年限"].got.zh == "7.4 年"
    assert told["2025 年参与人次"].asked.zh == "线下至少 1000，或合计至少 3000"
    small = of(
        folder(tmp_path, project=changed(PROJECT, "offline: 1200", "offline: 9")), "夜灯学院"
    )
    assert small["2025 年参与人次"].got.zh == "线下 9，合计 9"
    assert not small["2025 年参与人次"].holds


def test_the_campaign_s_own_figures_are_the_bounds(tmp_path: Path) -> None:
    rules = CAMPAIGN + "rules: {photos: {min: 4, max: 6}, citation: {}}\n"
    told = of(folder(tmp_path, campaign=rules), "李秀兰")
    assert (told["照片张数"].asked.zh, told["照片张数"].holds) == ("4 至 6 张", False)
    assert (told["推介语字数"].asked.zh, told["推介语字数"].holds) == ("不限", True)


def test_what_does_not_hold_is_what_is_said(tmp_path: Path) -> None:
    phone = replace(FILM, video_codec="hevc", width=1080, height=1920, seconds=62.4)
    told = of(folder(tmp_path / "film", star=FILMED), "李秀兰", phone)
    assert [each.figure.zh for each in told.values() if not each.holds] == [
        "影片编码",
        "影片尺寸",
        "影片时长",
    ]
    for at, mistake in enumerate(MISTAKES.values()):
        originals = mistake(tmp_path / str(at))
        library = load(tmp_path / str(at)).library
        said = set(check(library, originals))
        for each in measured(library, originals):
            assert set(each.problems) <= said
            assert each.holds == (not each.problems)
