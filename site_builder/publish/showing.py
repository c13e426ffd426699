"""Showing: all that pages are made of, gathered once and looked up by year, city and theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from site_builder.content.gate import Counts, Shown, ShownEntry, counts
from site_builder.content.library import Library
from site_builder.content.model import Campaign, Kind, Theme
from site_builder.media.shelf import Shelf
from site_builder.publish import cards, views, words
from site_builder.publish.dates import Dates, dates
from site_builder.publish.language import CHINESE, Language
from site_builder.publish.programme import Running
from site_builder.publish.ranks import rank


@dataclass(frozen=True)
class Address:
    """Where the site will stand. `base` is absolute and ends in `/`, or is empty."""

    base: str = ""
    name: str = ""
    """What the site is called."""

    def full(self, address: str) -> str:
        """The absolute address, or empty where the site's own is not known."""
        return self.base + address if self.base else ""


@dataclass(frozen=True)
class Showing:
    """What may be shown on the web now, with its copies."""

    library: Library
    shown: Shown
    shelf: Shelf
    address: Address
    kits: Mapping[str, views.Download] = field(default_factory=dict)
    """What newsrooms may take away of an entry in one file, by its address."""
    archives: Mapping[int, tuple[views.Download, ...]] = field(default_factory=dict)
    """The same of a year and of its cities."""
    openings: tuple[Running, ...] = ()
    """The openings' programmes with whom may be on the web as well, newest first."""
    language: Language = CHINESE
    """What its pages are told in."""
    languages: tuple[Language, ...] = (CHINESE,)
    """All that the site is told in, the first one first."""

    @cached_property
    def others(self) -> tuple[Showing, ...]:
        """The same, told in each further language."""
        return tuple(replace(self, language=each) for each in self.languages[1:])

    def city(self, name: str) -> str:
        """A city's name in this language, also where its kind is left out: 郑州."""
        known = self._cities
        return known.get(name) or known.get(f"{name}市") or words.place(name, self.language)

    @cached_property
    def _cities(self) -> Mapping[str, str]:
        regions = self.library.vocabulary.regions
        return {each.name: words.city(each, self.language) for each in regions}

    @cached_property
    def themes(self) -> Mapping[str, tuple[str, str]]:
        """Each theme's name in this language, and what it is about."""
        return {each.name: self._theme(each) for each in self.library.vocabulary.fields}

    def week_theme(self, campaign: Campaign) -> str:
        own = campaign.english if not self.language.chinese else None
        return (own.week_theme if own else "") or campaign.week_theme

    def title(self, campaign: Campaign) -> str:
        """What a campaign is called in this language."""
        own = campaign.english if not self.language.chinese else None
        return (own.title if own else "") or campaign.title

    def _theme(self, theme: Theme) -> tuple[str, str]:
        if self.language.chinese or theme.english is None:
            return theme.name, theme.about
        return theme.english.name, theme.english.about

    @cached_property
    def counts(self) -> Counts:
        return counts(self.shown)

    @cached_property
    def entries(self) -> tuple[ShownEntry, ...]:
        """Newest year first, the highest honour before others, then by name."""
        return tuple(sorted(self.shown.entries, key=rank))

    @cached_property
    def by_year(self) -> Mapping[int, list[ShownEntry]]:
        grouped = defaultdict(list)
        for each in self.entries:
            for year in {honour.campaign for honour in each.honours}:
                grouped[year].append(each)
        return dict(sorted(grouped.items(), reverse=True))

    @cached_property
    def by_region(self) -> Mapping[str, list[ShownEntry]]:
        grouped = defaultdict(list)
        for each in self.entries:
            grouped[each.entry.data.region].append(each)
        order = [region.name for region in self.library.vocabulary.regions]
        return {name: grouped[name] for name in order if name in grouped}

    @cached_property
    def by_field(self) -> Mapping[str, list[ShownEntry]]:
        grouped = defaultdict(list)
        for each in self.entries:
            for theme in each.entry.data.fields:
                grouped[theme].append(each)
        order = [theme.name for theme in self.library.vocabulary.fields]
        return {name: grouped[name] for name in order if name in grouped}

    @cached_property
    def region_slugs(self) -> Mapping[str, str]:
        return {region.name: region.slug for region in self.library.vocabulary.regions}

    @cached_property
    def field_slugs(self) -> Mapping[str, str]:
        return {theme.name: theme.slug for theme in self.library.vocabulary.fields}

    def of(self, address: str) -> ShownEntry | None:
        """The entry at an address such as `stars/li-xiulan/`."""
        return self._by_address.get(address)

    @cached_property
    def _by_address(self) -> Mapping[str, ShownEntry]:
        return {each.entry.address: each for each in self.shown.entries}

    def dates(self, each: ShownEntry) -> Dates:
        known = self._known_dates
        if each.entry.address not in known:
            known[each.entry.address] = dates(each, self.library)
        return known[each.entry.address]

    @cached_property
    def _known_dates(self) -> dict[str, Dates]:
        return {}

    def card(self, each: ShownEntry) -> views.Card:
        """Made when it is asked for: a preview shows one page, and few cards on it."""
        known = self._known_cards
        if each.entry.address not in known:
            known[each.entry.address] = cards.card(
                each, self.shelf, self.city(each.entry.data.region), self.language
            )
        return known[each.entry.address]

    @cached_property
    def _known_cards(self) -> dict[str, views.Card]:
        return {}

    def related(self, each: ShownEntry, count: int = 3) -> tuple[views.Card, ...]:
        """Neighbours in the same theme and city, then the same theme, then the same city.

        Taken in turn from where the entry itself stands in the list, so that attention is spread
        evenly and the cost does not grow with the number of entries.
        """
        data = each.entry.data
        pools = [self._pools[theme, data.region] for theme in data.fields]
        pools += [self.by_field[theme] for theme in data.fields]
        pools.append(self.by_region[data.region])
        found: dict[str, views.Card] = {}
        for pool in pools:
            start = self._places(pool)[each.entry.address]
            for step in range(1, min(len(pool), count + 3)):
                near = pool[(start + step) % len(pool)]
                found.setdefault(near.entry.address, self.card(near))
        found.pop(each.entry.address, None)
        return tuple(found.values())[:count]

    @cached_property
    def _pools(self) -> Mapping[tuple[str, str], list[ShownEntry]]:
        grouped = defaultdict(list)
        for each in self.entries:
            for theme in each.entry.data.fields:
                grouped[theme, each.entry.data.region].append(each)
        return grouped

    @cached_property
    def _known_places(self) -> dict[int, dict[str, int]]:
        return {}

    def _places(self, pool: list[ShownEntry]) -> dict[str, int]:
        """Where each entry stands in a pool, worked out once per pool."""
        known = self._known_places
        if id(pool) not in known:
            known[id(pool)] = {each.entry.address: at for at, each in enumerate(pool)}
        return known[id(pool)]


