"""The line that a problem is in, as far as it may be shown: logs are passed on."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from site_builder.checks.privacy import private
from site_builder.content.problem import Place, Problem

_HIDDEN = frozenset({"private-data", "private-field", "secret-in-address", "bad-address"})
"""Their lines hold what nobody should see."""
_SECRET = re.compile(r"://\S*")


class Excerpts:
    """Lines of the files of one content folder, each file read once."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._lines = lru_cache(maxsize=8)(self._read)

    def of(self, problem: Problem) -> str:
        """The text of its line; empty where it has none, or where it may not be shown."""
        place = problem.place
        lines = self._lines(place.file) if place.line and place.column else ()
        if problem.code in _HIDDEN or not 0 < place.line <= len(lines):
            return ""
        return shown(lines[place.line - 1], place)

    def _read(self, file: str) -> tuple[str, ...]:
        if not file.endswith(".yml"):
            return ()
        try:
            return tuple((self._content / file).read_text("utf-8-sig", "replace").splitlines())
        except OSError:
            return ()


def shown(line: str, place: Place) -> str:
    """A line without what steers a terminal; empty where it holds private numbers or an address."""
    if any(private(line)) or _SECRET.search(line) or len(line) < place.column - 1:
        return ""
    return "".join(sign if sign.isprintable() or sign == "\u3000" else " " for sign in line)
