"""Films: looked at with PyAV, made into web renditions with ffmpeg. Only this file knows the two.

Command lines are built by pure functions and run apart from them.
"""

from __future__ import annotations

import contextlib
import re
import resource
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import av
import ffmpeg
import imageio_ffmpeg

from site_builder.content.original import FilmFacts, Unreadable
from site_builder.media import boxes
from site_builder.media.recipe import Copy, FilmRecipe, FilmSet, Refused
from site_builder.media.store import copy_of

FORMATS = "mov,matroska,webm,avi,flv,mpegts,mpeg,asf"
"""Demuxers that may open a film. Playlists and session files, which fetch others, are not here."""
WHITELISTS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
PROFILES = ("Baseline", "Constrained Baseline", "Extended", "Main", "High")
"""H.264 profiles that every browser plays."""
MEMORY = 8 << 30
"""Bytes of address space that one ffmpeg may take."""
POSTER_HEIGHT = 1080
_DAMAGE = re.compile(
    r"error while decoding|corrupt|concealing|invalid nal|invalid data found|non-existing pps", re.I
)


# --- looking ---------------------------------------------------------------------------------


def look(path: Path, digest: str) -> FilmFacts | Unreadable:
    """What a film is. Walks all its packets, so that half a film is found now."""
    try:
        _refuse_torn(path)
        with av.open(f"file:{path}", options=WHITELISTS) as container:
            return _facts(container, path, digest)
    except Refused as refused:
        return Unreadable(refused.reason, refused.detail)
    except av.FFmpegError as error:
        return Unreadable("not-a-film", error.strerror or type(error).__name__)
    except Exception as error:  # PyAV meets torn headers with whatever comes to it
        return Unreadable("not-a-film", type(error).__name__)


def _refuse_torn(path: Path) -> None:
    """Refuses what its outermost boxes give away."""
    if boxes.is_picture(path):
        raise Refused("not-a-film", "HEIC / AVIF")
    if boxes.is_torn(path):
        raise Refused("truncated", "the file ends too early")


@dataclass(frozen=True)
class _Walk:
    """What all packets tell. Times in seconds from the start of the picture."""

    seconds: float
    """End of the picture."""
    whole: float
    """End of the last packet of any track, from the start of the file."""
    gap: float
    """Widest between two keyframes."""
    rate: float
    steady: bool
    """Every frame lasts as long as the others."""


def _facts(container: Any, path: Path, digest: str) -> FilmFacts:
    stream, audio = _picture(container), _audio(container)
    context = stream.codec_context
    first = next(container.decode(stream), None)
    if first is None:
        raise Refused("not-a-film", "no frame can be decoded")
    container.seek(0)
    walk = _walk(container, stream)
    width, height = _seen(stream, first)
    facts = FilmFacts(
        digest=digest,
        bytes=path.stat().st_size,
        container=_container(container.format.name, path),
        video_codec=context.codec.canonical_name,
        width=width,
        height=height,
        frame_rate=round(_rate(stream, walk), 3),
        seconds=round(_seconds(container, stream, walk), 3),
        audio_codec=audio.codec_context.codec.canonical_name if audio else None,
        channels=int(audio.codec_context.channels) if audio else 0,
        copyable=False,
        interlaced=bool(first.interlaced_frame),
        hdr=int(first.color_trc or 0) in (boxes.PQ, boxes.HLG),
        picture_track=container.streams.video.index(stream),
        sound_track=container.streams.audio.index(audio) if audio else 0,
        texts=tuple(str(value) for value in container.metadata.values()),
    )
    reasons = tuple(_reasons(facts, stream, first, walk))
    playable = audio is None or (facts.audio_codec == "aac" and facts.channels <= 2)
    return replace(facts, copyable=not reasons, reasons=reasons, audio_copyable=playable)


def _picture(container: Any) -> Any:
    """The track that is the film: not a cover, and the largest."""
    covers = av.stream.Disposition.attached_pic
    films = [each for each in container.streams.video if not each.disposition & covers]
    if not films:
        raise Refused("no-picture" if container.streams.audio else "not-a-film")
    known = [each for each in films if each.codec_context is not None]
    if not known:
        raise Refused("unsupported", "its picture is of an unknown kind")
    return max(known, key=lambda each: each.codec_context.width * each.codec_context.height)


