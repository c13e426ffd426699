"""The second language in a browser: the switch, explore and search in English, also from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

UNMARKED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (/\\p{Script=Han}/u.test(node.data) && element.checkVisibility() && !element.closest("script")
        && element.closest("[lang]").lang !== "zh-CN") found.push(node.data.trim());
  }
  return found;
}"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    yield tab
    context.close()


def searched(tab: Page, words: str) -> None:
    tab.wait_for_function("q => document.documentElement.dataset.searched === q", arg=words)


@pytest.mark.parametrize(
    ("there", "other", "back"),
    [
        ("stars/li-xiulan/", "en/stars/li-xiulan/", "stars/li-xiulan/"),
        ("explore/", "en/explore/", "explore/"),
        ("stars/lu-yao/", "en/", ""),
        ("about/", "en/about/", "about/"),
    ],
)
def test_the_switch_leads_to_the_same_page_and_back(
    tab: Page, url: str, there: str, other: str, back: str
) -> None:
    tab.goto(url + there)
    tab.get_by_role("link", name="English", exact=True).click()
    expect(tab).to_have_url(url + other)
    assert tab.locator("html").get_attribute("lang") == "en"
    tab.get_by_role("link", name="中文", exact=True).first.click()
    expect(tab).to_have_url(url + back)


def test_it_works_from_a_folder(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{(site / 'en/stars/li-xiulan/index.html').as_uri()}")
    href = tab.locator("a.tongue").get_attribute("href")
    assert href == "../../../stars/li-xiulan/"
    tab.goto(f"{(site / 'en/explore/index.html').as_uri()}?q=wang%20zhe")
    searched(tab, "wang zhe")
    assert tab.locator("[data-search-result] h2").all_inner_texts() == ["Wang Zhe"]
    context.close()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_english_name_is_found_in_both_languages(tab: Page, url: str, folder: str) -> None:
    tab.goto(f"{url}{folder}explore/?q=Li+Xiulan")
    searched(tab, "Li Xiulan")
    link = tab.locator("[data-search-result='li-xiulan'] h2 a")
    expect(link).to_have_text("Li Xiulan" if folder else "李秀兰")
    link.click()
    expect(tab).to_have_url(f"{url}{folder}stars/li-xiulan/")


def test_suggestions_are_in_english_and_lead_to_english_pages(tab: Page, url: str) -> None:
    tab.goto(url + "en/about/")
    tab.locator("[data-search-input]").fill("ouyang")
    option = tab.locator("[role=option]").first
    expect(option).to_contain_text("Ouyang Shuyi")
    assert option.get_attribute("href") == "../../en/stars/ouyang-shuyi/"
    expect(tab.locator("[data-suggested]")).to_contain_text("suggestions")
    tab.locator("[data-search-input]").fill("zhengzhou")
    expect(tab.locator("[role=option]", has_text="City · 2")).to_be_visible()
    assert tab.evaluate(UNMARKED) == []


def test_explore_says_in_english_what_it_does_and_marks_what_is_chinese(
    tab: Page, url: str
) -> None:
    tab.goto(url + "en/explore/?q=learn&group=region&year=2026")
    searched(tab, "learn")
    expect(tab.locator("[data-found]")).to_have_text(re.compile(r"Found: \d+|Nothing found"))
    assert tab.evaluate(UNMARKED) == []
    tab.goto(url + "en/explore/?region=hebi&sort=name")
    searched(tab, "")
    tab.locator("[data-entry-card='lu-yao']").first.wait_for()
    card = tab.locator("[data-entry-card='lu-yao']").first
    assert "in Chinese" in card.inner_text()
    assert card.locator("a").get_attribute("href") == "../../stars/lu-yao/"
    assert tab.evaluate(UNMARKED) == []
    tab.goto(url + "en/explore/?q=zzzzqqq")
    searched(tab, "zzzzqqq")
    expect(tab.locator("[data-cards]")).to_contain_text("Nothing was found for “zzzzqqq”.")
    assert (
        tab.locator(".explore__none .places a")
        .first.get_attribute("href")
        .startswith(  # type: ignore[union-attr]
            "../../en/regions/"
        )
    )


def test_a_phone_sees_english_pages_without_scrolling_sideways(browser: Browser, url: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    tab = context.new_page()
    for there in ("en/", "en/explore/", "en/stars/ge-tiancai/", "en/press/", "en/regions/hebi/"):
        tab.goto(url + there)
        assert tab.evaluate("document.documentElement.scrollWidth") == 360, there
        assert tab.evaluate(UNMARKED) == [], there
    context.close()


@pytest.mark.parametrize("there", ["en/", "en/explore/", "en/stars/li-xiulan/", "en/press/"])
def test_axe_finds_nothing_on_english_pages(tab: Page, url: str, there: str) -> None:
    tab.goto(url + there)
    tab.wait_for_load_state("networkidle")
    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
