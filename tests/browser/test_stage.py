"""The opening in its folder, without a network: by a clicker's keys, by touch, and for hours."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from site_builder.publish import plugin, portable
from site_builder.publish.plugin import Order
from tests.conftest import once
from tests.written import NOW, ROOT

PASSES = 22
"""Rounds of the soak: 23 items each, so more than 500 changes."""


@pytest.fixture(scope="session")
def folder(copies: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    """The sample year's folder as the crew copies it: nothing of the build is left beside it."""

    def make(base: Path) -> Path:
        made = base / "made"
        plugin.stage(Order(ROOT / "mkdocs.yml", out=made, now=NOW), 2026, lambda _: None)
        there = base / "某台电脑 的桌面" / "开幕式"
        shutil.copytree(made, there)
        shutil.rmtree(made)
        return there

    return once(tmp_path_factory, "stage", make)


@pytest.fixture
def offline(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_offline(True)
    yield context
    context.close()


@pytest.fixture
def stage(offline: BrowserContext, folder: Path) -> Iterator[Page]:
    """The stage, opened by its file; whatever it says on the console fails the test."""
    page, said = offline.new_page(), list[str]()
    page.on("console", lambda told: said.append(told.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "requestfailed",
        lambda told: said.append(told.url) if "ERR_ABORTED" not in (told.failure or "") else None,
    )
    page.on(
        "request",
        lambda told: said.append(told.url) if not told.url.startswith(("file:", "data:")) else None,
    )
    page.goto((folder / portable.STAGE).as_uri())
    yield page
    assert said == []


def now(page: Page) -> int:
    return int(page.locator("[data-item][data-shown]").get_attribute("data-item") or -1)


def press(page: Page, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return now(page)


def test_the_whole_programme_goes_by_clicker(stage: Page) -> None:
    count = stage.locator("[data-item]").count()
    assert count == 24  # the idle loop and 23 items
    seen = [now(stage)]
    while seen[-1] < count - 1:
        film = stage.locator("[data-item][data-shown] video")
        if film.count() and film.evaluate("film => film.paused && !film.currentTime"):
            press(stage, "PageDown")  # starts it
            stage.wait_for_function("film => film.currentTime > 0.4", arg=film.element_handle())
            assert film.evaluate("film => !film.muted && film.volume === 1 && !film.paused")
            assert film.evaluate("film => film.textTracks[0].cues.length") > 3
            assert now(stage) == seen[-1]
        seen.append(press(stage, "PageDown"))
        expect(stage.locator("[data-item][data-shown]")).to_have_count(1)
    assert seen == list(range(count))
    assert press(stage, "PageDown") == count - 1  # nothing comes after the thanks
    assert press(stage, "PageUp") == count - 2


def test_every_picture_of_every_item_is_there(stage: Page) -> None:
    for number in range(1, 24):
        press(stage, *str(number), "Enter")
        stage.wait_for_function(
            "() => [...document.querySelectorAll('[data-item][data-shown] picture img')]"
            ".every((each) => each.complete && each.naturalWidth > 100)"
        )


@pytest.mark.parametrize("key", ["PageDown", "ArrowRight", "ArrowDown", " ", "Enter"])
def test_every_key_forward_goes_forward(stage: Page, key: str) -> None:
    assert press(stage, key) == 1


def test_other_keys_of_clickers(stage: Page) -> None:
    assert press(stage, "1", "2", "Enter") == 12
    assert press(stage, "ArrowLeft") == 11
    assert press(stage, "End") == 23
    assert press(stage, "Home") == 0
    assert press(stage, "9", "9", "Enter") == 23  # no such item: the last
    black = stage.locator("[data-black]")
    press(stage, "b")
    expect(black).to_be_visible()
    press(stage, "PageDown")  # back to light, and not on
    expect(black).to_be_hidden()
    assert now(stage) == 23
    press(stage, ".")
    expect(black).to_be_visible()


def test_a_film_is_held_by_space_and_left_at_its_beginning(stage: Page) -> None:
    press(stage, "1", "1", "Enter", "PageDown")
    film = stage.locator("[data-item='11'] video")
    stage.wait_for_function("film => film.currentTime > 0.3", arg=film.element_handle())
    press(stage, " ")
    assert film.evaluate("film => film.paused")
    assert press(stage, " ") == 11
    assert film.evaluate("film => !film.paused")
    assert press(stage, "PageDown") == 12
    stage.wait_for_function(
        "film => film.paused && film.currentTime === 0", arg=film.element_handle()
    )


def test_by_itself_a_film_goes_on_after_black_and_what_is_over_or_fails_is_left(
    stage: Page,
) -> None:
    press(stage, "1", "1", "Enter", "a")
    film = stage.locator("[data-item='11'] video")
    stage.wait_for_function("film => film.currentTime > 0.3", arg=film.element_handle())
    press(stage, "b")
    assert film.evaluate("film => film.paused")
    assert press(stage, "b") == 11
    assert film.evaluate("film => !film.paused")
    press(stage, "a")  # by hand: it stands at its end
    film.evaluate("film => { film.currentTime = film.duration - 0.2 }")
    stage.wait_for_function("film => film.ended", arg=film.element_handle())
    stage.clock.install()
    press(stage, "a")
    stage.clock.fast_forward(60_000)
    assert now(stage) > 11
    press(stage, "1", "1", "Enter")
    film.evaluate("film => film.dispatchEvent(new Event('error'))")
    stage.clock.fast_forward(60_000)
    assert now(stage) > 11


def test_a_digit_is_forgotten_before_somebody_presses_enter_to_go_on(stage: Page) -> None:
    stage.clock.install()
    press(stage, "2", "Enter", "9")
    stage.clock.fast_forward(5_000)
    assert press(stage, "Enter") == 3


def test_a_reload_comes_back_to_the_same_item(stage: Page) -> None:
    press(stage, "1", "4", "Enter")
    stage.reload()
    assert now(stage) == 14
    assert press(stage, "PageUp") == 13


def test_portraits_go_round_before_the_start(stage: Page) -> None:
    shown = stage.locator("[data-idle] > [data-shown]")
    first = shown.element_handle()
    stage.wait_for_function("first => !('shown' in first.dataset)", arg=first, timeout=12_000)
    expect(shown).to_have_count(1)


def test_it_goes_on_by_itself_when_asked(stage: Page) -> None:
    stage.clock.install()
    press(stage, "a")
    assert now(stage) == 1
    stage.clock.fast_forward(9_100)  # the first title's nine seconds
    assert now(stage) == 2
    press(stage, "a")
    stage.clock.fast_forward(60_000)
    assert now(stage) == 2


def test_the_presenter_sees_what_is_next_and_leads(stage: Page) -> None:
    press(stage, "3", "Enter")
    with stage.expect_popup() as opened:
        press(stage, "p")
    host = opened.value
    expect(host.locator("[data-now-label]")).to_have_text("龚䶮")
    expect(host.locator("[data-next-label]")).to_have_text("秦玉兰")
    expect(host.locator("[data-words]")).to_contain_text("上龙下天")
    assert re.fullmatch(r"\d+:\d\d", host.locator("[data-left]").inner_text())
    host.keyboard.press("PageDown")
    expect(host.locator("[data-now-label]")).to_have_text("秦玉兰")
    assert now(stage) == 4
    host.get_by_role("button", name="黑屏").click()
    expect(stage.locator("[data-black]")).to_be_visible()
    host.keyboard.press("PageDown")  # the button has the focus still
    expect(stage.locator("[data-black]")).to_be_hidden()
    host.keyboard.press("Enter")  # presses it
    expect(stage.locator("[data-black]")).to_be_visible()
    stage.reload()  # the window finds the stage again
    press(stage, "PageDown")
    expect(host.locator("[data-now-label]")).to_have_text("吕垚")
    assert now(stage) == 5


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 1080), (1024, 768)])
def test_nothing_is_cut_off_on_any_hall_screen(
    offline: BrowserContext, folder: Path, width: int, height: int
) -> None:
    page = offline.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(reduced_motion="reduce")
    page.goto((folder / portable.STAGE).as_uri())
    for number in range(1, 24):
        press(page, *str(number), "Enter")
        outside = page.evaluate(
            """() => [...document.querySelectorAll("[data-item][data-shown] :is(h2, h3, p, li)")]
            .filter((each) => {
              const box = each.getBoundingClientRect();
              const fits = box.left >= 0 && box.top >= 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
              return each.textContent && box.width && !fits;
            }).map((each) => each.textContent)"""
        )
        assert outside == [], number


