"""What became of an original, read off the finished site by readers that are not ours."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import av
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from site_builder.content.problem import Problem
from tests.corpus.written_up import Case

_USUAL = {"photo-count", "film-format", "film-length", "quota"}
"""What the small entries and short films of the corpus are told in any case."""
_CLOSE = 5.0
"""Levels of 255 by which the means of two pictures' squares may differ."""
_GRID = 16
_TICK = 0.001
"""Seconds that frames may be out of their place."""


def got(case: Case, site: Path, problems: Iterable[Problem], browser: Page, original: Path) -> str:
    """One line: refused and why, or what is shown and how it measures."""
    told = [each for each in problems if each.place.file == case.entry]
    stopped = sorted({each.code for each in told if each.stops})
    warned = sorted({each.code for each in told if not each.stops} - _USUAL)
    if stopped:
        return f"refused: {' '.join(stopped)}"
    page = site / "stars" / case.slug / "index.html"
    html = page.read_text("utf-8")
    films = _linked(page, html, r'<source src="([^"]+)" type="video/mp4"')
    if films:
        captions = _linked(page, html, r'<track kind="captions" src="([^"]+)"')
        shown = _captions(captions[0]) if captions else _film(films)
    else:
        _, press = _linked(page, html, r'href="([^"]+)"[^>]*data-press-download')
        shown = _photo(press, original, browser)
    return ", ".join([shown, *(f"warned: {code}" for code in warned)])


def _linked(page: Path, html: str, pattern: str) -> list[Path]:
    return [(page.parent / unquote(each)).resolve() for each in re.findall(pattern, html)]


def _photo(copy: Path, original: Path, browser: Page) -> str:
    with Image.open(copy) as ours:
        assert ours.format == "JPEG"
        assert not ours.getexif().get(0x0112), "turned by its pixels, not by a tag"
        size = f"{ours.width}x{ours.height}"
        grey = " grey" if ours.mode == "L" else ""
    theirs = _rendered(browser, original)
    if theirs is None:
        return f"photo {size}{grey}"
    return f"photo {size}{grey}, {_likeness(theirs, _rendered(browser, copy))}"


def _rendered(browser: Page, picture: Path) -> Image.Image | None:
    """The picture as a browser shows it on white, as a small square; None where it can't."""
    data = base64.b64encode(picture.read_bytes()).decode()
    drawn = browser.evaluate(_DRAW, [data, _GRID])
    if drawn is None:
        return None
    return Image.open(io.BytesIO(base64.b64decode(drawn.partition(",")[2]))).convert("RGB")


_DRAW = """async ([data, size]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([bytes]));
  try {
    await image.decode();
  } catch {
    return null;
  }
  const step = (source, width, height) => {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(source, 0, 0, width, height);
    return canvas;
  };
  const small = step(step(image, size * 16, size * 16), size, size);
  const blob = await small.convertToBlob();
  return await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
}"""


def _likeness(theirs: Image.Image, ours: Image.Image | None) -> str:
    assert ours is not None
    apart = ImageStat.Stat(ImageChops.difference(theirs, ours)).mean
    return "as a browser shows it" if max(apart) <= _CLOSE else "unlike what a browser shows"


def _film(copies: list[Path]) -> str:
    """Sizes of all renditions, and what they have in common."""
    sizes, common = [], list[tuple[str, str, str]]()
    for copy in copies:
        with av.open(str(copy)) as container:
            (picture,) = container.streams.video
            sizes.append(f"{picture.width}x{picture.height}")
            context = picture.codec_context
            assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
            assert not context.sample_aspect_ratio or context.sample_aspect_ratio == 1
            assert not next(container.decode(picture)).rotation
            common.append((_rate(container, picture), _sound(container), _seconds(picture)))
    rate, sound, seconds = ("/".join(dict.fromkeys(each)) for each in zip(*common, strict=True))
    return f"film {' '.join(sizes)}, {rate} fps, {sound}, {seconds} s"


def _rate(container: av.container.InputContainer, picture: av.VideoStream) -> str:
    """Frames a second, where all are as far apart; else `variable`."""
    container.seek(0)
    times = sorted(p.pts for p in container.demux(picture) if p.pts is not None)
    steps = [after - before for before, after in pairwise(times)]
    if steps and (max(steps) - min(steps)) * float(picture.time_base or 0) > _TICK:
        return "variable"
    assert picture.average_rate is not None
    return f"{float(picture.average_rate):.2f}".rstrip("0").rstrip(".")


def _sound(container: av.container.InputContainer) -> str:
    if not container.streams.audio:
        return "silent"
    (track,) = container.streams.audio
    assert track.codec_context.name == "aac"
    return {1: "mono", 2: "stereo"}[track.channels]


def _seconds(picture: av.VideoStream) -> str:
    return f"{float((picture.duration or 0) * (picture.time_base or 0)):.1f}"


def _captions(path: Path) -> str:
    text = path.read_bytes().decode("utf-8")
    assert text.startswith("WEBVTT\n")
    return f"captions of {text.count(' --> ')} cues"
