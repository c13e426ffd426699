"""Whether two that bear one name are one, by where they are: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from site_builder.content.library import Entry
from site_builder.content.model import Project, Vocabulary
from site_builder.forms import draft, labels
from site_builder.forms.labels import Asked
from site_builder.forms.reading import Form

_ALIKE = 0.3
"""From this likeness on two spellings may be of one unit: 第一中学 and 市一中, not 图书馆."""


@dataclass(frozen=True)
class Whereabouts:
    """City and unit, or host; empty where it is not known."""

    city: str
    unit: str

    def may_be(self, other: Whereabouts) -> bool:
        """Nothing that is known of the two speaks against it."""
        if self.city and other.city and self.city != other.city:
            return False
        one, two = (_plain(each.unit, (self.city, other.city)) for each in (self, other))
        return not one or not two or one in two or two in one or _like(one, two) >= _ALIKE


def of_form(form: Form, where: str, vocabulary: Vocabulary) -> Whereabouts:
    """`where` may name the city, as in `draft.draft`."""
    keys = (Asked.ORGANIZATION, Asked.UNIT, Asked.HOSTS)
    unit = next((form.said[key] for key in keys if form.said.get(key)), "")
    return Whereabouts(draft.region(form.said, where, vocabulary), unit)


def of_entry(entry: Entry) -> Whereabouts:
    data = entry.data
    unit = "".join(data.hosts) if isinstance(data, Project) else data.organization
    return Whereabouts(data.region, unit)


def _plain(unit: str, cities: Sequence[str]) -> str:
    """Without the city, which says nothing of the unit."""
    told = labels.plain(unit)
    for name in filter(None, cities):
        told = told.replace(name, "").replace(draft.short(name), "")
    return told


def _like(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
