"""ffmpeg's command lines, by what is asked and what the film is."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.content.original import FilmFacts
from site_builder.media import demux, lines
from site_builder.media.recipe import FilmRecipe

SMALL = FilmRecipe(heights=(180, 90), preset="ultrafast")
PLAIN = FilmFacts(
    digest="d", bytes=1000, container="mp4", video_codec="h264", width=1280, height=720,
    frame_rate=25, seconds=10, audio_codec="aac", channels=2, copyable=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1920, 1080, [(1280, 720), (854, 480)]),
        (1080, 1920, [(720, 1280), (480, 854)]),
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
    told = lines.sizes(replace(PLAIN, width=width, height=height), (720, 480))
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


def test_the_tracks_found_are_the_tracks_taken() -> None:
    told = replace(PLAIN, picture_track=1, sound_track=2)
    line = " ".join(lines.encode_line(Path("/a.mp4"), told, SMALL, Path("/out")))
    assert "[0:v:1]" in line
    assert "[0:a:2]" in line
