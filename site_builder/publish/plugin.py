"""The only file that knows MkDocs: it hands our pages to its build and keeps what still stands."""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import filecmp
import gc
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import jinja2
from markupsafe import Markup
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options as c
from mkdocs.config import load_config
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from site_builder.checks import measured
from site_builder.content import gate, load
from site_builder.content.library import Library
from site_builder.content.model import Kind, Scope
from site_builder.content.problem import Lang, Problem, Severity
from site_builder.media import elsewhere, faces, plan
from site_builder.media.elsewhere import Places
from site_builder.media.engine import LOCAL, NoEngine, engine
from site_builder.media.plan import Recipes
from site_builder.media.recipe import FilmRecipe, Job
from site_builder.media.report import Progress, Report, Step
from site_builder.media.scenes import Canvas
from site_builder.media.store import Pruned, Store
from site_builder.publish import boards as roving
from site_builder.publish import (
    by_city,
    catalogue,
    examined,
    filming,
    folder,
    gather,
    handwritten,
    health,
    imprint,
    kept,
    kits,
    metadata,
    newsroom,
    portable,
    preview,
    programme,
    prose,
    returns,
    search,
    site,
    sitemap,
    starting,
    traces,
    upkeep,
    views,
    withdrawal,
)
from site_builder.publish.documents import documents
from site_builder.publish.extract import Extract, extract
from site_builder.publish.frames import Frames, equip
from site_builder.publish.language import CHINESE, Language
from site_builder.publish.pages import Page
from site_builder.publish.proofs import Proofs
from site_builder.publish.sheets import sheets
from site_builder.publish.showing import Address
from site_builder.whole import note_name

log = get_plugin_logger(__name__)
CODE = Path(__file__).parent.parent


class _Notice(Config):  # type: ignore[no-untyped-call]  # MkDocs' base carries no types here
    label = c.Type(str)
    text = c.Type(str)
    href = c.Optional(c.URL())


class _Footer(Config):  # type: ignore[no-untyped-call]  # as above
    """Who answers for the site, its numbers, and by `profile` which of these must be there."""

    profile = c.Choice(tuple(imprint.PROFILES), default="open")
    organiser = c.Type(str, default="")
    host = c.Type(str, default="")
    support = c.Type(str, default="")
    contact = c.Type(str, default="")
    icp = c.Type(str, default="")
    police = c.Type(str, default="")
    site_code = c.Type(str, default="")
    more = c.ListOfItems(c.SubConfig(_Notice), default=[])


PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow")


class _Films(Config):  # type: ignore[no-untyped-call]  # as above
    """How films are encoded: x264's preset and quality, and whether AV1 is made besides."""

    preset = c.Choice(PRESETS, default="faster")
    crf = c.Type(int, default=23)
    av1 = c.Type(bool, default=False)


