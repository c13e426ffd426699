"""Kits: what newsrooms take away in one file, of an entry, of a city's year and of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Scope, Usage
from site_builder.media import captions
from site_builder.publish import (
    archive,
    beside,
    cards,
    manifest,
    pictures,
    press,
    prose,
    views,
    words,
)
from site_builder.publish.manifest import Row
from site_builder.publish.release import NAME as RELEASE
from site_builder.publish.release import Release, document
from site_builder.publish.showing import Showing

FOLDER = "press/kits/"
ROOMY = 400_000_000
"""Bytes of photos and films in one archive: what is more goes into another one."""
SUMS = "SHA256SUMS.txt"
_LONGEST = 40
"""Characters of a folder's name: Windows takes 260 for the whole way to a file."""
_TEXTS = "可全文转载，请注明来源。"


@dataclass(frozen=True)
class Item:
    """One file of a kit. It stands in the store, or is text of its own."""

    row: Row
    path: str = ""
    """Below the store, or empty."""
    text: str = ""
    bytes: int = 0


@dataclass(frozen=True)
class Kit:
    """All that newsrooms may have of one entry."""

    entry: str
    """The entry's address."""
    folder: str
    """The one that holds everything, so that nothing is strewn about when it is unpacked."""
    title: str
    items: tuple[Item, ...]
    release: Release

    @property
    def address(self) -> str:
        return address(self.entry)

    @property
    def bytes(self) -> int:
        return sum(item.bytes for item in self.items)


@dataclass(frozen=True)
class Collection:
    """Several kits in one archive: those of a year, or of a city in a year, or a part of them."""

    address: str
    folder: str
    title: str
    label: str
    """Where others of the same year stand beside it: 郑州市, 全部 · 第 2 册."""
    year: int
    kits: tuple[Kit, ...]
    about: str
    """What is told of the award itself."""

    @property
    def bytes(self) -> int:
        return sum(kit.bytes for kit in self.kits)


# --- deciding ----------------------------------------------------------------------------------


def address(entry: str) -> str:
    """Of the kit of an entry's address: `stars/x/` has `press/kits/stars/x.zip`."""
    return beside.address(FOLDER, entry, "zip")


def equipped(
    showing: Showing, contact: str, about: str
) -> tuple[Showing, tuple[Kit, ...], tuple[Collection, ...]]:
    """What is shown, with its kits on offer; and the kits, to be written in this order."""
    several = kits(showing, contact)
    gathered = collections(several, showing, about)
    offered = {kit.entry: download(kit) for kit in several}
    return replace(showing, kits=offered, archives=archives(gathered)), several, gathered


def kits(showing: Showing, contact: str) -> tuple[Kit, ...]:
    """A kit for each entry with consent to the press."""
    allowed = (each for each in showing.entries if Scope.PRESS in each.scopes)
    return tuple(_kit(each, showing, contact) for each in allowed)


def collections(several: Iterable[Kit], showing: Showing, about: str) -> tuple[Collection, ...]:
    """For each year all of it, then each city's; in parts where it would be too large."""
    known = {kit.entry: kit for kit in several}
    return tuple(_collections(known, showing, about)) if known else ()


def _collections(known: dict[str, Kit], showing: Showing, about: str) -> Iterator[Collection]:
    for year, entries in showing.by_year.items():
        told = [
            (each.entry.data.region, known[each.entry.address])
            for each in entries
            if each.entry.address in known
        ]
        yield from _parts(f"{year}", f"{year}年", "全部", year, [kit for _, kit in told], about)
        for region, slug in showing.region_slugs.items():
            kits = [kit for city, kit in told if city == region]
            yield from _parts(f"{year}-{slug}", f"{year}年{region}", region, year, kits, about)


def _parts(  # noqa: PLR0913 - what an archive is told apart by
    stem: str, title: str, label: str, year: int, several: list[Kit], about: str
) -> Iterator[Collection]:
    parts = list(_parted(several))
    for at, part in enumerate(parts, start=1):
        tail, told = (f"-{at}", f" · 第 {at} 册") if len(parts) > 1 else ("", "")
        yield Collection(
            address=f"{FOLDER}{stem}{tail}.zip",
            folder=pictures.fit(f"{title}媒体资料包{tail}", _LONGEST),
            title=f"{title}媒体资料包{told}",
            label=label + told,
            year=year,
            kits=_apart(part),
            about=about,
        )


