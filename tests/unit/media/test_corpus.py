"""Every file of the corpus: the good ones are read, the bad ones are named."""

import io
import subprocess
import tracemalloc
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from site_builder.content.original import Unreadable
from site_builder.media import demux, ffmpeg, image
from site_builder.media.recipe import PressRecipe, StillRecipe
from tests.unit.media.test_image import unlike

BAD_PICTURES = {
    "evil/script.svg": "not-a-picture",
    "image/bomb/65536-uint32-limit.png": "too-large",
    "image/bomb/decompression_bomb.gif": "too-large",
    "image/damage/broken_data_stream.png": "truncated",
    "image/damage/truncated_end_chunk.png": "truncated",
    "image/damage/truncated_jpeg.jpg": "truncated",
    "image/damage/zero.jpg": "empty",
    "image/fmt/jxl.jxl": "not-a-picture",
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


# --- as others read them ---------------------------------------------------------------------

PRESS = PressRecipe("名", "说明", "摄影", "条件", "")
SAME_IN_FFMPEG = (
    "anim/animated-loop-3.webp",
    "anim/iss634.apng",
    "anim/newtonscradle.gif",
    "colour/CMYK_no_profile.jpg",
    "colour/Flag-16bit.png",
    "colour/grey.jpg",
    "colour/icc_dup_segments.jpg",
    "fmt/8bit-sRGB.avif",
    "fmt/Panasonic LX7 (MPO).jpg",
    "hdr/ultraHDR.jpg",
    "heic/motion_still.heic",
    "heic/nokia_burst.heic",
)
WITH_A_PROFILE = (
    "colour/CMYK.jpg",
    "colour/adobergb.webp",
    "colour/empty_icc.heic",
    "heic/IMG_1034.heic",
    "heic/IMG_2682.heic",
)


def shown(original: Path, out: Path) -> Image.Image:
    still = image.stills(original, StillRecipe(), out)
    return Image.open(out / still.jpeg.path)


@pytest.mark.parametrize("name", SAME_IN_FFMPEG)
def test_a_picture_looks_as_ffmpeg_shows_its_first_frame(
    corpus: Path, tmp_path: Path, name: str
) -> None:
    original = corpus / "image" / name
    line = [ffmpeg.binary(), "-v", "error", "-i", f"file:{original}", "-frames:v", "1"]
    line += ["-f", "image2pipe", "-c:v", "png", "-"]
    said = subprocess.run(line, check=True, capture_output=True, timeout=60)
    assert unlike(shown(original, tmp_path), Image.open(io.BytesIO(said.stdout))) < 3


@pytest.mark.parametrize("name", WITH_A_PROFILE)
def test_colours_are_those_of_the_profile(corpus: Path, tmp_path: Path, name: str) -> None:
    with Image.open(corpus / "image" / name) as opened:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(opened.info["icc_profile"]))
        wanted = ImageCms.profileToProfile(
            opened, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
        plain = opened.convert("RGB")
    assert wanted is not None
    ours = shown(corpus / "image" / name, tmp_path)
    assert unlike(ours, wanted) < 1
    assert unlike(ours, wanted) < unlike(ours, plain)  # else it would prove nothing


def test_an_orientation_that_only_xmp_knows_is_honoured(corpus: Path, tmp_path: Path) -> None:
    original = corpus / "image" / "orient" / "xmp_orientation.png"
    with Image.open(original) as opened:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(opened.info["icc_profile"]))
        stored = ImageCms.profileToProfile(
            opened, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    assert stored is not None
    turned = stored.transpose(Image.Transpose.ROTATE_180)
    assert unlike(shown(original, tmp_path), turned) < 2


def test_a_text_that_unpacks_to_60_mb_neither_spoils_a_picture_nor_is_unpacked(
    corpus: Path, tmp_path: Path
) -> None:
    tracemalloc.start()
    try:
        assert shown(corpus / "image" / "bomb" / "ztxt_60MB.png", tmp_path).size == (64, 64)
        assert tracemalloc.get_traced_memory()[1] < 6e6
    finally:
        tracemalloc.stop()


def test_the_smallest_gif_is_a_picture_of_one_pixel(corpus: Path, tmp_path: Path) -> None:
    assert shown(corpus / "image" / "fmt" / "tiny.gif", tmp_path).size == (1, 1)


@pytest.mark.parametrize(
    "name",
    [
        "evil/jpeg_zip_polyglot.jpg",
        "evil/exif_xss.jpg",
        "image/motion/pixel-motion-photo.jpg",
        "image/motion/Android Depth Map.jpg",
        "image/heic/motion_still.heic",
        "image/gps/thompson-springs.jpg",
        "image/hdr/ultraHDR.jpg",
        "image/meta/iptc.jpg",
    ],
)
def test_nothing_of_what_hangs_on_a_photo_goes_along(
    corpus: Path, tmp_path: Path, name: str
) -> None:
    image.stills(corpus / name, StillRecipe(), tmp_path)
    image.press(corpus / name, PRESS, tmp_path)
    for copy in tmp_path.iterdir():
        raw = copy.read_bytes()
        for sign in (b"PK\x03\x04", b"Exif\0", b"GPS", b"moov", b"ftypmp4", b"ftypisom", b"MPF\0",
                     b"<script", b"Photoshop 3.0", b"GDepth", b"hdrgm"):  # fmt: skip
            assert sign not in raw, (copy.name, sign)
