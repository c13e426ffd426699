"""YAML text to plain values with the place of each: the only file that knows YAML syntax.

Every scalar stays a string. What YAML would do beyond that (turning `no` into false, anchors, tags,
several documents) only surprises editors, so it is refused or left undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from site_builder.content.problem import Text

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML without its C half reads the same, slower
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

DEEPEST = 20
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""No page or feed may hold these, and signs that turn the order of what follows make a text read as
what it is not; an escape such as \"\\0\" can smuggle them in."""
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong with the text itself, with line and column from 1."""

    line: int
    column: int
    code: str
    what: Text
    remedy: Text


@dataclass
class Parsed:
    """Values as written, the place of each, and faults that did not stop the reading."""

    value: Any = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """Read one document. A text that can't be read at all has a fault and the value None."""
    parsed = Parsed()
    parsed.faults += [*_controls(text), *_tabs(text)]
    if parsed.faults:
        return parsed
    try:
        parsed.faults += _refused(text)
        if not parsed.faults:
            node = yaml.compose(text, Loader=Loader)
            parsed.value = _value(node, (), parsed) if node else None
    except yaml.YAMLError as error:
        parsed.faults.append(_syntax(error))
    except RecursionError:
        parsed.faults.append(_too_deep(1, 1))
    return parsed


def _controls(text: str) -> Iterator[Fault]:
    if found := _CONTROL.search(text):
        start = text.rfind("\n", 0, found.start()) + 1
        yield _control(text.count("\n", 0, start) + 1, found.start() - start + 1)


def _tabs(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.splitlines(), start=1):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            yield Fault(
                number, indent.index("\t") + 1, "tab",
                Text("行首用了 Tab 键，YAML 只认空格。", "The line is indented with a tab; YAML only takes spaces."),
                Text("删掉行首的空白，改用空格对齐（每级两个）。", "Delete the blank at its start and use spaces, two a level."),
            )  # fmt: skip
            return


