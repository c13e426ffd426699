"""Captions in the formats and encodings that offices send, as clean WebVTT."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pysubs2

from site_builder.media.recipe import Captions
from site_builder.media.store import copy_of

ENCODINGS = ("utf-8-sig", "gb18030", "big5")
"""Tried in this order: UTF-8 is strict enough never to be mistaken, GB18030 reads most others."""
_OVERRIDE = re.compile(r"\{\\[^}]*\}|<[^>]+>")


class Unusable(Exception):
    """A captions file that holds no captions."""


def webvtt(path: Path, out: Path) -> Captions:
    """Write `captions.vtt` in the folder `out`. Cues that make no sense are left out."""
    cues = tuple(_cues(decoded(path.read_bytes())))
    if not cues:
        raise Unusable
    target = out / "captions.vtt"
    lines = [
        f"{_time(start)} --> {_time(end)}\n{html.escape(text, quote=False)}"
        for start, end, text in cues
    ]
    target.write_text("WEBVTT\n\n" + "\n\n".join(lines) + "\n", "utf-8")
    return Captions(
        copy_of(target, "text/vtt"), tuple(" ".join(text.split("\n")) for *_, text in cues)
    )


def decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _cues(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end in milliseconds, and the words; in order of time."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        told = pysubs2.SSAFile.from_string(
            text, format_="vtt" if text.startswith("WEBVTT") else "srt"
        )
    except (pysubs2.Pysubs2Error, ValueError):
        return
    for event in sorted(told, key=lambda event: (event.start, event.end)):
        words = _OVERRIDE.sub("", event.text.replace("\\N", "\n")).replace("-->", "→")
        words = "\n".join(line.strip() for line in words.split("\n") if line.strip())
        if words and event.end > event.start >= 0:
            yield event.start, event.end, words


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
