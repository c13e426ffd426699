"""The press room: a year's figures, what may be used, whom to ask, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from site_builder.content.gate import Counts, ShownEntry, counts_of
from site_builder.content.model import Project, Scope, Usage
from site_builder.content.problem import Place, Problem, Text, note, warning
from site_builder.publish import (
    cards,
    feeds,
    metadata,
    opendata,
    pages,
    pictures,
    prose,
    views,
    words,
)
from site_builder.publish.pages import Page
from site_builder.publish.showing import Address, Showing

ADDRESS = "press/"
ROWS = 200
"""Entries on one page of the list."""
NEWEST = 30
"""Corrections that are told of."""
CONFIG = "mkdocs.yml"
"""Where the room's owner writes; problems name it."""
_PERMITTED = views.Fact("文字", "推介语、短介绍、简介和故事可以全文转载，请注明来源。")


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
    for at, year in enumerate(showing.by_year):
        yield from _year(showing, desk, year, ADDRESS if at == 0 else f"{ADDRESS}{year}/")
    if not showing.by_year:
        yield Page(ADDRESS, "press.html", _page(showing, desk, 0, ADDRESS, ()))


def _year(showing: Showing, desk: Desk, year: int, address: str) -> Iterator[Page]:
    wanted = [each for each in showing.by_year[year] if Scope.PRESS in each.scopes]
    chunks = pages.parted(wanted, ROWS) or [[]]
    links = pages.numbered(len(chunks), address, f"{ADDRESS}{year}/")
    # The same on all of its pages but for its rows: counted for each, the cost would grow with its square.
    first = _page(showing, desk, year, address, links if len(links) > 1 else ())
    for at, (link, chunk) in enumerate(zip(links, chunks, strict=True), start=1):
        rows = tuple(_row(each, showing) for each in chunk)
        head = _head(showing, year, address, link.href, at)
        yield Page(link.href, "press.html", replace(first, head=head, rows=rows, page=at))


def _head(showing: Showing, year: int, first: str, address: str, at: int) -> views.Head:
    return metadata.head(
        "新闻中心"
        + (f"（{year}年）" if first != ADDRESS else "")
        + (f" 第 {at} 页" if at > 1 else ""),
        "供媒体使用：数字、背景资料、可刊用的文字照片影片、联系人与更正。",
        address,
        showing.address,
    )


def _page(
    showing: Showing, desk: Desk, year: int, address: str, links: tuple[views.Link, ...]
) -> views.PressPage:
    """The first page of a year, without its rows."""
    campaign = showing.library.years[year].campaign if year else None
    held = tuple(showing.by_year.get(year, ()))
    return views.PressPage(
        head=_head(showing, year, address, address, 1),
        year=year,
        title=campaign.title if campaign else "",
        facts=tuple(pages.year_facts(campaign, list(held))) if campaign else (),
        figures=(*_figures(counts_of(held)), *_reach(held), *_usable(held, showing)),
        all_figures=_figures(showing.counts),
        about=prose.paragraphs(desk.about),
        contact=tuple(_contact(desk)),
        email=desk.email,
        phone=desk.phone,
        terms=(
            _PERMITTED,
            *(views.Fact(words.USAGES[usage], words.TERMS[usage]) for usage in Usage),
        ),
        years=tuple(_ways(showing)),
        current=address,
        rows=(),
        archives=showing.archives.get(year, ()),
        page=1,
        pages=links,
        corrections=tuple(_corrections(showing)),
        feeds=tuple(_feeds(showing.address)),
    )


def _contact(desk: Desk) -> Iterator[views.Fact]:
    if not (desk.phone or desk.email):
        return
    told = {"联系人": desk.name, "电话": desk.phone, "邮箱": desk.email, "接听时间": desk.hours}
    yield from (views.Fact(label, text) for label, text in told.items() if text)


def _figures(counts: Counts) -> tuple[views.Figure, ...]:
    return tuple(figure for figure in pages.figures(counts) if figure.value)


def _reach(entries: tuple[ShownEntry, ...]) -> Iterator[views.Figure]:
    """Person-times of the projects in their newest common year, as each project tells them."""
    told = [each.entry.data for each in entries if isinstance(each.entry.data, Project)]
    newest = max((year for data in told for year in data.participants), default=None)
    if newest is None:
        return
    people = [data.participants[newest] for data in told if newest in data.participants]
    total = sum(each.offline + each.online for each in people)
    if total:
        yield views.Figure(total, "人次", f"{newest}年参加品牌项目学习", "")


def _usable(entries: tuple[ShownEntry, ...], showing: Showing) -> Iterator[views.Figure]:
    """Photos that may be printed."""
    count = sum(_released(each, showing) for each in entries)
    if count:
        yield views.Figure(count, "张", "照片可供刊用", "")


def _released(each: ShownEntry, showing: Showing) -> int:
    made = showing.shelf.press
    return sum(each.entry.folder / photo.file in made for photo in each.entry.data.photos)


def _row(each: ShownEntry, showing: Showing) -> views.Row:
    card = showing.card(each)
    return views.Row(
        href=f"{each.entry.address}#press",
        kind=str(each.entry.kind),
        name=card.name,
        line=card.line,
        region=card.region,
        honour=card.honour,
        mark=cards.mark(each),
        photos=_released(each, showing),
        film=_runs(each, showing),
        kit=showing.kits.get(each.entry.address),
    )


def _runs(each: ShownEntry, showing: Showing) -> str:
    made = pictures.playing(each.entry, showing.shelf)
    return words.minutes(made.seconds) if made else ""


def _ways(showing: Showing) -> Iterator[views.Way]:
    for at, (year, entries) in enumerate(showing.by_year.items()):
        count = sum(Scope.PRESS in each.scopes for each in entries)
        yield views.Way(f"{year}年", ADDRESS if at == 0 else f"{ADDRESS}{year}/", count)


def _corrections(showing: Showing) -> list[views.Correction]:
    """Newest first. Of a withdrawn entry only the day is told."""
    told = [
        (change.date, change.what, each.entry.data.name, each.entry.address)
        for each in showing.entries
        for change in each.entry.data.changes
    ]
    told += [
        (entry.data.withdrawn, WITHDRAWN, "", "")
        for entry in showing.shown.withdrawn
        if entry.data.withdrawn
    ]
    told.sort(key=lambda each: (each[0], each[3]), reverse=True)
    return [
        views.Correction(words.day(date), what, name, href)
        for date, what, name, href in told[:NEWEST]
    ]


WITHDRAWN = (
    "有一条内容应要求撤下。用过本站材料的媒体，请打开当时的网址核对；显示“已撤下”的，请停止使用。"
)


def _feeds(address: Address) -> Iterator[views.Link]:
    if address.base:
        yield views.Link("Atom 订阅源", feeds.ATOM)
        yield views.Link("JSON Feed 订阅源", feeds.JSON)
    yield views.Link("开放数据（JSON、CSV）与栏目说明", "data/")
    yield views.Link("CSV 表格", opendata.CSV)
