"""ffmpeg's command lines for the opening film, built and not run: with `lines.py`, all that knows
its options and filters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg

from site_builder.content.original import FilmFacts
from site_builder.media.lines import (
    BT709,
    CLEAN,
    Size,
    compiled,
    from_moment,
    guarded,
    sized,
    stereo,
)
from site_builder.media.scenes import Canvas

SAMPLES = 48_000
"""A second."""
_CODECS: dict[str, dict[str, Any]] = {
    # Without frames that look ahead, and with headers that do not depend on what is shown, pieces
    # that were encoded apart can follow each other.
    "h264": {"vcodec": "libx264", "x264-params": "stitchable=1:bframes=0"},
    "hevc": {"vcodec": "libx265", "x265-params": "bframes=0:log-level=error", "tag:v": "hvc1"},
}
CODECS = tuple(_CODECS)


def excerpt_line(
    path: Path, facts: FilmFacts, start: float, canvas: Canvas, frames: int
) -> list[str]:
    """Frames of a film from a moment on, as RGB of the canvas' size, on bars where its shape is
    another; the last is repeated where it is too short.
    """
    shape = min(canvas.width / facts.width, canvas.height / facts.height)
    size = Size(*(round(side * shape / 2) * 2 for side in (facts.width, facts.height)))
    picture = from_moment(path, facts, start, seek=True)
    if facts.interlaced:
        picture = picture.filter("bwdif", mode="send_frame")
    picture = picture.filter("fps", canvas.rate, start_time=0)
    picture = sized(picture, facts, size)
    picture = picture.filter(
        "pad", canvas.width, canvas.height, "(ow-iw)/2", "(oh-ih)/2", color="0x0b0806"
    )
    picture = picture.filter("tpad", stop_mode="clone", stop=-1)
    picture = picture.filter("scale", in_color_matrix="bt709").filter("format", "rgb24")
    told = {"vframes": frames, "format": "rawvideo", "pix_fmt": "rgb24"}
    return compiled(ffmpeg.output(picture, "pipe:1", **told))


def watch_line(path: Path, facts: FilmFacts, size: tuple[int, int], rate: int) -> list[str]:
    """The whole picture, small and grey, a few times a second."""
    picture = guarded(path)[f"v:{facts.picture_track}"]
    picture = picture.filter("fps", rate, start_time=0).filter("scale", *size)
    picture = picture.filter("format", "gray")
    return compiled(ffmpeg.output(picture, "pipe:1", format="rawvideo", pix_fmt="gray"))


def hear_line(path: Path, facts: FilmFacts, samples: int) -> list[str]:
    """The whole sound in one channel, as signed numbers of 16 bits."""
    heard = stereo(guarded(path), facts, 0)
    return compiled(ffmpeg.output(heard, "pipe:1", format="s16le", ac=1, ar=samples))


def footage_line(canvas: Canvas, out: Path) -> list[str]:
    """RGB frames from the input, encoded."""
    told = {"format": "rawvideo", "pix_fmt": "rgb24", "framerate": canvas.rate}
    picture = ffmpeg.input("pipe:0", s=f"{canvas.width}x{canvas.height}", **told)
    picture = picture.filter("scale", out_color_matrix="bt709", out_range="tv", flags="lanczos")
    picture = picture.filter("format", "yuv420p").filter("setparams", **BT709, range="tv")
    coded = {**_CODECS[canvas.codec], "preset": canvas.preset, "crf": canvas.crf, "threads": 1}
    coded |= {"g": canvas.rate * 2, "video_track_timescale": canvas.rate * 512}
    return compiled(ffmpeg.output(picture, f"file:{out}", **coded, **CLEAN))


def part_loudness_line(path: Path, facts: FilmFacts, start: float, seconds: float) -> list[str]:
    """A part's sound through the EBU R 128 meter, which speaks its sums at the end."""
    part = _part(path, facts, start, seconds)
    return compiled(ffmpeg.output(_metered(part), "-", format="null"), "info")


def loudness_line(path: Path) -> list[str]:
    """The same of a whole file of ours."""
    heard = ffmpeg.input(f"file:{path}").audio
    return compiled(ffmpeg.output(_metered(heard), "-", format="null"), "info")


def part_line(  # noqa: PLR0913 - each is told by the recipe
    path: Path, facts: FilmFacts, start: float, seconds: float, gain: float, peak: float, out: Path
) -> list[str]:
    """A part's sound, raised and limited, as lossless stereo of exactly so many seconds."""
    part = _exact(_limited(_part(path, facts, start, seconds), gain, peak), seconds)
    return compiled(ffmpeg.output(part, f"file:{out}", acodec="flac", fflags="+bitexact"))


