"""What can be made of an original, and the address of the result: plain frozen data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from site_builder.content.original import FilmFacts
from site_builder.media.scenes import Canvas, Piece, Portrait


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
    faces: bool = False
    """Look for faces, so that a crop can keep them in frame."""
    version: int = 3
    """Raise when the code makes other bytes of the same settings."""


@dataclass(frozen=True)
class FilmRecipe:
    """MP4 renditions of a film, by height; never enlarged."""

    heights: tuple[int, ...] = (1080, 720, 480)
    """Of the shorter side."""
    crf: int = 23
    preset: str = "faster"
    audio_kbps: int = 128
    loudness: float | None = -16.0
    """LUFS that every film is brought towards by one constant gain; None leaves them alone."""
    peak: float = -1.5
    """True peak, in dBTP, that no gain may pass."""
    most_gain: float = 12.0
    """Decibels, up or down."""
    least_gain: float = 1.5
    """Decibels under which the sound is left as it is."""
    av1: bool = False
    """Make an AV1 rendition of the largest size as well, for browsers that play it."""
    av1_crf: int = 35
    av1_preset: int = 8
    version: int = 4


@dataclass(frozen=True)
class StoryboardRecipe:
    """Small pictures from along a film on one sheet, for whoever looks for a scene."""

    pictures: int = 60
    """At most; no two nearer than two seconds."""
    columns: int = 10
    width: int = 160
    """Of the longer side."""
    quality: int = 60
    kilobytes: int = 120
    """Quality gives way, down to 30, before the sheet is larger."""
    version: int = 1


@dataclass(frozen=True)
class PreviewRecipe:
    """A short silent film that moves on a card."""

    at: float | None = None
    """Seconds from the start; None for a third in."""
    seconds: float = 6
    height: int = 270
    """Of the shorter side."""
    kilobytes: int = 280
    """It stays under these, whatever moves in it."""
    crf: int = 30
    preset: str = "faster"
    version: int = 2


@dataclass(frozen=True)
class PressRecipe:
    """A JPEG of full size for newsrooms and smaller ones, with what they must know written inside
    as XMP. Never enlarged: sizes that the original does not reach are left out.
    """

    title: str
    """Whom or what the entry is about."""
    caption: str
    credit: str
    terms: str
    address: str
    """The entry's page, or empty."""
    quality: int = 92
    sides: tuple[int, ...] = (2400, 1200)
    """The longer side of the smaller ones, in pixels: for a page of print, and for the web."""
    version: int = 2


@dataclass(frozen=True)
class Words:
    """What is lettered on an entry's cards and placard; what is empty is left out."""

    site: str
    kind: str
    name: str
    honour: str
    mark: str
    citation: str
    place: str
    """City and year."""
    owner: str
    """Where a person works, or who hosts a project."""
    address: str
    """What the QR code holds: absolute, or empty."""
    sample: str
    """Says that the entry is invented, or empty."""

    @property
    def all(self) -> str:
        """Every character that is set."""
        told = asdict(self)
        del told["address"]
        return "".join(told.values())


@dataclass(frozen=True)
class CardRecipe:
    """Two pictures to pass an entry on with: a wide one beside a link, a tall one for phones."""

    words: Words
    photo: bool = True
    """The original is a photo; otherwise a plain ground stands in for it."""
    focus: tuple[float, float] | None = None
    faces: bool = False
    """Look for faces where there is no focus."""
    quality: int = 86
    version: int = 1


@dataclass(frozen=True)
class PlacardRecipe:
    """An A2 sheet for a wall, as PDF: letters and QR code as outlines, the photo as it is."""

    words: Words
    photo: bool = True
    focus: tuple[float, float] | None = None
    faces: bool = False
    dots: int = 200
    """Dots per inch that the photo has at most; it is never enlarged."""
    quality: int = 88
    version: int = 1


@dataclass(frozen=True)
class BoardRecipe:
    """An A1 board for a roving show, as PDF: as a placard, with its text and more photos."""

    words: Words
    text: tuple[str, ...]
    """Paragraphs."""
    photos: tuple[Portrait, ...]
    dots: int = 150
    quality: int = 88
    version: int = 2


@dataclass(frozen=True)
class PosterRecipe:
    """The picture that stands for a film before it plays, at `at` seconds or the best found."""

    at: float | None = None
    still: StillRecipe = StillRecipe()
    version: int = 3


@dataclass(frozen=True)
class CaptionRecipe:
    """Clean WebVTT in UTF-8 of an SRT or VTT file in whatever encoding."""

    until: float | None = None
    """Seconds that the film runs, where that is known: nothing is said after its end."""
    version: int = 6


@dataclass(frozen=True)
class FootageRecipe:
    """A piece of the opening film: whatever it shows is named by its digest."""

    canvas: Canvas
    piece: Piece
    version: int = 1


