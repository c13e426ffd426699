"""Addresses proposed for Chinese names: lower-case pinyin with hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_DOUBLE = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "令狐",
        "百里",
        "呼延",
        "东郭",
        "西门",
    ]
)
"""Surnames of two characters."""
_QUOTED = re.compile(r"[“「『《]([\u3400-\u9fff]{2,8})[”」』》]")
_PARTED = re.compile(r"[\s　：:——\-·,，、。()（）“”《》「」+＋!！?？]+")
MOST = 4
"""Syllables of a project's address."""
LONGEST = 60
"""Characters of any."""


def of_person(name: str) -> str:
    """`li-xiulan`, `ouyang-shuyi`, `aierken-tuniyazi`; empty where nothing of it has a reading."""
    parts = [part for part in re.split(r"[·•・.\s　]+", name.strip()) if part]
    if len(parts) == 1 and 2 <= len(parts[0]) <= 4:
        cut = 2 if parts[0][:2] in _DOUBLE and len(parts[0]) > 2 else 1
        parts = [parts[0][:cut], parts[0][cut:]]
    return "-".join(filter(None, map(_joined, parts)))[:LONGEST].strip("-")


def of_project(name: str) -> str:
    """Of what it is called by: the title that it opens with, or its first words."""
    quoted = _QUOTED.match(name)
    words = [quoted[1]] if quoted else [word for word in _PARTED.split(name) if word]
    told: list[str] = []
    left = MOST
    for word in words:
        if word.isascii():
            told.append(_joined(word))
        elif left > 0:
            told += (
                _joined(word[at : min(at + 2, left)]) for at in range(0, min(len(word), left), 2)
            )
            left -= len(word)
    return "-".join(filter(None, told))[:LONGEST].strip("-")


def free(slug: str, taken: set[str]) -> str:
    """The slug, or with the first number that nobody has."""
    return next(each for each in _numbered(slug) if each not in taken)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1


def _joined(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - slow to load

    told = "".join(lazy_pinyin(text, style=Style.NORMAL, errors="default", v_to_u=False))
    plain = unicodedata.normalize("NFKD", told).lower()
    return re.sub(r"[^a-z0-9]", "", plain)