def carry(before: Showing, now: Showing, touched: Collection[str]) -> None:
    """Give `now` what was sorted, grouped and made for `before`, which differs in a few entries
    alone: those at the addresses `touched`. Nothing is carried where one of them came, went, or
    stands elsewhere in the lists.
    """
    pairs = ((before.of(address), now.of(address)) for address in touched)
    swap: dict[int, ShownEntry] = {}
    for old, new in pairs:
        if old is None or new is None or _standing(old) != _standing(new):
            return
        swap[id(old)] = new
    held, told = dict(vars(before)), vars(now)  # others may be reading what was before
    if "entries" in held:
        told["entries"] = tuple(swap.get(id(each), each) for each in before.entries)
    for name in {"by_year", "by_region", "by_field", "_pools"} & held.keys():
        groups = {
            key: [swap.get(id(each), each) for each in group] for key, group in held[name].items()
        }
        told[name] = defaultdict(list, groups) if name == "_pools" else groups
    for name in {"_known_cards", "_known_dates"} & held.keys():
        told[name] = {key: made for key, made in dict(held[name]).items() if key not in touched}
    if "others" in held:
        for past, other in zip(before.others, now.others, strict=True):
            carry(past, other, touched)


def _standing(each: ShownEntry) -> object:
    """Where an entry stands in all lists."""
    data = each.entry.data
    return rank(each), data.region, data.fields, {honour.campaign for honour in each.honours}


def of_kind(entries: list[ShownEntry] | tuple[ShownEntry, ...], kind: Kind) -> list[ShownEntry]:
    return [each for each in entries if each.entry.kind is kind]