def _refused(text: str) -> Iterator[Fault]:
    """Anchors, aliases, tags, further documents and bottomless nesting, before anything is built."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=Loader):
        line, column = _at(event.start_mark)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            yield _too_deep(line, column)
            return
        if documents > 1:
            yield Fault(
                line, column, "two-documents",
                Text("一个文件里只能写一份内容，这里又用 --- 开始了一份。", "A file holds one document; a second begins here with ---."),
                Text("删掉这一行 ---，或把后面的内容移到另一个文件。", "Delete this --- or move what follows to a file of its own."),
            )  # fmt: skip
            return
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor or tag:
            sign = (
                f"&{anchor} / *{anchor}" if anchor else str(tag).replace("tag:yaml.org,2002:", "!!")
            )
            yield Fault(
                line, column, "yaml-sign",
                Text(f"这里的符号（{sign}）在 YAML 里有特别的意思，本网站不用它。", f"The sign here ({sign}) has a meaning of its own in YAML that is not used here."),
                Text("如果是文字的一部分，请用英文引号把整句括起来。", "If it is part of the text, put the whole sentence in quotation marks."),
            )  # fmt: skip
            return


def _value(node: yaml.Node, path: Path, parsed: Parsed) -> Any:
    parsed.marks[path] = _at(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, parsed)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, at), parsed) for at, item in enumerate(node.value)]
    if node.value == "" and not getattr(node, "style", None):
        return None  # a key with nothing behind it: not given
    if _CONTROL.search(node.value):
        parsed.faults.append(_control(*_at(node.start_mark)))
    return node.value


def _at(mark: Any) -> tuple[int, int]:
    """Line and column from 1."""
    return mark.line + 1, mark.column + 1


def _mapping(node: yaml.MappingNode, path: Path, parsed: Parsed) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, value in node.value:
        line, column = _at(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            parsed.faults.append(_odd_key(line, column))
            continue
        name = str(key.value)
        if name in told:
            parsed.faults.append(_twice(name, line, column, parsed.marks[(*path, name)][0]))
            continue
        told[name] = _value(value, (*path, name), parsed)
        parsed.marks[(*path, name)] = (line, column)
    return told


def _twice(name: str, line: int, column: int, first: int) -> Fault:
    return Fault(
        line, column, "duplicate-key",
        Text(f"“{name}”写了两次，第一次在第 {first} 行。", f"“{name}” is written twice; the first is in line {first}."),
        Text("留下对的一处，删掉另一处。", "Keep the right one and delete the other."),
    )  # fmt: skip


def _control(line: int, column: int) -> Fault:
    return Fault(
        line, column, "control-character",
        Text("文件里有看不见的控制字符。", "The file holds an invisible control character."),
        Text("把这一段删掉重新输入，不要从别的软件直接粘贴。", "Delete the passage and type it anew instead of pasting it."),
    )  # fmt: skip


def _odd_key(line: int, column: int) -> Fault:
    return Fault(
        line, column, "odd-key",
        Text("冒号前面的栏目名不是一个词。", "What stands before the colon is not a word."),
        Text("检查这一行的括号和冒号，栏目名写成“name:”这样。", "See to brackets and colons in this line; a key looks like “name:”."),
    )  # fmt: skip


def _too_deep(line: int, column: int) -> Fault:
    return Fault(
        line, column, "too-deep",
        Text("括号或缩进套得太深。", "Brackets or indents are nested too deep."),
        Text("对照样例文件，改回正常的层次。", "Bring it back to the shape of the sample files."),
    )  # fmt: skip


def _syntax(error: yaml.YAMLError) -> Fault:
    """PyYAML's words are for programmers: say where, and the slips that lead there most often."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    told = str(getattr(error, "problem", "") or "")
    if "escape" in told:
        return Fault(
            line, column, "backslash",
            Text("英文双引号里的反斜杠 \\ 有特别的意思，这里认不出。", "Inside double quotes a backslash has a meaning, and this one has none."),
            Text("去掉反斜杠，或改用英文单引号括起来。", "Take the backslash away, or use single quotes."),
        )  # fmt: skip
    if "quoted scalar" in told or "quoted scalar" in str(getattr(error, "context", "")):
        opened = getattr(error, "context_mark", None)  # the reading ends far below it
        line, column = _at(opened) if opened else (line, column)
        return Fault(
            line, column, "open-quote",
            Text("引号没有成对：有一个英文引号开了头，没有收尾。", "A quotation mark is opened and not closed."),
            Text("在这一行附近找到单独的英文引号，补上或删掉；中文引号“”不受影响。", "Find the lone mark near this line and close or delete it."),
        )  # fmt: skip
    return Fault(
        line, column, "yaml-syntax",
        Text("这一行附近不合 YAML 的写法，读不下去。", "Near this line the text is not YAML, so it can't be read on."),
        Text(
            "看看上一行和这一行：冒号后面要空一格；同一级要对齐；内容里有英文冒号或以 [ { \" * & 开头时，整句要加英文引号；括号要成对。",
            "See to this line and the one above: a space after each colon; one level, one indent; quote a text that holds a colon or begins with [ { \" * &; close each bracket.",
        ),
    )  # fmt: skip


def added(text: str, key: str, value: str) -> str | None:
    """The text with one more line at its top level, `key: value`; nothing else is touched.

    The line is put last, or before the last key where it can't stand last (behind `...`, or where
    a new line end would change the text above). None where neither reads as it did with that key
    added, such as a document in braces: then only its author can write it.
    """
    before = parse(text)
    if before.faults or not isinstance(before.value, dict) or key in before.value:
        return None
    tops = [mark for path, mark in before.marks.items() if len(path) == 1]
    if not tops:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    line, column = max(tops)
    new = f"{' ' * (column - 1)}{key}: {value}{end}"
    lines = text.splitlines(keepends=True)
    closed = text if text.endswith(("\n", "\r")) else text + end
    for told in (closed + new, "".join((*lines[: line - 1], new, *lines[line - 1 :]))):
        after = parse(told)
        if not after.faults and after.value == before.value | {key: value}:
            return told
    return None
