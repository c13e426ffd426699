"""The opening film's sound made level, music that gives way, and pieces put together as they are."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.content.original import FilmFacts
from site_builder.media import cutting, demux, ffmpeg, splicing, watching
from site_builder.media.footage_lines import Laid
from site_builder.media.recipe import FootageRecipe, LivelyRecipe, Refused, SoundRecipe
from site_builder.media.scenes import Canvas, Card, Excerpt, Piece, Spoken, pieces
from tests.unit.media.conftest import Maker
from tests.unit.media.streams import packets

Facts = Callable[[Path], FilmFacts]
SMALL = Canvas(320, 180, 25, preset="ultrafast")


def heard(path: Path, graph: str, *more: str) -> Path:
    """A file of sound by ffmpeg's own sources."""
    line = [
        ffmpeg.binary(),
        "-nostdin",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        graph,
        *more,
        str(path),
    ]
    subprocess.run(line, check=True, timeout=60)
    return path


def level(path: Path, start: float, seconds: float) -> float:
    """Mean volume of a part, in dB."""
    line = [ffmpeg.binary(), "-nostdin", "-ss", str(start), "-t", str(seconds), "-i", str(path)]
    told = subprocess.run(
        [*line, "-af", "volumedetect", "-f", "null", "-"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return float(told.stderr.partition("mean_volume: ")[2].split()[0])


@pytest.mark.parametrize("volume", ["0.02", "0.3", "1.0"])
def test_whatever_comes_in_the_film_is_as_loud_as_it_should_be(tmp_path: Path, volume: str) -> None:
    """Speech stands in as pink noise; claps in between would pass the peak."""
    claps = f"anoisesrc=color=pink:seed=1:r=48000:d=8,volume='{volume}*if(lt(mod(t,2),0.01),6,1)':eval=frame"
    voice = heard(tmp_path / "voice.flac", claps)
    out = tmp_path / "track.m4a"
    found = splicing.soundtrack([Laid(voice, 4, 8, 0.8)], None, 16, out)
    assert found is not None
    assert found.integrated == pytest.approx(splicing.LOUDNESS, abs=0.5)
    assert found.peak <= splicing.PEAK
    again = splicing.measured(out, 60)
    assert again == found


def test_music_lies_under_everything_and_gives_way_to_speech(tmp_path: Path) -> None:
    voice = heard(
        tmp_path / "voice.flac",
        "anoisesrc=color=pink:seed=1:r=48000:d=6,highpass=1000,highpass=1000",
    )
    music = heard(tmp_path / "music.wav", "sine=frequency=110:duration=3,volume=0.5")
    alone = heard(tmp_path / "alone.m4a", "anullsrc=d=1")
    splicing.soundtrack([Laid(voice, 8, 6, 0.4)], music, 20, alone)
    low = tmp_path / "low.wav"  # the music alone, by its pitch
    subprocess.run(
        [
            ffmpeg.binary(),
            "-v",
            "error",
            "-i",
            str(alone),
            "-af",
            "lowpass=160,lowpass=160",
            str(low),
        ],
        check=True,
        timeout=60,
    )
    before, under, after = level(low, 4, 3), level(low, 10, 3), level(low, 16, 0.9)
    assert under < before - 5
    assert after > under + 2
    assert before > -50  # three seconds of music, again and again


def test_a_film_without_sound_has_a_silent_track(tmp_path: Path) -> None:
    out = tmp_path / "track.m4a"
    assert splicing.soundtrack([], None, 5, out) is None
    assert level(out, 0, 5) < -80


def made(
    tmp_path: Path, piece: Piece, sources: cutting.Sources | None = None, canvas: Canvas = SMALL
) -> Path:
    folder = tmp_path / f"piece-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    cutting.footage(FootageRecipe(canvas, piece), sources or {}, folder)
    return folder / "footage.mp4"


@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_pieces_follow_each_other_frame_by_frame(tmp_path: Path, codec: str) -> None:
    canvas = Canvas(320, 180, 25, codec, preset="ultrafast")
    cards = [Card(70, "一"), Card(80, "二", "三"), Card(66, "四", dark=True)]
    parts = pieces(cards, canvas.fade)
    footage = [made(tmp_path, piece, canvas=canvas) for piece in parts]
    track, out = tmp_path / "track.m4a", tmp_path / "out.mp4"
    whole = sum(piece.frames for piece in parts)
    splicing.soundtrack([], None, whole / 25, track)
    splicing.splice(footage, track, whole, out)
    assert demux.frames_in(out) == whole
    assert demux.length(out) == pytest.approx(whole / 25)
    assert whole == 70 + 80 + 66 - 2 * canvas.fade
    decoded = subprocess.run(
        [ffmpeg.binary(), "-v", "error", "-i", str(out), "-f", "null", "-"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert decoded.stderr == ""


def test_a_film_that_would_have_another_length_is_not_written(tmp_path: Path) -> None:
    footage = [made(tmp_path, piece) for piece in pieces([Card(70, "一")], SMALL.fade)]
    track, out = tmp_path / "track.m4a", tmp_path / "out.mp4"
    splicing.soundtrack([], None, 3, track)
    with pytest.raises(Refused, match="71"):
        splicing.splice(footage, track, 71, out)
    assert not out.exists()


def test_the_same_piece_has_the_same_bytes(tmp_path: Path) -> None:
    (piece,) = pieces([Card(70, "一生好学")], SMALL.fade)
    assert made(tmp_path, piece).read_bytes() == made(tmp_path, piece).read_bytes()


def test_an_excerpt_shows_its_captions_while_they_are_said(
    tmp_path: Path, film: Maker, facts: Facts
) -> None:
    path = film("plain.mp4", seconds=10)
    told = facts(path)
    sources = {told.digest: cutting.At(path, told)}

    def frames(*said: Spoken) -> Path:
        scene = Excerpt(200, told.digest, 1, "片", "李秀兰", "省级", said)
        return made(tmp_path, pieces([scene], SMALL.fade)[0], sources)

    without, spoken = frames(), frames(Spoken(130, 160, "她从头学起"))
    assert packets(without) != packets(spoken)
    for at, same in ((120, True), (140, False), (170, True)):
        assert (picture(without, at) == picture(spoken, at)) is same, at


def picture(path: Path, frame: int) -> bytes:
    """A frame, coarse: a sixteenth of its size, and steps of sixteen."""
    line = [
        ffmpeg.binary(),
        "-v",
        "error",
        "-i",
        str(path),
        "-vf",
        f"select=eq(n\\,{frame}),scale=20:-1,format=gray",
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-",
    ]
    raw = subprocess.run(line, capture_output=True, check=True, timeout=60).stdout
    return bytes(each // 24 for each in raw)


def test_an_excerpt_of_a_film_that_ends_holds_its_last_frame(
    tmp_path: Path, film: Maker, facts: Facts
) -> None:
    path = film("short.mp4", seconds=2)
    told = facts(path)
    scene = Excerpt(70, told.digest, 0, "片", "李秀兰", "省级")
    piece = pieces([scene], SMALL.fade)[0]
    assert demux.frames_in(made(tmp_path, piece, {told.digest: cutting.At(path, told)})) == 70


def test_an_excerpts_sound_is_levelled_and_exactly_as_long(
    tmp_path: Path, film: Maker, facts: Facts
) -> None:
    path = film("plain.mp4", seconds=10)
    sound = cutting.sound(path, facts(path), SoundRecipe(2, 101, 25), tmp_path)
    assert sound.heard
    found = splicing.measured(tmp_path / sound.file.path, 60)
    assert found is not None
    assert found.integrated == pytest.approx(-23, abs=0.5)
    assert seconds(tmp_path / sound.file.path) == 101 / 25


def seconds(path: Path) -> float:
    import av  # noqa: PLC0415 - this alone

    with av.open(str(path)) as container:
        return sum(frame.samples for frame in container.decode(audio=0)) / 48_000


def test_the_liveliest_part_of_a_real_film_is_found(tmp_path: Path, facts: Facts) -> None:
    """Still for 20 seconds, moving for 8, still for 20."""
    path = tmp_path / "film.mp4"
    graph = (
        "color=gray:s=320x180:r=25:d=20[a];testsrc2=s=320x180:r=25:d=8[b];"
        "color=gray:s=320x180:r=25:d=20[c];[a][b][c]concat=n=3"
    )
    line = [
        ffmpeg.binary(),
        "-v",
        "error",
        "-filter_complex",
        graph,
        "-pix_fmt",
        "yuv420p",
        "-preset",
        "ultrafast",
        str(path),
    ]
    subprocess.run(line, check=True, timeout=60)
    found = watching.lively(path, facts(path), LivelyRecipe())
    assert found.at == pytest.approx(20, abs=0.5)
