"""Films: what they are found to be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.content.original import FilmFacts, Unreadable
from site_builder.media import copying, demux
from site_builder.media.copying import Coding

Maker = Callable[..., Path]
Look = Callable[[Path], FilmFacts]


def test_a_compliant_film_may_be_copied(film: Maker, facts: Look) -> None:
    told = facts(film("ok.mp4"))
    assert told.reasons == ()
    assert told.copyable
    assert (told.container, told.video_codec, told.width, told.height) == ("mp4", "h264", 320, 180)
    assert (told.frame_rate, told.audio_codec, told.channels) == (25, "aac", 1)
    assert told.seconds == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize(
    ("name", "options", "reason"),
    [
        ("444.mp4", ["-pix_fmt", "yuv444p"], "yuv444p"),
        ("10bit.mp4", ["-pix_fmt", "yuv420p10le"], "yuv420p10le"),
        ("mpeg4.mp4", ["-c:v", "mpeg4"], "mpeg4"),
        ("ok.mkv", [], "matroska"),
        ("sar.mp4", ["-vf", "setsar=4/3"], "pixels not square"),
        ("keys.mp4", ["-t", "14", "-g", "9999", "-sc_threshold", "0"], "keyframes far apart"),
    ],
)
def test_what_browsers_may_not_play_is_not_copied(
    film: Maker, facts: Look, name: str, options: list[str], reason: str
) -> None:
    told = facts(film(name, *options, seconds=14 if "-t" in options else 1))
    assert not told.copyable
    assert reason in told.reasons


def test_size_rate_and_steadiness_have_bounds(film: Maker, facts: Look) -> None:
    assert "50 fps" in facts(film("50.mp4", rate=50, seconds=1)).reasons
    assert facts(film("hd.mp4", "-crf", "40", size="1920x1080", seconds=1)).reasons == ()
    assert "2048×1152" in facts(film("2k.mp4", size="2048x1152", seconds=0.4)).reasons
    uneven = film("vfr.mp4", "-vf", "select='lt(n,20)+not(mod(n,5))'", "-fps_mode", "vfr")
    assert "frame rate not constant" in facts(uneven).reasons


def test_sound_that_browsers_may_not_play_leaves_the_picture_copyable(
    film: Maker, facts: Look
) -> None:
    told = facts(film("51.mp4", "-ac", "6", seconds=1))
    assert (told.copyable, told.audio_copyable, told.channels) == (True, False, 6)


def test_mov_is_told_from_mp4_by_content(film: Maker, facts: Look, tmp_path: Path) -> None:
    named_mp4 = tmp_path / "a.mp4"
    named_mp4.write_bytes(film("ok.mov", seconds=1).read_bytes())
    assert facts(named_mp4).container == "mov"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("flags", ["", "+faststart"])
def test_half_a_film_is_refused(film: Maker, tmp_path: Path, share: float, flags: str) -> None:
    options = ["-movflags", flags] if flags else []
    whole = film(f"whole{flags}.mp4", *options).read_bytes()
    (tmp_path / "half.mp4").write_bytes(whole[: int(len(whole) * share)])
    found = demux.look(tmp_path / "half.mp4", "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "truncated"


def test_half_a_matroska_film_is_refused(film: Maker, tmp_path: Path) -> None:
    whole = film("long.mkv", seconds=4).read_bytes()
    (tmp_path / "half.mkv").write_bytes(whole[: len(whole) // 2])
    found = demux.look(tmp_path / "half.mkv", "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "truncated"


def test_a_film_that_takes_too_long_to_look_at_is_given_up(film: Maker) -> None:
    assert demux.look(film("ok.mp4"), "d", patience=-1) == Unreadable(
        "too-slow", "given up after -1 s"
    )


def test_sound_alone_is_no_film(film: Maker) -> None:
    assert demux.look(film("sound.m4a", "-map", "-0:v"), "d") == Unreadable("no-picture")


@pytest.mark.parametrize(
    "disguised",
    [
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
        b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"plain words",
    ],
)
def test_playlists_and_the_like_are_refused_under_any_name(
    tmp_path: Path, disguised: bytes
) -> None:
    (tmp_path / "a.mp4").write_bytes(disguised)
    found = demux.look(tmp_path / "a.mp4", "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "not-a-film"


@pytest.mark.parametrize(
    ("name", "copyable"),
    [
        ("ok/compliant_720p25.mp4", True),
        ("ok/compliant_moov_end.mp4", True),
        ("fmt/cockatoo_yuv444.mp4", False),
        ("made/h264_10bit_720p25.mp4", False),
        ("made/interlaced_1080i.mts", False),
        ("hdr/dolbyVision.MOV", False),
        ("real/rotate_and_reflect.mp4", False),
    ],
)
def test_the_corpus_is_judged_rightly(corpus: Path, facts: Look, name: str, copyable: bool) -> None:
    assert facts(corpus / "video" / name).copyable is copyable


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("damage/truncated_60pct.mp4", "truncated"),
        ("audio/bbb_1ch_16kHz_aac.mp4", "no-picture"),
        ("struct/missing_stsd.mp4", "unsupported"),
    ],
)
def test_the_bad_ones_of_the_corpus_are_named(corpus: Path, name: str, reason: str) -> None:
    found = demux.look(corpus / "video" / name, "d")
    assert isinstance(found, Unreadable)
    assert found.reason == reason


def test_a_film_that_names_no_colours_has_those_that_browsers_assume(
    film: Maker, facts: Look
) -> None:
    assert facts(film("ok.mp4")).matrix == "bt601"
    assert facts(film("hd.mp4", "-crf", "40", size="1920x1080", seconds=1)).matrix == "bt709"
    named = ["-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709"]
    assert facts(film("named.mp4", *named, seconds=1)).matrix == ""


@pytest.mark.parametrize(
    ("width", "height", "rate", "copyable"),
    [
        (1280, 720, 6.4, True),
        (1280, 720, 6.6, False),
        (720, 1280, 6.6, False),
        (1920, 1080, 10.4, True),
        (1080, 1920, 10.4, True),
        (1920, 1080, 10.6, False),
        (1921, 1080, 1, False),
        (1920, 1200, 1, False),
        (639, 360, 1, False),
    ],
)
def test_what_is_copied_has_bounds(width: int, height: int, rate: float, copyable: bool) -> None:
    coding = Coding("High", "yuv420p", square=True, turned=False, steady=True, gap=2)
    told = FilmFacts(
        digest="d", bytes=round(rate * 1e6), container="mp4", video_codec="h264", width=width,
        height=height, frame_rate=25, seconds=8, audio_codec=None, channels=0, copyable=False,
    )  # fmt: skip
    assert (list(copying.reasons(told, coding)) == []) is copyable