def _audio(container: Any) -> Any | None:
    """AAC where there is a choice. A film whose sound nobody can decode is refused."""
    tracks = list(container.streams.audio)
    known = [each for each in tracks if each.codec_context is not None]
    if tracks and not known:
        raise Refused("unsupported", "its sound track is of an unknown kind")
    return min(known, key=lambda each: each.codec_context.name != "aac", default=None)


def _walk(container: Any, stream: Any) -> _Walk:
    base, begin = float(stream.time_base), (container.start_time or 0) / av.time_base
    moments, keys, end, whole = [], [], 0.0, 0.0
    for packet in container.demux():
        if packet.pts is None:
            continue
        stop = float((packet.pts + (packet.duration or 0)) * packet.time_base)
        whole = max(whole, stop - begin)
        if packet.stream_index == stream.index:
            end = max(end, stop)
            moments.append(packet.pts * base)
            keys += [packet.pts * base] if packet.is_keyframe else []
    if not moments:
        raise Refused("not-a-film", "no frame")
    moments.sort()
    steps = [after - before for before, after in pairwise(moments)] or [0.04]
    usual = median(steps) or 0.04
    seconds = max(end, moments[-1] + usual) - moments[0]
    marks = [moments[0], *sorted(keys), moments[0] + seconds]
    gap = max(after - before for before, after in pairwise(marks))
    steady = 0.5 * usual < min(steps) and max(steps) < 1.5 * usual
    return _Walk(seconds, whole, gap, len(moments) / seconds, steady)


def _seconds(container: Any, stream: Any, walk: _Walk) -> float:
    """How long the picture runs, by what is told; refuses a film that has less than that."""
    own = float(stream.duration * stream.time_base) if stream.duration else 0.0
    whole = (container.duration or 0) / av.time_base
    for told, there in ((own, walk.seconds), (whole, max(walk.whole, walk.seconds))):
        if there < told * 0.95 - 0.5:
            raise Refused("truncated", f"{there:.0f} s of {told:.0f} s are there")
    return own or walk.seconds


def _rate(stream: Any, walk: _Walk) -> float:
    """Frames per second as told, where that is near the truth (Matroska may say 1000)."""
    told = float(stream.average_rate or 0)
    return told if abs(told - walk.rate) < walk.rate * 0.1 else walk.rate


def _seen(stream: Any, first: Any) -> tuple[int, int]:
    """Size as people see it: square pixels, upright."""
    width, height = round(first.width * float(stream.sample_aspect_ratio or 1)), first.height
    return (height, width) if first.rotation % 180 else (width, height)


def _container(format_name: str, path: Path) -> str:
    """`mp4` and `mov` share a demuxer: the brand in the first bytes tells them apart."""
    if not format_name.startswith("mov"):
        return format_name.partition(",")[0]
    with path.open("rb") as file:
        head = file.read(12)
    return "mov" if head[8:12] == b"qt  " or head[4:8] != b"ftyp" else "mp4"


def _reasons(facts: FilmFacts, stream: Any, first: Any, walk: _Walk) -> Iterator[str]:
    """Why the picture can't be passed on as it is; nothing when every browser plays it."""
    context = stream.codec_context
    ratio = stream.sample_aspect_ratio or 1
    turned = any("DISPLAYMATRIX" in str(data.type) for data in first.side_data)
    told = {
        facts.container: facts.container not in ("mp4", "mov"),
        facts.video_codec: facts.video_codec != "h264",
        str(context.profile): facts.video_codec == "h264" and context.profile not in PROFILES,
        str(context.pix_fmt): context.pix_fmt != "yuv420p",
        "HDR": facts.hdr,
        "interlaced": facts.interlaced,
        "rotated": bool(first.rotation or turned),
        "pixels not square": ratio != 1,
        f"{facts.width}×{facts.height}": not _fits(facts),
        f"{facts.frame_rate:g} fps": not 23.5 <= facts.frame_rate <= 30.5,
        "frame rate not constant": not walk.steady,
        "over 6 Mb/s": facts.bytes * 8 / max(facts.seconds, 0.1) > 6_500_000,
        "keyframes far apart": walk.gap > 10.5,
    }
    return (reason for reason, holds in told.items() if holds)


def _fits(facts: FilmFacts) -> bool:
    small = min(facts.width, facts.height) <= 720 and max(facts.width, facts.height) <= 1280
    return small and facts.width % 2 == 0 and facts.height % 2 == 0


# --- command lines ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Size:
    width: int
    height: int


