"""Pages: whatever an editor writes stands on them as text, and neighbours are told of changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from site_builder.publish import plugin
from site_builder.publish.plugin import Order
from tests.written import CAMPAIGN, NOW, PROJECT, ROOT, STAR, VOCABULARY, changed, folder

EVIL = """<b onmouseover="x()">'&"</b>"""
WRITTEN = EVIL.replace("'", "''")
"""As it stands in YAML between single quotes."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    root = folder(tmp_path / "content")
    for photo in ("stars/li-xiulan", "projects/yedeng"):
        for at in (1, 2, 3):
            Image.new("RGB", (90, 60), (at * 60, 90, 60)).save(root / photo / f"0{at}.jpg")
    (root / "pages").mkdir()
    return root


def _unframed(template: str, _depth: int, _code: str) -> str:
    return template


def build(content: Path, out: Path) -> plugin.Outcome:
    return plugin.build(Order(ROOT / "mkdocs.yml", content=content, out=out, now=NOW))


def test_markup_in_any_field_appears_as_text(content: Path, tmp_path: Path) -> None:
    evil = f"'{WRITTEN}'"
    star = STAR
    for before in ("李秀兰", "槐荫里社区", "志愿者", "从头学起"):
        star = star.replace(f": {before}", f": {evil}", 1)
    star = star.replace("caption: 课堂上, credit: 林默 摄", f"caption: {evil}, credit: {evil}", 1)
    star = star.replace("alt: 一位老人", f"alt: {evil}", 1)
    vocabulary = VOCABULARY.replace("slug: zhulao}", f"slug: zhulao, about: {evil}}}")
    campaign = CAMPAIGN.replace("week_theme: 一生好学", f"week_theme: {evil}")
    project = PROJECT.replace("[涧西工人文化宫]", f"[{evil}]")
    folder(content, star=star, vocabulary=vocabulary, campaign=campaign, project=project)

    outcome = build(content, tmp_path / "site")

    assert outcome.sound, [problem.what.en for problem in outcome.problems if problem.stops]
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<b onmouseover" not in text, page
        assert EVIL not in text, page
    assert "&lt;b onmouseover=" in (tmp_path / "site/stars/li-xiulan/index.html").read_text("utf-8")
    for script in [
        *(tmp_path / "site/data").glob("*.js"),
        *(tmp_path / "site/search").rglob("*.js"),
    ]:
        assert "<" not in script.read_text("utf-8"), script


def test_a_changed_name_reaches_every_page_that_shows_it(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(content, out)
    folder(content, star=changed(STAR, "name: 李秀兰", "name: 王秀兰"))
    build(content, out)
    stale = [page for page in out.rglob("*.html") if "李秀兰" in page.read_text("utf-8")]
    assert stale == []


def test_an_entry_that_is_gone_leaves_no_file(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(content, out)
    folder(content, star=changed(STAR, "scope: [web, press]", "scope: [press]"))
    build(content, out)
    assert not (out / "stars").exists()
    assert not (out / "regions/zhengzhou").exists()


def test_the_frame_rendered_once_is_the_frame_rendered_each_time(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(content, tmp_path / "framed")
    monkeypatch.setattr(plugin.Frames, "name", staticmethod(_unframed))
    build(content, tmp_path / "whole")
    for page in (tmp_path / "whole").rglob("*.html"):
        framed = tmp_path / "framed" / page.relative_to(tmp_path / "whole")
        assert framed.read_text("utf-8").split() == page.read_text("utf-8").split()


def test_a_frame_that_depends_on_its_page_is_given_up(content: Path, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    header = theme / "partials/header.html"
    header.write_text(header.read_text("utf-8") + "{{ view.head.title if view }}", "utf-8")
    told = (
        (ROOT / "mkdocs.yml")
        .read_text("utf-8")
        .replace("custom_dir: theme", f"custom_dir: {theme}")
    )
    told = told.replace("docs_dir: content/pages", f"docs_dir: {content / 'pages'}")
    (tmp_path / "mkdocs.yml").write_text(told, "utf-8")

    plugin.build(Order(tmp_path / "mkdocs.yml", out=tmp_path / "site", now=NOW))

    for slug, name in (("stars/li-xiulan", "李秀兰"), ("projects/yedeng", "夜灯学院")):
        page = (tmp_path / "site" / slug / "index.html").read_text("utf-8")
        assert name in page.partition("<header")[2].partition("<main")[0]


def test_mkdocs_alone_builds_the_same_site(content: Path, tmp_path: Path) -> None:
    build(content, tmp_path / "ours")
    plugin.build(
        Order(ROOT / "mkdocs.yml", content=content, out=tmp_path / "clean", now=NOW), keep=False
    )
    for page in (tmp_path / "ours").rglob("*.html"):
        clean = tmp_path / "clean" / page.relative_to(tmp_path / "ours")
        assert clean.read_bytes() == page.read_bytes()
