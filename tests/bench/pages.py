"""Pages beside Hugo in one run: cold, one entry changed, nothing changed; time and memory.

Both build a page an entry of about the same size, the same lists and QR codes, and no search, media
or cards or kits. Ours also cuts the display face. “First build” starts from nothing; “all pages anew” keeps
the QR codes and the face, which last as long as the addresses and the characters do. Run by
`make bench`; figures of one run are to be compared with each other, not across runs.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import hugo
import hugo_site
import many

ROOT = Path(__file__).parent.parent.parent
BUILD = """
import sys
from pathlib import Path
from site_builder.publish import plugin
outcome = plugin.build(plugin.Order(Path(sys.argv[1]), now="2026-11-25T12:00+08:00"))
assert outcome.sound, [p.what.zh for p in outcome.problems if p.stops][:3]
print(outcome.pages, outcome.written)
"""


@dataclass(frozen=True)
class Run:
    """One process: wall seconds and the peak memory of its largest process in MB."""

    seconds: float
    megabytes: float


def run(command: list[str], cwd: Path) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed:\n{output.decode()[-3000:]}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def median(times: int, do: Callable[[], Run], before: Callable[[], None]) -> Run:
    runs = []
    for _ in range(times):
        before()
        runs.append(do())
    return Run(statistics.median(run.seconds for run in runs), max(run.megabytes for run in runs))


def showcase(folder: Path, count: int) -> Path:
    """A project of ours with generated content and the real theme; returns its configuration."""
    many.write(folder / "content", count)
    (folder / "theme").symlink_to(ROOT / "theme")
    told = (ROOT / "mkdocs.yml").read_text("utf-8")
    told = re.sub(
        r"(\n +)content: content",
        r"\1content: content\1search: false\1cards: false\1kits: false\1placards: none",
        told,
    )
    told = told.replace("languages: [zh, en]", "languages: [zh]")  # Hugo's is one, too
    (folder / "mkdocs.yml").write_text(told, "utf-8")
    return folder / "mkdocs.yml"


def measure(count: int, times: int, work: Path) -> None:
    ours, theirs = work / f"ours-{count}", work / f"hugo-{count}"
    config = showcase(ours, count)
    build = [sys.executable, "-c", BUILD, str(config)]
    run(build, ours)
    hugo_site.write(theirs, ours)
    # The binary itself: its Python wrapper would only slow it.
    binary = Path(next(iter(hugo.__path__))) / "binaries" / "hugo"
    rival = [str(binary), "--quiet", "--destination", "public"]

    def cold() -> None:
        for name in ("site", ".cache/pages", ".cache/content", ".cache/qr"):
            shutil.rmtree(ours / name, ignore_errors=True)
        shutil.rmtree(theirs / "public", ignore_errors=True)
        shutil.rmtree(theirs / "resources", ignore_errors=True)

    def anew() -> None:
        for name in ("site", ".cache/pages", ".cache/content"):
            shutil.rmtree(ours / name, ignore_errors=True)

    def change() -> None:
        path = ours / "content/stars/entry-00001/star.yml"
        path.write_text(path.read_text("utf-8").replace("citation: ", "citation: 又", 1), "utf-8")

    reference = median(times, lambda: run(rival, theirs), cold)
    rival_weight = _weight(theirs / "public")
    rows = {
        "first build": median(times, lambda: run(build, ours), cold),
        "all pages anew": median(times, lambda: run(build, ours), anew),
        "one entry changed": median(times, lambda: run(build, ours), change),
        "nothing changed": median(times, lambda: run(build, ours), lambda: None),
    }
    print(f"\n{count} entries, {_weight(ours / 'site')}; Hugo {rival_weight}")
    print(f"  {'Hugo, cold':<20}{reference.seconds:8.2f} s {reference.megabytes:8.0f} MB")
    for name, row in rows.items():
        ratio = row.seconds / reference.seconds
        print(
            f"  {name:<20}{row.seconds:8.2f} s {row.megabytes:8.0f} MB   {ratio:5.2f} of Hugo cold"
        )


def _weight(site: Path) -> str:
    sizes = [path.stat().st_size for path in site.glob("stars/*/index.html")]
    return f"{statistics.mean(sizes) / 1000:.1f} kB × {len(sizes)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[300, 4000])
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        for count in given.counts:
            measure(count, given.times, Path(work))


if __name__ == "__main__":
    main()