def sizes(facts: FilmFacts, heights: tuple[int, ...]) -> tuple[Size, ...]:
    """The renditions' sizes, largest first; never enlarged. Heights are of the shorter side.

    A smaller one that is nearly as large as the one before is left out.
    """
    short = min(facts.width, facts.height)
    wanted = sorted({min(height, short) for height in heights}, reverse=True)
    apart = [side for at, side in enumerate(wanted) if at == 0 or side < wanted[at - 1] * 0.85]
    return tuple(
        Size(
            _even(facts.width * side / short, facts.width),
            _even(facts.height * side / short, facts.height),
        )
        for side in apart
    )


def rate(original: float) -> int:
    """The constant frame rate to give a film: its own family's, halved where it is double."""
    for steady in (25, 30, 24):
        if any(abs(original / steady - factor) < 0.02 for factor in (0.5, 1, 2, 4)):
            return steady
    return 25 if original < 27 else 30


def encode_line(path: Path, facts: FilmFacts, recipe: FilmRecipe, out: Path) -> list[str]:
    """One decode to all renditions; the first is copied where it may be."""
    source = ffmpeg.input(f"file:{path}", **WHITELISTS)
    picture = source[f"v:{facts.picture_track}"]
    targets = sizes(facts, recipe.heights)
    files = [f"file:{out / _name(size)}" for size in targets]
    outputs = []
    if facts.copyable:
        outputs.append(_copied(source, picture, facts, recipe, files[0]))
        targets, files = targets[1:], files[1:]
        if not targets:  # decode once all the same: a copy would hide damage
            outputs.append(ffmpeg.output(picture, "-", format="null"))
    if targets:
        pictures = _split("split", _base(picture, facts), len(targets))
        heard = facts.audio_codec is not None
        sounds = _split("asplit", _sound(source, facts), len(targets)) if heard else []
        for at, size in enumerate(targets):
            scaled = _scaled(pictures[at], facts, size)
            outputs.append(_encoded([scaled, *sounds[at : at + 1]], facts, recipe, files[at]))
    return _compiled(ffmpeg.merge_outputs(*outputs))


def frame_line(path: Path, facts: FilmFacts, at: float, search: bool, out: Path) -> list[str]:
    """One frame as PNG: at a moment, or the most typical of the keyframes from there on."""
    keys = {"skip_frame": "nokey"} if search else {}
    source = ffmpeg.input(f"file:{path}", ss=f"{at:.3f}", **WHITELISTS, **keys)
    picture = _base(source[f"v:{facts.picture_track}"], facts, steady=False)
    if search:
        picture = picture.filter("thumbnail", n=12)
    scaled = _scaled(picture, facts, sizes(facts, (POSTER_HEIGHT,))[0])
    return _compiled(ffmpeg.output(scaled, f"file:{out}", vframes=1, update=1, vcodec="png"))


def _name(size: Size) -> str:
    return f"{min(size.width, size.height)}.mp4"


def _split(kind: str, stream: Any, count: int) -> list[Any]:
    parts = stream.filter_multi_output(kind, count)
    return [parts[at] for at in range(count)]


def _base(picture: Any, facts: FilmFacts, *, steady: bool = True) -> Any:
    if facts.interlaced:
        picture = picture.filter("bwdif", mode="send_frame")
    return picture.filter("fps", rate(facts.frame_rate), start_time=0) if steady else picture


def _scaled(picture: Any, facts: FilmFacts, size: Size) -> Any:
    """Scale before toning HDR down: fewer pixels for the dear step."""
    to_709 = {} if facts.hdr else {"out_color_matrix": "bt709", "out_range": "tv"}
    picture = picture.filter("scale", size.width, size.height, flags="lanczos", **to_709)
    if facts.hdr:
        picture = picture.filter("zscale", transfer="linear", npl=203)
        picture = picture.filter("format", "gbrpf32le").filter("zscale", primaries="bt709")
        picture = picture.filter("tonemap", tonemap="mobius", param=0.5, desat=0)
        picture = picture.filter("zscale", transfer="bt709", matrix="bt709", range="tv")
    picture = picture.filter("setsar", 1).filter("format", "yuv420p")
    return picture.filter("setparams", **_BT709, range="tv")  # what frames say outweighs options


def _sound(source: Any, facts: FilmFacts) -> Any:
    """Gaps filled with silence, so that it stays with the picture. A gain has its place here."""
    track = source[f"a:{facts.sound_track}"]
    return track.filter("aresample", 48000, **{"async": 1000, "first_pts": 0})


