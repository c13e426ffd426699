"""The commands. They speak to people; all deciding is elsewhere."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click

from site_builder import terminal
from site_builder.checks import codes
from site_builder.content import gate
from site_builder.content import schema as schemas
from site_builder.content.model import Kind, Level, Scope
from site_builder.content.problem import Lang, Place, Problem, Severity
from site_builder.forms import bring
from site_builder.forms.draft import Round
from site_builder.forms.said import SAID
from site_builder.media.engine import NoEngine
from site_builder.media.footage_lines import CODECS
from site_builder.media.scenes import Canvas, timecode
from site_builder.media.store import Pruned
from site_builder.publish import by_city, gather, mending, plugin, starting, withdrawal
from site_builder.publish import deploy as deploying
from site_builder.publish.by_city import City
from site_builder.publish.delivery import Plan
from site_builder.publish.excerpts import Excerpts
from site_builder.publish.filming import Filmed
from site_builder.publish.plugin import Order, Outcome
from site_builder.publish.preview_server import Server
from site_builder.publish.programme import Running
from site_builder.publish.targets import Undelivered, Unfit
from site_builder.publish.traces import Trace
from site_builder.publish.upkeep import Damage
from site_builder.publish.words import minutes, weight
from site_builder.terminal import Bar
from site_builder.whole import digest, write_whole

_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


def options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that several commands share, by name."""
    known = {
        "config": click.option(
            "--config", type=_EXISTING, default="mkdocs.yml", help="网站配置 / the configuration."
        ),
        "content": click.option("--content", type=_FOLDER, help="内容文件夹 / the content folder."),
        "out": click.option("--out", type=_FOLDER, help="输出文件夹 / where the site goes."),
        "now": click.option("--now", metavar="ISO-TIME", help="按这一时刻生成 / build as of then."),
        "lang": click.option(
            "--lang", type=click.Choice([str(lang) for lang in Lang]), default="zh",
            help="提示语言 / language of messages.",
        ),
        "engine": click.option(
            "--engine", metavar="local|tcp://HOST:PORT",
            help="在哪里转码：本机，或 Dask 集群 / where copies are made: here, or on a Dask cluster.",
        ),
    }  # fmt: skip

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = known[name](command)
        return command

    return add


