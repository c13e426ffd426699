"""The commands. They speak to people; all deciding is elsewhere."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from site_builder import terminal
from site_builder.content import gate
from site_builder.content import schema as schemas
from site_builder.content.model import Kind, Level, Scope
from site_builder.content.problem import Lang, Problem, Severity
from site_builder.forms import bring
from site_builder.forms.draft import Round
from site_builder.media.engine import NoEngine
from site_builder.media.footage_lines import CODECS
from site_builder.media.scenes import Canvas
from site_builder.media.store import Pruned
from site_builder.publish import by_city, gather, health, mending, plugin, starting, withdrawal
from site_builder.publish import deploy as deploying
from site_builder.publish.plugin import Order
from site_builder.publish.preview_server import Server
from site_builder.publish.targets import Undelivered, Unfit
from site_builder.saying.delivery import say_delivered, say_delivering, say_plan, say_undelivered
from site_builder.saying.health import say_health, say_health_json
from site_builder.saying.problems import (
    refuse,
    say_asked,
    say_cities,
    say_code,
    say_github,
    say_json,
    say_mended,
    say_mends,
    say_new,
    say_problems,
    say_reported,
    say_tally,
)
from site_builder.saying.withdrawal import say_left, say_marked, say_planned, say_proof, say_purge
from site_builder.saying.work import (
    say_brought,
    say_filmed,
    say_outcome,
    say_pruned,
    say_staged,
    say_verified,
)
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


@contextlib.contextmanager
def _usage() -> Iterator[None]:
    """What was asked for and can't be had, said at the option that asked for it."""
    try:
        yield
    except plugin.BadFolder as error:
        raise click.BadParameter(str(error), param_hint="--out") from error
    except NoEngine as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error


class _Interruptible(click.Group):
    """Says in words what Ctrl+C did."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(
                "\n已中断；做好的都留着，再运行一次就接着做 / interrupted: what was finished is kept, "
                "and the next run goes on",
                err=True,
            )
            ctx.exit(128 + signal.SIGINT)  # as a shell says it


@click.group(cls=_Interruptible)
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
    with _usage():
        order = replace(_order(config, content, out, now), engine=engine)
        outcome = plugin.build(order, bar, keep=not clean)
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
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 1 << 16):
        raise click.BadParameter(
            "写成 127.0.0.1:8000 / write it as 127.0.0.1:8000", param_hint="--address"
        )
    order = _order(config, content, None, now)
    with contextlib.suppress(KeyboardInterrupt), plugin.previewed(order) as shown:
        try:
            server = Server(shown, host or "127.0.0.1", int(port))
        except OSError as error:
            raise click.BadParameter(
                f"{address} 用不了（{error.strerror}），换一个端口 / can't be used",
                param_hint="--address",
            ) from error
        there = f"http://{host or '127.0.0.1'}:{port}/"
        click.echo(f"预览 / preview: {there}  (Ctrl+C 结束 / ends)")
        threading.Thread(target=server.watch, daemon=True).start()
        with server:
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
        with _usage():
            gathered = plugin.media(order, bar)
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
    with _usage():
        plugin.ready(order)
        withdrawal.Before.of(told.prove()).remember(told.memory)
        wrong = withdrawal.mark(told.file, file, told.day)
        if wrong is not None:
            refuse(wrong, lang)
        say_marked(file, told.day, lang)
        bar = Bar(lang)
        outcome = plugin.build(order, bar)
        bar.close()
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
    with _usage():
        staged = plugin.stage(order, year, bar)
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
    with _usage():
        filmed = plugin.film(order, year, _canvas(order, size, int(rate), codec), bar)
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
    with _usage():
        told = plugin.boards(order, year, bar)
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


@main.command()
@options("config", "content", "out", "lang")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def doctor(config: Path, content: Path | None, out: Path | None, lang: str, form: str) -> None:
    """看看这台电脑齐不齐全 / what this machine has and lacks for the job."""
    lines = plugin.examine(_order(config, content, out, None))
    {"text": say_health, "json": say_health_json}[form](lines, Lang(lang))
    sys.exit(0 if health.sound(lines) else 1)


def _order(config: Path, content: Path | None, out: Path | None, now: str | None) -> Order:
    try:
        plugin.moment(now or "")
    except plugin.BadMoment as error:
        raise click.BadParameter(str(error), param_hint="--now") from error
    return Order(config, content, out, now)
