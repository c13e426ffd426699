"""Every page of the sample site before the checkers: the W3C's Nu checker and html-validate."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import once
from tests.written import ROOT

AUDIT = ROOT / "tests" / "audit"


@pytest.fixture(scope="session")
def checkers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which npm has put what stands in the lock file."""
    if shutil.which("npm") is None:
        pytest.skip("no npm here: the HTML checkers are not run")

    def install(_: Path) -> Path:
        subprocess.run(["npm", "ci", "--silent"], cwd=AUDIT, check=True)
        return AUDIT / "node_modules"

    return once(tmp_path_factory, "checkers", install)


def test_the_nu_checker_finds_nothing(checkers: Path, site: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("no Java here: the Nu checker is not run")
    jar = checkers / "vnu-jar" / "build" / "dist" / "vnu.jar"
    line = ["java", "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout", str(site)]
    told = _told(line, tmp_path)["messages"]
    found = [f"{Path(each['url']).relative_to(f'file:{site}')}: {each['message']}" for each in told]
    assert [each for each in found if not _article(each, "Section lacks heading")] == []


def test_html_validate_finds_nothing(checkers: Path, site: Path, tmp_path: Path) -> None:
    version = subprocess.run(["node", "--version"], check=True, capture_output=True, text=True)
    if int(version.stdout.strip("v\n").split(".")[0]) < 20:
        pytest.skip(f"Node is {version.stdout.strip()} here, html-validate asks for 20")
    line = [str(checkers / ".bin" / "html-validate"), "--formatter", "json"]
    line += ["--config", str(AUDIT / "htmlvalidate.cjs"), f"{site}/**/*.html"]
    found = [
        f"{Path(page['filePath']).relative_to(site)}: {each['message']}"
        for page in _told(line, tmp_path)
        for each in page["messages"]
    ]
    assert [each for each in found if not _article(each, "Inline style")] == []


def _told(line: list[str], tmp_path: Path) -> Any:
    """What a checker says as JSON; through a file, since Node cuts a pipe short when it ends."""
    with (tmp_path / "told.json").open("w+") as told:
        subprocess.run(line, check=False, stdout=told)  # 1 when something is found
        told.seek(0)
        return json.load(told)


def _article(found: str, message: str) -> bool:
    """Articles are made for WeChat's editor: it takes bare sections with their styles in them alone."""
    return found.startswith("wechat/") and message in found
