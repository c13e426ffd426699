"""The opening film as plain data: its scenes, the pieces it is cut into, and when each comes.

Scenes overlap by a cross-fade. A piece is a scene's middle, or the cross-fade of two; pieces are
made one by one and put together without encoding again, so that a changed scene costs its own three.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Canvas:
    """The film's format. Size in pixels, both even; frames per second."""

    width: int = 1920
    height: int = 1080
    rate: int = 25
    codec: str = "h264"
    """`h264` or `hevc`."""
    crf: int = 18
    preset: str = "faster"

    @property
    def fade(self) -> int:
        """Frames that two scenes share: four fifths of a second."""
        return round(self.rate * 0.8)

    def frames(self, seconds: float) -> int:
        """Never so few that a scene is nothing but its two fades."""
        return max(round(seconds * self.rate), 2 * self.fade + self.rate)


@dataclass(frozen=True)
class Portrait:
    """A photo by its digest, and where it is held when it is cropped."""

    digest: str
    focus: tuple[float, float] | None = None
    faces: bool = False
    """Look for faces where there is no focus."""


@dataclass(frozen=True)
class Card:
    """Words alone: a title, a pause, thanks. A dark one without words is black."""

    frames: int
    text: str
    under: str = ""
    lines: tuple[str, ...] = ()
    dark: bool = False
    sample: str = ""


@dataclass(frozen=True)
class Tile:
    name: str
    line: str
    portrait: Portrait | None


@dataclass(frozen=True)
class Group:
    """Names together, each under its portrait."""

    frames: int
    text: str
    under: str
    tiles: tuple[Tile, ...]
    sample: str = ""


@dataclass(frozen=True)
class Person:
    """One person or project beside a portrait that moves slowly."""

    frames: int
    honour: str
    mark: str
    name: str
    citation: str
    line: str
    portrait: Portrait | None
    sample: str = ""


@dataclass(frozen=True)
class Spoken:
    """A caption, in frames of its scene: from the first up to, not including, the last."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Excerpt:
    """A part of a film with its captions burnt in. `start` in seconds of the film."""

    frames: int
    digest: str
    start: float
    title: str
    name: str
    honour: str
    captions: tuple[Spoken, ...] = ()
    sample: str = ""


Scene = Card | Group | Person | Excerpt


def digests(scene: Scene) -> Iterator[str]:
    """Of the originals that it is made of."""
    if isinstance(scene, Excerpt):
        yield scene.digest
    elif isinstance(scene, Person):
        if scene.portrait:
            yield scene.portrait.digest
    elif isinstance(scene, Group):
        yield from (tile.portrait.digest for tile in scene.tiles if tile.portrait)


@dataclass(frozen=True)
class Part:
    """Frames of a scene, from its frame `first` on."""

    scene: Scene
    first: int


@dataclass(frozen=True)
class Piece:
    """What is made and kept by itself: `frames` of one part, or of two that fade into each other."""

    parts: tuple[Part, ...]
    frames: int


def pieces(scenes: Sequence[Scene], fade: int) -> tuple[Piece, ...]:
    """The film in order: middle, cross-fade, middle …"""
    return tuple(_pieces(scenes, fade))


def _pieces(scenes: Sequence[Scene], fade: int) -> Iterator[Piece]:
    for at, scene in enumerate(scenes):
        first = fade if at else 0
        last = scene.frames - (fade if at < len(scenes) - 1 else 0)
        yield Piece((Part(scene, first),), last - first)
        if at < len(scenes) - 1:
            parts = (Part(scene, last), Part(scenes[at + 1], 0))
            yield Piece(parts, fade)


def starts(scenes: Sequence[Scene], fade: int) -> tuple[int, ...]:
    """The frame of the film in which each scene is first seen, and the film's whole length."""
    steps = [scene.frames - fade for scene in scenes[:-1]] + [scene.frames for scene in scenes[-1:]]
    return tuple(accumulate(steps, initial=0))


def timecode(frame: int, rate: int) -> str:
    """`00:01:02:03`: hours, minutes, seconds and frames."""
    seconds, rest = divmod(frame, rate)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{rest:02}"
