"""What is wrong with the content, and what was mended."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from site_builder import terminal
from site_builder.checks import codes
from site_builder.content.problem import Lang, Place, Problem, Severity
from site_builder.publish import mending
from site_builder.publish.by_city import City
from site_builder.publish.excerpts import Excerpts

_SIGNS = {
    Severity.ERROR: ("错误", "error", "red"),
    Severity.WARNING: ("提醒", "warning", "yellow"),
    Severity.NOTE: ("说明", "note", "blue"),
}


def say_problems(problems: tuple[Problem, ...], lang: Lang, *, err: bool = False) -> None:
    """One paragraph a problem: place, what is wrong, what to do; then the counts."""
    for each in problems:
        click.echo("\n".join((_headed(each, lang), *_told(each, lang))), err=err)
    say_tally(problems, lang, err=err)


def _headed(problem: Problem, lang: Lang) -> str:
    zh, en, colour = _SIGNS[problem.severity]
    place = problem.place
    where = f"{place.file}:{place.line}" if place.line else place.file
    return f"{where} {click.style(zh if lang is Lang.ZH else en, fg=colour)} [{problem.code}]"


def _told(problem: Problem, lang: Lang) -> Iterator[str]:
    yield f"  {problem.what.in_(lang)}"
    if problem.remedy.in_(lang):
        yield f"  {'怎么改：' if lang is Lang.ZH else 'To mend it: '}{problem.remedy.in_(lang)}"


def say_tally(problems: tuple[Problem, ...], lang: Lang, *, err: bool = False) -> None:
    tally = Counter(each.severity for each in problems)
    counted = (tally[Severity.ERROR], tally[Severity.WARNING], tally[Severity.NOTE])
    click.echo(
        "错误 {} 个，提醒 {} 个，说明 {} 条".format(*counted)
        if lang is Lang.ZH
        else "{} errors, {} warnings, {} notes".format(*counted),
        err=err,
    )


def say_cities(cities: tuple[City, ...], content: Path, lang: Lang) -> None:
    """The problems of each city with the lines that they are in, then how the cities stand."""
    lines = Excerpts(content)
    for city in cities:
        if city.problems:
            name = city.name or ("其他文件" if lang is Lang.ZH else "other files")
            click.echo(click.style(name, bold=True))
        last = Place("")
        for each in city.problems:
            line = lines.of(each) if each.place != last else ""
            click.echo("\n".join((*_shown(each, line, lang), *_told(each, lang))))
            last = each.place
        if city.problems:
            click.echo()
    terminal.by_city(cities, lang)


def _shown(problem: Problem, line: str, lang: Lang) -> Iterator[str]:
    place = problem.place
    column = f" 第 {place.column} 列" if lang is Lang.ZH else f" column {place.column}"
    yield _headed(problem, lang) + (column if place.column else "")
    if line:
        yield terminal.excerpt(place.line, line, place.column)


def say_reported(files: tuple[Path, ...], out: Path, lang: Lang) -> None:
    """On standard error: what `--format` prints stays as it is."""
    count = len(files) // 2
    click.echo(
        f"检查结果 {count} 份（网页和 Excel），在 {out}"
        if lang is Lang.ZH
        else f"{count} reports (a page and a workbook each) in {out}",
        err=True,
    )


def say_code(name: str, lang: Lang) -> NoReturn:
    """The rule behind a code, or the code that was meant."""
    told = codes.code(name)
    if told is None:
        refuse(codes.unknown(name), lang)
    click.echo(codes.paragraph(told, lang))
    click.echo("全部代码见 content/codes.md" if lang is Lang.ZH else "All codes: content/codes.md")
    sys.exit(0)


def say_json(problems: tuple[Problem, ...], lang: Lang) -> None:
    told = [
        {
            "file": each.place.file,
            "line": each.place.line,
            "column": each.place.column,
            "code": each.code,
            "severity": str(each.severity),
            "what": each.what.in_(lang),
            "remedy": each.remedy.in_(lang),
        }
        for each in problems
    ]
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def say_github(problems: tuple[Problem, ...], lang: Lang) -> None:
    """Annotations, as GitHub's and compatible runners read them."""
    signs = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    for each in problems:
        text = f"{each.what.in_(lang)} {each.remedy.in_(lang)}"
        for sign, told in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            text = text.replace(sign, told)
        place = each.place
        click.echo(
            f"::{signs[each.severity]} file=content/{place.file},line={max(place.line, 1)},"
            f"title={each.code}::{text}"
        )


def say_mends(mends: tuple[mending.Mend, ...], lang: Lang) -> None:
    for each in mends:
        click.echo(each.diff(lang), err=True)
    if not mends:
        zh = lang is Lang.ZH
        click.echo("没有能自动改的笔误。" if zh else "There are no slips to mend.", err=True)


def say_asked(count: int, lang: Lang) -> bool:
    """Whether the answer is yes; nobody there is a no."""
    zh = lang is Lang.ZH
    asked = f"改这 {count} 个文件吗？" if zh else f"Mend these {count} files?"
    try:
        return click.confirm(asked, err=True)
    except click.Abort:
        told = (
            "没有改动；确认要改，加上 --yes。"
            if zh
            else "Nothing was changed; to do so, add --yes."
        )
        click.echo(f"\n{told}", err=True)
        return False


def say_mended(count: int, lang: Lang) -> None:
    click.echo(
        f"改好了 {count} 个文件。" if lang is Lang.ZH else f"{count} files mended.", err=True
    )


def say_new(path: Path, lang: Lang) -> None:
    click.echo(
        f"已建好 {path}：打开它，照着里面的说明填写；填好以后运行 site-builder check"
        if lang is Lang.ZH
        else f"{path} is there to be filled in; then run site-builder check"
    )


def refuse(problem: Problem, lang: Lang) -> NoReturn:
    """Say why a command does nothing, and leave: wrong usage."""
    say_problems((problem,), lang)
    sys.exit(2)
