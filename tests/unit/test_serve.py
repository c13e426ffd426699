"""The preview: a change of YAML, of a photo or of the theme is on the page without a restart."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.written import NOW, ROOT, STAR, changed, folder

LONGEST = 60
"""Seconds to wait on a busy machine; a change is there in about one on a free one."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    content = folder(tmp_path / "written", project=None)
    for at in (1, 2, 3):
        Image.new("RGB", (90, 60), (at * 60, 90, 60)).save(content / f"stars/li-xiulan/0{at}.jpg")
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    return tmp_path


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "site_builder", "serve", "--now", NOW, "--address", address]
    command += ["--content", "written"]
    with subprocess.Popen(command, cwd=project) as process:
        yield f"http://{address}/"
        process.terminate()


def wait_for(address: str, fits: Callable[[str], bool]) -> str:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                page = str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            page = ""
        if fits(page):
            return page
        time.sleep(0.2)
    pytest.fail(f"{address} did not come to show the change")


def test_changes_are_shown_without_a_restart(project: Path, address: str) -> None:
    page = address + "stars/li-xiulan/"
    before = wait_for(page, lambda text: "李秀兰" in text)

    folder(project / "written", star=changed(STAR, "name: 李秀兰", "name: 王秀兰"), project=None)
    wait_for(page, lambda text: "王秀兰" in text and "李秀兰" not in text)

    Image.new("RGB", (90, 60), "navy").save(project / "written/stars/li-xiulan/01.jpg")
    portrait = before.partition('property="og:image" content="')[2].partition('"')[0]
    wait_for(page, lambda text: "王秀兰" in text and portrait not in text)

    folder(project / "written", star=changed(STAR, "citation:", "citaton:"), project=None)
    wait_for(page, lambda text: "王秀兰" not in text)

    folder(project / "written", project=None)
    wait_for(page, lambda text: "李秀兰" in text)
