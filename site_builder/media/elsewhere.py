"""Originals that do not lie beside their YAML: where they may be, and how they come here whole.

The only file that knows fsspec; `publish/bucket.py` drives what it opens. Keys are the drivers' business: they find them in the environment
(`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`, `FSSPEC_S3_…`). An editor names the bytes and their
address; the site's owner names the places that may be reached; without one, none is.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import queue
import re
import shutil
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from site_builder.content import model
from site_builder.content.library import Entry, Library
from site_builder.media.recipe import Elsewhere, Job, Refused, Source

PROTOCOLS = ("file", "s3")
"""Those that are tested. Object stores of most makers speak S3; shares are mounted as folders."""
PIECE = 8 << 20
"""Bytes asked for at once: few requests, and little lost when one breaks off."""
IDLE = 60.0
"""Seconds without a byte after which a place counts as unreachable."""
_WAIT = 0.2
"""Seconds between looks at what another process holds."""
_PART = ".part"
_LOCK = ".lock"
_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
Sources = Mapping[Path, Elsewhere]
"""What each original that is named by content must be, by its path beside the YAML."""
NOWHERE: Sources = MappingProxyType({})


# --- what the site's owner allows ------------------------------------------------------------


@dataclass(frozen=True)
class Places:
    """Where originals may be fetched from, and what that may take."""

    allowed: tuple[str, ...] = ()
    """Addresses that an original's must begin with; each ends in `/`."""
    room: int = 20 * 10**9
    """Bytes that may be kept of what was fetched."""
    seconds: float = 3600
    """Longest that one may take."""


def places(told: object) -> Places:
    """`{from: [s3://bucket/2026/], room: 20 GB, minutes: 60}` as written in mkdocs.yml.

    Raises ValueError, in words for the site's owner.
    """
    if not isinstance(told, dict):
        raise ValueError(
            "originals: 写成 {from: [s3://bucket/2026/], room: 20 GB} / write it as shown"
        )
    unknown = sorted(map(str, set(told) - {"from", "room", "minutes"}))
    if unknown:
        raise ValueError(
            f"originals: 不认识 / unknown: {', '.join(unknown)}"
            "；可以写 / what may stand here: from, room, minutes"
        )
    usual = Places()
    return Places(
        allowed=_allowed(told.get("from", [])),
        room=_room(told.get("room", usual.room)),
        seconds=_minutes(told.get("minutes", usual.seconds / 60)) * 60,
    )


def _allowed(told: object) -> tuple[str, ...]:
    listed = [told] if isinstance(told, str) else told
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise ValueError("originals.from: 这里要一个地址列表 / a list of addresses is wanted")
    return tuple(map(_place, listed))


def _place(told: str) -> str:
    """A place as a prefix. With its `/` at the end `s3://a` does not allow `s3://a-too`."""
    scheme, _, rest = told.partition("://")
    if scheme not in PROTOCOLS:
        raise ValueError(
            f"originals.from: 只能以这些开头 / begins with one of: "
            f"{', '.join(f'{each}://' for each in PROTOCOLS)}"
        )
    parts = rest.strip("/").split("/")
    rooted = rest.startswith("/") == (scheme == "file")
    plain = not set(rest) & set("@?#*\\") and not {"", ".", ".."} & set(parts)
    if not rooted or not plain:
        raise ValueError(
            "originals.from: 写到存储桶或文件夹，不带用户名、密码和参数 / name a bucket or folder, "
            "without user, password or query: s3://bucket/2026/, file:///mnt/share/"
        )
    return f"{told.rstrip('/')}/"


def _room(told: object) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]B)?", str(told).strip(), re.IGNORECASE)
    size = float(found[1]) * _UNITS[(found[2] or "").upper()] if found else 0
    if size < 1:
        raise ValueError("originals.room: 写成 20 GB 或 500 MB / write 20 GB or 500 MB")
    return int(size)


def _minutes(told: object) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 < told <= 24 * 60:
        raise ValueError("originals.minutes: 写 1 到 1440 的数字 / a number from 1 to 1440")
    return float(told)


# --- which originals are elsewhere -----------------------------------------------------------


def sources(library: Library, allowed: Places, cache: Path) -> Sources:
    """Every original that is named by content. Withdrawn entries have none: nothing is fetched."""
    return {
        entry.folder / file: source(original, allowed, cache)
        for entry in library.entries
        if entry.data.withdrawn is None
        for file, original in _named(entry)
    }


def _named(entry: Entry) -> Iterator[tuple[str, model.Original]]:
    for photo in entry.data.photos:
        if photo.original:
            yield photo.file, photo.original
    film = entry.data.film
    if film and film.original:
        yield film.file, film.original


