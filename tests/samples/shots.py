"""The README's pictures, taken of the built sample site: `make screenshots`."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
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


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    server = Server(ROOT / "site").start()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SHOTS:
            _taken(browser, server.url, shot).save(OUT / f"{shot.name}.webp", quality=80, method=6)
        browser.close()
    server.shutdown()


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
    main()
