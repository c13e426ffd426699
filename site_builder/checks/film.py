"""Rules on films: readable, and in the format that the notice asks for."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.photos import broken, spot
from site_builder.checks.say import bounds, rules
from site_builder.content.library import Entry, Library
from site_builder.content.model import FilmRule
from site_builder.content.original import FilmFacts, Originals, Unreadable
from site_builder.content.problem import Problem, Text, warning


def readable(library: Library, originals: Originals) -> Iterator[Problem]:
    """影片和字幕文件都在，而且打得开。 / Film and captions are there and can be opened."""
    for entry in library.entries:
        film = entry.data.film
        if film is None:
            continue
        for key, name, kind in (("file", film.file, "影片"), ("captions", film.captions, "字幕")):
            found = originals.get(entry.folder / name) if name else None
            if name and isinstance(found, Unreadable):
                where = spot(found) if key == "file" else (key,)
                yield broken("film", kind, name, found, entry.place("film", *where))


def format_(library: Library, originals: Originals) -> Iterator[Problem]:
    """影片的封装、编码、尺寸和帧率符合通知要求。 / Container, codec, size and rate as asked."""
    for entry, facts in _films(library, originals):
        asked = rules(entry, library).film
        for name, got, wanted in _differences(facts, asked):
            yield warning(
                entry.place("film", "file"), "film-format",
                Text(f"影片的{name.zh}是 {got}，要求 {wanted}。", f"The film's {name.en} is {got}; {wanted} is asked."),
                Text("会自动转换成网页能播放的格式；如有原片，请按要求重新导出。",
                     "It is converted by itself; where there is a master, export it as asked."),
            )  # fmt: skip


def length(library: Library, originals: Originals) -> Iterator[Problem]:
    """影片长度符合通知要求。 / The film is as long as asked."""
    for entry, facts in _films(library, originals):
        asked = rules(entry, library).film.seconds
        if not asked.holds(round(facts.seconds)):
            zh, en = bounds(asked)
            yield warning(
                entry.place("film", "file"), "film-length",
                Text(f"影片长 {facts.seconds:.0f} 秒，要求{zh} 秒。", f"The film runs {facts.seconds:.0f} s; {en} s are asked."),
                Text("请报送单位重新剪辑；不改也会照常显示。", "Have it cut anew; it is shown all the same."),
            )  # fmt: skip


def _films(library: Library, originals: Originals) -> Iterator[tuple[Entry, FilmFacts]]:
    for entry in library.entries:
        if entry.data.film:
            facts = originals.get(entry.folder / entry.data.film.file)
            if isinstance(facts, FilmFacts):
                yield entry, facts


def _differences(facts: FilmFacts, asked: FilmRule) -> Iterator[tuple[Text, str, str]]:
    if facts.container not in asked.containers:
        yield Text("封装", "container"), facts.container, " / ".join(asked.containers)
    if facts.video_codec not in asked.video_codecs:
        yield Text("编码", "codec"), facts.video_codec, " / ".join(asked.video_codecs)
    if (facts.width, facts.height) != (asked.width, asked.height):
        got, wanted = f"{facts.width}×{facts.height}", f"{asked.width}×{asked.height}"
        yield Text("尺寸", "size"), got, wanted
    if abs(facts.frame_rate - asked.frame_rate) > 0.1:
        yield Text("帧率", "frame rate"), f"{facts.frame_rate:g}", f"{asked.frame_rate:g}"
