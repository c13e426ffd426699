"""When an entry was first shown, and when it last changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from site_builder.content import gate
from site_builder.content.gate import ShownEntry
from site_builder.content.library import Library


@dataclass(frozen=True)
class Dates:
    """Moments in China's zone, whatever zone its editor wrote."""

    published: dt.datetime
    """The end of the first embargo among its honours."""
    updated: dt.datetime
    """The newest of its honours' embargoes and its corrections."""


def dates(each: ShownEntry, library: Library) -> Dates:
    released = [
        gate.released(library.years[honour.campaign].campaign, honour.level).astimezone(gate.CHINA)
        for honour in each.honours
    ]
    corrected = [
        dt.datetime.combine(change.date, dt.time(), gate.CHINA)
        for change in each.entry.data.changes
    ]
    return Dates(min(released), max(released + corrected))
