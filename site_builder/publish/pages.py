"""Pages: from what may be shown to a view per address. Decides; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from site_builder.content.gate import Counts, ShownEntry, counts_of
from site_builder.content.library import Entry
from site_builder.content.model import Campaign, Kind, Project, Star
from site_builder.media.recipe import Cards
from site_builder.publish import (
    cards,
    inputs,
    metadata,
    overview,
    pictures,
    press,
    prose,
    qr,
    sharing,
    views,
    words,
)
from site_builder.publish.facets import COLUMNS, facets
from site_builder.publish.language import Language
from site_builder.publish.showing import Showing, of_kind

PER_PAGE = 96
"""Entries on one page of a list: whole rows at two, three and four columns."""
_ENTRIES = {Kind.STAR: "star.html", Kind.PROJECT: "project.html"}


@dataclass(frozen=True)
class Page:
    """One page: its address (a folder, or empty for home), its template, and what it shows."""

    address: str
    template: str
    made: views.View | Callable[[], views.View]
    told: object = None
    """All that the view follows from, where that is known before the view is made."""

    @cached_property
    def view(self) -> views.View:
        return self.made() if callable(self.made) else self.made

    @property
    def of_entry(self) -> bool:
        return self.template in _ENTRIES.values()


def pages(showing: Showing) -> Iterator[Page]:
    """Every page of the site in the showing's language, but the hand-written ones."""
    yield home(showing)
    yield explore(showing)
    premises = inputs.premises(showing)
    for each in showing.entries:
        if has(each.entry, showing.language):
            address = cards.address(each.entry, showing.language)
            made = partial(_entry, each, showing)
            told = inputs.inputs(each, showing, premises)
            yield Page(address, _ENTRIES[each.entry.kind], made, told)
    for gone in showing.shown.withdrawn:
        if has(gone, showing.language):
            yield withdrawn(gone.address, showing)
    yield from year_lists(showing)
    yield from region_lists(showing)
    yield from field_lists(showing)


def has(item: Entry, language: Language) -> bool:
    """Whether there is a page of an entry in this language."""
    return language.chinese or item.data.english is not None


def paired(page: Page, addresses: Container[str], showing: Showing) -> Page:
    """The page with its ways to the same in the other language; `addresses` has those of all."""
    here, there = showing.language, showing.languages[1 if showing.language.chinese else 0]
    sister = there.at(page.address.removeprefix(here.folder))
    found = sister in addresses
    made = partial(_paired, page, sister if found else there.at(""), found, showing)
    return Page(page.address, page.template, made, page.told and (page.told, found))


def _paired(page: Page, other: str, found: bool, showing: Showing) -> views.View:
    head, plain = page.view.head, page.address.removeprefix(showing.language.folder)
    both = found and showing.address.base and not head.noindex
    alternates = tuple(
        views.Alternate(each.tag, each.locale, showing.address.full(each.at(plain)))
        for each in (showing.languages if both else ())
    )
    return replace(page.view, head=replace(head, alternates=alternates, other=other))


# --- entries -------------------------------------------------------------------------------


def entry(each: ShownEntry, showing: Showing) -> Page:
    """In the showing's language; there must be a page of it there."""
    address = cards.address(each.entry, showing.language)
    return Page(address, _ENTRIES[each.entry.kind], _entry(each, showing))


