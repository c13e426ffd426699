"""ffmpeg's command lines, built and not run. Only this file knows its options and filters."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ffmpeg

from site_builder.content.original import FilmFacts
from site_builder.media.demux import WHITELISTS
from site_builder.media.ffmpeg import binary
from site_builder.media.recipe import FilmRecipe, PreviewRecipe, StoryboardRecipe
from site_builder.media.storyboard import Choice

POSTER_HEIGHT = 1080
LEAST_KBPS = 100
"""What any rendition may use, however thrifty its original is."""
BT709 = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}
_COPY = {"vcodec": "copy"}
FINEST = "lanczos"
"""How pictures are scaled."""
CLEAN: dict[str, Any] = {
    "map_metadata": -1,
    "map_chapters": -1,
    "movflags": "+faststart",
    "fflags": "+bitexact",
    "flags": "+bitexact",
    "format": "mp4",
}


@dataclass(frozen=True)
class Size:
    """In pixels, both even."""

    width: int
    height: int

    @property
    def name(self) -> str:
        """A rendition's file is named by its shorter side, as people speak of 720p."""
        return f"{min(self.width, self.height)}.mp4"


# --- deciding --------------------------------------------------------------------------------


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


def is_copied(facts: FilmFacts, recipe: FilmRecipe) -> bool:
    """Whether the largest rendition is the original's own picture."""
    largest = sizes(facts, recipe.heights)[0]
    return facts.copyable and (largest.width, largest.height) == (facts.width, facts.height)


def ceiling(facts: FilmFacts, size: Size) -> int:
    """Kilobits per second above which a rendition gains nothing over its original.

    A thrifty original would else have smaller renditions that weigh more than itself. Newer codecs
    than H.264 do with half its bits.
    """
    own = facts.bytes * 8 / max(facts.seconds, 0.1) / 1000
    share = min(1.0, (size.width * size.height) / (facts.width * facts.height))
    thrift = 2 if facts.video_codec in ("hevc", "av1", "vp9") else 1
    return max(LEAST_KBPS, round(own * math.sqrt(share) * thrift))


def av1_name(size: Size) -> str:
    return size.name.replace(".mp4", ".av1.mp4")


def preview_part(seconds: float, recipe: PreviewRecipe) -> tuple[float, float]:
    """Where a preview starts and how long it runs; a film that is hardly longer is shown whole."""
    if seconds <= recipe.seconds + 2:
        return 0.0, seconds
    start = seconds / 3 if recipe.at is None or recipe.at >= seconds else recipe.at
    return min(start, seconds - recipe.seconds), recipe.seconds


