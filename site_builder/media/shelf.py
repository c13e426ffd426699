"""Shelf: which copies there are of each original, for whoever writes pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.media.recipe import Captions, FilmSet, StillSet


@dataclass(frozen=True)
class Shelf:
    """Copies by the original's absolute path. What could not be made is absent."""

    root: Path
    """The store's folder, which `Copy.path` is relative to."""
    stills: Mapping[Path, StillSet]
    films: Mapping[Path, FilmSet]
    posters: Mapping[Path, StillSet]
    captions: Mapping[Path, Captions]
