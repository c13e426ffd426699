"""Rules on films: readable, and in the format that the notice asks for."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.measured import Measured, bounded, bounds
from site_builder.checks.photos import REASONS, broken, spot
from site_builder.checks.say import rules
from site_builder.content.library import Entry, Library
from site_builder.content.model import FilmRule, Range
from site_builder.content.original import FilmFacts, Originals, Unreadable
from site_builder.content.problem import Place, Problem, Text, warning


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


def format_(library: Library, originals: Originals) -> Iterator[Measured]:
    """影片的封装、编码、尺寸和帧率符合通知要求。 / Container, codec, size and rate as asked."""
    for entry, facts in _films(library, originals):
        for name, got, wanted, fits in _format(facts, rules(entry, library).film):
            figure = Text(f"影片{name.zh}", f"film's {name.en}")
            problems = () if fits else (_unlike(entry, name, got, wanted),)
            yield Measured(entry, figure, Text(got, got), Text(wanted, wanted), problems)


def _unlike(entry: Entry, name: Text, got: str, wanted: str) -> Problem:
    return warning(
        entry.place("film", "file"), "film-format",
        Text(f"影片的{name.zh}是 {got}，要求 {wanted}。", f"The film's {name.en} is {got}; {wanted} is asked."),
        Text("会自动转换成网页能播放的格式；如有原片，请按要求重新导出。",
             "It is converted by itself; where there is a master, export it as asked."),
    )  # fmt: skip


def length(library: Library, originals: Originals) -> Iterator[Measured]:
    """影片长度符合通知要求。 / The film is as long as asked."""
    figure, unit = Text("影片时长", "film's length"), Text("秒", "s")
    for entry, facts in _films(library, originals):
        asked = rules(entry, library).film.seconds
        problems = () if asked.holds(round(facts.seconds)) else (_off(entry, facts.seconds, asked),)
        got = Text(f"{facts.seconds:.0f} 秒", f"{facts.seconds:.0f} s")
        yield Measured(entry, figure, got, bounded(asked, unit), problems)


def _off(entry: Entry, seconds: float, asked: Range) -> Problem:
    zh, en = bounds(asked)
    return warning(
        entry.place("film", "file"), "film-length",
        Text(f"影片长 {seconds:.0f} 秒，要求{zh} 秒。", f"The film runs {seconds:.0f} s; {en} s are asked."),
        Text("请报送单位重新剪辑；不改也会照常显示。", "Have it cut anew; it is shown all the same."),
    )  # fmt: skip


def excerpt(library: Library, originals: Originals) -> Iterator[Problem]:
    """影片选段的起止在影片之内，先起后止。 / An excerpt lies within its film."""
    for entry, facts in _films(library, originals):
        part = entry.data.film.excerpt if entry.data.film else None
        if part and not (part[0] < part[1] <= facts.seconds + 0.5):
            yield warning(
                entry.place("film", "excerpt"), "film-excerpt",
                Text(f"选段是 {part[0]:g} 到 {part[1]:g} 秒，影片长 {facts.seconds:.0f} 秒，用不上；改用自动选的一段。",
                     f"The excerpt runs from {part[0]:g} to {part[1]:g} s, the film {facts.seconds:.0f} s: one is chosen by itself instead."),
                Text("写成 [从第几秒, 到第几秒]，前小后大，不超过影片长度。",
                     "Write [from, to] in seconds, the smaller first, within the film's length."),
            )  # fmt: skip


def damaged(name: str, places: int, first: float | None, place: Place) -> Problem:
    """Of a film that is shown all the same; `first` in seconds, None where nobody knows."""
    where = "" if first is None else f"{int(first // 60)}:{int(first % 60):02}"
    zh = f"，第一处约在 {where}" if where else ""
    en = f", first at about {where}" if where else ""
    return warning(
        place, "film-damaged",
        Text(f"影片 {name} 有 {places} 处损坏，画面或声音解不出来{zh}。",
             f"Damaged places in {name}, which do not decode: {places}{en}."),
        Text("看一下生成的影片；向报送单位要完好的原文件替换。替换之前照常显示。",
             "Watch what came of it, and ask for a sound original to replace it; it is shown all the same."),
    )  # fmt: skip


def cues_skipped(name: str, count: int, place: Place) -> Problem:
    """Of captions that are shown without some of their cues."""
    return warning(
        place, "captions-skipped",
        Text(f"字幕 {name} 有 {count} 条用不了，已跳过：时间写错，或者在影片结束之后。",
             f"{count} of the cues of {name} can't be used and are left out: their times are wrong, or after the film's end."),
        Text("用字幕软件打开，改正这些条目的起止时间（时:分:秒,毫秒），再保存一次。",
             "Open it in a captions editor, mend their times (h:mm:ss,ms), and save it again."),
    )  # fmt: skip


def extra_missing(name: str, found: Unreadable, place: Place) -> Problem:
    """Of a film that is shown without its storyboard or preview."""
    reason = REASONS.get(found.reason, REASONS["unsupported"])
    return warning(
        place, "film-extra",
        Text(f"影片 {name} 能播放，但做不出预览画面：{reason.zh}。",
             f"{name} plays, but no preview pictures can be made of it: {reason.en}."),
        Text("请把影片另存为 MP4（H.264）后替换；不改也会照常显示。",
             "Save the film anew as MP4 (H.264); it is shown all the same."),
    )  # fmt: skip


def _films(library: Library, originals: Originals) -> Iterator[tuple[Entry, FilmFacts]]:
    for entry in library.entries:
        if entry.data.film:
            facts = originals.get(entry.folder / entry.data.film.file)
            if isinstance(facts, FilmFacts):
                yield entry, facts


def _format(facts: FilmFacts, asked: FilmRule) -> Iterator[tuple[Text, str, str, bool]]:
    """Each trait: what it is, what is asked, and whether the one fits the other."""
    yield (
        Text("封装", "container"), facts.container, " / ".join(asked.containers),
        facts.container in asked.containers,
    )  # fmt: skip
    yield (
        Text("编码", "codec"), facts.video_codec, " / ".join(asked.video_codecs),
        facts.video_codec in asked.video_codecs,
    )  # fmt: skip
    got, wanted = f"{facts.width}×{facts.height}", f"{asked.width}×{asked.height}"
    yield Text("尺寸", "size"), got, wanted, got == wanted
    near = abs(facts.frame_rate - asked.frame_rate) <= 0.1
    yield Text("帧率", "frame rate"), f"{facts.frame_rate:g}", f"{asked.frame_rate:g}", near