def _entry(each: ShownEntry, showing: Showing) -> views.EntryPage:
    """What is read here is told by `inputs` as well."""
    item, data, language = each.entry, each.entry.data, showing.language
    own, address = cards.told(data, language), cards.address(item, language)
    kind = language.say(words.KINDS[item.kind])
    gallery = pictures.photos(item, showing.shelf, language)
    honours = cards.honours(each, showing.library, language)
    film = pictures.film(item, showing.shelf, language)
    ground = sharing.ground(item, showing.shelf.stills)
    shared = showing.shelf.cards.get(ground)
    summary, story = prose.to_html(own.summary), prose.to_html(data.story)
    told = press.Told(gallery, shared, showing.shelf.placards.get(ground))
    return views.EntryPage(
        head=metadata.head(
            f"{own.name} · {kind}",
            own.citation,
            address,
            showing.address,
            **_image(gallery, shared, own.name, language),
            json_ld=metadata.entry_json_ld(each, honours, gallery, film, showing),
            type_="article",
        ),
        slug=item.slug,
        kind=kind,
        kind_href=language.at(f"explore/?kind={item.kind}"),
        name=own.name,
        citation=own.citation,
        sample=data.sample,
        portrait=gallery[0] if gallery else None,
        honours=honours,
        region=views.Link(
            showing.city(data.region),
            language.at(f"regions/{showing.region_slugs[data.region]}/"),
        ),
        themes=tuple(
            views.Link(
                showing.themes[field][0], language.at(f"fields/{showing.field_slugs[field]}/")
            )
            for field in data.fields
        ),
        facts=tuple(_facts(data, language)),
        film=film,
        summary=summary,
        story=story,
        gallery=gallery,
        participants=_participants(data),
        related=showing.related(each),
        share_url=showing.address.full(address) or address,
        qr=f"qr/{qr.name(showing.address.full(address))}" if showing.address.base else "",
        tall=pictures.address(shared.tall.path) if shared else "",
        published=showing.dates(each).published,
        updated=showing.dates(each).updated,
        press=press.corner(each, showing, told) if language.chinese else None,
        chinese="" if language.chinese else item.address,
        downloads=() if language.chinese else press.downloads(each, showing, told),
    )


def _image(
    gallery: tuple[views.Photo, ...], shared: Cards | None, name: str, language: Language
) -> metadata.Image:
    """The picture beside a link: the entry's card, or else its first photo."""
    if shared:
        copy = shared.wide
        address, size = pictures.address(copy.path), (copy.width, copy.height)
        alt = language.say("%(name)s：姓名、称号和推介语", name=name)
        return {"image": address, "image_size": size, "image_alt": alt}
    if gallery:
        return {"image": gallery[0].picture.jpeg, "image_alt": gallery[0].picture.alt}
    return {}


def _facts(data: Star | Project, language: Language) -> Iterator[views.Fact]:
    if isinstance(data, Star):
        told = {"所在单位": data.organization, "职务身份": data.position}
    else:
        told = {
            "主办单位": "、".join(data.hosts),
            "承办单位": "、".join(data.organisers),
            "开始时间": words.since(data.started, language),
            "活动地点": data.venue,
            "受益群体": data.audience,
        }
    for label, text in told.items():
        if text:
            yield views.Fact(language.say(label), text)


def _participants(data: Star | Project) -> tuple[views.ParticipantsRow, ...]:
    if isinstance(data, Star) or not data.participants:
        return ()
    most = max(people.offline + people.online for people in data.participants.values()) or 1
    return tuple(
        views.ParticipantsRow(
            year, people.offline, people.online, (people.offline + people.online) / most
        )
        for year, people in sorted(data.participants.items())
    )


def withdrawn(address: str, showing: Showing) -> Page:
    """The neutral page at a withdrawn entry's address."""
    say, own = showing.language.say, showing.language.at(address)
    head = metadata.head(
        say("此页内容已撤下"), say("此页内容已撤下。"), own, showing.address, noindex=True
    )
    return Page(own, "gone.html", views.GonePage(head))


# --- home and explore ----------------------------------------------------------------------


def leading(showing: Showing) -> Campaign | None:
    """That of the newest year that has something to show."""
    year = next(iter(showing.by_year), None)
    return showing.library.years[year].campaign if year is not None else None


def home(showing: Showing) -> Page:
    """The newest year that has something to show leads."""
    language, campaign = showing.language, leading(showing)
    newest = next(iter(showing.by_year.values()), [])
    marked = [each for each in newest if cards.mark(each)]
    films = [each for each in showing.entries if showing.card(each).film]
    rest = [each for each in newest if each not in marked]
    view = views.HomePage(
        head=metadata.head(
            showing.title(campaign) if campaign else "",
            _invitation(showing),
            language.at(""),
            showing.address,
            image=_first_image(showing, marked or newest),
        ),
        week_theme=showing.week_theme(campaign) if campaign else "",
        year=campaign.year if campaign else 0,
        opening=_opening(campaign, showing),
        marked=_cards(showing, marked[:6]),
        films=_cards(showing, films[:6]),
        latest=_cards(showing, rest[:12]),
        figures=_figures(showing),
        map=overview.tile_map(showing),
        themes=_ways(showing, "fields"),
        years=_ways(showing, "years"),
    )
    return Page(language.at(""), "home.html", view)


