"""The site as its editors see it while they write: pages made when asked for, never laid on the disk.

Nothing of it can be put on a server by mistake: there is no folder. Drafts and what is under embargo
are there, marked; what is wrong is said on the page where it belongs.
"""

from __future__ import annotations

import datetime as dt
import mimetypes
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import cast

import jinja2
from markupsafe import Markup

from site_builder.checks import check
from site_builder.content import gate
from site_builder.content.library import Entry, Library
from site_builder.content.load import FILES, Kept, Loaded, again, load
from site_builder.content.model import Kind, Scope
from site_builder.content.problem import Place, Problem, Severity
from site_builder.lettering import FACES
from site_builder.media import probe
from site_builder.publish import (
    facets,
    newsroom,
    opendata,
    pages,
    pictures,
    programme,
    prose,
    qr,
    search,
    site,
    views,
)
from site_builder.publish.documents import documents
from site_builder.publish.frames import equip
from site_builder.publish.language import Language
from site_builder.publish.newsroom import Desk
from site_builder.publish.pages import Page
from site_builder.publish.proofs import Known, Proofs
from site_builder.publish.showing import Address, Showing, carry
from site_builder.publish.watching import Watch

LIST = "preview/"
"""The page of everything that is wrong."""
WATCHED = 8
"""Entries whose photos are watched."""
_FACE = "fonts/preview.otf"
Found = tuple[tuple[Problem, ...], Known]
"""What all rules say, and the facts of all originals."""
_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


@dataclass(frozen=True)
class Where:
    """What a preview shows, and how."""

    content: Path
    pages: Path
    """Hand-written ones."""
    theme: Path
    cache: Path
    menus: tuple[site.Menu, ...]
    """In each language of the site."""
    languages: tuple[Language, ...]
    desk: Desk
    address: Address
    now: Callable[[], dt.datetime]


@dataclass(frozen=True)
class Answer:
    """What a browser gets: bytes, or a file of which it may ask for a part."""

    content: bytes | Path
    type: str
    found: bool = True


@dataclass(frozen=True)
class _State:
    """Everything that follows from the files as they were at one time."""

    loaded: Loaded
    proofs: Mapping[str, gate.Proof]
    """By address."""
    showing: Showing
    problems: tuple[Problem, ...]
    """Of reading alone."""

    @property
    def library(self) -> Library:
        return self.loaded.library

    def why(self, address: str) -> tuple[Problem, ...]:
        """Why an entry is not public yet."""
        told = self.proofs.get(address)
        return told.reasons if told else ()


