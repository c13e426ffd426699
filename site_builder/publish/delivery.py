"""What a site's target must be given and what it must lose, decided from what it has."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from site_builder.publish.headers import LASTING, RULES

MANIFEST = ".site-builder-manifest.json"
"""What of a target is ours, kept there; dotted, as is all that is for no visitor."""

_ROOM = 256 << 20
"""Bytes of a batch of what names its content: as much is told of, and kept, at a time."""


@dataclass(frozen=True)
class File:
    """A file of the built site, to be put at `address`, which is written with `/`."""

    address: str
    path: Path
    sha256: str
    size: int
    changed: int = 0
    """When its bytes last changed, in nanoseconds: what is read later must still be the same."""


class Turn(IntEnum):
    """When a file goes. A page comes after all that it shows, and before whatever leads to it."""

    LASTING = 0
    """What names its content: no page shows it yet."""
    LOOKS = 1
    """Style, scripts, archives: changed in place."""
    PAGE = 2
    HOME = 3
    """The pages that lead to others, and the search."""
    FEED = 4


def turn(address: str) -> Turn:
    """When the file at an address goes."""
    name = address.rpartition("/")[2]
    if re.match(LASTING, address):
        return Turn.LASTING
    if re.match(r"(feed\.(xml|json)|sitemap\.xml(\.gz)?)$", name):
        return Turn.FEED
    if re.match(r"((index|404)\.html$|(explore|search|data)/)", address):
        return Turn.HOME
    return Turn.PAGE if name.endswith(".html") else Turn.LOOKS


# --- what a target is known to have ----------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """What an earlier delivery put there. Without a digest it is ours, but in doubt: the delivery
    that touched it may not have come to its end.
    """

    size: int
    sha256: str | None


@dataclass(frozen=True)
class Manifest:
    """Everything of a target that is ours, by address."""

    files: Mapping[str, Known] = field(default_factory=lambda: MappingProxyType({}))
    rules: int = RULES
    """Of the headers that it was delivered with."""


class Unreadable(ValueError):
    """A manifest that is not as we write it."""


def written(manifest: Manifest) -> bytes:
    told = {name: [each.size, each.sha256] for name, each in sorted(manifest.files.items())}
    whole = {"about": "site-builder deploy", "rules": manifest.rules, "files": told}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def read(content: bytes) -> Manifest:
    """A manifest as it lies at the target. Others may have written there: it names nothing outside.

    Raises `Unreadable`.
    """
    try:
        told = json.loads(content)
        files = {name: Known(int(size), digest) for name, (size, digest) in told["files"].items()}
        rules = int(told["rules"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(str(error)) from error
    if not all(map(plain, files)):
        raise Unreadable("an address that leads elsewhere")
    return Manifest(MappingProxyType(files), rules)


def plain(address: str) -> bool:
    """Whether an address is one that a site may have: below the target, of visible names."""
    first, *_ = parts = address.split("/")
    hidden = any(part.startswith(".") for part in (parts[1:] if first == ".well-known" else parts))
    return not hidden and "" not in parts and not re.search(r"[\x00-\x1f\\]", address)


# --- the plan --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """What is done: `new`, `changed` and `foreign` are put, turn by turn; then `removed` is removed."""

    new: tuple[File, ...]
    changed: tuple[File, ...]
    """In the place of what we put there."""
    foreign: tuple[File, ...]
    """In the place of what we know nothing of."""
    kept: tuple[File, ...]
    removed: Mapping[str, int]
    """What we put there and the site has no more; sizes in bytes."""
    before: Manifest

    @property
    def puts(self) -> tuple[File, ...]:
        """In the order in which they go: the deepest page first, home last."""
        return tuple(sorted(self.new + self.changed + self.foreign, key=_order))

    @property
    def batches(self) -> tuple[tuple[File, ...], ...]:
        """What goes together: a turn, or a part of the first, of which no page shows anything yet."""
        turns = groupby(self.puts, lambda file: turn(file.address))
        return tuple(
            batch
            for when, files in turns
            for batch in (_parts(files) if when is Turn.LASTING else [tuple(files)])
        )

    @property
    def removals(self) -> tuple[str, ...]:
        """In the order in which they go: a page before what it shows."""
        return tuple(sorted(self.removed, key=lambda each: (-turn(each), each)))

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.puts)

    @property
    def idle(self) -> bool:
        return not self.puts and not self.removed

    @property
    def recorded(self) -> bool:
        """Whether the target's manifest already says what it is to say in the end."""
        return self.before == self.final

    @property
    def opening(self) -> Manifest:
        """To be written first: whatever is touched from here on is ours, and in doubt."""
        doubtful = {file.address: Known(file.size, None) for file in self.puts}
        return Manifest(MappingProxyType({**self.before.files, **self._going, **doubtful}))

    @property
    def closing(self) -> Manifest:
        """To be written when all files are there: what is still to be removed stays ours."""
        return Manifest(MappingProxyType({**self.final.files, **self._going}))

    @property
    def final(self) -> Manifest:
        """To be written in the end."""
        return Manifest(MappingProxyType(_known(self.puts + self.kept)))

    @property
    def _going(self) -> dict[str, Known]:
        return {address: Known(size, None) for address, size in self.removed.items()}


def _order(file: File) -> tuple[Turn, int, str]:
    return turn(file.address), -file.address.count("/"), file.address


def _parts(files: Iterable[File]) -> Iterator[tuple[File, ...]]:
    part: list[File] = []
    room = _ROOM
    for file in files:
        if part and room < file.size:
            yield tuple(part)
            part, room = [], _ROOM
        part.append(file)
        room -= file.size
    if part:
        yield tuple(part)


def _known(files: Iterable[File]) -> dict[str, Known]:
    return {file.address: Known(file.size, file.sha256) for file in files}


def doubtful(
    site: Iterable[File], before: Manifest | None, there: Mapping[str, int]
) -> tuple[File, ...]:
    """Files that the target may hold already, which only looking at it can tell."""
    return tuple(
        file
        for file in site
        if there.get(file.address) == file.size and not _vouched(file, before or Manifest())
    )


def plan(
    site: Iterable[File],
    before: Manifest | None,
    there: Mapping[str, int],
    held: Container[str] = (),
) -> Plan:
    """What makes a target the site.

    `before` is the target's manifest, if there is one; `there` the sizes of what lies at the
    addresses of both; `held` the addresses of doubtful files that the target was found to hold.
    """
    told = before or Manifest()
    lists: dict[str, list[File]] = {"new": [], "changed": [], "foreign": [], "kept": []}
    for file in sorted(site, key=_order):
        lists[_kind(file, told, there, held)].append(file)
    wanted = {file.address for some in lists.values() for file in some}
    removed = {
        address: there.get(address, 0)
        for address, known in told.files.items()
        if address not in wanted and (address in there or known.sha256 is None)
    }
    new, changed, foreign, kept = map(tuple, lists.values())
    return Plan(new, changed, foreign, kept, MappingProxyType(removed), told)


def _kind(file: File, before: Manifest, there: Mapping[str, int], held: Container[str]) -> str:
    size = there.get(file.address)
    if size is None:
        return "new"
    if size == file.size and (_vouched(file, before) or file.address in held):
        return "kept"
    return "changed" if file.address in before.files else "foreign"


def _vouched(file: File, before: Manifest) -> bool:
    """Whether we put this very file there, with the headers that it has now."""
    known = before.files.get(file.address)
    return known is not None and known.sha256 == file.sha256 and before.rules == RULES
