"""An entry taken back: what of it is looked for, whose words it rightly stands in, what caches hold."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from pydantic import BaseModel

from site_builder.content import gate, yaml_text
from site_builder.content.library import Entry, Library, Path_
from site_builder.content.model import Scope
from site_builder.content.problem import Place, Problem, Text, error, near
from site_builder.media import note, plan
from site_builder.media.recipe import Job
from site_builder.publish import embed, kits, pictures, prose, spellings, upkeep, wechat
from site_builder.publish.gather import Checked
from site_builder.publish.language import ENGLISH
from site_builder.publish.members import Unread
from site_builder.publish.showing import Address
from site_builder.publish.site import SEARCH
from site_builder.publish.traces import Searched, Trace, Wanted
from site_builder.whole import digest, write_whole

SHORTEST = 4
"""Bytes of UTF-8. A word of one character, or of three letters, stands everywhere."""
TELLING = 8
"""Characters from which on a citation or a caption is nobody else's."""


@dataclass(frozen=True)
class Holder:
    """Another's own words that hold a word of the entry's, or another's own file of the same bytes.

    `file` is where they are written; `address` is the page that shows them, or empty.
    """

    file: str
    line: int
    address: str
    left: str = ""
    right: str = ""
    joined: bool = False
    """Told of the text with its punctuation gone, as the search index reads it."""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True)
class Case:
    """All that is known of an entry that is taken back, before it is."""

    entry: Entry
    words: Mapping[str, str]
    """What is looked for -> what it is: name, alias, pinyin, address, text or media."""
    files: Mapping[str, str]
    """SHA-256 -> which file of the entry's has it: an original, or one of the copies made of it."""
    short: tuple[str, ...]
    """Names too short to be looked for."""
    away: tuple[str, ...]
    """Originals that are not there, so that their copies can't be told by their bytes."""
    held: Mapping[str, tuple[Holder, ...]]
    """Who else holds a word, or a file of that hash."""
    addresses: tuple[str, ...]
    """Where its pages and media stood in the site."""

    @property
    def wanted(self) -> Wanted:
        """Copies' addresses are made of a hash: no text escapes them."""
        marks = tuple(word for word, kind in self.words.items() if kind == "media")
        words = tuple(word for word, kind in self.words.items() if kind != "media")
        return Wanted(words, self.files, marks)


@dataclass(frozen=True)
class Proof:
    """A search of the output, each trace judged."""

    searched: Searched
    found: tuple[Trace, ...]
    held: tuple[tuple[Trace, Holder], ...]
    """Traces that are another's own words, with whose."""
    chance: tuple[Trace, ...]
    """A few bytes in compressed data that happen to spell a word; told, not counted."""
    neutral: tuple[Trace, ...]
    """The address on the page that stays there."""

    @property
    def unread(self) -> tuple[Unread, ...]:
        return self.searched.unread

    @property
    def clean(self) -> bool:
        """Nothing was found, and nothing was left unread."""
        return not self.found and not self.unread


# --- which entry, and its mark -----------------------------------------------------------------


def named(library: Library, slug: str) -> Entry | Problem:
    """The entry of this slug, or of this address such as `stars/li-xiulan`."""
    told, found = slug.strip("/"), library.named(slug)
    if len(found) == 1:
        return found[0]
    if found:
        both = "、".join(each.address.strip("/") for each in found)
        return error(
            Place(told), "slug-twice",
            Text(f"“{told}”有两个条目：{both}。", f"There are two entries “{told}”: {both}."),
            Text("写全名，例如 stars/… 或 projects/…。", "Write the whole of it: stars/… or projects/…."),
        )  # fmt: skip
    meant = near(told.rpartition("/")[2], [each.slug for each in library.entries])
    return error(
        Place(told), "slug-unknown",
        Text(f"没有读到名为“{told}”的条目。", f"No entry “{told}” was read."),
        Text(
            f"是不是“{meant}”？" if meant else "名字是 stars 或 projects 下面的文件夹名；如果文件夹在，先用 check 看它的 YAML 错在哪里。",
            f"Is it “{meant}”?" if meant else "It is the name of a folder in stars or projects; if the folder is there, see with `check` what is wrong in its YAML.",
        ),
    )  # fmt: skip