@dataclass
class Preview:
    """Answers for addresses, as the files were at the last `refresh`."""

    where: Where
    proofs: Proofs
    kept: Kept = field(default_factory=dict)
    found: tuple[Problem, ...] = ()
    """What the rules say of everything, as of the last look."""

    def __post_init__(self) -> None:
        self.round = 0
        """Changes so far: each page tells which it has seen."""
        self._examined = 0
        """When all rules began to run."""
        self.watch = Watch(self.where.content.resolve(), (self.where.pages, self.where.theme))
        self._searching = threading.Lock()
        self._indexed: Library | None = None
        self._seen: dict[Path, None] = {}
        self.state = self._read()
        self.env = _environment(self.where.theme)

    @property
    def watched(self) -> tuple[Path, ...]:
        """Folders of the entries that were looked at last: they are looked at most often, with their
        photos.
        """
        return tuple(self._seen)

    @property
    def folder(self) -> Path:
        """The content, absolute."""
        return self.state.library.folder

    def refresh(self, touched: Collection[str] | None = None) -> None:
        """Read what changed: anything, or these entries alone, such as `stars/li-xiulan`."""
        self.state = self._read() if touched is None else self._read_again(touched)
        self.found = tuple(each for each in self.found if not each.place.within(touched or ()))
        self.round += 1

    def examining(self) -> Future[Found]:
        """Run all rules over everything, in a process of its own: seconds where there are thousands of
        entries, and more where photos and films are new.
        """
        self._examined = self.round
        return self.proofs.executor.submit(_examined, self.where.content, self.where.cache)

    def take(self, found: Found) -> None:
        """What all rules said: told on the next page, so that nobody's reading is broken off.

        What they said of files that were changed meanwhile is not told: they will run again.
        """
        problems, known = found
        if self._examined == self.round:
            self.found = problems
        held = self.proofs.known
        news = any(held.get(path) != told for path, told in known.items())
        held |= known
        if news:
            self.state = self._read()  # cards were made with what was guessed of them

    def _read(self) -> _State:
        loaded = load(self.where.content, self.where.cache / "content", self.kept)
        return self._stated(loaded, {})

    def _read_again(self, touched: Collection[str]) -> _State:
        before = self.state
        loaded = again(before.loaded, touched, self.kept)
        addresses = {f"{each}/" for each in touched}
        state = self._stated(loaded, {
            address: held for address, held in before.proofs.items() if address not in addresses
        })  # fmt: skip
        carry(before.showing, state.showing, addresses)
        return state

    def _stated(self, loaded: Loaded, known: Mapping[str, gate.Proof]) -> _State:
        """`known` are the proofs that still hold."""
        library, now = loaded.library, self.where.now()
        words = library.vocabulary
        regions, fields = ({each.name for each in told} for told in (words.regions, words.fields))

        def proof(entry: Entry) -> gate.Proof:
            """None is shown that no page can sort: a build stops it, too."""
            told = gate.proof(entry, library, now, Scope.WEB)
            sorted_ = entry.data.region in regions and fields.issuperset(entry.data.fields)
            return told if sorted_ else replace(told, shown=None)

        proofs = {
            entry.address: known.get(entry.address) or proof(entry) for entry in library.entries
        }
        running, refused = programme.running(library, now)
        showing = Showing(
            library,
            gate.proved(proofs.values()),
            self.proofs.shelf(),
            self.where.address,
            openings=tuple(each.only(Scope.WEB) for each in running.values()),
            languages=self.where.languages,
        )
        return _State(loaded, proofs, showing, loaded.problems + refused)

    # Answers.

    def answer(self, address: str) -> Answer:
        """For an address below the root, without `?` or `#`."""
        if address.startswith(pictures.MEDIA):
            return self._media(address.removeprefix(pictures.MEDIA))
        if address.startswith(site.SEARCH):
            return self._search(address.removeprefix(site.SEARCH))
        if asset := self._asset(address):
            return asset
        return self._page(address.removesuffix("index.html"))

    def _media(self, address: str) -> Answer:
        path = self.proofs.made(address)
        if path is None and (told := self.proofs.store.root / address).suffix == ".vtt":
            path = told if told.resolve().is_relative_to(self.proofs.store.root.resolve()) else None
        if path is None or not path.is_file():
            return Answer(b"", "text/plain", found=False)
        return Answer(path, _type(path.name))

    def _search(self, name: str) -> Answer:
        """The index is made when somebody searches, and again after a change."""
        with self._searching:
            out = self.where.cache / "preview" / "search"
            if self._indexed is not self.state.library:
                search.build(
                    documents(self.state.showing), out, self.where.cache / "preview" / "told"
                )
                self._indexed = self.state.library
        path = out / name
        if not path.resolve().is_relative_to(out.resolve()) or not path.is_file():
            return Answer(b"", "text/plain", found=False)
        return Answer(path, _type(name))

    def _asset(self, address: str) -> Answer | None:
        showing = self.state.showing
        made: dict[str, Callable[[], bytes]] = {
            facets.ORDER: lambda: facets.order(showing).encode(),
            opendata.JSON: lambda: opendata.as_json(
                opendata.rows(showing), self.where.menus[0].name
            ),
            opendata.CSV: lambda: opendata.as_csv(opendata.rows(showing)),
            site.OPENING: _face,
            site.FACE: bytes,
        }
        for script in (
            *chain.from_iterable(map(site.scripts, (showing, *showing.others))),
            *site.vocabularies(showing, self.where.theme),
        ):
            if script.address == address and not isinstance(script.content, Path):
                made[address] = cast(Callable[[], bytes], script.content)
        if address in made:
            return Answer(made[address](), _type(address))
        if address == f"assets/{_FACE}":
            return Answer(FACES[0], "font/otf")
        if address.startswith("qr/"):
            return self._code(address.removeprefix("qr/"))
        path = self.where.theme / address
        inside = address.startswith("assets/") and path.resolve().is_relative_to(
            self.where.theme.resolve()
        )
        return Answer(path, _type(address)) if inside and path.is_file() else None

    def _code(self, name: str) -> Answer:
        for target in site.targets(self.state.showing):
            if qr.name(target) == name:
                return Answer(qr.kept(target, self.where.cache / "qr"), "image/svg+xml")
        return Answer(b"", "text/plain", found=False)

    def _page(self, address: str) -> Answer:
        shown = self.round  # before anything is read: one more reload is better than one too few
        page = self._everything() if address == LIST else self._entry(address)
        if page is None:
            told = self._told(address)
            page = next((each for each in self._others(told) if each.address == address), None)
        if page is None:
            return Answer(self._rendered(self._nothing(address), shown), "text/html", found=False)
        return Answer(self._rendered(page, shown), "text/html")

    def _entry(self, address: str) -> Page | None:
        """An entry's page; of one that can't be read, what is wrong with it."""
        showing = self._told(address)
        address = address.removeprefix(showing.language.folder)
        each = showing.of(address)
        if each is not None and pages.has(each.entry, showing.language):
            self._seen.pop(each.entry.folder, None)
            self._seen = dict.fromkeys([*self._seen, each.entry.folder][-WATCHED:])
            self.proofs.look(each.entry)
            return pages.entry(each, showing)
        if any(gone.address == address for gone in showing.shown.withdrawn):
            return pages.withdrawn(address, showing)
        if showing.language.chinese and self._problems(address):
            return self._nothing(address)
        return None

    def _told(self, address: str) -> Showing:
        """What is shown, in the language of this address."""
        told = (self.state.showing, *self.state.showing.others)
        return next(each for each in reversed(told) if address.startswith(each.language.folder))

    def _others(self, showing: Showing) -> Iterator[Page]:
        yield pages.home(showing)
        yield pages.explore(showing)
        yield from _hand_written(self.where, showing.language)
        yield from newsroom.room(showing, self.where.desk)
        yield Page("data/", "data.html", opendata.page(showing))
        yield from site.stages(showing)
        yield from chain(
            pages.year_lists(showing), pages.region_lists(showing), pages.field_lists(showing)
        )

    def _nothing(self, address: str) -> Page:
        wrong = self._problems(address)
        title = "这一条还不能显示" if wrong else "没有这个页面"
        body = Markup("<p>{}</p>").format(
            "改好上面列出的各处，保存后这一页会自己刷新。" if wrong else "核对网址，或回到首页。"
        )
        return Page(address, "text.html", _text(title, body))

    def _everything(self) -> Page:
        told = sorted(self._all(), key=lambda each: (each.place, each.code))
        body = Markup("<p>没有要改的地方。</p>") if not told else Markup("")
        for file in dict.fromkeys(each.place.file for each in told):
            mine = [each for each in told if each.place.file == file]
            body += Markup('<h2><a href="../{}/">{}</a></h2>').format(file.rpartition("/")[0], file)
            body += _listed(mine)
        return Page(LIST, "text.html", _text("要改的地方", body))

    # What is said on pages.

    def _all(self) -> tuple[Problem, ...]:
        return tuple(dict.fromkeys((*self.state.problems, *self.found)))

    def _problems(self, address: str) -> tuple[Problem, ...]:
        """Of one entry: of reading it, of all rules over it alone, and why it is not public yet."""
        kind, _, slug = address.strip("/").partition("/")
        if kind not in set(Kind) or not slug:
            return ()
        file = f"{address.strip('/')}/{FILES[Kind(kind)][0]}"
        told = [each for each in self._all() if each.place.file in {file, address.strip("/")}]
        entry = next(iter(self.state.library.named(address)), None)
        if entry is not None:
            alone = replace(self.state.library, entries=(entry,), openings={})
            told += check(alone, self.proofs.look(entry))
        told += self.state.why(address)
        return tuple(dict.fromkeys(told))

    def _rendered(self, page: Page, shown: int) -> bytes:
        depth = page.address.count("/")
        base = "/".join([".."] * depth) or "."
        told = self._told(page.address)
        menu = self.where.menus[told.languages.index(told.language)]
        frame = replace(site.frame(told, menu), feeds=())
        page = self._paired(page, told)
        template = self.env.get_template(page.template)
        html = template.render(view=page.view, site=frame, base_url=base)
        head = Markup(
            '<meta name="robots" content="noindex"><link rel="stylesheet" href="{}/assets/css/proof.css">'
            '<script src="{}/assets/js/proof.js" data-shown="{}" defer></script></head>'
        ).format(base, base, shown)
        panel = self._panel(page, base)
        html = html.replace("</head>", str(head), 1)
        start = html.find("<body")
        end = html.find(">", start) + 1
        return (html[:end] + str(panel) + html[end:]).encode()

    def _paired(self, page: Page, told: Showing) -> Page:
        """The page with its way to the other language."""
        if len(told.languages) == 1:
            return page
        there = next(each for each in told.languages if each != told.language)
        here = page.address.removeprefix(told.language.folder)
        other = there.at(here)
        if each := told.of(here):
            found = pages.has(each.entry, there)
        else:
            others = (page.address for page in self._others(self._told(other)))
            found = self._entry(other) is not None or other in others
        return pages.paired(page, {other} if found else set(), told)

    def _panel(self, page: Page, base: str) -> Markup:
        """At the top of each page: that it is a preview, what is wrong here, and how much elsewhere."""
        address = page.address.removeprefix(self._told(page.address).language.folder)
        mine = self._problems(address)
        state = "草稿：还不公开" if self.state.why(address) else ""
        counts = dict.fromkeys((Severity.ERROR, Severity.WARNING), 0)
        for each in self._all():
            if each.severity in counts:
                counts[each.severity] += 1
        told = Markup('<a href="{}/{}">全部：错误 {} 个，提醒 {} 个</a>').format(
            base, LIST, *counts.values()
        )
        return Markup(
            '<aside class="proof" data-proof aria-label="预览"><p class="proof__line"><b>预览</b>{}<span>{}</span></p>{}</aside>'
        ).format(
            Markup('<strong class="proof__draft">{}</strong>').format(state) if state else "",
            told,
            _listed(mine),
        )


