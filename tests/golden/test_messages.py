"""What editors are told of each mistake, word for word; `UPDATE_GOLDEN=1` writes it anew."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

from site_builder.checks import check
from site_builder.content.load import load
from site_builder.content.problem import Problem
from site_builder.publish.programme import running
from tests.golden.mistakes import MISTAKES, Mistake
from tests.written import NOW

GOLDEN = Path(__file__).with_name("messages.txt")
FOR_PROGRAMMERS = re.compile(
    r"pydantic|traceback|python|None|NoneType|\bdict\b|tag:yaml|/tmp/|\{\}"
)


def told(root: Path, mistake: Mistake) -> tuple[Problem, ...]:
    originals = mistake(root)
    loaded = load(root)
    _, refused = running(loaded.library, dt.datetime.fromisoformat(NOW))
    return loaded.problems + check(loaded.library, originals) + refused


def test_each_mistake_is_told_in_these_words(tmp_path: Path) -> None:
    parts = []
    for at, (name, mistake) in enumerate(MISTAKES.items()):
        problems = told(tmp_path / str(at), mistake)
        assert problems, name
        parts.append("\n".join([f"# {name}", *map(written, problems)]))
    text = "\n\n".join(parts) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


def test_no_message_speaks_to_programmers() -> None:
    assert not FOR_PROGRAMMERS.findall(GOLDEN.read_text("utf-8"))


def written(problem: Problem) -> str:
    place = problem.place
    return (
        f"{place.file}:{place.line}:{place.column} {problem.severity} {problem.code}\n"
        f"  {problem.what.zh}\n  {problem.remedy.zh}\n"
        f"  {problem.what.en}\n  {problem.remedy.en}"
    )
