"""When an entry was first shown, and when it last changed."""

from __future__ import annotations

import datetime as dt

from site_builder.content import gate
from site_builder.content.gate import ShownEntry
from site_builder.content.library import Library


def published(each: ShownEntry, library: Library) -> dt.datetime:
    """The end of the first embargo among its honours."""
    return min(_released(each, library))


def updated(each: ShownEntry, library: Library) -> dt.datetime:
    """The newest of its honours' embargoes and its corrections."""
    corrected = (
        dt.datetime.combine(change.date, dt.time(), gate.CHINA)
        for change in each.entry.data.changes
    )
    return max((*_released(each, library), *corrected))


def _released(each: ShownEntry, library: Library) -> list[dt.datetime]:
    """In China's zone, whatever zone its editor wrote."""
    return [
        gate.released(library.years[honour.campaign].campaign, honour.level).astimezone(gate.CHINA)
        for honour in each.honours
    ]
