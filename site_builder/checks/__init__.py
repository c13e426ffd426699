"""Rules over the whole library: one small function a rule, its docstring the rule itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from site_builder.checks import (
    agreement,
    film,
    honours,
    legible,
    links,
    photos,
    privacy,
    programme,
    projects,
    text,
    words,
)
from site_builder.checks import memory as held
from site_builder.checks.measured import Measured
from site_builder.content.library import Entry, Library
from site_builder.content.original import Originals
from site_builder.content.problem import Problem

Rule = Callable[[Library, Originals], Iterator[Problem] | Iterator[Measured]]

RULES: tuple[Rule, ...] = (
    words.known_region,
    words.known_fields,
    words.fields_once,
    text.citation_length,
    text.short_length,
    text.summary_length,
    text.story_length,
    text.english,
    links.links,
    photos.count,
    photos.described,
    photos.readable,
    photos.whole,
    photos.named_once,
    film.readable,
    film.format_,
    film.length,
    film.excerpt,
    honours.round_exists,
    honours.once,
    honours.grade_fits,
    honours.quota,
    honours.marked_quota,
    honours.again,
    projects.age,
    projects.person_times,
    projects.own_name,
    agreement.same_name,
    agreement.same_figures,
    agreement.same_facts,
    agreement.same_title,
    legible.has_a_face,
    privacy.nothing_private,
    programme.whole,
    programme.of_a_year,
    programme.in_order,
    programme.once,
    programme.nothing_private,
)


ACROSS: tuple[Rule, ...] = (
    honours.quota,
    honours.marked_quota,
    honours.again,
    programme.whole,
    programme.of_a_year,
    programme.in_order,
    programme.once,
    programme.nothing_private,
)
"""Rules that hold entries against each other, or read other files than theirs."""
EACH = tuple(rule for rule in RULES if rule not in ACROSS)
"""Rules that read nothing of an entry but what `memory.print_` tells."""


def check(
    library: Library, originals: Originals, memory: Path | None = None
) -> tuple[Problem, ...]:
    """Everything that the rules have to say, by place.

    Of a withdrawn entry nothing is shown, so nothing can be wrong: its photos may be deleted. What was
    said of an entry is remembered in the folder `memory`, and said again as long as it would be the same.
    """
    living = _living(library)
    found = [*_of_each(living, originals, memory), *_said(living, originals, ACROSS)]
    return tuple(sorted(found, key=lambda problem: (problem.place, problem.code)))


def _of_each(living: Library, originals: Originals, memory: Path | None) -> Iterator[Problem]:
    known = held.recall(memory)
    fresh, common = dict[str, held.Found](), held.common(living)
    for entry in living.entries:
        told = held.print_(entry, originals, common)
        before = known.get(entry.source.file)
        same = before is not None and told and before[0] == told
        found = before[1] if before and same else _alone(entry, living, originals)
        fresh[entry.source.file] = told, found
        yield from found
    held.remember(memory, known, fresh)


def _alone(entry: Entry, living: Library, originals: Originals) -> tuple[Problem, ...]:
    return tuple(_said(replace(living, entries=(entry,)), originals, EACH))


def _said(living: Library, originals: Originals, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    for rule in rules:
        for each in rule(living, originals):
            yield from each.problems if isinstance(each, Measured) else (each,)


def measured(library: Library, originals: Originals) -> tuple[Measured, ...]:
    """Every figure that the notice asks for, of each entry, whether it holds or not."""
    living = _living(library)
    found = (each for rule in RULES for each in rule(living, originals))
    return tuple(each for each in found if isinstance(each, Measured))


def _living(library: Library) -> Library:
    kept = tuple(entry for entry in library.entries if entry.data.withdrawn is None)
    return replace(library, entries=kept)