@dataclass(frozen=True)
class Laid:
    """A sound that begins at a second of the film and is faded in and out over its cross-fades."""

    path: Path
    at: float
    seconds: float
    fade: float


@dataclass(frozen=True)
class Bed:
    """Music under everything, by the decibels it is raised."""

    path: Path
    gain: float


def mix_line(laid: Sequence[Laid], bed: Bed | None, seconds: float, out: Path) -> list[str]:
    """Everything that is heard, in one lossless file. Music gives way where somebody speaks."""
    silence = ffmpeg.input(f"anullsrc=r={SAMPLES}:cl=stereo", format="lavfi", t=f"{seconds:.6f}")
    speech = _summed([silence.audio, *map(_placed, laid)], seconds)
    if bed is None:
        return compiled(ffmpeg.output(speech, f"file:{out}", acodec="flac", fflags="+bitexact"))
    parts = speech.filter_multi_output("asplit", 2)
    music = ffmpeg.input(f"file:{bed.path}", stream_loop=-1, t=f"{seconds:.6f}").audio
    music = _stereo(music).filter("volume", f"{bed.gain:.1f}dB")
    music = music.filter("afade", type="in", duration=2)
    music = music.filter("afade", type="out", start_time=max(0.0, seconds - 3), duration=3)
    ducked = ffmpeg.filter(
        [music, parts[0]], "sidechaincompress", threshold=0.015, ratio=10, attack=120, release=1400
    )
    heard = _summed([parts[1], ducked], seconds)
    return compiled(ffmpeg.output(heard, f"file:{out}", acodec="flac", fflags="+bitexact"))


def levelled_line(path: Path, gain: float, peak: float, out: Path) -> list[str]:
    """A whole mix, raised and limited, as AAC."""
    heard = _limited(ffmpeg.input(f"file:{path}").audio, gain, peak)
    return compiled(
        ffmpeg.output(heard, f"file:{out}", acodec="aac", audio_bitrate="192k", **CLEAN)
    )


def splice_line(listed: Path, heard: Path, out: Path) -> list[str]:
    """The pieces that a list names, one after the other as they are, with their sound."""
    picture = ffmpeg.input(f"file:{listed}", format="concat", safe=0).video
    track = ffmpeg.input(f"file:{heard}").audio
    return compiled(ffmpeg.output(picture, track, f"file:{out}", codec="copy", **CLEAN))


def _part(path: Path, facts: FilmFacts, start: float, seconds: float) -> Any:
    given = guarded(path, ss=f"{start:.3f}", t=f"{seconds:.6f}")
    return stereo(given, facts, 0)


def _metered(heard: Any) -> Any:
    return heard.filter("ebur128", peak="true", framelog="quiet")


def _limited(heard: Any, gain: float, peak: float) -> Any:
    """Raised; what would pass the peak is held, at four times the rate, where peaks between two
    samples are seen.
    """
    heard = heard.filter("volume", f"{gain:.2f}dB").filter("aresample", SAMPLES * 4)
    heard = heard.filter(
        "alimiter", limit=f"{10 ** (peak / 20):.4f}", level=0, attack=5, release=60
    )
    return heard.filter("aresample", SAMPLES)


def _exact(heard: Any, seconds: float) -> Any:
    """With silence at its end where it is too short, and never longer."""
    samples = round(seconds * SAMPLES)
    return heard.filter("apad", whole_len=samples).filter("atrim", end_sample=samples)


def _placed(laid: Laid) -> Any:
    heard = ffmpeg.input(f"file:{laid.path}").audio
    heard = heard.filter("afade", type="in", duration=laid.fade)
    heard = heard.filter(
        "afade", type="out", start_time=laid.seconds - laid.fade, duration=laid.fade
    )
    return heard.filter("adelay", delays=f"{round(laid.at * SAMPLES)}S", all=1)


def _summed(heard: Sequence[Any], seconds: float) -> Any:
    if len(heard) == 1:
        return heard[0]
    mixed = ffmpeg.filter(list(heard), "amix", inputs=len(heard), normalize=0, duration="longest")
    return _exact(mixed, seconds)


def _stereo(heard: Any) -> Any:
    heard = heard.filter("aresample", SAMPLES)
    return heard.filter("aformat", sample_fmts="fltp", channel_layouts="stereo")
