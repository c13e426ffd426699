"""A new entry or programme: its address proposed, its skeleton written where nothing stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from site_builder import slugs
from site_builder.content import skeleton
from site_builder.content.load import FILES
from site_builder.content.model import SLUG, Kind
from site_builder.content.problem import Place, Problem, Text, error
from site_builder.whole import write_new

_YEARS = range(1949, 2200)
_WORDS = {Kind.STAR: "star", Kind.PROJECT: "project"}


def proposed(kind: Kind, name: str) -> str:
    """The address that a name suggests, `li-xiulan`; empty where nothing of it can be read."""
    return slugs.of_person(name) if kind is Kind.STAR else slugs.of_project(name)


def entry(content: Path, kind: Kind, slug: str, name: str, year: int) -> Path | Problem:
    """Write the skeleton of a star or project; or say why nothing was written."""
    name = " ".join(name.split())
    if not SLUG.fullmatch(slug) or len(slug) > slugs.LONGEST:
        return _no_slug(kind, slug, name)
    return _write(content / kind / slug / FILES[kind][0], content, skeleton.entry(kind, name, year))


def opening(content: Path, year: int) -> Path | Problem:
    """Write the skeleton of a year's programme; or say why nothing was written."""
    if year not in _YEARS:
        return error(
            Place(f"openings/{year}.yml"), "bad-year",
            Text(f"“{year}”不像是一个年份。", f"“{year}” does not look like a year."),
            Text("写四位数字，例如 site-builder new opening 2026。", "Write four digits: site-builder new opening 2026."),
        )  # fmt: skip
    return _write(content / "openings" / f"{year}.yml", content, skeleton.opening(year))


def _write(path: Path, content: Path, text: str) -> Path | Problem:
    name = path.relative_to(content).as_posix()
    try:
        write_new(path, text.encode())
    except FileExistsError:
        return error(
            Place(name), "already-there",
            Text(f"{name} 已经有了，没有动它。", f"{name} is there already and was left alone."),
            Text("直接打开它修改；是另一个人或项目，就换一个文件夹名。", "Open it and change it; for somebody else, choose another folder's name."),
        )  # fmt: skip
    except OSError as wrong:
        return error(
            Place(name), "new-unwritten",
            Text(f"没能写下 {name}（{type(wrong).__name__}），什么也没有留下。", f"{name} could not be written ({type(wrong).__name__}); nothing is left of it."),
            Text("检查文件夹权限和磁盘空间，再试一次。", "See to permissions and room on the disk, and try again."),
        )  # fmt: skip
    return path


def _no_slug(kind: Kind, slug: str, name: str) -> Problem:
    """A folder's name that can't be an address, or none: with the command that would do."""
    meant = proposed(kind, slug or name)
    called = name or (slug if re.search("[㐀-鿿]", slug) else "")
    if not slug and not name:
        what = Text("没有写文件夹名，也没有写姓名或名称。", "Neither a folder's name nor a name is given.")  # fmt: skip
    elif not slug:
        what = Text("还没有文件夹名。它就是网址，定了就不要再改，所以请您看一眼再定。", "There is no folder's name yet. It is the address for ever, so have a look at it first.")  # fmt: skip
    else:
        what = Text(f"文件夹名“{slug}”不能做网址：只用小写拼音或英文、数字，词之间用 -，最长 {slugs.LONGEST} 个字符。", f"The folder's name “{slug}” can't be an address: lower-case letters and digits with hyphens, {slugs.LONGEST} at most.")  # fmt: skip
    line = f"site-builder new {_WORDS[kind]} {meant or 'li-xiulan'}"
    line += f" --name {called if called.isalnum() else shlex.quote(called)}" if called else ""
    return error(
        Place(kind), "bad-slug" if slug else "no-slug", what,
        Text(f"运行 {line}（读音或断词不对就改一改）。", f"Run {line} (mend the reading if it is wrong)."),
    )  # fmt: skip
