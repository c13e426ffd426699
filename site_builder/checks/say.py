"""Whose figures a rule goes by."""

from __future__ import annotations

from site_builder.content.library import Entry, Library
from site_builder.content.model import Rules


def rules(entry: Entry, library: Library) -> Rules:
    """The rules that the entry was chosen by: those of its newest campaign."""
    years = sorted({honour.campaign for honour in entry.data.honours}, reverse=True)
    known = (library.years[year].campaign.rules for year in years if year in library.years)
    return next(known, Rules())