def _examined(content: Path, cache: Path) -> Found:
    library = load(content, cache / "content").library
    originals = probe.find(library, cache / "originals")
    problems = check(library, originals, cache / "checks")
    return problems, {
        path: (stamp, facts)
        for path, facts in originals.items()
        if (stamp := probe.stamp(path)) is not None
    }


def _listed(problems: tuple[Problem, ...] | list[Problem]) -> Markup:
    if not problems:
        return Markup("")
    items = Markup("").join(
        Markup(
            '<li class="proof__{}"><span class="proof__kind">{}</span> <span class="proof__place">{}</span> {} {}</li>'
        ).format(
            each.severity, _NAMES[each.severity], _place(each.place), each.what.zh, each.remedy.zh
        )
        for each in problems
    )
    return Markup('<ul class="proof__list">{}</ul>').format(items)


def _place(place: Place) -> str:
    name = place.file.rpartition("/")[2]
    return f"{name} 第 {place.line} 行" if place.line else name


def _text(title: str, body: Markup) -> views.TextPage:
    head = views.Head(title, "", "", "", noindex=True, json_ld=Markup(""), type="website")
    return views.TextPage(head, title, body)


def _hand_written(where: Where, language: Language) -> Iterator[Page]:
    for path in sorted((where.pages / language.folder).glob("*.md")):
        title, text = titled(path.read_text("utf-8-sig", "replace"), path.stem)
        address = language.at(f"{path.stem}/")
        yield Page(address, "text.html", _text(title, prose.to_html(text, own=True)))


