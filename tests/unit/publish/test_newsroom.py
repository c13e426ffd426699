"""The press room without an address, a contact or a winner, and what it tells of changes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from PIL import Image

from site_builder.content import gate, load
from site_builder.content.model import Scope
from site_builder.content.problem import Severity
from site_builder.media.shelf import Shelf
from site_builder.publish import catalogue, newsroom, plugin, press, views, wechat
from site_builder.publish.newsroom import Desk
from site_builder.publish.plugin import Order
from site_builder.publish.showing import Address, Showing
from tests.conftest import NOW, ROOT
from tests.written import STAR, changed, folder

DESK = Desk(
    about="一段。\n\n又一段。", name="宣传部", phone="0371-0000 0000", email="press@example.org"
)


def showing(content: Path, now: str = NOW, base: str = "https://example.org/") -> Showing:
    library = load.load(content).library
    shown = gate.show(library, plugin.moment(now), Scope.WEB)
    shelf = Shelf(content, {}, {}, {}, {}, {}, {}, {})
    return Showing(library, shown, shelf, Address(base, "样例"))


def test_a_desk_that_can_be_reached_has_nothing_said_of_it() -> None:
    assert list(newsroom.problems(DESK, Address("https://example.org/"))) == []


def test_what_is_missing_is_named_with_its_remedy() -> None:
    told = {each.code: each for each in newsroom.problems(Desk(), Address())}
    assert set(told) == {"press-contact", "press-about", "no-site-url"}
    assert told["press-contact"].severity is Severity.WARNING
    assert told["no-site-url"].severity is Severity.NOTE
    assert all(each.place.file == "mkdocs.yml" and each.remedy.zh for each in told.values())


def test_only_those_with_consent_to_the_press_are_listed(tmp_path: Path) -> None:
    (page,) = newsroom.room(showing(folder(tmp_path)), DESK)
    assert [row.name for row in page.view.rows] == [
        "李秀兰"
    ]  # the project's consent is for the web
    assert [(figure.value, figure.unit) for figure in page.view.figures][:2] == [
        (1, "位"),
        (1, "个"),
    ]


def test_a_room_without_winners_stands_all_the_same(tmp_path: Path) -> None:
    (page,) = newsroom.room(showing(folder(tmp_path, star=None, project=None)), DESK)
    assert page.address == "press/"
    assert page.view.rows == ()


def test_a_long_year_is_cut_into_pages_that_hold_everybody_once(tmp_path: Path) -> None:
    content = folder(tmp_path, project=None)
    for at in range(450):
        path = content / f"stars/s{at}/star.yml"
        path.parent.mkdir()
        path.write_text(changed(STAR, "name: 李秀兰", f"name: 李秀兰{at}"), "utf-8")
    pages = list(newsroom.room(showing(content), DESK))
    assert [page.address for page in pages] == ["press/", "press/2026/2/", "press/2026/3/"]
    names = [row.name for page in pages for row in page.view.rows]
    assert len(names) == len(set(names)) == 451


def test_corrections_are_told_newest_first_and_of_the_withdrawn_the_day_alone(
    tmp_path: Path,
) -> None:
    change = (
        "changes:\n  - {date: 2026-11-01, what: 更正姓名}\n  - {date: 2026-11-05, what: 更正单位}\n"
    )
    content = folder(tmp_path, star=changed(STAR, "citation:", change + "citation:"))
    gone = content / "stars/wang-yi/star.yml"
    gone.parent.mkdir()
    gone.write_text(changed(STAR, "name: 李秀兰", "name: 王一\nwithdrawn: 2026-11-03"), "utf-8")
    told = showing(content)
    (page,) = newsroom.room(told, DESK)
    assert [(each.date, each.name) for each in page.view.corrections] == [
        ("2026年11月5日", "李秀兰"), ("2026年11月3日", ""), ("2026年11月1日", "李秀兰"),
    ]  # fmt: skip
    assert "王一" not in repr(page)
    assert "wang-yi" not in repr(page)
    star = next(each for each in told.entries if each.entry.slug == "li-xiulan")
    assert told.dates(star).updated.isoformat() == "2026-11-05T00:00:00+08:00"
    assert told.dates(star).published.isoformat() == "2026-10-23T09:00:00+08:00"


def test_the_short_text_is_whole_sentences_of_the_summary_unless_written(tmp_path: Path) -> None:
    summary = "".join(
        f"第{'一二三四五六七八九十'[at]}句话说了二十个字左右的一件小事情。" for at in range(10)
    )
    star = re.sub(r"summary: \|\n  .*\n", f"summary: {summary}\n", STAR)
    data = load.load(folder(tmp_path, star=star, project=None)).library.entries[0].data
    told = press.short(data)
    assert summary.startswith(told)
    assert told.endswith("。")
    assert 90 < len(told) <= press.SHORT
    written = load.load(
        folder(tmp_path, star=changed(star, "citation:", "short: 就一句。\ncitation:"))
    )
    assert press.short(written.library.entries[0].data) == "就一句。"


def test_without_an_address_what_is_absolute_is_left_out_and_said(tmp_path: Path) -> None:
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"site_url:.*\n", "", config).replace(
        "docs_dir: content/pages", "docs_dir: c/pages"
    )
    config = config.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    (tmp_path / "mkdocs.yml").write_text(config.replace("content: content", "content: c"), "utf-8")
    content = folder(tmp_path / "c")
    (content / "pages").mkdir()
    for entry in ("stars/li-xiulan", "projects/yedeng"):
        for at in (1, 2, 3):
            Image.new("RGB", (90, 70), (at, 9, 9)).save(content / entry / f"0{at}.jpg")
    out = tmp_path / "site"
    outcome = plugin.build(Order(tmp_path / "mkdocs.yml", out=out, now=NOW))
    assert "no-site-url" in {each.code for each in outcome.problems}
    for file in ("feed.xml", "feed.json", "sitemap.xml", "sitemap.xml.gz", "qr"):
        assert not (out / file).exists()
    page = (out / "stars/li-xiulan/index.html").read_text("utf-8")
    assert "og:image" not in page
    assert "iframe" not in page
    assert 'href="../../wechat/stars/li-xiulan.html"' in page
    assert '"url": "stars/li-xiulan/"' in (out / "data/entries.json").read_text("utf-8")


def test_an_article_for_wechat_has_its_styles_inside_and_nothing_that_runs(site: Path) -> None:
    for path in site.glob("wechat/*/*.txt"):
        body = path.read_text("utf-8")
        assert body.count("style=") > 10
        assert not re.search(
            r"<(script|link|style|iframe|svg)\b|\bclass=|\bid=|position:|<a\b", body
        )
        assert not re.search(r"<(p|h2|h3|blockquote)>", body)
        for source in re.findall(r'src="([^"]+)"', body):
            assert (path.parent / source).is_file()
    assert not list(site.glob("wechat/stars/lu-yao.*"))  # no consent to the press


def test_the_article_is_looked_at_with_a_style_sheet_of_the_same_styles(site: Path) -> None:
    sheet = (site / wechat.SHEET).read_text("utf-8")
    page = (site / "wechat/stars/li-xiulan.html").read_text("utf-8")
    assert "style=" not in page
    used = set(re.findall(r'class="(\w+)"', page))
    assert used == set(re.findall(r"^\.(\w+)\{", sheet, re.MULTILINE))
    for style in re.findall(
        r'style="([^"]+)"', (site / "wechat/stars/li-xiulan.txt").read_text("utf-8")
    ):
        assert f"{{{style}}}" in sheet


def test_links_of_a_story_are_plain_words_in_the_article() -> None:

    told = wechat.unlinked(
        Markup('<p>看<a href="https://example.org/" rel="nofollow">这里</a></p>')
    )
    assert "看这里</p>" in told
    assert "href" not in told


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("全部", "All"),
        ("全部 · 第 2 册", "All · part 2"),
        ("郑州市 · 第 1 册", "Zhengzhou · part 1"),
    ],
)
def test_archives_are_offered_in_english(tmp_path: Path, label: str, told: str) -> None:
    languages = catalogue.languages(["zh", "en"], ROOT / "theme")
    (english,) = replace(showing(folder(tmp_path)), languages=languages).others
    archive = views.Download("全部.zip", "全部.zip", label, "约 380.0 MB")
    assert newsroom._archive(archive, english).label == told
