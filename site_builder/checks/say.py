"""Whose figures a rule goes by, and how it words them."""

from __future__ import annotations

from site_builder.content.library import Entry, Library
from site_builder.content.model import Range, Rules


def rules(entry: Entry, library: Library) -> Rules:
    """The rules that the entry was chosen by: those of its newest campaign."""
    years = sorted({honour.campaign for honour in entry.data.honours}, reverse=True)
    known = (library.years[year].campaign.rules for year in years if year in library.years)
    return next(known, Rules())


def bounds(asked: Range) -> tuple[str, str]:
    """A range in words, Chinese and English: 要求 3 至 5, 3 to 5."""
    low = f"{asked.min:g}" if asked.min is not None else None
    high = f"{asked.max:g}" if asked.max is not None else None
    if low and high:
        return f" {low} 至 {high}", f"{low} to {high}"
    return (f"至少 {low}", f"at least {low}") if low else (f"至多 {high}", f"at most {high}")
