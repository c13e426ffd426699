"""The doctor: what a machine lacks is told with its remedy; what is needed stops, the rest does not."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli import main
from site_builder.media import ffmpeg, image
from site_builder.publish import examined
from site_builder.publish.health import Facts, State, sound, told
from tests.written import configured, folder

WELL = Facts(
    python=(3, 11, 2), pictures=frozenset({"AVIF", "WEBP", "HEIF"}), ffmpeg="7.1",
    encoders=frozenset({"libx264"}), filters=frozenset({"zscale"}), faces=2, faces_found=True,
    programs={"soffice": "/usr/bin/soffice", "rsync": "/usr/bin/rsync"}, free=10**11, cache=10**9,
    unneeded=0, writable={".cache": True, "site": True}, entries=27,
    now=dt.datetime.fromisoformat("2026-11-25T12:00+08:00"), differing={}, locked=True,
)  # fmt: skip


def test_a_machine_that_has_everything_is_well() -> None:
    assert {each.state for each in told(WELL)} == {State.OK}
    assert all(each.remedy is None for each in told(WELL))


@pytest.mark.parametrize(
    ("facts", "key", "state"),
    [
        (replace(WELL, python=(3, 10, 9)), "python", State.MISSING),
        (replace(WELL, pictures=frozenset({"WEBP", "HEIF"})), "avif", State.MISSING),
        (replace(WELL, pictures=frozenset({"WEBP", "AVIF"})), "heif", State.OPTIONAL),
        (replace(WELL, ffmpeg=""), "ffmpeg", State.MISSING),
        (replace(WELL, encoders=frozenset()), "x264", State.MISSING),
        (replace(WELL, filters=frozenset()), "zscale", State.OPTIONAL),
        (replace(WELL, faces=0), "typeface", State.MISSING),
        (replace(WELL, programs={}), "soffice", State.OPTIONAL),
        (replace(WELL, programs={}), "rsync", State.OPTIONAL),
        (replace(WELL, free=10**9), "room", State.OPTIONAL),
        (replace(WELL, unneeded=4), "cache", State.OPTIONAL),
        (replace(WELL, writable={"site": False}), "writable", State.MISSING),
        (replace(WELL, entries=0), "content", State.MISSING),
        (replace(WELL, now=dt.datetime(1970, 1, 1, tzinfo=dt.UTC)), "clock", State.OPTIONAL),
        (replace(WELL, differing={"nh3": ("0.2", "0.3")}), "lock", State.OPTIONAL),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(facts: Facts, key: str, state: State) -> None:
    lines = told(facts)
    line = next(each for each in lines if each.key == key)
    assert line.state is state
    assert line.remedy
    assert sound(lines) is (state is not State.MISSING)


def test_this_machine_can_make_pictures_and_films() -> None:
    assert image.formats() >= {"AVIF", "WEBP"}
    assert "libx264" in ffmpeg.abilities().encoders


def test_versions_are_held_against_the_lock() -> None:
    lock = (
        "click==0.1 \\\n    --hash=sha256:00\nnot-there==1 ; sys_platform == 'win32'\nnobody==1\n"
    )
    differing = examined.differing(lock)
    assert differing.keys() == {"click", "nobody"}
    assert differing["nobody"] == ("", "1")


def test_the_command_tells_it_for_people_and_for_programs(tmp_path: Path) -> None:
    content, config = folder(tmp_path / "content"), configured(tmp_path)
    line = [
        "doctor",
        "--config",
        str(config),
        "--content",
        str(content),
        "--out",
        str(tmp_path / "site"),
    ]
    spoken = CliRunner().invoke(main, [*line, "--lang", "en"], catch_exceptions=False)
    assert spoken.exit_code == 0
    assert "[ok] ffmpeg" in spoken.output
    rows = json.loads(CliRunner().invoke(main, [*line, "--format", "json"]).output)
    assert {row["state"] for row in rows} <= {"ok", "optional"}
    assert next(row for row in rows if row["key"] == "content")["found"] == "2"


def test_without_content_it_ends_with_one(tmp_path: Path) -> None:
    config = configured(tmp_path)
    (tmp_path / "nothing").mkdir()
    line = ["doctor", "--config", str(config), "--content", str(tmp_path / "nothing")]
    result = CliRunner().invoke(main, [*line, "--out", str(tmp_path / "site")])
    assert result.exit_code == 1
    assert "[缺] 条目" in result.output
