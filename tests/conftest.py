"""What tests share: the sample site, built once, and the media corpus where it is present."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from site_builder.publish import plugin
from site_builder.publish.plugin import Order, Outcome
from tests.corpus import written_up
from tests.written import NOW, ROOT

Made = TypeVar("Made")
os.environ.setdefault("SITE_BUILDER_PRESET", "ultrafast")  # tests look at films, not at their size


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real photos and films of every awkward kind, kept beside the project."""
    folder = ROOT.parent / "shared" / "media-corpus"
    if not folder.is_dir():
        pytest.skip("the media corpus (../shared/media-corpus) is not here")
    return folder


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]) -> Made:
    """What `make` makes in a folder of that name, made once for all test processes."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    told = folder / ".told"
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_bytes(pickle.dumps(make(folder)))
    made: Made = pickle.loads(told.read_bytes())  # noqa: S301 - our own file
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The sample site and what its build said. Copies come from the project's own cache."""

    def make(folder: Path) -> tuple[Path, Outcome]:
        out = folder / "site"
        return out, plugin.build(Order(ROOT / "mkdocs.yml", out=out, now=NOW), keep=False)

    return once(tmp_path_factory, "sample", make)


@pytest.fixture(scope="session")
def copies(built: tuple[Path, Outcome]) -> Path:  # noqa: ARG001 - that it was built
    """The project's own cache with every copy of the samples in it.

    Who builds of the samples asks for it, so that no two test processes encode the same at a time.
    """
    return ROOT / ".cache"


@pytest.fixture(scope="session")
def site(built: tuple[Path, Outcome]) -> Path:
    return built[0]


CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real one: headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: browser tests are skipped")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def written(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> written_up.Written:
    """The corpus written up as content and built, once for all test processes."""
    return once(tmp_path_factory, "corpus", lambda folder: written_up.built(corpus, folder))
