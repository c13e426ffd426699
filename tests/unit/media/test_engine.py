"""Copies made by other machines: a real Dask scheduler and workers, as processes on this one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from site_builder.content.library import Library
from site_builder.content.model import Film
from site_builder.content.original import Unreadable
from site_builder.media import engine, make, probe
from site_builder.media.engine import NoEngine
from site_builder.media.plan import plan
from site_builder.media.recipe import Failed, Job, Made
from site_builder.media.report import Progress, Report, Step
from site_builder.media.store import Store
from tests.unit.media.room import entry, library
from tests.written import ROOT

Maker = Callable[..., Path]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Cluster:
    """A scheduler and its workers, each a process with a log of its own."""

    folder: Path
    stack: ExitStack
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, role: str, *options: str, python_path: str = str(ROOT)) -> int:
        """Gives the number of the process."""
        command = [sys.executable, "-m", "distributed.cli.dask_" + role, *options, "--no-dashboard"]
        log = self.stack.enter_context((self.folder / f"{len(self.processes)}.log").open("wb"))
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": python_path},
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        self.processes.append(process)
        return len(self.processes) - 1

    def workers(self, count: int, **more: str) -> list[int]:
        """Workers that the scheduler knows: starting one takes long on a busy machine."""
        options = ["--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
        options += ["--local-directory", str(self.folder / "scratch")]
        numbers = [self.start("worker", self.address, *options, **more) for _ in range(count)]
        for number in numbers:
            self.wait_for(number, "Registered to:")
        return numbers

    def wait_for(self, number: int, words: str) -> None:
        until = time.monotonic() + 90
        while words not in self.log(number):
            assert time.monotonic() < until, self.log(number)
            time.sleep(0.05)

    def log(self, number: int) -> str:
        return (self.folder / f"{number}.log").read_text()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    folder = tmp_path / "cluster"
    folder.mkdir()
    with ExitStack() as stack:
        told, port = Cluster(folder, stack), free_port()
        told.address = f"tcp://127.0.0.1:{port}"
        told.wait_for(
            told.start("scheduler", "--host", "127.0.0.1", "--port", str(port)), "Scheduler at:"
        )
        yield told


@pytest.fixture
def sample(tmp_path: Path, film: Maker) -> Library:
    """Thirty photos in three entries, and two films."""
    entries = []
    for number in range(3):
        folder = tmp_path / "content" / f"star-{number}"
        folder.mkdir(parents=True)
        names = tuple(f"{at:02}.jpg" for at in range(10))
        for at, name in enumerate(names):
            Image.effect_mandelbrot((240, 160), (-2, -1.2, 1, 1.2), 20 + number * 10 + at).convert(
                "RGB"
            ).save(folder / name)
        told = None
        if number:
            shutil.copy(film(f"{number}.mp4", rate=20 + 5 * number), folder / "film.mp4")
            told = Film(file="film.mp4", title="片")
        entries.append(entry(folder, names, told))
    return library(tmp_path, *entries)


def built(
    told: Library, root: Path, executor: Executor, progress: Progress = lambda *_: None
) -> tuple[dict[Job, Made | Failed], Report]:
    jobs = plan(told, probe.find(told, root / "memory", executor))
    return make.make(jobs, Store(root / "media"), executor, progress)


def copies(root: Path) -> dict[str, bytes]:
    """All that the store holds; what a killed worker left unfinished there is no copy."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.parent.name.startswith(".part-")
    }


def test_a_cluster_that_loses_a_worker_makes_the_same_copies(
    cluster: Cluster, sample: Library, tmp_path: Path
) -> None:
    first, second = cluster.workers(2)
    killed: list[int] = []

    def kill_midway(step: Step) -> None:
        if step.done == 8 and not killed:
            killed.append(step.done)
            cluster.processes[first].send_signal(signal.SIGKILL)

    with engine.engine(cluster.address) as executor:
        outcomes, report = built(sample, tmp_path / "there", executor, kill_midway)
    with engine.engine("local") as executor:
        expected, _ = built(sample, tmp_path / "here", executor)

    assert killed
    assert cluster.processes[first].wait() == -signal.SIGKILL
    assert (report.total.made, report.total.failed) == (36, 0)
    assert outcomes == expected
    assert copies(tmp_path / "there/media") == copies(tmp_path / "here/media")
    assert not re.search(r"ERROR|Traceback|WARNING", cluster.log(second))


def test_a_lost_cluster_costs_time_not_copies(
    cluster: Cluster, sample: Library, tmp_path: Path
) -> None:
    cluster.workers(1)

    def pull_the_plug(step: Step) -> None:
        if step.done == 30:
            for process in cluster.processes:
                process.kill()

    with engine.engine(cluster.address) as executor:
        _, report = built(sample, tmp_path, executor, pull_the_plug)
    assert (report.total.made, report.total.failed) == (36, 0)


def test_a_call_to_a_cluster_that_is_gone_does_not_wait_for_ever(cluster: Cluster) -> None:
    cluster.workers(1)
    with engine.engine(cluster.address) as executor:
        for process in cluster.processes:
            process.kill()
        with pytest.raises((BrokenExecutor, RuntimeError)):
            executor.submit(pow, 2, 10).result(timeout=120)


