"""The press room: a year's figures, what may be used, whom to ask, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from site_builder.content.gate import Counts, ShownEntry, counts_of
from site_builder.content.model import Project, Scope, Usage
from site_builder.content.problem import Place, Problem, Text, note, warning
from site_builder.publish import (
    feeds,
    metadata,
    opendata,
    pages,
    pictures,
    press,
    prose,
    views,
    words,
)
from site_builder.publish.language import Language
from site_builder.publish.pages import Page
from site_builder.publish.showing import Address, Showing

ADDRESS = "press/"
ROWS = 200
"""Entries on one page of the list."""
NEWEST = 30
"""Corrections that are told of."""
CONFIG = "mkdocs.yml"
"""Where the room's owner writes; problems name it."""
_TERMS = {
    "文字": "推介语、短介绍、简介和故事可以全文转载，请注明来源。",
    **{words.USAGES[usage]: words.TERMS[usage] for usage in Usage},
}


@dataclass(frozen=True)
class Desk:
    """Whom newsrooms ask, and how the award and its organisers are told of."""

    about: str = ""
    """Paragraphs, with an empty line between."""
    name: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""

    @property
    def line(self) -> str:
        """The contact in one line."""
        return "，".join(each for each in (self.name, self.phone, self.email, self.hours) if each)


def problems(desk: Desk, address: Address) -> Iterator[Problem]:
    """What the configuration lacks for newsrooms and for machines."""
    place = Place(CONFIG)
    if not (desk.phone or desk.email):
        yield warning(
            place, "press-contact",
            Text("没有填新闻联系方式，新闻中心页面上就没有联系人。",
                 "No contact for the press is given, so the press room names none."),
            Text("在 showcase 的 press 里写 name、phone、email（单位的公开电话和邮箱，不写个人的）。",
                 "Under showcase / press, write name, phone and email (of the office, not of a person)."),
        )  # fmt: skip
    if not desk.about:
        yield warning(
            place, "press-about",
            Text("没有填活动和主办单位的介绍，媒体无处复制背景资料。",
                 "There is no text on the award and its organisers for newsrooms to copy."),
            Text("在 showcase 的 press 里写 about，两三段即可。",
                 "Under showcase / press, write “about”, two or three paragraphs."),
        )  # fmt: skip
    if not address.base:
        yield note(
            place, "no-site-url",
            Text("没有填 site_url，网站不知道自己的网址，所以不生成订阅源、网站地图、二维码和嵌入代码，"
                 "开放数据里的网址是相对的。",
                 "Without site_url the site does not know its address: there are no feeds, sitemap, QR "
                 "codes and embed code, and addresses in the open data are relative."),
            Text("网站有了网址后，在 mkdocs.yml 里写 site_url: https://…/。",
                 "Once the site has an address, write site_url: https://…/ in mkdocs.yml."),
        )  # fmt: skip


def room(showing: Showing, desk: Desk) -> Iterator[Page]:
    """A page for each year, and more where a year has more than `ROWS`; the newest at the door."""
    for year in showing.by_year:
        yield from _year(showing, desk, year, _door(showing, year))
    if not showing.by_year:
        address = showing.language.at(ADDRESS)
        yield Page(address, "press.html", _page(showing, desk, 0, address, ()))


def _door(showing: Showing, year: int) -> str:
    """Where a year's part of the room begins."""
    newest = next(iter(showing.by_year))
    return showing.language.at(ADDRESS if year == newest else f"{ADDRESS}{year}/")


def _year(showing: Showing, desk: Desk, year: int, address: str) -> Iterator[Page]:
    wanted = [each for each in showing.by_year[year] if Scope.PRESS in each.scopes]
    chunks = pages.parted(wanted, ROWS) or [[]]
    links = pages.numbered(len(chunks), address, showing.language.at(f"{ADDRESS}{year}/"))
    # The same on all of its pages but for its rows: counted for each, the cost would grow with its square.
    first = _page(showing, desk, year, address, links if len(links) > 1 else ())
    for at, (link, chunk) in enumerate(zip(links, chunks, strict=True), start=1):
        rows = tuple(_row(each, showing) for each in chunk)
        head = _head(showing, year, address, link.href, at)
        yield Page(link.href, "press.html", replace(first, head=head, rows=rows, page=at))


def _head(showing: Showing, year: int, first: str, address: str, at: int) -> views.Head:
    say = showing.language.say
    return metadata.head(
        say("新闻中心")
        + (say("（%(year)s年）", year=year) if first != showing.language.at(ADDRESS) else "")
        + (say(" 第 %(page)s 页", page=at) if at > 1 else ""),
        say("供媒体使用：数字、背景资料、可刊用的文字照片影片、联系人与更正。"),
        address,
        showing.address,
    )


