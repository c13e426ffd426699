"""Whatever anybody writes into any field is text wherever it comes out: it makes nothing of its own."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree, html
from playwright.sync_api import Browser, Page

from site_builder.content.problem import Problem
from site_builder.publish import plugin
from site_builder.publish.by_city import cities
from site_builder.publish.plugin import Order
from tests import injected
from tests.conftest import once
from tests.injected import MARK
from tests.serving import Server
from tests.written import NOW

ABROAD = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
OURS = ("https://xuexi.example.org/", "mailto:")
WATCHED = "window.pwned = () => console.error('pwned')"
NEVER = {"iframe", "object", "embed", "base", "x:script", "wbr"}


@dataclass(frozen=True)
class Made:
    root: Path
    told: dict[str, str]
    """The path of each mark's field."""
    problems: tuple[Problem, ...]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    def make(root: Path) -> Made:
        told = injected.write(root)
        order = Order(root / "mkdocs.yml", out=root / "site", now=NOW)
        outcome = plugin.build(order, keep=False)
        plugin.stage(Order(root / "mkdocs.yml", out=root / "stage", now=NOW), None, lambda _: None)
        checked, when = plugin.check(order)
        plugin.report(checked, cities(checked.library, checked.problems), when, root / "report")
        with plugin.previewed(Order(root / "mkdocs.yml", now=NOW)) as preview:
            for name in ("", "stars/li-xiulan/", "projects/yedeng/", "press/", "about/"):
                answer = preview.answer(name)
                assert isinstance(answer.content, bytes)
                path = root / "preview" / name / "index.html"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(answer.content)
        return Made(root, told, outcome.problems)

    return once(tmp_path_factory, "injected", make)


def files(made: Made, *endings: str) -> Iterator[tuple[str, bytes]]:
    """Every file of everything that was made, those in archives too."""
    for folder in ("site", "stage", "report", "preview"):
        for path in sorted((made.root / folder).rglob("*")):
            if path.is_file():
                yield from _within(str(path.relative_to(made.root)), path.read_bytes(), endings)


