"""`site-builder stage` and `boards`: what lies in the folder, and what never does."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result

from site_builder.cli import main
from site_builder.publish import portable
from tests.written import NOW, ROOT, changed, configured

pytestmark = pytest.mark.usefixtures("copies")


def run(*line: str, config: Path = ROOT / "mkdocs.yml") -> Result:
    told = [line[0], "--config", str(config), "--now", NOW, *line[1:]]
    return CliRunner().invoke(main, told, catch_exceptions=False)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A configuration whose content may be changed."""
    shutil.copytree(ROOT / "content", tmp_path / "content", copy_function=os.link)
    return configured(tmp_path, ("cache: .cache", f"cache: {ROOT / '.cache'}"))


def rewrite(path: Path, before: str, after: str) -> None:
    text = changed(path.read_text("utf-8"), before, after)
    path.unlink()  # it is linked
    path.write_text(text, "utf-8")


def test_the_zip_holds_what_the_folder_holds(tmp_path: Path) -> None:
    assert run("stage", "--out", str(tmp_path / "folder")).exit_code == 0
    assert run("stage", "--out", str(tmp_path / "开幕式.zip")).exit_code == 0
    there = {
        path.relative_to(tmp_path / "folder").as_posix()
        for path in (tmp_path / "folder").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    with zipfile.ZipFile(tmp_path / "开幕式.zip") as packed:
        assert {name.removeprefix("开幕式/") for name in packed.namelist()} == there
        assert packed.testzip() is None
    assert {portable.STAGE, portable.KIOSK, portable.HELP} < there


def test_every_file_that_a_page_names_is_there(tmp_path: Path) -> None:
    run("stage", "--out", str(tmp_path))
    for page in (portable.STAGE, portable.KIOSK):
        text = (tmp_path / page).read_text("utf-8")
        named = {
            part.split('"')[0].split()[0]
            for key in ('src="./', 'href="./', 'poster="./')
            for part in text.split(key)[1:]
        }
        assert len(named) > 20
        assert [name for name in named if not (tmp_path / name).is_file()] == []
        assert "http" not in text.replace("http://www.w3.org", "")


def test_what_is_gone_from_the_programme_goes_from_the_folder(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("stage", "--out", str(out), config=own)
    before = {path for path in out.rglob("*") if path.is_file()}
    rewrite(tmp_path / "content/stars/wang-zhe/star.yml", "screen, ", "")
    result = run("stage", "--out", str(out), config=own)
    assert result.exit_code == 1
    assert "openings/2026.yml:" in result.output
    assert "“王喆”不能上大屏" in result.output
    text = (out / portable.STAGE).read_text("utf-8")
    assert "王喆" not in text
    assert "秦玉兰" in text
    assert len(before - {path for path in out.rglob("*") if path.is_file()}) > 5


def test_the_embargo_holds_for_the_folder_too(tmp_path: Path) -> None:
    early = dt.datetime.fromisoformat("2026-10-23T08:00+08:00").isoformat()
    line = [
        "stage",
        "--config",
        str(ROOT / "mkdocs.yml"),
        "--now",
        early,
        "--out",
        str(tmp_path / "out"),
    ]
    result = CliRunner().invoke(main, line, catch_exceptions=False)
    assert result.exit_code == 1
    assert "2026-10-23 09:00" in result.output
    assert "李秀兰" not in (tmp_path / "out" / portable.STAGE).read_text("utf-8")


def test_notes_are_in_the_folder_and_not_on_the_web(tmp_path: Path, site: Path) -> None:
    run("stage", "--out", str(tmp_path))
    assert "上龙下天" in (tmp_path / portable.STAGE).read_text("utf-8")
    assert "上龙下天" not in (site / "stage/2026/index.html").read_text("utf-8")


def test_who_may_be_on_the_screen_only_is_not_on_the_web(own: Path, tmp_path: Path) -> None:
    rewrite(tmp_path / "content/stars/wang-zhe/star.yml", "[web, press, screen, print]", "[screen]")
    run("stage", "--out", str(tmp_path / "out"), config=own)
    assert "王喆" in (tmp_path / "out" / portable.STAGE).read_text("utf-8")
    line = ["build", "--config", str(own), "--now", NOW, "--out", str(tmp_path / "site")]
    CliRunner().invoke(main, line, catch_exceptions=False)
    page = (tmp_path / "site/stage/2026/index.html").read_text("utf-8")
    assert "王喆" not in page
    assert "秦玉兰" in page


def test_nobodys_files_are_swept(tmp_path: Path) -> None:
    (tmp_path / "家庭照片.txt").write_text("一", "utf-8")
    for command in ("stage", "boards"):
        result = run(command, "--out", str(tmp_path))
        assert result.exit_code == 2
        assert "换一个空文件夹" in result.output
    assert (tmp_path / "家庭照片.txt").exists()


def test_a_board_for_each_entry_of_the_year_that_may_be_printed(own: Path, tmp_path: Path) -> None:
    rewrite(tmp_path / "content/stars/wang-zhe/star.yml", ", print]", "]")
    path = tmp_path / "content/stars/li-xiulan/star.yml"
    rewrite(path, "六个小马扎", "**六个**[小马扎](https://example.org/)")
    out = tmp_path / "boards"
    result = run("boards", "2026", "--out", str(out), config=own)
    assert result.exit_code == 0
    names = sorted(path.name for path in out.glob("*.pdf"))
    assert len(names) == 14
    assert names[0] == "01-李秀兰.pdf"
    assert not any("王喆" in name for name in names)
    pdf = pypdfium2.PdfDocument(out / names[0])
    page = pdf[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [594, 841]
    text = page.get_textpage().get_text_range()
    assert "李秀兰" in text
    assert "六个小马扎" in text  # of the summary
    (code,) = zxingcpp.read_barcodes(page.render(scale=1).to_pil())
    assert code.text == "https://xuexi.example.org/stars/li-xiulan/"
