"""Two hundred kills at random moments of a build of thirty media files, then one build that must
give, byte for byte, what an undisturbed one gave: every page and every copy.

The program runs as an editor runs it, a process that starts others; all of them are killed at once,
as when a machine goes down. What is there after a kill is carried on by the next build, and when
one comes through, all is thrown away. Run by `make kills`.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import av
from PIL import Image

from tests.written import NOW, ROOT, STAR, changed, folder

ENTRIES, PHOTOS, FILMS = 9, 27, 3
_LONGEST = 300
"""Seconds that any build may take."""


def write(root: Path) -> Path:
    """Content of nine entries with three photos each, and a film in three of them."""
    content = folder(root / "content", star=None, project=None)
    (content / "pages").mkdir()
    dice = random.Random(7)
    for at in range(ENTRIES):
        entry = content / "stars" / f"star-{at}"
        entry.mkdir(parents=True)
        for number in range(1, PHOTOS // ENTRIES + 1):
            small = Image.frombytes("RGB", (24, 16), dice.randbytes(24 * 16 * 3))
            small.resize((960, 640)).save(entry / f"0{number}.jpg")
        star = STAR
        if at < FILMS:
            _film(entry / "film.mp4", dice)
            star = changed(star, "consent:", "film: {file: film.mp4, title: 片}\nconsent:")
        (entry / "star.yml").write_text(star, "utf-8")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    for name in ("docs_dir: ", "custom_dir: "):
        config = changed(config, name, f"{name}{ROOT}/")
    config = changed(config, f"docs_dir: {ROOT}/content", "docs_dir: content")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    return content


def _film(path: Path, dice: random.Random) -> None:
    """Three seconds that are not to be copied: MPEG-4 part 2."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for _ in range(75):
            small = Image.frombytes("RGB", (16, 9), dice.randbytes(16 * 9 * 3))
            frame = av.VideoFrame.from_image(small.resize((320, 180)))
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def begin(root: Path) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "site_builder", "build", "--now", NOW]
    line += ["--config", str(root / "mkdocs.yml"), "--content", str(root / "content")]
    return subprocess.Popen(
        [*line, "--out", str(root / "site")],
        cwd=ROOT,
        env=os.environ | {"SITE_BUILDER_PRESET": "ultrafast"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def killed(build: subprocess.Popen[bytes], after: float) -> bool:
    """Whether it was killed, with all its workers, before it had ended."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        assert build.wait(after) == 0
        return False
    with contextlib.suppress(ProcessLookupError):
        os.killpg(build.pid, signal.SIGKILL)
    return build.wait(_LONGEST) == -signal.SIGKILL


def tree(root: Path) -> Mapping[str, str]:
    """The hash of every file of the site and of every copy that stands at an address."""
    found = [*(root / "site").rglob("*"), *(root / ".cache/media").rglob("*")]
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(found)
        if path.is_file() and not any(part.startswith(".part-") for part in path.parts)
    }


def clean(root: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(root / name, ignore_errors=True)


def stage(root: Path) -> str:
    """How far a build had come that was killed."""
    made = len(list((root / ".cache/media").glob("*/*/made.json")))
    pages = len(list((root / "site").rglob("*.html")))
    if pages:
        return "while pages were written"
    return (
        f"with copies of {min(made // 20 * 20, 100)} and more" if made else "before the first copy"
    )


def main(count: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        write(root)
        start = time.monotonic()
        assert begin(root).wait(_LONGEST) == 0
        seconds, undisturbed = time.monotonic() - start, tree(root)
        print(f"undisturbed: {len(undisturbed)} files in {seconds:.1f} s", flush=True)
        clean(root)
        dice, struck = random.Random(seed), 0
        stages: collections.Counter[str] = collections.Counter()
        while struck < count:
            if not killed(begin(root), dice.uniform(0.2, seconds)):
                assert tree(root) == undisturbed, "a build after kills gave something else"
                clean(root)
                continue
            struck += 1
            stages[stage(root)] += 1
            wrong = {
                name
                for name, digest in tree(root).items()
                if name.startswith(".cache") and undisturbed.get(name) != digest
            }
            assert not wrong, f"after kill {struck}, these stand half made: {wrong}"
            if struck % 20 == 0:
                print(f"{struck} kills", flush=True)
        assert begin(root).wait(_LONGEST) == 0
        same = tree(root) == undisturbed
    for name, times in sorted(stages.items()):
        print(f"{times:4} killed {name}")
    print(f"{struck} kills, then one build: {'the same bytes' if same else 'OTHER BYTES'}")
    return 0 if same else 1


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--seed", type=int, default=20261126)
    chosen = options.parse_args()
    sys.exit(main(chosen.count, chosen.seed))
