"""What a machine has and lacks for the job: decided from what was found there. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from site_builder.content.problem import Text
from site_builder.publish.words import weight

PYTHON = (3, 11)
ROOM = 5_000_000_000
"""Bytes free at the cache under which a year's films will not fit."""


class State(StrEnum):
    """MISSING is needed and stops the work; OPTIONAL is not there and can be done without."""

    OK = "ok"
    OPTIONAL = "optional"
    MISSING = "missing"


@dataclass(frozen=True)
class Facts:
    """What was found on a machine."""

    python: tuple[int, int, int]
    pictures: frozenset[str]
    """Of AVIF, WEBP and HEIF, what can be read and, but for HEIF, written."""
    ffmpeg: str
    """Its version; empty where it does not run."""
    encoders: frozenset[str]
    filters: frozenset[str]
    faces: int
    """Typefaces with Chinese characters."""
    faces_found: bool
    """Whether faces in photos can be looked for."""
    programs: Mapping[str, str]
    """Where other programs are, by their names; empty where they are not."""
    free: int
    cache: int
    """Bytes of the copies made."""
    unneeded: int
    """Copies that nothing names."""
    writable: Mapping[str, bool]
    """Whether files can be written there, by folder."""
    entries: int
    now: dt.datetime
    """By the machine's own clock, with its zone."""
    differing: Mapping[str, tuple[str, str]]
    """Packages whose version is not the locked one: installed (or empty), locked."""
    locked: bool
    """Whether there is a lock file to compare with."""


@dataclass(frozen=True)
class Line:
    """One thing, and what to do where it is not there."""

    key: str
    name: Text
    state: State
    found: str = ""
    remedy: Text | None = None


def told(facts: Facts) -> tuple[Line, ...]:
    """Everything, in the order in which it is needed."""
    return (
        *_programs(facts),
        *_rooms(facts),
        *_content(facts),
    )


def sound(lines: tuple[Line, ...]) -> bool:
    return all(each.state is not State.MISSING for each in lines)


_AGAIN = Text(
    "运行 make site，会按锁定的版本重新安装。", "Run make site: it installs what is locked."
)


def _line(  # noqa: PLR0913 - what a line is
    key: str, name: Text, there: bool, found: str, remedy: Text, *, needed: bool = True
) -> Line:
    if there:
        return Line(key, name, State.OK, found)
    return Line(key, name, State.MISSING if needed else State.OPTIONAL, found, remedy)


def _programs(facts: Facts) -> Iterator[Line]:
    version = ".".join(map(str, facts.python))
    newer = Text("安装 Python 3.11 以上。", "Install Python 3.11 or newer.")
    yield _line("python", Text("Python", "Python"), facts.python[:2] >= PYTHON, version, newer)
    for kind, needed in (("AVIF", True), ("WEBP", True), ("HEIF", False)):
        name = Text(f"图片格式 {kind}", f"pictures in {kind}")
        yield _line(kind.lower(), name, kind in facts.pictures, "", _AGAIN, needed=needed)
    yield _line("ffmpeg", Text("ffmpeg", "ffmpeg"), bool(facts.ffmpeg), facts.ffmpeg, _AGAIN)
    yield _line(
        "x264", Text("ffmpeg 的 x264", "x264 in ffmpeg"), "libx264" in facts.encoders, "", _AGAIN
    )
    hdr = Text(
        "HDR 影片需要带 zscale 的 ffmpeg；没有时按普通影片处理。",
        "HDR films want an ffmpeg with zscale.",
    )
    yield _line(
        "zscale",
        Text("ffmpeg 的 zscale", "zscale in ffmpeg"),
        "zscale" in facts.filters,
        "",
        hdr,
        needed=False,
    )
    yield _line(
        "typeface",
        Text("中文字体（分享图、海报）", "Chinese typeface (cards, posters)"),
        facts.faces > 0,
        str(facts.faces),
        _AGAIN,
    )
    extra = Text(
        "需要时运行 pip install 'site-builder[faces]'。",
        "pip install 'site-builder[faces]' where it is wanted.",
    )
    yield _line(
        "faces", Text("照片里找人脸", "faces in photos"), facts.faces_found, "", extra, needed=False
    )
    office = Text(
        "导入 .doc、.wps 才需要；也可以先另存为 .docx。",
        "Only for .doc and .wps; or save those as .docx.",
    )
    yield _other(facts, "soffice", "LibreOffice", office)
    rsync = Text("用 rsync 发布才需要。", "Only to hand over by rsync.")
    yield _other(facts, "rsync", "rsync", rsync)
    yield from _locked(facts)


def _other(facts: Facts, program: str, name: str, remedy: Text) -> Line:
    where = facts.programs.get(program, "")
    return _line(program, Text(name, name), bool(where), where, remedy, needed=False)


def _locked(facts: Facts) -> Iterator[Line]:
    if facts.locked:
        differing = ", ".join(
            f"{name} {has or '-'} ≠ {wants}" for name, (has, wants) in facts.differing.items()
        )
        name = Text("软件包与锁定的版本一致", "packages as they are locked")
        yield _line("lock", name, not differing, differing, _AGAIN, needed=False)


def _rooms(facts: Facts) -> Iterator[Line]:
    freer = Text(
        "腾出空间，或在 mkdocs.yml 里把 cache 放到别的磁盘。",
        "Free some, or put cache: on another disk.",
    )
    yield _line(
        "room",
        Text("可用空间", "room on the disk"),
        facts.free >= ROOM,
        weight(facts.free),
        freer,
        needed=False,
    )
    prune = Text("运行 site-builder media --prune 清理。", "Run site-builder media --prune.")
    told = f"{weight(facts.cache)}（{facts.unneeded}）"
    name = Text("副本（括号里是不再需要的）", "copies (no longer needed)")
    yield _line("cache", name, not facts.unneeded, told, prune, needed=False)
    for folder, there in facts.writable.items():
        own = Text(
            "换一个可以写入的文件夹，或改它的权限。", "Name a folder that can be written to."
        )
        yield _line("writable", Text("可以写入", "can be written to"), there, folder, own)


def _content(facts: Facts) -> Iterator[Line]:
    where = Text(
        "核对 mkdocs.yml 里的 content，或用 --content 指定。",
        "See content: in mkdocs.yml, or give --content.",
    )
    yield _line("content", Text("条目", "entries"), facts.entries > 0, str(facts.entries), where)
    zone = facts.now.utcoffset()
    clock = Text(
        "时钟或时区不对：公布时间按它判断，请校准；也可用 --now 指定。",
        "Set the clock and zone: embargoes go by it; or give --now.",
    )
    right = facts.now.year >= 2024 and zone == dt.timedelta(hours=8)
    yield _line(
        "clock",
        Text("时钟与时区（北京时间）", "clock and zone (China)"),
        right,
        facts.now.isoformat(timespec="minutes"),
        clock,
        needed=False,
    )
