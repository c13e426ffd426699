"""Builds of copies in processes of their own, to be killed at any moment or run side by side."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PIL import Image

from tests.written import ROOT

_BUILD = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from site_builder.media import limits, make
from site_builder.media.recipe import Failed, Job, PressRecipe, StillRecipe
from site_builder.media.store import Store
from site_builder.whole import digest

originals, store = sorted(Path(sys.argv[1]).iterdir()), Store(Path(sys.argv[2]))
recipes = (StillRecipe(widths=(40, 80)), PressRecipe("名", "说明", "摄影", "条件", ""))
jobs = [Job(each, digest(each), recipe) for each in originals for recipe in recipes]
with ProcessPoolExecutor(2, initializer=limits.worker) as executor:
    print("begun", flush=True)
    outcomes, report = make.make(jobs, store, executor, lambda *_: None)
failed = [each for each in outcomes.values() if isinstance(each, Failed)]
print(report.total.made, report.total.reused, len(failed))
sys.exit(bool(failed))
"""


@dataclass(frozen=True)
class Ended:
    """How a build ended: it was killed, or said what it had made, reused and failed at."""

    killed: bool
    made: int = 0
    reused: int = 0
    failed: int = 0


def photos(folder: Path, count: int, seed: int = 7) -> Path:
    """A folder of different small photos, the same for a seed."""
    folder.mkdir(parents=True)
    dice = random.Random(seed)
    for number in range(count):
        small = Image.frombytes("RGB", (12, 8), dice.randbytes(12 * 8 * 3))
        small.resize((240, 160)).save(folder / f"{number:02}.jpg")
    return folder


def begin(originals: Path, store: Path) -> subprocess.Popen[str]:
    """Start to make two kinds of copy of each photo with two workers, in a group of its own."""
    line = [sys.executable, "-c", _BUILD, str(originals), str(store)]
    return subprocess.Popen(
        line, cwd=ROOT, text=True, stdout=subprocess.PIPE, start_new_session=True
    )


def end(build: subprocess.Popen[str], after: float | None = None) -> Ended:
    """Wait for its end; or kill it and its workers `after` seconds from where its work began."""
    assert build.stdout
    assert build.stdout.readline() == "begun\n"
    if after is not None:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL)
    told = build.stdout.read()
    if build.wait(timeout=300) == -signal.SIGKILL:
        return Ended(killed=True)
    made, reused, failed = map(int, told.split())
    return Ended(False, made, reused, failed)


def tree(store: Path) -> dict[str, str]:
    """The hash of every file that stands at an address, by its path; not of what was begun."""
    return {
        path.relative_to(store).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(store.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.parts[-2:])
    }
