"""The search field of every page and what explore does with its answer: by keyboard, by input
method, through the address and the back button, without script and from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SEARCHED = "q => document.documentElement.dataset.searched === q"


@pytest.fixture
def tab(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(url + "about/")
    yield tab
    context.close()


def options(tab: Page) -> list[str]:
    tab.locator("[data-suggest]:visible [role=option]").first.wait_for()
    return [each.splitlines()[0] for each in tab.locator("[role=option]").all_inner_texts()]


def written(tab: Page, text: str) -> list[str]:
    tab.locator("[data-search-input]").fill(text)
    tab.wait_for_function(
        "text => document.querySelector('[data-suggestions]').dataset.query === text",
        arg=text,
    )
    return options(tab)


def explored(tab: Page, query: str) -> None:
    tab.wait_for_function(SEARCHED, arg=query, timeout=15_000)
    tab.wait_for_function("!document.querySelector('[data-cards]').hasAttribute('aria-busy')")


def chips(tab: Page) -> list[str]:
    return tab.locator("[data-chips] button[aria-label]").all_inner_texts()


def test_names_places_and_themes_are_suggested_while_one_writes(tab: Page) -> None:
    assert written(tab, "李秀")[0] == "李秀兰"
    assert "洛阳市" in written(tab, "洛阳")
    assert "洛阳市" in written(tab, "luoyang")
    assert "非遗传承" in written(tab, "非遗")


def test_nothing_is_loaded_before_the_field_has_the_focus(browser: Browser, url: str) -> None:
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(url + "about/")
    tab.wait_for_load_state("networkidle")
    assert not [each for each in asked if "search.js" in each or "/data/" in each]
    tab.locator("[data-search-input]").focus()
    assert "郑州市" in options(tab)
    tab.close()


def test_a_suggestion_is_chosen_by_keyboard_alone(tab: Page) -> None:
    field = tab.locator("[data-search-input]")
    assert field.get_attribute("aria-expanded") == "false"
    written(tab, "李秀兰")
    assert field.get_attribute("aria-expanded") == "true"
    tab.keyboard.press("ArrowDown")
    chosen = tab.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    tab.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    tab.keyboard.press("Escape")
    assert not tab.locator("[data-suggest]").is_visible()
    assert field.input_value() == "李秀兰"
    tab.keyboard.press("ArrowDown")
    options(tab)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/stars/li-xiulan/")


def test_the_field_is_left_by_tab_and_its_list_closes(tab: Page) -> None:
    written(tab, "学")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.locator("[data-suggest]").wait_for(state="hidden")
    assert tab.evaluate("!document.activeElement.closest('[data-search-form]')")


@pytest.mark.parametrize("way_out", ["Escape", "Tab"])
def test_an_answer_that_comes_late_opens_nothing(tab: Page, way_out: str) -> None:
    tab.locator("[data-search-input]").focus()
    options(tab)
    tab.evaluate(
        """() => {
          const search = Showcase.search;
          Showcase.search = async (...all) => {
            const found = await search(...all);
            await new Promise((answer) => (window.answer = answer));
            return found;
          };
        }"""
    )
    tab.keyboard.type("李")
    tab.wait_for_function("() => Boolean(window.answer)")
    tab.keyboard.press(way_out)
    if way_out == "Tab":
        tab.keyboard.press("Tab")
    tab.evaluate("answer()")
    tab.wait_for_timeout(100)
    assert tab.locator("[data-suggest]").is_hidden()


def test_letters_of_an_input_method_are_no_query(tab: Page) -> None:
    """As one writes with pinyin: letters stand in the field until a character is chosen."""
    tab.locator("[data-search-input]").focus()
    options(tab)
    method = tab.context.new_cdp_session(tab)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for text in ("l", "li", "li'x", "li'xiu"):
        method.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
        tab.wait_for_timeout(200)
    assert not [each for each in asked if "/search/" in each]
    method.send("Input.insertText", {"text": "李秀"})
    tab.wait_for_function(
        "document.querySelector('[data-suggestions] [role=option]')?.innerText.startsWith('李秀兰')"
    )
    assert tab.locator("[data-search-input]").input_value() == "李秀"


def test_enter_that_ends_a_composition_does_not_search(tab: Page) -> None:
    written(tab, "李秀兰")
    before = tab.url
    tab.evaluate(
        "document.querySelector('[data-search-input]').dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    tab.wait_for_timeout(200)
    assert tab.url == before
    assert tab.locator("[data-suggest]").is_visible()


def test_what_was_searched_is_kept_on_the_device_and_can_be_cleared(tab: Page, url: str) -> None:
    written(tab, "榫卯")
    tab.keyboard.press("Enter")
    explored(tab, "榫卯")
    tab.goto(url + "about/")
    tab.locator("[data-search-input]").focus()
    assert options(tab)[0] == "榫卯"
    tab.get_by_role("button", name="清除搜索记录").click()
    tab.wait_for_function(
        "!document.querySelector('[data-suggestions]').innerText.includes('榫卯')"
    )
    assert tab.evaluate("localStorage.getItem('searched')") == "[]"


def test_a_name_with_one_wrong_character_is_marked_as_a_guess(tab: Page, url: str) -> None:
    tab.goto(url + "explore/?q=李秀芝")
    explored(tab, "李秀芝")
    assert "只差一个字" in tab.locator("[data-found]").inner_text()
    first = tab.locator("[data-search-result]").first
    assert first.get_attribute("data-search-result") == "li-xiulan"
    assert first.locator(".card__how").inner_text() == "可能是"


def test_chips_are_taken_away_and_the_back_button_brings_them_back(tab: Page, url: str) -> None:
    tab.goto(url + "explore/?q=学习&region=luoyang&region=zhengzhou")
    explored(tab, "学习")
    assert chips(tab) == ["“学习” ×", "洛阳市 ×", "郑州市 ×"]
    tab.get_by_role("button", name="去掉条件：洛阳市").click()
    explored(tab, "学习")
    assert chips(tab) == ["“学习” ×", "郑州市 ×"]
    assert "luoyang" not in tab.url
    tab.get_by_role("button", name="全部清除").click()
    explored(tab, "")
    assert (chips(tab), tab.url) == ([], url + "explore/")
    tab.go_back()
    explored(tab, "学习")
    assert chips(tab) == ["“学习” ×", "郑州市 ×"]
    tab.go_back()
    explored(tab, "学习")
    assert chips(tab) == ["“学习” ×", "洛阳市 ×", "郑州市 ×"]


def test_coming_back_from_an_entry_shows_the_same_place(tab: Page, url: str) -> None:
    tab.goto(url + "explore/?sort=name")
    explored(tab, "")
    tab.evaluate("scrollTo(0, 900)")
    card = tab.locator("[data-entry-card] a").nth(5)
    name = card.inner_text()
    card.click()
    tab.wait_for_url(re.compile("/(stars|projects)/"))
    tab.go_back()
    explored(tab, "")
    tab.wait_for_function("scrollY > 500")
    assert tab.locator("[data-entry-card] a").nth(5).inner_text() == name


def test_counts_follow_the_query_but_not_their_own_facet(tab: Page, url: str) -> None:
    tab.goto(url + "explore/?kind=projects")
    explored(tab, "")
    kinds = {
        item.get_attribute("data-value"): int(item.get_attribute("data-count") or 0)
        for item in tab.locator('[data-facet="kind"] [data-value]').all()
    }
    assert kinds["stars"] > 0
    cities = tab.locator('[data-facet="region"] [data-value]').all()
    held = sum(int(item.get_attribute("data-count") or 0) for item in cities)
    assert held == kinds["projects"]
    assert tab.locator("[data-found]").inner_text() == f"找到 {kinds['projects']} 位（个）"


def test_the_map_and_the_years_are_ways_to_narrow(tab: Page, url: str) -> None:
    tab.goto(url + "explore/")
    explored(tab, "")
    tile = tab.locator('[data-overview="region"] .tile[data-value="luoyang"]')
    held = int(tile.locator("b").inner_text())
    tile.locator("a").press("Enter")
    tab.wait_for_url("**/explore/?region=luoyang")
    explored(tab, "")
    assert tab.locator("[data-entry-card]").count() == held
    assert tile.locator("a").get_attribute("aria-current") == "true"
    row = tab.locator('[data-overview="region"] tr[data-value="luoyang"]')
    assert row.locator("td").inner_text(timeout=1000) == "" or held
    years = tab.locator('[data-overview="year"] li b').all_inner_texts()
    assert sum(map(int, years)) >= held
    tile.locator("a").click()
    tab.wait_for_url("**/explore/")


def test_finds_stand_in_groups_with_their_counts(tab: Page, url: str) -> None:
    tab.goto(url + "explore/?group=region")
    explored(tab, "")
    heads = tab.locator(".explore__group h2").all_inner_texts()
    cities = {
        item.locator("span").first.inner_text(): item.get_attribute("data-count")
        for item in tab.locator('[data-facet="region"] [data-value]').all()
    }
    assert len(heads) > 3
    assert all(head == f"{head.split()[0]} {cities[head.split()[0]]}" for head in heads)


def test_what_the_address_says_and_nobody_knows_is_passed_over(tab: Page, url: str) -> None:
    tab.goto(url + "explore/?region=atlantis&sort=size&group=shoe&film=1")
    explored(tab, "")
    assert chips(tab) == ["有影片 ×"]
    assert tab.locator("[data-entry-card]").count() > 0


def test_an_index_that_does_not_come_is_said_and_asked_for_again(
    browser: Browser, url: str
) -> None:
    tab = browser.new_page()
    tab.route("**/search/**", lambda route: route.abort())
    tab.goto(url + "explore/?q=学习")
    explored(tab, "学习")
    assert "没有连上" in tab.locator("[data-found]").inner_text()
    tab.unroute("**/search/**")
    tab.get_by_role("button", name="再试一次").click()
    tab.locator("[data-search-result]").first.wait_for()
    tab.close()


def test_without_script_the_form_leads_to_explore_and_pictures_are_links(
    browser: Browser, url: str
) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(url + "explore/")
    assert tab.locator("[data-entry-card]").count() > 10
    assert not tab.locator("[data-suggest]").is_visible()
    tab.locator(".tile a").first.click()
    assert "/regions/" in tab.url
    tab.locator("[data-search-input]").fill("李秀兰")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/explore/?q=**")
    tab.close()


def test_suggestions_work_from_a_folder(browser: Browser, site: Path) -> None:
    tab = browser.new_page()
    tab.goto((site / "stars/li-xiulan/index.html").as_uri())
    assert written(tab, "葛天才")[0] == "葛天才"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/explore/**")
    assert "q=葛天才" in unquote(tab.url)
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_with_suggestions_open(
    browser: Browser, url: str, width: int, scheme: str
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(url + "about/")
    written(tab, "学习")
    tab.keyboard.press("ArrowDown")
    found = Axe().run(
        tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    )
    assert found.response["violations"] == [], found.generate_report()
    tab.close()
