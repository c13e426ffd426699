"""Pages: from what may be shown to a view per address. Decides; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from site_builder.content.gate import Counts, ShownEntry, counts_of
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
    """Every page of the site but the hand-written ones."""
    yield home(showing)
    yield explore(showing)
    premises = inputs.premises(showing)
    for each in showing.entries:
        told = inputs.inputs(each, showing, premises)
        made = partial(_entry, each, showing)
        yield Page(each.entry.address, _ENTRIES[each.entry.kind], made, told)
    for gone in showing.shown.withdrawn:
        yield withdrawn(gone.address, showing)
    yield from year_lists(showing)
    yield from region_lists(showing)
    yield from field_lists(showing)


# --- entries -------------------------------------------------------------------------------


def entry(each: ShownEntry, showing: Showing) -> Page:
    return Page(each.entry.address, _ENTRIES[each.entry.kind], _entry(each, showing))


def _entry(each: ShownEntry, showing: Showing) -> views.EntryPage:
    """What is read here is told by `inputs` as well."""
    item, data = each.entry, each.entry.data
    gallery = pictures.photos(item, showing.shelf)
    honours = cards.honours(each, showing.library)
    film = pictures.film(item, showing.shelf)
    ground = sharing.ground(item, showing.shelf.stills)
    shared = showing.shelf.cards.get(ground)
    summary, story = prose.to_html(data.summary), prose.to_html(data.story)
    told = press.Told(gallery, shared, showing.shelf.placards.get(ground))
    return views.EntryPage(
        head=metadata.head(
            f"{data.name} · {words.KINDS[item.kind]}",
            data.citation,
            item.address,
            showing.address,
            **_image(gallery, shared, data.name),
            json_ld=metadata.entry_json_ld(each, honours, gallery, film, showing),
            type_="article",
        ),
        slug=item.slug,
        kind=words.KINDS[item.kind],
        kind_href=f"explore/?kind={item.kind}",
        name=data.name,
        citation=data.citation,
        sample=data.sample,
        portrait=gallery[0] if gallery else None,
        honours=honours,
        region=views.Link(data.region, f"regions/{showing.region_slugs[data.region]}/"),
        themes=tuple(
            views.Link(field, f"fields/{showing.field_slugs[field]}/") for field in data.fields
        ),
        facts=tuple(_facts(data)),
        film=film,
        summary=summary,
        story=story,
        gallery=gallery,
        participants=_participants(data),
        related=showing.related(each),
        share_url=showing.address.full(item.address) or item.address,
        qr=f"qr/{qr.name(showing.address.full(item.address))}" if showing.address.base else "",
        tall=pictures.address(shared.tall.path) if shared else "",
        published=showing.dates(each).published,
        updated=showing.dates(each).updated,
        press=press.corner(each, showing, told),
    )


def _image(gallery: tuple[views.Photo, ...], shared: Cards | None, name: str) -> metadata.Image:
    """The picture beside a link: the entry's card, or else its first photo."""
    if shared:
        copy = shared.wide
        address, size = pictures.address(copy.path), (copy.width, copy.height)
        return {"image": address, "image_size": size, "image_alt": f"{name}：姓名、称号和推介语"}
    if gallery:
        return {"image": gallery[0].picture.jpeg, "image_alt": gallery[0].picture.alt}
    return {}


def _facts(data: Star | Project) -> Iterator[views.Fact]:
    if isinstance(data, Star):
        told = {"所在单位": data.organization, "职务身份": data.position}
    else:
        told = {
            "主办单位": "、".join(data.hosts),
            "承办单位": "、".join(data.organisers),
            "开始时间": words.since(data.started),
            "活动地点": data.venue,
            "受益群体": data.audience,
        }
    for label, text in told.items():
        if text:
            yield views.Fact(label, text)


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
    head = metadata.head(
        "此页内容已撤下", "此页内容已撤下。", address, showing.address, noindex=True
    )
    return Page(address, "gone.html", views.GonePage(head))


# --- home and explore ----------------------------------------------------------------------


def home(showing: Showing) -> Page:
    """The newest year that has something to show leads."""
    year = next(iter(showing.by_year), None)
    campaign = showing.library.years[year].campaign if year is not None else None
    newest = showing.by_year.get(year, []) if year is not None else []
    marked = [each for each in newest if cards.mark(each)]
    films = [each for each in showing.entries if showing.card(each).film]
    rest = [each for each in newest if each not in marked]
    view = views.HomePage(
        head=metadata.head(
            campaign.title if campaign else "",
            _invitation(showing),
            "",
            showing.address,
            image=_first_image(showing, marked or newest),
        ),
        week_theme=campaign.week_theme if campaign else "",
        year=campaign.year if campaign else 0,
        opening=_opening(campaign),
        marked=_cards(showing, marked[:6]),
        films=_cards(showing, films[:6]),
        latest=_cards(showing, rest[:12]),
        figures=_figures(showing),
        map=overview.tile_map(showing),
        themes=_ways(showing, "fields"),
        years=_ways(showing, "years"),
    )
    return Page("", "home.html", view)


def explore(showing: Showing) -> Page:
    view = views.ExplorePage(
        head=metadata.head(
            "寻访", "按年度、城市、主题和级别寻访全部人物与项目。", "explore/", showing.address
        ),
        total=len(showing.entries),
        facets=facets(showing),
        cards=_cards(showing, showing.entries[:24]),
        columns=COLUMNS,
        map=overview.tile_map(showing),
        timeline=overview.timeline(showing),
    )
    return Page("explore/", "explore.html", view)


def _invitation(showing: Showing) -> str:
    told = "，".join(f"{each.value}{each.unit}{each.label}" for each in _figures(showing)[:3])
    return f"他们一生好学，也带着身边的人一起学：{told}。"


