"""The list of codes is complete, and each code stands behind the rule that it is listed with."""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

from site_builder.checks import RULES, codes
from site_builder.checks.measured import Measured
from site_builder.content.load import load
from site_builder.content.problem import Severity
from tests.golden.mistakes import MISTAKES
from tests.golden.test_messages import GOLDEN
from tests.written import ROOT

PAGE = ROOT / "content/codes.md"
MADE = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.NOTE}
OF_COMMANDS = {
    "already-there", "bad-year", "new-unwritten", "no-slug", "mend-changed", "mend-unwritten",
    "slug-twice", "slug-unknown", "withdrawn-already", "nothing-built", "mark-by-hand",
    "mark-unwritten", "no-boards", "no-opening", "no-music", "film-unmade", "programme-letterform",
    "code-unknown",
}  # fmt: skip
"""What commands say of what they were asked, not of the content."""


def examples() -> dict[str, tuple[Severity, codes.Example]]:
    """The first golden message of each code."""
    found: dict[str, tuple[Severity, codes.Example]] = {}
    for message in re.finditer(
        r"^\S+ (error|warning|note) (\S+)\n  (.+)\n  (.*)\n", GOLDEN.read_text("utf-8"), re.M
    ):
        found.setdefault(message[2], (MADE[message[1]], (message[3], message[4])))
    return found


def test_every_code_that_editors_meet_is_listed_with_its_severity() -> None:
    for name, (severity, _) in examples().items():
        told = codes.code(name)
        assert told is not None, name
        assert told.severity is severity, name


def test_every_code_in_the_source_is_listed() -> None:
    written = {code: severity for code, severity in literals() if code not in OF_COMMANDS}
    assert len(written) > 70
    for name, severity in written.items():
        told = codes.code(name)
        assert told is not None, name
        assert severity is None or told.severity is severity, name
    unwritten = {name for name in codes.names() if codes.code(name) is None}
    assert unwritten == set()


def literals() -> list[tuple[str, Severity | None]]:
    """Codes given to `error`, `warning`, `note` and `Fault` as plain strings."""
    told = []
    for path in (ROOT / "site_builder").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            at = {"error": 1, "warning": 1, "note": 1, "_note": 2, "Fault": 2}.get(call.func.id, 99)
            for part in ast.walk(call.args[at]) if len(call.args) > at else ():
                if isinstance(part, ast.Constant) and re.fullmatch(
                    "[a-z][a-z0-9-]{2,}", str(part.value)
                ):
                    told.append((str(part.value), MADE.get(call.func.id)))
    return [each for each in told if not each[0].endswith("-")]


def test_each_rule_says_what_is_listed_under_it(tmp_path: Path) -> None:
    ruled = {
        name: source
        for _, _, rules in codes.GROUPS
        for name, source in rules.items()
        if callable(source)
    }
    assert set(ruled.values()) <= set(RULES)
    for at, mistake in enumerate(MISTAKES.values()):
        originals = mistake(tmp_path / str(at))
        library = load(tmp_path / str(at)).library
        for rule in RULES:
            for found in rule(library, originals):
                for problem in found.problems if isinstance(found, Measured) else (found,):
                    expected = ruled.get(problem.code)
                    # Two rules look for private data, one in entries and one in programmes.
                    if expected is not None and problem.code != "private-data":
                        assert expected is rule, problem.code


def test_the_page_is_up_to_date() -> None:
    told = codes.page({name: example for name, (_, example) in examples().items()})
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(told, "utf-8")
    assert told == PAGE.read_text("utf-8"), "run the tests of tests/golden with UPDATE_GOLDEN=1"
    assert "codes.md" in (ROOT / "content/README.md").read_text("utf-8")
