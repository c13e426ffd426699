"""`site-builder deploy`: what it says, what it asks, and how it ends."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from site_builder.publish import deploy, folder
from site_builder.publish.delivery import MANIFEST
from tests.unit.publish.test_deploy import NEW_PHOTO, PHOTO, SITE, built, lying
from tests.written import ROOT


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return built(tmp_path / "site")


def run(site: Path, *line: str) -> Result:
    told = ["deploy", "--config", str(ROOT / "mkdocs.yml"), "--out", str(site), *line]
    return CliRunner().invoke(main, told, catch_exceptions=False)


def test_a_site_is_put_there_and_then_nothing_is(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    first = run(site, str(www), "--yes")
    assert (first.exit_code, lying(www)) == (0, SITE)
    assert f"上传 {len(SITE)} 个文件" in first.output
    second = run(site, str(www), "--yes")
    assert second.exit_code == 0
    assert "没有要改的。" in second.output
    assert f"不变 {len(SITE)}" in second.output


def test_a_dry_run_says_what_would_be_done_and_does_nothing(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    run(site, str(www), "--yes")
    (www / "404.html").unlink()
    (www / "新来的.html").write_text("他人")
    before, manifest = lying(www), (www / MANIFEST).read_bytes()
    pages = {f"stars/s{each}/index.html": "页" for each in range(9)}
    after = {
        name: text for name, text in SITE.items() if name not in {PHOTO, "stars/wang/index.html"}
    }
    built(site, after | pages | {"index.html": "新", NEW_PHOTO: "新", "新来的.html": "我们的"})
    told = run(site, str(www), "--dry-run", "--lang", "en")
    assert told.exit_code == 0
    assert re.findall(r"^(\d+) ([a-z' ]+?)(?: \(.*\))?$", told.output, re.MULTILINE) == [
        ("11", "new"),
        ("1", "changed"),
        ("1", "in place of what is not known as ours"),
        ("2", "removed"),
        ("4", "unchanged"),
    ]
    assert f"  {NEW_PHOTO}\n  stars/s0/index.html\n" in told.output
    assert "  …" in told.output
    assert "  stars/wang/index.html\n" in told.output
    assert (lying(www), (www / MANIFEST).read_bytes()) == (before, manifest)


def test_where_nobody_can_be_asked_it_wants_to_be_told(site: Path, tmp_path: Path) -> None:
    told = run(site, str(tmp_path / "www"))
    assert told.exit_code == 2
    assert "--yes" in told.output
    assert not (tmp_path / "www").exists()


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 1)])
def test_on_a_terminal_it_asks(site: Path, tmp_path: Path, answer: str, status: int) -> None:
    ours, theirs = pty.openpty()
    line = [
        sys.executable,
        "-m",
        "site_builder",
        "deploy",
        str(tmp_path / "www"),
        "--out",
        str(site),
    ]
    with subprocess.Popen(
        [*line, "--config", str(ROOT / "mkdocs.yml")], stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        while b"go ahead" not in seen:
            seen += os.read(ours, 1000)
        assert not (tmp_path / "www").exists()
        os.write(ours, f"{answer}\n".encode())
        while process.poll() is None:
            try:
                os.read(ours, 1000)
            except OSError:
                break
        assert process.wait() == status
    os.close(ours)
    assert (tmp_path / "www").exists() == (answer == "y")


def test_what_cannot_be_put_there_is_told_with_what_stands(site: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    run(site, str(www), "--yes")
    (www / "media/cd").write_text("不是文件夹")
    built(site, SITE | {NEW_PHOTO: "新"})
    told = run(site, str(www), "--yes")
    assert told.exit_code == 1
    assert "旧网站的文件一个也没少。解决以后再运行一次" in told.output
    (www / "media/cd").unlink()
    assert run(site, str(www), "--yes").exit_code == 0
    assert lying(www) == SITE | {NEW_PHOTO: "新"}


def test_what_is_no_site_or_not_for_all_is_refused(site: Path, tmp_path: Path) -> None:
    www = str(tmp_path / "www")
    assert run(tmp_path / "none", www, "--yes").exit_code == 2
    (site / folder.PREVIEW).touch()
    told = run(site, www, "--yes")
    assert told.exit_code == 2
    assert "预览" in told.output
    (site / folder.PREVIEW).unlink()
    (site / folder.MARK).unlink()
    assert run(site, www, "--yes").exit_code == 2
    assert not Path(www).exists()


@pytest.mark.parametrize("target", [None, "https://example.org/", "s3://key:secret@bucket/"])
def test_what_is_no_target_is_wrong_usage(site: Path, target: str | None) -> None:
    told = run(site, *([target] if target else []), "--yes")
    assert told.exit_code == 2
    assert "Traceback" not in told.output


@pytest.mark.parametrize("name", deploy.SHEETS)
def test_a_ready_configuration_is_printed_anywhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # no project here
    told = CliRunner().invoke(main, ["deploy", "--show", name], catch_exceptions=False)
    assert (told.exit_code, told.output) == (0, deploy.sheet(name))