def _even(value: float, most: int) -> int:
    """The nearest even number that is no larger than the original."""
    return max(2, min(round(value / 2) * 2, most // 2 * 2))


# --- lines -----------------------------------------------------------------------------------


def encode_line(
    path: Path, facts: FilmFacts, recipe: FilmRecipe, out: Path, gain: float = 0.0
) -> list[str]:
    """One decode to all renditions; the first is copied where it may be. `gain` in decibels."""
    source, wanted = guarded(path), _renditions(facts, recipe)
    sights, unseen = _sights(source, facts, wanted, _scaler(recipe.preset))
    sounds, spoken, unheard = _sounds(source, facts, recipe, gain, len(wanted))
    outputs = [
        ffmpeg.output(
            sight, *sounds[at : at + 1], f"file:{out / each.name}", **each.codec, **spoken, **CLEAN
        )
        for at, (each, sight) in enumerate(zip(wanted, sights, strict=True))
    ]
    if unseen or unheard:  # decode once all the same: a copy would hide damage
        outputs.append(ffmpeg.output(*unseen, *unheard, "-", format="null"))
    return compiled(ffmpeg.merge_outputs(*outputs))


@dataclass(frozen=True)
class _Rendition:
    name: str
    size: Size
    codec: dict[str, Any]


def _renditions(facts: FilmFacts, recipe: FilmRecipe) -> list[_Rendition]:
    targets = sizes(facts, recipe.heights)
    wanted = [_Rendition(size.name, size, _h264(facts, recipe, size)) for size in targets]
    if is_copied(facts, recipe):
        wanted[0] = replace(wanted[0], codec=_COPY)
    if recipe.av1:
        codec = _av1(facts, recipe, targets[0])
        wanted.append(_Rendition(av1_name(targets[0]), targets[0], codec))
    return wanted


def loudness_line(path: Path, facts: FilmFacts) -> list[str]:
    """The sound alone through the EBU R 128 meter, which speaks its sums at the end."""
    meter = stereo(guarded(path), facts, 0).filter("ebur128", peak="true", framelog="quiet")
    return compiled(ffmpeg.output(meter, "-", format="null"), "info")


def frame_line(
    path: Path, facts: FilmFacts, at: float, out: Path, *, seek: bool = True
) -> list[str]:
    """The frame at a moment as PNG. Without `seek`, everything before it is decoded, too."""
    return _still(_single(from_moment(path, facts, at, seek), facts), facts, out)


def typical_line(path: Path, facts: FilmFacts, at: float, out: Path) -> list[str]:
    """The most typical of the dozen keyframes from a moment on, as PNG."""
    source = guarded(path, keys=True, ss=f"{at:.3f}")
    picture = _single(source[f"v:{facts.picture_track}"], facts)
    return _still(picture.filter("thumbnail", n=12), facts, out)


def _still(picture: Any, facts: FilmFacts, out: Path) -> list[str]:
    scaled = sized(picture, facts, sizes(facts, (POSTER_HEIGHT,))[0])
    return compiled(ffmpeg.output(scaled, f"file:{out}", vframes=1, update=1, vcodec="png"))


def storyboard_line(
    path: Path, facts: FilmFacts, choice: Choice, recipe: StoryboardRecipe, out: Path
) -> list[str]:
    """A PNG of the first frame from each moment on, named by its own time in milliseconds."""
    ratio = min(facts.width, facts.height) / max(facts.width, facts.height)
    size = sizes(facts, (max(2, round(recipe.width * ratio)),))[0]
    due = "+".join(
        f"eq(selected_n,{at})*gte(t,{each:.3f})" for at, each in enumerate(choice.moments)
    )
    picture = guarded(path, keys=choice.keyframes)[f"v:{facts.picture_track}"].filter("select", due)
    scaled = sized(_single(picture, facts), facts, size).filter("settb", "1/1000")
    told: dict[str, Any] = {"frame_pts": 1, "fps_mode": "passthrough", "enc_time_base": "1/1000"}
    target = f"file:{str(out).replace('%', '%%')}/%d.png"
    return compiled(ffmpeg.output(scaled, target, format="image2", vcodec="png", **told))


def preview_line(
    path: Path, facts: FilmFacts, recipe: PreviewRecipe, out: Path, *, seek: bool = True
) -> list[str]:
    """A part of the picture, without its sound; `seek` as for a frame."""
    start, seconds = preview_part(facts.seconds, recipe)
    picture = _steady(from_moment(path, facts, start, seek), facts)
    scaled = sized(picture, facts, sizes(facts, (recipe.height,))[0])
    most = round(recipe.kilobytes * 8 / (seconds + 1))  # the buffer may be spent on top: a second
    return compiled(
        ffmpeg.output(
            scaled, f"file:{out}", t=f"{seconds:.3f}", vcodec="libx264", preset=recipe.preset,
            threads=1, crf=recipe.crf, maxrate=f"{most}k", bufsize=f"{most}k", **CLEAN,
        )
    )  # fmt: skip


# --- parts of the graph ----------------------------------------------------------------------


def guarded(path: Path, *, keys: bool = False, **options: Any) -> Any:
    """The guarded input; with `keys`, nothing but keyframes is decoded."""
    skip = {"skip_frame": "nokey"} if keys else {}
    return ffmpeg.input(f"file:{path}", **options, **WHITELISTS, **skip)


def from_moment(path: Path, facts: FilmFacts, at: float, seek: bool) -> Any:
    """The picture from a moment on; it counts its time from there."""
    if seek:
        return guarded(path, ss=f"{at:.3f}")[f"v:{facts.picture_track}"]
    picture = guarded(path)[f"v:{facts.picture_track}"]
    return picture.filter("trim", start=f"{at:.3f}").filter("setpts", "PTS-STARTPTS")


def _split(kind: str, stream: Any, count: int) -> list[Any]:
    parts = stream.filter_multi_output(kind, count)
    return [parts[at] for at in range(count)]


def _scaler(preset: str) -> str:
    """Beside x264's two fastest presets, which are chosen for a look, the finest filter would take
    most of the time.
    """
    return "bilinear" if preset in ("ultrafast", "superfast") else FINEST


def _sights(
    source: Any, facts: FilmFacts, wanted: list[_Rendition], scaler: str
) -> tuple[list[Any], list[Any]]:
    """A picture for each rendition; and the original's, where nothing else would decode it."""
    picture = source[f"v:{facts.picture_track}"]
    count = sum(each.codec != _COPY for each in wanted)
    parts = iter(_split("split", _steady(picture, facts), count) if count else [])
    sights = [
        picture if each.codec == _COPY else sized(next(parts), facts, each.size, scaler)
        for each in wanted
    ]
    return sights, [] if count else [picture]


def _sounds(
    source: Any, facts: FilmFacts, recipe: FilmRecipe, gain: float, count: int
) -> tuple[list[Any], dict[str, Any], list[Any]]:
    """A sound for each rendition and how it is coded; and the original's, as above."""
    if facts.audio_codec is None:
        return [], {}, []
    if facts.audio_copyable and not gain:
        track = source[f"a:{facts.sound_track}"]
        return [track] * count, {"acodec": "copy"}, [track]
    aac = {"acodec": "aac", "audio_bitrate": f"{recipe.audio_kbps}k"}
    return _split("asplit", stereo(source, facts, gain), count), aac, []


def _steady(picture: Any, facts: FilmFacts) -> Any:
    """Whole frames at a constant rate."""
    if facts.interlaced:
        picture = picture.filter("bwdif", mode="send_frame")
    return picture.filter("fps", rate(facts.frame_rate), start_time=0)


def _single(picture: Any, facts: FilmFacts) -> Any:
    """Whole frames, each made of itself alone: its neighbours here are seconds away."""
    return picture.filter("estdif", mode="frame") if facts.interlaced else picture


def sized(picture: Any, facts: FilmFacts, size: Size, scaler: str = FINEST) -> Any:
    """Scale before toning HDR down: fewer pixels for the dear step."""
    to_709 = {} if facts.hdr else {"out_color_matrix": "bt709", "out_range": "tv"}
    if facts.matrix and not facts.hdr:
        to_709["in_color_matrix"] = facts.matrix
    picture = picture.filter("scale", size.width, size.height, flags=scaler, **to_709)
    if facts.hdr:
        picture = picture.filter("zscale", transfer="linear", npl=203)
        picture = picture.filter("format", "gbrpf32le").filter("zscale", primaries="bt709")
        picture = picture.filter("tonemap", tonemap="mobius", param=0.5, desat=0)
        picture = picture.filter("zscale", transfer="bt709", matrix="bt709", range="tv")
    picture = picture.filter("setsar", 1).filter("format", "yuv420p")
    return picture.filter("setparams", **BT709, range="tv")  # what frames say outweighs options


def stereo(source: Any, facts: FilmFacts, gain: float) -> Any:
    """Stereo with its gaps filled with silence, so that it stays with the picture."""
    track = source[f"a:{facts.sound_track}"]
    track = track.filter("aresample", 48000, **{"async": 1000, "first_pts": 0})
    track = track.filter("aformat", sample_fmts="fltp", channel_layouts="stereo")
    return track.filter("volume", f"{gain:.1f}dB") if gain else track


def _h264(facts: FilmFacts, recipe: FilmRecipe, size: Size) -> dict[str, Any]:
    # One thread: held under a ceiling, several write other bytes each time (and on each machine).
    # Renditions are encoded side by side, films by several workers.
    told = {"vcodec": "libx264", "preset": recipe.preset, "crf": recipe.crf, "threads": 1}
    most = {"maxrate": f"{ceiling(facts, size)}k", "bufsize": f"{ceiling(facts, size) * 4}k"}
    return {**told, **most, "g": rate(facts.frame_rate) * 4}


def _av1(facts: FilmFacts, recipe: FilmRecipe, size: Size) -> dict[str, Any]:
    told = {"vcodec": "libsvtav1", "preset": recipe.av1_preset, "crf": recipe.av1_crf}
    return {**told, "maxrate": f"{ceiling(facts, size)}k", "g": rate(facts.frame_rate) * 4}


def compiled(graph: Any, loglevel: str = "warning") -> list[str]:
    told = ("-nostdin", "-hide_banner", "-nostats", "-loglevel", loglevel)
    line: list[str] = graph.global_args(*told).compile(cmd=binary(), overwrite_output=True)
    return line
