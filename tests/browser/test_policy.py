"""Every kind of page under `default-src 'self'` and nothing more: nothing is refused, and it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import Server

POLICY = "default-src 'self'"
REFUSED = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))"""
SHOWN = """() => [...document.images].filter(each => each.checkVisibility() && each.loading !== "lazy")
  .every(each => each.complete && each.naturalWidth > 0)"""


@pytest.fixture(scope="session")
def strict(site: Path) -> Iterator[str]:
    server = Server(site, POLICY).start()
    yield server.url
    server.shutdown()


@pytest.fixture
def said() -> list[str]:
    """What the console held against a page."""
    return []


@pytest.fixture
def tab(browser: Browser, said: list[str]) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(REFUSED)
    context.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    context.on("weberror", lambda told: said.append(str(told.error)))
    yield context.new_page()
    context.close()


def looks_as_meant(tab: Page) -> None:
    """Its own style sheet holds, and its pictures are there."""
    assert tab.evaluate("[...document.styleSheets].every(each => each.cssRules.length > 0)")
    assert tab.evaluate("getComputedStyle(document.body).marginTop") in {"0px", "auto"}
    tab.wait_for_function(SHOWN)


def suggests(tab: Page) -> None:
    tab.locator("[data-search-input]").first.press_sequentially("李秀")
    expect(tab.locator("[data-suggestions] [role=option]").first).to_be_visible()


def searches_and_filters(tab: Page) -> None:
    tab.locator("[data-search-input]").first.fill("学习")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-search-result]:visible").first).to_be_visible()
    before = tab.locator("[data-entry-card]:visible").count()
    tab.locator('[data-facet="kind"] [data-value="projects"]').first.click()
    tab.wait_for_function("location.search.includes('kind=projects')")
    expect(tab.locator("[data-entry-card]:visible")).not_to_have_count(before)


def plays(tab: Page) -> None:
    film = tab.locator("video").first
    film.evaluate("film => { film.muted = true; return film.play() }")
    tab.wait_for_function("film => film.currentTime > 0.2", arg=film.element_handle())
    seek = tab.locator("[data-film-seek]")
    if seek.count():
        seek.hover()
        expect(tab.locator("[data-film-scene]")).to_be_visible()
    tab.locator("[data-lightbox]").first.click()
    expect(tab.locator("dialog[open] img").first).to_be_visible()


def copies_its_article(tab: Page) -> None:
    tab.click("[data-copy-article]")
    expect(tab.locator("[data-copied]")).to_contain_text("已复制：公众号")
    held = tab.evaluate(
        """async () => { const [item] = await navigator.clipboard.read()
        return (await item.getType("text/html")).text() }"""
    )
    assert "letter-spacing" in held.replace(" ", "")
    assert f'src="{tab.url.split("/stars/")[0]}/media/' in held


def lists_what_is_sought(tab: Page) -> None:
    before = tab.locator("[data-press-count]").inner_text()
    tab.locator("[data-press-find]").fill("李秀兰")
    expect(tab.locator("[data-press-count]")).not_to_have_text(before)


def larger(tab: Page) -> None:
    tab.click("[data-senior-toggle]")
    expect(tab.locator("html[data-senior]")).to_have_count(1)


def goes_on(tab: Page) -> None:
    tab.keyboard.press("PageDown")
    expect(tab.locator("[data-item='1'][data-shown]")).to_be_visible()


def opens_a_story(tab: Page) -> None:
    tab.locator(".start").click()
    tab.locator("[data-open]").first.click()
    expect(tab.locator("[data-story]:visible")).to_have_count(1)


def is_a_card(tab: Page) -> None:
    assert tab.locator(".embed").evaluate("each => getComputedStyle(each).display") != "inline"


def reads_as_pasted(tab: Page) -> None:
    name = tab.locator(".name")
    assert name.evaluate("each => getComputedStyle(each).letterSpacing") == "3px"


@pytest.mark.parametrize(
    ("address", "works"),
    [
        ("", suggests),
        ("explore/", searches_and_filters),
        ("stars/li-xiulan/", plays),
        ("stars/ge-tiancai/", copies_its_article),
        ("projects/sunmao-gongfang/", larger),
        ("years/2026/", larger),
        ("press/", lists_what_is_sought),
        ("data/", larger),
        ("about/", larger),
        ("404.html", suggests),
        ("stars/qiao-beichuan/", larger),  # withdrawn
        ("stage/", larger),
        ("stage/2026/", goes_on),
        ("stage/2026/kiosk/", opens_a_story),
        ("embed/stars/li-xiulan.html", is_a_card),
        ("wechat/stars/li-xiulan.html", reads_as_pasted),
    ],
)
def test_nothing_is_refused_and_the_page_works(
    tab: Page, strict: str, said: list[str], address: str, works: Callable[[Page], None]
) -> None:
    tab.goto(strict + address, wait_until="load")
    looks_as_meant(tab)
    works(tab)
    assert said == []


def test_a_style_or_script_inside_a_page_would_be_told(
    tab: Page, strict: str, said: list[str]
) -> None:
    tab.goto(strict + "about/")
    with tab.expect_console_message(lambda told: told.text.startswith("refused: style-src")):
        tab.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">红</p>')"
        )
    assert said
