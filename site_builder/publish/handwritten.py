"""Hand-written pages, `pages/*.md`: what in them will not be on the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_builder.checks import links
from site_builder.content.problem import Problem


def problems(pages: Path) -> Iterator[Problem]:
    """Of each page, at its line."""
    for path in sorted(pages.rglob("*.md")):
        name = f"{pages.name}/{path.relative_to(pages).as_posix()}"
        yield from links.of_page(name, path.read_text("utf-8", "replace"))