def _parted(several: list[Kit]) -> Iterator[list[Kit]]:
    part: list[Kit] = []
    weight = 0
    for kit in several:
        weight += kit.bytes
        if part and weight > ROOMY:
            yield part
            part, weight = [], kit.bytes
        part.append(kit)
    if part:
        yield part


def _apart(several: list[Kit]) -> tuple[Kit, ...]:
    """Two of one name have folders of their own, also where capitals don't count."""
    seen: dict[str, int] = {}
    told = []
    for kit in several:
        count = seen[kit.folder.lower()] = seen.get(kit.folder.lower(), 0) + 1
        told.append(kit if count == 1 else replace(kit, folder=f"{kit.folder}（{count}）"))
    return tuple(told)


def _kit(each: ShownEntry, showing: Showing, contact: str) -> Kit:
    entry, data = each.entry, each.entry.data
    page = showing.address.full(entry.address)
    source = showing.address.name + (f"，{page}" if page else "")
    bare = Row("", data.name, "", "", "", "", "", contact, page)
    items = [*_texts(each, bare, source), *_photos(each, showing, bare)]
    film = tuple(_film(each, showing, bare))
    if sum(item.bytes for item in (*items, *film)) <= ROOMY:  # else it is taken from the page
        items += film
    return Kit(
        entry=entry.address,
        folder=pictures.fit(data.name, _LONGEST),
        title=f"{data.name}媒体资料包",
        items=tuple(items),
        release=_release(each, showing, source, contact),
    )


def _texts(each: ShownEntry, bare: Row, source: str) -> Iterator[Item]:
    for at, (label, text) in enumerate(press.texts(each.entry.data).values(), start=1):
        row = replace(bare, file=f"文字/{at}-{label}.txt", what=label, credit=source, terms=_TEXTS)
        count = len("".join(text.split()))
        yield Item(replace(row, size=f"{count:,} 字"), text=f"{text}\n\n来源：{source}\n")


def _photos(each: ShownEntry, showing: Showing, bare: Row) -> Iterator[Item]:
    for number, photo in enumerate(each.entry.data.photos, start=1):
        made = showing.shelf.press.get(each.entry.folder / photo.file)
        if made is None:
            continue
        name = pictures.file_name(f"{bare.of}-{number:02}"[-_LONGEST:], "jpg")
        for copy in (made.file, *made.smaller):
            side = "原尺寸" if copy == made.file else f"{max(copy.width, copy.height)}像素"
            row = replace(
                bare,
                file=f"照片/{side}/{name}",
                what=f"照片（{side}）",
                caption=photo.caption,
                credit=photo.credit,
                terms=words.TERMS[Usage.PRESS],
                size=pictures.size(copy),
            )
            yield Item(row, path=copy.path, bytes=copy.bytes)


def _film(each: ShownEntry, showing: Showing, bare: Row) -> Iterator[Item]:
    film, made = each.entry.data.film, pictures.playing(each.entry, showing.shelf)
    if film is None or made is None:
        return
    best = made.renditions[0]
    name = pictures.fit(film.title, _LONGEST)
    row = replace(bare, caption=film.title, credit=film.credit, terms=words.TERMS[Usage.PRESS])
    clip = replace(row, file=f"影片/{name}.mp4", what="影片", size=pictures.film_size(made))
    yield Item(clip, path=best.path, bytes=best.bytes)
    said = showing.shelf.captions.get(each.entry.folder / film.captions) if film.captions else None
    if said:
        row = replace(row, size=f"{len(said.cues)} 条")
        vtt = replace(row, file=f"影片/{name}.vtt", what="字幕（WebVTT）")
        yield Item(vtt, path=said.file.path, bytes=said.file.bytes)
        srt = replace(row, file=f"影片/{name}.srt", what="字幕（SRT）")
        yield Item(srt, text=captions.srt(said.cues))


