"""A library of a few entries, for the tests of the whole way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from site_builder.content.library import Entry, Library, Source
from site_builder.content.model import (
    Consent,
    Film,
    Honour,
    Kind,
    Level,
    Photo,
    Region,
    Scope,
    Star,
    Theme,
    Vocabulary,
)
from site_builder.media.recipe import Captions

WORDS = Vocabulary(
    regions=(Region(name="郑州市", slug="zhengzhou"),),
    fields=(Theme(name="社区教育", slug="community"),),
)


def entry(folder: Path, photos: tuple[str, ...] = (), film: Film | None = None) -> Entry:
    """One star whose files lie in `folder`."""
    star = Star(
        name="李秀兰",
        region="郑州市",
        fields=("社区教育",),
        honours=(Honour(campaign=2023, level=Level.PROVINCIAL),),
        citation="一",
        summary="二",
        story="三",
        photos=tuple(Photo(file=name) for name in photos),
        film=film,
        consent=Consent(signed=dt.date(2023, 6, 1), scope=(Scope.WEB,)),
    )
    return Entry(Kind.STAR, folder.name, folder, star, Source(f"stars/{folder.name}/star.yml"))


def library(root: Path, *entries: Entry) -> Library:
    return Library(root, entries, {}, WORDS)


def lines(captions: Captions) -> tuple[str, ...]:
    """What is said, without the times."""
    return tuple(cue.text for cue in captions.cues)
