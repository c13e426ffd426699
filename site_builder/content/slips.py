"""Slips of the keyboard, kind by kind: each step takes a text and gives it with that kind mended.

A step goes by what the lines look like; whether the outcome may stand is for `mend` to say.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import ValidationError

from site_builder.content import gloss, yaml_text
from site_builder.content.model import Written
from site_builder.content.yaml_text import Parsed, Path

Model = type[Written]
Step = Callable[[str, Model], str]
_BLANK = " \u3000\u00a0"
"""What looks like a space: YAML knows the first only."""
_HEADER = re.compile(
    r"^(?P<indent> *(?:- +)*)(?P<key>[^\s#'\"{\[].*?[:：][ \u3000]*)?[|>][-+\d]{0,2} *(?:#.*)?$"
)
_CURLED = re.compile(r"[“”](?P<text>[^“”\"\\]*)[“”]")
_QUOTED = re.compile(
    r"^(?P<head> *(?:- +)*[\w-]+: +)(?P<open>[“\"])(?P<text>[^“”\"\\]*)[”\"](?P<rest> *(?: #.*)?)$"
)
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_MONTH = re.compile(r"(\d{4})\s*(?:[-./年]\s*(\d{1,2})\s*月?|年)")
_MOST = 200
"""Slips of one kind in one file, of which there are few: more is no text of an editor's."""


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


def keys(text: str, model: Model) -> str:
    """`name：李`, `name:李` and `name:　李` as `name: 李`; full-width blanks before it as spaces."""
    lines, words = text.split("\n"), _any_of(model)
    slip = re.compile(
        rf"^(?P<indent> *(?:- +)*)(?P<key>{words})[{_BLANK}]*[:：][{_BLANK}]*(?P<rest>.*)$"
    )
    right = re.compile(rf" *(?:- +)*(?:{words}):(?: +[^{_BLANK}]|[ \t]*$)")
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


def flows(text: str, model: Model) -> str:
    """The same within braces: `{file:01.jpg, alt：灯}` as `{file: 01.jpg, alt: 灯}`."""
    lines, words = text.split("\n"), _any_of(model)
    slip = re.compile(
        rf"([{{,][{_BLANK}]*)({words})[{_BLANK}]*(?:：|:(?! ))[{_BLANK}]*(?=[^{_BLANK}])"
    )
    prose = _prose(lines)
    for at, line in enumerate(lines):
        if at not in prose and re.match(r" *(?:- +)*(?:[\w-]+: +)?\{", line):
            lines[at] = slip.sub(lambda found: f"{found[1]}{found[2]}: ", line)
    return "\n".join(lines)


def _any_of(model: Model) -> str:
    return "|".join(sorted(known(model), key=len, reverse=True))


@cache
def known(model: Model) -> set[str]:
    """Every key of the model and of what is inside it."""
    return {key for each in gloss.inside(model) for key in gloss.keys(each)}


def quotes(text: str, _: Model) -> str:
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


def values(text: str, model: Model) -> str:
    """Dates as 2026-05-06, and words to choose from out of their “ ”: only where they are wrong."""
    parsed = yaml_text.parse(text)
    for told in errors(parsed.value, model)[:_MOST] if not parsed.faults else ():
        better = _better(told)
        changed = better and _replaced(text, parsed, tuple(told["loc"]), str(told["input"]), better)
        if not changed:
            continue
        again = yaml_text.parse(changed)
        if not again.faults and len(errors(again.value, model)) < len(errors(parsed.value, model)):
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


def trailing(text: str, _: Model) -> str:
    """Without spaces at the ends of lines, but in texts after `|`, where two of them mean a new line."""
    lines = text.split("\n")
    prose = _prose(lines)
    return "\n".join(line if at in prose else line.rstrip(" \t") for at, line in enumerate(lines))


def errors(value: Any, model: Model) -> list[Any]:
    """What is wrong with values as written; a key that nobody knows is wrong even with nothing behind it."""
    try:
        model.model_validate(given(value, known(model)))
    except ValidationError as wrong:
        return list(wrong.errors(include_url=False))
    return []


def given(value: Any, words: set[str]) -> Any:
    """The values without those of these keys that have nothing behind them."""
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if each is not None or key not in words}
        return {key: given(each, words) for key, each in kept.items()}
    return [given(each, words) for each in value] if isinstance(value, list) else value


LADDER: tuple[tuple[Step, ...], ...] = (
    (keys, flows, quotes, values, trailing),
    (values, trailing),
    (trailing,),
)
"""What is tried, the most first."""
