"""How loud films become: the decision, and real sound before and after."""

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.content.original import FilmFacts
from site_builder.media import ffmpeg, lines, loudness, video
from site_builder.media.loudness import Loudness
from site_builder.media.recipe import FilmRecipe
from tests.unit.media.streams import packets

Maker = Callable[..., Path]
Look = Callable[[Path], FilmFacts]
SMALL = FilmRecipe(heights=(180, 90), preset="ultrafast")


@pytest.mark.parametrize(
    ("integrated", "peak", "expected"),
    [
        (-22, -10, 6.0),
        (-10, 0.5, -6.0),
        (-40, -30, 12.0),  # no further
        (-1, 3, -12.0),
        (-17, -9, 0.0),  # nobody hears the difference
        (-15, -9, 0.0),
        (-22, -5, 3.5),  # as far as the peak allows
        (-22, -2, 0.0),
        (-22, 0.5, 0.0),  # not lowered for its peak
        (-14, 1.5, -3.0),  # lowered further, for its peak
        (-70, float("-inf"), 0.0),
        (-55, -40, 0.0),
        (float("-inf"), float("-inf"), 0.0),
        (float("nan"), -3, 0.0),
    ],
)
def test_one_gain_brings_a_film_to_its_loudness(
    integrated: float, peak: float, expected: float
) -> None:
    assert loudness.gain(Loudness(integrated, peak), FilmRecipe()) == expected


def test_the_recipe_has_the_say() -> None:
    told = Loudness(-22, -10)
    assert loudness.gain(told, FilmRecipe(loudness=None)) == 0
    assert loudness.gain(told, FilmRecipe(loudness=-20)) == 2
    assert loudness.gain(told, FilmRecipe(least_gain=7)) == 0
    assert loudness.gain(None, FilmRecipe()) == 0


def measured(path: Path, facts: FilmFacts) -> Loudness:
    said = ffmpeg.run(lines.loudness_line(path, facts), 60)
    told = loudness.told(said.lines)
    assert told is not None
    return told


@pytest.mark.parametrize("copyable", [True, False])
@pytest.mark.parametrize(
    ("name", "sound", "limited"),
    [
        ("loud", "volume=14dB", False),
        ("quiet", "volume=-4dB", False),
        ("very-quiet", "volume=-22dB", True),
        ("clap", "volume='if(between(t,1,1.05),4,0.25)':eval=frame", True),
    ],
)
def test_loud_and_quiet_films_sound_alike(
    film: Maker, facts: Look, tmp_path: Path, name: str, sound: str, limited: bool, copyable: bool
) -> None:
    pixels = "yuv420p" if copyable else "yuv444p"
    original = film(f"{name}-{pixels}.mp4", "-af", sound, "-pix_fmt", pixels, "-ac", "2")
    told = facts(original)
    before = measured(original, told)
    made = video.renditions(original, told, SMALL, tmp_path)
    assert made.copied is copyable
    assert made.gain != 0
    for copy in made.renditions:
        after = measured(tmp_path / copy.path, facts(tmp_path / copy.path))
        assert after.integrated == pytest.approx(before.integrated + made.gain, abs=0.5)
        assert after.peak <= SMALL.peak + 0.5  # AAC rounds corners
        assert (abs(after.integrated - -16) > 0.5) is limited
    if copyable:
        assert packets(tmp_path / made.renditions[0].path) == packets(original)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("silent-track.mp4", ["-af", "volume=0"]),
        ("noise-floor.mp4", ["-af", "volume=-45dB"]),
        ("right.mp4", ["-af", "volume=5dB"]),
        ("no-track.mp4", ["-map", "-1:a"]),
    ],
)
def test_a_film_that_sounds_right_or_not_at_all_is_left_alone(
    film: Maker, facts: Look, tmp_path: Path, name: str, options: list[str]
) -> None:
    original = film(name, *options)
    told = facts(original)
    made = video.renditions(original, told, SMALL, tmp_path)
    assert (made.copied, made.gain) == (True, 0)
    top = tmp_path / made.renditions[0].path
    assert packets(top) == packets(original)
    if told.audio_codec:
        assert packets(top, "audio") == packets(original, "audio")