@dataclass(frozen=True)
class SoundRecipe:
    """The sound of an excerpt as loud as all others, exactly as long as its frames."""

    start: float
    """Seconds from the film's start."""
    frames: int
    rate: int
    """Frames per second."""
    loudness: float = -23.0
    """LUFS."""
    peak: float = -3.0
    """True peak in dBTP that it may not pass."""
    version: int = 1


@dataclass(frozen=True)
class LivelyRecipe:
    """Where a film is liveliest: a moment is looked for, and nothing is made."""

    seconds: float = 8.0
    """How long the part is that is looked for."""
    cues: tuple[tuple[float, float], ...] = ()
    """When somebody speaks, by its captions, in seconds."""
    version: int = 1


Recipe = (
    StillRecipe
    | FilmRecipe
    | PosterRecipe
    | CaptionRecipe
    | StoryboardRecipe
    | PreviewRecipe
    | PressRecipe
    | CardRecipe
    | PlacardRecipe
    | BoardRecipe
    | FootageRecipe
    | SoundRecipe
    | LivelyRecipe
)


@dataclass(frozen=True)
class Elsewhere:
    """What an original must be, and where it is fetched from when it isn't beside its YAML."""

    address: str
    """Of a folder, share or object store: `file:///mnt/…`, `s3://bucket/…`; empty if not allowed."""
    digest: str
    """SHA-256 of its bytes, in hex."""
    bytes: int
    cache: Path
    """The folder that keeps what was fetched."""
    room: int
    """Bytes that folder may hold."""
    place: str
    """The allowed place that it lies in, with its `/`; empty if in none."""
    seconds: float = 3600
    """Longest that fetching it may take."""


@dataclass(frozen=True)
class Source:
    """One of several originals that something is made of."""

    original: Path
    digest: str
    film: FilmFacts | None = None
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True)
class Job:
    """One original and what is to be made of it."""

    original: Path
    digest: str
    recipe: Recipe
    film: FilmFacts | None = None
    """What the film was found to be, for all that is made of films."""
    elsewhere: Elsewhere | None = None
    """What `original` must be, and where its bytes are when they are not there."""
    sources: tuple[Source, ...] = ()
    """The originals of what is made of several: the recipe names them by their digests."""

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
    """The copies of one picture. `colour` is its mean, `#rrggbb`."""

    avif: tuple[Copy, ...]
    """Narrowest first."""
    jpeg: Copy
    width: int
    height: int
    colour: str
    focus: tuple[float, float] | None = None
    """Where to hold a crop so that the faces found stay in view, as shares of the width and height
    (CSS' object-position); None where none was looked for or found."""


@dataclass(frozen=True)
class FilmSet:
    """The renditions of one film."""

    renditions: tuple[Copy, ...]
    """Highest first; each an MP4 that browsers play and that starts without its end."""
    seconds: float
    copied: bool = False
    """The first rendition is the original's own picture, not encoded again."""
    gain: float = 0.0
    """Decibels by which the sound was raised."""
    errors: int = 0
    """Places where the original would not decode; what is shown there is the decoder's guess."""
    first_error: float | None = None
    """Seconds from the start to the first of them, where that is known."""
    av1: Copy | None = None


@dataclass(frozen=True)
class Cue:
    """What is said from `start` to `end`, in milliseconds."""

    start: int
    end: int
    text: str
    """One line."""


@dataclass(frozen=True)
class Captions:
    """A film's captions as WebVTT, and what is said, in order."""

    file: Copy
    cues: tuple[Cue, ...]
    skipped: int = 0
    """Cues that were left out: they end before they start, say no time, or come after the film."""


@dataclass(frozen=True)
class Storyboard:
    """Pictures from along a film. `index` is WebVTT whose cues name a part of `sheet`."""

    sheet: Copy
    index: Copy


@dataclass(frozen=True)
class Preview:
    """A short silent MP4."""

    file: Copy


@dataclass(frozen=True)
class PressCopy:
    """A photo in full size and smaller, with its caption, credit and terms inside."""

    file: Copy
    smaller: tuple[Copy, ...] = ()
    """Largest first."""


@dataclass(frozen=True)
class Cards:
    """Pictures to pass an entry on with: 1200×630 and 1080×1920."""

    wide: Copy
    tall: Copy


@dataclass(frozen=True)
class Placard:
    """A sheet for a wall, as PDF."""

    file: Copy


@dataclass(frozen=True)
class Board:
    """A board for a roving show, as PDF."""

    file: Copy


@dataclass(frozen=True)
class Footage:
    """A piece of the opening film, without sound, to be put together with others as it is."""

    file: Copy
    frames: int


@dataclass(frozen=True)
class Sound:
    """An excerpt's sound; `heard` is false where there is nothing to be heard."""

    file: Copy
    heard: bool


@dataclass(frozen=True)
class Lively:
    """Where the liveliest part of a film begins, in seconds."""

    at: float


Made = (
    StillSet
    | FilmSet
    | Captions
    | Storyboard
    | Preview
    | PressCopy
    | Cards
    | Placard
    | Board
    | Footage
    | Sound
    | Lively
)


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