@click.group()
def main() -> None:
    """百姓学习之星与终身学习品牌项目展示网站 / the showcase site of stars and projects."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)


@main.command()
@options("config", "content", "out", "now", "lang", "engine")
@click.option("--clean", is_flag=True, help="全部页面重新生成 / write every page anew.")
def build(  # noqa: PLR0913 - one per option
    config: Path,
    content: Path | None,
    out: Path | None,
    now: str | None,
    lang: str,
    clean: bool,
    engine: str | None,
) -> None:
    """生成网站 / build the site."""
    bar = Bar(Lang(lang))
    try:
        order = replace(_order(config, content, out, now), engine=engine)
        outcome = plugin.build(order, bar, keep=not clean)
    except plugin.BadFolder as error:
        raise click.BadParameter(str(error), param_hint="--out") from error
    except NoEngine as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error
    bar.close()
    say_problems(outcome.problems, Lang(lang))
    say_outcome(outcome, Lang(lang))
    sys.exit(0 if outcome.sound else 1)


@main.command()
@options("config", "content", "now", "lang")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--strict", is_flag=True, help="提醒也算不合格 / warnings fail as well.")
@click.option(
    "--fix",
    is_flag=True,
    help="先改好有把握的笔误（给您看过再改）/ mend slips first, if you agree.",
)
@click.option(
    "--explain",
    metavar="CODE",
    default="",
    help="说说这个代码是什么规则 / tell the rule of a code.",
)
@click.option(
    "--report",
    type=_FOLDER,
    help="每座城市一份检查结果（网页和 Excel）/ a page and a workbook a city.",
)
@click.option("--yes", is_flag=True, help="和 --fix 一起用：不问，直接改 / with --fix: don't ask.")
def check(  # noqa: PLR0913 - one per option
    config: Path,
    content: Path | None,
    now: str | None,
    lang: str,
    form: str,
    strict: bool,
    fix: bool,
    yes: bool,
    explain: str,
    report: Path | None,
) -> None:
    """检查内容，不生成网站 / check the content; build nothing."""
    if explain:
        say_code(explain, Lang(lang))
    order = _order(config, content, None, now)
    if fix:
        _mend(plugin.content(order), Lang(lang), yes)
    checked, when = plugin.check(order)
    hidden = gate.show(checked.sound, when, Scope.WEB).hidden
    problems = gather.in_order(checked.problems + hidden)
    cities = by_city.cities(checked.library, problems)
    if form == "text":
        say_cities(cities, checked.library.folder, Lang(lang))
        say_tally(problems, Lang(lang))
    else:
        {"json": say_json, "github": say_github}[form](problems, Lang(lang))
    if report is not None:
        try:
            say_reported(plugin.report(checked, cities, when, report), report, Lang(lang))
        except plugin.BadFolder as error:
            raise click.BadParameter(str(error), param_hint="--report") from error
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(1 if any(each.severity in bad for each in problems) else 0)


def _mend(content: Path, lang: Lang, yes: bool) -> None:
    """Show what would be mended, ask, and write it. All of it on standard error: what `--format`
    prints stays as it is."""
    mends = mending.planned(content)
    say_mends(mends, lang)
    if not mends or not (yes or say_asked(len(mends), lang)):
        return
    refused = mending.write(mends)
    say_mended(len(mends) - len(refused), lang)
    if refused:
        say_problems(refused, lang, err=True)
        sys.exit(1)


@main.group()
def new() -> None:
    """新建一个人物、项目或节目单，照着说明填写 / a new star, project or programme to fill in."""


def _newly(kind: Kind, slug: str, order: Order, name: str, lang: Lang) -> None:
    told = plugin.begin(order, kind, slug, name)
    if isinstance(told, Problem):
        refuse(told, lang)
    say_new(told, lang)


@new.command()
@click.argument("slug", default="")
@click.option("--name", default="", help="姓名 / the person's name.")
@options("config", "content", "lang")
def star(slug: str, name: str, config: Path, content: Path | None, lang: str) -> None:
    """新建一位百姓学习之星；SLUG 是文件夹名，也是网址 / a new star; SLUG is folder and address."""
    _newly(Kind.STAR, slug, Order(config, content), name, Lang(lang))


@new.command()
@click.argument("slug", default="")
@click.option("--name", default="", help="项目名称 / the project's name.")
@options("config", "content", "lang")
def project(slug: str, name: str, config: Path, content: Path | None, lang: str) -> None:
    """新建一个终身学习品牌项目；SLUG 是文件夹名，也是网址 / a new project."""
    _newly(Kind.PROJECT, slug, Order(config, content), name, Lang(lang))


@new.command()
@click.argument("year", type=int)
@options("config", "content", "lang")
def opening(year: int, config: Path, content: Path | None, lang: str) -> None:
    """新建一年的开幕式节目单 / a new programme of a year's opening."""
    told = starting.opening(plugin.content(Order(config, content)), year)
    if isinstance(told, Problem):
        refuse(told, Lang(lang))
    say_new(told, Lang(lang))


@main.command()
@click.option(
    "--out",
    type=_FOLDER,
    default="content/.schema",
    show_default=True,
    help="输出文件夹 / a folder.",
)
def schema(out: Path) -> None:
    """写下各种 YAML 的 JSON Schema，供 VS Code 等一边写一边提示 / the schemas, for help while typing."""
    for name, raw in schemas.files().items():
        write_whole(out / name, raw)
        click.echo(str(out / name))


