"""The site's folder: files put there, and whatever nobody named any more swept out."""

from __future__ import annotations

import os
from pathlib import Path

from site_builder.publish.site import Asset
from site_builder.whole import link_whole, write_whole

MARK = ".built-by-site-builder"
"""Stands in every folder that we built into. Dotted: MkDocs' own cleaning leaves it."""
_OURS = b"Everything else in this folder is written anew by each build.\n"
_HALF = b"A build has begun, and not come to its end.\n"
_AHEAD = b"This site was built for another time: some of it may not be shown now.\n"
PREVIEW = ".preview-of-site-builder"
"""Stands in a folder whose site shows what may not be shown to everybody: it goes nowhere."""


def safe(out: Path) -> bool:
    """Whether building there loses nothing of anybody's: the folder is new, empty, or ours."""
    return not out.exists() or (out / MARK).exists() or not any(out.iterdir())


def mark(out: Path, *, ahead: bool = False) -> None:
    """Say that the folder is ours, and that its build has come to its end.

    `ahead` says that its site shows what may not be shown now.
    """
    if ahead:
        write_whole(out / PREVIEW, _AHEAD)
    else:
        (out / PREVIEW).unlink(missing_ok=True)
    write_whole(out / MARK, _OURS)


def begin(out: Path) -> None:
    """Say that the folder is ours, and half built."""
    write_whole(out / MARK, _OURS + _HALF)


def half_built(out: Path) -> bool:
    """Whether a build goes on there, or was killed there."""
    return (out / MARK).read_bytes().endswith(_HALF)


def put(asset: Asset, out: Path) -> None:
    target = out / asset.address
    if asset.lasting and _stands(asset, target):
        return
    content = asset.content if isinstance(asset.content, Path) else asset.content()
    if isinstance(content, Path):
        link_whole(content, target)
    elif not target.exists() or target.read_bytes() != content:
        write_whole(target, content)


def _stands(asset: Asset, target: Path) -> bool:
    """Whether it is there already. A copy that was found damaged was made again since."""
    there = _written(target)
    newer = isinstance(asset.content, Path) and _written(asset.content) > there
    return there > 0 and not newer


def _written(path: Path) -> int:
    """When, in nanoseconds; 0 of what is not there. Plain calls: it is asked of each copy, each build."""
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - as above
    except OSError:
        return 0


def sweep(out: Path, told: set[str]) -> None:
    """Remove what this build did not name: a page that is gone must not stay readable."""
    _swept(str(out), "", told)


def _swept(folder: str, below: str, told: set[str]) -> bool:
    """Whether nothing is left in the folder. Plain strings: there are some hundred thousand files."""
    with os.scandir(folder) as found:
        there = list(found)
    left = len(there)
    for each in there:
        name = f"{below}{each.name}"
        if each.name.startswith("."):  # such as a `.git`, and what is in it
            continue
        if each.is_dir():
            if not each.is_symlink() and _swept(each.path, f"{name}/", told):
                os.rmdir(each.path)  # noqa: PTH106 - as above
                left -= 1
        elif name not in told:
            os.unlink(each.path)  # noqa: PTH108 - as above
            left -= 1
    return not left