def _encoded(streams: list[Any], facts: FilmFacts, recipe: FilmRecipe, target: str) -> Any:
    aac = {"acodec": "aac", "ac": 2, "audio_bitrate": f"{recipe.audio_kbps}k"}
    return ffmpeg.output(
        *streams, target,
        vcodec="libx264", preset=recipe.preset, crf=recipe.crf, g=rate(facts.frame_rate) * 4,
        **(aac if facts.audio_codec else {}), **_CLEAN,
    )  # fmt: skip


def _copied(source: Any, picture: Any, facts: FilmFacts, recipe: FilmRecipe, target: str) -> Any:
    heard: dict[str, Any] = {"acodec": "copy"}
    if not facts.audio_copyable:
        heard = {"acodec": "aac", "ac": 2, "ar": 48000, "audio_bitrate": f"{recipe.audio_kbps}k"}
    streams = [picture, source[f"a:{facts.sound_track}"]] if facts.audio_codec else [picture]
    heard = heard if facts.audio_codec else {}
    return ffmpeg.output(*streams, target, vcodec="copy", **heard, **_CLEAN)


_BT709 = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}
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


def _even(value: float, most: int) -> int:
    """The nearest even number that is no larger than the original."""
    return max(2, min(round(value / 2) * 2, most // 2 * 2))


# --- running ---------------------------------------------------------------------------------


def renditions(path: Path, facts: FilmFacts, recipe: FilmRecipe, out: Path) -> FilmSet:
    """Make the renditions in the folder `out`. Raises `Refused`."""
    said = _run(encode_line(path, facts, recipe, out), 120 + facts.seconds * 30)
    if facts.copyable and (damaged := len(_DAMAGE.findall(said))):
        raise Refused("damaged", f"{damaged} errors while decoding")
    made = tuple(_made(out, size) for size in sizes(facts, recipe.heights))
    for copy in made:
        _same_length(out / copy.path, facts.seconds)
    return FilmSet(made, facts.seconds, facts.copyable)


def frames(path: Path, facts: FilmFacts, at: float | None, scratch: Path) -> Iterator[Path]:
    """Frames that may stand for the film, the most wanted first; one that was asked for alone."""
    for number, (moment, search) in enumerate(_moments(facts.seconds, at)):
        target = scratch / f"{number}.png"
        with contextlib.suppress(Refused):
            _run(frame_line(path, facts, moment, search, target), 120)
        if target.exists():
            yield target
            if moment == at:
                return


def _moments(seconds: float, at: float | None) -> Iterator[tuple[float, bool]]:
    """When to look, and whether to search the keyframes from there on."""
    if at is not None:
        yield at, False
    yield seconds * 0.1, True
    yield seconds * 0.35, True
    yield from ((seconds * share, False) for share in (0.35, 0.6, 0.85, 0.5, 0.1, 0))


def _made(out: Path, size: Size) -> Copy:
    return copy_of(out / _name(size), "video/mp4", size.width, size.height)


def _same_length(path: Path, seconds: float) -> None:
    with av.open(f"file:{path}") as container:
        stream = container.streams.video[0]
        got = float((stream.duration or 0) * (stream.time_base or 0))
    if abs(got - seconds) > max(0.5, seconds * 0.02):
        raise Refused("truncated", f"the copy runs {got:.1f} s, the original {seconds:.1f} s")


def _run(line: list[str], limit: float) -> str:
    """Run ffmpeg within time and memory; what it said, without paths. Raises `Refused`."""
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:  # noqa: S603 - our own command line
        with contextlib.suppress(ProcessLookupError, ValueError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            _, told = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Refused("too-slow", f"given up after {limit:.0f} s") from None
        except BaseException:
            process.kill()
            raise
    said = re.sub(r"file:\S+|/\S+/", "", told.decode("utf-8", "replace"))
    if process.returncode:
        raise _why(said)
    return said


def _why(said: str) -> Refused:
    """Why ffmpeg gave up, by what it said."""
    if "No space left" in said:
        return Refused("no-room", "the disk is full")
    if damaged := len(_DAMAGE.findall(said)):
        return Refused("damaged", f"{damaged} errors while decoding")
    lines = [line for line in said.splitlines() if line.strip() and "Last message" not in line]
    return Refused("not-a-film", re.sub(r"^\[[^]]*\] *", "", lines[-1])[:200] if lines else "")


@cache
def binary() -> str:
    """ffmpeg: the one that comes in a package, else the system's."""
    with contextlib.suppress(RuntimeError):
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    found = shutil.which("ffmpeg")
    if found is None:
        raise Refused("no-ffmpeg", "ffmpeg is not installed")
    return found
