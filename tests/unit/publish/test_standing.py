"""Pages that stand: after whatever change, a site kept up to date is the same as one built anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from site_builder.checks import check
from site_builder.content.load import load
from site_builder.publish import embed, plugin
from site_builder.publish.plugin import Order
from tests.written import CAMPAIGN, NOW, PROJECT, ROOT, STAR, changed, configured, folder

NEIGHBOUR = changed(
    changed(PROJECT, "region: 洛阳市", "region: 郑州市"), "[社区教育]", "[智慧助老]"
)
BEFORE, AFTER = "2026-10-22T12:00+08:00", "2027-01-02T12:00+08:00"
"""Within the embargo, and after a consent that runs out with the year."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    content = folder(tmp_path / "content", project=NEIGHBOUR)
    for entry in ("stars/li-xiulan", "projects/yedeng"):
        for at in (1, 2, 3):
            Image.new("RGB", (90, 60), (at * 60, 90, 60)).save(content / entry / f"0{at}.jpg")
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    configured(
        tmp_path,
        ("content: content", "content: content\n      search: false\n      placards: none"),
    )
    text = (tmp_path / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(text.replace(str(ROOT / "theme"), "theme"), "utf-8")
    return tmp_path


def star(before: str, after: str) -> Callable[[Path], str]:
    def change(root: Path) -> str:
        folder(root / "content", star=changed(STAR, before, after), project=None)
        return NOW

    return change


def neighbour(before: str, after: str) -> Callable[[Path], str]:
    def change(root: Path) -> str:
        folder(root / "content", star=None, project=changed(NEIGHBOUR, before, after))
        return NOW

    return change


def campaign(before: str, after: str) -> Callable[[Path], str]:
    def change(root: Path) -> str:
        told = changed(CAMPAIGN, before, after)
        folder(root / "content", star=None, project=None, campaign=told)
        return NOW

    return change


def told(name: str, before: str, after: str) -> Callable[[Path], str]:
    """A change of another file."""

    def change(root: Path) -> str:
        text = (root / name).read_text("utf-8")
        (root / name).write_text(changed(text, before, after), "utf-8")
        return NOW

    return change


def photo(root: Path) -> str:
    Image.new("RGB", (60, 90), (200, 20, 20)).save(root / "content/projects/yedeng/01.jpg")
    return NOW


def gone(root: Path) -> str:
    (root / "content/projects/yedeng/01.jpg").unlink()
    return NOW


def consent_over(root: Path) -> str:
    star("signed: 2026-05-06", "signed: 2026-05-06, until: 2026-12-31")(root)
    build(root, "kept", NOW)
    return AFTER


def embargo(root: Path) -> str:
    build(root, "kept", BEFORE)
    return NOW


CHANGES = {
    "nothing": lambda _: NOW,
    "a name": star("name: 李秀兰", "name: 王秀兰"),
    "a neighbour's name": neighbour("name: 夜灯学院", "name: 晨灯学院"),
    "a neighbour's photo": photo,
    "a photo that is gone": gone,
    "a neighbour withdrawn": neighbour("name: 夜灯学院", "name: 夜灯学院\nwithdrawn: 2026-11-01"),
    "consent to the press": star("scope: [web, press]", "scope: [web]"),
    "consent that runs out": consent_over,
    "an embargo that passes": embargo,
    "a document": campaign("〔2026〕1号", "〔2026〕2号"),
    "a rule": campaign("publish_from", "rules:\n  photos: {min: 9, max: 9}\npublish_from"),
    "a word of the vocabulary": told("content/vocabulary.yml", "slug: zhengzhou", "slug: zz"),
    "the site's address": told("mkdocs.yml", "site_url: ", "site_url: https://example.org/ # "),
    "the site's name": told("mkdocs.yml", "site_name: ", "site_name: 新"),
    "the theme": told("theme/partials/star.html", "{%", "<!-- another -->{%"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_is_kept_is_what_would_be_built_anew(
    root: Path, change: Callable[[Path], str]
) -> None:
    build(root, "kept", NOW)
    now = change(root)
    kept = build(root, "kept", now)
    shutil.rmtree(root / ".cache/checks")
    anew = build(root, "anew", now)
    assert contents(root / "kept") == contents(root / "anew")
    assert kept.problems == anew.problems


def test_what_nothing_changed_for_is_not_written(root: Path) -> None:
    build(root, "kept", NOW)
    assert build(root, "kept", NOW).written == 0


def test_a_file_that_somebody_else_wrote_over_is_written_again(root: Path) -> None:
    build(root, "kept", NOW)
    before = contents(root / "kept")
    card = embed.address("stars/li-xiulan/")
    for name in ("stars/li-xiulan/index.html", "data/entries.csv", card):
        (root / "kept" / name).write_text("?", "utf-8")
    build(root, "kept", NOW)
    assert contents(root / "kept") == before


def test_what_the_rules_said_is_said_again(root: Path) -> None:
    folder(
        root / "content",
        star=changed(STAR, "citation: 从头学起", f"citation: {'长' * 60}"),
        project=None,
    )
    library = load(root / "content").library
    first = check(library, {}, root / "memory")
    assert first == check(library, {}, root / "memory") == check(library, {})
    assert first


def build(root: Path, out: str, now: str) -> plugin.Outcome:
    return plugin.build(Order(root / "mkdocs.yml", out=root / out, now=now))


def contents(out: Path) -> dict[str, bytes]:
    """Every file but the one that tells the time of the build."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != "sitemap.xml.gz"
    }
