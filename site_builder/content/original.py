"""What an original photo or film was found to be: plain facts, for the checks and the plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PictureFacts:
    """A photo. Size in pixels, as it is seen (after turning)."""

    digest: str
    bytes: int
    format: str
    """Pillow's name: `JPEG`, `HEIF`, `PNG` …"""
    width: int
    height: int
    texts: tuple[str, ...] = ()
    """Sentences found in its metadata, to be searched for private data."""
    grey: float = 0.0
    """Share of its height, as it is stored, that is nothing but the grey which decoders put where
    the data stopped."""


@dataclass(frozen=True)
class FilmFacts:
    """A film. Size in pixels as it is seen (after turning); rates per second."""

    digest: str
    bytes: int
    container: str
    """ffmpeg's demuxer family, told by content: `mp4`, `mov`, `avi`, `matroska` …"""
    video_codec: str
    width: int
    height: int
    frame_rate: float
    seconds: float
    audio_codec: str | None
    channels: int
    copyable: bool
    """Its picture may be passed on as it is (see `media.demux.look`)."""
    audio_copyable: bool = True
    interlaced: bool = False
    hdr: bool = False
    matrix: str = ""
    """Colour matrix to take for granted, where it names none: `bt709` or `bt601`."""
    picture_track: int = 0
    """Which of its picture tracks is the film, counted from 0."""
    sound_track: int = 0
    reasons: tuple[str, ...] = ()
    """Why it may not be copied, in ffmpeg's terms: `yuv444p`, `rotated`, `60 fps` …"""
    texts: tuple[str, ...] = ()
    """Sentences found in its metadata."""


@dataclass(frozen=True)
class TextFacts:
    """A captions file."""

    digest: str
    bytes: int
    texts: tuple[str, ...]
    """The words of each cue: they are printed beside the film, and found by the search."""


@dataclass(frozen=True)
class Unreadable:
    """A file that is not what it should be. `reason` is one of the codes below.

    missing, empty, no-access, not-a-picture, not-a-film, no-picture (sound only), not-captions,
    truncated, damaged (decodes with errors), too-large, unsupported, too-slow, no-room (the disk is
    full), no-ffmpeg, crashed, not-shared (the machine that should make its copies does not see it)

    Of what is named by content: other-content (not the bytes that were named). Of what is fetched:
    not-allowed (the site's owner names no such place), not-there, refused (no key, or a wrong one),
    unreachable, fetch-slow, small-room (larger than the room for what is fetched), no-driver.
    """

    reason: str
    detail: str = ""


AT_ADDRESS = frozenset(
    {"not-allowed", "not-there", "refused", "unreachable", "fetch-slow", "small-room", "no-driver"}
)
"""Reasons that lie in an original's address, or on the way to it."""
PASSING = AT_ADDRESS | {"missing", "no-access", "no-room", "no-ffmpeg", "crashed", "not-shared"}
"""Reasons that are not in the bytes: the next look may find another."""

Facts = PictureFacts | FilmFacts | TextFacts | Unreadable
Originals = dict[Path, Facts]
"""Facts by the original's absolute path."""