def marked(entry: Entry) -> Problem:
    """Why an entry can't be marked a second time."""
    return error(
        entry.place("withdrawn"), "withdrawn-already",
        Text(f"这个条目已于 {entry.data.withdrawn} 标记为撤下。", f"This entry is marked as withdrawn on {entry.data.withdrawn}."),
        Text("再次核对已生成的网站，请加 --proof；如果上次没有做完，先运行 build。",
             "To search the site again, add --proof; if the last withdrawal was cut short, run build before."),
    )  # fmt: skip


def unbuilt(out: Path) -> Problem:
    """Why there is nothing to search: an empty folder proves nothing."""
    return error(
        Place(str(out)), "nothing-built",
        Text("这个文件夹里没有生成好的网站，无从核对。", "There is no site of ours in this folder to be searched."),
        Text("先运行 build，或用 --out 指明网站在哪里。", "Run build first, or name the site's folder with --out."),
    )  # fmt: skip


def mark(file: Path, name: str, day: dt.date) -> Problem | None:
    """Add the line to the entry's YAML, whole or not at all; or say why it can't be added."""
    try:
        raw = file.read_bytes()
        told = yaml_text.added(raw.decode("utf-8"), "withdrawn", day.isoformat())
        if told is not None:
            write_whole(file.resolve(), told.encode("utf-8"))
            return None
    except (OSError, UnicodeDecodeError) as wrong:
        return error(
            Place(name), "mark-unwritten",
            Text(f"这个文件没能改写（{type(wrong).__name__}），内容没有变。", f"The file could not be written ({type(wrong).__name__}); it is as it was."),
            Text("检查文件权限和磁盘空间，再试一次。", "See to permissions and room on the disk, and try again."),
        )  # fmt: skip
    return error(
        Place(name), "mark-by-hand",
        Text("这个文件的写法特别（例如整份写在花括号里），自动加一行会改变别的内容，所以没有动它。",
             "The file is written in a way (all in braces, perhaps) that one more line would change, so it was left alone."),
        Text(f"请自己在文件里加上 withdrawn: {day}，生成网站后用 --proof 核对。",
             f"Write withdrawn: {day} into it yourself, build, and search with --proof."),
    )  # fmt: skip


# --- what is looked for ------------------------------------------------------------------------


def case(  # noqa: PLR0913 - each is a seam of its own
    checked: Checked,
    entry: Entry,
    now: dt.datetime,
    address: Address,
    recipes: plan.Recipes,
    store: Path,
    others: Iterable[tuple[str, str]],
) -> Case:
    """Everything to look for of an entry, whether it is marked yet or not.

    `others` are further texts of the site, each with the name of its file: hand-written pages, the
    configuration, templates and scripts.
    """
    rest = replace(checked.library, entries=tuple(e for e in checked.library.entries if e != entry))
    alone = _jobs(checked, (_back(entry),), now, address, recipes)
    theirs = upkeep.named(replace(checked, library=rest), now, address, recipes)
    copies, files = _copies(alone, store), _originals(entry)
    files |= {sha: name for sha, (name, _) in copies.items()}
    names, short = _names(entry)
    words = names | dict.fromkeys(alone, "media")
    beside = (str, embed.address, wechat.address, wechat.text_address, kits.address)
    own = [each(entry.address) for each in beside]
    own += [ENGLISH + entry.address] if entry.data.english else []
    return Case(
        entry=entry,
        words=words,
        files=files,
        short=short,
        away=tuple(name for _, name in entry.files() if not (entry.folder / name).is_file()),
        held=_held(words, _told(replace(checked, library=rest), now), others)
        | _shared(alone, theirs, copies, store),
        addresses=(*own, *(path for _, path in copies.values())),
    )


def _back(entry: Entry) -> Entry:
    """The entry as it was before it was marked."""
    return replace(entry, data=entry.data.model_copy(update={"withdrawn": None}))


def _jobs(
    checked: Checked,
    entries: tuple[Entry, ...],
    now: dt.datetime,
    address: Address,
    recipes: plan.Recipes,
) -> Mapping[str, Job]:
    """What copies were made of these entries, by address.

    Placards are made of the newest year alone; here of every year, as the year may have been the
    newest once.
    """
    library = replace(checked.library, entries=entries)
    every = replace(recipes, placards="all")
    return upkeep.named(replace(checked, library=library), now, address, every)


