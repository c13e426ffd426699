"""Who is on an opening's programme, in what words, for how long; and who may not be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from site_builder.content.load import load
from site_builder.content.model import Scope
from site_builder.content.problem import Problem
from site_builder.publish.programme import Running, honour_text, running
from tests.written import NOW, OPENING, PROJECT, STAR, changed, folder

SCREEN = changed(STAR, "scope: [web, press]", "scope: [web, press, screen]")
ITEMS = "  - {show: entry, entry: li-xiulan, notes: 请上台}\n"


def ran(
    root: Path, *, star: str = SCREEN, now: str = NOW, items: str = ITEMS, more: int = 0
) -> tuple[Running, tuple[Problem, ...]]:
    content = folder(root, star=star, opening=changed(OPENING, ITEMS, items))
    for at in range(more):
        (content / f"stars/other-{at:02}").mkdir()
        text = changed(SCREEN, "李秀兰", f"李{'甲乙丙丁戊己庚辛壬癸子丑'[at]}")
        (content / f"stars/other-{at:02}/star.yml").write_text(text, "utf-8")
    found, problems = running(load(content).library, dt.datetime.fromisoformat(now))
    return found[2026], problems


def test_items_come_as_written_numbered_and_timed(tmp_path: Path) -> None:
    told, problems = ran(tmp_path)
    assert problems == ()
    assert [(turn.number, turn.show) for turn in told.turns] == [
        (1, "title"),
        (2, "entry"),
        (3, "thanks"),
    ]
    assert [turn.seconds for turn in told.turns] == [7, 9, 6]
    assert told.turns[1].notes == "请上台"
    assert honour_text(told.turns[1].entry) == "2026年省级百姓学习之星"


def test_who_did_not_consent_to_the_screen_is_left_out_and_named(tmp_path: Path) -> None:
    told, (problem,) = ran(tmp_path, star=STAR)
    assert [turn.show for turn in told.turns] == ["title", "thanks"]
    assert problem.stops
    assert (problem.place.file, problem.place.line) == ("openings/2026.yml", 4)
    assert "李秀兰" in problem.what.zh
    assert "screen" in problem.what.zh


def test_before_the_embargo_nobody_is_shown_and_after_it_everybody(tmp_path: Path) -> None:
    early, problems = ran(tmp_path, now="2026-10-23T08:59+08:00")
    assert early.entries == ()
    assert "2026-10-23 09:00" in problems[0].what.zh
    late, problems = ran(tmp_path, now="2026-10-23T09:00+08:00")
    assert len(late.entries) == 1
    assert problems == ()


def test_who_is_stopped_by_an_error_is_not_in_a_group_either(tmp_path: Path) -> None:
    items = "  - {show: group, kind: stars, level: provincial}\n"
    content = folder(tmp_path, star=SCREEN, opening=changed(OPENING, ITEMS, items))
    library, now = load(content).library, dt.datetime.fromisoformat(NOW)
    assert running(library, now)[0][2026].entries
    stopped = frozenset({"stars/li-xiulan/star.yml"})
    assert running(library, now, stopped)[0][2026].entries == ()


def test_a_group_takes_all_of_a_level_and_none_that_is_marked(tmp_path: Path) -> None:
    star = changed(SCREEN, "level: provincial", "level: provincial, grade: most-moving")
    items = "  - {show: group, kind: stars, level: provincial}\n  - {show: group, kind: stars, grade: most-moving}\n"
    told, _ = ran(tmp_path, star=star, items=items, more=2)
    _, plain, marked, _ = told.turns
    assert (plain.text, [each.entry.data.name for each in plain.entries]) == (
        "省级百姓学习之星",
        ["李甲", "李乙"],
    )
    assert (marked.text, [each.entry.data.name for each in marked.entries]) == (
        "事迹特别感人",
        ["李秀兰"],
    )


def test_a_large_group_comes_on_even_pages(tmp_path: Path) -> None:
    told, _ = ran(tmp_path, items="  - {show: group, kind: stars, level: provincial}\n", more=11)
    pages = [turn for turn in told.turns if turn.show == "group"]
    assert [len(turn.entries) for turn in pages] == [6, 6]
    assert [turn.number for turn in told.turns] == [1, 2, 3, 4]


def test_honours_of_other_years_are_not_conferred_again(tmp_path: Path) -> None:
    star = changed(
        SCREEN,
        "  - {campaign: 2026, level: provincial}",
        "  - {campaign: 2025, level: national}\n  - {campaign: 2026, level: provincial}",
    )
    content = folder(tmp_path, star=star, opening=OPENING)
    campaign = (content / "campaigns/2026.yml").read_text("utf-8")
    earlier = campaign.replace("2026", "2025").replace("provincial:", "national:", 1)
    (content / "campaigns/2025.yml").write_text(earlier, "utf-8")
    found, _ = running(load(content).library, dt.datetime.fromisoformat(NOW))
    assert honour_text(found[2026].entries[0]) == "2026年省级百姓学习之星"


def test_what_needs_another_consent_as_well_loses_items_about_nobody(tmp_path: Path) -> None:
    told, _ = ran(tmp_path, star=changed(STAR, "scope: [web, press]", "scope: [screen]"))
    public = told.only(Scope.WEB)
    assert [(turn.number, turn.show) for turn in public.turns] == [(1, "title"), (2, "thanks")]


def test_an_item_with_a_telephone_number_is_not_shown(tmp_path: Path) -> None:
    told, _ = ran(tmp_path, items=changed(ITEMS, "请上台", "找 13800138000"))
    assert [turn.show for turn in told.turns] == ["title", "thanks"]


def test_an_entry_is_found_by_its_address_where_two_have_one_slug(tmp_path: Path) -> None:
    content = folder(tmp_path, star=SCREEN, opening=OPENING)
    (content / "projects/li-xiulan").mkdir()
    (content / "projects/li-xiulan/project.yml").write_text(PROJECT, "utf-8")
    now = dt.datetime.fromisoformat(NOW)
    _, (problem,) = running(load(content).library, now)
    assert problem.code == "programme-two"
    named = changed(OPENING, "entry: li-xiulan", "entry: stars/li-xiulan")
    (content / "openings/2026.yml").write_text(named, "utf-8")
    assert running(load(content).library, now)[1] == ()
