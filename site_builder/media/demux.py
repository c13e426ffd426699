"""Films as PyAV finds them: what they are, and where they are damaged. Only this file knows PyAV."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import av

from site_builder.content.original import FilmFacts, Unreadable
from site_builder.media import boxes, copying
from site_builder.media.copying import Coding
from site_builder.media.recipe import Refused

FORMATS = "mov,matroska,webm,avi,flv,mpegts,mpeg,asf"
"""Demuxers that may open a film. Playlists and session files, which fetch others, are not here."""
WHITELISTS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
UNNAMED = 2
"""Colour matrix of a film that names none, as ISO 23091-2 numbers it."""
PATIENCE = 60.0
"""Seconds that looking may take, and one more for each `PACE` bytes."""
PACE = 20e6


class _Clock:
    """Time that is left to look at a film; iterators pass their packets through it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def watch(self, packets: Iterator[Any]) -> Iterator[Any]:
        """The same packets. Raises `Refused` when time is up."""
        for packet in packets:
            if time.monotonic() > self.end:
                raise Refused("too-slow", f"given up after {self.seconds:.0f} s")
            yield packet


def look(path: Path, digest: str, patience: float = PATIENCE) -> FilmFacts | Unreadable:
    """What a film is. Walks all its packets, so that half a film is found now."""
    try:
        _refuse_torn(path)
        clock = _Clock(patience + path.stat().st_size / PACE)
        with _opened(path, clock.seconds) as container:
            return _facts(container, path, digest, clock)
    except Refused as refused:
        return Unreadable(refused.reason, refused.detail)
    except Exception as error:  # PyAV meets torn headers with whatever comes to it
        return Unreadable("not-a-film", type(error).__name__)


@contextlib.contextmanager
def _opened(path: Path, patience: float = PATIENCE) -> Iterator[Any]:
    """The film, open. Raises `Refused` for whatever goes wrong inside it."""
    try:
        with av.open(f"file:{path}", options=WHITELISTS, timeout=(patience, patience)) as container:
            yield container
    except av.ExitError:  # what reading that takes too long raises
        raise Refused("too-slow", "reading it took too long") from None
    except av.FFmpegError as error:
        raise Refused("not-a-film", error.strerror or type(error).__name__) from error


def _refuse_torn(path: Path) -> None:
    """Refuses what its outermost boxes give away."""
    if boxes.is_picture(path):
        raise Refused("not-a-film", "HEIC / AVIF")
    if boxes.is_torn(path):
        raise Refused("truncated", "the file ends too early")


# --- asked later ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Damage:
    """What of a film does not decode."""

    places: int
    """Stretches of the film, a second or more apart."""
    first: float | None
    """Seconds from the start to the first of them."""
    frames: int
    """Pictures that decode without an error."""
    packets: int
    """Pictures that the file should hold."""


def damage(path: Path, facts: FilmFacts) -> Damage:
    """Decode picture and sound to find what is broken. Raises `Refused` when that takes for ever.

    Dear, so to be asked only of films that were seen to be damaged.
    """
    clock = _Clock(PATIENCE + facts.seconds * 30)
    broken: list[float] = []
    frames, packets = 0, 0
    with _opened(path, clock.seconds) as container:
        picture, tracks = _tracks(container, facts)
        begin = (container.start_time or 0) / av.time_base
        for packet in clock.watch(container.demux(*tracks)):
            moment = float((packet.pts or packet.dts or 0) * packet.time_base) - begin
            sight = packet.stream_index == picture.index
            packets += sight and bool(packet.size)
            try:
                decoded = packet.decode()
            except av.FFmpegError:
                broken.append(moment)
                continue
            bad = [frame for frame in decoded if sight and frame.is_corrupt]
            frames += (len(decoded) - len(bad)) if sight else 0
            broken += [(frame.time or 0.0) - begin for frame in bad]
    broken.sort()
    apart = [after for before, after in pairwise(broken) if after - before > 1]
    first = max(0.0, broken[0]) if broken else None
    return Damage(len(apart) + bool(broken), first, frames, packets)


