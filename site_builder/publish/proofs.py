"""Copies as a preview needs them: promised at once, and made when a browser asks for one.

Photos come small and quick, films as they are, with one frame as poster: nothing is encoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from site_builder.content.library import Entry
from site_builder.content.original import Facts, FilmFacts, PictureFacts, TextFacts
from site_builder.media import make, probe
from site_builder.media.recipe import (
    CaptionRecipe,
    Captions,
    Copy,
    Failed,
    FilmSet,
    Job,
    PosterRecipe,
    StillRecipe,
    StillSet,
)
from site_builder.media.shelf import Shelf
from site_builder.media.store import Store

ROOM = "proof/"
"""Where these copies stand, below the site's media."""
STILL = StillRecipe(widths=(320,), jpeg_width=1280, jpeg_quality=80)
_SHAPE = (1280, 960)
"""Of a photo that nobody has looked at yet, in pixels."""
_Value = TypeVar("_Value")
Known = dict[Path, tuple[probe.Stamp, Facts]]
"""What originals were when they were looked at."""


class _Lazy(Mapping[Path, _Value]):
    """A shelf's board that finds each thing when it is asked for."""

    def __init__(self, find: Callable[[Path], _Value | None]) -> None:
        self._find = find

    def get(self, key: Path, default: object = None) -> object:  # type: ignore[override]  # as dict's
        found = self._find(key)
        return default if found is None else found

    def __getitem__(self, key: Path) -> _Value:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, Path) and self._find(key) is not None

    def __iter__(self) -> Iterator[Path]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass
class Proofs:
    """What is known of originals, and what was promised of them."""

    memory: Path
    """Where facts are remembered by builds."""
    store: Store
    executor: Executor
    known: Known = field(default_factory=dict)
    promised: dict[str, tuple[Path, str]] = field(default_factory=dict)
    """By address: the original, and what is wanted of it: `photo`, `film` or `poster`."""
    posters: dict[Path, float | None] = field(default_factory=dict)
    """At which second an editor wants a film's poster."""

    def recall(self) -> None:
        self.known = probe.remembered(self.memory)

    def look(self, entry: Entry) -> dict[Path, Facts]:
        """Facts of an entry's files; what is new, or changed, is looked at."""
        kinds = {"photos": "photo", "file": "film", "captions": "captions"}
        found = {}
        for where, name in entry.files():
            path = entry.folder / name
            kind = kinds["photos"] if where[0] == "photos" else kinds[str(where[-1])]
            found[path] = self.facts(path, kind)
        if entry.data.film:
            self.posters[entry.folder / entry.data.film.file] = entry.data.film.poster_at
        return found

    def facts(self, path: Path, kind: str) -> Facts:
        stamp, told = probe.stamp(path), self.known.get(path)
        if told is not None and told[0] == stamp:
            return told[1]
        facts = self.executor.submit(probe.look, path, kind).result()
        if stamp is not None:
            self.known[path] = (stamp, facts)
        return facts

    def shelf(self) -> Shelf:
        nothing: Mapping[Path, object] = {}
        return Shelf(
            self.store.root,
            stills=_Lazy(self._still),
            films=_Lazy(self._film),
            posters=_Lazy(self._poster),
            captions=_Lazy(self._captions),
            storyboards=nothing,  # type: ignore[arg-type]  # empty, of whatever kind
            previews=nothing,  # type: ignore[arg-type]
            press=nothing,  # type: ignore[arg-type]
        )

    def made(self, address: str) -> Path | None:
        """The file at an address that was promised; None where it can't be made."""
        path, kind = self.promised.get(address, (None, ""))
        if path is None:
            return None
        if kind == "film":
            return path
        facts = self.facts(path, "photo" if kind == "photo" else "film")
        if kind == "photo" and isinstance(facts, PictureFacts):
            return self._copy(Job(path, facts.digest, STILL))
        if isinstance(facts, FilmFacts):
            recipe = PosterRecipe(at=self.posters.get(path), still=STILL)
            return self._copy(Job(path, facts.digest, recipe, facts))
        return None

    def _copy(self, job: Job) -> Path | None:
        made = self.executor.submit(make.one, job, self.store).result()
        return self.store.root / made.jpeg.path if isinstance(made, StillSet) else None

    # What the shelf holds.

    def _still(self, path: Path) -> StillSet | None:
        facts = self._fresh(path)
        if facts is not None and not isinstance(facts, PictureFacts):
            return None
        size = (facts.width, facts.height) if facts else _SHAPE
        return self._set(path, "photo", size)

    def _poster(self, path: Path) -> StillSet | None:
        facts = self._fresh(path)
        size = (facts.width, facts.height) if isinstance(facts, FilmFacts) else (1280, 720)
        return self._set(path, "poster", size)

    def _set(self, path: Path, kind: str, size: tuple[int, int]) -> StillSet | None:
        address = self._promise(path, kind, ".jpg")
        if not address:
            return None
        copy = Copy(address, *size, 0, "image/jpeg")
        return StillSet((copy,), copy, *size, colour="#dccfb6")

    def _film(self, path: Path) -> FilmSet | None:
        address = self._promise(path, "film", path.suffix)
        facts = self._fresh(path)
        if not address or not isinstance(facts, FilmFacts | None):
            return None
        size = (facts.width, facts.height) if facts else (1280, 720)
        copy = Copy(address, *size, path.stat().st_size, "video/mp4")
        return FilmSet((copy,), facts.seconds if facts else 0.0, copied=True)

    def _captions(self, path: Path) -> Captions | None:
        facts = self._fresh(path) or self.facts(path, "captions")
        if not isinstance(facts, TextFacts):
            return None
        made = make.one(Job(path, facts.digest, CaptionRecipe()), self.store)
        return None if isinstance(made, Failed) or not isinstance(made, Captions) else made

    def _fresh(self, path: Path) -> Facts | None:
        """What is known of a file as it is now; nothing is looked at."""
        told = self.known.get(path)
        return told[1] if told and told[0] == probe.stamp(path) else None

    def _promise(self, path: Path, kind: str, ending: str) -> str:
        """The address of a copy: another wherever the original is another."""
        stamp = probe.stamp(path)
        if stamp is None:
            return ""
        told = hashlib.sha256(f"{kind} {path} {stamp}".encode()).hexdigest()[:24]
        address = f"{ROOM}{told}{ending}"
        self.promised[address] = (path, kind)
        return address