@main.command()
@options("config", "content", "now")
@click.option("--address", default="127.0.0.1:8000", help="预览地址 / where to listen.")
def serve(config: Path, content: Path | None, now: str | None, address: str) -> None:
    """预览，文件一改就刷新 / preview, made anew at each change.

    草稿和未到公布时间的条目也在，有标记；错误写在出错的那一页上。影片不转码。什么也不写到网站文件夹里。
    """
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise click.BadParameter(
            "写成 127.0.0.1:8000 / write it as 127.0.0.1:8000", param_hint="--address"
        )
    with plugin.previewed(_order(config, content, None, now)) as shown:
        try:
            server = Server(shown, host or "127.0.0.1", int(port))
        except OSError as error:
            raise click.BadParameter(
                f"{address} 用不了（{error.strerror}），换一个端口 / can't be used",
                param_hint="--address",
            ) from error
        click.echo(f"预览 / preview: http://{address}/  (Ctrl+C 结束 / ends)")
        threading.Thread(target=server.watch, daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


@main.command()
@options("config", "content", "now", "lang", "engine")
@click.option("--prune", is_flag=True, help="删除已不需要的副本 / remove copies no entry needs.")
@click.option("--verify", is_flag=True, help="逐个核对副本 / read every copy again.")
def media(  # noqa: PLR0913 - one per option
    config: Path,
    content: Path | None,
    now: str | None,
    lang: str,
    engine: str | None,
    prune: bool,
    verify: bool,
) -> None:
    """制作网站要用的照片和影片副本，不生成页面 / make the copies that the site needs, no pages.

    核对时发现损坏，退出码为 1 / with --verify, the status is 1 where something was damaged.
    """
    order = replace(_order(config, content, None, now), engine=engine)
    tongue = Lang(lang)
    if not (prune or verify):
        bar = Bar(tongue)
        try:
            gathered = plugin.media(order, bar)
        except NoEngine as error:
            raise click.BadParameter(str(error), param_hint="--engine") from error
        bar.close()
        say_problems(gathered.problems, tongue)
        terminal.table(gathered.report, tongue)
        sys.exit(1 if any(each.stops for each in gathered.problems) else 0)
    bad = False
    if verify:
        sound, damaged = plugin.verify(order)
        say_verified(sound, damaged, tongue)
        bad = bool(damaged)
    if prune:
        pruned = plugin.prune(order)
        say_pruned(pruned, tongue)
        bad = bad or not isinstance(pruned, Pruned)
    sys.exit(1 if bad else 0)


@main.command()
@click.argument("slug")
@options("config", "content", "out", "now", "lang", "engine")
@click.option(
    "--dry-run", is_flag=True, help="什么也不改，只看会撤下什么 / change nothing, only show."
)
@click.option(
    "--proof", is_flag=True, help="只核对已生成的网站 / only search the site that stands."
)
def withdraw(  # noqa: PLR0913 - one per option
    slug: str,
    config: Path,
    content: Path | None,
    out: Path | None,
    now: str | None,
    lang: str,
    engine: str | None,
    dry_run: bool,
    proof: bool,
) -> None:
    """撤下一个人或项目，并核对网站里不再有任何痕迹 / take an entry back, and prove that it is gone.

    在它的 YAML 里记下日期，重新生成网站，再逐字节查找名字、别名和照片影片的副本，最后列出需要
    从缓存清除的网址。没有找到痕迹，退出码为 0；找到了，为 1；用法不对，为 2。

    Status 0: nothing was found. 1: something was. 2: wrong usage.
    """
    if dry_run and proof:
        raise click.UsageError("--dry-run 和 --proof 只能用一个 / use one of them")
    tongue, order = Lang(lang), replace(_order(config, content, out, now), engine=engine)
    told = plugin.withdrawing(order, slug)
    if isinstance(told, Problem):
        refuse(told, tongue)
    entry = told.case.entry
    if dry_run:
        found = told.prove()
        say_planned(told.case, found, tongue)
        say_purge(told.purge(found), tongue)
        sys.exit(0)
    if not proof:
        if entry.data.withdrawn is not None:
            refuse(withdrawal.marked(entry), tongue)
        _take_back(told, order, tongue)
    elif not told.built:
        refuse(withdrawal.unbuilt(told.out), tongue)
    found = told.prove()
    say_proof(told.case, found, tongue)
    say_purge(told.purge(found), tongue)
    say_left(tongue)
    sys.exit(0 if found.clean else 1)


def _take_back(told: plugin.Withdrawing, order: Order, lang: Lang) -> None:
    """Mark the entry and build the site without it."""
    file = told.case.entry.source.file
    try:
        plugin.ready(order)
        withdrawal.Before.of(told.prove()).remember(told.memory)
        wrong = withdrawal.mark(told.file, file, told.day)
        if wrong is not None:
            refuse(wrong, lang)
        say_marked(file, told.day, lang)
        bar = Bar(lang)
        outcome = plugin.build(order, bar)
        bar.close()
    except plugin.BadFolder as error:
        raise click.BadParameter(str(error), param_hint="--out") from error
    except NoEngine as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error
    say_outcome(outcome, lang)


@main.command()
@click.argument("year", type=int, required=False)
@options("config", "content", "now", "lang", "engine")
@click.option(
    "--out", type=click.Path(path_type=Path), default="stage", show_default=True,
    help="输出文件夹，或 .zip 文件 / a folder, or a zip.",
)  # fmt: skip
def stage(  # noqa: PLR0913 - one per option
    year: int | None,
    config: Path,
    content: Path | None,
    now: str | None,
    lang: str,
    engine: str | None,
    out: Path,
) -> None:
    """做成开幕式现场用的文件夹，双击就能放，不需要网络 / the opening as a folder for the hall.

    不写年份就做最新一年的 / the newest year's where none is given.
    """
    tongue, bar = Lang(lang), Bar(Lang(lang))
    order = replace(_order(config, content, out, now), engine=engine)
    try:
        staged = plugin.stage(order, year, bar)
    except plugin.BadFolder as error:
        raise click.BadParameter(str(error), param_hint="--out") from error
    except NoEngine as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error
    bar.close()
    say_problems(staged.problems, tongue)
    terminal.table(staged.report, tongue)
    if staged.running is not None:
        say_staged(staged.running, out, tongue)
    sys.exit(1 if any(each.stops for each in staged.problems) else 0)


@main.command()
@click.argument("year", type=int, required=False)
@options("config", "content", "now", "lang", "engine")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default="opening.mp4",
    show_default=True, help="影片文件 / the film's file.",
)  # fmt: skip
@click.option("--size", default="1920x1080", show_default=True, help="画面大小 / of the picture.")
@click.option(
    "--rate", type=click.Choice(["24", "25", "30", "50", "60"]), default="25", show_default=True
)
@click.option("--codec", type=click.Choice(CODECS), default="h264", show_default=True)
def film(  # noqa: PLR0913 - one per option
    year: int | None,
    config: Path,
    content: Path | None,
    now: str | None,
    lang: str,
    engine: str | None,
    out: Path,
    size: str,
    rate: str,
    codec: str,
) -> None:
    """做成开幕式短片（MP4）和精确到帧的场记单 / the opening's film, and its cue sheet.

    不写年份就做最新一年的；改动以后只重做改了的镜头 / only what changed is made again.
    """
    tongue, bar = Lang(lang), Bar(Lang(lang))
    order = replace(_order(config, content, out, now), engine=engine)
    try:
        filmed = plugin.film(order, year, _canvas(order, size, int(rate), codec), bar)
    except NoEngine as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error
    bar.close()
    say_problems(filmed.problems, tongue)
    terminal.table(filmed.report, tongue)
    say_filmed(filmed, out, tongue)
    sys.exit(0 if filmed.sound else 1)


