"""The site in English: what has a page there, what is said to be Chinese, and how both are joined."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest

from site_builder.publish import plugin, search
from site_builder.publish.plugin import Order
from tests.written import NOW, ROOT, STAR, changed, folder

BASE = "https://xuexi.example.org/"
HAN = re.compile("[㐀-鿿]")
SAID = ("alt", "aria-label", "title", "placeholder", "label")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Reads a page: its links with their attributes, and what is Chinese without being marked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.unmarked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.lang = ""
        self.feed(text)

    @property
    def _here(self) -> str:
        return next((lang for _, lang in reversed(self.open) if lang), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        lang = told.get("lang") or self._here
        if tag == "html":
            self.lang = lang
        if tag in ("link", "meta"):
            self.heads.append(told)
        elif tag == "a":
            self.links.append(told)
        self.unmarked += [
            told[key] for key in SAID if HAN.search(told.get(key, "")) and lang != "zh-CN"
        ]
        if tag not in VOID:
            self.open.append((tag, told.get("lang", "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = {tag for tag, _ in self.open}
        if HAN.search(data) and self._here != "zh-CN" and not inside & {"script", "style"}:
            self.unmarked.append(data.strip())


def read(path: Path) -> Reader:
    return Reader(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Reader]:
    """Every page by its address."""
    return {
        path.parent.relative_to(site).as_posix().removeprefix(".") + ("/" if path.parent != site else ""): read(path)
        for path in site.rglob("index.html")
    }  # fmt: skip


@pytest.fixture(scope="module")
def english(pages: dict[str, Reader]) -> dict[str, Reader]:
    return {address: page for address, page in pages.items() if address.startswith("en/")}


def test_no_chinese_stands_unmarked_on_an_english_page(english: dict[str, Reader]) -> None:
    assert len(english) > 35
    for address, page in english.items():
        assert page.lang == "en", address
        assert page.unmarked == [], address


def test_chinese_pages_are_in_chinese(pages: dict[str, Reader]) -> None:
    assert {page.lang for address, page in pages.items() if not address.startswith("en/")} == {
        "zh-CN"
    }


def test_home_lists_press_and_what_is_told_in_english_have_pages(site: Path) -> None:
    for there in (
        "en/", "en/explore/", "en/press/", "en/about/", "en/years/2026/", "en/regions/zhengzhou/",
        "en/fields/shequ-jiaoyu/", "en/stars/li-xiulan/", "en/projects/guangying-xuetang/",
    ):  # fmt: skip
        assert (site / there / "index.html").is_file(), there
    for none in ("en/stars/lu-yao/", "en/stage/", "en/data/"):
        assert not (site / none).exists(), none


def test_pairs_name_each_other_and_exist(pages: dict[str, Reader]) -> None:
    paired = 0
    for address, page in pages.items():
        told = {
            each["hreflang"]: each["href"].removeprefix(BASE)
            for each in page.heads
            if each.get("rel") == "alternate" and "hreflang" in each and "type" not in each
        }
        if not told:
            continue
        paired += 1
        assert set(told) == {"zh-CN", "en", "x-default"}
        assert address in (told["zh-CN"], told["en"])
        assert told["en"] == "en/" + told["zh-CN"]
        assert {told["zh-CN"], told["en"]} <= set(pages)
        assert told["x-default"] == told["zh-CN"]
        locales = {each["property"]: each["content"] for each in page.heads if "property" in each}
        assert {locales["og:locale"], locales["og:locale:alternate"]} == {"zh_CN", "en_GB"}
    assert paired == 2 * sum(
        address.startswith("en/") and "qiao-beichuan" not in address for address in pages
    )


def test_the_switch_leads_to_the_same_page_or_home(pages: dict[str, Reader]) -> None:
    for address, page in pages.items():
        switches = [link for link in page.links if "tongue" in link.get("class", "")]
        if address.startswith(("stage/2", "embed/", "wechat/")) or not switches:
            continue
        (switch,) = switches
        here, there = ("en/", "") if page.lang == "en" else ("", "en/")
        same = there + address.removeprefix(here)
        wanted = same if same in pages else there
        assert urljoin(BASE + address, switch["href"]).removeprefix(BASE) == wanted, address
        assert switch["lang"] == switch["hreflang"] == ("zh-CN" if here else "en")
    assert any("tongue" in link.get("class", "") for link in pages["data/"].links)


def test_an_entry_without_english_is_listed_in_chinese_and_said_to_be(site: Path) -> None:
    told = (site / "en/regions/hebi/index.html").read_text("utf-8")
    assert (
        '<a href="../../../stars/lu-yao/" hreflang="zh-CN"><span lang="zh-CN">吕垚</span></a>'
        in told
    )
    assert "in Chinese</p>" in told


def test_an_english_entry_says_that_its_story_is_chinese(site: Path) -> None:
    told = (site / "en/stars/li-xiulan/index.html").read_text("utf-8")
    assert "<h1>Li Xiulan</h1>" in told
    assert "stood at the looms" in told
    assert "The full story is in Chinese." in told
    assert '<div class="story" lang="zh-CN"' in told


def test_a_withdrawn_entry_leaves_a_neutral_page_in_each_language(site: Path) -> None:
    for folder_, words in (("", "此页内容已撤下"), ("en/", "This page has been withdrawn")):
        told = (site / f"{folder_}stars/qiao-beichuan/index.html").read_text("utf-8")
        assert words in told
        assert "Qiao" not in told
        assert "noindex" in told


def test_both_languages_count_the_same(site: Path) -> None:
    def numbers(name: str) -> list[str]:
        told = (site / name).read_text("utf-8")
        return re.findall(r"<strong>([\d,]+)</strong>", told) + re.findall(r"<b>(\d+)</b>", told)

    for name in ("index.html", "explore/index.html", "press/index.html", "years/2026/index.html"):
        assert numbers(name)
        assert numbers(name) == numbers(f"en/{name}")


def test_the_sitemap_names_the_other_language(site: Path) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()  # noqa: S314 - our own
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    told = {
        url.findtext("s:loc", "", names): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)
        }
        for url in root.findall("s:url", names)
    }
    both = {"zh-CN": f"{BASE}stars/li-xiulan/", "en": f"{BASE}en/stars/li-xiulan/"}
    assert told[both["zh-CN"]] == told[both["en"]] == both
    assert told[f"{BASE}stars/lu-yao/"] == {}


def test_search_knows_the_english_name_and_where_it_leads(site: Path) -> None:
    told = [search.payload(path.read_bytes()) for path in (site / "search/entries").iterdir()]
    found = {each["slug"]: each for each in told}
    assert "Li Xiulan" in found["li-xiulan"]["aliases"]
    assert found["li-xiulan"]["href"] == "stars/li-xiulan/"
    assert found["li-xiulan"]["card"]["en"]["href"] == "en/stars/li-xiulan/"
    assert found["lu-yao"]["card"]["en"]["href"] == "stars/lu-yao/"
    assert found["lu-yao"]["card"]["en"]["region"] == "Hebi"


def test_english_fields_stand_last_in_the_open_data(site: Path) -> None:
    told = json.loads((site / "data/entries.json").read_text("utf-8"))
    assert list(told["fields"])[-3:] == ["name_en", "citation_en", "summary_en"]
    (li,) = (row for row in told["entries"] if row["id"] == "li-xiulan")
    assert li["name_en"] == "Li Xiulan"
    (lu,) = (row for row in told["entries"] if row["id"] == "lu-yao")
    assert lu["summary_en"] == ""


def test_a_site_of_one_language_knows_nothing_of_another(tmp_path: Path) -> None:
    star = changed(STAR, "photos:", "english: {name: Li Xiulan, citation: She learns}\nphotos:")
    content = folder(tmp_path / "content", star=star)
    (content / "pages/en").mkdir(parents=True)
    (content / "pages/en/about.md").write_text("# About\n", "utf-8")
    told = (ROOT / "mkdocs.yml").read_text("utf-8")
    told = told.replace("languages: [zh, en]", "languages: [zh]")
    told = told.replace("docs_dir: content/pages", f"docs_dir: {content}/pages")
    told = told.replace("custom_dir: theme", f"custom_dir: {ROOT}/theme")
    (tmp_path / "mkdocs.yml").write_text(told, "utf-8")

    plugin.build(Order(tmp_path / "mkdocs.yml", content=content, out=tmp_path / "site", now=NOW))

    assert not (tmp_path / "site/en").exists()
    assert not list((tmp_path / "site/data").glob("*-en.js"))
    for path in (tmp_path / "site").rglob("*.html"):
        text = path.read_text("utf-8")
        assert "hreflang" not in text, path
        assert "tongue" not in text, path
        assert "data-home" not in text, path
