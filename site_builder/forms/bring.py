"""From what was sent to folders of entries: sorted out, read, written. Nothing that is there is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from site_builder import slugs
from site_builder.content.library import Library
from site_builder.content.load import FILES
from site_builder.content.model import Kind, Vocabulary
from site_builder.forms import draft as drafts
from site_builder.forms import excel, labels, libre, parcel, reading, word
from site_builder.forms.draft import Draft, Media, Round, Words
from site_builder.forms.labels import Asked
from site_builder.forms.namesakes import Whereabouts, of_entry, of_form
from site_builder.forms.paper import Unfit
from site_builder.forms.parcel import Item, Refused
from site_builder.forms.reading import Form
from site_builder.forms.themes import Themes
from site_builder.whole import write_whole

PHOTOS = {"jpg", "jpeg", "png", "heic", "heif", "webp", "tif", "tiff", "bmp", "avif", "gif"}
FILMS = {
    "mp4",
    "mov",
    "avi",
    "mkv",
    "wmv",
    "mpg",
    "mpeg",
    "m4v",
    "flv",
    "webm",
    "mts",
    "3gp",
    "vob",
}
CAPTIONS = {"srt", "vtt"}
_WORDS = {"docx": "", "doc": "docx", "wps": "docx", "rtf": "docx"}
_BOOKS = {"xlsx", "xls", "xlsm", "et"}
LARGEST_FORM = 200_000_000
"""Bytes of a form that is read whole."""
_SMALL = 40_000
"""Bytes under which a picture in a form is a stamp or a logo, not a portrait."""


@dataclass(frozen=True)
class Brought:
    """One entry: where it was written (or would be), and what is said of it."""

    folder: str
    """`stars/li-xiulan`."""
    name: str
    draft: Draft
    files: tuple[str, ...]
    """What was copied, `01.jpg` …, beside its YAML."""
    there: bool = False
    """An entry of this name was there before: nothing was written."""
    namesakes: tuple[str, ...] = ()
    """Folders of others of this name, who are somebody else by their city or unit."""


@dataclass(frozen=True)
class Result:
    brought: tuple[Brought, ...]
    refused: tuple[Refused, ...]
    """Files that could not be read."""
    unclaimed: tuple[str, ...]
    """Photos and films that nobody could be found for."""


@dataclass
class _Person:
    """A form, and what belongs to it."""

    form: Form
    where: PurePosixPath
    photos: list[Item] = field(default_factory=list)
    films: list[Item] = field(default_factory=list)
    captions: list[Item] = field(default_factory=list)


def bring(paths: tuple[Path, ...], library: Library, named: Round, *, write: bool = True) -> Result:
    """Read everything and write an entry for each form or row, or only say what would be written. Raises `OSError` where the disk does."""
    desk = _Desk(library.vocabulary)
    for each in parcel.items(paths):
        desk.take(each)
    hand = _Hand(library, named, write)
    brought = _told_apart([hand.entry(person) for person in desk.sorted_out()], hand)
    return Result(brought, tuple(desk.refused), tuple(desk.unclaimed))


def _told_apart(brought: Sequence[Brought], hand: _Hand) -> tuple[Brought, ...]:
    """Each with the others of its name, those that were there before too."""
    by_name = defaultdict(list)
    for each in brought:
        by_name[_kind(each), each.name].append(each.folder)
    for (kind, name), held in hand.known.items():
        by_name[kind, name] += [f"{kind}/{slug}" for slug, _ in held]
    return tuple(
        replace(each, namesakes=tuple(dict.fromkeys(
            other for other in by_name[_kind(each), each.name] if other != each.folder
        )))
        for each in brought
    )  # fmt: skip


def _kind(each: Brought) -> str:
    return each.folder.partition("/")[0]


# --- sorting out -------------------------------------------------------------------------------


class _Desk:
    """Takes what comes, and sorts it out at the end."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.forms: list[_Person] = []
        self.rows: list[Form] = []
        self.stories: list[tuple[PurePosixPath, str]] = []
        self.media: list[Item] = []
        self.refused: list[Refused] = []
        self.unclaimed: list[str] = []

    def take(self, item: Item | Refused) -> None:
        if isinstance(item, Refused):
            self.refused.append(item)
            return
        try:
            self._read(item)
        except Unfit as unfit:
            self.refused.append(Refused(item.path, unfit.reason))

    def _read(self, item: Item) -> None:
        if item.ending in PHOTOS | FILMS | CAPTIONS:
            item.proved()
            self.media.append(item)
        elif item.ending in {*_WORDS, *_BOOKS} and item.size > LARGEST_FORM:
            raise Unfit("too-large")
        elif item.ending in _WORDS:
            raw = item.read()
            if item.ending != "docx":
                raw = libre.converted(raw, item.ending, "docx")
            paper = word.read(raw)
            found = reading.forms(paper)
            self.forms += (_Person(form, item.path) for form in found)
            if not found:
                self._story(item, reading.story(paper))
        elif item.ending in _BOOKS:
            raw = item.read()
            if item.ending == "et":
                raw = libre.converted(raw, "et", "xlsx")
            rows = [form for sheet in excel.read(raw) for form in reading.register(sheet)]
            if not rows:
                raise Unfit("no-form")
            self.rows += rows
        elif item.ending in {"pdf", "txt", "pptx", "ppt"}:
            raise Unfit("no-form")

    def _story(self, item: Item, text: str) -> None:
        if not text:
            raise Unfit("no-form")
        self.stories.append((item.path, text))

    def sorted_out(self) -> list[_Person]:
        """Each form with its register's row, its story, its photos and films."""
        people = self._merged()
        for path, text in self.stories:
            owner = _owner(path, people)
            if owner and Asked.STORY not in owner.form.said:
                owner.form = replace(owner.form, said={**owner.form.said, Asked.STORY: text})
            else:
                self.unclaimed.append(str(path))
        for item in self.media:
            owner = _owner(item.path, people)
            if owner is None:
                self.unclaimed.append(str(item.path))
            elif item.ending in PHOTOS:
                owner.photos.append(item)
            else:
                (owner.films if item.ending in FILMS else owner.captions).append(item)
        return people

    def _merged(self) -> list[_Person]:
        """One for all forms and rows of somebody; two of one name stay two."""
        people: dict[tuple[Kind, str], list[_Person]] = {}
        for each in (*self.forms, *(_Person(row, PurePosixPath()) for row in self.rows)):
            those = people.setdefault((each.form.kind, _key(each.form.name)), [])
            same = next((one for one in those if self._may_be(one, each)), None)
            if same is None:
                those.append(each)
            else:
                same.form = same.form.merged(each.form)
        return [each for those in people.values() for each in those]

    def _may_be(self, one: _Person, other: _Person) -> bool:
        here, there = (
            of_form(each.form, str(each.where), self.vocabulary) for each in (one, other)
        )
        return here.may_be(there)