@main.command()
@click.argument("year", type=int, required=False)
@options("config", "content", "now", "lang", "engine")
@click.option(
    "--out", type=_FOLDER, default="boards", show_default=True, help="输出文件夹 / a folder."
)
def boards(  # noqa: PLR0913 - one per option
    year: int | None,
    config: Path,
    content: Path | None,
    now: str | None,
    lang: str,
    engine: str | None,
    out: Path,
) -> None:
    """巡展展板：每人一张 A1（PDF），带二维码 / boards for a roving show, an A1 sheet each.

    不写年份就做最新一年的 / the newest year's where none is given.
    """
    tongue, bar = Lang(lang), Bar(Lang(lang))
    order = replace(_order(config, content, out, now), engine=engine)
    try:
        told = plugin.boards(order, year, bar)
    except plugin.BadFolder as error:
        raise click.BadParameter(str(error), param_hint="--out") from error
    except NoEngine as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error
    bar.close()
    say_problems(told.problems, tongue)
    terminal.table(told.report, tongue)
    count = len(told.files)
    click.echo(f"展板 {count} 张，在 {out}" if tongue is Lang.ZH else f"{count} boards in {out}")
    sys.exit(1 if any(each.stops for each in told.problems) else 0)


def _show(context: click.Context, _: click.Parameter, name: str | None) -> None:
    if name is not None:
        click.echo(deploying.sheet(name), nl=False)
        context.exit()


