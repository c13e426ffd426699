"""The store kept in order: what no entry needs goes, and what is damaged goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content import gate
from site_builder.content.gate import ShownEntry
from site_builder.content.library import Entry, Library
from site_builder.content.model import Scope
from site_builder.content.problem import Problem
from site_builder.media import plan
from site_builder.media.recipe import Job
from site_builder.media.store import Pruned, Store
from site_builder.publish import press, sharing
from site_builder.publish.gather import Checked
from site_builder.publish.showing import Address

AWAY = ("missing", "no-access")
"""Reasons for which an original may be back tomorrow, as when a drive is not plugged in."""


@dataclass(frozen=True)
class Damage:
    """A damaged address that was removed, and the original that it was made of.

    `original` is empty where no entry names it any more.
    """

    address: str
    original: str


def unneeded(cache: Path, named: Mapping[str, Job]) -> tuple[int, int]:
    """Bytes of all copies, and how many nothing names."""
    return _store(cache).unneeded(named)


def prune(cache: Path, named: Mapping[str, Job]) -> Pruned:
    """Remove every copy that is not named here. Ask `unsure` before."""
    return _store(cache).prune(named)


def verify(cache: Path, named: Mapping[str, Job]) -> tuple[int, tuple[Damage, ...]]:
    """Read all copies again: how many addresses are sound, and what was damaged and removed."""
    found = _store(cache).verify()
    return found.sound, tuple(Damage(each, _name(named.get(each))) for each in found.damaged)


def named(
    checked: Checked, now: dt.datetime, address: Address, recipes: plan.Recipes
) -> Mapping[str, Job]:
    """What each address is for, of every entry that is read and not withdrawn.

    Drafts and those under embargo count: their copies are wanted one day. A withdrawn one's do not.
    Cards and placards are of those shown now: an honour that comes changes the words on them.
    """
    kept = tuple(_kept(checked.library))
    library = replace(checked.library, entries=kept)
    wanted = [ShownEntry(entry, (), gate.scopes(entry, now)) for entry in kept]
    shown = gate.show(checked.sound, now, Scope.WEB).entries
    jobs = plan.plan(
        library,
        checked.originals,
        recipes,
        press.recipes(wanted, address),
        sharing.recipes(shown, checked.library, checked.originals, address, recipes),
    )
    return {job.address: job for job in jobs}


def unsure(checked: Checked) -> Iterator[Problem]:
    """The problems for which nobody can tell what the site needs: a file that was not read, or an
    original that is away.
    """
    read = {entry.source.file for entry in checked.library.entries}
    kept = {entry.source.file for entry in _kept(checked.library)}
    for problem in checked.problems:
        file = problem.place.file
        if problem.stops and (file not in read or (file in kept and problem.code.endswith(AWAY))):
            yield problem


def _kept(library: Library) -> Iterator[Entry]:
    return (entry for entry in library.entries if entry.data.withdrawn is None)


def _name(job: Job | None) -> str:
    return f"{job.original.parent.name}/{job.original.name}" if job else ""


def _store(cache: Path) -> Store:
    return Store(cache / "media")
