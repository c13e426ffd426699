"""The only file that knows Babel: the theme's catalogues of words, as gettext keeps them."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

from site_builder.publish.language import CHINESE, Language, Words, english

LOCALES = "locales"
"""The theme's folder of catalogues."""
SCRIPTS = "assets/js/"
"""Words that stand in one of these files are a script's."""


def languages(codes: list[str], theme: Path) -> tuple[Language, ...]:
    """Those of these codes; Chinese is always the first."""
    others = {"en": english}
    return (
        CHINESE,
        *(make(words(theme, code)) for code, make in others.items() if code in codes),
    )


def words(theme: Path, code: str, below: str = "") -> Words:
    """A catalogue's words; only those of files whose place begins with `below`."""
    with (theme / LOCALES / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code, abort_invalid=True)
    found: dict[str, tuple[str, ...]] = {}
    for each in catalogue:
        if each.id and each.string and any(str(at).startswith(below) for at, _ in each.locations):
            text = each.id if isinstance(each.id, str) else each.id[0]
            found[text] = (each.string,) if isinstance(each.string, str) else tuple(each.string)
    return found