@main.command()
@click.argument("target")
@options("config", "out", "lang")
@click.option(
    "--dry-run", is_flag=True, help="什么也不改，只看会改什么 / change nothing, only show."
)
@click.option("--yes", is_flag=True, help="不再询问 / do not ask.")
@click.option(
    "--show", type=click.Choice(list(deploying.SHEETS)),
    is_eager=True, expose_value=False, callback=_show,
    help="打印一份现成的服务器配置 / print a ready configuration.",
)  # fmt: skip
def deploy(  # noqa: PLR0913 - one per option
    target: str,
    config: Path,
    out: Path | None,
    lang: str,
    dry_run: bool,
    yes: bool,
) -> None:
    """把生成好的网站放到服务器：只传改了的，先传新的，最后才删旧的 / hand the built site over.

    TARGET 是文件夹、user@host:/path、rsync://… 或 s3://bucket/prefix/。只删除以前由本命令放上去的
    文件。传不完，退出码为 1，旧网站仍然完整；用法不对，为 2。

    Status 0: done. 1: something could not be delivered, and the old site stands whole. 2: wrong usage.
    """
    tongue, site = Lang(lang), plugin.site_folder(_order(config, None, out, None))
    try:
        deploying.ready(site)
        place = deploying.target(target, site)
    except Unfit as error:
        raise click.UsageError(error.why.in_(tongue)) from error
    if not (yes or dry_run or sys.stdin.isatty()):
        raise click.UsageError(
            "没有人可以询问，请加 --yes / nobody is there to be asked: add --yes"
        )
    try:
        with place.opened():
            planned = deploying.compared(site, place)
            say_plan(planned, tongue)
            if dry_run:
                return
            if not (yes or planned.idle):
                click.confirm("开始吗 / go ahead?", abort=True)
            deploying.deliver(planned, place, say_delivering)
    except Undelivered as error:
        say_undelivered(error, tongue)
        sys.exit(1)
    say_delivered(planned, tongue)


