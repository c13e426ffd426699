"""Which films are passed on as they are, because every browser plays them: pure.

Bounds as measured; copying costs a three-hundredth of encoding, and loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.content.original import FilmFacts

PROFILES = ("Baseline", "Constrained Baseline", "Extended", "Main", "High")
"""H.264 profiles that every browser plays."""


@dataclass(frozen=True)
class Coding:
    """What of a film's picture matters here and nowhere else."""

    profile: str
    pixels: str
    """ffmpeg's name of the pixel format."""
    square: bool
    turned: bool
    """It is to be turned or mirrored before it is shown."""
    steady: bool
    """Every frame lasts as long as the others."""
    gap: float
    """Seconds between keyframes, at most."""


def reasons(facts: FilmFacts, coding: Coding) -> Iterator[str]:
    """Why the picture can't be passed on as it is; nothing when every browser plays it."""
    most = 6 if _within(facts, 1280, 720) else 10
    told = {
        facts.container: facts.container not in ("mp4", "mov"),
        facts.video_codec: facts.video_codec != "h264",
        coding.profile: facts.video_codec == "h264" and coding.profile not in PROFILES,
        coding.pixels: coding.pixels != "yuv420p",
        "HDR": facts.hdr,
        "interlaced": facts.interlaced,
        "rotated": coding.turned,
        "pixels not square": not coding.square,
        f"{facts.width}×{facts.height}": not _fits(facts),
        f"{facts.frame_rate:g} fps": not 23.5 <= facts.frame_rate <= 30.5,
        "frame rate not constant": not coding.steady,
        f"over {most} Mb/s": facts.bytes * 8 / max(facts.seconds, 0.1) > most * 1e6 + 5e5,
        "keyframes far apart": coding.gap > 10.5,
    }
    return (reason for reason, holds in told.items() if holds)


def is_playable_sound(facts: FilmFacts) -> bool:
    return facts.audio_codec is None or (facts.audio_codec == "aac" and facts.channels <= 2)


def _fits(facts: FilmFacts) -> bool:
    return _within(facts, 1920, 1080) and facts.width % 2 == 0 and facts.height % 2 == 0


def _within(facts: FilmFacts, long: int, short: int) -> bool:
    seen = (facts.width, facts.height)
    return max(seen) <= long and min(seen) <= short