def source(original: model.Original, allowed: Places, cache: Path) -> Elsewhere:
    """Where to fetch it from; an address in no allowed place is marked so and never opened."""
    first = next(iter(allowed.allowed), "")
    address = original.at if "://" in original.at else first + original.at
    place = next((each for each in allowed.allowed if address.startswith(each)), "")
    return Elsewhere(
        address=address if place else "",
        digest=original.sha256,
        bytes=original.size,
        cache=cache,
        room=allowed.room,
        place=place,
        seconds=allowed.seconds,
    )


def addressed(jobs: Sequence[Job], where: Sources) -> tuple[Job, ...]:
    """The jobs, each with where its originals are fetched from."""
    return tuple(
        replace(
            job,
            elsewhere=where.get(job.original),
            sources=tuple(
                replace(each, elsewhere=where.get(each.original)) for each in job.sources
            ),
        )
        for job in jobs
    )


# --- fetching --------------------------------------------------------------------------------


@contextlib.contextmanager
def originals(job: Job) -> Iterator[dict[str, Path]]:
    """The originals of what is made of several, by their digests, as `original` gives one."""
    with contextlib.ExitStack() as stack:
        yield {each.digest: stack.enter_context(original(each)) for each in job.sources}


@contextlib.contextmanager
def original(job: Job | Source) -> Iterator[Path]:
    """A job's original, to be read inside the `with`: beside its YAML, or fetched."""
    if job.elsewhere is None or job.original.is_file():
        yield job.original
    else:
        with fetched(job.elsewhere) as path:
            yield path


@contextlib.contextmanager
def fetched(wanted: Elsewhere) -> Iterator[Path]:
    """The bytes of an original as a file that stays while the `with` lasts. Raises `Refused`."""
    until = time.monotonic() + wanted.seconds
    path = wanted.cache / wanted.digest
    if not wanted.place:
        raise Refused("not-allowed")
    while True:
        with _in_use(path, wanted.bytes) as there:
            if there:
                yield path
                return
        _fetch(wanted, path, until)


@contextlib.contextmanager
def _in_use(path: Path, size: int) -> Iterator[bool]:
    """Whether the file is there, whole; if so, nobody makes room of it before this ends."""
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
        except FileNotFoundError:
            yield False
            return
        fcntl.flock(file, fcntl.LOCK_SH)
        there = _still(file.fileno(), path) and os.fstat(file.fileno()).st_size == size
        if there:
            with contextlib.suppress(PermissionError):  # another user's, in a cache that is shared
                os.utime(file.fileno())  # the least recently used goes first
        elif _still(file.fileno(), path):
            path.unlink(missing_ok=True)  # changed by somebody's hand
        yield there


def _still(handle: int, path: Path) -> bool:
    """Whether the open file is the one of that name: it may have gone before it was locked."""
    try:
        found, mine = path.stat(), os.fstat(handle)
    except FileNotFoundError:
        return False
    return (found.st_dev, found.st_ino) == (mine.st_dev, mine.st_ino)


def _fetch(wanted: Elsewhere, path: Path, until: float) -> None:
    """Put the file in its place, whole or not at all; whoever comes second waits for the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}{_PART}")
    with part.open("ab") as file:
        _lock(file.fileno(), until)
        if not _still(file.fileno(), part) or path.exists():
            return  # the first one has put it there, or given up: look again
        try:
            _reserve(wanted, part, until)
            _receive(wanted, part, until)
            with _gate(wanted.cache, max(until, time.monotonic() + IDLE)):
                part.replace(path)  # under no other build's count, which could miss both names
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise Refused("no-room") from None
            raise
        finally:
            part.unlink(missing_ok=True)


def _lock(handle: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _pause(until)
        else:
            return


def _pause(until: float) -> None:
    if time.monotonic() > until:
        raise Refused("fetch-slow")
    time.sleep(_WAIT)


def _receive(wanted: Elsewhere, part: Path, until: float) -> None:
    """Write what comes, as long as it can be the file that was named."""
    digest, count = hashlib.sha256(), 0
    with part.open("r+b") as out, contextlib.closing(_pieces(wanted, until)) as pieces:
        for piece in pieces:
            count += len(piece)
            if count > wanted.bytes:
                raise Refused("other-content")
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if (count, digest.hexdigest()) != (wanted.bytes, wanted.digest):
        raise Refused("other-content")


# --- room ------------------------------------------------------------------------------------


def _reserve(wanted: Elsewhere, part: Path, until: float) -> None:
    """Give the part its full size, so that all builds count it, once the folder has room for it.

    A file in use is left alone, and waited for. Admission goes one by one, by a lock on the folder.
    """
    if wanted.bytes > wanted.room:
        raise Refused("small-room")
    while True:
        with _gate(wanted.cache, until):
            if _make_room(wanted.cache, wanted.room - wanted.bytes, part):
                if shutil.disk_usage(wanted.cache).free < wanted.bytes:
                    raise Refused("no-room")
                os.truncate(part, wanted.bytes)
                return
        _pause(until)


@contextlib.contextmanager
def _gate(cache: Path, until: float) -> Iterator[None]:
    """The folder's lock: one by one it is counted, and files come into their place."""
    with (cache / _LOCK).open("ab") as gate:
        _lock(gate.fileno(), until)
        yield


