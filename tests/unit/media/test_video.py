"""Films: what they are found to be, the command lines, and what comes out."""

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageStat

from site_builder.content.original import FilmFacts, Unreadable
from site_builder.media import image, video
from site_builder.media.recipe import FilmRecipe, FilmSet, Refused

Maker = Callable[..., Path]
Look = Callable[[Path], FilmFacts]
SMALL = FilmRecipe(heights=(180, 90), preset="ultrafast")
PLAIN = FilmFacts(
    digest="d", bytes=1000, container="mp4", video_codec="h264", width=1280, height=720,
    frame_rate=25, seconds=10, audio_codec="aac", channels=2, copyable=False,
)  # fmt: skip


def packets(path: Path) -> str:
    """Digest of the picture's packets."""
    told = hashlib.sha256()
    with av.open(str(path)) as container:
        for packet in container.demux(container.streams.video[0]):
            told.update(bytes(packet))
    return told.hexdigest()


def made(path: Path, facts: FilmFacts, out: Path, recipe: FilmRecipe = SMALL) -> FilmSet:
    out.mkdir(exist_ok=True)
    return video.renditions(path, facts, recipe, out)


def opened(path: Path) -> dict[str, Any]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frame = next(container.decode(stream))
        sound = container.streams.audio[0].codec_context if container.streams.audio else None
        return {
            "codec": stream.codec_context.name,
            "format": frame.format.name,
            "size": (frame.width, frame.height),
            "rotation": frame.rotation,
            "rate": float(stream.average_rate or 0),
            "seconds": float((stream.duration or 0) * (stream.time_base or 0)),
            "sound": sound and (sound.name, sound.channels),
            "colour": tuple(map(int, (frame.colorspace, frame.color_trc, frame.color_primaries))),
            "metadata": {**container.metadata, **stream.metadata},
            "chapters": len(container.chapters()),
        }


def is_faststart(path: Path) -> bool:
    raw = path.read_bytes()
    return 0 < raw.find(b"moov") < raw.find(b"mdat")


