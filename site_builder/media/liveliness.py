"""Which part of a film is liveliest: where it moves, is heard and somebody speaks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EDGE = 0.05
"""Share of a film at each end that is passed over: titles and credits stand there."""
BLACK = 16.0
"""Brightness (0-255) under which a moment shows nothing."""
SPOKEN, HEARD = 0.6, 0.4
"""What speech and sound count beside movement, which counts one."""


@dataclass(frozen=True)
class Moment:
    """A fraction of a second: its brightness, how much it differs from the one before (both 0-255),
    and its loudness (0 to 1).
    """

    light: float
    change: float
    loud: float


def liveliest(
    moments: Sequence[Moment], step: float, seconds: float, cues: Sequence[tuple[float, float]]
) -> float:
    """Where to begin, in seconds; `step` is between two moments. Where captions tell when somebody
    speaks it begins with what is said, so that no sentence is cut.
    """
    length, whole = len(moments), max(1, round(seconds / step))
    if length <= whole:
        return 0.0
    low, high = int(length * EDGE), max(int(length * EDGE), int(length * (1 - EDGE)) - whole)
    starts = {round(start / step) for start, _ in cues}
    wanted = [at for at in range(low, high + 1) if at in starts] or range(low, high + 1)
    scores = _scores(moments, step, cues)
    return max(wanted, key=lambda at: (sum(scores[at : at + whole]), -at)) * step


def _scores(
    moments: Sequence[Moment], step: float, cues: Sequence[tuple[float, float]]
) -> list[float]:
    moves = _evened([each.change for each in moments])
    sounds = _evened([each.loud for each in moments])
    spoken = _spoken(len(moments), step, cues)
    return [
        -5.0 if each.light < BLACK else moved + HEARD * heard + SPOKEN * said
        for each, moved, heard, said in zip(moments, moves, sounds, spoken, strict=True)
    ]


def _evened(values: Sequence[float]) -> list[float]:
    """As shares of what nine in ten do not pass: a cut counts for no more than a brisk movement."""
    high = sorted(values)[int(len(values) * 0.9)] if values else 0.0
    return [min(1.0, value / high) if high else 0.0 for value in values]


def _spoken(length: int, step: float, cues: Sequence[tuple[float, float]]) -> list[float]:
    told = [0.0] * length
    for start, end in cues:
        for at in range(max(0, round(start / step)), min(length, round(end / step))):
            told[at] = 1.0
    return told
