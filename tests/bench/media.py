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
    root = Path(sys.argv[1])
    still = StillRecipe(widths=(320,), jpeg_width=1600)
    film = FilmRecipe(heights=(720,), loudness=None)
    recipes = plan.Recipes(still=still, film=film, poster=PosterRecipe(still=still))
    library = load.load(root / "content", root / ".cache/content").library
    with engine.engine("local") as executor:
        originals = probe.find(library, root / ".cache/originals", executor)
        jobs = plan.plan(library, originals, recipes)
        kinds = StillRecipe | FilmRecipe | PosterRecipe
        jobs = [job for job in jobs if isinstance(job.recipe, kinds)]
        outcomes, report = make.make(jobs, Store(root / ".cache/media"), executor, lambda _: None)
    assert not report.total.failed, report
"""


def ours(root: Path) -> Callable[[], Took]:
    line = [sys.executable, "-m", "site_builder", "media", "--now", NOW]
    line += ["--config", str(root / "mkdocs.yml"), "--content", str(root / "content")]
    return lambda: took(line, SITE_BUILDER_PRESET="faster")


def ours_alike(root: Path) -> Callable[[], Took]:
    script = root / "alike.py"
    script.write_text(_ALIKE, "utf-8")
    return lambda: took([sys.executable, script, root], PYTHONPATH=str(ROOT))


def sigal(source: Path, root: Path, settings: str) -> Callable[[], Took]:
    root.mkdir()
    tools = root / "tools"
    tools.mkdir()
    (tools / "ffmpeg").symlink_to(FFMPEG)  # the same ffmpeg for both
    config = root / "sigal.conf.py"
    config.write_text(f"source = {str(source)!r}\n{settings}", "utf-8")
    path = f"{tools}:{os.environ['PATH']}"
    line = [Path(sys.executable).with_name("sigal"), "build", "-c", config, source, root / "out"]
    return lambda: took(line, PATH=path)


LIKE_OURS = f"""
img_size = ({SIZE}, {SIZE})
jpg_options = {{'quality': 82, 'optimize': True, 'progressive': True}}
thumb_size = ({SMALL}, {SMALL})
thumb_fit = False
video_format = 'mp4'
video_size = (1280, 720)
video_always_convert = True
mp4_options = ['-preset', 'faster', '-crf', '23', '-pix_fmt', 'yuv420p']
"""


# --- quality ---------------------------------------------------------------------------------


def likeness(original: Path, copy: Path, scratch: Path) -> float:
    """SSIMULACRA2 of a copy against the original scaled to its size."""
    with Image.open(copy) as opened:
        opened.convert("RGB").save(scratch / "copy.png", compress_level=1)
        size = opened.size
    with Image.open(original) as whole:
        whole.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(
            scratch / "wanted.png", compress_level=1
        )
    return float(
        ssimulacra2.compute_ssimulacra2(str(scratch / "wanted.png"), str(scratch / "copy.png"))
    )


def vmaf(original: Path, copy: Path) -> float:
    """Mean VMAF of a copy against the original, both at the copy's size and rate."""
    graph = (
        "[1:v]fps=25,setpts=PTS-STARTPTS,scale=1280:720:flags=bicubic,format=yuv420p[a];"
        "[0:v]fps=25,setpts=PTS-STARTPTS,scale=1280:720:flags=bicubic,format=yuv420p[b];"
        "[b][a]libvmaf=n_threads=2"
    )
    line = [FFMPEG, "-nostdin", "-hide_banner", "-i", copy, "-i", original]
    told = subprocess.run(
        [*line, "-lavfi", graph, "-f", "null", "-"], capture_output=True, text=True, check=True
    )
    found = re.search(r"VMAF score: ([\d.]+)", told.stderr)
    assert found, told.stderr[-500:]
    return float(found[1])


@dataclass(frozen=True)
class Quality:
    pictures: float
    worst: float
    picture_bytes: float
    films: float
    film_bytes: float


def quality(pairs: list[tuple[Path, Path]], films: list[tuple[Path, Path]]) -> Quality:
    with tempfile.TemporaryDirectory() as scratch:
        looks = [likeness(*pair, Path(scratch)) for pair in pairs]
    seen = [vmaf(*pair) for pair in films]
    return Quality(
        statistics.mean(looks),
        min(looks),
        statistics.mean(copy.stat().st_size for _, copy in pairs),
        statistics.mean(seen),
        statistics.mean(copy.stat().st_size for _, copy in films),
    )


