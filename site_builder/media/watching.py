"""A film looked through, small and a few times a second, for its liveliest part."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from site_builder.content.original import FilmFacts
from site_builder.media import ffmpeg, footage_lines, liveliness
from site_builder.media.liveliness import Moment
from site_builder.media.recipe import Lively, LivelyRecipe

RATE = 4
"""Times a second."""
SIZE = (64, 36)
HEARD = 8000
"""Samples a second."""


def lively(original: Path, film: FilmFacts, recipe: LivelyRecipe) -> Lively:
    """Where its liveliest part begins. Raises `Refused`."""
    seen = tuple(_moments(original, film))
    return Lively(liveliness.liveliest(seen, 1 / RATE, recipe.seconds, recipe.cues))


def _moments(original: Path, film: FilmFacts) -> Iterator[Moment]:
    limit = 120 + film.seconds * 4
    line = footage_lines.watch_line(original, film, SIZE, RATE)
    before: Image.Image | None = None
    loud = chain(_loud(original, film, limit), repeat(0.0))
    for raw, heard in zip(ffmpeg.read(line, limit, SIZE[0] * SIZE[1]), loud, strict=False):
        picture = Image.frombytes("L", SIZE, raw)
        yield Moment(_mean(picture), _change(before or picture, picture), heard)
        before = picture


def _loud(original: Path, film: FilmFacts, limit: float) -> Iterator[float]:
    """How loud each moment is, 0 to 1; nothing where there is no sound."""
    if film.audio_codec is None:
        return
    line = footage_lines.hear_line(original, film, HEARD)
    for raw in ffmpeg.read(line, limit, HEARD // RATE * 2):
        samples = array("h", raw)
        yield sum(map(abs, samples)) / len(samples) / 32768


def _mean(picture: Image.Image) -> float:
    return float(ImageStat.Stat(picture).mean[0])


def _change(before: Image.Image, after: Image.Image) -> float:
    return _mean(ImageChops.difference(before, after))
