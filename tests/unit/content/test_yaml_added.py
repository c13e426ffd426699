"""A line added to an editor's YAML: nothing else in it may change."""

from __future__ import annotations

import pytest

from site_builder.content.yaml_text import added, parse
from tests.written import PROJECT, ROOT, STAR

LINE = "withdrawn: 2026-11-25"


def mark(text: str) -> str | None:
    return added(text, "withdrawn", "2026-11-25")


@pytest.mark.parametrize("text", [STAR, PROJECT, "# 编者注\n" + STAR + "# 末尾的话\n"])
def test_the_line_is_put_last_and_nothing_else_is_touched(text: str) -> None:
    assert mark(text) == f"{text}{LINE}\n"


def test_every_sample_can_be_marked() -> None:
    """Their comments, folded stories, blank lines and lists in brackets stay as they are."""
    files = [*ROOT.glob("content/*/*/star.yml"), *ROOT.glob("content/*/*/project.yml")]
    assert len(files) > 20
    for file in files:
        text = file.read_text("utf-8")
        if "withdrawn:" not in text:
            assert (mark(text) or "").replace(f"{LINE}\n", "") == text


def test_line_ends_and_indent_are_the_editors_own() -> None:
    assert mark("a: 1\r\nb: 2\r\n") == f"a: 1\r\nb: 2\r\n{LINE}\r\n"
    assert mark("  a: 1\n  b: 2\n") == f"  a: 1\n  b: 2\n  {LINE}\n"
    assert mark("\ufeffa: 1\n") == f"\ufeffa: 1\n{LINE}\n"


def test_a_text_that_more_lines_would_change_gets_it_before_its_last_key() -> None:
    assert mark("a: 1\nstory: |\n  end") == f"a: 1\n{LINE}\nstory: |\n  end"
    assert mark("a: 1\n# of b\nb: 2\n...\n") == f"a: 1\n# of b\n{LINE}\nb: 2\n...\n"


@pytest.mark.parametrize(
    "text",
    ["{a: 1, b: 2}\n", "- a\n", "", "a: [\n", f"a: 1\n{LINE}\n", "withdrawn:\na: 1\n"],
    ids=["braces", "list", "empty", "broken", "marked", "key without a day"],
)
def test_where_a_line_can_t_stand_nothing_is_written(text: str) -> None:
    assert mark(text) is None


def test_what_is_added_is_read() -> None:
    assert parse(mark(STAR) or "").value["withdrawn"] == "2026-11-25"
