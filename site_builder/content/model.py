"""What may be written in the content folder: no I/O, no pixel, no URL.

Public fields are an allow-list: the forms' private columns (birth date, telephone, address …) have
no place here, so writing one is an error. Field docstrings are the editors' help as well.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated
from urllib.parse import unquote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A string with something in it."""

FileName = Annotated[str, StringConstraints(pattern=r"^[^./\\\x00-\x1f][^/\\\x00-\x1f]*$")]
"""The name of a file that lies beside its YAML: no folder, not hidden, no control character."""


def _spelt(kind: str, form: str) -> BeforeValidator:
    """Refuse a spelling that pydantic would take for something else than its editor meant.

    It reads `publish_from: 20261023` as seconds since 1970, so that an embargo would be over.
    """
    spelling = re.compile(form, re.ASCII)

    def held(value: object) -> object:
        if isinstance(value, str) and not spelling.fullmatch(value):
            raise PydanticCustomError(f"{kind}_form", "not in its form")
        return value

    return BeforeValidator(held)


Day = Annotated[dt.date, _spelt("date", r"\d{4}-\d\d-\d\d")]
Moment = Annotated[dt.datetime, _spelt("datetime", r"\d{4}-\d\d-\d\d([T ].*)?")]
Whole = Annotated[int, _spelt("int", r"-?\d{1,15}")]
Truth = Annotated[bool, _spelt("bool", "(?i:true|false)")]

_SCHEME = re.compile(r"[a-z][a-z0-9]*://")
_ODD = re.compile(r"[\x00-\x1f\x7f\\*\[\]]|::")


def _address(value: object) -> object:
    """Refuse an address that carries a secret or could lead out of the place that it names."""
    if not isinstance(value, str):
        return value
    scheme, rest = _SCHEME.match(value), _SCHEME.sub("", value, count=1)
    if "?" in value or "#" in value or (scheme and "@" in rest.partition("/")[0]):
        raise PydanticCustomError("address_secret", "may hold a secret")
    parts = rest.removeprefix("/").split("/") if scheme else value.split("/")
    if _ODD.search(value) or not all(map(_harmless, parts)) or (not scheme and ":" in parts[0]):
        raise PydanticCustomError("address_form", "not in its form")
    return value


def _harmless(part: str) -> bool:
    """Whether a part of a path names something below, even to whoever decodes `%2e` (twice)."""
    plain = unquote(unquote(part)).strip()
    return plain.strip(".~") != "" and not set(plain) & {"/", "\\", "\0"}


Address = Annotated[str, BeforeValidator(_address), StringConstraints(max_length=1000)]
"""`s3://bucket/film.mp4`, `file:///mnt/share/film.mp4`, or what follows the site's first place."""

STARTED = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
"""2016, 2016-03 or 2016-03-01."""

Share = Annotated[float, Field(ge=0, le=1)]
"""A position in a picture, from 0 (left, top) to 1 (right, bottom)."""


Second = Annotated[float, Field(ge=0)]
"""A moment of a film, counted from its start."""


class Kind(StrEnum):
    """The two kinds of entry; the value is the name of their folder and of their address."""

    STAR = "stars"
    PROJECT = "projects"


class Level(StrEnum):
    """Who named the winner, highest first."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"


class Grade(StrEnum):
    """The mark that each recommending unit may give to one star and one project."""

    MOST_MOVING = "most-moving"
    MOST_LOVED = "most-loved"


class Scope(StrEnum):
    """An output that consent can cover."""

    WEB = "web"
    PRESS = "press"
    SCREEN = "screen"
    PRINT = "print"


class Usage(StrEnum):
    """What others may do with a photo: `press`, newsrooms may reuse it with credit; `site`, none."""

    PRESS = "press"
    SITE = "site"


class Written(BaseModel):
    """Base of everything an editor writes: frozen, and an unknown key is an error."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


# --- entries -------------------------------------------------------------------------------


class Honour(Written):
    """One title conferred in one campaign."""

    campaign: Whole
    """The campaign's year; there must be a `campaigns/<year>.yml`."""
    level: Level
    grade: Grade | None = None


class Original(Written):
    """A file too large to lie beside its YAML: named by its content, fetched by its address."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{64}$", to_lower=True)]
    """SHA-256 of its bytes, 64 hex digits."""
    size: Annotated[Whole, Field(gt=0)]
    """Its bytes."""
    at: Address
    """Where it is fetched from; it must lie in a place that mkdocs.yml allows."""


class Photo(Written):
    file: FileName
    original: Original | None = None
    """Where its bytes are, when the file does not lie beside the YAML."""
    alt: str = ""
    """What is to be seen, for those who can't see it."""
    caption: str = ""
    """What the picture means, with place and date."""
    credit: str = ""
    """Who took or supplied it."""
    usage: Usage = Usage.SITE
    focus: tuple[Share, Share] | None = None
    """The point that stays in view when the picture is cropped: [across, down]."""


class Film(Written):
    file: FileName
    original: Original | None = None
    """Where its bytes are, when the file does not lie beside the YAML."""
    title: Line
    credit: str = ""
    captions: FileName | None = None
    """Subtitles, SRT or WebVTT."""
    poster_at: Second | None = None
    """Second of the film to use as its poster; found by itself when left out."""
    excerpt: tuple[Second, Second] | None = None
    """The part that the opening's film takes, [from, to] in seconds; the liveliest 8 seconds when
    left out."""