def _release(each: ShownEntry, showing: Showing, source: str, contact: str) -> Release:
    data, folder, made = each.entry.data, each.entry.folder, showing.shelf.press
    photo = next((photo for photo in data.photos if folder / photo.file in made), None)
    copy = made[folder / photo.file] if photo else None
    updated = showing.dates(each).updated
    notes = {
        "所属": "，".join(part for part in (data.region, cards.owner(each)) if part),
        "来源": source,
        "更新": words.day(updated),
        "新闻联系": contact,
        "使用": f"文字{_TEXTS}{words.TERMS[Usage.PRESS]}" if copy else f"文字{_TEXTS}",
        "说明": "本文人物与事迹均为虚构样例。" if data.sample else "",
    }
    return Release(
        title=f"{data.name}：{data.citation}",
        honours=tuple(
            honour.text + (f"（{honour.mark}）" if honour.mark else "")
            for honour in cards.honours(each, showing.library)
        ),
        summary=prose.to_html(data.summary),
        story=prose.to_html(data.story),
        photo=(copy.file, *copy.smaller)[-1].path if copy else "",
        caption=f"{photo.caption}（{photo.credit}）" if photo else "",
        notes=tuple((label, text) for label, text in notes.items() if text),
        updated=updated,
    )


def archives(several: Iterable[Collection]) -> dict[int, tuple[views.Download, ...]]:
    """The archives of each year, as the press room offers them."""
    told: dict[int, tuple[views.Download, ...]] = {}
    for each in several:
        weight = f"约 {words.weight(each.bytes)}"
        offer = views.Download(each.address, f"{each.title}.zip", each.label, weight)
        told[each.year] = (*told.get(each.year, ()), offer)
    return told


def download(kit: Kit) -> views.Download:
    """An entry's kit, as its page offers it."""
    kinds = dict.fromkeys(item.row.file.partition("/")[0] for item in kit.items)
    size = f"{'、'.join(kinds)}和清单，约 {words.weight(kit.bytes)}"
    return views.Download(kit.address, f"{kit.folder}-媒体资料包.zip", "全部材料（zip）", size)


# --- writing -----------------------------------------------------------------------------------


def write(kit: Kit, store: Path, target: Path) -> None:
    """Everything of an entry, its list, and the hashes of all files."""
    with archive.written(target) as out:
        for item in kit.items:
            content = store / item.path if item.path else _plain(item.text)
            out.add(f"{kit.folder}/{item.row.file}", content)
        out.add(f"{kit.folder}/{RELEASE}", document(kit.release, store))
        rows = [item.row for item in kit.items]
        book = manifest.workbook(kit.title, rows, kit.release.updated)
        out.add(f"{kit.folder}/{manifest.NAME}", book)
        _close(out, kit.folder)


def gather(collection: Collection, site: Path, target: Path) -> None:
    """What stands in the kits, each in a folder of its own, under one list. The kits must stand in
    the site already.
    """
    made = max(kit.release.updated for kit in collection.kits)
    with archive.written(target) as out:
        for kit in collection.kits:
            for name, file in archive.members(site / kit.address):
                inner = name.partition("/")[2]
                if inner not in {manifest.NAME, SUMS}:
                    out.add(f"{collection.folder}/{kit.folder}/{inner}", file)
        if collection.about:
            out.add(f"{collection.folder}/背景资料.txt", _plain(collection.about))
        rows = [
            replace(item.row, file=f"{kit.folder}/{item.row.file}")
            for kit in collection.kits
            for item in kit.items
        ]
        book = manifest.workbook(collection.title, rows, made)
        out.add(f"{collection.folder}/{manifest.NAME}", book)
        _close(out, collection.folder)


def _plain(text: str) -> bytes:
    """As the plainest editor of any Windows opens it: marked as UTF-8, with its line ends."""
    return text.encode("utf-8-sig").replace(b"\n", b"\r\n")


def _close(out: archive.Archive, folder: str) -> None:
    """As `sha256sum -c` reads it, from within the folder."""
    lines = (f"{sha}  {name.removeprefix(f'{folder}/')}\n" for name, sha in out.sums.items())
    out.add(f"{folder}/{SUMS}", "".join(lines).encode())