def keyframes(path: Path, facts: FilmFacts) -> tuple[float, ...]:
    """Seconds from the start of the film, as ffmpeg counts them, of each keyframe."""
    clock = _Clock(PATIENCE + facts.bytes / PACE)
    with _opened(path, clock.seconds) as container:
        picture, _ = _tracks(container, facts)
        begin = (container.start_time or 0) / av.time_base
        packets = clock.watch(container.demux(picture))
        keys = [each.pts for each in packets if each.is_keyframe and each.pts is not None]
        return tuple(sorted(float(pts * picture.time_base) - begin for pts in keys))


def length(path: Path) -> float:
    """Seconds that the picture of a copy runs; 0 where not one frame came into it."""
    with _opened(path) as container:
        for stream in container.streams.video:
            return float((stream.duration or 0) * (stream.time_base or 0))
        return 0.0


def frames_in(path: Path) -> int:
    """Frames of a copy's picture, as its index counts them."""
    with _opened(path) as container:
        return sum(stream.frames for stream in container.streams.video)


def av1_codecs(path: Path) -> str:
    """`av01.0.05M.08, mp4a.40.2`: how RFC 6381 names what an AV1 copy holds.

    From the `av1C` box: profile and level, tier and depth (AV1 in ISO media, section 2.3).
    """
    with _opened(path) as container:
        told = container.streams.video[0].codec_context.extradata or bytes(4)
        sound = ", mp4a.40.2" if container.streams.audio else ""
    profile, level = told[1] >> 5, told[1] & 31
    tier, deep = "H" if told[2] & 128 else "M", 10 if told[2] & 64 else 8
    return f"av01.{profile}.{level:02}{tier}.{deep:02}{sound}"


def _tracks(container: Any, facts: FilmFacts) -> tuple[Any, tuple[Any, ...]]:
    """The track that is the film, and with it that of its sound."""
    picture = container.streams.video[facts.picture_track]
    heard = facts.audio_codec is not None
    return picture, (picture, container.streams.audio[facts.sound_track]) if heard else (picture,)


# --- facts -----------------------------------------------------------------------------------


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


def _facts(container: Any, path: Path, digest: str, clock: _Clock) -> FilmFacts:
    stream, audio = _picture(container), _audio(container)
    context = stream.codec_context
    first = _first(container, stream, clock)
    container.seek(0)
    walk = _walk(container, stream, clock)
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
        matrix=_matrix(first),
        picture_track=container.streams.video.index(stream),
        sound_track=container.streams.audio.index(audio) if audio else 0,
        texts=tuple(str(value) for value in container.metadata.values()),
    )
    coding = Coding(
        profile=str(context.profile),
        pixels=str(context.pix_fmt),
        square=(stream.sample_aspect_ratio or 1) == 1,
        turned=any("DISPLAYMATRIX" in str(data.type) for data in first.side_data),
        steady=walk.steady,
        gap=walk.gap,
    )
    reasons = tuple(copying.reasons(facts, coding))
    sound = copying.is_playable_sound(facts)
    return replace(facts, copyable=not reasons, reasons=reasons, audio_copyable=sound)


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


def _first(container: Any, stream: Any, clock: _Clock) -> Any:
    """The first frame that decodes."""
    for packet in clock.watch(container.demux(stream)):
        with contextlib.suppress(av.InvalidDataError):  # a torn start need not be the whole
            for frame in packet.decode():
                return frame
    raise Refused("not-a-film", "no frame can be decoded")


def _walk(container: Any, stream: Any, clock: _Clock) -> _Walk:
    base, begin = float(stream.time_base), (container.start_time or 0) / av.time_base
    moments, keys, end, whole = [], [], 0.0, 0.0
    for packet in clock.watch(container.demux()):
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


def _matrix(first: Any) -> str:
    """What browsers take for granted of a film that names no colour matrix; empty where it does."""
    if int(first.colorspace or 0) != UNNAMED:
        return ""
    return "bt709" if first.height >= 720 else "bt601"


def _container(format_name: str, path: Path) -> str:
    """`mp4` and `mov` share a demuxer: the brand in the first bytes tells them apart."""
    if not format_name.startswith("mov"):
        return format_name.partition(",")[0]
    with path.open("rb") as file:
        head = file.read(12)
    return "mov" if head[8:12] == b"qt  " or head[4:8] != b"ftyp" else "mp4"