def _names(entry: Entry) -> tuple[dict[str, str], tuple[str, ...]]:
    data = entry.data
    told = {data.name: "name", **dict.fromkeys(data.aliases, "alias")}
    english = data.english
    if english:
        told.setdefault(english.name, "alias")
    if data.pinyin:
        told.setdefault(data.pinyin, "pinyin")
    texts = (data.citation, data.short, english.citation if english else "")
    for text in (*texts, *(photo.caption for photo in data.photos)):
        if len(text.strip()) >= TELLING:
            told.setdefault(text.strip(), "text")
    if data.film:
        told |= {data.film.title: "text"} if len(data.film.title) >= TELLING else {}
    place = entry.address.rstrip("/")
    told |= {f"{place}/": "address", f"{place}.html": "address"}
    short = tuple(word for word in told if len(word.encode()) < SHORTEST or len(word) < 2)
    return {word: kind for word, kind in told.items() if word not in short}, short


def _originals(entry: Entry) -> dict[str, str]:
    """Everything that lies in the entry's folder, named in its YAML or not; but nothing empty,
    which is the same everywhere.
    """
    found = {}
    for path in sorted(entry.folder.rglob("*")):
        if path.is_file() and path.stat().st_size:
            found[digest(path)] = path.relative_to(entry.folder).as_posix()
    for photo in (*entry.data.photos, *((entry.data.film,) if entry.data.film else ())):
        if photo.original:
            found[photo.original.sha256] = photo.file
    return found


def _copies(jobs: Mapping[str, Job], store: Path) -> dict[str, tuple[str, str]]:
    """SHA-256 of each copy in the store -> what it is called, and where it stands in the site."""
    found = {}
    for address, job in jobs.items():
        told = note.read(store / address[:2] / address)
        for name, sha in (told.hashes if told else {}).items():
            place = pictures.address(f"{address[:2]}/{address}/{name}")
            found[sha] = (f"{job.original.name} → {name}", place)
    return found


def _shared(
    alone: Mapping[str, Job],
    theirs: Mapping[str, Job],
    copies: Iterable[str],
    store: Path,
) -> dict[str, tuple[Holder, ...]]:
    """Copies that another entry has as well, by their address and by their hash: of the same photo,
    or without anybody's content, as the index of a storyboard.
    """
    told: dict[str, tuple[Holder, ...]] = {
        address: (_of(theirs[address]),) for address in alone if address in theirs
    }
    mine = set(copies)
    for address, job in theirs.items():
        kept = note.read(store / address[:2] / address)
        told |= {sha: (_of(job),) for sha in (kept.hashes.values() if kept else ()) if sha in mine}
    return told


def _of(job: Job) -> Holder:
    folder = job.original.parent
    return Holder(f"{folder.parent.name}/{folder.name}/{job.original.name}", 0, "")


# --- whose words it stands in ------------------------------------------------------------------


@dataclass(frozen=True)
class _Told:
    """A text that the site shows: where it is written, and on whose page it stands."""

    place: Callable[[], Place]
    """Only asked for when the text holds a word: finding lines means reading the file again."""
    address: str
    text: str


def _told(checked: Checked, now: dt.datetime) -> Iterator[_Told]:
    """All texts of the content folder that may be shown."""
    library = checked.library
    for each in gate.show(checked.sound, now, Scope.WEB).entries:
        entry = each.entry
        for path, text in _strings(entry.data):
            yield _Told(partial(entry.place, *path), entry.address, text)
        if entry.data.film and entry.data.film.captions:
            file = entry.folder / entry.data.film.captions
            place = Place(f"{entry.address}{file.name}")
            yield _Told(partial(_itself, place), entry.address, _read(file))
    for year in library.years.values():
        for path, text in _strings(year.campaign):
            yield _Told(partial(year.source.place, *path), "", text)
    for _, text in _strings(library.vocabulary):
        yield _Told(partial(_itself, Place("vocabulary.yml")), "", text)


def _itself(place: Place) -> Place:
    return place


def _strings(data: BaseModel) -> Iterator[tuple[Path_, str]]:
    yield from _within((), data.model_dump(mode="json"))


def _within(path: Path_, value: object) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _within((*path, key), each)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _within((*path, at), each)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", "replace")
    except OSError:
        return ""


def _held(
    words: Iterable[str], told: Iterable[_Told], others: Iterable[tuple[str, str]]
) -> dict[str, tuple[Holder, ...]]:
    """Who else holds each word, with the signs that touch it there."""
    texts = [*told, *(_Told(partial(_itself, Place(file)), "", text) for file, text in others)]
    found: dict[str, tuple[Holder, ...]] = {}
    for word in words:
        holders = tuple(
            holder for each in texts if word in each.text for holder in _holders(each, word)
        )
        if holders:
            found[word] = holders
    return found


