"""Shelf: which copies there are of each original, for whoever writes pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.media.recipe import (
    Captions,
    FilmSet,
    Made,
    PressCopy,
    Preview,
    StillSet,
    Storyboard,
)


@dataclass(frozen=True)
class Shelf:
    """Copies by the original's absolute path. What could not be made is absent."""

    root: Path
    """The store's folder, which `Copy.path` is relative to."""
    stills: Mapping[Path, StillSet]
    films: Mapping[Path, FilmSet]
    posters: Mapping[Path, StillSet]
    captions: Mapping[Path, Captions]
    storyboards: Mapping[Path, Storyboard]
    previews: Mapping[Path, Preview]
    press: Mapping[Path, PressCopy]

    def everything(self) -> Iterator[Made]:
        yield from self.stills.values()
        yield from self.films.values()
        yield from self.posters.values()
        yield from self.captions.values()
        yield from self.storyboards.values()
        yield from self.previews.values()
        yield from self.press.values()
