"""ffmpeg's command lines, by what is asked and what the film is."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.content.original import FilmFacts
from site_builder.media import demux, lines
from site_builder.media.recipe import FilmRecipe, PreviewRecipe

SMALL = FilmRecipe(heights=(180, 90), preset="ultrafast")
PLAIN = FilmFacts(
    digest="d", bytes=1000, container="mp4", video_codec="h264", width=1280, height=720,
    frame_rate=25, seconds=10, audio_codec="aac", channels=2, copyable=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (3840, 2160, [(1920, 1080), (1280, 720), (854, 480)]),
        (1920, 1080, [(1920, 1080), (1280, 720), (854, 480)]),
        (1080, 1920, [(1080, 1920), (720, 1280), (480, 854)]),
        (1280, 720, [(1280, 720), (854, 480)]),
        (641, 361, [(640, 360)]),
        (320, 240, [(320, 240)]),
        (640, 500, [(640, 500)]),
        (1, 1, [(2, 2)]),
    ],
)
def test_sizes_are_even_keep_their_shape_and_never_grow(
    width: int, height: int, expected: list[tuple[int, int]]
) -> None:
    told = lines.sizes(replace(PLAIN, width=width, height=height), FilmRecipe().heights)
    assert [(size.width, size.height) for size in told] == expected


@pytest.mark.parametrize(
    ("original", "expected"),
    [(25, 25), (50, 25), (29.97, 30), (59.94, 30), (23.976, 24), (12.5, 25), (20, 25), (7.4, 25)],
)
def test_the_frame_rate_is_of_its_own_family(original: float, expected: int) -> None:
    assert lines.rate(original) == expected


@pytest.mark.parametrize("copyable", [True, False])
def test_every_command_line_is_guarded(copyable: bool) -> None:
    original = Path("/films/%03d concat:a|b.mp4")
    line = lines.encode_line(original, replace(PLAIN, copyable=copyable), SMALL, Path("/out"))
    assert f"file:{original}" in line
    assert "-nostdin" in line
    assert line[line.index("-protocol_whitelist") + 1] == "file"
    assert line[line.index("-format_whitelist") + 1] == demux.FORMATS
    assert line.index("-format_whitelist") < line.index("-i")
    assert line.count("-map_metadata") == line.count("-map_chapters") == 2
    assert all(target in line for target in ("file:/out/180.mp4", "file:/out/90.mp4"))


def test_only_what_needs_it_is_deinterlaced_or_toned_down() -> None:
    def graph(**facts: Any) -> str:
        told = replace(PLAIN, **facts)
        return " ".join(lines.encode_line(Path("/a.mp4"), told, SMALL, Path("/out")))

    assert "bwdif" not in graph()
    assert "bwdif" in graph(interlaced=True)
    assert "tonemap" not in graph()
    assert "tonemap" in graph(hdr=True)


@pytest.mark.parametrize(
    ("preset", "scaler"),
    [("ultrafast", "bilinear"), ("veryfast", "lanczos"), ("faster", "lanczos")],
)
def test_a_quick_look_is_scaled_quickly_and_all_else_finely(preset: str, scaler: str) -> None:
    line = lines.encode_line(Path("a"), PLAIN, replace(SMALL, preset=preset), Path("/out"))
    assert str(line).count(f"flags={scaler}") == 2


def test_the_tracks_found_are_the_tracks_taken() -> None:
    told = replace(PLAIN, picture_track=1, sound_track=2)
    line = " ".join(lines.encode_line(Path("/a.mp4"), told, SMALL, Path("/out")))
    assert "[0:v:1]" in line
    assert line.count("-map 0:a:2") == 3  # two renditions, and once to be heard
    assert "0:a:0" not in line
    changed = " ".join(lines.encode_line(Path("/a.mp4"), told, SMALL, Path("/out"), 3.0))
    assert "[0:a:2]" in changed


@pytest.mark.parametrize(
    ("codec", "kbps", "short", "expected"),
    [
        ("h264", 1200, 720, 1200),
        ("h264", 1200, 480, 801),
        ("hevc", 1200, 480, 1601),
        ("h264", 90, 480, 100),
    ],
)
def test_no_rendition_weighs_more_than_its_original(
    codec: str, kbps: int, short: int, expected: int
) -> None:
    told = replace(PLAIN, video_codec=codec, bytes=kbps * 125 * 10)
    size = lines.sizes(told, (short,))[0]
    assert lines.ceiling(told, size) == pytest.approx(expected, abs=1)


def test_only_the_largest_rendition_may_be_a_copy() -> None:
    told = replace(PLAIN, copyable=True)
    assert lines.is_copied(told, FilmRecipe())
    assert not lines.is_copied(told, FilmRecipe(heights=(480,)))
    assert not lines.is_copied(replace(told, copyable=False), FilmRecipe())


@pytest.mark.parametrize(
    ("seconds", "at", "expected"),
    [
        (90, None, (30, 6)),
        (90, 12.5, (12.5, 6)),
        (90, 88, (84, 6)),  # never past the end
        (90, 99, (30, 6)),  # a moment that is not in the film
        (8, 3, (0, 8)),
        (1.5, None, (0, 1.5)),
    ],
)
def test_a_preview_lies_within_its_film(
    seconds: float, at: float | None, expected: tuple[float, float]
) -> None:
    assert lines.preview_part(seconds, PreviewRecipe(at=at)) == expected


def test_stills_of_interlaced_films_are_made_of_one_frame_each() -> None:
    told = replace(PLAIN, interlaced=True)
    line = " ".join(lines.typical_line(Path("/a.mp4"), told, 1, Path("/a.png")))
    assert "estdif" in line
    assert "bwdif" not in line


def test_the_gain_is_given_to_every_rendition_or_none() -> None:
    told = replace(PLAIN, copyable=True)
    still = " ".join(lines.encode_line(Path("/a.mp4"), told, FilmRecipe(), Path("/out")))
    assert "-acodec copy" in still
    assert "volume" not in still
    raised = " ".join(lines.encode_line(Path("/a.mp4"), told, FilmRecipe(), Path("/out"), 3.25))
    assert "-acodec copy" not in raised
    assert "-vcodec copy" in raised
    assert raised.count("volume=3.2dB") == 1
    assert "asplit=2" in raised


def test_an_av1_rendition_is_made_when_asked_for() -> None:
    line = lines.encode_line(Path("/a.mp4"), PLAIN, FilmRecipe(av1=True), Path("/out"))
    assert "file:/out/720.av1.mp4" in line
    assert "libsvtav1" in line
    assert "libsvtav1" not in lines.encode_line(Path("/a.mp4"), PLAIN, FilmRecipe(), Path("/out"))
