"""What is written of a list is read again, in signs that need no escape anywhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.publish import postings

PLACES = st.dictionaries(
    st.integers(0, 90_000), st.sets(st.integers(0, 40_000), min_size=1, max_size=9), max_size=9
)


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    assert list(postings.numbers(b"".join(map(postings.number, values)))) == values


@pytest.mark.parametrize(
    ("value", "signs"), [(0, 1), (45, 1), (46, 2), (2115, 2), (2116, 3), (95_265, 3), (95_266, 4)]
)
def test_small_numbers_take_few_signs(value: int, signs: int) -> None:
    assert len(postings.number(value)) == signs


@given(PLACES)
def test_a_full_list_tells_every_place(places: dict[int, set[int]]) -> None:
    stands = sorted(
        (number << postings.LINE) + place for number in places for place in places[number]
    )
    told = postings.full(stands)
    assert postings.read_full(told) == {number: sorted(places[number]) for number in sorted(places)}


@given(st.dictionaries(st.integers(0, 90_000), st.integers(0, postings.GRADES - 1)))
def test_a_brief_list_tells_every_grade(grades: dict[int, int]) -> None:
    assert postings.read_brief(postings.brief(sorted(grades.items()))) == grades


def test_no_sign_needs_an_escape_in_a_script() -> None:
    told = postings.SIGNS.decode()
    assert len(set(told)) == 91
    assert json.dumps(told) == f'"{told}"'
    assert not set(told) & set("<\"'\\ ") - {"'"}