class Consent(Written):
    signed: Day
    scope: tuple[Scope, ...]
    until: Day | None = None
    """Last day on which it holds; without it, until withdrawn."""


class People(Written):
    """Person-times in one year."""

    offline: Annotated[Whole, Field(ge=0)] = 0
    online: Annotated[Whole, Field(ge=0)] = 0


class Change(Written):
    """A correction made after the entry was first shown, for those who used it before."""

    date: Day
    what: Line
    """In a sentence: 更正所在单位的名称."""


class EntryBase(Written):
    """What a star and a project have in common."""

    sample: Truth = False
    """An invented entry, marked as such wherever it is shown."""
    name: Line
    aliases: tuple[Line, ...] = ()
    """Other spellings that people search for."""
    pinyin: Line | None = None
    """The reading of the name, where the automatic one is wrong: `shan lianying`."""
    region: Line
    fields: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Themes, out of `vocabulary.yml`."""
    honours: Annotated[tuple[Honour, ...], Field(min_length=1)]
    citation: Line
    short: str = ""
    """About 100 characters, for news in brief; the summary's first sentences when left out."""
    summary: Line
    story: Line
    changes: tuple[Change, ...] = ()
    """Corrections since the entry was first shown."""
    photos: tuple[Photo, ...] = ()
    film: Film | None = None
    consent: Consent
    withdrawn: Day | None = None
    """The day on which the entry was taken back: a neutral page stays at its address."""


class Star(EntryBase):
    """A person: 百姓学习之星."""

    organization: str = ""
    position: str = ""


class Project(EntryBase):
    """A project: 终身学习品牌项目."""

    hosts: Annotated[tuple[Line, ...], Field(min_length=1)]
    organisers: tuple[Line, ...] = ()
    venue: str = ""
    started: Annotated[str, StringConstraints(pattern=STARTED)]
    """When it began: 2016, 2016-03 or 2016-03-01."""
    audience: str = ""
    participants: dict[Whole, People] = {}


# --- campaigns -----------------------------------------------------------------------------


class Range(Written):
    """Bounds, both included; a bound left out does not bind."""

    min: float | None = None
    max: float | None = None

    def holds(self, value: float) -> bool:
        above = self.min is None or value >= self.min
        return above and (self.max is None or value <= self.max)


class FilmRule(Written):
    """The film that the notice asks for; the containers and codecs are ffmpeg's names."""

    containers: tuple[str, ...] = ("mp4",)
    video_codecs: tuple[str, ...] = ("h264",)
    width: Whole = 1280
    height: Whole = 720
    frame_rate: float = 25
    seconds: Range = Range(min=240, max=300)


class ParticipantsRule(Written):
    """Person-times that a project reaches in a year: enough in person, or enough in all."""

    offline: Whole = 1000
    total: Whole = 3000


class Rules(Written):
    """Every figure of the notice. The defaults are the 2023 notice's."""

    photos: Range = Range(min=3, max=5)
    citation: Range = Range(max=40)
    short: Range = Range(max=120)
    summary: Range = Range(min=250, max=350)
    star_story: Range = Range(min=1000)
    project_story: Range = Range(min=1400, max=2600)
    """About 2000, give or take thirty in a hundred."""
    film: FilmRule = FilmRule()
    project_years: float = 2
    participants: ParticipantsRule = ParticipantsRule()
    per_region: Range = Range(max=5)
    """Stars, and projects, of one region in one provincial round."""
    marked_per_region: Whole = 1
    notice_days: Whole = 5
    again_levels: tuple[Level, ...] = (Level.NATIONAL, Level.PROVINCIAL)
    """A title of an earlier year at one of these levels bars a new one."""


class Notice(Written):
    """The public notice (公示): first and last day."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[Day, Field(alias="from")]
    to: Day

    @property
    def days(self) -> int:
        return (self.to - self.from_).days + 1


class Document(Written):
    """The document by which a round was issued (印发)."""

    number: Line
    date: Day


class Round(Written):
    notice: Notice | None = None
    document: Document | None = None
    publish_from: Moment | None = None
    """This round's own embargo; the campaign's when left out."""


class Opening(Written):
    date: Day
    place: Line


class Campaign(Written):
    """One year's call."""

    year: Whole
    title: Line
    sample: Truth = False
    week_theme: Line
    opening: Opening | None = None
    publish_from: Moment
    """Nothing of this campaign is shown before."""
    rounds: dict[Level, Round]
    rules: Rules = Rules()


# --- vocabulary ----------------------------------------------------------------------------

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Slug = Annotated[str, StringConstraints(pattern=f"^{SLUG.pattern}$")]


Twelfth = Annotated[Whole, Field(ge=1, le=12)]


class Region(Written):
    name: Line
    slug: Slug
    tile: tuple[Twelfth, Twelfth] | None = None
    """Column and row of its square on the tile map, counted from 1 at the upper left."""


class Theme(Written):
    name: Line
    slug: Slug
    about: str = ""


class Vocabulary(Written):
    """The words that entries may use for their region and their fields."""

    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    fields: Annotated[tuple[Theme, ...], Field(min_length=1)]
