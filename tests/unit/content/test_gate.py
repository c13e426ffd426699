"""The gate: an entry is shown only when issued, past its embargo, with consent, not withdrawn."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from site_builder.content import gate
from site_builder.content.load import load
from site_builder.content.model import Scope
from tests.written import CAMPAIGN, STAR, changed, folder

NOW = dt.datetime.fromisoformat("2026-11-25T12:00+08:00")
OPENING = dt.datetime.fromisoformat("2026-10-23T09:00+08:00")


def shown(
    tmp_path: Path,
    star: str = STAR,
    campaign: str = CAMPAIGN,
    now: dt.datetime = NOW,
    scope: Scope = Scope.WEB,
) -> gate.Shown:
    loaded = load(folder(tmp_path, star=star, project=None, campaign=campaign))
    assert loaded.problems == ()
    return gate.show(loaded.library, now, scope)


def test_an_issued_entry_with_consent_is_shown(tmp_path: Path) -> None:
    assert [each.entry.slug for each in shown(tmp_path).entries] == ["li-xiulan"]


@pytest.mark.parametrize(
    ("code", "campaign"),
    [
        ("not-issued", changed(CAMPAIGN, "    document: {number: 样例〔2026〕1号, date: 2026-07-13}\n", "")),
        ("not-issued", changed(CAMPAIGN, "to: 2026-07-08", "to: 2026-07-05")),
        ("not-issued", changed(CAMPAIGN, "date: 2026-07-13", "date: 2026-07-07")),
        ("embargo", changed(CAMPAIGN, "2026-10-23T", "2027-10-23T")),
    ],
    ids=["no document", "four days of notice", "document during the notice", "embargo"],
)  # fmt: skip
def test_what_is_not_out_yet_is_hidden_and_says_why(
    tmp_path: Path, code: str, campaign: str
) -> None:
    result = shown(tmp_path, campaign=campaign)
    assert result.entries == ()
    assert [problem.code for problem in result.hidden] == [code]


def test_the_embargo_ends_at_its_moment_and_not_before(tmp_path: Path) -> None:
    assert not shown(tmp_path, now=OPENING - dt.timedelta(seconds=1)).entries
    assert shown(tmp_path, now=OPENING).entries


def test_a_round_can_have_an_embargo_of_its_own(tmp_path: Path) -> None:
    held = changed(
        CAMPAIGN, "  provincial:\n", "  provincial:\n    publish_from: 2036-01-01T00:00+08:00\n"
    )
    assert not shown(tmp_path, campaign=held).entries


def test_consent_covers_just_the_outputs_that_it_names(tmp_path: Path) -> None:
    assert shown(tmp_path, scope=Scope.PRESS).entries
    assert [problem.code for problem in shown(tmp_path, scope=Scope.SCREEN).hidden] == [
        "no-consent"
    ]


def test_consent_holds_through_its_last_day(tmp_path: Path) -> None:
    text = changed(STAR, "signed: 2026-05-06", "signed: 2026-05-06, until: 2026-11-25")
    assert shown(tmp_path, star=text).entries
    later = shown(tmp_path, star=text, now=NOW + dt.timedelta(days=1))
    assert [problem.code for problem in later.hidden] == ["consent-over"]


def test_consent_ends_at_midnight_in_china_wherever_the_clock_stands(tmp_path: Path) -> None:
    text = changed(STAR, "signed: 2026-05-06", "signed: 2026-05-06, until: 2026-11-25")
    midnight = dt.datetime(2026, 11, 25, 16, tzinfo=dt.UTC)
    assert not shown(tmp_path, star=text, now=midnight).entries
    assert shown(tmp_path, star=text, now=midnight - dt.timedelta(seconds=1)).entries


def test_a_withdrawn_entry_is_only_an_address(tmp_path: Path) -> None:
    result = shown(tmp_path, star=STAR + "withdrawn: 2026-11-01\n")
    assert result.entries == ()
    assert [entry.address for entry in result.withdrawn] == ["stars/li-xiulan/"]
    assert [problem.code for problem in result.hidden] == ["withdrawn"]


def test_what_was_withdrawn_before_it_was_out_has_no_address(tmp_path: Path) -> None:
    early = shown(tmp_path, star=STAR + "withdrawn: 2026-09-01\n", now=OPENING - dt.timedelta(1))
    assert early.withdrawn == ()
    assert [problem.code for problem in early.hidden] == ["withdrawn"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("scope: [web, press]", "scope: [press]"),
        ("signed: 2026-05-06", "signed: 2026-05-06, until: 2026-10-22"),
    ],
    ids=["before its embargo was over", "no consent", "a consent that had ended"],
)
def test_what_was_never_out_has_no_address_later_either(
    tmp_path: Path, before: str, after: str
) -> None:
    day = "2026-11-01" if before else "2026-10-22"
    star = changed(STAR, before, after) + f"withdrawn: {day}\n"
    assert shown(tmp_path, star=star).withdrawn == ()


def test_what_was_out_for_a_day_keeps_its_address_when_its_consent_ends(tmp_path: Path) -> None:
    star = changed(STAR, "signed: 2026-05-06", "signed: 2026-05-06, until: 2026-10-23")
    assert shown(tmp_path, star=star + "withdrawn: 2026-10-23\n").withdrawn


def test_only_the_honours_that_are_out_are_shown(tmp_path: Path) -> None:
    text = changed(STAR, "provincial}\n", "provincial}\n  - {campaign: 2026, level: municipal}\n")
    (each,) = shown(tmp_path, star=text).entries
    assert [honour.level for honour in each.honours] == ["provincial"]


def test_counts_are_those_of_what_is_shown(tmp_path: Path) -> None:
    library = load(folder(tmp_path)).library
    counts = gate.counts(gate.show(library, NOW, Scope.WEB))
    assert (counts.stars, counts.projects, counts.regions) == (1, 1, 2)
    assert gate.counts(gate.show(library, OPENING - dt.timedelta(1), Scope.WEB)).stars == 0