def _key(name: str) -> str:
    """Two spellings of one name: 李 秀兰 and 李秀兰."""
    return labels.plain(name) or name


def _owner(path: PurePosixPath, people: Sequence[_Person]) -> _Person | None:
    """Whom a file is about: who is named in its name or a folder's, or whose form lies nearest."""
    told = labels.plain(str(path))
    named = [each for each in people if _key(each.form.name) in told]
    longest = max((len(each.form.name) for each in named), default=0)
    named = [each for each in named if len(each.form.name) == longest]
    return named[0] if len(named) == 1 else _nearest(path, named or people)


def _nearest(path: PurePosixPath, people: Sequence[_Person]) -> _Person | None:
    for folder in path.parents:
        near = [each for each in people if each.where.name and folder in each.where.parents]
        if near:
            return near[0] if len(near) == 1 else None
    return None


# --- writing -----------------------------------------------------------------------------------


class _Hand:
    """Writes entries, each under an address of its own."""

    def __init__(self, library: Library, named: Round, write: bool) -> None:
        self.library, self.named, self.write = library, named, write
        self.words = Words(library.vocabulary, Themes(_told(library)))
        self.taken = set(_there(library.folder))
        self.known: dict[tuple[Kind, str], list[tuple[str, Whereabouts]]] = defaultdict(list)
        for each in library.entries:
            self.known[each.kind, each.data.name].append((each.slug, of_entry(each)))

    def entry(self, person: _Person) -> Brought:
        form, files = person.form, dict(_named(person))
        made = drafts.draft(form, _media(files), self.words, self.named, str(person.where))
        here = of_form(form, str(person.where), self.library.vocabulary)
        for slug, whereabouts in self.known.get((form.kind, form.name), ()):
            if here.may_be(whereabouts):
                return Brought(f"{form.kind}/{slug}", form.name, made, (), there=True)
        slug = _slug(form, {slug for kind, slug in self.taken if kind == form.kind})
        self.taken.add((form.kind, slug))
        if self.write:
            _write(self.library.folder / form.kind / slug, FILES[form.kind][0], made.yaml, files)
        return Brought(f"{form.kind}/{slug}", form.name, made, tuple(files))