def explore(showing: Showing) -> Page:
    say, address = showing.language.say, showing.language.at("explore/")
    view = views.ExplorePage(
        head=metadata.head(
            say("寻访"),
            say("按年度、城市、主题和级别寻访全部人物与项目。"),
            address,
            showing.address,
        ),
        total=len(showing.entries),
        facets=facets(showing),
        cards=_cards(showing, showing.entries[:24]),
        columns=showing.language.file(COLUMNS),
        map=overview.tile_map(showing),
        timeline=overview.timeline(showing),
    )
    return Page(address, "explore.html", view)


def _invitation(showing: Showing) -> str:
    say = showing.language.say
    told = say("，").join(counted(each, showing.language) for each in _figures(showing)[:3])
    return say("他们一生好学，也带着身边的人一起学：%(figures)s。", figures=told)


def counted(figure: views.Figure, language: Language) -> str:
    """15位百姓学习之星"""
    return language.say(
        "%(value)s%(unit)s%(label)s", value=figure.value, unit=figure.unit, label=figure.label
    )


def _first_image(showing: Showing, entries: list[ShownEntry]) -> str:
    found = (showing.card(each).picture for each in entries)
    return next((picture.jpeg for picture in found if picture), "")


def _opening(campaign: Campaign | None, showing: Showing) -> str:
    if campaign is None or campaign.opening is None:
        return ""
    place = campaign.opening.place
    told = place if showing.language.chinese else showing.city(place)
    return f"{words.day(campaign.opening.date, showing.language)} · {told}"


def _figures(showing: Showing) -> tuple[views.Figure, ...]:
    """Each leads to what it counts."""
    ways = ("explore/?kind=stars", "explore/?kind=projects", "explore/", "explore/?film=1")
    told = zip(figures(showing.counts, showing.language), ways, strict=True)
    return tuple(replace(figure, href=showing.language.at(way)) for figure, way in told)


def figures(counts: Counts, language: Language) -> tuple[views.Figure, ...]:
    return (
        figure(counts.stars, words.COUNTERS[Kind.STAR], words.KINDS[Kind.STAR], language),
        figure(counts.projects, words.COUNTERS[Kind.PROJECT], words.KINDS[Kind.PROJECT], language),
        figure(counts.regions, "座", "城市", language),
        figure(counts.films, "部", "影片", language),
    )


def figure(value: int, unit: str, label: str, language: Language) -> views.Figure:
    """Only Chinese has a word that counts."""
    return views.Figure(value, unit if language.chinese else "", language.many(label, value), "")


# --- lists ---------------------------------------------------------------------------------


def year_lists(showing: Showing) -> Iterator[Page]:
    say = showing.language.say
    for year, entries in showing.by_year.items():
        campaign = showing.library.years[year].campaign
        listed = _List(
            folder="years",
            slug=str(year),
            eyebrow="年度",
            title=say("%(year)s年", year=year),
            about=say("学习周主题：%(theme)s", theme=showing.week_theme(campaign)),
            notes=_documents(campaign, entries, showing.language),
        )
        yield from listed.pages(entries, showing)


def region_lists(showing: Showing) -> Iterator[Page]:
    for name, entries in showing.by_region.items():
        slug = showing.region_slugs[name]
        yield from _List("regions", slug, "城市", showing.city(name)).pages(entries, showing)


def field_lists(showing: Showing) -> Iterator[Page]:
    for name, entries in showing.by_field.items():
        slug = showing.field_slugs[name]
        yield from _List("fields", slug, "主题", *showing.themes[name]).pages(entries, showing)


