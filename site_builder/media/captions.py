"""Captions in the formats and encodings that offices send, as clean WebVTT."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pysubs2

from site_builder.media.recipe import CaptionRecipe, Captions, Cue, Refused
from site_builder.media.store import copy_of

COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着下自之年"
    "过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣"
    "，。！？：、"
)
"""The most frequent characters: a decoding that yields more of them is the right one."""
MOST = 5 << 20
"""Bytes: the words of a day of speech are a tenth of it."""
_MARKUP = re.compile(r"</?(?:[bius]|font|span|c|v|lang|ruby|rt)(?:[\s.][^<>]*)?>|<[\d:.]+>", re.I)
_TIMING = re.compile(r"^[^\n]*?\d[\d:.,]*[ \t]*-->[ \t]*\S", re.M)
"""A line that is meant to time a cue, well written or not."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""What no page may hold, and what turns the order of the words around it."""
_OVERRIDE = re.compile(r"\{\\[^}]*\}")


def words(path: Path) -> tuple[str, ...]:
    """What every cue says, those that make no sense too. Raises `Refused` of what is far too large."""
    return tuple(said for _, _, said in _told(_plain(decoded(_read(path)))) if said)


def _read(path: Path) -> bytes:
    if path.stat().st_size > MOST:
        raise Refused("not-captions", f"it is larger than {MOST >> 20} MB")
    return path.read_bytes()


def webvtt(path: Path, recipe: CaptionRecipe, out: Path) -> Captions:
    """Write `captions.vtt` in the folder `out`. Cues that make no sense are left out and counted.

    Cues that overlap stay: two people may speak at once, and players stack what they say.
    Raises `Refused` where none is left.
    """
    text = _plain(decoded(_read(path)))
    told = tuple(_told(text))
    end = round(recipe.until * 1000) if recipe.until is not None else None
    cues = tuple(_good(told, end))
    if not cues:
        raise Refused("not-captions", "it holds no cue with a time and words")
    target = out / "captions.vtt"
    blocks = ("WEBVTT", *(_block(*cue) for cue in cues))
    target.write_text("\n\n".join(blocks) + "\n", "utf-8", newline="\n")
    said = tuple(Cue(start, end, " ".join(words.split())) for start, end, words in cues)
    unread = max(0, len(_TIMING.findall(text)) - len(told))
    silent = sum(not words for _, _, words in told)
    return Captions(copy_of(target, "text/vtt"), said, unread + len(told) - silent - len(cues))


def decoded(raw: bytes) -> str:
    """UTF-8 and UTF-16 are told by themselves; GB18030 and Big5 read almost any bytes, so the one
    that makes more common characters is taken.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    readings = []
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text
        readings.append(text)
    # A byte that was lost, where a tool cut a character, spoils that character and no other.
    readings += [raw.decode(encoding, "replace") for encoding in ("utf-8-sig", "gb18030")]
    return max(readings, key=_commonness)


def _commonness(text: str) -> int:
    return sum(character in COMMON for character in text)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n ")


def _told(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end in milliseconds, and the words; in order of time."""
    format_ = "vtt" if text.startswith("WEBVTT") else "srt"
    try:
        told = pysubs2.SSAFile.from_string(text, format_=format_, keep_html_tags=True)
    except (pysubs2.Pysubs2Error, ValueError):
        return
    for event in sorted(told, key=lambda event: (event.start, event.end)):
        yield event.start, event.end, _words(event.text)


def _good(told: Iterable[tuple[int, int, str]], end: int | None) -> Iterator[tuple[int, int, str]]:
    """Those with words and a time that makes sense, none running on after the film's end."""
    for start, stop, words in told:
        if words and stop > start >= 0 and (end is None or start < end):
            yield start, stop if end is None else min(stop, end), words


def _words(text: str) -> str:
    """Lines without markup; what follows a blank line belongs to no cue."""
    text = _OVERRIDE.sub("", text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " "))
    text = _CONTROL.sub("", html.unescape(_MARKUP.sub("", text))).strip()
    lines = (line.strip() for line in re.split(r"\n\s*\n", text, maxsplit=1)[0].split("\n"))
    return "\n".join(line for line in lines if line)


def _block(start: int, end: int, words: str) -> str:
    return f"{clock(start)} --> {clock(end)}\n{html.escape(words, quote=False)}"


def srt(cues: Iterable[Cue]) -> str:
    """The same captions in SubRip's format, which editing desks take. Written here: pysubs2 takes
    what stands in braces for styling.
    """
    return "\n".join(
        f"{number}\n{_comma(cue.start)} --> {_comma(cue.end)}\n{cue.text}\n"
        for number, cue in enumerate(cues, start=1)
    )


def _comma(milliseconds: int) -> str:
    return clock(milliseconds).replace(".", ",")


def clock(milliseconds: int) -> str:
    """A moment as WebVTT writes it: `00:01:02.345`."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
