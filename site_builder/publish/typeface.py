"""The display face cut to the characters that the site uses: the only file that knows fontTools."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.ttLib import TTFont

from site_builder.whole import write_whole


def characters(texts: Iterable[str]) -> str:
    """The characters of these texts, each once, in order, with the basic Latin ones."""
    latin = {chr(code) for code in range(0x20, 0x7F)}
    return "".join(sorted(latin.union(*map(set, texts)) - {"\n", "\r", "\t"}))


def display_face(wanted: str, memory: Path) -> Path:
    """The file of Noto Serif SC (OFL) as WOFF2 with just these characters; rare ones it lacks are left out.

    A face of the same characters is taken from `memory`, a folder.
    """
    source = pylopdf_fonts_zh_cn.serif_path()
    told = f"{source.stat().st_size} {wanted}".encode()
    kept = memory / f"{hashlib.sha256(told).hexdigest()[:32]}.woff2"
    if not kept.exists():
        write_whole(kept, _cut(source, wanted))
    return kept


def _cut(source: Path, wanted: str) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=["kern", "palt", "halt", "vert"])
    options.ignore_missing_unicodes = True
    with TTFont(source, lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=wanted)
        cutter.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
