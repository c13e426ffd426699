"""What may be written of an opening: the order of the ceremony, `openings/<year>.yml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from site_builder.content.model import FileName, Grade, Kind, Level, Line, Truth, Whole, Written

Seconds = Annotated[float, Field(gt=0, le=3600)]


class Show(StrEnum):
    """What is on the screen."""

    TITLE = "title"
    GROUP = "group"
    ENTRY = "entry"
    FILM = "film"
    PAUSE = "pause"
    THANKS = "thanks"


class Item(Written):
    """One item of the programme."""

    show: Show
    text: str = ""
    """In large letters: of a title card, a pause, the thanks, or above a group's names."""
    under: str = ""
    """A smaller line below it."""
    entry: Line | None = None
    """The folder of a person or project, `li-xiulan`: whom an entry or a film is about."""
    entries: tuple[Line, ...] = ()
    """A group's folders, in this order; or leave it out and give kind with level or grade."""
    kind: Kind | None = None
    """A group of all stars, or of all projects …"""
    level: Level | None = None
    """… that were named at this level in this year and carry no mark, in the order of lists; …"""
    grade: Grade | None = None
    """… or of those that carry this mark."""
    lines: tuple[Line, ...] = ()
    """Who is thanked, a line each."""
    seconds: Seconds | None = None
    """How long it stays; worked out where it is left out. A film on the stage runs its own time."""
    notes: str = ""
    """What the host says meanwhile; only the presenter's window and the cue sheet show it."""


class Programme(Written):
    """A year's opening, in order."""

    year: Whole
    sample: Truth = False
    """Its wording is invented; it is marked as such."""
    music: FileName | None = None
    """Sound to lay under the opening film, beside this file; it gives way to speech."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
