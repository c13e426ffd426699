"""What goes back to a city: every figure with what was found, nothing of another's, nothing private."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.checks import check, measured
from site_builder.cli import main
from site_builder.content.load import load
from site_builder.publish import by_city, returns
from tests.golden.mistakes import FILM, FILMED
from tests.written import NOW, PROJECT, ROOT, STAR, changed, folder


def told(root: Path, **texts: str) -> dict[str, list[tuple[str, ...]]]:
    """By city: whom, figure, asked, got and result of each row."""
    content = folder(root, **texts)
    loaded = load(content)
    originals = {content / "stars/li-xiulan/film.mp4": FILM}
    problems = loaded.problems + check(loaded.library, originals)
    figures = measured(loaded.library, originals)
    cities = by_city.cities(loaded.library, problems)
    return {
        city.name: [
            (row.whom, row.figure, row.asked, row.got, row.result)
            for row in returns.rows(city, loaded.library, figures)
        ]
        for city in cities
    }


def test_the_day_is_chinas(tmp_path: Path) -> None:
    library = load(folder(tmp_path / "content", star=FILMED)).library
    figures, cities = measured(library, {}), by_city.cities(library, ())
    early = dt.datetime.fromisoformat("2026-11-25T23:30+00:00")
    pages = returns.write(cities, library, figures, early, tmp_path / "out")
    assert "2026年11月26日检查" in pages[0].read_text("utf-8")


def test_a_city_gets_its_quotas_and_each_figure_of_its_entries(tmp_path: Path) -> None:
    cities = told(tmp_path, star=FILMED)
    assert list(cities) == ["郑州市", "洛阳市"]
    assert cities["郑州市"][0] == ("郑州市", "2026 年推荐名额（人物）", "至多 5 个", "1 个", "合格")
    assert ("李秀兰", "照片张数", "3 至 5 张", "3 张", "合格") in cities["郑州市"]
    assert ("李秀兰", "影片时长", "240 至 300 秒", "270 秒", "合格") in cities["郑州市"]
    assert ("夜灯学院", "实施年限", "至少 2 年", "7.4 年", "合格") in cities["洛阳市"]
    assert {row[0] for row in cities["洛阳市"]} == {"洛阳市", "夜灯学院"}


def test_what_does_not_hold_stands_once_and_what_else_is_wrong_beside_it(tmp_path: Path) -> None:
    star = changed(
        changed(STAR, "citation: 从头学起", "citation: " + "学" * 41), "alt: 一位老人, ", ""
    )
    rows = told(tmp_path, star=star)["郑州市"]
    bad = [row for row in rows if row[-1] == "不合格"]
    assert bad == [
        ("李秀兰", "推介语字数", "至多 40 字", "41 字", "不合格"),
        (
            "李秀兰",
            "其他错误",
            "—",
            "照片 01.jpg 缺少替代文字（给看不见的人听：画面里有什么）。",
            "不合格",
        ),
    ]


def test_an_entry_that_can_t_be_read_goes_back_to_its_city_too(tmp_path: Path) -> None:
    rows = told(tmp_path, star=changed(STAR, "citation:", "citaton:"))["郑州市"]
    assert {row[0] for row in rows} == {"stars/li-xiulan/star.yml"}
    assert all(row[-1] == "不合格" for row in rows)


def test_of_a_withdrawn_entry_nothing_is_told(tmp_path: Path) -> None:
    gone = STAR.replace("03.jpg", "02.jpg") + "withdrawn: 2026-11-01\n"
    assert told(tmp_path, star=gone)["郑州市"] == []


def report(content: Path, out: Path, *more: str) -> Result:
    line = ["check", "--config", str(ROOT / "mkdocs.yml"), "--content", str(content), "--now", NOW]
    return CliRunner().invoke(main, [*line, "--report", str(out), *more], catch_exceptions=False)


def text(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    named = changed(PROJECT, "name: 夜灯学院", "name: <夜灯> & “学院”")
    return folder(
        tmp_path / "content",
        star=changed(STAR, "后来她", "电话 138 0013 8000，后来她"),
        project=named,
    )


def test_each_city_gets_a_page_and_a_workbook(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "回单"
    told = report(content, out)
    assert told.exit_code == 1
    assert "检查结果 2 份" in told.stderr
    assert sorted(path.name for path in out.glob("[!.]*")) == [
        "洛阳市.html",
        "洛阳市.xlsx",
        "郑州市.html",
        "郑州市.xlsx",
    ]
    page = (out / "洛阳市.html").read_text("utf-8")
    assert "&lt;夜灯&gt; &amp; “学院”" in page
    assert "2026年11月25日检查。条目 1 个，合格 0 个，不合格 1 个" in page
    assert not re.search(r"https?://|<script|<link", page)
    book = text((out / "洛阳市.xlsx").read_bytes())
    for word in ("实施年限", "至少 2 年", "7.4 年", "线下 1200，合计 1200", "photo-missing"):
        assert word in page
        assert word in book


def test_nothing_private_and_no_text_of_an_entry_goes_out(content: Path, tmp_path: Path) -> None:
    report(content, tmp_path / "out")
    page = (tmp_path / "out/郑州市.html").read_text("utf-8")
    book = text((tmp_path / "out/郑州市.xlsx").read_bytes())
    for told in (page, book):
        assert "手机" in told
        assert "0013" not in told
        assert "后来她" not in told
        assert "志愿者" not in told


def test_a_report_is_written_again_and_a_city_that_is_gone_is_gone(
    content: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    report(content, out)
    first = (out / "郑州市.xlsx").read_bytes()
    (content / "projects/yedeng/project.yml").unlink()
    (content / "projects/yedeng").rmdir()
    report(content, out)
    assert not (out / "洛阳市.html").exists()
    assert (out / "郑州市.xlsx").read_bytes() == first


def test_a_folder_of_other_things_is_left_alone(content: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("信", "utf-8")
    assert report(content, tmp_path / "mine").exit_code == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_programs_read_their_format_undisturbed(content: Path, tmp_path: Path) -> None:
    told = report(content, tmp_path / "out", "--format", "json")
    assert told.stdout.startswith("[")
    assert told.stdout.endswith("]\n")
    assert dt.datetime.fromisoformat(NOW).year == 2026