def test_five_hundred_changes_leave_the_page_as_large_as_it_was(stage: Page) -> None:
    """Its script's memory, and its nodes, after a first round and after all."""
    stage.set_viewport_size(
        {"width": 480, "height": 270}
    )  # what is painted costs most, and isn't asked
    told = stage.context.new_cdp_session(stage)
    told.send("Performance.enable")

    def size() -> tuple[float, float]:
        for _ in range(3):
            told.send("HeapProfiler.collectGarbage")
        found = {
            each["name"]: each["value"] for each in told.send("Performance.getMetrics")["metrics"]
        }
        return found["JSHeapUsedSize"], found["Nodes"]

    def rounds(count: int) -> None:
        for _ in range(count):
            press(stage, "Home")
            for _ in range(23):
                press(stage, "ArrowRight")
                if stage.locator("[data-item][data-shown] video").count():
                    press(stage, "ArrowRight")
        stage.wait_for_timeout(1000)

    rounds(2)
    heap, nodes = size()
    rounds(PASSES)
    after = size()
    print(
        f"script {heap / 1e6:.2f} -> {after[0] / 1e6:.2f} MB, nodes {nodes:.0f} -> {after[1]:.0f}"
    )
    assert after[0] <= heap * 1.1
    assert after[1] <= nodes * 1.1