def _page(
    showing: Showing, desk: Desk, year: int, address: str, links: tuple[views.Link, ...]
) -> views.PressPage:
    """The first page of a year, without its rows."""
    campaign = showing.library.years[year].campaign if year else None
    held = tuple(showing.by_year.get(year, ()))
    language, say = showing.language, showing.language.say
    return views.PressPage(
        head=_head(showing, year, address, address, 1),
        year=year,
        title=showing.title(campaign) if campaign else "",
        facts=tuple(pages.year_facts(campaign, list(held), showing)) if campaign else (),
        figures=(
            *_figures(counts_of(held), language),
            *_reach(held, language),
            *_usable(held, showing),
        ),
        all_figures=_figures(showing.counts, language),
        about=prose.paragraphs(desk.about),
        contact=tuple(_contact(desk, language)),
        email=desk.email,
        phone=desk.phone,
        terms=tuple(views.Fact(say(label), say(text)) for label, text in _TERMS.items()),
        years=tuple(_ways(showing)),
        current=address,
        rows=(),
        archives=tuple(_archive(each, showing) for each in showing.archives.get(year, ())),
        page=1,
        pages=links,
        corrections=tuple(_corrections(showing)),
        feeds=tuple(_feeds(showing.address, language)),
    )


def _archive(archive: views.Download, showing: Showing) -> views.Download:
    """All of a year or of a city, or a part of it: 郑州市 · 第 2 册."""
    told = press.offered(archive, showing.language)
    name, dot, part = told.label.partition(" · ")
    number = "".join(filter(str.isdigit, part))
    which = showing.language.say("第 %(part)s 册", part=number) if part else ""
    said = showing.language.say(name)
    name = said if said.isascii() else showing.city(name)
    return replace(told, label=name + dot + which)


def _contact(desk: Desk, language: Language) -> Iterator[views.Fact]:
    if not (desk.phone or desk.email):
        return
    told = {"联系人": desk.name, "电话": desk.phone, "邮箱": desk.email, "接听时间": desk.hours}
    yield from (views.Fact(language.say(label), text) for label, text in told.items() if text)


def _figures(counts: Counts, language: Language) -> tuple[views.Figure, ...]:
    return tuple(figure for figure in pages.figures(counts, language) if figure.value)


def _reach(entries: tuple[ShownEntry, ...], language: Language) -> Iterator[views.Figure]:
    """Person-times of the projects in their newest common year, as each project tells them."""
    told = [each.entry.data for each in entries if isinstance(each.entry.data, Project)]
    newest = max((year for data in told for year in data.participants), default=None)
    if newest is None:
        return
    people = [data.participants[newest] for data in told if newest in data.participants]
    total = sum(each.offline + each.online for each in people)
    if total:
        label = language.say("%(year)s年参加品牌项目学习", year=newest)
        yield pages.figure(total, "人次", label, language)


def _usable(entries: tuple[ShownEntry, ...], showing: Showing) -> Iterator[views.Figure]:
    """Photos that may be printed."""
    count = sum(_released(each, showing) for each in entries)
    if count:
        yield pages.figure(count, "张", "照片可供刊用", showing.language)


def _released(each: ShownEntry, showing: Showing) -> int:
    made = showing.shelf.press
    return sum(each.entry.folder / photo.file in made for photo in each.entry.data.photos)


def _row(each: ShownEntry, showing: Showing) -> views.Row:
    card = showing.card(each)
    return views.Row(
        href=f"{card.href}#press",
        kind=str(each.entry.kind),
        name=card.name,
        line=card.line,
        region=card.region,
        honour=card.honour,
        mark=card.mark,
        photos=_released(each, showing),
        film=_runs(each, showing),
        kit=_kit(each, showing),
    )


def _kit(each: ShownEntry, showing: Showing) -> views.Download | None:
    kit = showing.kits.get(each.entry.address)
    return kit and press.offered(kit, showing.language)


def _runs(each: ShownEntry, showing: Showing) -> str:
    made = pictures.playing(each.entry, showing.shelf)
    return words.minutes(made.seconds, showing.language) if made else ""


def _ways(showing: Showing) -> Iterator[views.Way]:
    for year, entries in showing.by_year.items():
        count = sum(Scope.PRESS in each.scopes for each in entries)
        text = showing.language.say("%(year)s年", year=year)
        yield views.Way(text, _door(showing, year), count)


def _corrections(showing: Showing) -> list[views.Correction]:
    """Newest first. Of a withdrawn entry only the day is told."""
    told = [
        (change.date, change.what, showing.card(each).name, showing.card(each).href)
        for each in showing.entries
        for change in each.entry.data.changes
    ]
    told += [
        (entry.data.withdrawn, showing.language.say(WITHDRAWN), "", "")
        for entry in showing.shown.withdrawn
        if entry.data.withdrawn
    ]
    told.sort(key=lambda each: (each[0], each[3]), reverse=True)
    return [
        views.Correction(words.day(date, showing.language), what, name, href)
        for date, what, name, href in told[:NEWEST]
    ]


WITHDRAWN = (
    "有一条内容应要求撤下。用过本站材料的媒体，请打开当时的网址核对；显示“已撤下”的，请停止使用。"
)


def _feeds(address: Address, language: Language) -> Iterator[views.Link]:
    say = language.say
    if address.base:
        yield views.Link(say("Atom 订阅源"), feeds.ATOM)
        yield views.Link(say("JSON Feed 订阅源"), feeds.JSON)
    yield views.Link(say("开放数据（JSON、CSV）与栏目说明"), "data/")
    yield views.Link(say("CSV 表格"), opendata.CSV)