def _first_image(showing: Showing, entries: list[ShownEntry]) -> str:
    found = (showing.card(each).picture for each in entries)
    return next((picture.jpeg for picture in found if picture), "")


def _opening(campaign: Campaign | None) -> str:
    if campaign is None or campaign.opening is None:
        return ""
    return f"{words.day(campaign.opening.date)} · {campaign.opening.place}"


def _figures(showing: Showing) -> tuple[views.Figure, ...]:
    """Each leads to what it counts."""
    ways = ("explore/?kind=stars", "explore/?kind=projects", "explore/", "explore/?film=1")
    told = zip(figures(showing.counts), ways, strict=True)
    return tuple(replace(figure, href=way) for figure, way in told)


def figures(counts: Counts) -> tuple[views.Figure, ...]:
    return (
        _figure(counts.stars, Kind.STAR),
        _figure(counts.projects, Kind.PROJECT),
        views.Figure(counts.regions, "座", "城市", ""),
        views.Figure(counts.films, "部", "影片", ""),
    )


# --- lists ---------------------------------------------------------------------------------


def year_lists(showing: Showing) -> Iterator[Page]:
    for year, entries in showing.by_year.items():
        campaign = showing.library.years[year].campaign
        listed = _List(
            folder="years",
            slug=str(year),
            eyebrow="年度",
            title=f"{year}年",
            about=f"学习周主题：{campaign.week_theme}",
            notes=_documents(campaign, entries),
        )
        yield from listed.pages(entries, showing)


def region_lists(showing: Showing) -> Iterator[Page]:
    for name, entries in showing.by_region.items():
        slug = showing.region_slugs[name]
        yield from _List("regions", slug, "城市", name).pages(entries, showing)


def field_lists(showing: Showing) -> Iterator[Page]:
    about = {theme.name: theme.about for theme in showing.library.vocabulary.fields}
    for name, entries in showing.by_field.items():
        slug = showing.field_slugs[name]
        yield from _List("fields", slug, "主题", name, about[name]).pages(entries, showing)


@dataclass(frozen=True)
class _List:
    """What a plain list says of itself; its entries are cut into pages."""

    folder: str
    slug: str
    eyebrow: str
    title: str
    about: str = ""
    notes: tuple[views.Fact, ...] = ()

    @property
    def address(self) -> str:
        return f"{self.folder}/{self.slug}/"

    def pages(self, entries: list[ShownEntry], showing: Showing) -> Iterator[Page]:
        chunks = parted(entries, PER_PAGE)
        links = numbered(len(chunks), self.address, self.address)
        # The same on all of its pages: counted for each, the cost would grow with its square.
        told, siblings = _list_figures(entries), _ways(showing, self.folder)
        for at, chunk in enumerate(chunks, start=1):
            view = views.ListPage(
                head=metadata.head(
                    self.title + (f"（第 {at} 页）" if at > 1 else ""),
                    f"{self.title}的百姓学习之星与终身学习品牌项目。",
                    links[at - 1].href,
                    showing.address,
                    image=_first_image(showing, chunk),
                ),
                eyebrow=self.eyebrow,
                title=self.title,
                about=self.about,
                figures=told,
                notes=self.notes,
                groups=_groups(showing, chunk),
                siblings=siblings,
                current=self.address,
                page=at,
                pages=links if len(links) > 1 else (),
            )
            yield Page(links[at - 1].href, "list.html", view)


def year_facts(campaign: Campaign, entries: list[ShownEntry]) -> Iterator[views.Fact]:
    """Theme, opening and documents of a year, as far as they are out."""
    yield views.Fact("学习周主题", campaign.week_theme)
    if opening := _opening(campaign):
        yield views.Fact("开幕", opening)
    yield from _documents(campaign, entries)


def _documents(campaign: Campaign, entries: list[ShownEntry]) -> tuple[views.Fact, ...]:
    """The documents of the rounds that are shown: one under embargo is not even hinted at."""
    shown = {
        honour.level
        for each in entries
        for honour in each.honours
        if honour.campaign == campaign.year
    }
    return tuple(
        views.Fact(
            words.LEVELS[level], f"{held.document.number}（{words.day(held.document.date)}）"
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


def _figure(value: int, kind: Kind) -> views.Figure:
    return views.Figure(value, words.COUNTERS[kind], words.KINDS[kind], "")


def _list_figures(entries: list[ShownEntry]) -> tuple[views.Figure, ...]:
    stars, projects, *_ = figures(counts_of(tuple(entries)))
    return tuple(figure for figure in (stars, projects) if figure.value)


def _groups(showing: Showing, entries: list[ShownEntry]) -> tuple[views.Group, ...]:
    grouped = ((kind, of_kind(entries, kind)) for kind in Kind)
    return tuple(
        views.Group(words.KINDS[kind], _cards(showing, held)) for kind, held in grouped if held
    )


def _ways(showing: Showing, folder: str) -> tuple[views.Way, ...]:
    about = {theme.name: theme.about for theme in showing.library.vocabulary.fields}
    groups: Mapping[str, tuple[str, list[ShownEntry]]] = {
        "regions": {showing.region_slugs[name]: (name, e) for name, e in showing.by_region.items()},
        "fields": {showing.field_slugs[name]: (name, e) for name, e in showing.by_field.items()},
        "years": {str(year): (f"{year}年", e) for year, e in showing.by_year.items()},
    }[folder]
    return tuple(
        views.Way(name, f"{folder}/{slug}/", len(entries), about.get(name, ""))
        for slug, (name, entries) in groups.items()
    )


def _cards(
    showing: Showing, entries: list[ShownEntry] | tuple[ShownEntry, ...]
) -> tuple[views.Card, ...]:
    return tuple(showing.card(each) for each in entries)
