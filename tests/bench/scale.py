"""How a site grows: time, memory, files and bytes at several numbers of entries, with the search index.

Whole processes, one run each: what is asked is how figures grow from row to row, not each of them. Run
by `make bench-scale`; `scale.md` draws the line on to 100,000.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from pages import BUILD, Run, run, showcase


def measure(count: int, work: Path) -> None:
    ours = work / str(count)
    config = showcase(ours, count)
    searched = config.with_name("searched.yml")
    searched.write_text(config.read_text("utf-8").replace("search: false", "search: true"), "utf-8")
    rows = {
        "first build": build(config, ours),
        "nothing changed": build(config, ours),
        "one changed": (change(ours), build(config, ours))[1],
        "search index": build(searched, ours),
        "one changed, index": (change(ours), build(searched, ours))[1],
    }
    files, size = weight(ours / "site")
    pages, bytes_ = weight(ours / "site", but="search")
    print(
        f"\n{count} entries: {pages} files, {bytes_ / 1e6:.0f} MB; search {files - pages} files, {(size - bytes_) / 1e6:.0f} MB"
    )
    for name, row in rows.items():
        print(f"  {name:<20}{row.seconds:8.1f} s {row.megabytes:8.0f} MB", flush=True)


def build(config: Path, cwd: Path) -> Run:
    return run([sys.executable, "-c", BUILD, str(config)], cwd)


def change(ours: Path) -> None:
    path = ours / "content/stars/entry-00001/star.yml"
    path.write_text(path.read_text("utf-8").replace("citation: ", "citation: 又", 1), "utf-8")


def weight(site: Path, but: str = "") -> tuple[int, int]:
    """Files and bytes; less those of one folder."""
    found = [
        Path(folder) / name
        for folder, _, names in os.walk(site)
        for name in names
        if not but or not Path(folder).is_relative_to(site / but)
    ]
    return len(found), sum(path.stat().st_size for path in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[5000, 10000, 20000])
    with tempfile.TemporaryDirectory() as work:
        for count in parser.parse_args().counts:
            measure(count, Path(work))


if __name__ == "__main__":
    main()
