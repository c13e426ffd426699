"""Each file of the content folder broken in turn: one clear message, and everyone else's pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.content.problem import Lang
from site_builder.publish import plugin
from site_builder.publish.plugin import Order
from tests.written import NOW, ROOT

KEPT = ("stars/zhou-jue", "stars/ma-duocai", "projects/sunmao-gongfang", "stars/li-xiulan")
"""Entries small enough to build often: one is broken, the others must stand."""
BROKEN = "stars/ma-duocai"


def _edit(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        path = folder / name
        before = path.read_text("utf-8")
        after = change(before)
        assert after != before, "the break changed nothing"
        path.write_text(after, "utf-8")

    return do


def _sub(pattern: str, by: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, by, text, count=1, flags=re.MULTILINE)


def _photo(change: Callable[[Path], None]) -> Callable[[Path], None]:
    return lambda folder: change(folder / "01.jpg")


def _film(content: bytes) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        (folder / "film.mp4").write_bytes(content)
        _edit("star.yml", _sub(r"^consent:", "film: {file: film.mp4, title: 片}\nconsent:"))(folder)

    return do


BREAKS = {
    "bad YAML": _edit("star.yml", _sub(r"^name: (.+)$", r'name: "\1')),
    "wrong type": _edit("star.yml", _sub(r"campaign: 2025", "campaign: 去年")),
    "unknown key": _edit("star.yml", _sub(r"^citation:", "citaton:")),
    "duplicate key": _edit("star.yml", _sub(r"^(name: .+)$", r"\1\n\1")),
    "tab": _edit("star.yml", _sub(r"^  - file: 01", "\t- file: 01")),
    "private field": _edit("star.yml", _sub(r"^(name: .+)$", r"\1\n手机: 13800138000")),
    "missing photo": _photo(Path.unlink),
    "truncated photo": _photo(lambda p: p.write_bytes(p.read_bytes()[:9000])),
    "empty photo": _photo(lambda path: path.write_bytes(b"") and None),
    "empty film": _film(b""),
    "not a film": _film("这不是影片".encode() * 99),
}


@pytest.fixture(scope="module")
def some(copies: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    """A small content folder out of the samples."""
    folder = tmp_path_factory.mktemp("some") / "content"
    for name in ("campaigns", "pages", *KEPT):
        shutil.copytree(ROOT / "content" / name, folder / name)
    shutil.copy(ROOT / "content/vocabulary.yml", folder)
    return folder


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_is_named_and_the_rest_is_built(
    some: Path, tmp_path: Path, name: str
) -> None:
    content, out = tmp_path / "content", tmp_path / "site"
    shutil.copytree(some, content)
    BREAKS[name](content / BROKEN)

    outcome = plugin.build(Order(ROOT / "mkdocs.yml", content=content, out=out, now=NOW))

    errors = [problem for problem in outcome.problems if problem.stops]
    assert errors
    assert {error.place.file for error in errors} == {f"{BROKEN}/star.yml"}
    for error in errors:
        assert error.place.line > 0
        for lang in Lang:
            assert error.what.in_(lang)
            assert error.remedy.in_(lang)
            assert not re.search(r"Traceback|pydantic|/tmp/", error.what.in_(lang))
    for kept in set(KEPT) - {BROKEN}:
        assert (out / kept / "index.html").exists()
    assert not (out / BROKEN).exists()


def test_a_broken_campaign_stops_its_entries_alone(some: Path, tmp_path: Path) -> None:
    content, out = tmp_path / "content", tmp_path / "site"
    shutil.copytree(some, content)
    (content / "campaigns/2025.yml").write_text("year: [2025\n", "utf-8")

    outcome = plugin.build(Order(ROOT / "mkdocs.yml", content=content, out=out, now=NOW))

    assert "campaigns/2025.yml" in {p.place.file for p in outcome.problems if p.stops}
    assert (out / "stars/li-xiulan/index.html").exists()
    assert not (out / BROKEN).exists()
