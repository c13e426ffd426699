"""What a terminal shows of work: a moving bar, and a table when it has ended. Only rich is used
here, and here only."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from site_builder.content.problem import Lang, Severity
from site_builder.media.report import Report, Step, Tally, Work, work
from site_builder.publish.by_city import City
from site_builder.publish.words import weight

_NAMES: Mapping[Work, tuple[str, str]] = {
    Work.PHOTO: ("照片", "photos"),
    Work.CARD: ("分享图", "cards"),
    Work.PLACARD: ("印刷海报", "placards"),
    Work.BOARD: ("展板", "boards"),
    Work.EXCERPT: ("影片选段", "excerpts found"),
    Work.SOUND: ("选段声音", "sounds"),
    Work.FOOTAGE: ("短片镜头", "footage"),
    Work.PRESS: ("媒体用图", "press copies"),
    Work.FILM: ("影片", "films"),
    Work.POSTER: ("影片封面", "posters"),
    Work.STORYBOARD: ("分镜缩略图", "storyboards"),
    Work.PREVIEW: ("影片预览", "previews"),
    Work.CAPTIONS: ("字幕", "captions"),
}
_BEFORE, _AROUND = 30, 60
"""Characters of a line that are shown before what is wrong, and in all."""
_WIDEST = 40
"""Columns that a file's name may take beside the bar."""


def _name(kind: Work, lang: Lang) -> str:
    return _NAMES[kind][0 if lang is Lang.ZH else 1]


class Bar:
    """Progress on standard error: one moving line on a terminal, else a line at each tenth."""

    def __init__(self, lang: Lang = Lang.ZH) -> None:
        self._lang = lang
        self._console = Console(file=sys.stderr)
        self._bar: Progress | None = None
        self._task: TaskID = TaskID(0)
        self._tenth = -1

    def __call__(self, step: Step) -> None:
        if self._console.is_terminal:
            self._move(step)
        elif (tenth := int(step.share * 10)) > self._tenth:
            self._tenth = tenth
            self._console.print(f"媒体 / media {step.done}/{step.total}", highlight=False)

    def _move(self, step: Step) -> None:
        if self._bar is None:
            left = "还需" if self._lang is Lang.ZH else "left"
            self._bar = Progress(
                BarColumn(),
                TextColumn("{task.fields[count]}"),
                TextColumn(left),
                # A film is one step that takes minutes: the speed is taken over all that was done.
                TimeRemainingColumn(compact=True),
                TextColumn("{task.fields[making]}", markup=False),
                console=self._console,
                transient=True,
                speed_estimate_period=3600,
            )
            self._task = self._bar.add_task("", total=1.0, count="", making="")
            self._bar.start()
        self._bar.update(
            self._task,
            completed=step.share,
            count=f"{step.done}/{step.total}",
            making=self._making(step),
        )

    def _making(self, step: Step) -> str:
        if step.making is None:
            return ""
        name = step.making.original.name
        short = name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"
        return f"{_name(work(step.making), self._lang)} {short}"

    def close(self) -> None:
        """Leave the terminal as it was; a bar that never moved leaves nothing."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def table(report: Report, lang: Lang) -> None:
    """What was made, reused and failed, by kind, on standard output."""
    zh = lang is Lang.ZH
    heads = (
        ("媒体", "新制作", "沿用", "失败", "用时", "大小")
        if zh
        else ("media", "made", "reused", "failed", "time", "size")
    )
    shown = Table(box=None, pad_edge=False, show_footer=True)
    total = report.total
    sum_name = "合计" if zh else "all"
    feet = (sum_name, *_numbers(total, report.seconds, zh))
    for at, (head, foot) in enumerate(zip(heads, feet, strict=True)):
        shown.add_column(head, foot, justify="right" if at else "left", no_wrap=True)
    for kind, tally in report.tallies:
        shown.add_row(_name(kind, lang), *_numbers(tally, tally.seconds, zh))
    Console(file=sys.stdout, highlight=False).print(shown)
    if not total.made:
        print("没有重新编码" if zh else "nothing was encoded")  # noqa: T201 - what this is for


def _numbers(tally: Tally, seconds: float, zh: bool) -> tuple[str, ...]:
    counts = (str(tally.made), str(tally.reused), str(tally.failed))
    return (
        *counts,
        f"{seconds:.1f} {'秒' if zh else 's'}",
        weight(tally.bytes) if tally.bytes else "—",
    )


def excerpt(number: int, line: str, column: int) -> str:
    """A file's line under its number, with a mark below the column (from 1)."""
    start = max(0, column - 1 - _BEFORE) if len(line) > _AROUND else 0
    part = line[start : start + _AROUND]
    before, after = "…" if start else "", "…" if start + _AROUND < len(line) else ""
    gap = " " * cell_len(before + line[start : column - 1])
    head = f"{number:>4}"
    return f"{head} │ {before}{part}{after}\n{' ' * len(head)} │ {gap}^"


def by_city(cities: tuple[City, ...], lang: Lang) -> None:
    """How each city stands, on standard output."""
    zh = lang is Lang.ZH
    heads = (
        ("城市", "条目", "合格", "不合格", "错误", "提醒")
        if zh
        else ("city", "entries", "in order", "not", "errors", "warnings")
    )
    rows = [
        (each.name or ("其他文件" if zh else "other files"), *_standing(each)) for each in cities
    ]
    sums = [sum(int(row[at]) for row in rows) for at in range(1, len(heads))]
    shown = Table(box=None, pad_edge=False, show_footer=True)
    for at, head in enumerate(heads):
        foot = str(sums[at - 1]) if at else ("合计" if zh else "all")
        shown.add_column(head, foot, justify="right" if at else "left", no_wrap=True)
    for row in rows:
        shown.add_row(*row)
    Console(file=sys.stdout, highlight=False, markup=False).print(shown)


def _standing(city: City) -> tuple[str, ...]:
    told = (city.count(Severity.ERROR), city.count(Severity.WARNING))
    return tuple(str(each) for each in (len(city.files), city.sound, city.unsound, *told))
