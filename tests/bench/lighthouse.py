"""Lighthouse on home, explore and an entry, served by nginx with the configuration that we print."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = {"home": "", "explore": "explore/", "entry": "stars/li-xiulan/"}
RUNS = 5
PORT = 8443
LIGHTHOUSE = "lighthouse@12.8.2"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --ignore-certificate-errors"


def main() -> int:
    """Prints scores and what costs most: of each page the middle one of RUNS, by its speed; 1 where
    one of them is under 100. Wants a quiet machine.
    """
    site = ROOT / "site"
    if not site.is_dir() or not shutil.which("npm") or not shutil.which("nginx", path=_PATH):
        print("wants a built site (make site), npm and nginx", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as room, _served(site, Path(room)):
        rounds = [
            {name: _audit(address, Path(room)) for name, address in PAGES.items()}
            for _ in range(RUNS)
        ]
    lowest = 1.0
    for name in PAGES:
        runs = sorted((each[name] for each in rounds), key=_speed)
        told, scores = runs[RUNS // 2], [f"{round(_speed(each) * 100)}" for each in runs]
        print(
            name,
            *(f"{key} {round(each['score'] * 100)}" for key, each in told["categories"].items()),
            f"(speed: {' '.join(scores)})",
        )
        print("  " + ", ".join(_figures(told)))
        lowest = min(lowest, *(each["score"] for each in told["categories"].values()))
    return int(lowest < 1)


_PATH = os.environ["PATH"] + ":/usr/sbin"


def _served(site: Path, room: Path) -> _Nginx:
    line = [sys.executable, "-m", "site_builder", "deploy", "--show", "nginx"]
    told = subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    told = re.sub(r"listen 80;.*", f"listen 127.0.0.1:{PORT} ssl http2;", told, count=1)
    told = told.replace(
        "root /srv/xuexi;", f"root {site}; ssl_certificate c.pem; ssl_certificate_key k.pem;"
    )
    whole = f"user root;\npid {room}/pid;\nerror_log {room}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n{told}\n}}\n"
    (room / "nginx.conf").write_text(whole, "utf-8")
    key = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    ]
    subprocess.run(
        [*key, "-keyout", "k.pem", "-out", "c.pem"], cwd=room, check=True, capture_output=True
    )
    return _Nginx(room / "nginx.conf")


class _Nginx:
    def __init__(self, conf: Path) -> None:
        self.line = [shutil.which("nginx", path=_PATH) or "nginx", "-c", str(conf)]

    def __enter__(self) -> None:
        subprocess.run(self.line, check=True)
        time.sleep(0.5)

    def __exit__(self, *_: object) -> None:
        subprocess.run([*self.line, "-s", "stop"], check=True)


def _audit(address: str, room: Path) -> dict[str, dict[str, dict[str, float]]]:
    """As a phone sees it: Lighthouse's own throttling and screen."""
    out = room / "told.json"
    line = ["npx", "--yes", LIGHTHOUSE, f"https://127.0.0.1:{PORT}/{address}", "--quiet"]
    line += [f"--chrome-flags={FLAGS}", "--output=json", f"--output-path={out}"]
    chrome = shutil.which("chromium") or shutil.which("google-chrome") or ""
    subprocess.run(
        line, check=True, env=os.environ | {"CHROME_PATH": chrome}, stderr=subprocess.DEVNULL
    )
    told: dict[str, dict[str, dict[str, float]]] = json.loads(out.read_text("utf-8"))
    return told


def _speed(told: dict[str, dict[str, dict[str, float]]]) -> float:
    return told["categories"]["performance"]["score"]


def _figures(told: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    names = {
        "first-contentful-paint": "FCP",
        "largest-contentful-paint": "LCP",
        "total-blocking-time": "TBT",
        "cumulative-layout-shift": "CLS",
        "total-byte-weight": "bytes",
    }
    return [f"{short} {told['audits'][name]['numericValue']:,.2f}" for name, short in names.items()]


if __name__ == "__main__":
    sys.exit(main())