def _told(library: Library) -> Iterator[tuple[str, str]]:
    """What the themes are about, by their own description and by the entries that are there."""
    for theme in library.vocabulary.fields:
        yield theme.name, theme.about
    for entry in library.entries:
        for name in entry.data.fields:
            yield name, entry.data.name + entry.data.summary + entry.data.story


def _there(content: Path) -> Iterator[tuple[str, str]]:
    """Folders that exist, in order or not: none is written into."""
    for kind in Kind:
        if (content / kind).is_dir():
            yield from ((str(kind), each.name) for each in (content / kind).iterdir())


def _media(files: dict[str, Item | bytes]) -> Media:
    films = [name for name, item in files.items() if _is(item, FILMS)]
    captions = [name for name, item in files.items() if _is(item, CAPTIONS)]
    photos = tuple(name for name, item in files.items() if _is(item, PHOTOS))
    return Media(photos, "".join(films[:1]), "".join(captions[:1]))


def _slug(form: Form, taken: set[str]) -> str:
    told = slugs.of_person(form.name) if form.kind is Kind.STAR else slugs.of_project(form.name)
    return slugs.free(told or "xin-tiaomu", taken)


def _is(item: Item | bytes, endings: set[str]) -> bool:
    return endings is PHOTOS if isinstance(item, bytes) else item.ending in endings


def _named(person: _Person) -> Iterator[tuple[str, Item | bytes]]:
    """What each file is called in the entry's folder. Names of people and numbers stay outside."""
    photos = [person.photos[at] for at in drafts.order([item.path.name for item in person.photos])]
    number = 0
    picture = person.form.picture
    if picture and len(picture) >= _SMALL and not _has_portrait(person):
        number += 1
        yield f"{number:02}.{_ending(picture)}", picture
    for item in photos:
        number += 1
        yield f"{number:02}.{item.ending}", item
    if person.films:
        largest = max(person.films, key=lambda item: item.size)
        yield f"film.{largest.ending}", largest
    if person.films and person.captions:
        yield f"film.{person.captions[0].ending}", person.captions[0]


def _has_portrait(person: _Person) -> bool:
    return any(drafts.is_portrait(item.path.name) for item in person.photos)


def _ending(picture: bytes) -> str:
    return "png" if picture.startswith(b"\x89PNG") else "jpg"


def _write(folder: Path, file: str, yaml: str, files: dict[str, Item | bytes]) -> None:
    """All of a folder at once: it is put together beside its place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, item in files.items():
            with (part / name).open("xb") as out:
                if isinstance(item, bytes):
                    out.write(item)
                else:
                    with item.open() as given:
                        shutil.copyfileobj(given, out, 1 << 20)
        write_whole(part / file, yaml.encode())
        part.chmod(0o755)
        os.rename(part, folder)  # noqa: PTH104 - refuses a folder that is there and holds anything
    finally:
        shutil.rmtree(part, ignore_errors=True)