# --- the kiosk ------------------------------------------------------------------------------------


@pytest.fixture
def kiosk(browser: Browser, folder: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, has_touch=True)
    context.set_offline(True)
    page = context.new_page()
    page.goto((folder / portable.KIOSK).as_uri())
    yield page
    context.close()


def test_the_kiosk_is_read_by_touch_and_returns_when_left_alone(kiosk: Page) -> None:
    kiosk.clock.install()
    kiosk.reload()
    start = kiosk.locator("[data-start]").first
    expect(start).to_be_visible()
    kiosk.touchscreen.tap(540, 900)
    expect(start).to_be_hidden()
    kiosk.get_by_role("button", name="终身学习品牌项目").tap()
    expect(kiosk.locator("[data-tiles] > li:visible")).to_have_count(7)
    kiosk.get_by_role("button", name=re.compile("夜灯|茶乡")).first.tap()
    expect(kiosk.get_by_role("heading", name="茶乡科学夜校")).to_be_visible()
    kiosk.locator("article:visible [data-back]").tap()
    expect(kiosk.locator("article:visible")).to_have_count(0)
    kiosk.clock.fast_forward(91_000)
    expect(start).to_be_visible()
    expect(kiosk.locator("[data-tiles] > li")).to_have_count(15)


def test_a_film_that_plays_keeps_the_kiosk_until_it_is_left(kiosk: Page) -> None:
    kiosk.clock.install()
    kiosk.reload()
    kiosk.touchscreen.tap(540, 900)
    kiosk.get_by_role("button", name="李秀兰").tap()
    film = kiosk.locator("article:visible video").element_handle()
    film.evaluate("film => film.play()")
    kiosk.wait_for_function("film => film.currentTime > 0.2", arg=film)
    kiosk.clock.fast_forward(91_000)
    start = kiosk.locator("[data-start]").first
    expect(start).to_be_hidden()
    kiosk.locator("article:visible [data-back]").tap()
    assert film.evaluate("film => film.paused && film.currentTime === 0")
    kiosk.clock.fast_forward(91_000)
    expect(start).to_be_visible()


def test_no_way_leads_out_of_stage_and_kiosk(stage: Page, kiosk: Page) -> None:
    for page in (stage, kiosk):
        assert page.locator("a, form, iframe, [href]:not(link)").count() == 0


def test_axe_finds_nothing_in_the_kiosk(kiosk: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - tests alone need it

    kiosk.touchscreen.tap(540, 900)
    found = Axe().run(kiosk, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
