"""The files for GitHub, GitLab, Gitee and pre-commit are YAML, and call what is there to be called."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from site_builder.cli import main
from tests.written import ROOT

FILES = [
    ".github/workflows/check.yml",
    ".gitlab-ci.yml",
    ".workflow/check.yml",
    ".pre-commit-config.yaml",
    ".pre-commit-hooks.yaml",
]


def read(name: str) -> Any:
    return yaml.load((ROOT / name).read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("name", FILES)
def test_each_is_yaml_with_a_word_to_editors(name: str) -> None:
    assert read(name)
    assert re.match("# .*[一-鿿]", (ROOT / name).read_text("utf-8"))


def commands(name: str) -> list[str]:
    told = read(name)
    if name == FILES[0]:
        return [step["run"] for step in told["jobs"]["check"]["steps"] if "run" in step]
    if name == FILES[1]:
        return [line for job in told.values() if "script" in job for line in job["script"]]
    return [line for step in told["stages"][0]["steps"] for line in step["commands"]]


@pytest.mark.parametrize("name", FILES[:3])
def test_each_server_checks_and_then_builds(name: str) -> None:
    told = [shlex.split(line)[:2] for line in commands(name)]
    assert told == [["make", "check"], ["make", "site"]]


def test_make_passes_options_on() -> None:
    line = shlex.split(commands(FILES[0])[0])
    told = subprocess.run(
        [*line, "-n", "-o", ".venv/.ready"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith("MAKE")},
    )
    assert told.stdout.splitlines()[-1] == ".venv/bin/site-builder check --format github"


def test_the_hooks_call_a_command_that_is_there() -> None:
    local = read(".pre-commit-config.yaml")["repos"][0]["hooks"][0]
    for hook in (*read(".pre-commit-hooks.yaml"), local):
        program, *arguments = shlex.split(hook["entry"])
        assert program.endswith("site-builder")
        assert CliRunner().invoke(main, [*arguments, "--help"]).exit_code == 0
        for path in ("content/stars/li-xiulan/star.yml", "content/vocabulary.yml", "mkdocs.yml"):
            assert re.search(hook["files"], path)
        assert not re.search(hook["files"], "theme/star.html")
