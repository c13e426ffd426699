"""The order of lists."""

from __future__ import annotations

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Kind, Level

_LEVELS = {level: at for at, level in enumerate(Level)}


def rank(each: ShownEntry) -> tuple[int, bool, int, bool, str]:
    """The order of lists: newest first, marked ones before others, then level, kind and slug."""
    newest = max(honour.campaign for honour in each.honours)
    best = _LEVELS[each.honours[0].level]
    marked = any(honour.grade for honour in each.honours)
    return (-newest, not marked, best, each.entry.kind is not Kind.STAR, each.entry.slug)
