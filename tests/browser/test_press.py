"""What a newsroom copies with one press, from a server and from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

STAR = "stars/ge-tiancai/"
CREDIT = "https://xuexi.example.org/stars/ge-tiancai/"
HELD = """async () => {
  const [item] = await navigator.clipboard.read()
  const read = async (type) => item.types.includes(type) ? (await item.getType(type)).text() : ""
  return [await read("text/plain"), await read("text/html")]
}"""
PASTED = """() => new Promise(done => {
  const field = document.createElement("textarea")
  document.body.append(field)
  field.focus()
  field.addEventListener("paste", event => {
    done([event.clipboardData.getData("text/plain"), event.clipboardData.getData("text/html")])
  })
})"""


@pytest.fixture
def tab(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(url + STAR)
    yield tab
    context.close()


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("citation", "六十一本笔记"),
        ("short", "葛天才这个名字"),
        ("summary", "葛天才这个名字"),
        ("story", "第一本，第一页"),
    ],
)
def test_a_text_is_copied_plain_and_rich_with_its_credit(tab: Page, key: str, begins: str) -> None:
    tab.click(f'[data-copy="{key}"]')
    tab.wait_for_function("document.querySelector('[data-copied]').textContent.includes('已复制')")
    plain, rich = tab.evaluate(HELD)
    assert plain.startswith(begins)
    assert CREDIT in plain.splitlines()[-1]
    assert begins in rich
    assert f'href="{CREDIT}"' in rich
    assert "class=" not in rich
    assert "data-" not in rich


def test_headings_of_a_story_stay_headings(tab: Page) -> None:
    tab.click('[data-copy="story"]')
    tab.wait_for_function("document.querySelector('[data-copied]').textContent.includes('已复制')")
    assert "<h2>" in tab.evaluate(HELD)[1].replace(' style=""', "")


def test_the_wechat_article_is_copied_with_its_styles_and_whole_addresses(
    tab: Page, url: str
) -> None:
    tab.click("[data-copy-article]")
    tab.wait_for_function("document.querySelector('[data-copied]').textContent.includes('公众号')")
    rich = tab.evaluate(HELD)[1]
    assert "font-size:17px" in rich.replace(" ", "")
    assert f'src="{url}media/' in rich
    assert "<script" not in rich


def test_from_a_folder_a_text_is_copied_as_well(browser: Browser, site: Path) -> None:
    tab = browser.new_page()
    tab.goto((site / STAR / "index.html").as_uri())
    tab.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    tab.click('[data-copy="citation"]')
    tab.wait_for_function("document.querySelector('[data-copied]').textContent.includes('已复制')")
    tab.evaluate(f"() => {{ window.pasted = ({PASTED})() }}")
    tab.keyboard.press("Control+V")
    plain, rich = tab.evaluate("window.pasted")
    tab.close()
    assert plain.startswith("六十一本笔记")
    assert CREDIT in plain
    assert "六十一本笔记" in rich


def test_where_copying_is_refused_the_text_is_selected_and_the_reader_told(tab: Page) -> None:
    tab.evaluate(
        "navigator.clipboard.write = () => Promise.reject(); document.execCommand = () => false"
    )
    tab.click('[data-copy="citation"]')
    tab.wait_for_function("document.querySelector('[data-copied]').textContent.includes('Ctrl+C')")
    assert tab.evaluate("getSelection().toString()").startswith("六十一本笔记")


def test_without_consent_to_the_press_nothing_is_offered(browser: Browser, url: str) -> None:
    tab = browser.new_page()
    tab.goto(url + "stars/lu-yao/")
    assert tab.locator("[data-press], [data-copy], [data-press-download]").count() == 0
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_embedded_card_stands_in_another_sites_frame(
    browser: Browser, url: str, site: Path, scheme: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    tab = context.new_page()
    errors: list[str] = []
    tab.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    tab.goto(url + "about/")
    tab.set_content(f'<iframe src="{url}embed/stars/ge-tiancai.html" width="360" height="460">')
    frame = tab.frame_locator("iframe")
    assert frame.locator(".embed__name").inner_text() == "葛天才"
    wide, tall = frame.locator("html").evaluate(
        "html => [html.scrollWidth - innerWidth, html.scrollHeight - innerHeight]"
    )
    assert (wide, tall) == (0, 0)
    assert "<script" not in (site / "embed/stars/ge-tiancai.html").read_text("utf-8")
    assert errors == []
    context.close()


def test_the_list_is_filtered_without_script(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(url + "press/")
    rows = tab.locator("[data-press-rows] li")
    everybody = rows.locator("visible=true").count()
    tab.check("#press-projects")
    projects = rows.locator("visible=true").count()
    tab.check("#press-film")
    assert 0 < rows.locator("visible=true").count() < projects < everybody
    assert tab.locator("[data-press-find]").is_hidden()
    context.close()


def test_the_list_is_searched_and_counted_where_scripts_run(browser: Browser, url: str) -> None:
    tab = browser.new_page()
    tab.goto(url + "press/")
    tab.fill("[data-press-find]", "郑州")
    found = tab.locator("[data-press-rows] li:visible")
    assert found.count() == 2
    assert tab.locator("[data-press-count]").inner_text() == "2 条"
    tab.fill("[data-press-find]", "没有这个人")
    assert tab.locator(".newsroom__none").is_visible()
    tab.close()


def test_the_background_is_copied_with_its_source(browser: Browser, url: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(url + "press/")
    tab.click('[data-copy="about"]')
    tab.wait_for_function("document.querySelector('[data-copied]').textContent.includes('已复制')")
    plain, rich = tab.evaluate(HELD)
    assert plain.startswith("“百姓学习之星”是")
    assert plain.endswith("https://xuexi.example.org/press/")
    assert rich.count("<p") == 3
    context.close()
