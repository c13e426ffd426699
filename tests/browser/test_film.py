"""The film on its page: by keyboard, from the transcript, without script; and moving cards."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ENTRY = "stars/li-xiulan/"
NOW = "document.querySelector('[data-film]').currentTime"


@pytest.fixture
def tab(browser: Browser, url: str) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(url + ENTRY)
    yield tab
    tab.close()


def known(tab: Page) -> None:
    """Wait until the browser knows the film's length."""
    tab.locator("[data-film-position]").focus()
    tab.wait_for_function("document.querySelector('[data-film]').duration > 0", timeout=20_000)


def test_the_seek_bar_is_moved_by_keys_and_says_where_it_is(tab: Page) -> None:
    known(tab)
    tab.keyboard.press("5")
    tab.wait_for_function(f"{NOW} > 100", timeout=20_000)
    half = float(tab.evaluate(NOW))
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function(f"{NOW} > {half + 4}", timeout=20_000)
    position = tab.locator("[data-film-position]")
    expect(position).to_have_attribute(
        "aria-valuetext", re.compile("^2分.*，共4分"), timeout=20_000
    )


def test_a_scene_of_the_storyboard_stands_above_the_pointer(tab: Page) -> None:
    known(tab)
    bar = tab.locator("[data-film-position]")
    box = bar.bounding_box()
    assert box
    bar.hover(position={"x": box["width"] * 0.5, "y": 10})
    tab.wait_for_function(
        "document.querySelector('[data-film] track[kind=metadata]').readyState === 2"
    )
    bar.hover(position={"x": box["width"] * 0.52, "y": 10})
    scene = tab.locator("[data-film-scene]")
    scene.wait_for(state="visible")
    assert tab.locator("[data-film-moment]").inner_text().startswith("2:")
    sheet = str(tab.locator("[data-film-sheet]").evaluate("e => e.style.background"))
    assert "sheet." in sheet


def test_letters_typed_in_a_field_are_not_taken_for_keys(tab: Page) -> None:
    tab.locator(".transcript summary").click()
    tab.locator("[data-transcript-find]").fill("k")
    assert tab.evaluate("document.querySelector('[data-film]').paused")


def test_a_line_of_the_transcript_starts_the_film_there(tab: Page) -> None:
    tab.locator(".transcript summary").click()
    line = tab.locator("[data-second]").nth(3)
    second = float(line.get_attribute("data-second") or 0)
    line.get_by_role("button").click()
    tab.wait_for_function(f"{NOW} >= {second}", timeout=20_000)
    tab.wait_for_function("document.querySelector('[data-second][aria-current]')", timeout=20_000)


def test_the_transcript_is_searched(tab: Page) -> None:
    tab.locator(".transcript summary").click()
    word = tab.locator("[data-second] span").first.inner_text()
    tab.locator("[data-transcript-find]").fill(word)
    assert tab.locator("[data-transcript-found]").inner_text().endswith("处")
    shown = tab.locator("[data-second]:visible").all_inner_texts()
    assert shown
    assert all(word in each for each in shown)


def test_from_a_folder_the_lines_of_the_transcript_are_the_captions(
    browser: Browser, site: Path
) -> None:
    tab = browser.new_page()
    tab.goto((site / ENTRY / "index.html").as_uri())
    told = """[...document.querySelector("[data-film]").textTracks].filter((each) => each.kind === "captions").map(
      (each) => [each.label, each.mode, [...each.cues].map((cue) => [cue.startTime, cue.endTime, cue.text])])"""
    [[label, mode, cues]] = tab.evaluate(told)
    assert (label, mode) == ("中文字幕", "showing")
    assert [text for *_, text in cues] == tab.locator("[data-second] span").all_text_contents()
    assert all(one[1] == other[0] for one, other in itertools.pairwise(cues))
    tab.locator("[data-film]").press("c")
    assert tab.evaluate(told)[0][1] == "hidden"
    tab.close()


def test_without_script_there_are_player_and_transcript(browser: Browser, url: str) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(url + ENTRY)
    assert tab.locator("[data-film][controls]").is_visible()
    assert not tab.locator("[data-film-seek]").is_visible()
    assert tab.locator("[data-second]").count() > 5
    tab.close()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_card_moves_under_the_pointer_where_motion_is_welcome(
    browser: Browser, url: str, motion: str
) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
    tab.goto(url)
    tab.locator("[data-preview]").first.hover()
    if motion == "reduce":
        tab.wait_for_timeout(600)
        assert tab.locator(".card__preview").count() == 0
    else:
        tab.locator(".card__preview--on").wait_for(timeout=20_000)
        tab.mouse.move(0, 0)
        tab.locator(".card__preview").wait_for(state="detached")
    tab.close()
