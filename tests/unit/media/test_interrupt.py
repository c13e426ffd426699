"""Ctrl+C while workers are busy or begin: all end soon, nothing is left half made, nobody prints why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.media import ending
from tests.written import ROOT

PROGRAM = """
import sys, time
from pathlib import Path
from site_builder.media.engine import engine

def work(folder, name):
    made = Path(folder) / name
    try:
        made.touch()
        time.sleep(60)
    finally:
        made.unlink(missing_ok=True)

if __name__ == "__main__":
    with engine("local") as workers:
        running = [workers.submit(work, sys.argv[1], f"{each}.made") for each in range(9)]
        running[0].result()
"""

pytestmark = pytest.mark.skipif(not ending.CAN, reason="processes of this system can't be told")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    (tmp_path / "out").mkdir()
    with subprocess.Popen(
        [sys.executable, tmp_path / "program.py", tmp_path / "out"],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as process:
        yield process
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for(out: Path, program: subprocess.Popen[bytes]) -> None:
    while not list(out.iterdir()):
        assert program.poll() is None
        time.sleep(0.05)


def nobody_left(session: int) -> bool:
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return True
    time.sleep(0.05)
    return False


@pytest.mark.parametrize("tell", [os.killpg, os.kill], ids=["the terminal", "somebody"])
def test_all_ends_and_nothing_half_made_is_left(
    program: subprocess.Popen[bytes], tmp_path: Path, tell: object
) -> None:
    wait_for(tmp_path / "out", program)
    assert callable(tell)
    tell(program.pid, signal.SIGINT)
    _, told = program.communicate(timeout=30)
    assert told.count(b"Traceback") == 1, (
        told.decode()
    )  # of the program above, which catches nothing
    assert not list((tmp_path / "out").iterdir())
    assert any(nobody_left(program.pid) for _ in range(600))


@pytest.mark.parametrize("after", [0.3, 0.45, 0.6, 0.8, 1.0])
def test_workers_that_begin_say_nothing(program: subprocess.Popen[bytes], after: float) -> None:
    time.sleep(after)
    os.killpg(program.pid, signal.SIGINT)
    _, told = program.communicate(timeout=30)
    assert told.count(b"Traceback") <= 1, told.decode()
