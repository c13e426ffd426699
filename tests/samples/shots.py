"""The README's pictures and a contact sheet of all pages, taken of the built sample site."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.serving import Server
from tests.written import ROOT

OUT = ROOT / ".github" / "screenshots"


class Shot(NamedTuple):
    name: str
    address: str
    size: tuple[int, int]
    kept: Mapping[str, str] = MappingProxyType({})
    """What the visitor has chosen before."""
    scale: float = 1


SHOTS = (
    Shot("home", "", (1440, 900)),
    Shot("explore", "explore/?q=识字", (1440, 900)),
    Shot("entry-phone", "stars/li-xiulan/", (390, 844), scale=2),
    Shot("entry-dark", "stars/li-xiulan/", (390, 844), {"scheme": "dark"}, 2),
    Shot("senior", "stars/li-xiulan/", (390, 844), {"senior": "on", "contrast": "black"}, 2),
    Shot("english", "en/stars/li-xiulan/", (1440, 900)),
    Shot("press", "press/", (1440, 900)),
)


PAGES = (
    "", "explore/", "explore/?q=没有这样的人", "stars/li-xiulan/", "projects/sunmao-gongfang/",
    "years/2026/", "regions/zhengzhou/", "press/", "data/", "about/", "404.html",
    "stars/qiao-beichuan/", "stage/", "en/", "en/stars/li-xiulan/",
)  # fmt: skip
MODES: Mapping[str, Mapping[str, str]] = {
    "light": {},
    "dark": {"scheme": "dark"},
    "senior": {"senior": "on"},
}
WIDTHS = (360, 768, 1024, 1440, 1920)
ROW = 150
"""Pixels that a page is high on the contact sheet; a line of it is one page in all forms."""


def main(site: Path = ROOT / "site", out: Path = OUT) -> None:
    out.mkdir(parents=True, exist_ok=True)
    server = Server(site).start()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SHOTS:
            _taken(browser, server.url, shot).save(out / f"{shot.name}.webp", quality=80, method=6)
        _sheet(browser, server.url, site).save(out / "contact-sheet.webp", quality=70, method=6)
        browser.close()
    server.shutdown()


def _sheet(browser: Browser, url: str, site: Path) -> Image.Image:
    """Of all pages that this site has: an older one lacks some."""
    lines = []
    for page in PAGES:
        path = page.partition("?")[0]
        if not (site / path / ("" if path.endswith(".html") else "index.html")).is_file():
            continue
        shots = (Shot("", page, (width, 900), kept) for kept in MODES.values() for width in WIDTHS)
        lines.append([_small(_taken(browser, url, shot)) for shot in shots])
    width = max(sum(each.width + 4 for each in line) for line in lines)
    sheet = Image.new("RGB", (width, (ROW + 4) * len(lines)), "#777")
    for down, line in enumerate(lines):
        across = 0
        for each in line:
            sheet.paste(each, (across, down * (ROW + 4)))
            across += each.width + 4
    return sheet


def _small(taken: Image.Image) -> Image.Image:
    return taken.resize((taken.width * ROW // taken.height, ROW))


def _taken(browser: Browser, url: str, shot: Shot) -> Image.Image:
    width, height = shot.size
    room = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=shot.scale,
        locale="zh-CN",
        reduced_motion="reduce",
    )
    for key, value in shot.kept.items():
        room.add_init_script(f"localStorage.setItem({key!r}, {value!r})")
    tab = room.new_page()
    tab.goto(url + shot.address, wait_until="networkidle")
    taken = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    room.close()
    return taken


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
