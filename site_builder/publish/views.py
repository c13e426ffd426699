"""What each template is given: one frozen dataclass per template, ready to print.

Addresses (`href`, `src`, `file`) are relative to the site's root, without a leading slash
(`stars/li-xiulan/`); the theme's `to` filter makes them relative to the page that shows them.
Texts are plain unless the field says HTML, and then they are safe.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.publish.language import CHINESE, Language


@dataclass(frozen=True)
class Source:
    """One file of a picture set: address and width in pixels."""

    src: str
    width: int


@dataclass(frozen=True)
class Picture:
    """A picture in several widths. `focus` is two classes of the theme: `fx-50 fy-35`."""

    avif: tuple[Source, ...]
    jpeg: str
    width: int
    height: int
    alt: str
    focus: str
    colour: str
    """`#rrggbb`: the ground until a copy has come."""


@dataclass(frozen=True)
class PressLink:
    """A photo of full size for newsrooms."""

    href: str
    file: str
    """The name that the downloaded file gets: 李秀兰-01.jpg."""
    size: str
    """In words: 4000×3000，3.2 MB."""


@dataclass(frozen=True)
class Photo:
    picture: Picture
    caption: str
    credit: str
    usage: str
    """In words: 可供媒体刊用，须署名 …"""
    press: PressLink | None = None
    """Only where newsrooms may reuse it."""


@dataclass(frozen=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True)
class Honour:
    """`text`: 2026年 省级 百姓学习之星; `mark`: 事迹特别感人, or empty."""

    year: int
    level: str
    text: str
    mark: str
    document: str
    """教职成〔2026〕0号, or empty."""
    date: str
    year_href: str


@dataclass(frozen=True)
class FilmSource:
    """One rendition. `media` is the media query under which it is taken, or empty."""

    src: str
    type: str
    media: str


@dataclass(frozen=True)
class Line:
    """What is said in a film from a second on. `time`: 1:20."""

    second: float
    time: str
    text: str


@dataclass(frozen=True)
class FilmView:
    title: str
    credit: str
    sources: tuple[FilmSource, ...]
    """The browser takes the first that it plays and whose query holds."""
    download: str
    """The best MP4's address."""
    width: int
    height: int
    poster: Picture
    captions: str
    """WebVTT's address, or empty."""
    minutes: str
    """4 分 20 秒"""
    seconds: float
    bytes: int
    """Of the download."""
    transcript: tuple[Line, ...]
    storyboard: str
    """Address of the WebVTT whose cues name parts of a sheet of scenes, or empty."""


@dataclass(frozen=True)
class Card:
    """An entry in a list."""

    slug: str
    href: str
    kind: str
    """星 or 品牌项目, in words: 百姓学习之星 / 终身学习品牌项目."""
    name: str
    line: str
    """The organisation, or the hosts."""
    region: str
    citation: str
    picture: Picture | None
    mark: str
    honour: str
    """The highest honour, short: 省级 · 2026."""
    film: bool
    preview: str
    """Address of a short silent film, or empty."""
    sample: bool


@dataclass(frozen=True)
class Figure:
    """A count with its name: 15 位 百姓学习之星."""

    value: int
    unit: str
    label: str
    href: str


@dataclass(frozen=True)
class Way:
    """A way in: a year, city or theme, with how many entries it holds."""

    text: str
    href: str
    count: int
    about: str = ""


@dataclass(frozen=True)
class Fact:
    """A row of an entry's facts: 所在单位 / …"""

    label: str
    text: str


@dataclass(frozen=True)
class Notice:
    """A column of the footer; `href` leads to the register that a number stands in."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Version:
    """A text of one length for newsrooms. `key` names it to the script: `short`."""

    key: str
    label: str
    characters: int
    text: str = ""
    """Plain; empty where the page itself holds the text, marked `data-copy-source`."""


@dataclass(frozen=True)
class Download:
    """A file to take away. `size` in words: 1280×720，4 分 20 秒，31.5 MB."""

    href: str
    file: str
    label: str
    size: str


@dataclass(frozen=True)
class PressCorner:
    """What a newsroom takes from an entry's page."""

    versions: tuple[Version, ...]
    photos: tuple[Photo, ...]
    """Those that may be reused."""
    kept: int
    """Photos that may not."""
    terms: str
    downloads: tuple[Download, ...]
    updated: str
    """2026年10月23日: when it was first shown or last corrected."""
    changes: tuple[Fact, ...]
    """Date and what was corrected, newest first."""
    embed: str
    """HTML that shows the entry on another site, or empty where this one's address is unknown."""
    article: str
    """Address of the WeChat article."""