def test_an_engine_answers_like_any_executor(cluster: Cluster) -> None:
    cluster.workers(1)
    with engine.engine(cluster.address) as executor:
        assert list(executor.map(pow, range(5), [2] * 5, chunksize=2)) == [0, 1, 4, 9, 16]
        futures = [executor.submit(int, "7"), executor.submit(int, "seven")]
        assert set(as_completed(futures, timeout=20)) == set(futures)
        assert futures[0].result() == 7
        with pytest.raises(ValueError, match="seven"):
            futures[1].result()
        begun, waiting = executor.submit(time.sleep, 1), executor.submit(time.sleep, 60)
        assert waiting.cancel()
        assert waiting.cancelled()
        assert begun.result(timeout=20) is None
    with pytest.raises(RuntimeError):
        executor.submit(int, "7")


def test_a_call_that_kills_every_worker_is_a_broken_executor(cluster: Cluster) -> None:
    cluster.workers(4)  # the scheduler gives up after the fourth
    with engine.engine(cluster.address) as executor, pytest.raises(BrokenExecutor):
        executor.submit(os._exit, 1).result(timeout=60)


def test_a_worker_that_does_not_see_the_folders_fails_in_words(
    cluster: Cluster, sample: Library, tmp_path: Path
) -> None:
    """Its program reads another folder under the name that the originals have here."""
    cluster.workers(1)
    facts = probe.find(sample, tmp_path / "memory")
    photos = [job for job in plan(sample, facts) if job.original.suffix == ".jpg"][:2]

    class Elsewhere(Executor):
        """Another machine: what it is told of `content` lies nowhere."""

        def submit(self, fn, /, job, store):
            moved = Path(str(job.original).replace("content", "not-mounted"))
            return executor.submit(fn, replace(job, original=moved), store)

    with engine.engine(cluster.address) as executor:
        outcomes, _ = make.make(photos, Store(tmp_path / "media"), Elsewhere(), lambda *_: None)
    assert set(outcomes.values()) == {Failed("not-shared", "")}


def test_copies_that_a_worker_put_elsewhere_are_no_copies(sample: Library, tmp_path: Path) -> None:
    facts = probe.find(sample, tmp_path / "memory")
    photos = [job for job in plan(sample, facts) if job.original.suffix == ".jpg"][:2]

    class Elsewhere(Executor):
        """Another machine, whose store is its own."""

        def submit(self, fn, /, job, _store):
            told: Future[object] = Future()
            told.set_result(fn(job, Store(tmp_path / "its-own")))
            return told

    outcomes, _ = make.make(photos, Store(tmp_path / "media"), Elsewhere(), lambda *_: None)
    assert set(outcomes.values()) == {Failed("not-shared", "")}


@pytest.mark.parametrize("name", ["", "lokal", "http://host:8786", "tcp:/host"])
def test_an_engine_that_isn_t_one_is_named(name: str) -> None:
    with pytest.raises(NoEngine, match="local"):
        engine.engine(name)


@pytest.mark.parametrize("name", ["tcp://127.0.0.1:{}", "tcp://", "tcp://nohost.invalid:8786"])
def test_a_scheduler_that_is_not_there_is_said_so_in_time(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr(engine, "PATIENCE", 2)
    start = time.monotonic()
    with pytest.raises(NoEngine, match="tcp://"):
        engine.engine(name.format(free_port()))
    assert time.monotonic() - start < 30


def test_a_cluster_without_workers_is_said_so(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 3)
    with pytest.raises(NoEngine, match="worker"):
        engine.engine(cluster.address)


def test_a_worker_with_another_version_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "site_builder", tmp_path / "old/site_builder")
    with (tmp_path / "old/site_builder/media/recipe.py").open("a") as old:
        old.write("# as it was\n")
    cluster.workers(1, python_path=str(tmp_path / "old"))
    with pytest.raises(NoEngine, match=r"tcp://127\.0\.0\.1"):
        engine.engine(cluster.address)


def test_without_its_extra_the_engine_says_what_to_install() -> None:
    program = """
import sys
sys.modules["distributed"] = None
from site_builder.media.engine import NoEngine, engine
try:
    engine("tcp://127.0.0.1:1")
except NoEngine as error:
    print(error)
"""
    line = [sys.executable, "-c", program]
    told = subprocess.run(line, check=True, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert "pip install 'site-builder[cluster]'" in told.stdout


def dies(*_: object) -> None:
    os._exit(1)


@pytest.mark.usefixtures("forked")
def test_an_original_that_takes_its_reader_down_is_named_and_the_rest_is_read(
    sample: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = probe._facts

    def sometimes(path: Path, kind: str, size: int) -> object:
        return dies() if path.name == "03.jpg" else sound(path, kind, size)

    monkeypatch.setattr(probe, "_facts", sometimes)
    with engine.engine("local") as executor:
        found = probe.find(sample, tmp_path, executor)
    bad = {path.name: each for path, each in found.items() if isinstance(each, Unreadable)}
    assert bad == {"03.jpg": Unreadable("crashed")}
    assert len(found) == 32


def test_no_thread_of_a_cluster_outlives_it(cluster: Cluster) -> None:
    cluster.workers(1)
    engine.engine(cluster.address).shutdown()
    before = threading.active_count()
    for _ in range(3):
        engine.engine(cluster.address).shutdown()
    assert threading.active_count() <= before
