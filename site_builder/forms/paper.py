"""Forms and registers as plain rows of cells, whatever office wrote them. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

Grid = tuple[tuple[str, ...], ...]
"""Rows of cells; a cell that spans several columns or rows stands once."""


@dataclass(frozen=True)
class Paper:
    """A document: what it says outside its tables, the tables, and its pictures."""

    lines: tuple[str, ...]
    tables: tuple[Grid, ...] = ()
    pictures: tuple[bytes, ...] = ()


class Unfit(Exception):
    """A file that is not what its name says; `reason` is a code of `said.py`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
