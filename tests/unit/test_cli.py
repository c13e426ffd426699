"""The commands: what they print, and the exit status that scripts go by."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from site_builder.cli import main
from site_builder.media import engine
from tests.written import NOW, ROOT, STAR, changed, folder, summed


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def check(content: Path, *more: str) -> Result:
    config = str(ROOT / "mkdocs.yml")
    return run("check", "--config", config, "--content", str(content), "--now", NOW, *more)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return folder(tmp_path, star=changed(STAR, "citation:", "citaton:"))


def test_check_names_file_line_and_remedy_and_fails(content: Path) -> None:
    result = check(content)
    assert result.exit_code == 1
    assert "stars/li-xiulan/star.yml:8" in result.output
    assert "怎么改：是不是想写“citation”？" in result.output


def test_check_speaks_english_when_asked(content: Path) -> None:
    assert "Did you mean “citation”?" in check(content, "--lang", "en").output


def test_check_gives_json_and_annotations_for_programs(content: Path) -> None:
    told = json.loads(check(content, "--format", "json").output)
    assert {"unknown-key", "missing-key"} <= {each["code"] for each in told}
    assert (
        "::error file=content/stars/li-xiulan/star.yml,line=8"
        in check(content, "--format", "github").output
    )


def test_wrong_usage_is_status_two() -> None:
    result = run("build", "--config", str(ROOT / "mkdocs.yml"), "--now", "明天")
    assert result.exit_code == 2
    assert "2026-10-23T09:00+08:00" in result.output


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "127.0.0.1:0", "localhost", ":８０００"])
def test_a_port_that_is_none_is_wrong_usage(address: str) -> None:
    result = run("serve", "--config", str(ROOT / "mkdocs.yml"), "--address", address)
    assert result.exit_code == 2
    assert "127.0.0.1:8000" in result.output


def test_a_folder_of_other_things_is_not_built_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("给妈妈的信", "utf-8")
    result = run("build", "--config", str(ROOT / "mkdocs.yml"), "--out", str(tmp_path))
    assert result.exit_code == 2
    assert (tmp_path / "letter.txt").exists()


@pytest.mark.parametrize("name", ["lokal", "tcp://nobody.invalid:8786"])
def test_an_engine_that_can_t_be_had_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 1)
    config = str(ROOT / "mkdocs.yml")
    result = run("build", "--config", config, "--out", str(tmp_path / "site"), "--engine", name)
    assert result.exit_code == 2
    assert name in result.output
    assert "tcp://" in result.output
    assert not (tmp_path / "site").exists()


def configured(tmp_path: Path, options: str) -> Path:
    """The project's configuration with further options of the plugin."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    text = changed(text, "docs_dir: ", f"docs_dir: {ROOT}/")
    text = changed(text, "custom_dir: ", f"custom_dir: {ROOT}/")
    text = changed(text, "cache: .cache", f"cache: .cache\n{indent(options, ' ' * 6)}")
    path = tmp_path / "mkdocs.yml"
    path.write_text(text, "utf-8")
    return path


def test_a_place_that_can_t_be_allowed_is_wrong_usage(content: Path, tmp_path: Path) -> None:
    config = configured(tmp_path, "originals: {from: ['http://host/']}")
    line = [sys.executable, "-m", "site_builder", "check", "--config", str(config)]
    result = subprocess.run(
        [*line, "--content", str(content)], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert result.returncode == 2
    assert "originals.from" in result.stderr
    assert "Traceback" not in result.stderr


def test_mkdocs_alone_says_that_its_engine_is_not_there(tmp_path: Path) -> None:
    config = configured(tmp_path, "engine: lokal")
    line = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(tmp_path / "out")]
    result = subprocess.run(line, check=False, capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 1
    assert "lokal" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_film_on_a_share_is_checked_where_its_place_is_allowed(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "film.mp4").write_bytes(b"no film" * 9)
    named = run("original", str(share / "film.mp4")).output
    assert named.splitlines()[0] == "file: film.mp4"
    film = "film:\n  title: 片\n" + indent(named, "  ")
    content = folder(tmp_path / "content", star=STAR + film)

    closed = configured(tmp_path, "")
    told = run("check", "--config", str(closed), "--content", str(content)).output
    line = (STAR + film).splitlines().index(next(x for x in film.splitlines() if "at:" in x)) + 1
    assert f"stars/li-xiulan/star.yml:{line} 错误 [film-not-allowed]" in told

    opened = configured(tmp_path, f"originals: {{from: ['file://{share}'], room: 1 GB}}")
    told = run("check", "--config", str(opened), "--content", str(content)).output
    assert "[film-not-a-film]" in told
    assert str(share) not in told


def test_a_site_is_built_of_photos_that_lie_elsewhere_and_built_again_without_them(
    tmp_path: Path,
) -> None:
    share, star = tmp_path / "share", STAR
    share.mkdir()
    for at in (1, 2, 3):
        path = share / f"0{at}.jpg"
        Image.new("RGB", (90, 60), (at * 60, 90, 60)).save(path)
        named = run("original", str(path)).output.splitlines()[1]
        star = changed(star, f"file: 0{at}.jpg", f"file: 0{at}.jpg, {named}")
    content = folder(tmp_path / "content", star=star, project=None)
    config = configured(tmp_path, f"originals: {{from: ['file://{share}']}}")
    line = ["build", "--config", str(config), "--content", str(content), "--now", NOW]
    line += ["--out", str(tmp_path / "site")]

    assert summed(run(*line).output)[:2] == [4, 0]  # three photos and the cards
    page = (tmp_path / "site/stars/li-xiulan/index.html").read_text("utf-8")
    assert page.count("<picture") >= 3

    shutil.rmtree(tmp_path / ".cache/fetched")
    shutil.rmtree(share)
    again = run(*line)
    assert again.exit_code == 0
    assert summed(again.output)[:2] == [0, 4]
    assert (tmp_path / "site/stars/li-xiulan/index.html").read_text("utf-8") == page


@pytest.mark.parametrize("command", ["build", "serve", "check", "original"])
def test_every_command_explains_itself(command: str) -> None:
    told = run(command, "--help").output
    assert ("FILES" if command == "original" else "--config") in told


def test_check_sorts_by_city_shows_the_line_and_ends_with_a_table(content: Path) -> None:
    told = check(content).output
    assert told.index("洛阳市\n") < told.index("[photo-missing]")
    lines = told.splitlines()
    at = lines.index("stars/li-xiulan/star.yml:8 错误 [unknown-key] 第 1 列")
    assert lines[at + 1 : at + 3] == ["   8 │ citaton: 从头学起", "     │ ^"]
    assert lines.index("郑州市") < at
    table = [line.split() for line in lines[-5:]]
    assert table == [
        ["城市", "条目", "合格", "不合格", "错误", "提醒"],
        ["郑州市", "1", "0", "1", "2", "0"],
        ["洛阳市", "1", "0", "1", "3", "0"],
        ["合计", "2", "0", "2", "5", "0"],
        ["错误", "5", "个，提醒", "0", "个，说明", "0", "条"],
    ]


def test_check_explains_a_code() -> None:
    told = run("check", "--explain", "photo-count")
    assert told.exit_code == 0
    assert "照片张数符合通知要求" in told.output
    assert "As many photos" in run("check", "--explain", "photo-count", "--lang", "en").output
    assert "它不是图片" in run("check", "--explain", "photo-not-a-picture").output
    wrong = run("check", "--explain", "photo-cout")
    assert wrong.exit_code == 2
    assert "是不是“photo-count”？" in wrong.output
