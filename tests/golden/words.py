"""What the theme and the code say in Chinese on pages that have an English sister."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import jinja2

from site_builder.publish import frames
from tests.written import ROOT

Said = dict[str, set[str]]
"""Text -> the files that say it, as the catalogue names them."""
_SAY = re.compile(r'\bsay\(\s*"((?:[^"\\]|\\.)*)"')


def templates() -> Said:
    env = jinja2.Environment(autoescape=True)
    frames.equip(env)
    found: Said = defaultdict(set)
    for path in sorted((ROOT / "theme").rglob("*.html")):
        for _, _, text in env.extract_translations(path.read_text("utf-8")):  # type: ignore[attr-defined]
            found[text if isinstance(text, str) else text[0]].add(_name(path))
    return found


def scripts() -> Said:
    found: Said = defaultdict(set)
    for path in sorted((ROOT / "theme/assets/js").glob("*.js")):
        for text in _SAY.findall(path.read_text("utf-8")):
            found[text].add(_name(path))
    return found


def code() -> Said:
    """What is given to `say` and `many` as it stands."""
    found: Said = defaultdict(set)
    for path in sorted((ROOT / "site_builder/publish").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and call.args and _says(call.func):
                for part in ast.walk(call.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found[part.value].add(f"publish/{path.name}")
    return found


def constants() -> Said:
    """Every text of the code: labels and tables are said by a name."""
    found: Said = defaultdict(set)
    for path in sorted((ROOT / "site_builder/publish").glob("*.py")):
        for part in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                found[part.value].add(f"publish/{path.name}")
    return found


def _says(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in ("say", "many")


def _name(path: Path) -> str:
    return path.relative_to(ROOT / "theme").as_posix()
