"""Slips of the keyboard in an editor's YAML, mended in the text itself; nothing else in it changes.

What is mended has one meaning only, and the outcome is read again: a file that was in order keeps
its values, another has fewer faults than before, and each mended key stands where it was written.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from site_builder.content import gloss, yaml_text
from site_builder.content.model import Written
from site_builder.content.problem import Text
from site_builder.content.yaml_text import Parsed, Path

Model = type[Written]
_BLANK = " \u3000\u00a0"
"""What looks like a space: YAML knows the first only."""
_WIDTHS = (2, 4, 8)
"""Columns that a tab may stand for: where they would differ in meaning, nobody knows."""
_HEADER = re.compile(
    r"^(?P<indent> *(?:- +)*)(?P<key>[^\s#'\"{\[].*?[:：][ \u3000]*)?[|>][-+\d]{0,2} *(?:#.*)?$"
)
_CURLED = re.compile(r"[“”](?P<text>[^“”\"\\]*)[“”]")
_QUOTED = re.compile(
    r"^(?P<head> *(?:- +)*[\w-]+: +)(?P<open>[“\"])(?P<text>[^“”\"\\]*)[”\"](?P<rest> *(?: #.*)?)$"
)
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_MONTH = re.compile(r"(\d{4})\s*(?:[-./年]\s*(\d{1,2})\s*月?|年)")
_A_KEY = re.compile(r"(?:^ *(?:- +)*|[{,] *)([a-z][\w-]*):(?= |$)")
_ODD_ENDS = re.compile("[\r\x85\u2028\u2029]")
"""Line ends to YAML, and to no editor's eye."""
_MOST = 200
"""Slips of one kind in one file, of which there are few: more is no text of an editor's."""


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
    for steps in ((_keys, _flows, _quotes, _values, _trailing), (_values, _trailing), (_trailing,)):
        told = [after for after in _ways(text, model, steps) if _sound(text, after, model)]
        if told and _agree(set(told)):
            return told[0]
    return text


def _agree(ways: set[str]) -> bool:
    """Whether it does not matter how wide a tab is taken to be."""
    return len(ways) == 1 or len({repr(yaml_text.parse(each).value) for each in ways}) == 1


Step = Callable[[str, Model], str]


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
    wrong, now = _errors(old.value, model), _errors(new.value, model)
    return len(now) <= len(wrong) if wrong else not now and _same(old.value, new.value, model)


def _same(old: Any, new: Any, model: Model) -> bool:
    known = _known(model)
    return model.model_validate(_given(old, known)) == model.model_validate(_given(new, known))


def _keys_stand(before: str, after: str, new: Parsed) -> bool:
    """Whether every key that was mended is read as a key in its place, not as a part of a text."""
    read = {(*mark, str(path[-1])) for path, mark in new.marks.items() if path}
    for at, (old, now) in enumerate(zip(before.split("\n"), after.split("\n"), strict=True), 1):
        stood = {key[1] for key in _A_KEY.finditer(old.lstrip(" \t"))}
        mended = (key for key in _A_KEY.finditer(now) if key[1] not in stood)
        if not all((at, key.start(1) + 1, key[1]) in read for key in mended):
            return False
    return True


def _prose(lines: list[str]) -> set[int]:
    """Which lines, from 0, are the text of a block after `|` or `>`: nothing there is a key."""
    inside: set[int] = set()
    beyond: int | None = None
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if beyond is not None and (not line.strip() or indent > beyond):
            inside.add(at)
            continue
        header = _HEADER.match(line)
        beyond = None
        if header:
            beyond = len(header["indent"]) if header["key"] else header["indent"].rfind("-")
    return inside


def _keys(text: str, model: Model) -> str:
    """`name：李`, `name:李` and `name:　李` as `name: 李`; full-width blanks before it as spaces."""
    lines, known = text.split("\n"), _any_of(model)
    slip = re.compile(
        rf"^(?P<indent> *(?:- +)*)(?P<key>{known})[{_BLANK}]*[:：][{_BLANK}]*(?P<rest>.*)$"
    )
    right = re.compile(rf" *(?:- +)*(?:{known}):(?: +[^{_BLANK}]|[ \t]*$)")
    prose = _prose([_indented(line) for line in lines])
    for at, line in enumerate(lines):
        if at not in prose:
            told = _indented(line)
            found = slip.match(told)
            if found and not right.match(told):
                told = f"{found['indent']}{found['key']}: {found['rest']}".rstrip(" ")
            lines[at] = told
    return "\n".join(lines)


