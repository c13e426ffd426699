"""Films: what comes out."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageStat

from site_builder.content.original import FilmFacts
from site_builder.media import ffmpeg, image, lines, video
from site_builder.media.recipe import FilmRecipe, FilmSet, PreviewRecipe, Refused
from tests.unit.media.streams import packets, rotten

Maker = Callable[..., Path]
Look = Callable[[Path], FilmFacts]
SMALL = FilmRecipe(heights=(180, 90), preset="ultrafast")
PLAIN = FilmFacts(
    digest="d", bytes=1000, container="mp4", video_codec="h264", width=1280, height=720,
    frame_rate=25, seconds=10, audio_codec="aac", channels=2, copyable=False,
)  # fmt: skip


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
    line = [ffmpeg.binary(), "-nostdin", "-v", "error", "-i", str(film("ok.mp4"))]
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
    line = [ffmpeg.binary(), "-nostdin", "-v", "error", "-display_rotation:v:0", "90"]
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


def test_smaller_renditions_keep_the_colours_of_the_copy(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    """Of a film that names no colours, too, which browsers judge by its size."""
    paint = ["-vf", "drawbox=t=fill:c=red,format=yuv420p"]
    original = film("hd-red.mp4", *paint, size="1280x720", seconds=0.4)
    told = made(original, facts(original), tmp_path, replace(SMALL, heights=(720, 180)))
    assert told.copied
    seen = []
    for copy in told.renditions:
        with av.open(str(tmp_path / copy.path)) as container:
            frame = next(container.decode(video=0))
            seen.append([bytes(plane)[plane.line_size * 20 + 20] for plane in frame.planes])
    assert seen[0] == pytest.approx(seen[1], abs=2)


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
    told = facts(film("ok.mp4"))
    found = made(rotten(film("ok.mp4"), tmp_path / "rot.mp4", 0.1), told, tmp_path / "out")
    assert not found.copied
    assert found.errors >= 1


def test_rot_in_a_film_that_is_transcoded_is_counted_and_placed(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("444-long.mp4", "-pix_fmt", "yuv444p", "-g", "25", seconds=4)
    told = facts(original)
    rot = rotten(original, tmp_path / "rot.mp4")
    found = made(rot, told, tmp_path / "out")
    assert found.errors >= 1
    assert found.first_error == pytest.approx(2, abs=0.5)
    assert opened(tmp_path / "out" / "180.mp4")["seconds"] == pytest.approx(4, abs=0.1)
    assert made(original, told, tmp_path / "sound").errors == 0


def test_a_film_of_which_most_is_rotten_is_refused(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("444-long.mp4", "-pix_fmt", "yuv444p", "-g", "25", seconds=4)
    rot = rotten(original, tmp_path / "rot.mp4", 0.3, original.stat().st_size)
    with pytest.raises(Refused) as refused:
        made(rot, facts(original), tmp_path / "out")
    assert refused.value.reason == "damaged"
    assert "frames decode" in refused.value.detail


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
    line = [ffmpeg.binary(), "-nostdin", "-v", "error", "-re", "-i", str(film("ok.mp4"))]
    with pytest.raises(Refused) as refused:
        ffmpeg.run([*line, "-f", "null", "-"], 0.3)
    assert refused.value.reason == "too-slow"


def test_an_av1_rendition_says_what_it_holds(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("ok.mp4")
    told = made(original, facts(original), tmp_path, replace(SMALL, av1=True, av1_preset=12))
    assert told.av1 is not None
    assert told.av1.path == "180.av1.mp4"
    assert told.av1.type == 'video/mp4; codecs="av01.0.00M.08, mp4a.40.2"'
    found = opened(tmp_path / told.av1.path)
    assert (found["size"], found["format"], found["sound"]) == ((320, 180), "yuv420p", ("aac", 2))
    assert is_faststart(tmp_path / told.av1.path)
    assert told.copied


def test_a_film_larger_than_asked_is_scaled_and_not_copied(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("ok.mp4")
    told = made(original, facts(original), tmp_path, replace(SMALL, heights=(90,)))
    assert not told.copied
    assert opened(tmp_path / told.renditions[0].path)["size"] == (160, 90)


def test_sound_that_browsers_play_is_kept_beside_a_new_picture(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("444-aac.mp4", "-pix_fmt", "yuv444p")
    quiet = replace(SMALL, loudness=None)
    told = made(original, facts(original), tmp_path, quiet)
    for copy in told.renditions:
        assert packets(tmp_path / copy.path, "audio") == packets(original, "audio")


def test_sound_that_starts_late_starts_as_late_in_every_rendition(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    late = tmp_path / "late.mp4"
    line = [ffmpeg.binary(), "-nostdin", "-v", "error", "-i", str(film("ok.mp4"))]
    line += ["-itsoffset", "0.5", "-i", str(film("ok.mp4")), "-map", "0:v", "-map", "1:a"]
    subprocess.run([*line, "-c", "copy", str(late)], check=True, timeout=60)
    told = made(late, facts(late), tmp_path / "out", replace(SMALL, loudness=None))
    for copy in told.renditions:
        with av.open(str(tmp_path / "out" / copy.path)) as container:
            sight, sound = container.streams.video[0], container.streams.audio[0]
            starts = [float(each.start_time * each.time_base) for each in (sight, sound)]
        assert starts[1] - starts[0] == pytest.approx(0.5, abs=0.05)


def test_a_damaged_sound_is_not_passed_on_by_a_copy(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    """With one rendition alone nothing else would decode it."""
    original = film("one-size.mp4", "-c:a", "aac", seconds=2)
    raw = bytearray(original.read_bytes())
    with av.open(str(original)) as container:
        sounds = [(each.pos, each.size) for each in container.demux(audio=0) if each.pos]
    for place, size in sounds[20:60]:
        assert place is not None
        raw[place : place + size : 3] = b"\xff" * len(raw[place : place + size : 3])
    rot = tmp_path / "rot.mp4"
    rot.write_bytes(raw)
    recipe = replace(SMALL, heights=(180,), loudness=None)
    found = made(rot, facts(original), tmp_path / "out", recipe)
    assert not found.copied
    assert packets(tmp_path / "out" / found.renditions[0].path, "audio") != packets(rot, "audio")


NOISE = ("-vf", "noise=alls=60:allf=t", "-crf", "30")


def test_a_preview_is_short_small_and_silent(film: Maker, facts: Look, tmp_path: Path) -> None:
    original = film("noise12.mp4", *NOISE, seconds=12)
    told = video.preview(original, facts(original), PreviewRecipe(height=90), tmp_path)
    found = opened(tmp_path / told.file.path)
    assert (found["size"], found["sound"]) == ((160, 90), None)
    assert found["seconds"] == pytest.approx(6, abs=0.1)
    assert (found["codec"], found["format"]) == ("h264", "yuv420p")
    assert is_faststart(tmp_path / told.file.path)
    assert told.file.bytes < 300_000


def test_a_preview_keeps_its_bound_whatever_moves_in_it(
    film: Maker, facts: Look, tmp_path: Path
) -> None:
    original = film("noise12.mp4", *NOISE, seconds=12)
    recipe = PreviewRecipe(height=180, crf=10, kilobytes=200)
    told = video.preview(original, facts(original), recipe, tmp_path)
    assert 100_000 < told.file.bytes < 200_000


@pytest.mark.parametrize(("at", "blue"), [(None, False), (5.5, True)])
def test_a_preview_begins_where_the_poster_was_asked_for(
    film: Maker, facts: Look, tmp_path: Path, at: float | None, blue: bool
) -> None:
    paint = "drawbox=t=fill:c=red,drawbox=t=fill:c=blue:enable='gte(t,5)'"
    original = film("red-blue.mp4", "-vf", paint, "-crf", "30", seconds=12)
    video.preview(original, facts(original), PreviewRecipe(at=at), tmp_path)
    with av.open(str(tmp_path / "preview.mp4")) as container:
        first = next(container.decode(video=0)).to_image().resize((1, 1)).getpixel((0, 0))
    assert isinstance(first, tuple)
    assert (first[0] > 150, first[2] > 150) == (not blue, blue)


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


def test_a_poster_is_in_focus(film: Maker, facts: Look, tmp_path: Path) -> None:
    blurred = "gblur=sigma=12:enable='lt(t,3.2)',drawbox=t=fill:c=black:enable='lt(t,1)'"
    original = film("focus.mp4", "-vf", blurred, "-g", "25", seconds=5)
    told = facts(original)
    (tmp_path / "at").mkdir()
    asked = image.sharpness(next(iter(video.frames(original, told, 2.0, tmp_path / "at"))))
    found = image.liveliest(video.frames(original, told, None, tmp_path))
    assert image.sharpness(found) > 10 * asked
    assert poster(original, told, 2.0, tmp_path / "b").size == (320, 180)  # as blurred as asked
    kept = image.liveliest(video.frames(original, told, 2.0, tmp_path / "at"))
    assert image.sharpness(kept) == asked


def test_a_film_that_only_decodes_from_its_beginning_has_a_poster_and_a_preview(
    corpus: Path, facts: Look, tmp_path: Path
) -> None:
    """x264's old 4:4:4: after a seek its pictures are grey and green."""
    original = corpus / "video" / "fmt" / "cockatoo_yuv444.mp4"
    told = facts(original)
    (tmp_path / "out").mkdir()
    video.preview(original, told, PreviewRecipe(at=5), tmp_path / "out")
    line = lines.frame_line(tmp_path / "out" / "preview.mp4", told, 0, tmp_path / "preview.png")
    ffmpeg.run(line, 60)
    asked = poster(original, told, 5, tmp_path / "asked")
    found = poster(original, told, None, tmp_path / "found")
    for picture in (Image.open(tmp_path / "preview.png"), asked, found):
        red, green, _ = ImageStat.Stat(picture.convert("RGB")).mean
        assert green < 1.2 * red
        assert ImageStat.Stat(picture.convert("L")).stddev[0] > 40


def test_a_film_is_the_same_bytes_each_time(film: Maker, facts: Look, tmp_path: Path) -> None:
    """Even where its rate runs into the ceiling, which makes x264's threads race."""
    original = film("noise.mp4", "-vf", "noise=alls=90:allf=t", "-pix_fmt", "yuv444p", seconds=4)
    told = facts(original)
    preview = PreviewRecipe(kilobytes=60, preset="ultrafast")
    copies = set()
    for at in range(4):
        out = tmp_path / str(at)
        made(original, told, out)
        video.preview(original, told, preview, out)
        copies.add(tuple(path.read_bytes() for path in sorted(out.rglob("*.mp4"))))
    assert len(copies) == 1
    assert len(copies.pop()) == 3
