"""The commands: what they print, and the exit status that scripts go by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from tests.conftest import NOW, ROOT
from tests.written import STAR, changed, folder


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


def test_a_folder_of_other_things_is_not_built_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("给妈妈的信", "utf-8")
    result = run("build", "--config", str(ROOT / "mkdocs.yml"), "--out", str(tmp_path))
    assert result.exit_code == 2
    assert (tmp_path / "letter.txt").exists()


@pytest.mark.parametrize("command", ["build", "serve", "check"])
def test_every_command_explains_itself(command: str) -> None:
    assert "--config" in run(command, "--help").output