def _within(name: str, raw: bytes, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    if name.endswith(endings):
        yield name, raw
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for each in packed.namelist():
                yield from _within(f"{name}!{each}", packed.read(each), endings)


def test_every_text_of_every_model_and_option_is_tried_or_named_with_a_reason() -> None:
    assert injected.unfilled() == set()


def test_nothing_of_it_stops_an_entry(made: Made) -> None:
    assert [each for each in made.problems if each.stops] == []
    assert (made.root / "site/stars/li-xiulan/index.html").exists()
    assert (made.root / "site/stage/2026/index.html").exists()


def test_every_page_has_only_elements_of_its_template(made: Made) -> None:
    seen = carried = 0
    for name, raw in files(made, ".html"):
        page = html.document_fromstring(raw.decode())
        assert wrong(page) == [], name
        for script in page.iter("script"):
            if script.get("type") == "application/ld+json":
                told = json.dumps(json.loads(script.text or ""))
                carried += bool(MARK.search(told))
            else:
                assert script.get("src"), name
                assert not (script.text or "").strip(), name
        assert all(name.startswith("report") for _ in page.iter("style")), name
        seen += 1
    assert seen > 25
    assert carried > 2


def wrong(page: html.HtmlElement) -> list[str]:
    """What in a page could only have come out of a field."""
    found = []
    for each in page.iter():
        if not isinstance(each.tag, str):
            found += [f"comment {each.text}"] if MARK.search(each.text or "") else []
            continue
        found += [each.tag] if each.tag in NEVER else []
        for name, value in each.attrib.items():
            if (
                name.startswith("on")
                or name in {"style", "srcdoc"}
                or not re.fullmatch(r"[\w:-]+", name)
            ):
                found.append(f"{each.tag} {name}")
            led = name in {"href", "src", "action", "poster", "data"} and ABROAD.match(value)
            if led and not value.startswith(OURS):
                found.append(f"{each.tag} {name}={value}")
            if name == "src" and value == "x":
                found.append(f"{each.tag} {name}={value}")
    return found


def test_no_sign_of_a_template_is_carried_out(made: Made) -> None:
    for name, raw in files(made, ".html", ".xml", ".json", ".csv", ".txt", ".js"):
        assert not re.search(r"(?<!\d)49\{% raw|pwned\(\)\}49", raw.decode()), name


def test_feeds_and_sitemap_are_well_formed_and_their_texts_are_text(made: Made) -> None:
    strict = etree.XMLParser(resolve_entities=False, no_network=True)
    for name, raw in files(made, ".xml"):
        for each in etree.fromstring(raw, strict).iter():
            assert etree.QName(each).localname not in {"script", "img", "svg"}, name
            if each.get("type") == "html" and each.text:
                assert wrong(html.fragment_fromstring(each.text, create_parent="div")) == [], name


def test_machine_readable_files_hold_the_texts_as_they_were_written(made: Made) -> None:
    payload = "".join(injected.BREAKS)
    rows = json.loads((made.root / "site/data/entries.json").read_text("utf-8"))
    assert payload in rows["entries"][0]["name"]
    feed = json.loads((made.root / "site/feed.json").read_text("utf-8"))
    for item in feed["items"]:
        told = html.fragment_fromstring(item["content_html"], create_parent="div")
        assert wrong(told) == []
    assert payload in feed["items"][0]["title"]


def test_no_cell_is_a_formula(made: Made) -> None:
    text = (made.root / "site/data/entries.csv").read_text("utf-8-sig")
    for row in list(csv.reader(io.StringIO(text)))[1:]:
        assert not [each for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r"))]
    seen = 0
    for name, raw in files(made, ".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type in {"s", "n"}, (name, cell.coordinate)
                assert cell.hyperlink is None, (name, cell.coordinate)
                seen += bool(MARK.search(str(cell.value)))
    assert seen > 10


def test_documents_hold_text_and_no_link_of_a_field(made: Made) -> None:
    seen = 0
    for name, raw in files(made, ".docx"):
        document = docx.Document(io.BytesIO(raw))
        words = "\n".join(each.text for each in document.paragraphs)
        assert "<script>pwned()</script>" in words, name
        for each in document.part.rels.values():
            assert not each.is_external or each.target_ref.startswith(OURS), name
        assert "w:fldSimple" not in document.element.xml, name
        assert "w:instrText" not in document.element.xml, name
        seen += 1
    assert seen >= 2


def test_names_in_archives_stay_in_their_folder(made: Made) -> None:
    seen = 0
    for name, raw in files(made, ".zip"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for each in packed.namelist():
                assert not re.search(r'[\\:*?"<>|\x00-\x1f]|^/|(^|/)\.\.?(/|$)', each), (name, each)
                seen += 1
    assert seen > 10


def test_articles_to_be_pasted_hold_no_more_than_their_template(made: Made) -> None:
    for name, raw in files(made, ".txt"):
        if "/wechat/" in name:
            told = html.fragment_fromstring(raw.decode(), create_parent="div")
            assert [each for each in wrong(told) if not each.endswith(" style")] == [], name


def test_every_field_was_in_something_that_was_made(made: Made) -> None:
    everything = b"".join(raw for _, raw in files(made, "")).decode("utf-8", "replace")
    for _, raw in files(made, ".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            everything += "".join(
                packed.read(each).decode("utf-8", "replace") for each in packed.namelist()
            )
    missing = {
        path
        for mark, path in made.told.items()
        if mark not in everything and mark.lower() not in everything
    }
    assert missing == set()


# --- in a browser, without any policy that would hold it back -----------------------------------


@pytest.fixture
def url(made: Made) -> Iterator[str]:
    server = Server(made.root / "site").start()
    yield server.url
    server.shutdown()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def tab(browser: Browser, said: list[str]) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(WATCHED)
    context.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    context.on("weberror", lambda told: said.append(str(told.error)))
    context.on("dialog", lambda told: said.append(told.message))
    context.on("request", lambda told: said.append(told.url) if "evil" in told.url else None)
    yield context.new_page()
    context.close()


ADDRESSES = (
    "", "explore/", "stars/li-xiulan/", "projects/yedeng/", "years/2026/", "regions/zhengzhou/",
    "fields/zhulao/", "press/", "data/", "about/", "stage/", "stage/2026/kiosk/",
    "embed/stars/li-xiulan.html", "wechat/stars/li-xiulan.html", "404.html",
)  # fmt: skip


def test_nothing_of_it_runs_on_any_page(tab: Page, url: str, said: list[str]) -> None:
    for address in ADDRESSES:
        tab.goto(url + address, wait_until="load")
        assert not tab.evaluate("document.querySelector('[onload], [onerror], [onmouseover]')")
        assert said == [], address


def test_nothing_of_it_runs_where_scripts_write_it(tab: Page, url: str, said: list[str]) -> None:
    tab.goto(url)
    tab.locator("[data-search-input]").first.press_sequentially("onerror=pwned")
    tab.locator("[data-suggestions] [role=option]").first.wait_for()
    tab.goto(f"{url}explore/?q=onerror%3Dpwned")
    tab.locator("[data-search-result]:visible").first.wait_for()
    tab.goto(f"{url}explore/?q=%3Cimg%20src%3Dx%20onerror%3Dpwned()%3E")
    tab.wait_for_function("document.documentElement.dataset.searched !== undefined")
    tab.goto(f"{url}explore/?region=%22%3E%3Cimg%20src%3Dx%20onerror%3Dpwned()%3E&sort=%3Cb%3E")
    tab.goto(url + "stage/2026/")
    for _ in range(5):
        tab.keyboard.press("PageDown")
    tab.goto(url + "stars/li-xiulan/")
    tab.locator("[data-lightbox]").first.click()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Escape")
    tab.locator("[data-transcript] summary").click()
    assert not tab.evaluate("document.querySelector('[onload], [onerror], [onmouseover]')")
    assert said == []
