"""What goes back to each city: a page to print and a workbook, with a row for each figure asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from site_builder.checks.measured import Measured
from site_builder.content.gate import CHINA
from site_builder.content.library import Library
from site_builder.content.model import Kind
from site_builder.content.problem import Place, Problem, Severity
from site_builder.publish import folder, pictures, printable, table
from site_builder.publish.by_city import City
from site_builder.publish.words import KINDS, day
from site_builder.whole import write_whole

_COLUMNS = {
    "对象": 22, "类别": 18, "检查项": 24, "要求": 26, "实测": 30, "结果": 8, "怎么改": 40, "位置": 34,
    "代码": 18,
}  # fmt: skip
_TIGHT = frozenset({"检查项", "结果", "代码"})
_GOOD, _BAD = "合格", "不合格"
_OTHERS = "其他文件"
_ABOUT = (
    "{day}检查。条目 {entries} 个，合格 {sound} 个，不合格 {unsound} 个；下表共 {rows} 项，不合格 {bad} 项。"
    "“位置”是文件和行号；“代码”的意思见提示大全（content/codes.md）。"
)


@dataclass(frozen=True)
class Row:
    """One figure of one entry, or something else that is wrong with it; the fields are the columns."""

    whom: str
    kind: str
    figure: str
    asked: str
    got: str
    result: str
    remedy: str = ""
    place: str = ""
    code: str = ""


def rows(city: City, library: Library, measured: Sequence[Measured]) -> tuple[Row, ...]:
    """The city's own figures, then those of each entry with what else is wrong there.

    Only what the checks say goes in: names, counts and messages, no text of an entry.
    """
    mine = [each for each in measured if each.entry.source.file in city.files]
    covered = {problem for each in mine for problem in each.problems}
    rest = [
        each for each in city.problems if each not in covered and each.severity is not Severity.NOTE
    ]
    own = [_figure(each, city.name, "") for each in mine if each.of_city]
    return (*own, *_entries(city, library, [each for each in mine if not each.of_city], rest))


def _entries(
    city: City, library: Library, measured: Sequence[Measured], problems: Sequence[Problem]
) -> Iterator[Row]:
    names = {entry.source.file: (entry.data.name, KINDS[entry.kind]) for entry in library.entries}
    files = {*city.files, *(each.place.file for each in problems)}
    for file in sorted(files, key=lambda file: (not file.startswith(Kind.STAR), file)):
        whom, kind = names.get(file, (file, ""))
        yield from (
            _figure(each, whom, kind) for each in measured if each.entry.source.file == file
        )
        yield from (_further(each, whom, kind) for each in problems if each.place.file == file)


def _figure(each: Measured, whom: str, kind: str) -> Row:
    row = Row(whom, kind, each.figure.zh, each.asked.zh, each.got.zh, _GOOD)
    if each.holds:
        return row
    first = each.problems[0]
    return replace(
        row, result=_BAD, remedy=first.remedy.zh, place=_spot(first.place), code=first.code
    )


def _further(problem: Problem, whom: str, kind: str) -> Row:
    what = "其他错误" if problem.stops else "其他提醒"
    told = (problem.what.zh, _BAD, problem.remedy.zh, _spot(problem.place), problem.code)
    return Row(whom, kind, what, "—", *told)


def _spot(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def write(
    cities: Sequence[City],
    library: Library,
    measured: Sequence[Measured],
    now: dt.datetime,
    out: Path,
) -> tuple[Path, ...]:
    """A page and a workbook for each city, in a folder that must be `folder.safe`."""
    folder.mark(out)
    files: list[Path] = []
    for city in cities:
        told = rows(city, library, measured)
        if told:
            name = city.name or _OTHERS
            files += [out / pictures.file_name(name, ending) for ending in ("html", "xlsx")]
            write_whole(files[-2], _page(city, told, now))
            write_whole(files[-1], _workbook(name, told, now))
    folder.sweep(out, {file.name for file in files})
    return tuple(files)


def _page(city: City, told: Sequence[Row], now: dt.datetime) -> bytes:
    off = _off(told)
    about = _ABOUT.format(
        day=day(now.astimezone(CHINA)), entries=len(city.files), sound=city.sound, unsound=city.unsound,
        rows=len(told), bad=len(off),
    )  # fmt: skip
    cells = [astuple(row) for row in told]
    return printable.page(_title(city.name or _OTHERS), about, tuple(_COLUMNS), cells, _TIGHT, off)


def _workbook(name: str, told: Sequence[Row], now: dt.datetime) -> bytes:
    return table.workbook(_title(name), _COLUMNS, [astuple(row) for row in told], now, _off(told))


def _off(told: Sequence[Row]) -> set[int]:
    return {at for at, row in enumerate(told) if row.result == _BAD}


def _title(name: str) -> str:
    return f"{name}报送材料检查结果"
