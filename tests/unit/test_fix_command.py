"""`site-builder check --fix`: shows what it would mend, asks, and writes whole files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from site_builder.publish import mending
from tests.golden.mistakes import MISTAKES
from tests.written import NOW, ROOT, STAR, changed, folder

SLIPPED = changed(changed(STAR, "name: 李秀兰", "name：李秀兰"), "2026-05-06", "2026年5月6日")


def fix(content: Path, *more: str, answer: str = "") -> Result:
    line = ["check", "--fix", "--config", str(ROOT / "mkdocs.yml"), "--content", str(content)]
    return CliRunner().invoke(main, [*line, "--now", NOW, *more], answer, catch_exceptions=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return folder(tmp_path, star=SLIPPED)


def star(content: Path) -> Path:
    return content / "stars/li-xiulan/star.yml"


def test_a_diff_is_shown_and_nothing_written_before_the_answer(content: Path) -> None:
    for answer in ("", "n\n"):
        told = fix(content, answer=answer)
        assert "-name：李秀兰" in told.stderr
        assert "+name: 李秀兰" in told.stderr
        assert "改这 1 个文件吗" in told.stderr
        assert star(content).read_text("utf-8") == SLIPPED
        assert "yaml-syntax" in told.stdout


def test_a_yes_writes_it_and_the_check_is_of_what_was_written(content: Path) -> None:
    told = fix(content, answer="y\n")
    assert star(content).read_text("utf-8") == STAR
    assert "改好了 1 个文件" in told.stderr
    assert "yaml-syntax" not in told.stdout


def test_yes_does_not_ask_and_programs_still_read_json(content: Path) -> None:
    told = fix(content, "--yes", "--format", "json")
    assert star(content).read_text("utf-8") == STAR
    assert {each["code"] for each in json.loads(told.stdout)} == {"photo-missing"}


def test_a_file_of_windows_is_told_as_such(content: Path) -> None:
    star(content).write_bytes(b"\xef\xbb\xbf" + STAR.replace("\n", "\r\n").encode())
    (content / "projects/yedeng/project.yml").write_bytes(
        (content / "projects/yedeng/project.yml").read_text("utf-8").encode("gbk")
    )
    told = fix(content, "--yes").stderr
    assert "star.yml: 换行统一为 LF" in told
    assert "project.yml: 编码改为 UTF-8" in told
    assert star(content).read_bytes() == STAR.encode()


def test_nothing_to_mend_is_said(tmp_path: Path) -> None:
    assert "没有能自动改的笔误" in fix(folder(tmp_path)).stderr


def test_a_file_that_was_changed_meanwhile_is_left(content: Path) -> None:
    mends = mending.planned(content)
    star(content).write_text("name: 王喆\n", "utf-8")
    assert [each.code for each in mending.write(mends)] == ["mend-changed"]
    assert star(content).read_text("utf-8") == "name: 王喆\n"


def test_links_are_not_followed(content: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yml"
    star(content).rename(elsewhere)
    star(content).symlink_to(elsewhere)
    assert mending.planned(content) == ()


def test_of_the_mistakes_that_editors_make_only_those_of_one_meaning_are_mended(
    tmp_path: Path,
) -> None:
    mended = set()
    for at, (name, mistake) in enumerate(MISTAKES.items()):
        mistake(tmp_path / str(at))
        if mends := mending.planned(tmp_path / str(at)):
            assert mending.write(mends) == ()
            assert mending.planned(tmp_path / str(at)) == ()
            mended.add(name)
    assert mended == {"a line begins with a tab", "a file in GBK"}
