"""Rules over the whole library: one small function a rule, its docstring the rule itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

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
from site_builder.checks.measured import Measured
from site_builder.content.library import Library
from site_builder.content.original import Originals
from site_builder.content.problem import Problem

Rule = Callable[[Library, Originals], Iterator[Problem] | Iterator[Measured]]

RULES: tuple[Rule, ...] = (
    words.known_region,
    words.known_fields,
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


def check(library: Library, originals: Originals) -> tuple[Problem, ...]:
    """Everything that the rules have to say, by place.

    Of a withdrawn entry nothing is shown, so nothing can be wrong: its photos may be deleted.
    """
    found: list[Problem] = []
    for each in _findings(library, originals):
        found += each.problems if isinstance(each, Measured) else (each,)
    return tuple(sorted(found, key=lambda problem: (problem.place, problem.code)))


def measured(library: Library, originals: Originals) -> tuple[Measured, ...]:
    """Every figure that the notice asks for, of each entry, whether it holds or not."""
    return tuple(each for each in _findings(library, originals) if isinstance(each, Measured))


def _findings(library: Library, originals: Originals) -> Iterator[Problem | Measured]:
    kept = tuple(entry for entry in library.entries if entry.data.withdrawn is None)
    living = replace(library, entries=kept)
    for rule in RULES:
        yield from rule(living, originals)
