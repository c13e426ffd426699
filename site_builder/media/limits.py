"""How much time and memory the making of one copy may take, where the platform can say so."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import current_thread, main_thread
from typing import ParamSpec, TypeVar

from site_builder.media.recipe import Refused

MEMORY = 8 << 30
"""Bytes of address space of a worker: a decoder that asks for more gets a MemoryError."""
SECONDS = 180.0
"""For one picture: 200 megapixels take about 15 on an old machine."""
GRACE = 2.0
"""A decoder in C may not hear the alarm: after this many times the seconds, the worker ends."""
Given = ParamSpec("Given")
Result = TypeVar("Result")


def worker() -> None:
    """Initializer of a pool's worker: bound its memory, let it use one core, and end at Ctrl+C.

    Only the soft limit, which programs that it starts (ffmpeg) may raise for themselves.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the pool has a worker for each core already
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every platform

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    signal.signal(signal.SIGINT, _end)
    if hasattr(signal, "pthread_sigmask"):
        called(signal.pthread_sigmask, signal.SIG_UNBLOCK, {signal.SIGINT})


def _end(_number: int, _frame: object) -> None:
    """Whoever started the worker hears of Ctrl+C too, and says so: once is enough.

    What it was making is removed first, undisturbed by a pool that ends its workers when one has gone.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit


def called(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """A call in a worker that ends with it when it is interrupted: a pool would have it take the next."""
    try:
        return function(*args, **kwargs)
    except SystemExit:
        os._exit(1)


def interrupt(worker: BaseProcess) -> None:
    """As if it had heard of Ctrl+C by itself, where a process can be told."""
    if hasattr(signal, "pthread_sigmask") and worker.pid:
        with contextlib.suppress(OSError):
            os.kill(worker.pid, signal.SIGINT)


@contextlib.contextmanager
def unheard() -> Iterator[None]:
    """Ctrl+C is kept for later from this thread, and from each process started in it until `worker`."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
