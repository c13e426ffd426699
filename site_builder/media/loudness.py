"""How loud a film is, and the one gain that makes it as loud as the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.media.recipe import FilmRecipe

UNHEARD = -50.0
"""LUFS below which there is nothing to be heard but noise, which is not to be raised."""
_TOLD = re.compile(r"^(I|Peak):\s+(\S+)\s+(?:LUFS|dBFS)$")


@dataclass(frozen=True)
class Loudness:
    """As EBU R 128 measures it: integrated over the film, in LUFS, and true peak, in dBTP."""

    integrated: float
    peak: float


def told(lines: Sequence[str]) -> Loudness | None:
    """What the meter said; None where it heard nothing. Its sums are the last of each kind."""
    found = {match[1]: match[2] for line in lines if (match := _TOLD.match(line))}
    try:
        return Loudness(float(found["I"]), float(found["Peak"]))
    except (KeyError, ValueError):
        return None


def gain(loudness: Loudness | None, recipe: FilmRecipe) -> float:
    """Decibels to apply, to a tenth; 0 leaves the sound alone.

    Towards the recipe's loudness, by no more than `most_gain`, and never so that the peak passes
    its bound: a quiet film with one loud clap stays a little quiet, and is not lowered for it.
    Differences that nobody hears are not worth a new generation of the sound.
    """
    if recipe.loudness is None or loudness is None or not loudness.integrated > UNHEARD:
        return 0.0
    wanted = recipe.loudness - loudness.integrated
    if abs(wanted) < recipe.least_gain:
        return 0.0
    room = recipe.peak - loudness.peak
    safe = min(wanted, max(room, 0.0)) if wanted > 0 else min(wanted, room)
    bounded = round(max(-recipe.most_gain, min(safe, recipe.most_gain)), 1)
    return bounded if abs(bounded) >= recipe.least_gain else 0.0
