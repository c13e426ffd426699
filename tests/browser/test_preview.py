"""The preview in a browser: drafts marked, problems where they belong, and changes by themselves."""

from __future__ import annotations

import os
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_builder.publish import plugin
from site_builder.publish.plugin import Order
from site_builder.publish.preview_server import Server
from tests.written import NOW, ROOT, changed, configured


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("preview")
    shutil.copytree(ROOT / "content", root / "content", copy_function=os.link)
    return root / "content"


@pytest.fixture(scope="module")
def address(content: Path) -> Iterator[str]:
    config = configured(content.parent, ("docs_dir: pages", "docs_dir: content/pages"))
    with plugin.previewed(Order(config, now=NOW)) as preview:
        server = Server(preview, "127.0.0.1", 0)
        threading.Thread(target=server.watch, daemon=True).start()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        server.server_close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    yield tab
    tab.close()


def rewrite(path: Path, before: str, after: str) -> None:
    text = changed(path.read_text("utf-8"), before, after)
    path.unlink(missing_ok=True)  # it is linked
    path.write_text(text, "utf-8")


def test_a_change_comes_to_the_page_by_itself(address: str, content: Path, tab: Page) -> None:
    tab.goto(address + "stars/wang-zhe/")
    rewrite(content / "stars/wang-zhe/star.yml", "白天用双手替人松筋骨", "白天替人松筋骨")
    expect(tab.get_by_text("白天替人松筋骨", exact=False).first).to_be_visible(timeout=20_000)


def test_a_mistake_is_told_on_its_page_and_gone_when_mended(
    address: str, content: Path, tab: Page
) -> None:
    star = content / "stars/qin-yulan/star.yml"
    tab.goto(address + "stars/qin-yulan/")
    expect(tab.get_by_role("heading", name="秦玉兰", level=1)).to_be_visible()
    rewrite(star, "citation:", "citaton:")
    panel = tab.locator("[data-proof]")
    expect(panel).to_contain_text("不认识“citaton”这一栏", timeout=20_000)
    expect(panel).to_contain_text("是不是想写“citation”？")
    expect(panel.locator(".proof__place").first).to_contain_text("star.yml 第")
    rewrite(star, "citaton:", "citation:")
    expect(tab.get_by_role("heading", name="秦玉兰", level=1)).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(
    ("slug", "why"), [("song-wanqing", "约定公布的时间未到"), ("he-muyang", "还没有印发")]
)
def test_what_is_not_public_is_there_and_marked(
    address: str, tab: Page, slug: str, why: str
) -> None:
    tab.goto(f"{address}stars/{slug}/")
    expect(tab.locator(".proof__draft")).to_have_text("草稿：还不公开")
    expect(tab.locator("[data-proof]")).to_contain_text(why)
    assert tab.locator("meta[name=robots]").first.get_attribute("content") == "noindex"


def test_photos_are_shown_and_films_play_as_they_are(
    address: str, content: Path, tab: Page
) -> None:
    tab.goto(address + "stars/li-xiulan/")
    tab.wait_for_function(
        "() => document.querySelector('main picture img').naturalWidth > 100", timeout=30_000
    )
    film = tab.locator("video[data-film]")
    source = film.locator("source").first.get_attribute("src") or ""
    assert "/proof/" in source
    with urllib.request.urlopen(address + source.lstrip("./"), timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.read() == (content / "stars/li-xiulan/film.mp4").read_bytes()
    film.evaluate("film => { film.muted = true; return film.play(); }")
    tab.wait_for_function(
        "film => film.currentTime > 0.3", arg=film.element_handle(), timeout=30_000
    )


def test_the_search_finds_drafts_too(address: str, tab: Page) -> None:
    tab.goto(address + "explore/?q=宋晚晴")
    expect(tab.locator("[data-search-result='song-wanqing']")).to_be_visible(timeout=30_000)


def test_all_that_is_wrong_stands_on_one_page(address: str, tab: Page) -> None:
    def listed() -> str:
        tab.goto(address + "preview/")
        return tab.locator("main").inner_text()

    for _ in range(40):
        if "影片的封装是" in listed():
            break
        tab.wait_for_timeout(500)
    assert "stars/zhou-jue/star.yml" in listed()


def test_nothing_is_laid_on_the_disk_and_nothing_may_be_indexed(
    address: str, content: Path
) -> None:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "no-store"
    assert not (content.parent / "site").exists()


@pytest.mark.parametrize(
    "path",
    [
        "media/proof/../../content/vocabulary.yml",
        "assets/../mkdocs.yml",
        "search/../../mkdocs.yml",
        "media/%2e%2e/%2e%2e/mkdocs.yml",
    ],
)
def test_no_address_leads_out(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address + path, timeout=10)  # noqa: S310 - our own server


@pytest.mark.parametrize(
    "page",
    [
        "",
        "explore/",
        "years/2026/",
        "regions/zhengzhou/",
        "fields/shequ-jiaoyu/",
        "press/",
        "press/2025/",
        "data/",
        "about/",
        "stage/2026/",
        "stage/2026/kiosk/",
        "projects/yedeng-xueyuan/",
        "stars/qiao-beichuan/",
    ],
)
def test_every_kind_of_page_is_there(address: str, page: str) -> None:
    with urllib.request.urlopen(address + page, timeout=20) as answer:  # noqa: S310 - our own server
        text = answer.read().decode()
    assert "data-proof" in text
    assert "&lt;aside" not in text
