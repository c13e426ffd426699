"""Every file of the corpus: the good ones are read, the bad ones are named."""

from pathlib import Path

import pytest

from site_builder.content.original import Unreadable
from site_builder.media import demux, image

BAD_PICTURES = {
    "evil/script.svg": "not-a-picture",
    "image/bomb/65536-uint32-limit.png": "too-large",
    "image/bomb/decompression_bomb.gif": "too-large",
    "image/bomb/ztxt_60MB.png": "unsupported",
    "image/damage/broken_data_stream.png": "truncated",
    "image/damage/truncated_end_chunk.png": "truncated",
    "image/damage/truncated_jpeg.jpg": "truncated",
    "image/damage/zero.jpg": "empty",
    "image/fmt/jxl.jxl": "not-a-picture",
    "image/fmt/tiny.gif": "not-a-picture",  # a header without a picture
    "image/heic/empty.heic": "empty",
    "image/heic/truncated.heic": "truncated",
    "wrongext/pdf_named.png": "not-a-picture",
    "wrongext/video_named.jpg": "not-a-picture",
}
BAD_FILMS = {
    "evil/sdp.mov": "not-a-film",
    "video/audio/ac3_aac.mp4": "no-picture",
    "video/audio/bbb_1ch_16kHz_aac.mp4": "no-picture",
    "video/damage/truncated_60pct.mp4": "truncated",
    "video/fmt/AudioVideoInterleave.avi": "not-a-film",  # headers without a frame
    "video/fmt/WindowsMediaVideo.wmv": "not-a-film",
    "video/fmt/webm.webm": "truncated",
    "video/struct/missing_stsd.mp4": "unsupported",
}
FILMS = {".mp4", ".mov", ".mkv", ".avi", ".wmv", ".flv", ".ts", ".mts", ".3gp", ".webm"}
CAPTIONS = {".srt", ".tsv"}


def files(corpus: Path, *, films: bool) -> list[Path]:
    found = [path for path in corpus.rglob("*") if path.is_file()]
    found = [path for path in found if path.suffix.lower() not in CAPTIONS]
    return [path for path in found if (path.suffix.lower() in FILMS) is films]


def unreadable(corpus: Path, *, films: bool) -> dict[str, str]:
    look = demux.look if films else image.look
    told = {
        path.relative_to(corpus).as_posix(): look(path, "d")
        for path in files(corpus, films=films)
        if path.stat().st_size or not films
    }
    return {name: each.reason for name, each in told.items() if isinstance(each, Unreadable)}


def test_of_all_pictures_exactly_the_bad_ones_are_named(corpus: Path) -> None:
    assert unreadable(corpus, films=False) == BAD_PICTURES


def test_of_all_films_exactly_the_bad_ones_are_named(corpus: Path) -> None:
    assert unreadable(corpus, films=True) == BAD_FILMS


@pytest.mark.parametrize("films", [True, False])
def test_no_picture_is_a_film_nor_a_film_a_picture(corpus: Path, films: bool) -> None:
    look = image.look if films else demux.look
    for path in files(corpus, films=films):
        if path.name not in ("video_named.jpg", "zero.mp4") and path.parent.name != "anim":
            assert isinstance(look(path, "d"), Unreadable), path.name
