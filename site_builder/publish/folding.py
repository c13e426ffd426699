"""The folding of text for search: one form for all spellings of the same thing, and its sounds.

Text is folded code point by code point: compatibility forms and capitals made plain, traditional
characters simplified, marks, punctuation and spaces dropped. `theme/assets/js/search.js` does the
same to what is asked for; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

_DROPPED = ("P", "S", "Z", "M", "Cc", "Cf")
"""Unicode categories. Unassigned code points stay: Python may be older than the character."""
_LETTERS = str.maketrans(dict.fromkeys("○◯", "〇") | dict.fromkeys("\u1427\ua78f", ""))
"""Circles that stand for 〇 in years (二○二六), and middle dots that Unicode calls letters."""
_CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHARACTER = re.compile(f"[{_CHINESE}]")
_RUN = re.compile(f"[{_CHINESE}]|[^{_CHINESE}]+")
"""One Chinese character, or a run of anything else."""

WAYS = 32
"""As many ways to cut letters into syllables are tried."""
LONGEST_RUN = 8
"""So many syllables in a row are found from the middle of a name; from its opening, any number."""

# --- text ----------------------------------------------------------------------------------


@cache
def simplified() -> Mapping[str, str]:
    """Traditional character -> simplified, from opencc. No value is a key."""
    table = {}
    for row in (files("opencc") / "dictionary/TSCharacters.txt").read_text("utf-8").splitlines():
        old, _, new = row.partition("\t")
        table[old] = new.split(" ")[0]
    return {old: _last(old, table) for old in table if _last(old, table) != old}


def _last(sign: str, table: Mapping[str, str]) -> str:
    seen = [sign]
    while (sign := table.get(sign, sign)) not in seen:
        seen.append(sign)
    return sign


@cache
def plain(sign: str) -> str:
    """One code point without the table: nothing, one character, or a few (㎏ gives kg)."""
    low = unicodedata.normalize("NFKC", sign.translate(_LETTERS)).lower()
    kept = (each for each in unicodedata.normalize("NFD", low) if not _dropped(each))
    return unicodedata.normalize("NFC", "".join(kept))


def _dropped(sign: str) -> bool:
    return unicodedata.category(sign).startswith(_DROPPED)


@cache
def fold_sign(sign: str) -> str:
    """One code point, folded."""
    table = simplified()
    return "".join(table.get(each, each) for each in plain(table.get(sign, sign)))


def exceptions(text: str) -> dict[str, str]:
    """The characters of a text that can't be folded without the table, and what they become."""
    return {sign: fold_sign(sign) for sign in sorted(filter(_needs_table, set(text)))}


@cache
def _needs_table(sign: str) -> bool:
    return plain(sign) != fold_sign(sign)


def fold(text: str) -> str:
    return "".join(map(fold_sign, text))


# --- sounds --------------------------------------------------------------------------------


@cache
def known_syllables() -> tuple[str, ...]:
    """All toneless syllables of Chinese with a vowel, with v for ü."""
    from pypinyin import Style  # noqa: PLC0415 - slow to load, and checks ask for no sound
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415
    from pypinyin.style import convert  # noqa: PLC0415

    told = {
        convert(reading, Style.NORMAL, strict=False, default="").replace("ü", "v")
        for readings in pinyin_dict.values()
        for reading in readings.split(",")
    }
    return tuple(sorted(each for each in told if re.fullmatch("[a-z]*[aeiouv][a-z]*", each)))


def syllables(text: str, reading: str | None = None) -> tuple[str, ...]:
    """How text sounds, a syllable for each Chinese character; other runs stay as they are.

    `reading` replaces the automatic one: `shan lianying`, with or without tones.
    """
    folded = fold(text)
    if reading is not None:
        return _read(reading, len(_RUN.findall(folded)))
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - slow to load

    # The stub knows handlers that give a string only; a list is documented.
    spoken = lazy_pinyin(folded, style=Style.NORMAL, errors=_unread)  # type: ignore[arg-type]
    return tuple(each.replace("ü", "v") for each in spoken)


def _unread(text: str) -> list[str]:
    """What pypinyin can't read: other scripts stay as they are, unknown characters are mute."""
    return [run for run in _RUN.findall(text) if not _CHARACTER.fullmatch(run)]


def _read(reading: str, wanted: int) -> tuple[str, ...]:
    """Cut a reading into its syllables, into as many as the name has characters if that can be."""
    with_v = re.sub("[üǖǘǚǜ]", "v", unicodedata.normalize("NFC", reading.lower()))
    words = [fold(word) for word in re.split(r"[\s'’·-]+", with_v) if fold(word)]
    ways: list[tuple[str, ...]] = [()]
    for word in words:
        ways = [way + more for way in ways for more in cut(word) or [(word,)]]
        ways = sorted(ways, key=len)[:WAYS]
    return next((way for way in ways if len(way) == wanted), ways[0])


def cut(joined: str) -> list[tuple[str, ...]]:
    """The ways to cut letters into syllables, fewest first: xian gives (xian), (xi, an)."""
    known = frozenset(known_syllables())
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(joined) + 1):
        here = [
            (*way, joined[start:end])
            for start in range(max(0, end - 6), end)
            if joined[start:end] in known
            for way in ways[start]
        ]
        ways.append(sorted(here, key=len)[:WAYS])
    return ways[-1]


def runs(spoken: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where to where the parts of a name go that it is found by: all that begin it, and the
    short ones within it.
    """
    for start in range(len(spoken)):
        for end in range(start + 1, len(spoken) + 1):
            if start == 0 or end - start <= LONGEST_RUN:
                yield start, end


def near(letters: str) -> str:
    """One form for sounds that are often confused: n and l, zh and z, -ng and -n, ü and u.

    It takes the letters as they come, not by syllables, so that a query needs no cutting: what is
    dropped from linggan must be dropped from lin gan too.
    """
    told = re.sub(r"([zcs])h", r"\1", letters)
    return re.sub(r"ng+", "n", told).replace("l", "n").replace("v", "u")
