"""The typefaces that names are set in on pictures and paper, and which characters each holds.

Noto Serif SC (OFL) has some 31,000 characters: all of the 8,105 of the national table, extension A
whole, and a few hundred beyond. Noto Sans SC stands in for the few that it lacks, then what the site's
owner names. What none of them has would show as an empty box, so it is asked here before anything is
set.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pylopdf_fonts_zh_cn

ENVIRONMENT = "SITE_BUILDER_TYPEFACES"
"""Names more font files, for names in still rarer characters; every worker inherits it."""
FACES: tuple[Path, ...] = (
    Path(pylopdf_fonts_zh_cn.serif_path()),
    Path(pylopdf_fonts_zh_cn.sans_path()),
    *(Path(each) for each in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if each),
)
"""In the order in which they are asked for a character."""
_SURE = re.compile(
    r"[\x20-\x7e\u3400-\u4dbf\u4e00-\u9fff，。、；：！？“”‘’（）《》〈〉〔〕【】…—·×]+"
)
"""What the first face has for certain (a test says so), so that no font need be opened for it."""


def lacking(text: str) -> str:
    """The characters of a text that no face has, each once, in order."""
    doubtful = _SURE.sub("", text)
    return "".join(
        sign for sign in dict.fromkeys(doubtful) if sign not in "\n\t" and not face(sign)
    )


@lru_cache(maxsize=8192)
def face(sign: str) -> Path | None:
    """The first face that has this character."""
    return next((path for path in FACES if ord(sign) in _advances(path)), None)


def runs(text: str) -> Iterator[tuple[Path, str]]:
    """The text in pieces of one face each. What no face has is left out."""
    for path, signs in groupby(text, key=face):
        if path is not None:
            yield path, "".join(signs)


def width(text: str, size: float, spacing: float = 0.0) -> float:
    """How wide a text is set, in the unit of `size`; `spacing` is added after each character but
    the last, in ems.
    """
    return size * (_ems(text) + spacing * max(0, len(text) - 1))


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    """Kept, for a text that is to be fitted is measured at every size and in every part."""
    return sum(_advances(path)[ord(sign)] for path, run in runs(text) for sign in run)


@lru_cache(maxsize=len(FACES))
def _advances(path: Path) -> Mapping[int, float]:
    """The width of each character in ems, by its code point; none where the file is no font.

    Takes a tenth of a second, once.
    """
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - slow to load, seldom needed

    try:
        with TTFont(path, lazy=True) as font:
            widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
            return {code: widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    except (OSError, TTLibError, KeyError):
        return {}
