"""Measured: one figure that the notice asks for, beside what was found; problems follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.content.library import Entry
from site_builder.content.model import Range
from site_builder.content.problem import Problem, Text


@dataclass(frozen=True)
class Measured:
    """A figure of one entry, or of its city's entries in one year."""

    entry: Entry
    figure: Text
    got: Text
    asked: Text
    problems: tuple[Problem, ...] = ()
    """What is said where it does not hold."""
    of_city: bool = False

    @property
    def holds(self) -> bool:
        return not self.problems


def counted(number: float, unit: Text) -> Text:
    """A number with its unit: 4 张."""
    return Text(f"{number:g} {unit.zh}", f"{number:g} {unit.en}".rstrip())


def bounded(asked: Range, unit: Text) -> Text:
    """A range with its unit: 3 至 5 张, 至少 3 张."""
    if asked.min is None and asked.max is None:
        return Text("不限", "any")
    zh, en = bounds(asked)
    return Text(f"{zh.strip()} {unit.zh}", f"{en} {unit.en}".rstrip())


def bounds(asked: Range) -> tuple[str, str]:
    """A range in words, Chinese and English: 要求 3 至 5, 3 to 5."""
    low = f"{asked.min:g}" if asked.min is not None else None
    high = f"{asked.max:g}" if asked.max is not None else None
    if low and high:
        return f" {low} 至 {high}", f"{low} to {high}"
    return (f"至少 {low}", f"at least {low}") if low else (f"至多 {high}", f"at most {high}")
