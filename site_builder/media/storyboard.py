"""Which moments of a film a storyboard shows, and the index of its sheet: pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from site_builder.media.captions import clock

APART = 2.0
"""Seconds between two pictures, at least."""
_EARLY = 0.02
"""Seconds before a moment that still count as that moment: clocks of files are coarse."""


@dataclass(frozen=True)
class Choice:
    """The moments to show, in seconds."""

    moments: tuple[float, ...]
    keyframes: bool
    """They are keyframes, so that nothing else need be decoded: a tenth of the work."""


def choose(keys: Sequence[float], seconds: float, pictures: int) -> Choice:
    """Keyframes along the film, or, where they are few, whatever frame is due."""
    even = spread(seconds, pictures)
    nearest = tuple(_nearest(keys, even))
    if len(nearest) < len(even) / 3:
        return Choice(even, keyframes=False)
    return Choice(tuple(max(0.0, each - _EARLY) for each in nearest), keyframes=True)


def spread(seconds: float, pictures: int) -> tuple[float, ...]:
    """The middle of each of as many equal parts as there may be pictures."""
    count = max(1, min(pictures, int(seconds / APART)))
    return tuple((at + 0.5) * seconds / count for at in range(count))


def _nearest(keys: Sequence[float], wanted: Iterable[float]) -> Iterator[float]:
    """The keyframe nearest to each moment, but once, and none nearer than `APART` to another."""
    last = -math.inf
    for moment in wanted:
        found = min(keys, key=lambda key: abs(key - moment), default=None)
        if found is not None and found >= last + APART:
            yield found
            last = found


def index(
    times: Sequence[float], seconds: float, sheet: str, columns: int, size: tuple[int, int]
) -> str:
    """WebVTT whose cues name a picture of the sheet, as media fragments, for every moment of the
    film: each picture stands for what is nearer to it than to its neighbours.
    """
    width, height = size
    borders = [0.0, *((before + after) / 2 for before, after in pairwise(times)), seconds]
    blocks = ["WEBVTT"]
    for at, (start, end) in enumerate(pairwise(borders)):
        x, y = at % columns * width, at // columns * height
        cue = f"{clock(round(start * 1000))} --> {clock(round(end * 1000))}"
        blocks.append(f"{cue}\n{sheet}#xywh={x},{y},{width},{height}")
    return "\n\n".join(blocks) + "\n"
