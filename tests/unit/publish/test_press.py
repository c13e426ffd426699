"""What newsrooms may have, and the link to it."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from pathlib import Path

from PIL import Image

from site_builder.content import gate, load
from site_builder.content.model import Scope
from site_builder.media.recipe import Copy, PressCopy, PressRecipe, StillSet
from site_builder.media.shelf import Shelf
from site_builder.publish import pictures, plugin, press, words
from site_builder.publish.plugin import Order
from site_builder.publish.showing import Address
from tests.written import NOW, PROJECT, ROOT, STAR, changed, folder

SITE = Address("https://example.org/")
FIRST = "file: 01.jpg, alt: 一位老人, caption: 课堂上, credit: 林默 摄"
RELEASED = changed(STAR, FIRST, FIRST + ", usage: press")


def recipes(content: Path, now: str = NOW, address: Address = SITE) -> dict[str, PressRecipe]:
    library = load.load(content).library
    shown = gate.show(library, dt.datetime.fromisoformat(now), Scope.WEB).entries
    found = press.recipes(shown, address)
    return {path.relative_to(library.folder).as_posix(): each for path, each in found.items()}


def test_only_photos_released_to_the_press_have_a_recipe(tmp_path: Path) -> None:
    assert recipes(folder(tmp_path, star=RELEASED)) == {
        "stars/li-xiulan/01.jpg": PressRecipe(
            title="李秀兰",
            caption="课堂上",
            credit="林默 摄",
            terms="可供媒体刊用，须署名",
            address="https://example.org/stars/li-xiulan/",
        )
    }


def test_a_site_that_does_not_know_its_address_names_none(tmp_path: Path) -> None:
    told = recipes(folder(tmp_path, star=RELEASED), address=Address())
    assert [each.address for each in told.values()] == [""]


def test_without_consent_to_the_press_there_is_none(tmp_path: Path) -> None:
    assert recipes(folder(tmp_path, star=changed(RELEASED, "[web, press]", "[web]"))) == {}


def test_when_the_consent_is_over_there_is_none(tmp_path: Path) -> None:
    star = changed(RELEASED, "[web, press]}", "[web, press], until: 2026-11-24}")
    assert recipes(folder(tmp_path, star=star)) == {}
    assert recipes(tmp_path, "2026-11-24T12:00+08:00") != {}


def test_the_link_has_a_friendly_name_and_says_how_much_it_is(tmp_path: Path) -> None:
    star = changed(RELEASED, "name: 李秀兰", "name: '李/秀兰: \"甲\"'")
    entry = next(
        each
        for each in load.load(folder(tmp_path, star=star)).library.entries
        if each.slug == "li-xiulan"
    )
    original = entry.folder / "01.jpg"
    still = StillSet((Copy("a.avif", 8, 6, 1, ""),), Copy("a.jpg", 8, 6, 1, ""), 8, 6, "")
    copy = PressCopy(Copy("ab/abc/press.jpg", 4000, 3000, 3_210_000, "image/jpeg"))
    shelf = Shelf(tmp_path, {original: still}, {}, {}, {}, {}, {}, {original: copy})
    (photo,) = pictures.photos(entry, shelf)
    assert photo.press is not None
    assert photo.press.href == "media/ab/abc/press.jpg"
    assert photo.press.file == "李-秀兰- -甲--01.jpg"
    assert photo.press.size == "4000×3000，3.2 MB"


def test_weights_are_said_as_people_say_them() -> None:
    assert [words.weight(count) for count in (0, 999, 338_400, 999_400, 999_600, 12_340_000)] == [
        "1 kB", "1 kB", "338 kB", "999 kB", "1.0 MB", "12.3 MB",
    ]  # fmt: skip


class Links(HTMLParser):
    """The press links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and "data-press-download" in dict(attrs):
            self.found.append(dict(attrs))


def test_the_page_links_a_file_of_full_size_and_only_where_it_may(tmp_path: Path) -> None:
    project = changed(PROJECT, "credit: 供图}", "credit: 供图, usage: press}")  # no consent for it
    content = folder(tmp_path / "content", star=RELEASED, project=project)
    (content / "pages").mkdir()
    for at, entry in enumerate(("stars/li-xiulan", "projects/yedeng")):
        for number in (1, 2, 3):
            Image.new("RGB", (1999, 7), (9 * at, 60, 9 * number)).save(
                content / entry / f"0{number}.jpg"
            )
    out = tmp_path / "site"
    outcome = plugin.build(Order(ROOT / "mkdocs.yml", content=content, out=out, now=NOW))
    assert [each.what.en for each in outcome.problems if each.stops] == []
    pages = Links(), Links()
    pages[0].feed((out / "stars/li-xiulan/index.html").read_text("utf-8"))
    pages[1].feed((out / "projects/yedeng/index.html").read_text("utf-8"))
    (link,) = pages[0].found
    assert pages[1].found == []
    assert link["download"] == "李秀兰-01.jpg"
    with Image.open(out / "stars/li-xiulan" / str(link["href"])) as copy:
        assert copy.size == (1999, 7)
    assert len(list((out / "media").rglob("press.jpg"))) == 1
