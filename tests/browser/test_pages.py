"""Pages as people meet them: from this host alone, without an error in the console."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

PAGES = [
    "",
    "explore/",
    "explore/?q=学习",
    "stars/li-xiulan/",
    "projects/sunmao-gongfang/",
    "years/2026/",
    "regions/zhengzhou/",
    "fields/feiyi/",
    "press/",
    "press/2025/",
    "data/",
    "about/",
    "404.html",
    "stars/qiao-beichuan/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_no_other_host_and_logs_no_error(
    browser: Browser, url: str, address: str
) -> None:
    asked: list[str] = []
    errors: list[str] = []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    tab.goto(url + address, wait_until="networkidle")
    tab.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_load_state("networkidle")
    tab.close()
    here = urlsplit(url).netloc
    assert {urlsplit(each).netloc for each in asked if not each.startswith("data:")} == {here}
    assert not errors


def test_the_film_plays(browser: Browser, url: str) -> None:
    tab = _tab(browser, url + "stars/li-xiulan/", 1440, "light")
    tab.evaluate("document.querySelector('video').muted = true")
    tab.evaluate("document.querySelector('video').play()")
    tab.wait_for_function("document.querySelector('video').currentTime > 0.3", timeout=20_000)
    tab.close()


def test_the_lightbox_works_by_keyboard(browser: Browser, url: str) -> None:
    tab = _tab(browser, url + "stars/li-xiulan/", 1440, "light")
    tab.locator("[data-lightbox]").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("dialog[open]").count() == 1
    before = tab.locator("dialog[open] img").first.get_attribute("src")
    tab.keyboard.press("ArrowRight")
    assert tab.locator("dialog[open] img").first.get_attribute("src") != before
    tab.keyboard.press("Escape")
    assert tab.locator("dialog[open]").count() == 0
    assert tab.evaluate("document.activeElement.matches('[data-lightbox]')")
    tab.close()


SONG = """() => {
  const told = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement
    if (getComputedStyle(around).fontFamily.includes("Showcase Song")) told.push(walker.currentNode.data)
  }
  return told.join("")
}"""


@pytest.mark.parametrize("address", PAGES)
def test_every_heading_is_set_in_the_display_face(browser: Browser, url: str, address: str) -> None:
    """A character in no slice would come from another face, in the middle of a word."""
    tab = browser.new_page()
    tab.goto(url + address)
    sheets = ("opening.css", "display.css")
    style = "".join(tab.request.get(f"{url}assets/fonts/{each}").text() for each in sheets)
    held: set[str] = set()
    for low, high in re.findall(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", style):
        held.update(map(chr, range(int(low, 16), int(high or low, 16) + 1)))
    assert set(tab.evaluate(SONG)) - set("\n ") - held == set()
    tab.close()


def test_the_display_face_comes_after_the_first_paint_of_a_visit(
    browser: Browser, url: str
) -> None:
    tab = browser.new_page()
    early = """addEventListener("DOMContentLoaded", () => {
      window.linked = document.querySelectorAll('link[href$="/display.css"]').length;
    })"""
    tab.add_init_script(early)
    tab.goto(url)
    assert tab.evaluate("window.linked") == 0
    tab.wait_for_function("document.fonts.check('20px \"Showcase Song\"', '学')")
    tab.wait_for_function("document.querySelectorAll('link[href$=\"/display.css\"]').length === 1")
    tab.goto(url + "explore/")
    assert tab.evaluate("window.linked") == 1
    tab.close()


def test_facets_filter_count_and_stand_in_the_address(browser: Browser, url: str) -> None:
    tab = _tab(browser, url + "explore/?kind=projects", 1440, "light")
    tab.wait_for_function("document.documentElement.dataset.searched !== undefined")
    cards = tab.locator("[data-entry-card]:visible")
    projects = cards.count()
    tab.goto(url + "explore/?kind=projects&region=zhengzhou")
    tab.wait_for_function("document.documentElement.dataset.searched !== undefined")
    assert 0 < tab.locator("[data-entry-card]:visible").count() < projects
    tab.close()


def test_lists_serve_without_script(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(url + "explore/")
    assert tab.locator("[data-entry-card]").count() > 0
    tab.goto(url + "years/2026/")
    assert tab.locator("[data-entry-card]").count() > 0
    context.close()


def _tab(browser: Browser, address: str, width: int, scheme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(address, wait_until="networkidle")
    return tab


@pytest.mark.parametrize(
    "address", ["stars/li-xiulan/", "projects/sunmao-gongfang/", "en/stars/ge-tiancai/"]
)
def test_an_entry_prints_on_two_pages(browser: Browser, url: str, address: str) -> None:
    tab = browser.new_page()
    tab.goto(url + address)
    paper = tab.pdf(format="A4", prefer_css_page_size=True)
    tab.close()
    assert len(re.findall(rb"/Type /Page\b", paper)) == 2


def test_senior_mode_and_its_colours_stay_off_the_paper(browser: Browser, url: str) -> None:
    tab = browser.new_page()
    kept = {"senior": "on", "contrast": "black", "size": "200", "scheme": "dark", "ruler": "on"}
    tab.add_init_script(f"Object.assign(localStorage, {kept})")
    tab.goto(url + "stars/li-xiulan/")
    tab.wait_for_selector(".tray")
    assert len(re.findall(rb"/Type /Page\b", tab.pdf(prefer_css_page_size=True))) == 2
    tab.emulate_media(media="print")
    ink = "getComputedStyle(document.querySelector('.honours__document')).color"
    assert tab.evaluate(ink) == "rgb(68, 68, 68)"
    assert tab.locator(".tray, .ruler").filter(visible=True).count() == 0
    tab.close()
