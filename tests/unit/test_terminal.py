"""What a terminal shows of the work: how far it is, what is being made, and what was done."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import sys
from pathlib import Path

import pytest

from site_builder import terminal
from site_builder.content.original import FilmFacts
from site_builder.content.problem import Lang
from site_builder.media.recipe import (
    CaptionRecipe,
    Captions,
    Copy,
    Failed,
    FilmRecipe,
    Job,
    StillRecipe,
)
from site_builder.media.report import Done, Step, effort, report

PHOTO = Job(Path("/in/工作照.jpg"), "a", StillRecipe())
LINES = Job(Path("/in/film.srt"), "b", CaptionRecipe())
TOLD = Captions(Copy("b/captions.vtt", 0, 0, 4200, "text/vtt"), ())


def test_the_table_adds_up_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    ended = (
        Done(PHOTO, Failed("broken", ""), 1.25),
        Done(LINES, TOLD, 0.5),
        Done(LINES, TOLD, None),
    )
    told = report(ended, 1.5)
    terminal.table(told, Lang.EN)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["media", "made", "reused", "failed", "time", "size"],
        ["photos", "0", "0", "1", "1.2", "s", "—"],
        ["captions", "1", "1", "0", "0.5", "s", "4", "kB"],
        ["all", "1", "1", "1", "1.5", "s", "4", "kB"],
    ]


def test_a_run_that_made_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.table(report((Done(LINES, TOLD, None),), 0.1), Lang.ZH)
    assert "没有重新编码" in capsys.readouterr().out


def test_a_log_has_a_line_at_each_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", log := io.StringIO())
    bar = terminal.Bar()
    for done in range(101):
        bar(Step(done, 100, done / 100, PHOTO))
    bar.close()
    lines = log.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[0].endswith("0/100")
    assert lines[-1].endswith("100/100")


def test_a_terminal_shows_what_is_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(theirs, "w") as screen:
        monkeypatch.setattr(sys, "stderr", screen)
        bar = terminal.Bar(Lang.EN)
        bar(Step(0, 2, 0.0, PHOTO))
        bar(Step(1, 2, 0.5, LINES))
        bar.close()
    shown = b""
    with contextlib.suppress(OSError):  # how Linux says that the other end is closed
        while piece := os.read(ours, 1 << 16):
            shown += piece
    os.close(ours)
    assert b"1/2" in shown
    assert b"captions film.srt" in shown


def test_a_film_is_more_work_than_a_photo() -> None:
    facts = FilmFacts("d", 9, "mp4", "h264", 1280, 720, 25.0, 270.0, "aac", 2, copyable=False)
    film = Job(Path("/in/film.mp4"), "c", FilmRecipe(), facts)
    assert effort(film) > 50 * effort(PHOTO)