def notes(store: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    for path in store.glob("*/*/made.json"):
        yield path.parent, json.loads(path.read_text("utf-8"))


def our_copies(
    root: Path, photos_: list[Path]
) -> tuple[list[tuple[Path, Path]], list[tuple[Path, Path]]]:
    """Originals and our largest copies of them."""
    from site_builder.media import recipe  # noqa: PLC0415 - only this looks inside
    from site_builder.whole import digest  # noqa: PLC0415 - as above

    still = recipe.StillRecipe(widths=(320,), jpeg_width=1600)
    film = recipe.FilmRecipe(heights=(720,), loudness=None)
    store = root / ".cache/media"

    def of(original: Path, made: recipe.Recipe, name: str) -> Path:
        address = recipe.address(digest(original), made)
        return next((store / address[:2] / address).glob(name))

    films = [CORPUS / each for each in FILMS]
    return (
        [(each, of(each, still, "*.jpg")) for each in photos_],
        [(each, of(each, film, "[0-9]*.mp4")) for each in films],
    )


def sigal_copies(
    out: Path, photos_: list[Path]
) -> tuple[list[tuple[Path, Path]], list[tuple[Path, Path]]]:
    return (
        [(each, out / each.name) for each in photos_],
        [(CORPUS / each, out / f"{Path(each).stem}.mp4") for each in FILMS],
    )


# --- by hand ---------------------------------------------------------------------------------

_BY_PILLOW = """
import sys
from pathlib import Path
from PIL import Image, ImageCms
source, out = map(Path, sys.argv[1:])
image = Image.open(source)
image.draft("RGB", (3200, 3200))
image = image.convert("RGB")
for width in (1600, 960, 640, 320):
    size = (width, round(image.height * width / image.width))
    image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    image.save(out / f"{width}.avif", quality=58, speed=8, max_threads=1)
    if width == 960:
        image.save(out / "960.jpg", quality=82, optimize=True, progressive=True)
"""
_BY_US = """
import sys
from pathlib import Path
from site_builder.media import image
from site_builder.media.recipe import StillRecipe
image.stills(Path(sys.argv[1]), StillRecipe(), Path(sys.argv[2]))
"""
_FILM_BY_US = """
import sys
from pathlib import Path
from site_builder.media import demux, video
from site_builder.media.recipe import FilmRecipe
path = Path(sys.argv[1])
facts = demux.look(path, "")
video.renditions(path, facts, FilmRecipe(heights=(720, 480), loudness=None), Path(sys.argv[2]))
"""


def python(script: str) -> float:
    """CPU seconds that starting Python and loading what a script imports take."""
    imports = "\n".join(each for each in script.splitlines() if "import" in each)
    return min(took([sys.executable, "-c", imports]).cpu for _ in range(3))


def by_hand(photos_: list[Path]) -> tuple[list[float], list[float]]:
    """Our CPU seconds over those of a hand-written call, for each photo and film."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        hand, us = python(_BY_PILLOW), python(_BY_US)
        pictures = [
            (took([sys.executable, "-c", _BY_US, each, out]).cpu - us)
            / (took([sys.executable, "-c", _BY_PILLOW, each, out]).cpu - hand)
            for each in photos_
        ]
        start = python(_FILM_BY_US)
        films = [
            (took([sys.executable, "-c", _FILM_BY_US, CORPUS / each, out]).cpu - start)
            / took(_ffmpeg_line(CORPUS / each, out)).cpu
            for each in FILMS
        ]
    return pictures, films


def _ffmpeg_line(source: Path, out: Path) -> list[str | Path]:
    """720p (a copy where ours copies) and 480p from one decode."""
    copied = source.name == Path(FILMS[-1]).name
    tall = "9:16" if "rotated" in source.name else "16:9"
    first, second = ("720:-2", "480:-2") if tall == "9:16" else ("-2:720", "-2:480")
    if "sample.avi" in source.name:
        first, second = "-2:400", ""
    x264 = ["-c:v", "libx264", "-preset", "faster", "-crf", "23", "-g", "100"]
    aac = ["-c:a", "aac", "-b:a", "128k", "-ac", "2"]
    end = ["-movflags", "+faststart", "-map_metadata", "-1"]
    line: list[str | Path] = [FFMPEG, "-nostdin", "-v", "error", "-y", "-i", source]
    if copied:
        line += ["-filter_complex", f"[0:v]fps=25,scale={second}:flags=lanczos,format=yuv420p[b]"]
        line += ["-map", "0:v", "-map", "0:a", "-c:v", "copy", *aac, *end, out / "hand-1.mp4"]
        return [*line, "-map", "[b]", "-map", "0:a", *x264, *aac, *end, out / "hand-2.mp4"]
    outs = [each for each in (first, second) if each]
    names = "ab"[: len(outs)]
    split = f"[0:v]split={len(outs)}" + "".join(f"[s{name}]" for name in names)
    scaled = [
        f"[s{name}]fps=25,scale={size}:flags=lanczos,format=yuv420p[{name}]"
        for name, size in zip(names, outs, strict=True)
    ]
    line += ["-filter_complex", ";".join([split, *scaled])]
    for name in names:
        line += ["-map", f"[{name}]", "-map", "0:a?", *x264, *aac, *end, out / f"hand-{name}.mp4"]
    return line


# --- the whole -------------------------------------------------------------------------------


def show(title: str, us: Three, peer: Three) -> None:
    print(f"\n{title}\n{'':22}{'ours':>18}{'sigal':>18}{'sigal / ours':>14}")
    for name, ours_, theirs in (
        ("from nothing", us.cold, peer.cold),
        ("nothing changed", us.kept, peer.kept),
        ("one photo changed", us.one, peer.one),
    ):
        print(
            f"{name:22}{ours_.cpu:8.1f} CPU {ours_.wall:4.0f} s"
            f"{theirs.cpu:8.1f} CPU {theirs.wall:4.0f} s{theirs.cpu / ours_.cpu:13.1f}x"
        )
    for whose, told in (("ours", us), ("sigal", peer)):
        if not told.renewed:
            print(f"({whose} did not make the changed photo's copies anew)")
    sys.stdout.flush()


def main() -> int:
    if not CORPUS.is_dir():
        sys.exit("the media corpus (../shared/media-corpus) is not here")
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        taken = photos(root / "source")
        for each in FILMS:
            shutil.copy(CORPUS / each, root / "source")
        for name in ("shipped", "alike"):
            (root / name).mkdir()
            content(root / name, taken)
        first = root / "{}/content/stars/star-0/photo-00.jpg"

        us = three(
            ours(root / "shipped"), Path(str(first).format("shipped")), root / "shipped/.cache"
        )
        peer = three(sigal(root / "source", root / "sigal", ""), taken[0], root / "sigal/out")
        show("As it comes", us, peer)

        alike = three(
            ours_alike(root / "alike"), Path(str(first).format("alike")), root / "alike/.cache"
        )
        like = three(
            sigal(root / "source", root / "sigal-alike", LIKE_OURS),
            taken[0],
            root / "sigal-alike/out",
        )
        mine = quality(*our_copies(root / "alike", taken))
        theirs = quality(*sigal_copies(root / "sigal-alike/out", taken))
        show("Alike", alike, like)
        print(f"\n{'':34}{'ours':>10}{'sigal':>10}")
        for name, a, b in (
            ("SSIMULACRA2, mean", mine.pictures, theirs.pictures),
            ("SSIMULACRA2, worst", mine.worst, theirs.worst),
            (f"kB a picture of {SIZE} px", mine.picture_bytes / 1e3, theirs.picture_bytes / 1e3),
            ("VMAF, mean", mine.films, theirs.films),
            ("kB a film", mine.film_bytes / 1e3, theirs.film_bytes / 1e3),
        ):
            print(f"{name:34}{a:10.1f}{b:10.1f}")
        pictures, films = by_hand(taken)
    print("\nOurs over one hand-written call, in CPU seconds")
    print(
        f"  a photo (Pillow): median {statistics.median(pictures):.2f}, worst {max(pictures):.2f}"
    )
    each = ", ".join(
        f"{Path(name).name} {ratio:.2f}" for name, ratio in zip(FILMS, films, strict=False)
    )
    print(f"  a film (ffmpeg): median {statistics.median(films):.2f}; {each}")
    return judged(alike, like, pictures, films)


def judged(us: Three, peer: Three, pictures: list[float], films: list[float]) -> int:
    goals = (
        (f"from nothing at least {COLD:.0f}x", peer.cold.cpu / us.cold.cpu >= COLD),
        (f"nothing changed at least {KEPT:.0f}x", peer.kept.cpu / us.kept.cpu >= KEPT),
        (f"a photo at most {BY_HAND} by hand", statistics.median(pictures) <= BY_HAND),
        (f"a film at most {BY_HAND} by hand", statistics.median(films) <= BY_HAND),
    )
    print()
    for name, met in goals:
        print(f"{'met' if met else 'NOT MET':8}{name}")
    return 0 if all(met for _, met in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
