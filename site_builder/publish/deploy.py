"""A built site handed over: to which target, how it differs from what lies there, and the doing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from site_builder.content.problem import Text
from site_builder.publish import bucket, folder, rsync
from site_builder.publish.delivery import (
    MANIFEST,
    File,
    Manifest,
    Plan,
    Unreadable,
    doubtful,
    plain,
    plan,
    read,
    written,
)
from site_builder.publish.targets import Folder, Target, Undelivered, Unfit, still
from site_builder.whole import digest

_SHEETS = Path(__file__).parent.parent / "handover"
SHEETS = {"nginx": "nginx.conf", "object-store": "object-store.md", "dockerfile": "Dockerfile"}
"""Ready configurations, by what they are asked for as."""

Told = Callable[[int, int], None]
"""Told how many files are there, of how many."""


def sheet(name: str) -> str:
    """A ready configuration for those who run servers."""
    return (_SHEETS / SHEETS[name]).read_text("utf-8")


# --- what goes where -------------------------------------------------------------------------


def target(told: str, out: Path) -> Target:
    """The target that an address names. Raises `Unfit`."""
    if told.startswith("s3://"):
        return bucket.named(told)
    if told.startswith("rsync://") or re.match(r"[^/]*[^/:]{2}:(?!//)", told):
        return rsync.named(told)
    if "://" in told:
        raise Unfit(
            Text(
                f"不认识的地址 {told}：可以是文件夹、user@host:/path、rsync://… 或 s3://bucket/prefix/。",
                f"Unknown kind of address {told}: it may be a folder, user@host:/path, rsync://… or "
                "s3://bucket/prefix/.",
            )
        )
    return _folder(Path(told).absolute(), out.absolute())


def _folder(root: Path, out: Path) -> Folder:
    here, there = out.resolve(), root.resolve()
    if there == here or here in there.parents or (root / folder.MARK).exists():
        raise Unfit(
            Text(
                f"{root} 是生成网站用的文件夹，下次生成会把里面的文件改掉；请换一个。",
                f"{root} is a folder that builds write to, and would change: name another.",
            )
        )
    return Folder(there)


def ready(out: Path) -> None:
    """Raises `Unfit` unless a site stands there that everybody may see."""
    if not (out / folder.MARK).exists() or not (out / "index.html").exists():
        raise Unfit(
            Text(
                f"{out} 里没有生成好的网站；请先运行 site-builder build。",
                f"There is no built site in {out}: run `site-builder build` first.",
            )
        )
    if folder.half_built(out):
        raise Unfit(
            Text(
                f"{out} 里的网站只生成了一半；等它生成完，或再运行一次 site-builder build。",
                f"The site in {out} is half built: wait for the build, or run it again.",
            )
        )
    if (out / folder.PREVIEW).exists():
        raise Unfit(
            Text(
                f"{out} 里是预览，里面有还不能公开的内容，不能部署；请先运行 site-builder build。",
                f"What is in {out} is a preview, with things that nobody may see yet: it is not "
                "delivered. Run `site-builder build` first.",
            )
        )


def files(out: Path) -> tuple[File, ...]:
    """Everything of a built site that visitors may ask for."""
    paths = (Path(place) / name for place, _, names in os.walk(out) for name in names)
    shown = [path for path in paths if plain(path.relative_to(out).as_posix())]
    with ThreadPoolExecutor() as several:
        return tuple(several.map(partial(_file, out), shown))


def _file(out: Path, path: Path) -> File:
    told = path.stat()
    address = path.relative_to(out).as_posix()
    return File(address, path, digest(path), told.st_size, told.st_mtime_ns)


# --- doing it --------------------------------------------------------------------------------


class Remains(Undelivered):
    """The new site is there; of the old one some files could not be removed."""


def compared(out: Path, there: Target) -> Plan:
    """How a built site differs from what a target has. Raises `Undelivered`."""
    site = files(out)
    before = _manifest(there)
    ours = before.files if before else ()
    sizes = there.sizes(chain((file.address for file in site), ours))
    held = there.held(doubtful(site, before, sizes))
    return plan(site, before, sizes, held)


def _manifest(there: Target) -> Manifest | None:
    content = there.manifest()
    try:
        return None if content is None else read(content)
    except Unreadable as error:
        raise Undelivered(
            Text(
                f"目标里的清单 {MANIFEST} 读不懂，不知道哪些文件是本站的。把它删掉再运行，就会全部重新核对，什么也不删。",
                f"The target's {MANIFEST} can't be read, so nobody knows which files are ours. "
                "Delete it and run again: all is compared anew, and nothing is removed.",
            )
        ) from error


def deliver(planned: Plan, there: Target, told: Told) -> None:
    """Do what was planned.

    What names its content goes first, then pages, then what leads to them, and removals last:
    whenever it breaks off, no page lacks its pictures, and a second run carries it to its end.

    Raises `Undelivered` while the old site stands whole, and `Remains` when the new one does.
    """
    if planned.idle:
        if not planned.recorded:
            there.record(written(planned.final))
        return
    there.record(written(planned.opening))
    done, total = 0, len(planned.puts)
    for batch in planned.batches:
        there.put(batch)
        done += len(batch)
        told(done, total)
    for file in planned.puts:
        still(file)
    _finish(planned, there)


def _finish(planned: Plan, there: Target) -> None:
    """Leave of the target what is the site's, and say so there."""
    if planned.removed:
        there.record(written(planned.closing))
        try:
            there.remove(planned.removals)
        except Undelivered as error:
            raise Remains(error.why) from error
    there.record(written(planned.final))
