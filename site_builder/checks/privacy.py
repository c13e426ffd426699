"""The rule that nothing private is published: searched for in everything that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pydantic import BaseModel

from site_builder.checks.say import error
from site_builder.content.library import Entry, Library
from site_builder.content.original import FilmFacts, Originals, PictureFacts
from site_builder.content.problem import Place, Problem, Text

_GAP = r"[\s\-–—·.]?"
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d){{8}}(?!\d)")
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)"
)
_OLD_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LANDLINE = re.compile(
    r"(?<!\d)\(?0\d{2,3}\)?[\s\-–—]\d{7,8}(?!\d)|(?<!\d)\(0\d{2,3}\)\d{7,8}(?!\d)"
)
_SUSPECT = re.compile(r"(?:\d\W{0,2}){7}|[@＠]")
"""Seven digits near each other, or the sign of an e-mail: without them the rest need not look."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def nothing_private(library: Library, originals: Originals) -> Iterator[Problem]:
    """文字、文件名和照片影片的信息里没有手机号、身份证号、邮箱和座机。 / Nothing private anywhere."""
    for entry in library.entries:
        for path, text in _texts(entry.data):
            for kind, found in private(text):
                yield _problem(entry.place(*path), kind, found)
        yield from _metadata(entry, originals)


def private(text: str) -> Iterator[tuple[Text, str]]:
    """What in a text looks like a person's own number or address; full-width digits too."""
    if not _SUSPECT.search(text):
        return
    plain = unicodedata.normalize("NFKC", text)
    for match in _MOBILE.finditer(plain):
        yield Text("手机号", "mobile number"), match[0]
    for match in _IDENTITY.finditer(plain):
        if _valid(match[0]):
            yield Text("身份证号", "ID number"), match[0]
    for match in _OLD_IDENTITY.finditer(plain):
        yield Text("身份证号", "ID number"), match[0]
    for match in _EMAIL.finditer(plain):
        yield Text("电子邮箱", "e-mail address"), match[0]
    for match in _LANDLINE.finditer(plain):
        yield Text("座机号码", "telephone number"), match[0]


def _valid(number: str) -> bool:
    """The checksum of an 18-digit ID number (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _texts(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string of an entry with its path; file names are strings too."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for key in type(value).model_fields:
            yield from _texts(getattr(value, key), (*path, key))
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _texts(each, (*path, at))


def _metadata(entry: Entry, originals: Originals) -> Iterator[Problem]:
    """Copies carry no metadata; the original is named all the same, as it lies in the repository."""
    files: list[tuple[str, Place]] = [
        (photo.file, entry.place("photos", at, "file"))
        for at, photo in enumerate(entry.data.photos)
    ]
    if entry.data.film:
        files.append((entry.data.film.file, entry.place("film", "file")))
    for name, place in files:
        facts = originals.get(entry.folder / name)
        if isinstance(facts, (PictureFacts, FilmFacts)):
            for text in facts.texts:
                for kind, found in private(text):
                    yield _problem(place, kind, found)


def _problem(place: Place, kind: Text, found: str) -> Problem:
    masked = found[:3] + "…" + found[-2:]
    return error(
        place, "private-data",
        Text(f"这里有{kind.zh}（{masked}），不能公开。", f"This holds a {kind.en} ({masked}), which is not public."),
        Text("删掉它；如果在照片或影片的属性里，请清除属性后重新导出。",
             "Delete it; in a photo's or film's properties, clear them and export it anew."),
    )  # fmt: skip
