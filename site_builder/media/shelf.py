"""Shelf: which copies there are of each original, for whoever writes pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.media.recipe import (
    Captions,
    Cards,
    FilmSet,
    Made,
    Placard,
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
    cards: Mapping[Path, Cards] = field(default_factory=dict)
    """By the entry's first photo, or by its YAML where it has none; placards as well."""
    placards: Mapping[Path, Placard] = field(default_factory=dict)

    def everything(self) -> Iterator[Made]:
        yield from self.stills.values()
        yield from self.films.values()
        yield from self.posters.values()
        yield from self.captions.values()
        yield from self.storyboards.values()
        yield from self.previews.values()
        yield from self.press.values()
        yield from self.cards.values()
        yield from self.placards.values()
