"""Whoever is on the site is found: by name, by part of it, by its sound and by its initials."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypinyin import Style, lazy_pinyin

from site_builder.publish import folding, search

LISTED = 8
"""A part that several names share may find the others before; all stand among the first."""


@pytest.fixture(scope="module")
def page(browser: Browser, url: str) -> Iterator[Page]:
    tab = browser.new_page()
    tab.goto(url + "explore/")
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def rows(site: Path) -> list[dict[str, Any]]:
    files = sorted((site / "search/entries").iterdir(), key=lambda path: int(path.stem))
    return [search.payload(path.read_bytes()) for path in files]


def found(page: Page, query: str) -> list[str]:
    """Slugs in the order shown, once the page says that it is done."""
    page.fill("main [data-search-input], [data-search-input]", query)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "q => document.documentElement.dataset.searched === q", arg=query, timeout=15_000
    )
    return page.eval_on_selector_all(
        "[data-search-result]", "all => all.map(each => each.dataset.searchResult)"
    )


def letters(name: str) -> str:
    """The name's Chinese characters and letters, without marks between them."""
    return "".join(sign for sign in name if sign.isalnum())


def test_every_entry_is_found_first_by_its_full_name(
    page: Page, rows: list[dict[str, Any]]
) -> None:
    missed = {
        row["name"]: got for row in rows if (got := found(page, row["name"]))[:1] != [row["slug"]]
    }
    assert not missed


def test_every_entry_is_found_by_two_characters_of_its_name(
    page: Page, rows: list[dict[str, Any]]
) -> None:
    missed = {}
    for row in rows:
        part = letters(row["name"])[-2:]
        sharing = {each["slug"] for each in rows if part in letters(each["name"])}
        got = found(page, part)
        if row["slug"] not in got[: len(sharing)]:
            missed[part] = got[:LISTED]
    assert not missed


@pytest.mark.parametrize("style", ["joined", "spaced", "initials"])
def test_every_entry_is_found_first_by_its_sound(
    page: Page, rows: list[dict[str, Any]], style: str
) -> None:
    missed = {}
    for row in rows:
        sound = (
            lazy_pinyin(letters(row["name"]))
            if row["slug"] != "shan-lianying"
            else ["shan", "lian", "ying"]
        )
        first = lazy_pinyin(letters(row["name"]), style=Style.FIRST_LETTER)
        query = {
            "joined": "".join(sound),
            "spaced": " ".join(sound),
            "initials": "".join(s[0] for s in first),
        }[style]
        if row["slug"] == "shan-lianying" and style == "initials":
            query = "sly"
        got = found(page, query)
        if got[:1] != [row["slug"]]:
            missed[query] = got[:LISTED]
    assert not missed


def test_results_show_the_hit_in_the_real_text(page: Page) -> None:
    found(page, "榫卯")
    assert "榫卯" in page.locator("[data-search-result] mark").all_inner_texts()


def test_nothing_found_says_so_and_helps(page: Page) -> None:
    assert found(page, "鼉鼊龘") == []
    assert page.locator("main a[href]:visible").count() > 0


def test_finds_can_be_narrowed_counted_and_ordered(
    page: Page, rows: list[dict[str, Any]], url: str
) -> None:
    holding = [row for row in rows if "学习" in row["story"] + row["summary"] + row["citation"]]
    found(page, "学习")
    counts = {
        item.get_attribute("data-value"): int(item.get_attribute("data-count") or 0)
        for item in page.locator('[data-facet="kind"] [data-value]').all()
    }
    assert counts["stars"] >= sum(row["kind"] == "stars" for row in holding)
    page.goto(url + "explore/?q=学习&kind=stars&sort=name")
    page.wait_for_function("document.documentElement.dataset.searched === '学习'")
    slugs = page.eval_on_selector_all(
        "[data-search-result]", "all => all.map(each => each.dataset.searchResult)"
    )
    assert len(slugs) == min(counts["stars"], 24)
    kinds = {row["slug"]: row["kind"] for row in rows}
    assert {kinds[slug] for slug in slugs} == {"stars"}
    sounds = {row["slug"]: folding.syllables(row["name"], row["pinyin"]) for row in rows}
    assert [sounds[slug] for slug in slugs] == sorted(sounds[slug] for slug in slugs)
    page.goto(url + "explore/")


def test_explore_loads_no_entry_before_it_is_asked_for(browser: Browser, url: str) -> None:
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(url + "explore/")
    tab.wait_for_function("document.documentElement.dataset.searched === ''")
    assert tab.locator("[data-entry-card]").count() > 0
    assert not [each for each in asked if "/search/" in each]
    tab.close()


def test_the_offline_copy_is_searched_through_its_page(browser: Browser, site: Path) -> None:
    tab = browser.new_page()
    tab.goto((site / "explore/index.html").as_uri() + "?q=葛天才")
    tab.wait_for_function("document.documentElement.dataset.searched === '葛天才'")
    assert tab.locator("[data-search-result]").first.get_attribute("data-search-result") == (
        "ge-tiancai"
    )
    tab.close()


def test_in_the_offline_copy_every_way_leads_to_a_page(browser: Browser, site: Path) -> None:
    """A browser would list a folder at an address that ends in `/`."""
    tab = browser.new_page()
    tab.goto((site / "index.html").as_uri())
    tab.locator("main [href*='stars/']").first.click()
    tab.wait_for_url("**/stars/*/index.html")
    tab.locator(".brand").click()
    tab.wait_for_url((site / "index.html").as_uri())
    tab.locator(".menu a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/explore/index.html")
    assert tab.locator(".menu [aria-current=page]").count() == 1
    tab.locator("[data-search-input]").first.fill("葛天才")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/explore/index.html?q=*")
    tab.locator("[data-search-result] a").first.click()
    tab.wait_for_url("**/stars/ge-tiancai/index.html")
    tab.locator("[data-search-input]").fill("郑州")
    tab.wait_for_selector("[role=option][href*='regions/']")
    for _ in range(8):
        tab.keyboard.press("ArrowDown")
        if tab.locator("[aria-selected=true][href*='regions/']").count():
            break
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/regions/zhengzhou/index.html")
    tab.close()
