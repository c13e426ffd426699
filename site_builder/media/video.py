"""Films: looked at with PyAV, turned into web renditions with ffmpeg. The only file that knows both.

Command lines are built by pure functions and run apart from them.
"""

from __future__ import annotations

import contextlib
import re
import resource
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import ffmpeg
import imageio_ffmpeg

from site_builder.content.original import FilmFacts, Unreadable
from site_builder.media.recipe import Copy, FilmRecipe, FilmSet
from site_builder.media.store import copy_of

FORMATS = "mov,matroska,webm,avi,flv,mpegts,mpeg,asf"
"""Demuxers that may open a film. Playlists and session files, which fetch others, are not here."""
WHITELISTS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
HDR = {16, 18}
"""Transfer functions PQ and HLG, as ffmpeg numbers them."""
MEMORY = 8 << 30
"""Bytes of address space that one ffmpeg may take."""
_DAMAGE = re.compile(
    r"error while decoding|corrupt|concealing|invalid nal|invalid data found|non-existing pps", re.I
)


class Refused(Exception):
    """A film that no copy can be made of; `reason` and `detail` as in `Unreadable`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason
        self.detail = detail


# --- looking ---------------------------------------------------------------------------------


def look(path: Path, digest: str) -> FilmFacts | Unreadable:
    """What a film is. Walks all its packets, so that half a film is found now."""
    try:
        with av.open(f"file:{path}", options=WHITELISTS) as container:
            if not container.streams.video:
                return Unreadable("no-picture")
            return _facts(container, path, digest)
    except av.FFmpegError as error:
        return Unreadable("not-a-film", str(error.strerror))
    except (ValueError, IndexError, UnicodeDecodeError, StopIteration) as error:
        return Unreadable("not-a-film", type(error).__name__)


@dataclass(frozen=True)
class _Walk:
    """What all packets of a picture stream tell: last moment, widest gap between keyframes."""

    seconds: float
    gap: float
    count: int


def _facts(container: Any, path: Path, digest: str) -> FilmFacts | Unreadable:
    stream = container.streams.video[0]
    told = float(stream.duration * stream.time_base) if stream.duration else 0.0
    told = told or (container.duration or 0) / av.time_base
    first = next(container.decode(stream), None)
    if first is None:
        return Unreadable("not-a-film", "no frame")
    container.seek(0)
    walk = _walk(container, stream)
    if walk.count == 0 or (told and walk.seconds < told * 0.95 - 0.5):
        return Unreadable("truncated", f"{walk.seconds:.0f} / {told:.0f} s")
    seconds = told or walk.seconds
    width, height = _seen(stream, first)
    audio = container.streams.audio[0] if container.streams.audio else None
    facts = FilmFacts(
        digest=digest,
        bytes=path.stat().st_size,
        container=_container(container.format.name, path),
        video_codec=stream.codec_context.name,
        width=width,
        height=height,
        frame_rate=round(float(stream.average_rate or walk.count / max(seconds, 0.04)), 3),
        seconds=round(seconds, 3),
        audio_codec=audio.codec_context.name if audio else None,
        channels=int(audio.codec_context.channels) if audio else 0,
        copyable=False,
        interlaced=bool(first.interlaced_frame),
        hdr=int(first.color_trc or 0) in HDR,
        texts=tuple(str(value) for value in container.metadata.values()),
    )
    reasons = tuple(_reasons(facts, stream, first, walk))
    playable = audio is None or (facts.audio_codec == "aac" and facts.channels <= 2)
    return FilmFacts(
        **{
            **facts.__dict__,
            "copyable": not reasons,
            "reasons": reasons,
            "audio_copyable": playable,
        }
    )


def _walk(container: Any, stream: Any) -> _Walk:
    last, keys, count = 0.0, [0.0], 0
    base = float(stream.time_base)
    start = float(stream.start_time or 0) * base
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        count += 1
        moment = packet.pts * base - start
        last = max(last, moment + (packet.duration or 0) * base)
        if packet.is_keyframe:
            keys.append(moment)
    gaps = [after - before for before, after in zip(keys, [*keys[1:], last], strict=True)]
    return _Walk(last, max(gaps), count)


def _seen(stream: Any, first: Any) -> tuple[int, int]:
    """Size as people see it: square pixels, upright."""
    aspect = stream.sample_aspect_ratio or 1
    width, height = round(first.width * float(aspect or 1)), first.height
    return (height, width) if first.rotation % 180 else (width, height)


def _container(format_name: str, path: Path) -> str:
    """`mp4` and `mov` share a demuxer: the brand in the first bytes tells them apart."""
    if not format_name.startswith("mov"):
        return format_name.split(",", maxsplit=1)[0]
    with path.open("rb") as file:
        head = file.read(12)
    return "mov" if head[8:12] == b"qt  " or head[4:8] != b"ftyp" else "mp4"


def _reasons(facts: FilmFacts, stream: Any, first: Any, walk: _Walk) -> Iterator[str]:
    """Why the picture can't be passed on as it is; nothing when every browser plays it."""
    context = stream.codec_context
    if facts.container not in ("mp4", "mov"):
        yield facts.container
    if facts.video_codec != "h264":
        yield facts.video_codec
    if context.pix_fmt not in ("yuv420p", "yuvj420p"):
        yield str(context.pix_fmt)
    if facts.hdr:
        yield "HDR"
    if facts.interlaced:
        yield "interlaced"
    if first.rotation:
        yield "rotated"
    if stream.sample_aspect_ratio and stream.sample_aspect_ratio != 1:
        yield "pixels not square"
    if min(facts.width, facts.height) > 720 or max(facts.width, facts.height) > 1280:
        yield f"{facts.width}×{facts.height}"
    steady = stream.guessed_rate and abs(float(stream.guessed_rate) - facts.frame_rate) < 0.05
    if not 23.5 <= facts.frame_rate <= 30.5 or not steady:
        yield f"{facts.frame_rate:g} fps"
    if facts.bytes * 8 / max(facts.seconds, 0.1) > 6_500_000:
        yield "over 6 Mb/s"
    if walk.gap > 10.5:
        yield "keyframes far apart"


