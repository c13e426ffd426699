"""However a file is damaged, loading and checking it ends in words, never in a traceback."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.checks import check
from site_builder.content.load import load
from site_builder.publish.programme import running
from tests.written import NOW, OPENING, PROJECT, STAR, folder

EXAMPLES = int(os.environ.get("MUTATIONS", "400"))
"""Of each kind; `make mutations` tries ten thousand."""
SIGNS = "\t\n :-[]{}\"'&*!|>#%@`,?~\x00\x7f\u2028\ufeff李😀0=."


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with some places cut out, doubled or written over."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        put = draw(st.sampled_from(["", text[start:end] * 2]) | st.text(SIGNS, max_size=6))
        text = text[:start] + put + text[end:]
    return text


@settings(max_examples=EXAMPLES, deadline=None)
@given(star=damaged(STAR), project=damaged(PROJECT))
def test_damaged_text_gives_problems_or_an_entry(star: str, project: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        loaded = load(folder(Path(root), star=star, project=project))
        check(loaded.library, {})
    read = {entry.source.file for entry in loaded.library.entries}
    told = {problem.place.file for problem in loaded.problems}
    assert read | told == {"stars/li-xiulan/star.yml", "projects/yedeng/project.yml"}
    assert all(problem.what.zh and problem.remedy.en for problem in loaded.problems)


@settings(max_examples=EXAMPLES, deadline=None)
@given(opening=damaged(OPENING))
def test_a_damaged_programme_gives_problems_or_an_opening(opening: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        loaded = load(folder(Path(root), opening=opening))
        check(loaded.library, {})
        running(loaded.library, dt.datetime.fromisoformat(NOW))
    assert loaded.library.openings or loaded.problems
    assert len(loaded.library.entries) == 2


@settings(max_examples=200, deadline=None)
@given(raw=st.binary(max_size=300))
def test_any_bytes_give_problems_or_an_entry(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as root:
        content = folder(Path(root), project=None)
        (content / "stars/li-xiulan/star.yml").write_bytes(raw)
        loaded = load(content)
    assert loaded.library.entries == ()
    assert loaded.problems