class _Places(BaseConfigOption[Places]):
    """Where originals may be fetched from: `{from: […], room: 20 GB, minutes: 60}`."""

    def __init__(self) -> None:
        super().__init__()
        self.default = Places()

    def run_validation(self, value: object) -> Places:
        try:
            return value if isinstance(value, Places) else elsewhere.places(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class _Press(Config):  # type: ignore[no-untyped-call]  # as above
    """Whom newsrooms ask; `about` tells of the award and its organisers, in paragraphs."""

    about = c.Type(str, default="")
    name = c.Type(str, default="")
    phone = c.Type(str, default="")
    email = c.Type(str, default="")
    hours = c.Type(str, default="")


class _English(Config):  # type: ignore[no-untyped-call]  # as above
    """What the English part calls the site; in Chinese where it is left out."""

    name = c.Type(str, default="")
    tagline = c.Type(str, default="")
    about = c.Type(str, default="")
    """Of the award and its organisers, for newsrooms."""


class ShowcaseConfig(Config):  # type: ignore[no-untyped-call]  # as above
    """The plugin's options in mkdocs.yml. Folders are relative to that file."""

    content = c.Type(str, default="content")
    cache = c.Type(str, default=".cache")
    now = c.Type(str, default="")
    """ISO time to build for; the present when empty."""
    tagline = c.Type(str, default="")
    search = c.Type(bool, default=True)
    """Build the search index."""
    films = c.SubConfig(_Films)
    cards = c.Type(bool, default=True)
    """Make pictures to pass entries on with."""
    placards = c.Choice(("none", "newest", "all"), default="newest")
    """Whose A2 posters are made: they cost most, and are wanted in the year of the award."""
    kits = c.Type(bool, default=True)
    """Pack what newsrooms may have into archives, by entry, city and year."""
    press = c.SubConfig(_Press)
    footer = c.SubConfig(_Footer)
    engine = c.Type(str, default=LOCAL)
    """Where copies are made: `local`, or a Dask scheduler such as `tcp://10.0.0.5:8786`."""
    languages = c.ListOfItems(c.Choice(("zh", "en")), default=["zh"])
    """What the site is told in: Chinese, and English below `/en/`."""
    english = c.SubConfig(_English)
    originals = _Places()
    """Places that originals may be fetched from; none unless given."""


@dataclass(frozen=True)
class Outcome:
    """What a build has to say."""

    problems: tuple[Problem, ...]
    report: Report
    pages: int
    written: int
    """Pages that were written; the others stood from the last build."""
    ahead: bool
    """Something is shown that may not be shown at present: the site was built for another time."""
    searched: bool
    """The search index was made anew."""

    @property
    def sound(self) -> bool:
        return not any(problem.stops for problem in self.problems)


class ShowcasePlugin(BasePlugin[ShowcaseConfig]):  # type: ignore[no-untyped-call]  # as above
    """Entries as MkDocs pages: generated, not in the nav, each through its own template."""

    def __init__(self) -> None:
        self.beside: dict[str, str] = {}
        """Prints of the files that stand beside pages, by address."""

        self.executor: Callable[[], Executor] | None = None
        """Gives the workers; those of the option `engine` where nothing else is set."""

        self.progress: Progress | None = None
        self.outcome: Outcome | None = None
        self.keep = False
        """Leave pages that still stand; set by our own commands, not by `mkdocs build`."""

        self.tells = True
        """Log the problems; our own commands say them in their own way."""

    # MkDocs' events, in their order.

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.root = Path(config.config_file_path).parent
        self.content = self.root / self.config.content
        self.cache = self.root / self.config.cache
        self.out = Path(config.site_dir)
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        self._gather(config)
        theme = config.theme.dirs[0]
        for file in [file for file in files if _material_own(file) or _sheet(file, theme)]:
            files.remove(file)
        languages = self.gathered.showing.languages
        for file in [file for file in files if _unwanted(file, languages, config.docs_dir)]:
            files.remove(file)
        hand_written = self._hand_written(files, Path(config.docs_dir))
        for file in files:  # or a kept build would skip it: MkDocs looks at times alone
            if file.is_documentation_page() or not _same(file):
                Path(file.abs_dest_path).unlink(missing_ok=True)
        showing = self.gathered.showing
        self.menu = self._menu(config, hand_written)
        self.framed = {
            each.language.code: site.frame(each, self._menu(config, hand_written, each.language))
            for each in (showing, *showing.others)
        }
        self.frame = self.framed[showing.language.code]
        self.known = {page.address for page in self.unpaired} | {file.url for file in hand_written}
        self.pages = tuple(site.paired(self.unpaired, self.known, showing))
        self.around = self._around(config)
        self.prints = self._prints(config)
        self.record = record = kept.recall(self._record) if self.keep else kept.Record()
        self.extracts = {page.address: self._extract(page, config) for page in self.pages}
        self.written = len(hand_written)
        for page in self.pages:
            dest = _dest(page, config)
            stands = record.stands(dest, self.out, self.prints[dest])
            file = _file(page, config, self._language(page.address).code, stands=stands)
            self.written += not file.stands
            files.append(file)
        self.files, self.texts = files, list[Page]()
        return files

    def on_page_content(
        self, html: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Hand-written pages become a view of their own, safe like every text of editors."""
        if not isinstance(page, _EntryPage):
            page.meta["template"] = "text.html"
            text = Page(page.url, "text.html", self._text_page(page, html))
            text = next(site.paired((text,), self.known, self.gathered.showing))
            self.texts.append(text)
            page.meta["view"] = text.view
        return html

    def on_env(
        self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        equip(env)
        env.globals["site"] = self.frame
        env.globals["sitemap"] = self._sitemap
        self.frames = Frames(env, {"config": config, "page": None}, self.framed)
        env.loader = jinja2.ChoiceLoader(
            [jinja2.FunctionLoader(self.frames.source), cast(jinja2.BaseLoader, env.loader)]
        )
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        told = cast(dict[str, Any], context)
        told["view"] = page.meta["view"]
        told["site"] = self.framed[self._language(page.url).code]
        self.told = told
        return context

    def on_post_page(self, output: str, /, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Hold the first page of each frame against its template rendered whole."""
        name = str(page.meta["template"])
        if not self.frames.unproved(name):
            return output
        whole = self.frames.whole(name).render(self.told)
        if whole.split() == output.split():
            return output
        log.warning("%s depends on the page: it is rendered whole", Frames.template(name))
        for file in self.files.documentation_pages():
            if file.page is not None and file.page.meta.get("template") == name:
                file.page.meta["template"] = Frames.template(name)
        return whole

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        showing = self.gathered.showing
        told = {file.dest_uri for file in self.files} | set(config.theme.static_templates)
        if showing.address.base:
            told.add(f"{sitemap.FILE}.gz")
        else:
            told.discard(sitemap.FILE)
        searched = False
        if self.config.search:
            index = self._index()
            searched = not index.reused
            told |= {site.SEARCH + name for name in index.files}
        told |= self._companions(config)
        every = kept.fingerprint(sorted(self.prints.items()), repr(self.menu))
        words = "".join(map(str, (self.frame, *self._template_texts(config))))
        letters = {address: each.letters for address, each in self._told().items()}
        for asset in (
            *site.assets(showing, self._all_pages, letters, self.menu, words, self.cache),
            *site.vocabularies(showing, Path(config.theme.dirs[0])),
            *sheets(Path(config.theme.dirs[0])),
        ):
            told.add(asset.address)
            if asset.of_all:
                self.beside[asset.address] = every
            if not (asset.of_all and self.record.stands(asset.address, self.out, every)):
                folder.put(asset, self.out)
        told |= self._packed()
        folder.sweep(self.out, told)
        ahead = self._ahead()
        folder.mark(self.out, ahead=ahead)
        extracts = {_dest(page, config): self.extracts[page.address] for page in self.pages}
        kept.remember(self._record, self.out, self.prints | self.beside, extracts)
        self.outcome = Outcome(
            self.problems,
            self.gathered.report,
            len(self.pages),
            self.written,
            ahead,
            searched,
        )
        if self.tells:
            _tell(self.problems)

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Build again only what changed, unless the configuration did."""
        told = Path(config.config_file_path)
        read = told.stat().st_mtime_ns

        def again() -> None:
            if told.stat().st_mtime_ns != read:
                builder()
                return
            self.keep = True
            mkdocs_build.build(config, serve_url=config.site_url, dirty=True)

        server.builder = again
        return server

    # What they need.

    def _hand_written(self, files: Files, pages: Path) -> list[File]:
        """Those of an address of their own; the others are taken out."""
        made = {page.address or "./" for page in self.unpaired}
        told = [file for file in files if file.is_documentation_page()]
        for file in [file for file in told if file.url in made]:
            files.remove(file)
            self.problems += (handwritten.taken(f"{pages.name}/{file.src_uri}"),)
        return [file for file in told if file.url not in made]

    def _gather(self, config: MkDocsConfig) -> None:
        address = _address(config)
        with self._executor() as executor:
            checked = gather.read(self.content, self.cache, self.config.originals, executor)
            self.gathered = gather.gather(
                checked,
                self.cache,
                moment(self.config.now),
                address,
                executor,
                self._progress(),
                _recipes(self.config),
            )
        languages = catalogue.languages(self.config.languages, Path(config.theme.dirs[0]))
        told = replace(self.gathered.showing, languages=languages)
        self.gathered = replace(self.gathered, showing=told)
        desk = _desk(self.config)
        self.kits: tuple[kits.Kit, ...] = ()
        self.collections: tuple[kits.Collection, ...] = ()
        if self.config.kits:
            showing, self.kits, self.collections = kits.equipped(
                self.gathered.showing, desk.line, desk.about
            )
            self.gathered = replace(self.gathered, showing=showing)
        lacking = _lacking(self.config, address, Path(config.docs_dir))
        self.problems = self.gathered.problems + lacking
        others = {"en": replace(desk, about=self.config.english.about or desk.about)}
        self.unpaired = tuple(site.everything(self.gathered.showing, desk, others))

    def _ahead(self) -> bool:
        """Whether the time that was given shows what the present does not."""
        if not self.config.now:
            return False
        told = self.gathered.showing
        return not gate.within(told.shown, gate.show(told.library, moment(""), Scope.WEB))

    @property
    def _all_pages(self) -> tuple[Page, ...]:
        return (*self.pages, *self.texts)

    def _sitemap(self) -> Markup:
        """The whole file; nothing where the site's address is unknown."""
        if not self.gathered.showing.address.base:
            return Markup("")
        told = self._told()
        entries_first = sorted(self._all_pages, key=lambda page: not page.of_entry)
        return Markup(sitemap.xml(told[page.address].url for page in entries_first))

    def _extract(self, page: Page, config: MkDocsConfig) -> Extract:
        """What the last build knew of a page that would come out the same, else what it says now."""
        dest = _dest(page, config)
        known = self.record.extract(dest, self.prints[dest])
        return known or extract(page, self.gathered.showing.address)

    def _told(self) -> dict[str, Extract]:
        """Of every page, by its address; of hand-written ones as well."""
        where = self.gathered.showing.address
        return self.extracts | {page.address: extract(page, where) for page in self.texts}

    def _companions(self, config: MkDocsConfig) -> set[str]:
        """Put what stands beside pages, and name it. What its page's print says still stands is
        not made again.
        """
        self.beside = {}
        for page in self.pages:
            print_ = self.prints[_dest(page, config)]
            beside = self.extracts[page.address].beside
            for asset in site.companions(page, beside, config.site_name):
                self.beside[asset.address] = print_
                if not self.record.stands(asset.address, self.out, print_):
                    folder.put(asset, self.out)
        return set(self.beside)

    def _packed(self) -> set[str]:
        """Pack the kits, then the collections of them, and name them; what stands is left."""
        store = self.gathered.showing.shelf.root
        for kit in self.kits:
            if not self._stands(kit):
                kits.write(kit, store, self.out / kit.address)
        for several in self.collections:
            if not self._stands(several):
                kits.gather(several, self.out, self.out / several.address)
        return {kit.address for kit in self.kits} | {each.address for each in self.collections}

    def _stands(self, kit: kits.Kit | kits.Collection) -> bool:
        print_ = self.beside[kit.address] = kept.fingerprint(kit, self.around)
        return self.record.stands(kit.address, self.out, print_)

    def _executor(self) -> Executor:
        try:
            return self.executor() if self.executor else engine(self.config.engine)
        except NoEngine as error:
            raise PluginError(str(error)) from error

    def _index(self) -> search.SearchIndex:
        found = documents(self.gathered.showing)
        return search.build(found, self.out / site.SEARCH, self.cache / "search")

    def _progress(self) -> Progress:
        return self.progress or _silent

    def _menu(
        self, config: MkDocsConfig, hand_written: list[File], language: Language = CHINESE
    ) -> site.Menu:
        mine = (file for file in hand_written if self._language(file.url) == language)
        links = tuple(views.Link(_title(file), file.url) for file in mine)
        return self.menu_of(config, links, language)

    def _language(self, address: str) -> Language:
        """What a page at this address is told in."""
        languages = reversed(self.gathered.showing.languages)
        return next(each for each in languages if address.startswith(each.folder))

    def menu_of(
        self,
        config: MkDocsConfig,
        hand_written: tuple[views.Link, ...],
        language: Language = CHINESE,
    ) -> site.Menu:
        english = None if language.chinese else self.config.english
        return site.Menu(
            name=(english.name if english else "") or config.site_name,
            tagline=(english.tagline if english else "") or self.config.tagline,
            about=config.site_description or "",
            footer=imprint.notices(_imprint(self.config), language),
            hand_written=hand_written,
        )

    def _text_page(self, page: MkDocsPage, html: str) -> views.TextPage:
        title = str(page.title)
        head = metadata.head(title, "", page.url, self.gathered.showing.address)
        return views.TextPage(head, title, Markup(prose.clean(html, own=True)))

    def _prints(self, config: MkDocsConfig) -> dict[str, str]:
        around = self.around
        return {
            _dest(page, config): kept.fingerprint((page.template, page.told or page.view), around)
            for page in self.pages
        }

    def _around(self, config: MkDocsConfig) -> str:
        """Reads all of the theme and code: asked for once a build."""
        return kept.frame_print(
            [Path(folder) for folder in config.theme.dirs[:1]] + [CODE],
            (tuple(self.framed.values()), config.site_url, config.use_directory_urls),
        )

    def _template_texts(self, config: MkDocsConfig) -> list[str]:
        """Scripts too: they set words of their own."""
        own = Path(config.theme.dirs[0])
        files = sorted((*own.rglob("*.html"), *own.rglob("*.js")))
        return [path.read_text("utf-8") for path in files]

    @property
    def _record(self) -> Path:
        return self.cache / "pages" / note_name(self.out)


def _silent(_: Step) -> None:
    """Progress that nobody watches."""


# --- pages as MkDocs sees them ---------------------------------------------------------------


class _EntryFile(File):
    """A generated page that knows whether the one in the site still stands."""

    stands = False

    def is_modified(self) -> bool:
        return not self.stands


class _EntryPage(MkDocsPage):
    """A page whose content is a view: there is no Markdown to read or render."""

    def __init__(self, page: Page, file: _EntryFile, config: MkDocsConfig, template: str) -> None:
        super().__init__(page.address, file, config)
        self.meta = {"template": template}
        if not file.stands:
            self.title = page.view.head.title
            self.meta |= {"view": page.view}
            if page.view.head.noindex:
                self.meta["noindex"] = True

    def _set_canonical_url(self, base: str | None) -> None:
        """Asked of pages that are rendered alone: for some ten thousand it takes seconds."""
        self.canonical_url = self.abs_url = None
        if not cast(_EntryFile, self.file).stands:
            super()._set_canonical_url(base)

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""
        self.present_anchor_ids = set()


def _file(page: Page, config: MkDocsConfig, code: str, *, stands: bool) -> _EntryFile:
    source = (page.address or "index/").rstrip("/") + ".md"
    generated = _EntryFile.generated(
        config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV
    )
    file = cast(_EntryFile, generated)
    file.stands = stands
    depth = page.address.count("/")
    _EntryPage(page, file, config, Frames.name(page.template, depth, code))
    return file


def _dest(page: Page, config: MkDocsConfig) -> str:
    if config.use_directory_urls or not page.address:
        return f"{page.address}index.html"
    return f"{page.address.rstrip('/')}.html"


def _title(file: File) -> str:
    """A hand-written page's title: its front matter's, or its first heading."""
    found = re.search(r"^title:\s*(.+)$|^#\s+(.+)$", file.content_string, re.MULTILINE)
    return (found[1] or found[2]).strip() if found else file.name


def _unwanted(file: File, languages: tuple[Language, ...], pages: str) -> bool:
    """Whether it is a hand-written page of a language that the site is not told in, or lies beside
    the pages and is none.
    """
    if not file.is_documentation_page():
        return file.src_dir == pages and not handwritten.published(Path(file.src_uri))
    told = {each.folder for each in languages}
    return file.url.startswith("en/") and "en/" not in told


def _same(file: File) -> bool:
    """Whether what stands in the site are the file's own bytes."""
    there = Path(file.abs_dest_path)
    return there.is_file() and filecmp.cmp(str(file.abs_src_path), there, shallow=False)


def _material_own(file: File) -> bool:
    """Material's scripts and styles: no page of ours loads them."""
    return (
        file.src_dir is not None
        and Path(file.src_dir).name == "templates"
        and ("material" in Path(file.src_dir).parts)
    )


def _sheet(file: File, theme: str) -> bool:
    """Whether it is a style sheet of ours: they are written whole, after the pages."""
    return file.is_css() and file.src_dir == theme


def _tell(problems: tuple[Problem, ...]) -> None:
    levels = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}
    for each in problems:
        where = f"{each.place.file}:{each.place.line}"
        level = levels.get(each.severity, logging.INFO)
        log.log(level, "%s %s %s", where, each.what.in_(Lang.ZH), each.remedy.in_(Lang.ZH))


class BadFolder(PluginError):
    """A folder to build into that holds what is not ours."""


class BadConfig(Abort):
    """A configuration that can't be used."""

    exit_code = code = 2


class BadMoment(PluginError):
    """A time that can't be read."""


def moment(told: str) -> dt.datetime:
    """An ISO time; the present when empty, and the machine's own zone when it names none."""
    if not told:
        return dt.datetime.now(dt.UTC)
    try:
        return dt.datetime.fromisoformat(told).astimezone()
    except ValueError as error:
        raise BadMoment(
            f"now: {told!r} is not an ISO time such as 2026-10-23T09:00+08:00"
        ) from error


@dataclass(frozen=True)
class Order:
    """What a command asks of a build; None leaves what mkdocs.yml says."""

    config: Path
    content: Path | None = None
    out: Path | None = None
    now: str | None = None
    engine: str | None = None


def build(order: Order, progress: Progress | None = None, *, keep: bool = True) -> Outcome:
    """Build the site; pages that still stand are kept unless told otherwise.

    Raises `BadFolder` and `NoEngine` before anything is done.
    """
    config = ready(order)
    plugin = _plugin(config)
    plugin.keep, plugin.progress, plugin.tells = keep, progress, False
    # MkDocs would say in its own way that an engine fails.
    with rarely_collected(), engine(plugin.config.engine) as executor:
        plugin.executor = lambda: executor
        folder.begin(
            Path(config.site_dir)
        )  # first of all: a build that is killed leaves it as ours
        config.plugins.on_startup(command="build", dirty=keep)
        mkdocs_build.build(config, dirty=keep)
        config.plugins.on_shutdown()
    if plugin.outcome is None:
        raise PluginError("the build ended without an outcome")
    return plugin.outcome


@contextlib.contextmanager
def rarely_collected() -> Iterator[None]:
    """Of millions of objects nearly all stay to the end: looking through them again and again takes a
    fifth of a build.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def ready(order: Order) -> MkDocsConfig:
    """The configuration, if it can be built; raises `BadFolder` where that would lose files."""
    config = configured(order)
    if not folder.safe(Path(config.site_dir)):
        raise BadFolder(_holds_others(Path(config.site_dir)))
    return config


def _holds_others(out: Path) -> str:
    return (
        f"{out} 里有别的文件，生成会把它们删掉 / holds other files, which a build would delete: "
        "换一个空文件夹 / name an empty folder"
    )


def library(order: Order) -> Library:
    """The content that the configuration names, as far as it can be read."""
    room = _room(order)
    return load.load(room.content, room.cache / "content").library


def check(order: Order) -> tuple[gather.Checked, dt.datetime]:
    """Read and check the content that the configuration names; builds nothing."""
    room = _room(order)
    checked = room.read()
    lacking = room.lacking
    stopped = gather.stopped(checked.problems)
    _, refused = programme.running(checked.library, room.now, stopped)
    return replace(checked, problems=checked.problems + refused + lacking), room.now


def report(
    checked: gather.Checked, told: tuple[by_city.City, ...], now: dt.datetime, out: Path
) -> tuple[Path, ...]:
    """Write for each city what goes back to it. Raises `BadFolder`."""
    if not folder.safe(out):
        raise BadFolder(_holds_others(out))
    figures = measured(checked.library, checked.originals)
    return returns.write(told, checked.library, figures, now, out)


def content(order: Order) -> Path:
    """The content folder that the configuration names."""
    return _room(order).content


def begin(order: Order, kind: Kind, slug: str, name: str) -> Path | Problem:
    """Write the skeleton of a new star or project, for the newest campaign."""
    room = _room(order)
    years = load.load(room.content).library.years
    return starting.entry(room.content, kind, slug, name, max(years, default=room.now.year))


def media(order: Order, progress: Progress) -> gather.Gathered:
    """Make every copy that the site needs, and no page."""
    room = _room(order)
    with engine(room.engine) as executor:
        checked = room.read(executor)
        return gather.gather(
            checked, room.cache, room.now, room.address, executor, progress, room.recipes
        )


def stage(order: Order, year: int | None, progress: Progress) -> portable.Staged:
    """Make a year's opening, the newest's if none is given, as a folder or zip at `order.out`.

    Raises `BadFolder` and `NoEngine` before anything is done.
    """
    out = order.out or Path("stage")
    if out.suffix.lower() != ".zip" and not folder.safe(out):
        raise BadFolder(_holds_others(out))
    room, config = _room(order), configured(order)
    with engine(room.engine) as executor:
        staged = portable.staged(
            room.read(executor), room.cache, room.now, executor, progress, room.recipes, year
        )
    if staged.running is not None:
        theme, memory = Path(config.theme.dirs[0]), room.cache / "typeface"
        wanted = portable.assets(staged, staged.running, theme, config.site_name, memory)
        (portable.pack if out.suffix.lower() == ".zip" else portable.write)(wanted, out)
    return staged


def film(order: Order, year: int | None, canvas: Canvas, progress: Progress) -> filming.Filmed:
    """Make a year's opening film at `order.out`, with its cue sheet. Raises `NoEngine`."""
    room, out = _room(order), order.out or Path("opening.mp4")
    with engine(room.engine) as executor:
        return filming.film(
            room.read(executor), room.cache, room.now, executor, progress, room.recipes, year,
            canvas, out.resolve(),
        )  # fmt: skip


def boards(order: Order, year: int | None, progress: Progress) -> roving.Boarded:
    """Write a board for each entry of a year into `order.out`. Raises `BadFolder` and `NoEngine`."""
    room, out = _room(order), order.out or Path("boards")
    if not folder.safe(out):
        raise BadFolder(_holds_others(out))
    with engine(room.engine) as executor:
        return roving.boards(
            room.read(executor), room.cache, room.now, room.address, executor, progress,
            room.recipes, year, out,
        )  # fmt: skip


def examine(order: Order) -> tuple[health.Line, ...]:
    """What this machine has and lacks for the job."""
    room = _room(order)
    checked = room.read()
    copies = upkeep.unneeded(room.cache, room.named(checked))
    root, out = order.config.resolve().parent, site_folder(order)
    entries = len(checked.library.entries)
    return health.told(examined.examined(root, room.cache, out, entries, copies))


def site_folder(order: Order) -> Path:
    """Where the site is built to."""
    return Path(configured(order).site_dir)


def prune(order: Order) -> Pruned | tuple[Problem, ...]:
    """Remove the copies that no entry needs; or nothing, for these problems."""
    room = _room(order)
    checked = room.read()
    unsure = tuple(upkeep.unsure(checked))
    return unsure or upkeep.prune(room.cache, room.named(checked))


def verify(order: Order) -> tuple[int, tuple[upkeep.Damage, ...]]:
    """Read all copies again: how many are sound, and which were damaged and have been removed."""
    room = _room(order)
    checked = room.read()
    return upkeep.verify(room.cache, room.named(checked))


@dataclass(frozen=True)
class Withdrawing:
    """An entry to be taken back: what is known of it, and where to look for it."""

    case: withdrawal.Case
    out: Path
    address: Address
    day: dt.date
    """Today, in China."""
    memory: Path
    """Where is kept what stood in the output before."""

    @property
    def built(self) -> bool:
        """Whether there is a site to be searched."""
        return (self.out / folder.MARK).exists()

    @property
    def file(self) -> Path:
        """The entry's YAML."""
        return self.case.entry.folder / Path(self.case.entry.source.file).name

    def prove(self) -> withdrawal.Proof:
        """Search the output as it stands now."""
        return withdrawal.judged(self.case, traces.search(self.out, self.case.wanted))

    def purge(self, now: withdrawal.Proof) -> tuple[str, ...]:
        """What caches must drop, by what stood in the output before the withdrawal and stands now."""
        before = withdrawal.Before.recall(self.memory) or withdrawal.Before.of(now)
        return withdrawal.purge(self.case, before, now.searched, self.address)


def withdrawing(order: Order, slug: str) -> Withdrawing | Problem:
    """Look the entry up, and gather what was made of it; changes nothing."""
    room, config = _room(order), configured(order)
    checked = room.read()
    entry = withdrawal.named(checked.library, slug)
    if isinstance(entry, Problem):
        return entry
    case = withdrawal.case(
        checked,
        entry,
        room.now,
        room.address,
        room.recipes,
        room.cache / "media",
        _other_texts(config),
    )
    day = room.now.astimezone(gate.CHINA).date()
    memory = room.cache / "withdrawn" / f"{entry.kind}-{entry.slug}.json"
    return Withdrawing(case, Path(config.site_dir), room.address, day, memory)


def _other_texts(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """What the site says beside its entries: hand-written pages, its configuration, its frame."""
    told = Path(config.config_file_path)
    yield told.name, told.read_text("utf-8", "replace")
    content = told.parent / _plugin(config).config.content
    for root, endings in (
        (Path(config.docs_dir), {".md"}),
        (content / "openings", {".yml"}),
        (Path(config.theme.dirs[0]), {".html", ".js", ".css", ".svg"}),
    ):
        for path in sorted(each for each in root.rglob("*") if each.suffix in endings):
            name = f"{root.name}/{path.relative_to(root).as_posix()}"
            yield name, path.read_text("utf-8", "replace")
    for path in sorted(CODE.rglob("*.py")):
        yield f"{CODE.name}/{path.relative_to(CODE).as_posix()}", _said(path.read_text("utf-8"))


def _said(code: str) -> str:
    """The texts that a module may put on a page, a line each; not what it says of itself."""
    tree = ast.parse(code)
    own = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own
    )


@dataclass(frozen=True)
class _Room:
    """Where a command works, by mkdocs.yml and what was asked."""

    content: Path
    cache: Path
    now: dt.datetime
    address: Address
    recipes: Recipes
    places: Places
    engine: str
    desk: newsroom.Desk
    lacking: tuple[Problem, ...]

    def read(self, executor: Executor | None = None) -> gather.Checked:
        return gather.read(self.content, self.cache, self.places, executor)

    def named(self, checked: gather.Checked) -> Mapping[str, Job]:
        return upkeep.named(checked, self.now, self.address, self.recipes)


def _address(config: MkDocsConfig) -> Address:
    return Address(config.site_url or "", config.site_name)


def _desk(options: ShowcaseConfig) -> newsroom.Desk:
    press = options.press
    return newsroom.Desk(press.about, press.name, press.phone, press.email, press.hours)


def _imprint(options: ShowcaseConfig) -> imprint.Imprint:
    given = options.footer
    more = tuple(views.Notice(each.label, each.text, each.href or "") for each in given.more)
    columns = {column.key: getattr(given, column.key) for column in imprint.COLUMNS}
    return imprint.Imprint(given.profile, **columns, more=more)


def _lacking(options: ShowcaseConfig, address: Address, pages: Path) -> tuple[Problem, ...]:
    """What is to be mended outside of the content: in the configuration and in hand-written pages."""
    return (
        *newsroom.problems(_desk(options), address),
        *imprint.problems(_imprint(options)),
        *handwritten.problems(pages),
    )


def _recipes(options: ShowcaseConfig) -> Recipes:
    """How this installation makes copies."""
    films = options.films
    film = FilmRecipe(preset=films.preset, crf=films.crf, av1=films.av1)
    placards = cast(plan.Placards, options.placards)
    cards = options.cards
    return plan.usual(faces=faces.available(), film=film, cards=cards, placards=placards)


def preset(order: Order) -> str:
    """x264's preset of this installation."""
    return str(_plugin(configured(order)).config.films.preset)


def _room(order: Order) -> _Room:
    config = configured(order)
    options, root = _plugin(config).config, order.config.resolve().parent
    address = _address(config)
    return _Room(
        root / options.content,
        root / options.cache,
        moment(options.now),
        address,
        _recipes(options),
        options.originals,
        options.engine,
        _desk(options),
        _lacking(options, address, Path(config.docs_dir)),
    )


@contextlib.contextmanager
def previewed(order: Order) -> Iterator[preview.Preview]:
    """A preview of the content that the configuration names; its workers end with the `with`."""
    room, config = _room(order), configured(order)
    docs, theme = Path(config.docs_dir), Path(config.theme.dirs[0])
    languages = catalogue.languages(_plugin(config).config.languages, theme)
    where = preview.Where(
        content=room.content,
        pages=docs,
        theme=theme,
        cache=room.cache,
        menus=tuple(
            _plugin(config).menu_of(config, tuple(preview.hand_written(docs, each)), each)
            for each in languages
        ),
        languages=languages,
        desk=room.desk,
        address=room.address,
        now=lambda: moment(_plugin(config).config.now),
    )
    with rarely_collected(), engine(LOCAL) as executor:
        proofs = Proofs(room.cache / "originals", Store(room.cache / "media"), executor)
        proofs.recall()
        yield preview.Preview(where, proofs)


def configured(order: Order) -> MkDocsConfig:
    given = {"site_dir": str(order.out.resolve())} if order.out else {}
    try:
        config = load_config(str(order.config), **given)
    except Abort as abort:  # MkDocs has said what is wrong with it
        raise BadConfig(str(abort)) from abort
    options = _plugin(config).config
    if order.content is not None:
        options.content = str(order.content.resolve())
    if order.now is not None:
        options.now = order.now
    if order.engine is not None:
        options.engine = order.engine
    return config


def _plugin(config: MkDocsConfig) -> ShowcasePlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, ShowcasePlugin):
            return plugin
    raise PluginError("mkdocs.yml does not list the plugin `showcase`")
