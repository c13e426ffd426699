"""Bounds on a worker's time and memory."""

import os
import sys
import time
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

import pytest

from site_builder.content.original import PictureFacts, Unreadable
from site_builder.media import engine, image, limits, probe
from site_builder.media.recipe import Refused
from tests.unit.media.room import entry, library
from tests.unit.media.test_image import saved, scene


def idle(swallowing: int = 0) -> None:
    """Wait for ever, but for alarms beyond the first so many."""
    while True:
        try:
            time.sleep(0.01)
        except Refused:
            swallowing -= 1
            if swallowing < 0:
                raise


@limits.within(0.2)
def slow(swallowing: int) -> None:
    idle(swallowing)


@pytest.mark.parametrize("swallowing", [0, 1])
def test_what_takes_too_long_is_refused_even_if_the_first_alarm_is_swallowed(
    swallowing: int,
) -> None:
    start = time.monotonic()
    with pytest.raises(Refused, match="too-slow"):
        slow(swallowing)
    assert time.monotonic() - start >= swallowing
    time.sleep(1.2)  # and no alarm comes later


def test_what_is_fast_enough_hears_nothing() -> None:
    with limits.within(1):
        pass
    time.sleep(1.2)


def test_in_a_thread_nothing_is_limited() -> None:
    def takes() -> bool:
        with limits.within(0.05):
            time.sleep(0.2)
        return True

    with ThreadPoolExecutor(1) as executor:
        assert executor.submit(takes).result()


def deaf(seconds: float) -> None:
    """Stuck in C, as a decoder may be: it holds the interpreter and hears no signal."""
    with limits.within(seconds):
        deque(repeat(0), maxlen=0)


def test_a_worker_that_hears_nothing_is_ended() -> None:
    with pytest.raises(BrokenExecutor):
        engine.alone(deaf, 0.3)


def greedy(size: int) -> str:
    try:
        return str(len(bytearray(size)))
    except MemoryError:
        return "refused"


def test_a_worker_has_no_more_memory_than_it_may() -> None:
    if sys.platform != "linux":
        pytest.skip("address space is bounded on Linux")
    assert engine.alone(greedy, limits.MEMORY) == "refused"
    assert engine.alone(greedy, 1 << 20) == str(1 << 20)


def dies(path: Path, digest: str) -> PictureFacts | Unreadable:
    """A decoder that takes its process with it on one photo."""
    if path.name == "2.jpg":
        os._exit(1)
    return sound(path, digest)


sound = image.look


@pytest.mark.usefixtures("forked")
def test_a_photo_that_kills_whoever_looks_at_it_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "look", dies)
    told = library(tmp_path, entry(tmp_path, ("1.jpg", "2.jpg", "3.jpg")))
    for photo in ("1.jpg", "2.jpg", "3.jpg"):
        saved(tmp_path / photo, scene())
    executor: Executor
    with ProcessPoolExecutor(2, initializer=limits.worker) as executor:
        found = probe.find(told, tmp_path / "memory", executor)
    assert isinstance(found[tmp_path / "1.jpg"], PictureFacts)
    assert isinstance(found[tmp_path / "3.jpg"], PictureFacts)
    dead = found[tmp_path / "2.jpg"]
    assert isinstance(dead, Unreadable)
    assert dead.reason == "crashed"
