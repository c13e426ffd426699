"""The opening as a folder that needs no network and no server: pages, copies and type, and no more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import jinja2

from site_builder.content.problem import Place, Problem, Text, error
from site_builder.media import elsewhere, make, plan
from site_builder.media.recipe import Job, PreviewRecipe, StoryboardRecipe
from site_builder.media.report import Progress, Report
from site_builder.media.shelf import Shelf
from site_builder.media.store import Store, copies
from site_builder.publish import (
    archive,
    folder,
    gather,
    pictures,
    programme,
    stage,
    typeface,
    views,
)
from site_builder.publish.frames import equip
from site_builder.publish.gather import Checked
from site_builder.publish.programme import Running
from site_builder.publish.sheets import sheets
from site_builder.publish.showing import Address
from site_builder.publish.site import FACE, FONTS, Asset

STAGE, KIOSK, HELP = "打开舞台.html", "打开展台.html", "使用说明.txt"
_ASSETS = (
    "assets/js/hall.js",
    "assets/js/stage.js",
    "assets/js/kiosk.js",
    "assets/images/seal.svg",
)
_NAMED = re.compile(rf"{pictures.MEDIA}[\w./-]+")
_HELP = """\
{title}

一、拷贝
把整个文件夹拷到现场的电脑上（不要直接在 U 盘上放），用 Chrome 或 Edge 打开“{stage}”。不需要网络。

二、开场前
把窗口拖到大屏上，按 F 全屏。开场前循环播放人物画面，按一下翻页笔开始。
正式开始前请从头到尾走一遍，每部影片都放几秒，确认有声音。

三、按键
{keys}

四、主持人窗口
在舞台窗口按 P，会另开一个窗口，显示现在、下一项、串词和剩余时间。把它留在主持人的屏幕上。
如果没有打开，请允许浏览器弹出窗口。

五、出了意外
页面刷新或浏览器重开（地址栏末尾的“#数字”还在），会回到原来那一项。
影片打不开时，再按一下就继续往下走。

六、展台
触摸屏上打开“{kiosk}”，按 F11 全屏；九十秒没有人碰，会回到开头。
"""


@dataclass(frozen=True)
class Staged:
    """A year's opening with its copies, and what was said on the way."""

    running: Running | None
    """None where there is none of this year."""
    shelf: Shelf
    problems: tuple[Problem, ...]
    report: Report


def staged(  # noqa: PLR0913 - each is a seam of its own
    checked: Checked,
    cache: Path,
    now: dt.datetime,
    executor: Executor,
    progress: Progress,
    recipes: plan.Recipes,
    year: int | None,
) -> Staged:
    """Make the copies that a year's opening needs, the newest's if none is given."""
    store = Store(cache / "media")
    several, refused = programme.running(checked.library, now, gather.stopped(checked.problems))
    running = of_year(several, year)
    if running is None:
        refused += (no_opening(year, tuple(several)),)
    wanted = tuple(each.entry for each in running.entries) if running else ()
    library = replace(checked.library, entries=wanted)
    jobs = tuple(filter(_needed, plan.plan(library, checked.originals, recipes)))
    made, report = make.make(elsewhere.addressed(jobs, checked.where), store, executor, progress)
    problems = gather.about(checked, wanted) + refused + tuple(gather.failures(wanted, made))
    return Staged(running, make.shelf(made, store), gather.in_order(problems), report)


def _needed(job: Job) -> bool:
    return not isinstance(job.recipe, StoryboardRecipe | PreviewRecipe)


def of_year(several: Mapping[int, Running], year: int | None) -> Running | None:
    """The programme of a year, the newest's if none is given."""
    return several.get(year) if year is not None else next(iter(several.values()), None)


def no_opening(year: int | None, there: tuple[int, ...]) -> Problem:
    name = f"openings/{year or '2026'}.yml"
    known = "、".join(map(str, there))
    return error(
        Place(name), "no-opening",
        Text("没有这一年的节目单。" if year else "还没有任何一年的节目单。", "There is no such programme."),
        Text(f"已有：{known}。" if known else f"在 content 里写一份 {name}，写法见编辑手册。",
             f"There are: {known}." if known else f"Write {name} in content, as the handbook shows."),
    )  # fmt: skip


def assets(
    staged: Staged, running: Running, theme: Path, name: str, memory: Path
) -> Iterator[Asset]:
    """Everything in the folder. `theme` holds templates, styles and scripts."""
    frame = views.Site(name, "", running.sample, (), (), "", FACE)
    env = _environment(theme, frame)
    nowhere = Address()
    texts = {
        STAGE: _rendered(env, "stage.html", stage.page(running, staged.shelf, nowhere, notes=True)),
        KIOSK: _rendered(env, "kiosk.html", stage.kiosk(running, staged.shelf, nowhere)),
    }
    for address, text in texts.items():
        yield Asset(address, text.encode)
    yield Asset(HELP, partial(_help, running))
    for address in _ASSETS:
        yield Asset(address, (theme / address).read_bytes)
    yield from sheets(theme, "stage.css", "kiosk.css")
    written = "".join(texts.values())
    named = set(_NAMED.findall(written))
    for path in {copy.path for made in staged.shelf.everything() for copy in copies(made)}:
        if pictures.address(path) in named:
            yield Asset(pictures.address(path), staged.shelf.root / path, lasting=True)
    faces = typeface.by_face(written)
    for source, signs in faces.items():
        file = partial(typeface.display_face, signs, memory, source)
        yield Asset(FONTS + typeface.name(signs, source), file, lasting=True)
    style = "".join(typeface.style([signs], source) for source, signs in faces.items())
    yield Asset(FACE, style.encode)


def write(assets_: Iterator[Asset], out: Path) -> None:
    """Into a folder, from which everything else is swept; the folder must be `folder.safe`."""
    folder.mark(out)
    told = set()
    for asset in assets_:
        told.add(asset.address)
        folder.put(asset, out)
    folder.sweep(out, told)


def pack(assets_: Iterator[Asset], target: Path) -> None:
    """The same as a zip, everything in one folder that is named as the zip is."""
    with archive.written(target) as out:
        for asset in assets_:
            content = asset.content if isinstance(asset.content, Path) else asset.content()
            out.add(f"{target.stem}/{asset.address}", content)


def _environment(theme: Path, frame: views.Site) -> jinja2.Environment:
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(theme), autoescape=True)
    equip(env)
    env.globals["site"] = frame
    return env


def _rendered(env: jinja2.Environment, template: str, view: views.View) -> str:
    return env.get_template(template).render(view=view, base_url=".")


def _help(running: Running) -> bytes:
    keys = "\n".join(f"{key}：{what}" for key, what in stage.KEYS)
    told = _HELP.format(title=f"{running.title} 开幕式舞台", keys=keys, stage=STAGE, kiosk=KIOSK)
    return told.encode("utf-8-sig").replace(b"\n", b"\r\n")
