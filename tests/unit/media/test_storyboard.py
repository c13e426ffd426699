"""Storyboards: which moments, what index, and what comes out."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from site_builder.content.original import FilmFacts
from site_builder.media import make, storyboard
from site_builder.media.recipe import Job, Storyboard, StoryboardRecipe

Maker = Callable[..., Path]
Look = Callable[[Path], FilmFacts]
CUE = re.compile(r"(\S+) --> (\S+)\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)")


def every(step: float, seconds: float) -> list[float]:
    return [at * step for at in range(int(seconds / step) + 1)]


@pytest.mark.parametrize(
    ("step", "seconds", "expected"),
    [(1, 270, 60), (4, 270, 60), (10, 270, 28), (0.5, 20, 10), (2, 900, 60)],
)
def test_keyframes_are_taken_along_the_whole_film(
    step: float, seconds: float, expected: int
) -> None:
    told = storyboard.choose(every(step, seconds - 0.1), seconds, 60)
    assert told.keyframes
    assert abs(len(told.moments) - expected) <= 1
    assert all(after - before >= 1.97 for before, after in pairwise(told.moments))
    assert told.moments[0] <= max(step, seconds / 60, 1)
    assert told.moments[-1] >= seconds - 2 * max(step, seconds / 60, 1)


@pytest.mark.parametrize("keys", [[], [0.0], [0.0, 250.0]])
def test_where_keyframes_are_few_any_frame_will_do(keys: list[float]) -> None:
    told = storyboard.choose(keys, 270, 60)
    assert not told.keyframes
    assert told.moments == storyboard.spread(270, 60)
    assert len(told.moments) == 60


def test_the_index_leaves_no_moment_out() -> None:
    text = storyboard.index((0.0, 4.0, 9.0), 12.345, "sheet.webp", 2, (160, 90))
    assert text.startswith("WEBVTT\n\n")
    assert CUE.findall(text) == [
        ("00:00:00.000", "00:00:02.000", "sheet.webp", "0", "0", "160", "90"),
        ("00:00:02.000", "00:00:06.500", "sheet.webp", "160", "0", "160", "90"),
        ("00:00:06.500", "00:00:12.345", "sheet.webp", "0", "90", "160", "90"),
    ]


def board(path: Path, facts: FilmFacts, out: Path, pictures: int = 60) -> Storyboard:
    out.mkdir(exist_ok=True)
    recipe = StoryboardRecipe(pictures=pictures, columns=2)
    told = make._build(Job(path, "d", recipe, facts), out)
    assert isinstance(told, Storyboard)
    return told


@pytest.mark.parametrize("gap", ["25", "9999"], ids=["keyframes", "no keyframes"])
def test_each_picture_shows_its_own_moment(
    film: Maker, facts: Look, tmp_path: Path, gap: str
) -> None:
    """A film that is red for three seconds, then green, then blue."""
    paint = "drawbox=t=fill:c=red,drawbox=t=fill:c=lime:enable='gte(t,3)',"
    paint += "drawbox=t=fill:c=blue:enable='gte(t,6)'"
    original = film(f"colours{gap}.mp4", "-vf", paint, "-g", gap, "-sc_threshold", "0", seconds=9)
    told = board(original, facts(original), tmp_path)
    sheet = Image.open(tmp_path / told.sheet.path).convert("RGB")
    assert (told.sheet.width, told.sheet.height) == sheet.size == (320, 180)
    seen = {}
    for start, end, name, *box in CUE.findall((tmp_path / told.index.path).read_text()):
        x, y, width, height = map(int, box)
        pixel = sheet.getpixel((x + width // 2, y + height // 2))
        assert isinstance(pixel, tuple)
        seen[start, end] = "rgb"[pixel.index(max(pixel))]
        assert name == told.sheet.path
    assert "".join(seen.values()) in ("rrgb", "rggb", "rgbb", "rgb")
    assert next(iter(seen))[0] == "00:00:00.000"
    assert list(seen)[-1][1] == "00:00:09.000"
    assert all(before[1] == after[0] for before, after in pairwise(seen))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["sheet.webp", "storyboard.vtt"]


def test_the_sheet_of_a_portrait_film_has_portraits(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("portrait.mp4", size="180x320", seconds=4)
    told = board(original, facts(original), tmp_path)
    assert (told.sheet.width, told.sheet.height) == (90, 160)


def test_the_sheet_keeps_its_bound(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("noise.mp4", "-vf", "noise=alls=90:allf=t", "-g", "25", seconds=8)
    made = board(original, facts(original), tmp_path)
    recipe = StoryboardRecipe(columns=2, kilobytes=made.sheet.bytes // 1000 - 2)
    (tmp_path / "small").mkdir()
    small = make._build(Job(original, "d", recipe, facts(original)), tmp_path / "small")
    assert isinstance(small, Storyboard)
    assert small.sheet.bytes <= recipe.kilobytes * 1000
