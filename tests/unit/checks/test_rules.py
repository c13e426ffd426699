"""The rules of the notice: each finds what it is for, and nothing in a sound folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.checks import RULES, check, links
from site_builder.checks.privacy import private
from site_builder.checks.text import characters
from site_builder.content.load import load
from site_builder.content.original import FilmFacts, Originals, PictureFacts, TextFacts, Unreadable
from site_builder.content.problem import Problem
from tests.written import CAMPAIGN, PROJECT, STAR, changed, folder

FILM = FilmFacts("d", 9, "mp4", "h264", 1280, 720, 25.0, 270.0, "aac", 2, copyable=True)


def found(root: Path, originals: Originals | None = None) -> dict[str, Problem]:
    loaded = load(root)
    assert loaded.problems == ()
    return {problem.code: problem for problem in check(loaded.library, originals or {})}


def test_a_sound_folder_breaks_no_rule(tmp_path: Path) -> None:
    assert found(folder(tmp_path)) == {}


def test_every_rule_is_written_down_for_editors() -> None:
    assert all(" / " in (rule.__doc__ or "") for rule in RULES)


@pytest.mark.parametrize(
    ("code", "star"),
    [
        ("unknown-region", changed(STAR, "region: 郑州市", "region: 郑洲市")),
        ("unknown-field", changed(STAR, "[智慧助老]", "[智慧养老]")),
        ("field-twice", changed(STAR, "[智慧助老]", "[智慧助老, 社区教育, 智慧助老]")),
        ("honour-twice", changed(STAR, "level: provincial}", "level: provincial}\n  - {campaign: 2026, level: provincial, grade: most-moving}")),
        ("citation-length", changed(STAR, "citation: 从头学起", "citation: " + "学" * 41)),
        ("summary-length", changed(STAR, "她从头学起" * 60, "她从头学起" * 49)),
        ("story-length", changed(STAR, "后来她教会了邻居" * 140, "后来她教会了邻居" * 124)),
        ("photo-count", changed(STAR, "  - {file: 03.jpg, alt: 一双手, caption: 灯下, credit: 林默 摄}\n", "")),
        ("photo-alt", changed(STAR, "alt: 一位老人, ", "")),
        ("photo-caption", changed(STAR, "caption: 课堂上, ", "")),
        ("photo-credit", changed(STAR, "caption: 课堂上, credit: 林默 摄", "caption: 课堂上")),
        ("photo-twice", changed(STAR, "02.jpg", "01.jpg")),
        ("unknown-campaign", changed(STAR, "campaign: 2026", "campaign: 2020")),
        ("unknown-round", changed(STAR, "level: provincial", "level: county")),
        ("grade-kind", changed(STAR, "level: provincial", "level: provincial, grade: most-loved")),
        ("link-removed", changed(STAR, "后来她", "[点](javascript:alert)后来她")),
        ("link-removed", changed(STAR, "后来她", "<mailto:office>后来她")),
        ("link-removed", changed(STAR, "她从头学起", "[点](tel:110)她从头学起")),
        ("link-removed", changed(STAR, "后来她", "[点](../../about/)后来她")),
        ("story-picture", changed(STAR, "后来她", "![课堂](04.jpg)后来她")),
        ("story-picture", changed(STAR, "后来她", "![课堂](https://other.example/04.jpg)后来她")),
        ("story-picture", changed(STAR, "后来她", "![课堂][甲]后来她")),
        ("story-picture", changed(STAR, "后来她", "<IMG src=//other.example/04.jpg>后来她")),
        ("private-data", changed(STAR, "后来她", "电话 138 0013 8000，后来她")),
    ],
)  # fmt: skip
def test_a_star_that_breaks_a_rule_is_told_so_at_its_line(
    tmp_path: Path, code: str, star: str
) -> None:
    problem = found(folder(tmp_path, star=star)).get(code)
    assert problem
    assert problem.place.file == "stars/li-xiulan/star.yml"
    assert problem.place.line > 0


@pytest.mark.parametrize(
    ("code", "project"),
    [
        ("project-age", changed(PROJECT, "started: 2019-03", "started: 2025-01")),
        ("person-times", changed(PROJECT, "offline: 1200", "offline: 999")),
        ("named-like-host", changed(PROJECT, "name: 夜灯学院", "name: 涧西工人文化宫夜校")),
    ],
)
def test_a_project_that_breaks_a_rule_is_told_so(tmp_path: Path, code: str, project: str) -> None:
    assert code in found(folder(tmp_path, project=project))


def test_enough_people_online_make_up_for_few_in_person(tmp_path: Path) -> None:
    project = changed(PROJECT, "offline: 1200, online: 0", "offline: 400, online: 2600")
    assert found(folder(tmp_path, project=project)) == {}


def test_the_figures_come_from_the_campaign(tmp_path: Path) -> None:
    campaign = CAMPAIGN + "rules:\n  photos: {min: 4}\n"
    assert found(folder(tmp_path, campaign=campaign)).keys() == {"photo-count"}


def test_a_winner_of_an_earlier_year_is_named_when_named_again(tmp_path: Path) -> None:
    root = folder(tmp_path)
    earlier = changed(CAMPAIGN, "year: 2026", "year: 2024")
    (root / "campaigns/2024.yml").write_text(earlier, "utf-8")
    other = changed(STAR, "name: 李秀兰", "name: 李绣兰\naliases: [李秀兰]")
    other = changed(other, "campaign: 2026", "campaign: 2024")
    (root / "stars/li-xiulan-2").mkdir()
    (root / "stars/li-xiulan-2/star.yml").write_text(other, "utf-8")
    assert "again" in found(root)


def test_quotas_are_counted_by_city_and_year(tmp_path: Path) -> None:
    root = folder(tmp_path)
    marked = changed(STAR, "level: provincial", "level: provincial, grade: most-moving")
    for at in range(6):
        path = root / f"stars/other-{at}/star.yml"
        path.parent.mkdir()
        path.write_text(changed(marked, "李秀兰", f"李秀{at}"), "utf-8")
    assert found(root).keys() >= {"quota", "marked-quota"}


@pytest.mark.parametrize(
    "facts",
    [
        replace(FILM, container="avi"),
        replace(FILM, video_codec="hevc"),
        replace(FILM, width=1920, height=1080),
        replace(FILM, frame_rate=30.0),
    ],
)
def test_a_film_in_another_format_is_told_what_is_asked(tmp_path: Path, facts: FilmFacts) -> None:
    assert "film-format" in found(*with_film(tmp_path, facts))


def test_a_film_as_asked_is_silent_and_a_short_one_is_not(tmp_path: Path) -> None:
    assert found(*with_film(tmp_path, FILM)) == {}
    assert "film-length" in found(*with_film(tmp_path, replace(FILM, seconds=100.0)))


def with_film(tmp_path: Path, facts: FilmFacts) -> tuple[Path, Originals]:
    star = changed(STAR, "consent:", "film: {file: film.mp4, title: 片}\nconsent:")
    root = folder(tmp_path, star=star)
    return root, {root / "stars/li-xiulan/film.mp4": facts}


@pytest.mark.parametrize("reason", ["missing", "empty", "truncated", "not-a-picture", "too-large"])
def test_a_photo_that_can_not_be_used_stops_its_entry(tmp_path: Path, reason: str) -> None:
    root = folder(tmp_path)
    problems = found(root, {root / "stars/li-xiulan/02.jpg": Unreadable(reason)})
    assert problems[f"photo-{reason}"].stops


def test_private_data_in_captions_is_found_at_their_line(tmp_path: Path) -> None:
    film = "film: {file: film.mp4, title: 片, captions: film.srt}\nconsent:"
    root = folder(tmp_path, star=changed(STAR, "consent:", film))
    facts = TextFacts("d", 9, ("有事打电话", "138 0013 8000"))
    problem = found(root, {root / "stars/li-xiulan/film.srt": facts})["private-data"]
    line = changed(STAR, "consent:", film).splitlines().index(film.splitlines()[0]) + 1
    assert (problem.place.line, problem.stops) == (line, True)
    assert "8000" not in problem.what.zh


def test_private_data_in_a_photos_properties_is_found(tmp_path: Path) -> None:
    root = folder(tmp_path)
    facts = PictureFacts("d", 9, "JPEG", 9, 9, texts=("张三 13800138000",))
    assert "private-data" in found(root, {root / "stars/li-xiulan/01.jpg": facts})


@pytest.mark.parametrize(
    "text",
    ["13800138000", "138-0013-8000", "+86 138 0013 8000", "１３８００１３８０００",
     "008613800138000", "138 - 0013 - 8000", "138‑0013‑8000", "138\u200b0013\u200b8000",
     "11010519491231002X", "110105 19491231 002X", "037169691234", "0371-6969 1234", "zhang.san@mail.example.cn", "0371-69691234", "(0371)69691234"],
)  # fmt: skip
def test_private_numbers_are_seen_in_any_dress(text: str) -> None:
    assert list(private(f"请联系{text}谢谢"))


@pytest.mark.parametrize(
    "text",
    [
        "2026年7月13日",
        "110105194912310021",
        "样例教职成〔2026〕41号",
        "共3127人，其中11人",
        "20260713",
        "2019-2023年",
        "ISBN 978-7-0000",
        "2024: 1860, 4200, 2025: 2104",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not list(private(text))


def test_a_private_value_is_never_repeated_whole(tmp_path: Path) -> None:
    star = changed(STAR, "后来她", "电话 13800138000，后来她")
    problem = found(folder(tmp_path, star=star))["private-data"]
    assert "13800138000" not in problem.what.zh + problem.what.en


def test_a_private_value_in_a_link_is_not_repeated_either(tmp_path: Path) -> None:
    star = changed(STAR, "后来她", "[写信](mailto:zhang@mail.example.cn)后来她")
    problem = found(folder(tmp_path, star=star))["link-removed"]
    assert "zhang" not in problem.what.zh + problem.what.en


def test_a_link_to_a_web_page_is_welcome(tmp_path: Path) -> None:
    star = changed(STAR, "后来她", "[网站](https://example.org/a)，后来她")
    assert found(folder(tmp_path, star=star)) == {}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[写信](mailto:office)", "link-removed"),
        ("<office@example.org>", "link-removed"),
        ("[点](javascript&colon;alert)", "link-removed"),
        ("[点](//other.example/)", "link-removed"),
        ("[点][甲]\n\n[甲]: data:text/html,x", "link-removed"),
        ("![图](https://other.example/a.png)", "page-picture"),
    ],
)
def test_a_hand_written_page_is_told_at_its_line_what_will_not_be_there(
    line: str, code: str
) -> None:
    told = list(links.of_page("pages/about.md", f"# 关于\n\n{line}\n"))
    assert [each.code for each in told] == [code]
    assert told[0].place.line == (5 if "甲]:" in line else 3)


def test_a_hand_written_page_may_lead_to_other_pages_and_to_the_web() -> None:
    text = "[甲](about.md) [乙](../press/) [丙](#丁) [戊](https://example.org/a@b) 1 < 2"
    assert list(links.of_page("pages/about.md", text)) == []


def test_a_digest_is_no_telephone_number_and_an_address_may_hold_one(tmp_path: Path) -> None:
    digest = "13800138000a" + "ab" * 26
    film = f"film: {{file: film.mp4, original: {{sha256: {digest}, size: 9, at: AT}}, title: 片}}\n"
    by_digest = folder(tmp_path / "a", star=STAR + film.replace("AT", f"2026/{digest}.mp4"))
    assert "private-data" not in found(by_digest)
    by_number = folder(tmp_path / "b", star=STAR + film.replace("AT", "13800138000/film.mp4"))
    assert found(by_number)["private-data"].place.line == len(STAR.splitlines()) + 1


def test_a_private_number_as_a_folders_name_is_found(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "stars/li-xiulan").rename(root / "stars/li-13800138000")
    assert "private-data" in found(root)


def test_nothing_is_asked_of_a_withdrawn_entry(tmp_path: Path) -> None:
    root = folder(tmp_path, star=STAR + "withdrawn: 2026-11-01\n")
    gone: Originals = {root / f"stars/li-xiulan/0{at}.jpg": Unreadable("missing") for at in (1, 2)}
    assert found(root, gone) == {}


def test_without_a_vocabulary_each_entry_is_stopped_once(tmp_path: Path) -> None:
    library = load(folder(tmp_path, vocabulary=None)).library
    problems = check(library, {})
    assert [problem.code for problem in problems] == ["no-vocabulary"] * 2
    assert all(problem.stops for problem in problems)


def test_a_story_full_of_brackets_takes_no_time(tmp_path: Path) -> None:
    star = changed(STAR, "后来她", "[" * 100_000 + "](a@" + "a" * 100_000 + " 13800138000后来她")
    assert "private-data" in found(folder(tmp_path, star=star))


def test_rare_characters_count_as_characters() -> None:
    assert characters("龚䶮，𠮷田 ABC 123。") == 4