# --- command lines ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Size:
    width: int
    height: int


def sizes(facts: FilmFacts, heights: tuple[int, ...]) -> tuple[Size, ...]:
    """The renditions' sizes, largest first. A height is that of the shorter side; never enlarged."""
    short = min(facts.width, facts.height)
    wanted = sorted({min(height, short) for height in heights}, reverse=True)
    apart = [side for at, side in enumerate(wanted) if at == 0 or side < wanted[at - 1] * 0.85]
    return tuple(
        Size(_even(facts.width * side / short), _even(facts.height * side / short))
        for side in apart
    )


def rate(original: float) -> int:
    """The constant frame rate to give a film: its own family's."""
    for steady in (25, 30, 24):
        if any(abs(original / steady - factor) < 0.02 for factor in (0.5, 1, 2, 4)):
            return steady
    return 25 if original < 27 else 30


def encode_line(path: Path, facts: FilmFacts, recipe: FilmRecipe, out: Path) -> list[str]:
    """One decode to all renditions; the first is copied where it may be."""
    source = ffmpeg.input(f"file:{path}", **WHITELISTS)
    targets = sizes(facts, recipe.heights)
    outputs = []
    if facts.copyable:
        outputs.append(_copied(source, facts, recipe, out / f"{targets[0].height}.mp4"))
        targets = targets[1:]
    if targets:
        pictures = _base(source["v:0"], facts).filter_multi_output("split", len(targets))
        for at, size in enumerate(targets):
            outputs.append(_encoded(source, pictures[at], facts, size, recipe, out))
    if facts.copyable and not targets:  # decode once all the same: a copy would hide damage
        outputs.append(ffmpeg.output(source["v:0"], "-", format="null"))
    return _compiled(ffmpeg.merge_outputs(*outputs))


def frame_line(path: Path, facts: FilmFacts, at: float, search: bool, out: Path) -> list[str]:
    """One frame as PNG: at a moment, or the most typical of the keyframes from there on."""
    keys = {"skip_frame": "nokey"} if search else {}
    source = ffmpeg.input(f"file:{path}", ss=f"{at:.3f}", **WHITELISTS, **keys)
    picture = _base(source["v:0"], facts, steady=False)
    if search:
        picture = picture.filter("thumbnail", n=12)
    size = Size(_even(facts.width), _even(facts.height))
    return _compiled(
        ffmpeg.output(
            _scaled(picture, facts, size), f"file:{out}", vframes=1, update=1, vcodec="png"
        )
    )


def _base(picture: Any, facts: FilmFacts, *, steady: bool = True) -> Any:
    if facts.interlaced:
        picture = picture.filter("bwdif", mode="send_frame")
    return picture.filter("fps", rate(facts.frame_rate)) if steady else picture


def _scaled(picture: Any, facts: FilmFacts, size: Size) -> Any:
    """Scale before toning HDR down: fewer pixels for the dear step."""
    if facts.hdr:
        picture = picture.filter("scale", size.width, size.height, flags="lanczos")
        picture = picture.filter("zscale", transfer="linear", npl=100)
        picture = picture.filter("format", "gbrpf32le").filter("zscale", primaries="bt709")
        picture = picture.filter("tonemap", tonemap="hable", desat=0)
        picture = picture.filter("zscale", transfer="bt709", matrix="bt709", range="tv")
    else:
        picture = picture.filter(
            "scale",
            size.width,
            size.height,
            flags="lanczos",
            out_color_matrix="bt709",
            out_range="tv",
        )
    return picture.filter("setsar", 1).filter("format", "yuv420p")


