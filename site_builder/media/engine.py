"""Where work is done: processes of this machine, or a Dask cluster. Only this file knows the two.

Everybody else knows `concurrent.futures.Executor`, and that a worker which died is a
`BrokenExecutor`.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    InvalidStateError,
    ProcessPoolExecutor,
)
from functools import cache, partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from site_builder.media import ending, limits

LOCAL = "local"
CLUSTER = "tcp://"
PATIENCE = 10
"""Seconds to wait for a scheduler, and for its first worker."""
LOOK = 1
"""Seconds between two looks at whether the cluster is still there."""
_CODE = ("content", "media", "whole.py")
"""What a worker runs: parts of the package that must be the same on all machines."""
Given = ParamSpec("Given")
Result = TypeVar("Result")


class NoEngine(Exception):
    """The engine can't be had; says why in Chinese and English."""


def engine(name: str) -> Executor:
    """Workers by name: `local`, or the scheduler of a cluster, such as `tcp://10.0.0.5:8786`.

    None is started unless there is something to do. A cluster's workers must see the content
    folder and the cache under the same paths, and run the same program. Raises `NoEngine`.
    """
    if name == LOCAL:
        return _processes(os.cpu_count() or 1)
    if name.startswith(CLUSTER):
        return _cluster(name)
    raise NoEngine(
        f"没有“{name[:40]}”这样的引擎 / there is no such engine: "
        "写 local（本机）或 tcp://调度机:8786 / write local or tcp://scheduler:8786"
    )


def alone(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """A call in a process of its own. Raises `BrokenExecutor` if it takes that down."""
    with _processes(1) as one:
        return one.submit(function, *args, **kwargs).result()


def _processes(count: int) -> ProcessPoolExecutor:
    """Processes of this machine, each bound in memory.

    They are forked from a fresh process, not from this one: a fork takes no threads along, and
    waits for ever on those that a library of ours or of a preview had started (OpenMP's, say).
    """
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["site_builder.media.make"])  # loaded once for all of them
    return _Processes(count, context, initializer=_begin)


def _begin() -> None:
    limits.worker()
    ending.hear()


class _Processes(ProcessPoolExecutor):
    """Processes that end at Ctrl+C, without a word: this one says it.

    It finds them only when they are ready: the one that they are forked from loads modules for a
    second, in which it would print a traceback.
    """

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        with ending.unheard():  # what is started inherits it
            return super().submit(partial(ending.called, fn), *args, **kwargs)

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> bool | None:
        """Where this process alone heard of Ctrl+C, nobody waits for films to be finished."""
        if kind is KeyboardInterrupt:
            for worker in multiprocessing.active_children():
                ending.interrupt(worker)
            self.shutdown(cancel_futures=True)
        return super().__exit__(kind, *rest)


# --- a Dask cluster --------------------------------------------------------------------------


def _cluster(name: str) -> Executor:
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to load
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
    except ImportError:
        raise NoEngine(
            "没有装连接集群的软件 / the cluster's software is not installed: "
            "pip install 'site-builder[cluster]'"
        ) from None
    # It logs every lost connection with a traceback; what matters comes back as an exception.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client: Any = distributed.Client(name, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError):
        raise NoEngine(
            f"连不上调度机 {name} / the scheduler can't be reached: "
            "核对地址，确认 dask scheduler 在运行 / see to the address and that it runs"
        ) from None
    try:
        _same_program(client)
    except BaseException:
        client.close()
        raise
    return _Cluster(client, (CancelledError, distributed.KilledWorker, CommClosedError))


def _same_program(client: Any) -> None:
    """Copies are named by their recipe: another version would put other bytes under the name."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        told = client.run(code, on_error="return")
    except (OSError, TimeoutError):
        raise NoEngine(
            "集群里没有工作机 / the cluster has no worker: "
            "在工作机上运行 / run on a machine: dask worker tcp://…"
        ) from None
    others = sorted(worker for worker, its in told.items() if its != code())
    if others:
        raise NoEngine(
            f"这些工作机上没有同一版本的 site-builder / no site-builder of this version on: "
            f"{', '.join(others)}: 装好同一版本后再试 / install the same version there"
        )


@cache
def code() -> str:
    """Tells versions of the program apart by what makes copies."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in _sources(package):
        digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    return digest.hexdigest()


def _sources(package: Path) -> Iterator[Path]:
    for name in _CODE:
        path = package / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


class _Cluster(Executor):
    """A cluster's workers as an executor that closes its connection when it ends."""

    def __init__(self, client: Any, lost: tuple[type[BaseException], ...]) -> None:
        self._client = client
        self._lost = lost
        # Nothing is `pure`: each call is made. A worker that dies costs its calls a new try on
        # another, until the scheduler suspects the call itself.
        self._workers = client.get_executor(pure=False, retries=1)
        self._open: set[Future[Any]] = set()
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        ours: Future[Result] = Future()
        self._open.add(ours)
        ours.add_done_callback(self._open.discard)
        theirs = self._workers.submit(_called, code(), fn, args, kwargs)
        theirs.add_done_callback(partial(_pass_on, ours, self._lost))
        ours.add_done_callback(partial(_call_off, theirs))
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._ended.set()
        self._workers.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def _watch(self) -> None:
        """Calls that are handed over just while the connection breaks are never heard of again."""
        while not self._ended.wait(LOOK):
            if self._client.status == "closed":
                for each in tuple(self._open):
                    with contextlib.suppress(InvalidStateError):
                        each.set_exception(BrokenExecutor("the cluster is gone"))


def _called(version: str, fn: Callable[..., Result], args: Any, kwargs: Any) -> Result:
    """On the worker. One that joined later may run another version."""
    if version != code():
        raise BrokenExecutor("the worker runs another version")
    return fn(*args, **kwargs)


def _pass_on(
    ours: Future[Result], lost: tuple[type[BaseException], ...], theirs: Future[Result]
) -> None:
    """The cluster's outcome as our own; the errors `lost` are its own, not the call's."""
    if ours.done() or not ours.set_running_or_notify_cancel():
        return
    try:
        ours.set_result(theirs.result())
    except lost:
        ours.set_exception(BrokenExecutor("the cluster lost it"))
    except BaseException as error:  # as any executor's: the call's own
        ours.set_exception(error)


def _call_off(theirs: Future[Result], ours: Future[Result]) -> None:
    if ours.cancelled():
        theirs.cancel()