def _holders(told: _Told, word: str) -> Iterator[Holder]:
    """One for each place of the word: as it is written, as it reads with its markup gone, and as
    the search index reads it.
    """
    place = told.place()
    for left, right in spellings.near(_SIGNS.sub("", told.text), word):
        yield Holder(place.file, place.line, told.address, left, right, joined=True)
    for text in dict.fromkeys((told.text, prose.to_text(told.text))):
        for left, right in spellings.near(text, word):
            yield Holder(place.file, place.line, told.address, left, right)


# --- judging what was found ----------------------------------------------------------------------


def judged(case: Case, searched: Searched) -> Proof:
    """Each trace told apart: found, another's own words, or chance."""
    found: list[Trace] = []
    held: list[tuple[Trace, Holder]] = []
    chance: list[Trace] = []
    neutral: list[Trace] = []
    for trace in searched.traces:
        if _stays(case, trace):
            neutral.append(trace)
        elif holder := _holder(case, trace):
            held.append((trace, holder))
        else:
            (chance if trace.chance else found).append(trace)
    return Proof(searched, tuple(found), tuple(held), tuple(chance), tuple(neutral))


def _stays(case: Case, trace: Trace) -> bool:
    """The page at the old address, in each language, may tell its own address, and nothing else."""
    place = case.entry.address.rstrip("/")
    pages = {
        f"{folder}{place}{end}" for folder in ("", ENGLISH) for end in ("/index.html", ".html")
    }
    own = trace.file in pages and not trace.inside
    return own and case.words.get(trace.what) == "address"


def _holder(case: Case, trace: Trace) -> Holder | None:
    key = trace.what
    if trace.spelling == "file":
        shas = [sha for sha, name in case.files.items() if name == key]
        held = [case.held[sha][0] for sha in shas if sha in case.held]
        return held[0] if held and len(held) == len(shas) else None
    if case.words.get(key) == "media":  # an address is the other's as well, wherever it stands
        return next(iter(case.held.get(key, ())), None)
    for holder in case.held.get(key, ()):
        if _piece(trace, holder) if holder.joined else _same(trace, holder):
            return holder
    return None


def _piece(trace: Trace, holder: Holder) -> bool:
    """Whether a key of the search index is a piece of the holder's text, cut off anywhere."""
    lists = trace.file.startswith((f"{SEARCH}lists/", f"{SEARCH}long/")) and not trace.inside
    return lists and holder.left.endswith(trace.left) and holder.right.startswith(trace.right)


_SIGNS = re.compile(r"\W+")


def _same(trace: Trace, holder: Holder) -> bool:
    """Whether what touches the word is what touches it in the holder's text, which may be cut
    short; a word that stands alone is only another's who has it standing alone.
    """
    if (trace.left, trace.right) == (holder.left, holder.right):
        return True
    inside = holder.left.endswith(trace.left) and holder.right.startswith(trace.right)
    return inside and bool(trace.left or trace.right)


# --- what caches hold ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Before:
    """The output before a withdrawal. It is kept, so that the list of what caches hold can still be
    told when the withdrawal was killed half way.
    """

    stood: tuple[str, ...] = ()
    """Files that the entry stood in."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file."""

    @classmethod
    def of(cls, proof: Proof) -> Before:
        stood = {trace.file for trace in (*proof.found, *proof.neutral)}
        return cls(tuple(sorted(stood)), proof.searched.digests)

    @classmethod
    def recall(cls, path: Path) -> Before | None:
        """What was kept; None where nothing was that can be read."""
        try:
            told = json.loads(path.read_bytes())
            return cls(tuple(map(str, told["stood"])), dict(told["digests"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def remember(self, path: Path) -> None:
        write_whole(path, json.dumps(asdict(self)).encode())


def purge(case: Case, before: Before, after: Searched, address: Address) -> tuple[str, ...]:
    """The addresses whose old content caches must drop, sorted: where the entry stood before, what
    is gone since, and the files of the search index that changed. Absolute where the site knows
    its own address.
    """
    gone = before.digests.keys() - after.digests.keys()
    changed = {
        name
        for name, sha in before.digests.items()
        if name.startswith(SEARCH) and after.digests.get(name, sha) != sha
    }
    everything = {*case.addresses, *gone, *changed, *before.stood}
    return tuple(sorted({_public(name, address) for name in everything}))


def _public(name: str, address: Address) -> str:
    told = name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name
    return address.full(told) or f"/{told}"