def _encoded(  # noqa: PLR0913 - one rendition is this much
    source: Any, picture: Any, facts: FilmFacts, size: Size, recipe: FilmRecipe, out: Path
) -> Any:
    streams = [_scaled(picture, facts, size)]
    return ffmpeg.output(
        *streams, *_sound(source, facts), f"file:{out / f'{size.height}.mp4'}",
        vcodec="libx264", preset=recipe.preset, crf=recipe.crf, g=rate(facts.frame_rate) * 4,
        colorspace="bt709", color_primaries="bt709", color_trc="bt709",
        **_heard(facts, recipe, copied=False), **_CLEAN,
    )  # fmt: skip


def _copied(source: Any, facts: FilmFacts, recipe: FilmRecipe, target: Path) -> Any:
    return ffmpeg.output(
        source["v:0"], *_sound(source, facts), f"file:{target}", vcodec="copy",
        **_heard(facts, recipe, copied=facts.audio_copyable), **_CLEAN,
    )  # fmt: skip


def _sound(source: Any, facts: FilmFacts) -> list[Any]:
    return [source["a:0"]] if facts.audio_codec else []


def _heard(facts: FilmFacts, recipe: FilmRecipe, *, copied: bool) -> dict[str, Any]:
    if facts.audio_codec is None:
        return {}
    if copied:
        return {"acodec": "copy"}
    return {"acodec": "aac", "ac": 2, "ar": 48000, "audio_bitrate": f"{recipe.audio_kbps}k"}


_CLEAN: dict[str, Any] = {
    "map_metadata": -1,
    "map_chapters": -1,
    "movflags": "+faststart",
    "fflags": "+bitexact",
    "flags": "+bitexact",
    "format": "mp4",
}


def _compiled(graph: Any) -> list[str]:
    line: list[str] = graph.global_args("-nostdin", "-hide_banner", "-loglevel", "warning").compile(
        cmd=binary(), overwrite_output=True
    )
    return line


def _even(value: float) -> int:
    return max(2, round(value / 2) * 2)


# --- running ---------------------------------------------------------------------------------


def renditions(path: Path, facts: FilmFacts, recipe: FilmRecipe, out: Path) -> FilmSet:
    """Make the renditions in the folder `out`. Raises `Refused`."""
    said = _run(encode_line(path, facts, recipe, out), 120 + facts.seconds * 30)
    if facts.copyable and (damaged := len(_DAMAGE.findall(said))):
        raise Refused("damaged", f"{damaged} decode errors")
    made = tuple(_made(out, size) for size in sizes(facts, recipe.heights))
    for copy in made:
        _same_length(out / copy.path, facts.seconds)
    return FilmSet(made, facts.seconds, facts.copyable)


def frames(path: Path, facts: FilmFacts, at: float | None, scratch: Path) -> Iterator[Path]:
    """Frames that may stand for the film, the most wanted first."""
    moments = (
        [at] if at is not None else [facts.seconds * share for share in (0.1, 0.35, 0.6, 0.85, 0)]
    )
    for number, moment in enumerate(moments):
        target = scratch / f"{number}.png"
        with contextlib.suppress(Refused):
            _run(frame_line(path, facts, moment, at is None, target), 120)
        if target.exists():
            yield target


def _made(out: Path, size: Size) -> Copy:
    return copy_of(out / f"{size.height}.mp4", "video/mp4", size.width, size.height)


def _same_length(path: Path, seconds: float) -> None:
    with av.open(str(path)) as container:
        got = (container.duration or 0) / av.time_base
    if got < seconds - max(0.5, seconds * 0.02):
        raise Refused("truncated", f"{got:.1f} / {seconds:.1f} s")


def _run(line: list[str], limit: float) -> str:
    """Run ffmpeg within time and memory; what it said, without paths. Raises `Refused`."""
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:  # noqa: S603 - our own command line
        with contextlib.suppress(ProcessLookupError, ValueError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            _, told = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Refused("too-slow", f"{limit:.0f} s") from None
        except BaseException:
            process.kill()
            raise
    said = re.sub(r"file:\S+|/\S+/", "", told.decode("utf-8", "replace"))
    if process.returncode:
        last = said.strip().splitlines()[-1:] or [""]
        raise Refused("not-a-film", last[0][:200])
    return said


@cache
def binary() -> str:
    """ffmpeg: the one that comes in a package, else the system's."""
    with contextlib.suppress(RuntimeError):
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    found = shutil.which("ffmpeg")
    if found is None:
        raise Refused("no-ffmpeg")
    return found
