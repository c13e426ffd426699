"""The sample site as a whole: who is on it, who is not, and what a second build does."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.publish import plugin
from site_builder.publish.plugin import Order, Outcome
from tests.written import NOW, ROOT

pytestmark = pytest.mark.usefixtures("copies")
NOT_ISSUED = ("何牧阳", "he-muyang")
EMBARGOED = ("宋晚晴", "song-wanqing")
WITHDRAWN = ("乔北川",)


def holding(out: Path, words: tuple[str, ...]) -> list[str]:
    """Files of the site that hold one of the words, in their name or in their bytes."""
    signs = [word.encode() for word in words]
    return [
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_file()
        and any(sign in path.read_bytes() or sign in str(path).encode() for sign in signs)
    ]


@pytest.mark.parametrize("words", [NOT_ISSUED, EMBARGOED, WITHDRAWN])
def test_who_may_not_be_shown_is_nowhere_in_the_output(site: Path, words: tuple[str, ...]) -> None:
    assert holding(site, words) == []


def test_who_is_shown_is_in_the_output(site: Path) -> None:
    assert "stars/li-xiulan/index.html" in holding(site, ("李秀兰",))


def test_a_withdrawn_entry_leaves_a_neutral_page(site: Path) -> None:
    page = (site / "stars/qiao-beichuan/index.html").read_text("utf-8")
    assert "撤下" in page
    assert "noindex" in page
    assert "stars/qiao-beichuan" not in (site / "sitemap.xml").read_text("utf-8")


def test_after_its_embargo_an_entry_is_there(tmp_path: Path) -> None:
    out = tmp_path / "later"
    plugin.build(Order(ROOT / "mkdocs.yml", out=out, now="2036-10-20T09:00+08:00"))
    assert "宋晚晴" in (out / "stars/song-wanqing/index.html").read_text("utf-8")


def test_counts_agree_wherever_they_are_told(site: Path) -> None:
    stars = len(list((site / "stars").iterdir())) - 1  # less the neutral page
    projects = len(list((site / "projects").iterdir()))
    home = (site / "index.html").read_text("utf-8")
    explore = (site / "explore/index.html").read_text("utf-8")
    assert f"{stars}" in home
    assert f'data-count="{stars}"' in explore
    assert f'data-count="{projects}"' in explore


def test_a_round_under_embargo_is_not_even_hinted_at(site: Path) -> None:
    assert holding(site, ("样例学促〔2026〕7号",)) == []
    assert "样例学促〔2025〕9号" in (site / "years/2025/index.html").read_text("utf-8")


def test_every_page_says_that_it_shows_samples(site: Path) -> None:
    unmarked = [
        path.relative_to(site).as_posix()
        for path in site.rglob("index.html")
        if "虚构" not in path.read_text("utf-8")
    ]
    assert unmarked == []


def test_the_samples_carry_no_error(built: tuple[Path, Outcome]) -> None:
    assert [problem for problem in built[1].problems if problem.stops] == []


def test_a_second_build_encodes_and_writes_nothing(tmp_path: Path) -> None:
    order = Order(ROOT / "mkdocs.yml", out=tmp_path / "twice", now=NOW)
    plugin.build(order)
    times = _times(tmp_path / "twice")
    again = plugin.build(order)
    assert again.report.total.made == 0
    assert not again.searched
    changed = {name for name, time in _times(tmp_path / "twice").items() if times.get(name) != time}
    assert not {name for name in changed if name.startswith(("stars/", "projects/", "media/"))}


def test_a_kept_build_is_the_same_as_a_clean_one(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept"
    plugin.build(Order(ROOT / "mkdocs.yml", out=out, now="2036-10-20T09:00+08:00"))
    plugin.build(Order(ROOT / "mkdocs.yml", out=out, now=NOW))
    assert _bytes(out) == _bytes(site)


def _times(out: Path) -> dict[str, int]:
    return {
        path.relative_to(out).as_posix(): path.stat().st_mtime_ns
        for path in out.rglob("*")
        if path.is_file()
    }


def _bytes(out: Path) -> dict[str, bytes]:
    """Every file but those that tell the time of the build."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith("sitemap.xml")
    }