@dataclass(frozen=True)
class _List:
    """What a plain list says of itself; its entries are cut into pages."""

    folder: str
    slug: str
    eyebrow: str
    title: str
    about: str = ""
    notes: tuple[views.Fact, ...] = ()

    def pages(self, entries: list[ShownEntry], showing: Showing) -> Iterator[Page]:
        say, address = showing.language.say, showing.language.at(f"{self.folder}/{self.slug}/")
        chunks = parted(entries, PER_PAGE)
        links = numbered(len(chunks), address, address)
        # The same on all of its pages: counted for each, the cost would grow with its square.
        told, siblings = _list_figures(entries, showing.language), _ways(showing, self.folder)
        for at, chunk in enumerate(chunks, start=1):
            view = views.ListPage(
                head=metadata.head(
                    self.title + (say("（第 %(page)s 页）", page=at) if at > 1 else ""),
                    say("%(title)s的百姓学习之星与终身学习品牌项目。", title=self.title),
                    links[at - 1].href,
                    showing.address,
                    image=_first_image(showing, chunk),
                ),
                eyebrow=say(self.eyebrow),
                title=self.title,
                about=self.about,
                figures=told,
                notes=self.notes,
                groups=_groups(showing, chunk),
                siblings=siblings,
                current=address,
                page=at,
                pages=links if len(links) > 1 else (),
            )
            yield Page(links[at - 1].href, "list.html", view)


def year_facts(
    campaign: Campaign, entries: list[ShownEntry], showing: Showing
) -> Iterator[views.Fact]:
    """Theme, opening and documents of a year, as far as they are out."""
    say = showing.language.say
    yield views.Fact(say("学习周主题"), showing.week_theme(campaign))
    if opening := _opening(campaign, showing):
        yield views.Fact(say("开幕"), opening)
    yield from _documents(campaign, entries, showing.language)


def _documents(
    campaign: Campaign, entries: list[ShownEntry], language: Language
) -> tuple[views.Fact, ...]:
    """The documents of the rounds that are shown: one under embargo is not even hinted at."""
    shown = {
        honour.level
        for each in entries
        for honour in each.honours
        if honour.campaign == campaign.year
    }
    return tuple(
        views.Fact(
            language.say(words.LEVELS[level]),
            language.say(
                "%(number)s（%(date)s）",
                number=held.document.number,
                date=words.day(held.document.date, language),
            ),
        )
        for level, held in campaign.rounds.items()
        if held.document and level in shown
    )


def parted(entries: list[ShownEntry], most: int) -> list[list[ShownEntry]]:
    """Cut into pages; without entries there is none."""
    return [entries[at : at + most] for at in range(0, len(entries), most)]


def numbered(count: int, first: str, further: str) -> tuple[views.Link, ...]:
    """Ways to a list's pages: the first at its own address, others at their numbers below `further`."""
    return tuple(
        views.Link(f"{at}", first if at == 1 else f"{further}{at}/") for at in range(1, count + 1)
    )


def _list_figures(entries: list[ShownEntry], language: Language) -> tuple[views.Figure, ...]:
    stars, projects, *_ = figures(counts_of(tuple(entries)), language)
    return tuple(figure for figure in (stars, projects) if figure.value)


def _groups(showing: Showing, entries: list[ShownEntry]) -> tuple[views.Group, ...]:
    grouped = ((kind, of_kind(entries, kind)) for kind in Kind)
    return tuple(
        views.Group(showing.language.many(words.KINDS[kind], 0), _cards(showing, held))
        for kind, held in grouped
        if held
    )


def _ways(showing: Showing, folder: str) -> tuple[views.Way, ...]:
    say, at = showing.language.say, showing.language.at
    ways: Iterator[tuple[str, str, str, list[ShownEntry]]]
    if folder == "regions":
        ways = (
            (showing.region_slugs[name], showing.city(name), "", held)
            for name, held in showing.by_region.items()
        )
    elif folder == "fields":
        ways = (
            (showing.field_slugs[name], *showing.themes[name], held)
            for name, held in showing.by_field.items()
        )
    else:
        ways = (
            (str(year), say("%(year)s年", year=year), "", held)
            for year, held in showing.by_year.items()
        )
    return tuple(
        views.Way(name, at(f"{folder}/{slug}/"), len(held), about)
        for slug, name, about, held in ways
    )


def _cards(
    showing: Showing, entries: list[ShownEntry] | tuple[ShownEntry, ...]
) -> tuple[views.Card, ...]:
    return tuple(showing.card(each) for each in entries)
