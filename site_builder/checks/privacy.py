"""The rule that nothing private is published: searched for in everything that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel

from site_builder.content.library import Entry, Library
from site_builder.content.model import Original
from site_builder.content.original import Originals, Unreadable
from site_builder.content.problem import Place, Problem, Text, error

_DASH = r"\s\-‐-―−·."
_GAP = rf"[{_DASH}]{{0,3}}"
_DAY = rf"(?:0[1-9]|1[0-2]){_GAP}(?:[0-2]\d|3[01])"
_MOBILE = re.compile(
    rf"(?<!\d)(?:(?:00|\+)?86{_GAP})?1[3-9]\d(?:[{_DASH}]?\d){{8}}(?!\d)"
    rf"|(?<!\d)(?:(?:00|\+)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)"
)
_IDENTITY = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx](?!\d)"
)
_OLD_IDENTITY = re.compile(rf"(?<!\d)[1-9]\d{{5}}{_GAP}\d{{2}}{_DAY}{_GAP}\d{{3}}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_LANDLINE = re.compile(
    rf"(?<!\d)\(?{_AREA}\)?{_GAP}\d{{7,8}}(?!\d)|(?<!\d)\(?{_AREA}\)?{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)"
)
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
"""Signs without a width, which come with what is copied out of chats and web pages."""
_DIGITS = re.compile(r"\d(?:\W{0,4}\d){6}")
"""Seven digits near each other: without them, or the sign of an e-mail, nobody need look."""
_AT = ("@", "＠", "﹫")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def nothing_private(library: Library, originals: Originals) -> Iterator[Problem]:
    """文字、字幕、文件名和照片影片的信息里没有手机号、身份证号、邮箱和座机。 / Nothing private anywhere."""
    for entry in library.entries:
        for kind, found in private(entry.slug):
            yield private_data(entry.place("name"), kind, found)
        for path, text in _texts(entry.data):
            for kind, found in private(text):
                yield private_data(entry.place(*path), kind, found)
        yield from _metadata(entry, originals)


def private(text: str) -> Iterator[tuple[Text, str]]:
    """What in a text looks like a person's own number or address; full-width digits too."""
    if not _DIGITS.search(text) and not any(sign in text for sign in _AT):
        return
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    for match in _MOBILE.finditer(plain):
        yield Text("手机号", "a mobile number"), match[0]
    for match in _IDENTITY.finditer(plain):
        if _valid(match[0]):
            yield Text("身份证号", "an ID number"), match[0]
    for match in _OLD_IDENTITY.finditer(plain):
        yield Text("身份证号", "an ID number"), match[0]
    for match in _EMAIL.finditer(plain):
        yield Text("电子邮箱", "an e-mail address"), match[0]
    for match in _LANDLINE.finditer(plain):
        yield Text("座机号码", "a telephone number"), match[0]


def _valid(number: str) -> bool:
    """The checksum of an 18-digit ID number (GB 11643)."""
    digits = re.sub(f"[{_DASH}]", "", number)
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[-1].upper()


def _texts(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string of an entry with its path; file names are strings too."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Original):  # 64 hex digits may hold what looks like a telephone number
        yield (*path, "at"), re.sub(r"[0-9A-Fa-f]{64}", "", value.at)
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from _texts(getattr(value, key), (*path, key))
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _texts(each, (*path, at))


def _metadata(entry: Entry, originals: Originals) -> Iterator[Problem]:
    """Captions are printed. Copies carry no metadata; the original is named all the same, as it lies
    in the repository.
    """
    for where, name in entry.files():
        facts = originals.get(entry.folder / name)
        if facts is not None and not isinstance(facts, Unreadable):
            for text in facts.texts:
                for kind, found in private(text):
                    yield private_data(entry.place(*where), kind, found)


def private_data(place: Place, kind: Text, found: str) -> Problem:
    """`found` is told only in part: messages are passed on."""
    shown = min(3, len(found) // 4)
    masked = f"{found[:shown]}…{found[-shown:]}" if shown else "…"
    return error(
        place, "private-data",
        Text(f"这里有{kind.zh}（{masked}），不能公开。", f"This holds {kind.en} ({masked}), which is not public."),
        Text("删掉它；如果在照片或影片的属性里，请清除属性后重新导出。",
             "Delete it; in a photo's or film's properties, clear them and export it anew."),
    )  # fmt: skip