# --- looking ---------------------------------------------------------------------------------


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
    assert "1920×1080" in facts(film("hd.mp4", size="1920x1080", seconds=0.4)).reasons
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
    found = video.look(tmp_path / "half.mp4", "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "truncated"


def test_half_a_matroska_film_is_refused(film: Maker, tmp_path: Path) -> None:
    whole = film("long.mkv", seconds=4).read_bytes()
    (tmp_path / "half.mkv").write_bytes(whole[: len(whole) // 2])
    found = video.look(tmp_path / "half.mkv", "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "truncated"


def test_sound_alone_is_no_film(film: Maker) -> None:
    assert video.look(film("sound.m4a", "-map", "-0:v"), "d") == Unreadable("no-picture")


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
    found = video.look(tmp_path / "a.mp4", "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "not-a-film"


# --- command lines ---------------------------------------------------------------------------


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
    told = video.sizes(replace(PLAIN, width=width, height=height), (720, 480))
    assert [(size.width, size.height) for size in told] == expected


@pytest.mark.parametrize(
    ("original", "expected"),
    [(25, 25), (50, 25), (29.97, 30), (59.94, 30), (23.976, 24), (12.5, 25), (20, 25), (7.4, 25)],
)
def test_the_frame_rate_is_of_its_own_family(original: float, expected: int) -> None:
    assert video.rate(original) == expected


@pytest.mark.parametrize("copyable", [True, False])
def test_every_command_line_is_guarded(copyable: bool) -> None:
    original = Path("/films/%03d concat:a|b.mp4")
    line = video.encode_line(original, replace(PLAIN, copyable=copyable), SMALL, Path("/out"))
    assert f"file:{original}" in line
    assert "-nostdin" in line
    assert line[line.index("-protocol_whitelist") + 1] == "file"
    assert line[line.index("-format_whitelist") + 1] == video.FORMATS
    assert line.index("-format_whitelist") < line.index("-i")
    assert line.count("-map_metadata") == line.count("-map_chapters") == 2
    assert all(target in line for target in ("file:/out/180.mp4", "file:/out/90.mp4"))


def test_only_what_needs_it_is_deinterlaced_or_toned_down() -> None:
    def graph(**facts: Any) -> str:
        told = replace(PLAIN, **facts)
        return " ".join(video.encode_line(Path("/a.mp4"), told, SMALL, Path("/out")))

    assert "bwdif" not in graph()
    assert "bwdif" in graph(interlaced=True)
    assert "tonemap" not in graph()
    assert "tonemap" in graph(hdr=True)


def test_the_tracks_found_are_the_tracks_taken() -> None:
    told = replace(PLAIN, picture_track=1, sound_track=2)
    line = " ".join(video.encode_line(Path("/a.mp4"), told, SMALL, Path("/out")))
    assert "[0:v:1]" in line
    assert "[0:a:2]" in line


# --- what comes out --------------------------------------------------------------------------


def test_a_compliant_film_keeps_its_picture_bytes(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("ok.mp4")
    told = made(original, facts(original), tmp_path)
    top = tmp_path / told.renditions[0].path
    assert told.copied
    assert [copy.path for copy in told.renditions] == ["180.mp4", "90.mp4"]
    assert packets(top) == packets(original)
    assert is_faststart(top)
    assert not is_faststart(original)
    assert opened(tmp_path / "90.mp4")["size"] == (160, 90)


def test_six_channels_become_two_beside_a_copied_picture(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("51.mp4", "-ac", "6", seconds=1)
    told = made(original, facts(original), tmp_path)
    top = tmp_path / told.renditions[0].path
    assert packets(top) == packets(original)
    assert opened(top)["sound"] == ("aac", 2)


def test_other_films_are_transcoded_for_every_browser(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film(
        "meta.mkv", "-pix_fmt", "yuv444p", "-metadata", "title=13800138000",
        "-metadata", "location=+34.7+113.6/", rate=50,
    )  # fmt: skip
    told = made(original, facts(original), tmp_path)
    assert not told.copied
    for copy in told.renditions:
        found = opened(tmp_path / copy.path)
        assert (found["codec"], found["format"], found["rate"]) == ("h264", "yuv420p", 25)
        assert found["sound"] == ("aac", 2)
        assert found["colour"] == (1, 1, 1)  # BT.709 throughout
        assert found["seconds"] == pytest.approx(2, abs=0.1)
        assert is_faststart(tmp_path / copy.path)
        assert b"13800138000" not in (tmp_path / copy.path).read_bytes()
        assert "location" not in found["metadata"]


def test_a_copy_has_no_metadata_and_no_chapters(film: Maker, facts: Look, tmp_path: Path) -> None:
    chapters = tmp_path / "chapters.txt"
    chapters.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=first\n")
    original = tmp_path / "chapters.mp4"
    line = [video.binary(), "-nostdin", "-v", "error", "-i", str(film("ok.mp4"))]
    line += ["-i", str(chapters), "-map", "0", "-map_chapters", "1", "-c", "copy"]
    line += ["-metadata", "comment=13800138000", str(original)]
    subprocess.run(line, check=True, timeout=60)
    assert opened(original)["chapters"] == 1
    told = made(original, facts(original), tmp_path / "out")
    assert told.copied
    top = tmp_path / "out" / told.renditions[0].path
    assert opened(top)["chapters"] == 0
    assert b"13800138000" not in top.read_bytes()


def turned(film: Maker, tmp_path: Path) -> Path:
    """A film that lies on its side and says so."""
    target = tmp_path / "turned.mp4"
    line = [video.binary(), "-nostdin", "-v", "error", "-display_rotation:v:0", "90"]
    line += ["-i", str(film("ok.mp4")), "-c", "copy", str(target)]
    subprocess.run(line, check=True, timeout=60)
    return target


def test_a_turned_film_comes_upright_and_stays_portrait(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = turned(film, tmp_path)
    told = facts(original)
    assert (told.width, told.height) == (180, 320)
    assert "rotated" in told.reasons
    top = made(original, told, tmp_path / "out").renditions[0]
    assert (top.width, top.height) == (180, 320)
    found = opened(tmp_path / "out" / top.path)
    assert (found["size"], found["rotation"]) == ((180, 320), 0)


def test_pixels_become_square(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("sar.mp4", "-vf", "setsar=4/3", seconds=1)
    told = facts(original)
    assert (told.width, told.height) == (427, 180)
    made(original, told, tmp_path)
    assert opened(tmp_path / "180.mp4")["size"] == (426, 180)


def test_interlaced_films_are_combed_no_more(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film(
        "interlaced.mp4", "-vf", "interlace", "-flags", "+ildct+ilme", "-x264opts", "tff=1", rate=50
    )
    told = facts(original)
    assert told.interlaced
    made(original, told, tmp_path)
    with av.open(str(tmp_path / "180.mp4")) as container:
        assert not any(frame.interlaced_frame for frame in container.decode(video=0))


def test_a_film_without_sound_stays_silent(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("silent.mp4", "-map", "-1:a", "-pix_fmt", "yuv444p", seconds=1)
    made(original, facts(original), tmp_path)
    assert opened(tmp_path / "180.mp4")["sound"] is None


def test_uneven_frames_keep_their_length(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("vfr.mp4", "-vf", "select='lt(n,20)+not(mod(n,5))'", "-fps_mode", "vfr")
    told = facts(original)
    made(original, told, tmp_path)
    assert opened(tmp_path / "180.mp4")["seconds"] == pytest.approx(told.seconds, abs=0.1)


@pytest.mark.parametrize(
    "name", ["%03d.mp4", "-a.mp4", "a:b.mp4", "it's [x];,.mp4", "影片 (1).mp4"]
)
def test_hostile_names_are_only_names(film: Maker, facts: Look, tmp_path: Path, name: str) -> None:
    original = tmp_path / name
    original.write_bytes(film("ok.mp4").read_bytes())
    assert made(original, facts(original), tmp_path / "out").copied


def test_rot_is_not_passed_on_by_a_copy(film: Maker, facts: Look, tmp_path: Path) -> None:
    raw = bytearray(film("ok.mp4").read_bytes())
    told = facts(film("ok.mp4"))
    start = raw.find(b"mdat") + 4000
    raw[start : start + 20_000 : 50] = bytes(
        each ^ 0xFF for each in raw[start : start + 20_000 : 50]
    )
    rotten = tmp_path / "rot.mp4"
    rotten.write_bytes(raw)
    with pytest.raises(Refused) as refused:
        made(rotten, told, tmp_path / "out")
    assert refused.value.reason == "damaged"


def test_a_copy_that_lost_its_end_is_refused(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("444.mp4", "-pix_fmt", "yuv444p", seconds=1)
    with pytest.raises(Refused) as refused:
        made(original, replace(facts(original), seconds=9), tmp_path)
    assert refused.value.reason == "truncated"
    assert str(tmp_path) not in refused.value.detail


def test_what_ffmpeg_says_is_told_without_folders(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"nothing")
    with pytest.raises(Refused) as refused:
        made(tmp_path / "a.mp4", PLAIN, tmp_path / "out")
    assert refused.value.detail
    assert "/" not in refused.value.detail


def test_a_film_that_takes_too_long_is_given_up(film: Maker) -> None:
    line = [video.binary(), "-nostdin", "-v", "error", "-re", "-i", str(film("ok.mp4"))]
    with pytest.raises(Refused) as refused:
        video._run([*line, "-f", "null", "-"], 0.3)
    assert refused.value.reason == "too-slow"


# --- posters ---------------------------------------------------------------------------------


def poster(path: Path, told: FilmFacts, at: float | None, scratch: Path) -> Image.Image:
    scratch.mkdir(exist_ok=True)
    return Image.open(image.liveliest(video.frames(path, told, at, scratch)))


def test_a_poster_is_not_black(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("fade.mp4", "-vf", "fade=in:0:40:color=black,fade=in:25:20", "-g", "999")
    picture = poster(original, facts(original), None, tmp_path)
    assert ImageStat.Stat(picture.convert("L")).mean[0] > 60


def test_a_black_film_has_a_black_poster(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("black.mp4", "-vf", "drawbox=t=fill:c=black", seconds=1)
    picture = poster(original, facts(original), None, tmp_path)
    assert ImageStat.Stat(picture.convert("L")).mean[0] < 20


def test_the_moment_that_was_asked_for_is_the_poster(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("cut.mp4", "-vf", "drawbox=t=fill:c=red:enable='gte(t,1)'")
    red, _, blue = poster(original, facts(original), 1.5, tmp_path).resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]  # an RGB picture
    assert red > 200 > blue


def test_a_moment_behind_the_end_gives_another_poster(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("ok.mp4")
    assert poster(original, facts(original), 99, tmp_path).size == (320, 180)


def test_the_poster_of_a_turned_film_is_upright(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = turned(film, tmp_path)
    assert poster(original, facts(original), None, tmp_path / "s").size == (180, 320)


# --- the corpus ------------------------------------------------------------------------------


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
    found = video.look(corpus / "video" / name, "d")
    assert isinstance(found, Unreadable)
    assert found.reason == reason
