"""The footer shows what is given and right, and says what its profile still asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.content.problem import Severity
from site_builder.publish import imprint
from site_builder.publish.imprint import COLUMNS, Imprint
from site_builder.publish.views import Notice

FULL = Imprint(
    profile="government",
    organiser="样例省教育厅（虚构）",
    host="样例中心（虚构）",
    contact="0371-0000 0000",
    icp="豫ICP备12345678号-1",
    police="豫公网安备 41010502000000号",
    site_code="4100000000",
)


def test_empty_columns_are_not_shown() -> None:
    assert imprint.notices(Imprint()) == ()
    assert imprint.notices(Imprint(host=" 样例中心 ")) == (Notice("承办", "样例中心"),)


def test_numbers_lead_to_their_registers() -> None:
    shown = {each.label: each.href for each in imprint.notices(FULL)}
    assert shown["ICP备案"] == "https://beian.miit.gov.cn/"
    assert shown["公安备案"].endswith("code=41010502000000")
    assert shown["主办"] == shown["网站标识码"] == ""


def test_further_lines_come_last() -> None:
    more = Notice("监督", "举报平台", "https://example.org/")
    assert imprint.notices(replace(FULL, more=(more,)))[-1] == more


def test_a_full_imprint_has_nothing_said_of_it() -> None:
    assert list(imprint.problems(FULL)) == []


@pytest.mark.parametrize(
    ("profile", "asked"),
    [
        ("open", set()),
        ("organisation", {"organiser", "contact", "icp", "police"}),
        ("government", {"organiser", "host", "contact", "icp", "police", "site_code"}),
    ],
)
def test_a_profile_names_each_column_that_is_missing(profile: str, asked: set[str]) -> None:
    found = list(imprint.problems(Imprint(profile)))
    assert {each.code for each in found} <= {"imprint-missing"}
    assert all(each.severity is Severity.WARNING for each in found)
    assert {key for key in asked if any(f" {key}:" in each.remedy.zh for each in found)} == asked
    assert len(found) == len(asked)


@pytest.mark.parametrize(
    "wrong",
    [
        {"icp": "ICP备12345678"},
        {"icp": "豫icp备12345678号"},
        {"police": "41010502000000"},
        {"police": "豫公网安备4101号"},
        {"site_code": "41-0000000"},
    ],
)
def test_a_number_in_no_form_of_one_is_an_error_and_not_shown(wrong: dict[str, str]) -> None:
    given = replace(FULL, **wrong)
    (found,) = imprint.problems(given)
    assert (found.code, found.severity) == ("imprint-form", Severity.ERROR)
    (key,) = wrong
    assert f"{key}: " in found.remedy.zh
    assert len(imprint.notices(given)) == len(imprint.notices(FULL)) - 1


def test_every_example_has_its_own_form() -> None:
    examples = {column.key: column.example for column in COLUMNS if column.example}
    assert examples.keys() == {"icp", "police", "site_code"}
    assert list(imprint.problems(replace(FULL, **examples))) == []
