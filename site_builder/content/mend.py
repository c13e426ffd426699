"""Slips of the keyboard in an editor's YAML, mended in the text itself; nothing else in it changes.

What is mended has one meaning only, and the outcome is read again: a file that was in order keeps
its values, another has fewer faults than before, and each mended key stands where it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from site_builder.content import gloss, slips, yaml_text
from site_builder.content.problem import Text
from site_builder.content.slips import Model, Step, errors, given, known
from site_builder.content.yaml_text import Parsed

_WIDTHS = (2, 4, 8)
"""Columns that a tab may stand for: where they would differ in meaning, nobody knows."""
_A_KEY = re.compile(r"(?:^ *(?:- +)*|[{,] *)([a-z][\w-]*):(?= |$)")
_ODD_ENDS = re.compile("[\r\x85\u2028\u2029]")
"""Line ends to YAML, and to no editor's eye."""


@dataclass(frozen=True)
class Mended:
    """The text as it was and as it shall be, and what was done to its bytes on the way."""

    before: str
    after: str
    bytes_too: tuple[Text, ...]


def mended(raw: bytes, model: Model) -> Mended | None:
    """The file's bytes put right; None where there is nothing to mend, or nobody can be sure."""
    read = _decoded(raw, model)
    if read is None:
        return None
    text, done = read
    after = _text(text, model)
    return Mended(text, after, done) if done or after != text else None


# --- bytes -------------------------------------------------------------------------------------

_RECODED = Text("编码改为 UTF-8", "encoding: UTF-8")
_UNMARKED = Text("去掉文件开头看不见的标记（BOM）", "the invisible mark at its start (BOM) removed")
_LINES = Text("换行统一为 LF", "line ends: LF")


def _decoded(raw: bytes, model: Model) -> tuple[str, tuple[Text, ...]] | None:
    """The text, and what has to be done to its bytes; None where the encoding is anyone's guess."""
    done: list[Text] = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        told = _foreign(raw, model)
        if told is None:
            return None
        text = told
        done.append(_RECODED)
    if text.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
        done.append(_UNMARKED)
    if "\r\n" in text and not re.search("\r(?!\n)", text):
        text = text.replace("\r\n", "\n")
        done.append(_LINES)
    return text, tuple(done)


def _foreign(raw: bytes, model: Model) -> str | None:
    """GBK, or UTF-16 with its mark, if the model's keys are found in it."""
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "gb18030"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    found = {line.partition(":")[0] for line in text.replace("：", ":").splitlines()}
    odd = any(unicodedata.category(sign) in {"Co", "Cn", "Cs"} for sign in text)
    return None if odd or len(found & set(gloss.keys(model))) < 2 else text


# --- text --------------------------------------------------------------------------------------


def _text(text: str, model: Model) -> str:
    """The most that can be mended soundly: everything, or all but the keys, or line ends alone."""
    if _ODD_ENDS.search(text):
        return text
    for steps in slips.LADDER:
        told = [after for after in _ways(text, model, steps) if _sound(text, after, model)]
        if told and _agree(set(told)):
            return told[0]
    return text


def _agree(ways: set[str]) -> bool:
    """Whether it does not matter how wide a tab is taken to be."""
    return len(ways) == 1 or len({repr(yaml_text.parse(each).value) for each in ways}) == 1


def _ways(text: str, model: Model, steps: tuple[Step, ...]) -> Iterator[str]:
    """The text with these steps done, once for each width that a tab may have."""
    for width in _WIDTHS if _indented_by_tabs(text) else _WIDTHS[:1]:
        told = _spaced(text, width)
        for step in steps:
            told = step(told, model)
        yield told


def _indented_by_tabs(text: str) -> bool:
    return re.search(r"^ *\t[ \t]*[^ \t\n]", text, re.MULTILINE) is not None


def _spaced(text: str, width: int) -> str:
    return re.sub(
        r"^[ \t]+(?=[^ \t\n])",
        lambda found: found[0].replace("\t", " " * width),
        text,
        flags=re.MULTILINE,
    )


def _sound(before: str, after: str, model: Model) -> bool:
    """Whether the mended text reads well, and says what the old one did as far as that could be read."""
    if after == before:
        return True
    new, old = yaml_text.parse(after), yaml_text.parse(before)
    if new.faults or not isinstance(new.value, dict) or not _keys_stand(before, after, new):
        return False
    if old.faults or not isinstance(old.value, dict):
        return True
    wrong, now = errors(old.value, model), errors(new.value, model)
    return len(now) <= len(wrong) if wrong else not now and _same(old.value, new.value, model)


def _same(old: Any, new: Any, model: Model) -> bool:
    words = known(model)
    return model.model_validate(given(old, words)) == model.model_validate(given(new, words))


def _keys_stand(before: str, after: str, new: Parsed) -> bool:
    """Whether every key that was mended is read as a key in its place, not as a part of a text."""
    read = {(*mark, str(path[-1])) for path, mark in new.marks.items() if path}
    for at, (old, now) in enumerate(zip(before.split("\n"), after.split("\n"), strict=True), 1):
        stood = {key[1] for key in _A_KEY.finditer(old.lstrip(" \t"))}
        mended = (key for key in _A_KEY.finditer(now) if key[1] not in stood)
        if not all((at, key.start(1) + 1, key[1]) in read for key in mended):
            return False
    return True
