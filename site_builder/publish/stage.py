"""The opening on the big screen, and the same entries at the foyer's kiosk: views of a programme."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Kind
from site_builder.content.programme import Show
from site_builder.media.shelf import Shelf
from site_builder.publish import cards, metadata, pictures, prose, views, words
from site_builder.publish.programme import Running, Turn, honour_text
from site_builder.publish.showing import Address

ROOM = "stage/"
"""Where the openings stand in the site."""
IDLE = 12
"""Portraits that go round before the start."""
_NAMES = {
    Show.TITLE: "标题",
    Show.GROUP: "名单",
    Show.PAUSE: "停顿",
    Show.THANKS: "鸣谢",
}


def address(year: int) -> str:
    return f"{ROOM}{year}/"


def kiosk_address(year: int) -> str:
    return f"{address(year)}kiosk/"


def page(running: Running, shelf: Shelf, where: Address, *, notes: bool) -> views.StagePage:
    """`notes` are for the crew: they stand in no page that is public."""
    known = {each.entry.address: _entry(each, shelf) for each in running.entries}
    portraits = [told.pictures[0] for told in known.values() if told.pictures]
    return views.StagePage(
        head=_head(f"{running.year}年开幕式舞台", address(running.year), where),
        year=running.year,
        theme=running.theme,
        when=" · ".join(filter(None, (running.date, running.place))),
        sample=running.sample,
        items=tuple(
            _item(turn, tuple(known[each.entry.address] for each in turn.entries), notes)
            for turn in running.turns
        ),
        portraits=tuple(portraits[:IDLE]),
    )


def kiosk(running: Running, shelf: Shelf, where: Address) -> views.KioskPage:
    there = {each.entry.kind for each in running.entries}
    return views.KioskPage(
        head=_head(f"{running.year}年展台", kiosk_address(running.year), where),
        year=running.year,
        theme=running.theme,
        sample=running.sample,
        kinds=tuple(views.Link(words.KINDS[kind], words.KINDS[kind]) for kind in Kind if kind in there),
        entries=tuple(_entry(each, shelf) for each in running.entries),
    )  # fmt: skip


def lettered(view: views.StagePage | views.KioskPage) -> list[str]:
    """The words that are set in the display face."""
    told = [view.theme]
    entries = view.entries if isinstance(view, views.KioskPage) else ()
    if isinstance(view, views.StagePage):
        told.append(view.when)
        for item in view.items:
            told += [item.text, item.under, *item.lines]
            entries += item.entries
    for each in entries:
        told += [each.name, each.honour, each.mark, each.citation, each.line, each.region]
        told += [each.film.title] if each.film else []
    return told


def room(several: tuple[Running, ...], where: Address) -> views.TextPage:
    """The page that leads to the stages."""
    return views.TextPage(
        head=_head("开幕式舞台", ROOM, where),
        title="开幕式舞台",
        body=Markup("").join(_parts(several)),
    )


KEYS = (
    ("翻页笔、PageDown、→、空格", "下一项；影片按一下开始放，再按一下往下走"),
    ("PageUp、←", "上一项"),
    ("数字加回车", "跳到第几项"),
    ("Home、End", "回到最前、最后"),
    ("B 或句点", "黑屏，再按恢复"),
    ("F 或 F5", "全屏"),
    ("P", "打开主持人窗口：串词、下一项、剩余时间"),
    ("A", "按时长自动往下走，再按停止"),
    ("C", "影片字幕的开关"),
)
"""What the stage's keys do."""


def _parts(several: tuple[Running, ...]) -> Iterator[Markup]:
    yield Markup(
        "<p>在大屏上按顺序介绍每一位。没有网络时，请用 site-builder stage 做成的文件夹。</p>"
    )
    for each in several:
        yield Markup(
            '<h2>{}年 {}</h2><p><a href="{}/">打开舞台</a>　<a href="{}/kiosk/">打开展台（触摸屏）</a></p>'
        ).format(each.year, each.theme, each.year, each.year)
    rows = (Markup("<tr><th>{}</th><td>{}</td></tr>").format(*row) for row in KEYS)
    yield Markup("<h2>按键</h2><table><tbody>{}</tbody></table>").format(Markup("").join(rows))


def _head(title: str, where_: str, where: Address) -> views.Head:
    return metadata.head(title, "", where_, where, noindex=True)


def _item(turn: Turn, entries: tuple[views.StageEntry, ...], notes: bool) -> views.StageItem:
    film = entries[0].film if turn.show is Show.FILM else None
    # Of a film that could not be made the editor is told; on the stage its person stands in.
    show = Show.ENTRY if turn.show is Show.FILM and not film else turn.show
    return views.StageItem(
        number=turn.number,
        show=str(show),
        label=_label(show, turn.text, entries),
        text=turn.text,
        under=turn.under,
        lines=turn.lines,
        entries=entries,
        seconds=film.seconds if film else turn.seconds,
        notes=turn.notes.strip() if notes else "",
    )


def _label(show: Show, text: str, entries: tuple[views.StageEntry, ...]) -> str:
    if show is Show.ENTRY:
        return entries[0].name
    if show is Show.FILM and entries[0].film:
        return f"影片《{entries[0].film.title}》 {entries[0].name}"
    return f"{_NAMES[show]} {' '.join(text.split())}".strip()


def _entry(each: ShownEntry, shelf: Shelf) -> views.StageEntry:
    entry, data = each.entry, each.entry.data
    return views.StageEntry(
        slug=entry.slug,
        kind=words.KINDS[entry.kind],
        name=data.name,
        honour=honour_text(each),
        mark=cards.mark(each),
        citation=data.citation,
        line=cards.owner(each),
        region=data.region,
        pictures=tuple(photo.picture for photo in pictures.photos(entry, shelf)),
        film=_film(each, shelf),
        summary=prose.paragraphs(data.summary),
        sample=data.sample,
    )


def _film(each: ShownEntry, shelf: Shelf) -> views.StageFilm | None:
    entry, written = each.entry, each.entry.data.film
    shown = pictures.film(entry, shelf)
    if written is None or shown is None:
        return None
    told = shelf.captions.get(entry.folder / written.captions) if written.captions else None
    return views.StageFilm(
        title=shown.title,
        src=shown.download,
        type="video/mp4",
        poster=shown.poster,
        seconds=shown.seconds,
        captions=tuple(views.Said(cue.start / 1000, cue.end / 1000, cue.text) for cue in told.cues)
        if told
        else (),
    )
