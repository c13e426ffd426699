"""Copies of 20 photos and 5 films beside sigal's, in one run: CPU seconds from nothing, with
nothing changed and with one photo changed; how good the copies are, and what they weigh.

Two comparisons are made. “As it comes”: both with the settings they are shipped with; ours then
makes five pictures of each photo instead of two, and of each film two or three renditions, a
poster, a storyboard and a preview. “Alike”: both make a JPEG of 1600 pixels and a small picture of
each photo, and of each film one rendition of at most 720 lines and its poster, with the same
settings of libjpeg and x264. sigal is told to convert every film: by itself it passes on 10-bit
and turned ones as they are.

Then each photo and each film beside one hand-written call of Pillow or ffmpeg that makes the same
files. Pictures are judged by SSIMULACRA2 against the original scaled down by Lanczos, films by VMAF
against the original. The photos and films come from the media corpus beside the project; photos
are cut from its largest, so that there are 20. Run by `make bench-media`.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
import ssimulacra2
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from tests.written import NOW, ROOT, STAR, changed, folder

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
CORPUS = ROOT.parent / "shared" / "media-corpus"
LARGEST = (
    "image/fmt/craft-beer-24MP.jpg",
    "image/fmt/Panasonic LX7 (MPO).jpg",
    "image/hdr/ultraHDR.jpg",
    "image/heic/IMG_1034.heic",
)
FILMS = (
    "video/fmt/avc_5.28s_720p25_BBB.mp4",
    "video/real/rotated_270.mp4",
    "video/fmt/sample.avi",
    "video/made/h264_10bit_720p25.mp4",
    "video/ok/compliant_720p25.mp4",
)
PHOTOS = 20
SIZE, SMALL = 1600, 320
COLD, KEPT, BY_HAND = 2.0, 20.0, 1.1
"""The goals: as many times less CPU than sigal's, and at most so many times a hand-written call's."""


# --- what both are given ---------------------------------------------------------------------


def photos(target: Path) -> list[Path]:
    """Twenty different camera JPEGs of 8 to 24 megapixels."""
    register_heif_opener()
    dice = random.Random(7)
    target.mkdir(parents=True)
    for at in range(PHOTOS):
        with Image.open(CORPUS / LARGEST[at % len(LARGEST)]) as opened:
            whole = ImageOps.exif_transpose(opened).convert("RGB")
        left, top = (dice.randrange(whole.width // 20), dice.randrange(whole.height // 20))
        cut = whole.crop((left, top, left + whole.width * 9 // 10, top + whole.height * 9 // 10))
        cut = cut if at % 2 else ImageOps.mirror(cut)
        cut.save(target / f"photo-{at:02}.jpg", quality=92)
    return sorted(target.iterdir())


def content(root: Path, photos_: list[Path]) -> Path:
    """The same as five entries with four photos and a film each."""
    told = folder(root / "content", star=None, project=None)
    (told / "pages").mkdir()
    three = STAR[STAR.index("photos:") : STAR.index("consent:")]
    for at, film in enumerate(FILMS):
        entry = told / "stars" / f"star-{at}"
        entry.mkdir(parents=True)
        lines = ["photos:"]
        for photo in photos_[at * 4 : at * 4 + 4]:
            shutil.copy(photo, entry)
            lines.append(
                f"  - {{file: {photo.name}, alt: 一张照片, caption: 照片, credit: 林默 摄}}"
            )
        shutil.copy(CORPUS / film, entry)
        lines.append(f"film: {{file: {Path(film).name}, title: 片}}")
        (entry / "star.yml").write_text(changed(STAR, three, "\n".join(lines) + "\n"), "utf-8")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    for name in ("docs_dir: ", "custom_dir: "):
        config = changed(config, name, f"{name}{ROOT}/")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    return told


# --- runs ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Took:
    """CPU seconds of a command and all that it started, and seconds by the clock."""

    cpu: float
    wall: float


_SUBREAPER = 36
"""prctl's PR_SET_CHILD_SUBREAPER: workers whose parent has ended become ours, with their CPU."""


def took(line: Sequence[str | Path], **more: str) -> Took:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    told = subprocess.run(
        [str(each) for each in line],
        cwd=ROOT,
        env=os.environ | more,
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.monotonic() - start
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if told.returncode:
        sys.exit(f"{line[0]} failed:\n{told.stdout[-2000:]}\n{told.stderr[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(cpu, wall)


@dataclass(frozen=True)
class Three:
    cold: Took
    kept: Took
    one: Took
    renewed: bool
    """Whether the changed photo's copies were made anew at all."""


def three(run: Callable[[], Took], photo: Path, out: Path) -> Three:
    """From nothing, again, and again after one photo was changed."""
    cold, kept = run(), run()
    before = copies(out)
    with Image.open(photo) as opened:
        other = ImageOps.flip(opened)
    whole = photo.read_bytes()
    other.save(photo, quality=92)
    one = run()
    photo.write_bytes(whole)
    return Three(cold, kept, one, copies(out) != before)


def copies(out: Path) -> dict[Path, int]:
    found = (path for path in out.rglob("*") if path.suffix in {".jpg", ".avif", ".mp4", ".webm"})
    return {path: path.stat().st_mtime_ns for path in found}


_ALIKE = """
import sys
from pathlib import Path
from site_builder.media import engine, make, plan, probe
from site_builder.media.recipe import FilmRecipe, PosterRecipe, StillRecipe
from site_builder.media.store import Store
from site_builder.content import load
if __name__ == "__main__":
    sys.exit(main())
