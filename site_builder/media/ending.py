"""How workers end when somebody presses Ctrl+C: at once, without a word, with nothing left half made.

A terminal tells all processes that it runs. Where signals can't be kept for later (`CAN`), workers
go on as the platform has it.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from typing import ParamSpec, TypeVar

CAN = hasattr(signal, "pthread_sigmask")
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
Given = ParamSpec("Given")
Result = TypeVar("Result")


def hear() -> None:
    """In a worker: from now on Ctrl+C ends it, also one that came before; and so does its pool, which
    ends all workers when one has gone.
    """
    for number in _SIGNALS:
        signal.signal(number, _end)
    if CAN:
        called(signal.pthread_sigmask, signal.SIG_UNBLOCK, {signal.SIGINT})


def _end(_number: int, _frame: object) -> None:
    """Whoever started the worker hears of Ctrl+C too, and says so: once is enough.

    What it was making is removed first, undisturbed.
    """
    for number in _SIGNALS:
        signal.signal(number, _wait)  # not SIG_IGN: one may be on its way to Python already
    raise SystemExit


def _wait(_number: int, _frame: object) -> None:
    """It is ending."""


def called(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """A call in a worker that ends with it when it is interrupted: a pool would have it take the next."""
    try:
        return function(*args, **kwargs)
    except SystemExit:
        os._exit(1)


def interrupt(worker: BaseProcess) -> None:
    """As if it had heard of Ctrl+C by itself, where a process can be told."""
    if CAN and worker.pid:
        with contextlib.suppress(OSError):
            os.kill(worker.pid, signal.SIGINT)


@contextlib.contextmanager
def unheard() -> Iterator[None]:
    """Ctrl+C is kept for later from this thread, and from each process started in it until `hear`."""
    if not CAN:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