@dataclass(frozen=True)
class Head:
    """What every page says of itself in its head."""

    title: str
    description: str
    canonical: str
    """Absolute, or empty where the site's address is unknown."""
    image: str
    """Absolute address of the picture for sharing, or empty."""
    noindex: bool
    json_ld: Markup
    """A JSON-LD object, safe inside a script element, or empty."""
    type: str = "website"
    image_size: tuple[int, int] = (0, 0)
    """Pixels, or zeros where they are not known."""
    image_alt: str = ""
    alternates: tuple[Alternate, ...] = ()
    """This page in each language, itself among them; empty where there is but one."""
    other: str = ""
    """Address of the same in the other language, or of that one's home; empty without one."""


@dataclass(frozen=True)
class Alternate:
    """A page in one language. `lang` as HTML names it; `href` is absolute."""

    lang: str
    locale: str
    href: str


@dataclass(frozen=True)
class EntryPage:
    """`star.html` and `project.html`."""

    head: Head
    slug: str
    kind: str
    kind_href: str
    name: str
    citation: str
    sample: bool
    portrait: Photo | None
    """The first photo; the gallery holds all."""
    honours: tuple[Honour, ...]
    region: Link
    themes: tuple[Link, ...]
    facts: tuple[Fact, ...]
    film: FilmView | None
    summary: Markup
    """HTML."""
    story: Markup
    """HTML."""
    gallery: tuple[Photo, ...]
    participants: tuple[ParticipantsRow, ...]
    related: tuple[Card, ...]
    share_url: str
    """What the share box and its QR code hold: absolute, or relative when unknown."""
    qr: str
    """Address of the QR code's SVG, or empty."""
    tall: str
    """Address of the poster for phones, or empty."""
    published: dt.datetime
    updated: dt.datetime
    press: PressCorner | None = None
    """Only with consent to the press."""
    chinese: str = ""
    """Address of the Chinese page, on one in another language."""
    downloads: tuple[Download, ...] = ()
    """What newsrooms may take away, on a page in another language: the corner stands on the Chinese."""


@dataclass(frozen=True)
class ParticipantsRow:
    year: int
    offline: int
    online: int
    share: float
    """This year's total as a share of the largest, 0 to 1, for a bar."""


@dataclass(frozen=True)
class HomePage:
    head: Head
    week_theme: str
    year: int
    opening: str
    """2026年10月23日 · 郑州, or empty."""
    marked: tuple[Card, ...]
    """The newest year's marked winners, shown large."""
    films: tuple[Card, ...]
    latest: tuple[Card, ...]
    figures: tuple[Figure, ...]
    map: TileMap
    themes: tuple[Way, ...]
    years: tuple[Way, ...]


@dataclass(frozen=True)
class Facet:
    """One facet of explore. `key`: region | year | level | field | kind."""

    key: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class FacetValue:
    value: str
    """What the address bar holds: `zhengzhou`, `2026`, `provincial`."""
    text: str
    count: int
    href: str
    """The plain page of this value, or empty."""


@dataclass(frozen=True)
class Tile:
    """A city on the tile map."""

    value: FacetValue
    text: str
    """Its name without 市 and the like."""
    column: int
    row: int
    tone: int
    """Depth of colour, 0 to 4."""


@dataclass(frozen=True)
class TileMap:
    """Cities about where they lie, row by row."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class YearColumn:
    """A year on the timeline. `height`: 0 to 10."""

    value: FacetValue
    height: int


@dataclass(frozen=True)
class Timeline:
    columns: tuple[YearColumn, ...]
    """Oldest first."""


@dataclass(frozen=True)
class ExplorePage:
    """`explore.html`: all entries. The script takes over; without it the plain pages serve."""

    head: Head
    total: int
    facets: tuple[Facet, ...]
    cards: tuple[Card, ...]
    """The first ones only; the script has the others."""
    columns: str
    """Address of the script that tells which values each entry has (see `facets.py`)."""
    map: TileMap
    timeline: Timeline


@dataclass(frozen=True)
class ListPage:
    """`list.html`: a year, a city or a theme, in pages."""

    head: Head
    eyebrow: str
    """年度 / 城市 / 主题"""
    title: str
    about: str
    figures: tuple[Figure, ...]
    notes: tuple[Fact, ...]
    """A year's documents: 省级 / 教职成〔2026〕0号（2026-07-10）."""
    groups: tuple[Group, ...]
    siblings: tuple[Way, ...]
    """Other years, cities or themes."""
    current: str
    """The address of this one among the siblings."""
    page: int
    pages: tuple[Link, ...]
    """All pages of this list; empty when there is one only."""


@dataclass(frozen=True)
class Group:
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class TextPage:
    """`text.html`: a hand-written page."""

    head: Head
    title: str
    body: Markup
    """HTML."""