def _canvas(order: Order, size: str, rate: int, codec: str) -> Canvas:
    told = re.fullmatch(r"(\d{3,4})[x×](\d{3,4})", size)
    width, height = (int(told[1]), int(told[2])) if told else (1, 1)
    if width % 2 or height % 2:
        raise click.BadParameter(
            f"{size}：写成 1920x1080 这样，宽和高都是偶数 / write it as 1920x1080, both even",
            param_hint="--size",
        )
    return Canvas(width, height, rate, codec, preset=plugin.preset(order))


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@options("config", "content", "lang")
@click.option("--campaign", type=int, help="哪一年的 / the campaign's year; the newest otherwise.")
@click.option(
    "--level", type=click.Choice([str(level) for level in Level]), default="provincial",
    show_default=True, help="哪一级 / the round's level.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="只看会写什么 / write nothing, only show.")
def import_(  # noqa: PLR0913 - one per option
    paths: tuple[Path, ...],
    config: Path,
    content: Path | None,
    lang: str,
    campaign: int | None,
    level: str,
    dry_run: bool,
) -> None:
    """从推介表、登记表（Word、Excel）、照片和影片建立条目 / entries from forms, registers and media.

    可以给文件、文件夹或 zip。只写公开的栏目；已有的文件夹一概不动。有文件读不出来，退出码为 1。
    """
    tongue = Lang(lang)
    library = plugin.library(_order(config, content, None, None))
    year = campaign or max(library.years, default=dt.date.today().year)
    result = bring.bring(paths, library, Round(year, Level(level)), write=not dry_run)
    say_brought(result, tongue, written=not dry_run)
    sys.exit(1 if result.refused or result.unclaimed or not result.brought else 0)


@main.command()
@click.argument("files", nargs=-1, required=True, type=_EXISTING)
def original(files: tuple[Path, ...]) -> None:
    """按内容登记太大的文件：算出可以贴进 YAML 的一行 / the line that names a large file by content."""
    for file in files:
        plain = re.fullmatch(r"[\w.-]+", file.name)
        name = file.name if plain else json.dumps(file.name, ensure_ascii=False)
        told = f"{{sha256: {digest(file)}, size: {file.stat().st_size}, at: {name}}}"
        click.echo(f"file: {name}")
        click.echo(f"original: {told}")


def _order(config: Path, content: Path | None, out: Path | None, now: str | None) -> Order:
    try:
        plugin.moment(now or "")
    except plugin.BadMoment as error:
        raise click.BadParameter(str(error), param_hint="--now") from error
    return Order(config, content, out, now)


# --- how it is said --------------------------------------------------------------------------

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


def say_outcome(outcome: Outcome, lang: Lang) -> None:
    if lang is Lang.ZH:
        index = "重新建立" if outcome.searched else "沿用上次"
        click.echo(f"页面 {outcome.pages} 个，其中写入 {outcome.written} 个；搜索索引{index}")
    else:
        index = "made anew" if outcome.searched else "kept"
        click.echo(f"{outcome.pages} pages, {outcome.written} written; search index {index}")
    terminal.table(outcome.report, lang)


def say_brought(result: bring.Result, lang: Lang, *, written: bool) -> None:
    """Entry by entry what was written, what was left out and what is wanted; then what was not used."""
    zh = lang is Lang.ZH
    for each in result.brought:
        if each.there:
            head = "已经有了，没有改动" if zh else "is there already and was not touched"
        elif written:
            head = "已写好" if zh else "written"
        else:
            head = "会写到这里" if zh else "would be written"
        click.echo(f"{each.name}  {each.folder}  {head}")
        if not each.there:
            _say_draft(each, zh)
    for refused in result.refused:
        what, remedy = SAID[refused.reason]
        click.echo(
            f"{refused.path} {'没有读' if zh else 'was not read'}：{what.in_(lang)}。{remedy.in_(lang)}"
        )
    for path in result.unclaimed:
        click.echo(
            f"{path} "
            + (
                "不知道是谁的，没有复制；请自己放进文件夹"
                if zh
                else "belongs to nobody known and was not copied"
            )
        )
    if not result.brought:
        click.echo("没有找到推介表或登记表。" if zh else "No form and no register was found.")
    count = sum(not each.there for each in result.brought)
    click.echo(
        f"共 {count} 条。补上“待补”的地方，再运行 site-builder check。"
        if zh
        else f"{count} entries. Fill in what is wanted, then run `site-builder check`."
    )


def _say_draft(each: bring.Brought, zh: bool) -> None:
    lines = {
        "照片和影片" if zh else "media": each.files,
        "没有写入的个人信息" if zh else "private, left out": each.draft.left_out,
        "文字里删去了" if zh else "taken out of texts": each.draft.scrubbed,
        "还要补" if zh else "wanted": each.draft.wanted,
    }
    for label, told in lines.items():
        if told:
            click.echo(f"  {label}：{'、'.join(told)}")


def say_staged(running: Running, out: Path, lang: Lang) -> None:
    length = minutes(sum(turn.seconds for turn in running.turns))
    click.echo(
        f"{running.year}年开幕式：{len(running.turns)} 项，{len(running.entries)} 位，约 {length}（影片另计），在 {out}"
        if lang is Lang.ZH
        else f"opening of {running.year}: {len(running.turns)} items, {len(running.entries)} entries, in {out}"
    )


def say_filmed(filmed: Filmed, out: Path, lang: Lang) -> None:
    reel, level = filmed.reel, filmed.loudness
    if reel is None:
        click.echo("没有做成短片。" if lang is Lang.ZH else "No film was made.")
        return
    length = timecode(reel.frames, reel.canvas.rate)
    heard = f"{level.integrated:.1f} LUFS, {level.peak:.1f} dBTP" if level else "—"
    click.echo(
        f"{out}：{len(reel.shots)} 个镜头，{reel.frames} 帧，{length}，响度 {heard}；场记单在旁边（.cue.xlsx、.cue.html）"
        if lang is Lang.ZH
        else f"{out}: {len(reel.shots)} scenes, {reel.frames} frames, {length}, {heard}; its cue sheet stands beside it"
    )


_NAMED = 5
"""Files of each kind that a plan names."""


def say_plan(planned: Plan, lang: Lang) -> None:
    """What would be done: of each kind the count, the size, and the first names."""
    zh = lang is Lang.ZH
    of = {each.address: each.size for each in planned.puts} | dict(planned.removed)
    for told, addresses in (
        ("新增" if zh else "new", [each.address for each in planned.new]),
        ("改动" if zh else "changed", [each.address for each in planned.changed]),
        (
            "改写（原来的不是本命令放的）" if zh else "in place of what is not known as ours",
            [each.address for each in planned.foreign],
        ),
        ("删除" if zh else "removed", list(planned.removals)),
    ):
        size = weight(sum(of[each] for each in addresses)) if addresses else "0"
        click.echo(
            f"{told} {len(addresses)}（{size}）" if zh else f"{len(addresses)} {told} ({size})"
        )
        for each in addresses[:_NAMED]:
            click.echo(f"  {each}")
        if len(addresses) > _NAMED:
            click.echo("  …")
    kept = len(planned.kept)
    click.echo(f"不变 {kept}" if zh else f"{kept} unchanged")


def say_delivering(done: int, total: int) -> None:
    click.echo(f"上传 / uploaded {done}/{total}", err=True)


def say_delivered(planned: Plan, lang: Lang) -> None:
    count, gone, size = len(planned.puts), len(planned.removed), planned.bytes
    if planned.idle:
        click.echo("没有要改的。" if lang is Lang.ZH else "Nothing had to be changed.")
        return
    click.echo(
        f"完成：上传 {count} 个文件（{weight(size)}），删除 {gone} 个"
        if lang is Lang.ZH
        else f"done: {count} files uploaded ({weight(size)}), {gone} removed"
    )


def say_undelivered(error: Undelivered, lang: Lang) -> None:
    """Why it broke off, what stands there now, and what to do."""
    behind = isinstance(error, deploying.Remains)
    if lang is Lang.ZH:
        now = "新网站已经放好，但旧文件没有删完" if behind else "没有放完；旧网站的文件一个也没少"
        click.echo(f"{error.why.zh}{now}。解决以后再运行一次，会接着做。", err=True)
    else:
        now = "The new site is there, but old files are left" if behind else (
            "Not all was delivered; of the old site nothing is missing"
        )  # fmt: skip
        click.echo(f"{error.why.en} {now}. Mend it and run again: it carries on.", err=True)


def say_verified(sound: int, damaged: tuple[Damage, ...], lang: Lang) -> None:
    for each in damaged:
        name = each.original or each.address
        click.echo(
            f"{name} 的副本已损坏，已删除；下次生成时会重新制作。"
            if lang is Lang.ZH
            else f"A copy of {name} was damaged and has been removed; the next build makes it again."
        )
    click.echo(
        f"核对完毕：完好 {sound} 份，损坏 {len(damaged)} 份"
        if lang is Lang.ZH
        else f"verified: {sound} sound, {len(damaged)} damaged"
    )


def say_pruned(pruned: Pruned | tuple[Problem, ...], lang: Lang) -> None:
    """What was removed; or the problems for which nothing was."""
    if isinstance(pruned, Pruned):
        freed = weight(pruned.bytes)
        click.echo(
            f"删除了 {len(pruned.addresses)} 份不再需要的副本，腾出 {freed}"
            if lang is Lang.ZH
            else f"removed {len(pruned.addresses)} copies that no entry needs: {freed} freed"
        )
        return
    say_problems(pruned, lang)
    click.echo(
        "什么也没有删除：有文件读不出来，无法判断哪些副本还要用。改好以上各处再试。"
        if lang is Lang.ZH
        else "Nothing was removed: while files can't be read, nobody can tell which copies are "
        "needed. Mend the above and try again."
    )


def refuse(problem: Problem, lang: Lang) -> NoReturn:
    """Say why a command does nothing, and leave: wrong usage."""
    say_problems((problem,), lang)
    sys.exit(2)


_KINDS_OF_WORD = {
    "name": ("姓名或名称", "name"),
    "alias": ("别名", "alias"),
    "pinyin": ("拼音", "pinyin"),
    "address": ("网址", "address"),
    "text": ("文字", "text"),
    "media": ("副本的地址", "address of a copy"),
}
_UNREAD = {
    "locked": ("有密码，打不开", "is locked"),
    "damaged": ("损坏，读不全", "is damaged"),
    "too-deep": ("套得太深", "lies too deep"),
    "too-large": ("太大", "is too large"),
    "unknown": ("是打不开的压缩格式", "is packed in a way that can't be opened here"),
}
_SPELLINGS = {"name": ("文件名", "file name"), "file": ("整个文件", "whole file")}


def say_marked(file: str, day: dt.date, lang: Lang) -> None:
    click.echo(
        f"{file} 已记下 withdrawn: {day}，其他内容没有动。"
        if lang is Lang.ZH
        else f"{file} now says withdrawn: {day}; nothing else in it was touched."
    )


def say_planned(case: withdrawal.Case, found: withdrawal.Proof, lang: Lang) -> None:
    """Where the entry stands now: what a withdrawal would remove."""
    zh = lang is Lang.ZH
    _say_sought(case, zh)
    click.echo(
        f"现在网站里有 {len(found.found)} 处（没有做任何改动）："
        if zh
        else f"Now in the site at {len(found.found)} places (nothing was changed):"
    )
    for name, count in Counter(trace.file for trace in found.found).items():
        click.echo(f"  {name} ×{count}")
    _say_held(case, found, zh)


def say_proof(case: withdrawal.Case, proof: withdrawal.Proof, lang: Lang) -> None:
    """What was read, what was looked for, and each find with its place and kind."""
    zh, read = lang is Lang.ZH, proof.searched
    click.echo(
        f"逐字节核对：文件 {read.files} 个，压缩包和文档里的部分 {read.members} 个，共 {read.bytes:,} 字节"
        if zh
        else f"Searched byte by byte: {read.files} files, {read.members} pieces inside of them, "
        f"{read.bytes:,} bytes in all"
    )
    _say_sought(case, zh)
    _say_traces("找到" if zh else "found", proof.found, case, zh)
    for piece in proof.unread:
        why = _UNREAD[piece.reason][0 if zh else 1]
        click.echo(f"{'没读到' if zh else 'unread'}  {' › '.join(piece.path)} {why}")
    _say_traces("巧合" if zh else "chance", proof.chance, case, zh)
    _say_held(case, proof, zh)
    if proof.clean:
        click.echo("结论：没有找到任何痕迹" if zh else "Result: nothing was found")
    else:
        count, blind = len(proof.found), len(proof.unread)
        click.echo(
            f"结论：找到 {count} 处，没读到 {blind} 处"
            if zh
            else f"Result: {count} found, {blind} could not be read"
        )


def _say_sought(case: withdrawal.Case, zh: bool) -> None:
    at = 0 if zh else 1
    click.echo("查找的内容：" if zh else "Looked for:")
    for word, kind in case.words.items():
        if kind != "media":
            click.echo(f"  {_KINDS_OF_WORD[kind][at]} {word}")
    copies = sum(kind == "media" for kind in case.words.values())
    click.echo(
        f"  照片、影片等原件和副本 {len(case.files)} 个（按 SHA-256），副本地址 {copies} 个"
        if zh
        else f"  {len(case.files)} originals and copies (by SHA-256), {copies} addresses of copies"
    )
    click.echo(
        "  写法：UTF-8、UTF-16、GB18030、JSON 和 HTML 转义、百分号编码、base64，压缩包、文档、PDF 内部"
        if zh
        else "  written as UTF-8, UTF-16, GB18030, escapes of JSON, HTML and addresses, base64; also "
        "inside archives, documents and PDF"
    )
    for word in case.short:
        click.echo(
            f"  没有查找“{word}”：太短，到处都是，请自己看一遍"
            if zh
            else f"  not “{word}”: so short that it stands everywhere; please look yourself"
        )
    for name in case.away:
        click.echo(
            f"  原件 {name} 不在，由它制作的副本认不出来"
            if zh
            else f"  the original {name} is not there, so copies of it can't be told"
        )


def _say_held(case: withdrawal.Case, proof: withdrawal.Proof, zh: bool) -> None:
    """What others rightly hold, once for each word or file and each place."""
    told = Counter((trace.what, holder.place, holder.address) for trace, holder in proof.held)
    for (what, place, page), count in sorted(told.items()):
        if case.words.get(what, "media") == "media":
            click.echo(
                f"他处  {what} 别处也有一样的（{place}），共 {count} 处，不用改"
                if zh
                else f"others {what} is another's as well ({place}), {count} times: nothing to mend"
            )
            continue
        shown = f"，页面 {page}" if zh else f", page {page}"
        click.echo(
            f"他处  “{what}”出现在别处自己的文字里（{place}{shown if page else ''}），共 {count} 处，由您决定改不改"
            if zh
            else f"others “{what}” stands in another's own words ({place}{shown if page else ''}), "
            f"{count} times: yours to decide"
        )


def _say_traces(head: str, traces: tuple[Trace, ...], case: withdrawal.Case, zh: bool) -> None:
    """One line for each word in each piece and spelling: the first place, and how many there are."""
    at = 0 if zh else 1
    told: dict[tuple[str, str, str], list[Trace]] = {}
    for trace in traces:
        told.setdefault((trace.path, trace.what, trace.spelling), []).append(trace)
    for (path, what, spelling), several in told.items():
        first = several[0]
        how = _SPELLINGS.get(spelling, (spelling, spelling))[at]
        kind = _KINDS_OF_WORD[case.words[what]][at] if what in case.words else ""
        click.echo(
            f"{head}  {path} @{first.offset} ×{len(several)} {kind} "
            f"{first.left}【{what}】{first.right}（{how}）"
        )


def say_left(lang: Lang) -> None:
    """What a withdrawal does not touch."""
    click.echo(
        "没有动的：内容文件夹里的原件和版本库的历史；.cache 里的副本一刻钟后用 media --prune 删除。"
        if lang is Lang.ZH
        else "Left alone: the originals in the content folder and the repository's history; copies in "
        ".cache, which `media --prune` removes from a quarter of an hour on."
    )


def say_purge(addresses: tuple[str, ...], lang: Lang) -> None:
    click.echo(
        f"请从 CDN 等缓存清除这 {len(addresses)} 个网址："
        if lang is Lang.ZH
        else f"Purge these {len(addresses)} addresses from caches:"
    )
    for address in addresses:
        click.echo(address)
