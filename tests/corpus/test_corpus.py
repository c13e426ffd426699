"""Every file of the media corpus goes through `check` and `build`; what became of it is held
against what a right program makes of it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_builder.content.problem import Problem
from site_builder.publish import plugin
from site_builder.publish.plugin import Order
from tests.corpus import seen
from tests.corpus.written_up import Written
from tests.written import NOW, ROOT

HOSTILE = {
    "exif_xss.jpg": b"onerror=alert(1)",
    "jpeg_zip_polyglot.jpg": b"<script>1</script>",
    "script.svg": b'document.title="XSS"',
    "sdp.mov": b"RTP/AVP",
}
"""Bytes that would tell of a file which came through."""
_TELLING = ("GPS", "Serial", "Owner", "DeviceManufacturer", "DeviceModelName", "CameraModel")
"""Parts of the names of tags that would tell of a place, a device or whose it is."""


@dataclass(frozen=True)
class Row:
    expected: str
    remark: str


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page()
    tab.goto("about:blank")
    yield tab
    tab.close()


def expectations() -> dict[str, Row]:
    with Path(__file__).with_name("expected.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["path"]: Row(row["expected"], row["remark"]) for row in rows}


def test_everything_is_shown_right_or_named(corpus: Path, written: Written, blank: Page) -> None:
    """Prints the table (`make corpus` shows it)."""
    expected = expectations()
    assert set(expected) == {case.path for case in written.cases}
    differs = []
    for case in written.cases:
        original, wanted = corpus / case.path, expected[case.path]
        got = seen.got(case, written.site, written.outcome.problems, blank, original)
        remark = f"  ({wanted.remark})" if wanted.remark else ""
        print(
            f"{case.path}\n  {case.hazard}\n  expected {wanted.expected}{remark}\n  got      {got}"
        )
        differs += [case.path] if got != wanted.expected else []
    print(f"{len(written.cases)} files, {len(differs)} differ")
    assert differs == []


def test_check_says_the_same_of_bad_files_as_build(written: Written) -> None:
    """But for what only shows when a copy is made."""
    checked, _ = plugin.check(Order(ROOT / "mkdocs.yml", content=written.content, now=NOW))
    late = [case.entry for case in written.cases if case.path == "video/damage/bitrot.mp4"]
    told = {each for each in stopping(written.outcome.problems) if each[0] not in late}
    assert len(told) > 15
    assert told == stopping(checked.problems)


def stopping(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(each.place.file, each.code) for each in problems if each.stops}


def test_what_is_refused_is_said_at_its_line_in_plain_words(written: Written) -> None:
    for each in written.outcome.problems:
        if each.stops:
            assert each.place.line > 1
            assert each.remedy.zh
            assert each.remedy.en
            for text in (each.what.zh, each.what.en):
                assert "/" not in text
                assert "Traceback" not in text


def test_nothing_of_hostile_files_is_in_the_output(corpus: Path, written: Written) -> None:
    for name, sign in HOSTILE.items():
        assert sign in (corpus / "evil" / name).read_bytes(), name
    for path in written.site.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert [name for name, sign in HOSTILE.items() if sign in raw] == [], path


@pytest.mark.parametrize("whose", ["corpus", "samples"])
def test_no_copy_tells_a_place_a_device_or_an_owner(
    whose: str, request: pytest.FixtureRequest
) -> None:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not here")
    site: Path = (
        request.getfixturevalue("written").site
        if whose == "corpus"
        else request.getfixturevalue("site")
    )
    line = ["exiftool", "-r", "-json", "-G1", "-a", "-u", "-ee", "-q", str(site / "media")]
    told = json.loads(subprocess.run(line, check=True, capture_output=True, timeout=240).stdout)
    assert len(told) > 100
    found = {
        f"{each['SourceFile']}: {tag}"
        for each in told
        for tag in each
        if not tag.startswith("ICC")  # the colour profile's own maker
        and any(part in tag for part in _TELLING)
    }
    assert found == set()