@dataclass(frozen=True)
class Row:
    """An entry in the press room's list."""

    href: str
    kind: str
    """stars or projects, for the filter."""
    name: str
    line: str
    region: str
    honour: str
    mark: str
    photos: int
    """Those that may be reused."""
    film: str
    """How long it runs, or empty."""
    kit: Download | None = None


@dataclass(frozen=True)
class Correction:
    """What was corrected in an entry; one that was withdrawn has no name and no address."""

    date: str
    what: str
    name: str = ""
    href: str = ""


@dataclass(frozen=True)
class PressPage:
    """`press.html`: one year of the press room; the newest stands at its door."""

    head: Head
    year: int
    title: str
    """The campaign's title."""
    facts: tuple[Fact, ...]
    """Theme, opening and documents of the year."""
    figures: tuple[Figure, ...]
    """Of the year."""
    all_figures: tuple[Figure, ...]
    """Of all years."""
    about: tuple[str, ...]
    """Paragraphs on the award and on who organises it, to be copied."""
    contact: tuple[Fact, ...]
    email: str
    phone: str
    terms: tuple[Fact, ...]
    years: tuple[Way, ...]
    current: str
    rows: tuple[Row, ...]
    archives: tuple[Download, ...]
    """Everything of the year in one file, and of each city."""
    page: int
    pages: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    feeds: tuple[Link, ...]
    """Empty where the site's address is unknown."""


@dataclass(frozen=True)
class DataColumn:
    """A field of the open data."""

    name: str
    label: str
    about: str
    form: str
    """text, number, date, list …, in words."""


@dataclass(frozen=True)
class DataPage:
    """`data.html`: what the open data holds."""

    head: Head
    count: int
    columns: tuple[DataColumn, ...]
    files: tuple[Link, ...]
    terms: str
    relative: bool
    """The site's own address is unknown: those in the data are relative."""


@dataclass(frozen=True)
class GonePage:
    """`gone.html`: what stays at a withdrawn entry's address. It knows nothing of the entry."""

    head: Head


@dataclass(frozen=True)
class Feed:
    """A feed that readers' programs find by themselves."""

    href: str
    type: str
    title: str


@dataclass(frozen=True)
class Site:
    """What every page's frame shows; the same on all pages."""

    name: str
    tagline: str
    sample: bool
    """Some entry shown is a sample: the frame says so on every page."""
    menu: tuple[Link, ...]
    footer: tuple[Notice, ...]
    search: str
    """Address of the search index's folder, ending in `/`."""
    display_font: str
    """Address of the display face's style, but for the words that are seen at once."""
    opening_font: str = ""
    """Address of the style for those; empty where the other holds them too."""
    feeds: tuple[Feed, ...] = ()
    language: Language = CHINESE
    other: Link | None = None
    """What the other language calls itself, and its home; None where the site has but one."""
    other_lang: str = ""


# --- the opening -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """What is said in a film from one second to another."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class StageFilm:
    title: str
    src: str
    """The best rendition's address."""
    type: str
    poster: Picture
    seconds: float
    captions: tuple[Said, ...]
    """In the page itself: from a folder, browsers load no captions."""


@dataclass(frozen=True)
class StageEntry:
    """Somebody on the screen."""

    slug: str
    kind: str
    name: str
    honour: str
    """As it was conferred: 2026年省级百姓学习之星."""
    mark: str
    citation: str
    line: str
    """The organisation, or the hosts."""
    region: str
    pictures: tuple[Picture, ...]
    """The portrait first."""
    film: StageFilm | None
    summary: tuple[str, ...]
    """Paragraphs, for whoever reads at the kiosk."""
    sample: bool


@dataclass(frozen=True)
class StageItem:
    """What is on the screen at a time; fields as in `programme.Turn`."""

    number: int
    show: str
    label: str
    """What the presenter's window calls it."""
    text: str
    under: str
    lines: tuple[str, ...]
    entries: tuple[StageEntry, ...]
    seconds: float
    notes: str


@dataclass(frozen=True)
class StagePage:
    """A year's opening for the big screen."""

    head: Head
    year: int
    theme: str
    when: str
    """Date and place, or empty."""
    sample: bool
    items: tuple[StageItem, ...]
    portraits: tuple[Picture, ...]
    """What goes round before the start."""


@dataclass(frozen=True)
class KioskPage:
    """The same entries for the foyer's touch screen."""

    head: Head
    year: int
    theme: str
    sample: bool
    kinds: tuple[Link, ...]
    """What can be chosen from; `href` is the kind as cards name it."""
    entries: tuple[StageEntry, ...]


View = (
    EntryPage
    | HomePage
    | ExplorePage
    | ListPage
    | TextPage
    | GonePage
    | PressPage
    | DataPage
    | StagePage
    | KioskPage
)
