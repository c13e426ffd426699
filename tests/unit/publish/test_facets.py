"""Explore's script has the same values and counts as its page, in a few signs an entry."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from site_builder.publish import postings, search


@pytest.fixture
def columns(site: Path) -> dict[str, Any]:
    told = (site / "data/facets.js").read_text("utf-8")
    return dict(json.loads(told.partition("columns=")[2].rstrip(";\n")))


def entries(site: Path) -> list[dict[str, Any]]:
    files = sorted((site / "search/entries").iterdir(), key=lambda path: int(path.stem))
    return [search.payload(path.read_bytes()) for path in files]


def test_the_columns_count_as_the_page_does(site: Path, columns: dict[str, Any]) -> None:
    page = (site / "explore/index.html").read_text("utf-8")
    for key, told in columns["facets"].items():
        counts = Counter(
            value for at in postings.numbers(told["of"].encode()) for value in told["sets"][at]
        )
        group = page.partition(f'data-facet="{key}"')[2].partition("</fieldset>")[0]
        shown = dict(re.findall(r'data-value="([^"]+)" data-count="(\d+)"', group))
        assert shown == {value: str(count) for value, count in counts.items()}
        assert {each["value"] for each in told["values"]} == set(counts)


def test_entries_have_the_same_numbers_in_the_columns_and_in_search(
    site: Path, columns: dict[str, Any]
) -> None:
    shown = entries(site)
    assert columns["total"] == len(shown)
    kinds = columns["facets"]["kind"]
    told = [kinds["sets"][at] for at in postings.numbers(kinds["of"].encode())]
    assert told == [[each["kind"]] for each in shown]
    films = columns["facets"]["film"]
    told = [films["sets"][at] for at in postings.numbers(films["of"].encode())]
    assert told == [["1"] if each["card"]["film"] else [] for each in shown]


def test_an_entry_takes_a_few_signs(columns: dict[str, Any]) -> None:
    every = [each["of"] for each in columns["facets"].values()]
    assert sum(map(len, every)) <= 8 * columns["total"]


def test_the_order_by_name_is_by_its_sound(site: Path) -> None:
    told = (site / "data/order.js").read_text("utf-8")
    numbers = list(postings.numbers(json.loads(told.partition("order=")[2].rstrip(";\n")).encode()))
    shown = entries(site)
    assert sorted(numbers) == list(range(len(shown)))
    names = [shown[number]["name"] for number in numbers]
    stars = [name for name in names if name in {"葛天才", "单莲英", "艾尔肯·吐尼亚孜"}]
    assert stars == sorted(stars, key=["艾尔肯·吐尼亚孜", "葛天才", "单莲英"].index)
