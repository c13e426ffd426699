"""The media corpus written up as content: an entry for each file of its manifest."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from site_builder.publish import plugin
from site_builder.publish.plugin import Order, Outcome
from tests.written import NOW, ROOT, STAR, changed, configured, folder

_PHOTOS = {".jpg", ".png", ".webp", ".heic", ".avif", ".tif", ".gif", ".apng", ".jxl", ".svg"}
_CAPTIONS = {".srt", ".vtt"}
_THREE = STAR[STAR.index("photos:") : STAR.index("consent:")]
FILM = "video/audio/long_1080p_videoonly.mp4"
"""What the captions of the corpus are said to."""


@dataclass(frozen=True)
class Case:
    """One file of the manifest, and the entry that names it."""

    path: str
    """In the corpus, with `/`."""
    slug: str
    hazard: str
    must: str
    """What a right program does with it, in the manifest's words."""

    @property
    def entry(self) -> str:
        return f"stars/{self.slug}/star.yml"


@dataclass(frozen=True)
class Written:
    """The corpus as content, and the site that was built of it."""

    cases: tuple[Case, ...]
    content: Path
    site: Path
    outcome: Outcome


def built(corpus: Path, folder: Path) -> Written:
    """Written up and built in this folder. Copies come from the project's own cache."""
    told, content = cases(corpus), folder / "content"
    write(corpus, content, told)
    # An A2 poster is the dearest copy of all, and is drawn of the portrait, which no case is.
    own = ("cache: .cache", f"cache: {ROOT / '.cache'}\n      placards: none")
    config = configured(folder, own)
    order = Order(config, content=content, out=folder / "site", now=NOW)
    return Written(told, content, folder / "site", plugin.build(order))


def cases(corpus: Path) -> tuple[Case, ...]:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(
        Case(row["path"], f"case-{at:03}", row["hazard"], row["correct_pipeline_must"])
        for at, row in enumerate(rows)
    )


def write(corpus: Path, content: Path, told: tuple[Case, ...]) -> None:
    """A content folder with an entry for each: as its photo, its film, or its film's captions."""
    folder(content, star=None, project=None)
    (content / "pages").mkdir()
    for case in told:
        entry = content / "stars" / case.slug
        entry.mkdir(parents=True)
        (entry / "star.yml").write_text(_entry(corpus / case.path, entry, corpus), "utf-8")


def _entry(original: Path, entry: Path, corpus: Path) -> str:
    shutil.copy(original, entry)
    kind = original.suffix.lower()
    Image.new("RGB", (120, 80), "#a33").save(entry / "portrait.jpg")
    portrait = f"photos:\n{_photo('portrait.jpg')}"
    if kind in _PHOTOS:
        return changed(STAR, _THREE, portrait + _photo(original.name))
    if kind in _CAPTIONS:
        shutil.copy(corpus / FILM, entry / "film.mp4")
        film: Mapping[str, str] = {"file": "film.mp4", "title": "片", "captions": original.name}
    else:
        film = {"file": original.name, "title": "片"}
    told = f"film: {json.dumps(film, ensure_ascii=False)}\n"
    return changed(STAR, _THREE, portrait + told)


def _photo(name: str) -> str:
    told = {
        "file": name,
        "alt": "一张照片",
        "caption": "照片",
        "credit": "林默 摄",
        "usage": "press",
    }
    return f"  - {json.dumps(told, ensure_ascii=False)}\n"
