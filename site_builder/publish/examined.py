"""This machine looked over: what is installed, writable and free here."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from site_builder import lettering
from site_builder.media import faces, ffmpeg, image
from site_builder.publish.health import Facts

LOCK = "requirements.lock"
_LOCKED = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+) *(;.*)?", re.MULTILINE)


def examined(root: Path, cache: Path, out: Path, entries: int, copies: tuple[int, int]) -> Facts:
    """`root` may hold the lock file; `copies` are the bytes of all copies, and how many are not
    needed.
    """
    abilities = ffmpeg.abilities()
    lock = root / LOCK
    major, minor, micro = sys.version_info[:3]
    return Facts(
        python=(major, minor, micro),
        pictures=image.formats(),
        ffmpeg=abilities.version,
        encoders=abilities.encoders,
        filters=abilities.filters,
        faces=sum(path.is_file() for path in lettering.FACES),
        faces_found=faces.available(),
        programs={
            "soffice": shutil.which("soffice") or shutil.which("libreoffice") or "",
            "rsync": shutil.which("rsync") or "",
        },
        free=shutil.disk_usage(_nearest(cache)).free,
        cache=copies[0],
        unneeded=copies[1],
        writable={str(each): os.access(_nearest(each), os.W_OK) for each in (cache, out)},
        entries=entries,
        now=dt.datetime.now().astimezone(),
        differing=differing(lock.read_text("utf-8")) if lock.is_file() else {},
        locked=lock.is_file(),
    )


def _nearest(folder: Path) -> Path:
    """The folder, or the one that it would be made in."""
    return next(each for each in (folder.resolve(), *folder.resolve().parents) if each.exists())


def differing(lock: str) -> Mapping[str, tuple[str, str]]:
    """Packages that a lock file names for every machine, and whose version here is another."""
    found = {}
    for name, version, marker in _LOCKED.findall(lock):
        if not marker and (has := _version(name)) != version:
            found[name] = (has, version)
    return found


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