def _make_room(cache: Path, most: int, mine: Path) -> bool:
    """Delete what was used longest ago until at most `most` bytes are left. Whether it came true.

    Parts that nobody holds are those of builds that were killed: they go in any case.
    """
    kept = [each for each in _kept(cache) if each.path != mine]
    held = sum(each.bytes for each in kept)
    for each in sorted(kept, key=lambda each: (not each.part, each.used)):
        if (each.part or held > most) and _deleted(each.path):
            held -= each.bytes
    return held <= most


@dataclass(frozen=True)
class _Kept:
    """A file in the folder of what was fetched."""

    path: Path
    bytes: int
    used: float
    """When it was last used, in seconds since 1970."""

    @property
    def part(self) -> bool:
        return self.path.suffix == _PART


def _kept(cache: Path) -> Iterator[_Kept]:
    for path in cache.iterdir():
        if path.name != _LOCK:
            with contextlib.suppress(FileNotFoundError):  # it went meanwhile
                found = path.stat()
                yield _Kept(path, found.st_size, found.st_mtime)


def _deleted(path: Path) -> bool:
    """Delete a file unless somebody uses it, or it went another way."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not _still(file.fileno(), path):
                return False  # a part that became whole under another name
            path.unlink()
    except (FileNotFoundError, BlockingIOError):
        return False
    return True


# --- drivers ---------------------------------------------------------------------------------


def _pieces(wanted: Elsewhere, until: float) -> Generator[bytes]:
    """The original's bytes as they come, one byte more than named at most.

    A driver may hang for ever: it is read in a thread of its own, which nobody waits for.
    """
    arrived: queue.Queue[bytes | Exception] = queue.Queue(2)
    stop = threading.Event()
    threading.Thread(target=_read, args=(wanted, arrived, stop), daemon=True).start()
    try:
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise Refused("fetch-slow")
            try:
                came = arrived.get(timeout=min(left, IDLE))
            except queue.Empty:
                raise Refused("fetch-slow" if left <= IDLE else "unreachable") from None
            if isinstance(came, Exception):
                raise refused(came) from None
            if not came:
                return
            yield came
    finally:
        stop.set()


def _read(
    wanted: Elsewhere, arrived: queue.Queue[bytes | Exception], stop: threading.Event
) -> None:
    def hand(over: bytes | Exception) -> None:
        while not stop.is_set():
            with contextlib.suppress(queue.Full):
                arrived.put(over, timeout=_WAIT)
                return

    try:
        left = wanted.bytes + 1
        with _opened(wanted) as file:
            while left and not stop.is_set() and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                hand(piece)
        hand(b"")
    except Exception as error:  # a driver raises what it likes
        hand(error)


def _opened(wanted: Elsewhere) -> Any:
    """The file at an address, to be read from its start."""
    protocol = wanted.address.partition("://")[0]
    if protocol == "file":
        return _inside(wanted).open("rb")
    return driver(protocol).open(wanted.address, "rb", block_size=PIECE, cache_type="none")


def driver(protocol: str) -> Any:
    """fsspec's driver of a store, with what the environment says of it. Raises what it likes."""
    import fsspec  # noqa: PLC0415 - slow to load, and few commands need it

    told = fsspec.config.conf.get(protocol, {}).get("config_kwargs", {})
    options: dict[str, Any] = {
        # A long-lived preview must see what was uploaded since.
        "use_listings_cache": False,
        "skip_instance_cache": True,
        "config_kwargs": {
            "connect_timeout": 10,
            "read_timeout": IDLE / 2,
            "retries": {"max_attempts": 2},  # enough for a hiccup; a server that is down says so
            **told,
        },
    }
    return fsspec.filesystem(protocol, **options)


def _inside(wanted: Elsewhere) -> Path:
    """A file of a share. A link that leads out of its place, a pipe or a device is none."""
    path, place = (
        Path(unquote(urlsplit(each).path)).resolve() for each in (wanted.address, wanted.place)
    )
    if not path.is_relative_to(place):
        raise PermissionError
    if not path.is_file():
        raise FileNotFoundError
    return path


def refused(error: Exception) -> Refused:
    """A driver's error as a reason. Its own words may hold hosts and folders: they are left out."""
    if isinstance(error, ImportError):
        return Refused("no-driver")
    if isinstance(error, FileNotFoundError | IsADirectoryError | NotADirectoryError):
        return Refused("not-there")
    # botocore's NoCredentialsError, PartialCredentialsError, CredentialRetrievalError …
    if isinstance(error, PermissionError) or "Credential" in type(error).__name__:
        return Refused("refused")
    return Refused("unreachable")
