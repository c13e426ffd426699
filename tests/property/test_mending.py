"""Whatever slips a file has, mending never changes what a file in order says, and never raises."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from site_builder.content import gloss
from site_builder.content.mend import mended
from site_builder.content.model import Campaign, Project, Star, Vocabulary, Written
from site_builder.content.programme import Programme
from site_builder.content.yaml_text import parse
from tests.property.test_mutations import damaged
from tests.written import CAMPAIGN, OPENING, PROJECT, STAR, VOCABULARY, changed

TALE = "她：从头学起\n  film：甲  \n\n　　乙 alt: 丙\n  # 丁　"
SMALL = changed(STAR, "后来她教会了邻居" * 140, TALE)
TEXTS: list[tuple[str, type[Written]]] = [
    (SMALL, Star), (PROJECT, Project), (CAMPAIGN, Campaign), (VOCABULARY, Vocabulary),
    (OPENING, Programme),
]  # fmt: skip
SLIPS = [
    "：", "　", ":", "\t", "  ", "“", "”", "/", "年", "\r\n", "\n", "- ", "{", "}", "|", "film：", "alt:",
    "signed: 2026.5.6", "\u3000\u3000",
]  # fmt: skip


@st.composite
def slipped(draw: st.DrawFn, text: str) -> str:
    """The text with what editors' hands do to it."""
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 6)))
        text = text[:start] + draw(st.sampled_from(SLIPS)) + text[end:]
    return text


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_a_file_in_order_keeps_its_meaning_and_mending_twice_is_mending_once(
    data: st.DataObject,
) -> None:
    text, model = data.draw(st.sampled_from(TEXTS))
    slip = data.draw(damaged(text) | slipped(text))
    told = mended(slip.encode("utf-8", "surrogatepass"), model)
    if told is None:
        return
    assert mended(told.after.encode(), model) is None
    before = meaning(slip.removeprefix("\ufeff"), model)
    assert before is None or meaning(told.after, model) == before


def meaning(text: str, model: type[Written]) -> BaseModel | None:
    """What a file in order says; None of another. A key that nobody knows is not in order."""
    parsed = parse(text)
    known = {key for each in gloss.inside(model) for key in gloss.keys(each)}
    try:
        return None if parsed.faults else model.model_validate(_given(parsed.value, known))
    except ValueError:
        return None


def _given(value: Any, known: set[str]) -> Any:
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if each is not None or key not in known}
        return {key: _given(each, known) for key, each in kept.items()}
    return [_given(each, known) for each in value] if isinstance(value, list) else value


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("gb18030", "replace"))
)
def test_any_bytes_are_mended_or_left(raw: bytes) -> None:
    for _, model in TEXTS:
        told = mended(raw, model)
        assert told is None or told.after.encode() != raw