def hand_written(folder: Path, language: Language) -> Iterator[views.Link]:
    for path in sorted((folder / language.folder).glob("*.md")):
        title, _ = titled(path.read_text("utf-8-sig", "replace"), path.stem)
        yield views.Link(title, language.at(f"{path.stem}/"))


def titled(text: str, name: str) -> tuple[str, str]:
    """A hand-written page's title, from its front matter or first heading, and the rest."""
    lines = text.lstrip().split("\n")
    title = ""
    if lines[0].strip() == "---" and "---" in [line.strip() for line in lines[1:]]:
        end = next(at for at, line in enumerate(lines[1:], start=1) if line.strip() == "---")
        found = (
            line.partition(":")[2].strip() for line in lines[1:end] if line.startswith("title:")
        )
        title, lines = next(found, ""), lines[end + 1 :]
    heading = next((at for at, line in enumerate(lines) if line.startswith("# ")), None)
    if heading is not None:
        title = title or lines[heading][2:].strip()
        lines = lines[:heading] + lines[heading + 1 :]
    return title or name, "\n".join(lines)


def _face() -> bytes:
    """The whole face, as it lies in its package: it comes from this machine."""
    return f'@font-face{{font-family:"Showcase Song";src:url("../{_FACE}");font-display:swap}}'.encode()


def _environment(theme: Path) -> jinja2.Environment:
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=True)
    equip(env)
    return env


def _type(name: str) -> str:
    known = {
        ".avif": "image/avif",
        ".vtt": "text/vtt",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".woff2": "font/woff2",
    }
    ending = name[name.rfind(".") :].lower()
    return known.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
