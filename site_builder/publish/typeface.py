"""The display face cut to the characters that the site uses: where fontTools cuts."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.lettering import FACES, face
from site_builder.whole import write_whole

FAMILY = "Showcase Song"
FEWEST, MOST = 50, 160
"""Characters in one file: some 30 kB, as a page wants a few dozen of the rarer ones."""
FEATURES = ("ccmp", "kern", "palt", "halt", "vert")
"""What a face keeps beside its characters; `ccmp` joins the two strokes of a dash into one."""


def slices(first: str, usual: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of these texts, each in one slice only, so that a page loads few of them.

    `first` is what a visitor sees at once: its characters, and basic Latin, are the first slice.
    Those of `usual`, which stand on most pages, come next; the others by the number of texts that
    hold them, roughly: a text more changes few of the slices, so visitors keep what they have.
    """
    opening = _distinct(first) | {chr(code) for code in range(0x20, 0x7F)}
    common = _distinct(usual)
    counts = Counter(sign for text in (usual, *texts) for sign in _distinct(text) - opening)
    rest = sorted(counts, key=lambda sign: (sign not in common, -counts[sign].bit_length(), sign))
    return tuple("".join(sorted(chunk)) for chunk in (opening, *_chunks(rest)))


def _chunks(signs: Iterable[str]) -> Iterator[list[str]]:
    """Cut behind characters that are told by themselves, not by their place: where one comes or goes,
    the cuts before and after it stay.
    """
    chunk: list[str] = []
    for sign in signs:
        chunk.append(sign)
        last = len(chunk) >= FEWEST and zlib.crc32(sign.encode()) % FEWEST == 0
        if last or len(chunk) == MOST:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def by_face(text: str) -> dict[Path, str]:
    """The characters of a text by the face that sets them, rare ones too; what no face has is left
    out.
    """
    found: dict[Path, str] = {}
    for sign in sorted(_distinct(text)):
        if path := face(sign):
            found[path] = found.get(path, "") + sign
    return found


def name(wanted: str, source: Path = FACES[0]) -> str:
    """The file name of a slice: another wherever its characters, what is kept beside them, or the
    face are others.
    """
    told = f"{source.stat().st_size} {FEATURES} {wanted}".encode()
    return f"{hashlib.sha256(told).hexdigest()[:16]}.woff2"


def display_face(wanted: str, memory: Path, source: Path = FACES[0]) -> Path:
    """The file of Noto Serif SC (OFL), or another face, as WOFF2 with just these characters; rare
    ones it lacks are left out.

    A face of the same characters is taken from `memory`, a folder.
    """
    kept = memory / name(wanted, source)
    if not kept.exists():
        write_whole(kept, _cut(source, wanted))
    return kept


def style(wanted: Iterable[str], source: Path = FACES[0]) -> str:
    """CSS that has a browser load a slice only where the page holds one of its characters."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";src:url("{name(each, source)}") format("woff2");'
        f"font-display:swap;unicode-range:{_ranges(each)}}}\n"
        for each in wanted
    )


def _ranges(wanted: str) -> str:
    """`U+4e00-4e02,U+5b66`."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, wanted)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{low:x}" if low == high else f"U+{low:x}-{high:x}" for low, high in runs)


def _distinct(text: str) -> set[str]:
    return {sign for sign in text if sign not in "\n\r\t"}


def _cut(source: Path, wanted: str) -> bytes:
    from fontTools import subset  # noqa: PLC0415 - slow to load, and cut faces are kept
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = subset.Options(flavor="woff2", layout_features=list(FEATURES))
    options.ignore_missing_unicodes = True
    with TTFont(source, lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=wanted)
        cutter.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
