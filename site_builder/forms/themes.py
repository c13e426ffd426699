"""Which themes a text is likely about: by their names, and by what entries of each theme speak of."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

LIKELY = 0.7
"""Share of the best theme's likeness from which on a second one is named."""
LEAST = 0.05
"""Likeness under which nothing is named."""
NAMED = 3
"""As many times a theme's own name counts as a text that speaks of it."""


class Themes:
    """Profiles of themes: what texts speak of, as pairs of characters, the rarer the weightier."""

    def __init__(self, told: Iterable[tuple[str, str]]) -> None:
        """`told`: themes, each with a text that is about it; several texts of one add up."""
        counts: dict[str, Counter[str]] = {}
        for theme, text in told:
            counts.setdefault(theme, Counter()).update(
                set(_pairs(text)) | set(_pairs(theme * NAMED))
            )
        spread = Counter(pair for each in counts.values() for pair in each)
        self._rare = {pair: math.log((1 + len(counts)) / times) for pair, times in spread.items()}
        self._profiles = {theme: self._weighed(each) for theme, each in counts.items()}

    def of(self, text: str) -> tuple[str, ...]:
        """At most two, the likeliest first; none where nothing is near."""
        own = self._weighed(Counter(_pairs(text)))
        likely = {theme: _likeness(own, profile) for theme, profile in self._profiles.items()}
        best = sorted(likely, key=lambda theme: -likely[theme])[:2]
        if not best or likely[best[0]] < LEAST:
            return ()
        return tuple(theme for theme in best if likely[theme] >= LIKELY * likely[best[0]])

    def _weighed(self, counts: Counter[str]) -> dict[str, float]:
        told = {
            pair: math.sqrt(times) * self._rare.get(pair, 0.0) for pair, times in counts.items()
        }
        length = math.sqrt(sum(value * value for value in told.values())) or 1.0
        return {pair: value / length for pair, value in told.items() if value}


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(value * other.get(pair, 0.0) for pair, value in one.items())


def _pairs(text: str) -> list[str]:
    plain = re.sub(r"[^\u3400-\u9fff]", "", text)
    return [plain[at : at + 2] for at in range(len(plain) - 1)]
