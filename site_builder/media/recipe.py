"""What can be made of an original, and the address of the result: plain frozen data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from site_builder.content.original import FilmFacts


@dataclass(frozen=True)
class StillRecipe:
    """A set of pictures for the web: AVIF in several widths and one JPEG for old browsers.

    Never enlarged: widths above the original's are left out, and the original's own width stands
    in. Settings from our measurements: AVIF at speed 8 is smaller than WebP at a like cost.
    """

    widths: tuple[int, ...] = (320, 640, 960, 1600)
    avif_quality: int = 58
    avif_speed: int = 8
    jpeg_width: int = 960
    jpeg_quality: int = 82
    version: int = 2
    """Raise when the code makes other bytes of the same settings."""


@dataclass(frozen=True)
class FilmRecipe:
    """MP4 renditions of a film, by height; never enlarged."""

    heights: tuple[int, ...] = (720, 480)
    crf: int = 23
    preset: str = "faster"
    audio_kbps: int = 128
    version: int = 2


@dataclass(frozen=True)
class PosterRecipe:
    """The picture that stands for a film before it plays, at `at` seconds or the best found."""

    at: float | None = None
    still: StillRecipe = StillRecipe()
    version: int = 2


@dataclass(frozen=True)
class CaptionRecipe:
    """Clean WebVTT in UTF-8 of an SRT or VTT file in whatever encoding."""

    version: int = 2


Recipe = StillRecipe | FilmRecipe | PosterRecipe | CaptionRecipe


@dataclass(frozen=True)
class Job:
    """One original and what is to be made of it."""

    original: Path
    digest: str
    recipe: Recipe
    film: FilmFacts | None = None
    """What the film was found to be, for films and posters."""

    @property
    def address(self) -> str:
        return address(self.digest, self.recipe)


@dataclass(frozen=True)
class Copy:
    """One file in the store. `path` is relative to the store's root, with `/`."""

    path: str
    width: int
    height: int
    bytes: int
    type: str
    """Media type: `image/avif`, `image/jpeg`, `video/mp4`."""


@dataclass(frozen=True)
class StillSet:
    """The copies of one picture. `placeholder` is a tiny data URI; `colour` is `#rrggbb`."""

    avif: tuple[Copy, ...]
    """Narrowest first."""
    jpeg: Copy
    width: int
    height: int
    placeholder: str
    colour: str


@dataclass(frozen=True)
class FilmSet:
    """The renditions of one film."""

    renditions: tuple[Copy, ...]
    """Highest first; each an MP4 that browsers play and that starts without its end."""
    seconds: float
    copied: bool = False
    """The first rendition is the original's own picture, not encoded again."""


@dataclass(frozen=True)
class Captions:
    """A film's captions as WebVTT, and the lines spoken, in order."""

    file: Copy
    lines: tuple[str, ...]


Made = StillSet | FilmSet | Captions


@dataclass(frozen=True)
class Failed:
    """Nothing could be made. `reason` is a code of `content.original.Unreadable`.

    `detail` is for people, in plain words without any folder.
    """

    reason: str
    detail: str


class Refused(Exception):
    """Nothing can be made of an original; `reason` and `detail` as in `Failed`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def address(digest: str, recipe: Recipe) -> str:
    """The name of what this recipe makes of these bytes: 32 hex digits.

    The same bytes and the same settings always have the same address; anything else another.
    """
    told = json.dumps([type(recipe).__name__, digest, asdict(recipe)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]
