"""How much time and memory the making of one copy may take, where the platform can say so."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
from collections.abc import Iterator
from multiprocessing import parent_process
from pathlib import Path
from threading import current_thread, main_thread

from site_builder.media.recipe import Refused

MEMORY = 8 << 30
"""Bytes of address space of a worker: a decoder that asks for more gets a MemoryError."""
SECONDS = 180.0
"""For one picture: 200 megapixels take about 15 on an old machine."""
GRACE = 2.0
"""A decoder in C may not hear the alarm: after this many times the seconds, the worker ends."""


def worker() -> None:
    """Initializer of a pool's worker: bound its memory, and let it use one core.

    Only the soft limit, which programs that it starts (ffmpeg) may raise for themselves.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the pool has a worker for each core already
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every platform

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `Refused("too-slow")` when what is done here takes longer.

    A decoder in C that does not hear of it is ended with its process where that is a pool's worker,
    and its waiting side told so. Only a process' main thread can be held to this: elsewhere, as in
    a cluster's worker threads, nothing is limited.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def late(_number: int, _frame: object) -> None:
        raise Refused("too-slow", f"given up after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again, should a decoder swallow the first
    try:
        with _or_die(seconds * GRACE) if parent_process() else contextlib.nullcontext():
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _or_die(seconds: float) -> Iterator[None]:
    """faulthandler's watchdog is the one that needs no turn of the interpreter."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