def _indented(line: str) -> str:
    """With spaces for the full-width blanks before a key or a dash, each as wide as two."""
    found = re.match(rf"[{_BLANK}]*(?:-[{_BLANK}]+)*(?=[a-z{{])", line)
    if not found:
        return line
    return found[0].replace("\u3000", "  ").replace("\u00a0", " ") + line[found.end() :]


def _flows(text: str, model: Model) -> str:
    """The same within braces: `{file:01.jpg, alt：灯}` as `{file: 01.jpg, alt: 灯}`."""
    lines, known = text.split("\n"), _any_of(model)
    slip = re.compile(
        rf"([{{,][{_BLANK}]*)({known})[{_BLANK}]*(?:：|:(?! ))[{_BLANK}]*(?=[^{_BLANK}])"
    )
    prose = _prose(lines)
    for at, line in enumerate(lines):
        if at not in prose and re.match(r" *(?:- +)*(?:[\w-]+: +)?\{", line):
            lines[at] = slip.sub(lambda found: f"{found[1]}{found[2]}: ", line)
    return "\n".join(lines)


def _any_of(model: Model) -> str:
    return "|".join(sorted(_known(model), key=len, reverse=True))


@cache
def _known(model: Model) -> set[str]:
    return {key for each in gloss.inside(model) for key in gloss.keys(each)}


def _quotes(text: str, _: Model) -> str:
    """Where reading stops: a text in “ ” that needs quotes, or one whose quotes are of two kinds."""
    for _round in range(_MOST):
        faults = yaml_text.parse(text).faults
        lines = text.split("\n")
        at = faults[0].line - 1 if faults else len(lines)
        found = _QUOTED.match(lines[at]) if at < len(lines) else None
        if not found:
            return text
        told = f'{found["head"]}"{found["text"]}"{found["rest"]}'
        if told == lines[at]:
            return text
        text = "\n".join([*lines[:at], told, *lines[at + 1 :]])
    return text


def _values(text: str, model: Model) -> str:
    """Dates as 2026-05-06, and words to choose from out of their “ ”: only where they are wrong."""
    parsed = yaml_text.parse(text)
    for told in _errors(parsed.value, model)[:_MOST] if not parsed.faults else ():
        better = _better(told)
        changed = better and _replaced(text, parsed, tuple(told["loc"]), str(told["input"]), better)
        if not changed:
            continue
        again = yaml_text.parse(changed)
        if not again.faults and len(_errors(again.value, model)) < len(
            _errors(parsed.value, model)
        ):
            text, parsed = changed, again
    return text


def _better(told: Any) -> str | None:
    """What was meant by a value that is wrong, as it is written in YAML."""
    value = told["input"]
    if not isinstance(value, str):
        return None
    curled = _CURLED.fullmatch(value)
    plain = unicodedata.normalize("NFKC", curled["text"] if curled else value).strip()
    if told["type"].startswith("date_"):
        return _day(plain)
    if told["loc"][-1:] == ("started",):
        return _day(plain) or _month(plain)
    return f'"{curled["text"]}"' if curled else None


def _day(text: str) -> str | None:
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def _month(text: str) -> str | None:
    found = _MONTH.fullmatch(text)
    if not found:
        return None
    return f"{found[1]}-{int(found[2]):02}" if found[2] else found[1]


def _replaced(text: str, parsed: Parsed, path: Path, value: str, better: str) -> str | None:
    """The text with the value at a path written otherwise; None where it is not found as it stands."""
    if path not in parsed.marks:
        return None
    line, column = parsed.marks[path]
    lines = text.split("\n")
    here, start = lines[line - 1], column - 1
    key = "" if isinstance(path[-1], int) else rf"[\"']?{re.escape(str(path[-1]))}[\"']? *: +"
    found = re.compile(rf"({key})([\"']?){re.escape(value)}\2").match(here, start)
    if not found:
        return None
    lines[line - 1] = here[: found.end(1)] + better + here[found.end() :]
    return "\n".join(lines)


def _trailing(text: str, _: Model) -> str:
    """Without spaces at the ends of lines, but in texts after `|`, where two of them mean a new line."""
    lines = text.split("\n")
    prose = _prose(lines)
    return "\n".join(line if at in prose else line.rstrip(" \t") for at, line in enumerate(lines))


def _errors(value: Any, model: Model) -> list[Any]:
    """What is wrong with the values; a key that nobody knows is wrong even with nothing behind it."""
    try:
        model.model_validate(_given(value, _known(model)))
    except ValidationError as wrong:
        return list(wrong.errors(include_url=False))
    return []


def _given(value: Any, known: set[str]) -> Any:
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if each is not None or key not in known}
        return {key: _given(each, known) for key, each in kept.items()}
    return [_given(each, known) for each in value] if isinstance(value, list) else value
