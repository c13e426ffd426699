"""The files for GitHub, GitLab, Gitee and pre-commit are YAML, and call what is there to be called."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
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
def test_each_server_checks_builds_and_audits(name: str) -> None:
    told = [shlex.split(line)[:2] for line in commands(name)]
    assert told == [["make", "check"], ["make", "site"], ["make", "audit"]]


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


# --- lock files ----------------------------------------------------------------------------------

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")


def locked(name: str) -> dict[str, str]:
    """Of each package, its versions with their digests."""
    parts = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8"))
    return {part.split("==")[0].split("[")[0]: part for part in parts if not part.startswith("#")}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_by_version_and_digest_and_no_host_is_named(name: str) -> None:
    assert "://" not in (ROOT / name).read_text("utf-8")
    for package, part in locked(name).items():
        assert re.match(r"[a-z0-9._-]+(\[.+\])?==\S+", part), package
        assert "--hash=sha256:" in part, package


def test_whatever_the_project_asks_for_is_locked() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = told["optional-dependencies"]
    asked = {
        LOCKS[0]: told["dependencies"] + extra["build"] + extra["faces"] + extra["s3"],
        LOCKS[1]: extra["dev"] + extra["cluster"],
        LOCKS[2]: extra["bench"],
    }
    for name, wanted in asked.items():
        names = {re.split(r"[\[<>=; ]", each)[0].lower().replace("_", "-") for each in wanted}
        assert names - {"site-builder"} <= locked(name).keys(), name


def test_the_lock_files_agree() -> None:
    site, dev, bench = (
        set(re.findall(r"^[a-z0-9].*?==[^ ;]+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in LOCKS
    )
    assert site <= dev <= bench
