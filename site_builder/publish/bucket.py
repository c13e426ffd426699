"""A target in an object store that speaks S3; its keys come from the environment."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from site_builder.content.problem import Text
from site_builder.media import elsewhere
from site_builder.publish.delivery import MANIFEST, File, turn
from site_builder.publish.headers import headers
from site_builder.publish.targets import Target, Undelivered, Unfit, still

_HANDS = 8
"""Files under way at once: most are small, and each waits for an answer."""
_PIECE = 16 << 20
"""Bytes of a large file that go in one request."""
_WHY = {
    "no-driver": Text(
        "没有安装对象存储的驱动：pip install 'site-builder[s3]'。",
        "The driver for object stores is not installed: pip install 'site-builder[s3]'.",
    ),
    "not-there": Text("没有这个存储桶。", "There is no such bucket."),
    "refused": Text(
        "对象存储不让进：看看环境变量里的密钥（AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY）和它的权限。",
        "The store refuses: look at the keys in the environment (AWS_ACCESS_KEY_ID, "
        "AWS_SECRET_ACCESS_KEY), and at what they may do.",
    ),
}
_SILENT = Text(
    "对象存储没有正常回答：看看网络和 AWS_ENDPOINT_URL。",
    "The store does not answer as it should: look at the network and AWS_ENDPOINT_URL.",
)
One = TypeVar("One")
Answer = TypeVar("Answer")


def named(told: str) -> Target:
    """The target at `s3://bucket/prefix/`. Raises `Unfit`."""
    place = told.removeprefix("s3://").rstrip("/")
    parts = place.split("/")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]+", parts[0]) or {"", ".", ".."} & set(parts):
        raise Unfit(_written_wrong())
    if set(place) & set("@?#*[]\\"):
        raise Unfit(_written_wrong())
    return Bucket(place)


def _written_wrong() -> Text:
    return Text(
        "写成 s3://桶名/前缀/ ，不带密钥和参数；密钥放在环境变量里。",
        "Write s3://bucket/prefix/ without keys or query: keys stand in the environment.",
    )


class Bucket:
    """A prefix of a bucket. A store shows each object whole or not at all."""

    def __init__(self, place: str) -> None:
        self._place = place

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        with _told():
            self._store: Any = elsewhere.driver("s3")
        with ThreadPoolExecutor(_HANDS) as self._hands:
            yield

    def sizes(self, addresses: Iterable[str]) -> dict[str, int]:
        wanted = set(addresses)
        with _told():
            found = self._store.find(self._place, detail=True)
        told = {key[len(self._place) + 1 :]: int(each["size"]) for key, each in found.items()}
        return {address: size for address, size in told.items() if address in wanted}

    def manifest(self) -> bytes | None:
        with _told():
            try:
                return bytes(self._store.cat_file(self._key(MANIFEST)))
            except FileNotFoundError:
                return None

    def held(self, files: Sequence[File]) -> frozenset[str]:
        same = zip(files, self._all(self._holds, files), strict=True)
        return frozenset(file.address for file, is_held in same if is_held)

    def put(self, files: Sequence[File]) -> None:
        self._all(self._put, files)

    def record(self, manifest: bytes) -> None:
        with _told():
            self._store.pipe_file(
                self._key(MANIFEST),
                manifest,
                ContentType="application/json",
                CacheControl="no-store",
            )

    def remove(self, addresses: Sequence[str]) -> None:
        for _, some in groupby(addresses, turn):
            self._all(self._remove, tuple(some))

    def _key(self, address: str) -> str:
        return f"{self._place}/{address}"

    def _all(self, do: Callable[[One], Answer], them: Sequence[One]) -> list[Answer]:
        """Do it for several at a time; the first that fails stops those not yet begun."""
        return list(self._hands.map(do, them))

    def _holds(self, file: File) -> bool:
        """Whether it is there, and with the headers that it should have."""
        bucket, _, key = self._key(file.address).partition("/")
        with _told(file.address):
            told = self._store.call_s3("head_object", Bucket=bucket, Key=key)
        wanted = headers(file.address)
        if (told.get("ContentType"), told.get("CacheControl")) != (wanted.type, wanted.cache):
            return False
        digest = told.get("Metadata", {}).get("sha256")
        return bool(digest == file.sha256 or told["ETag"] == _md5(file.path))

    def _put(self, file: File) -> None:
        wanted = headers(file.address)
        with _told(file.address):
            self._store.put_file(
                str(file.path), self._key(file.address), chunksize=_PIECE,
                ContentType=wanted.type, CacheControl=wanted.cache, Metadata={"sha256": file.sha256},
            )  # fmt: skip
        still(file)

    def _remove(self, address: str) -> None:
        with _told(address):
            self._store.rm_file(self._key(address))


def _md5(path: Path) -> str:
    """What stores call a file that came in one piece, in quotes as they write it."""
    with path.open("rb") as file:
        told = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
    return f'"{told.hexdigest()}"'


@contextlib.contextmanager
def _told(address: str = "") -> Iterator[None]:
    """A driver's errors in words for people. Its own may hold hosts and keys: they are left out."""
    try:
        yield
    except Exception as error:  # a driver raises what it likes
        why = _WHY.get(elsewhere.refused(error).reason, _SILENT)
        shown = f"{address}：" if address else "", f"{address}: " if address else ""
        raise Undelivered(Text(shown[0] + why.zh, shown[1] + why.en)) from error
