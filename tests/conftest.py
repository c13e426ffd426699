"""What tests share: the sample site, built once, and the media corpus where it is present."""

from __future__ import annotations

import fcntl
import os
import pickle
from pathlib import Path

import pytest

from site_builder.publish import plugin
from site_builder.publish.plugin import Order, Outcome

ROOT = Path(__file__).parent.parent
os.environ.setdefault("SITE_BUILDER_PRESET", "ultrafast")  # tests look at films, not at their size
NOW = "2026-11-25T12:00+08:00"
"""The samples' present: the 2026 winners are out, the national embargo of 2036 is not over."""


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real photos and films of every awkward kind, kept beside the project."""
    folder = ROOT.parent / "shared" / "media-corpus"
    if not folder.is_dir():
        pytest.skip("the media corpus (../shared/media-corpus) is not here")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The sample site and what its build said, built once for all test processes.

    Copies come from the project's own cache.
    """
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out, told = folder / "sample" / "site", folder / "sample" / "outcome"
    out.parent.mkdir(exist_ok=True)
    with (folder / "sample" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            outcome = plugin.build(Order(ROOT / "mkdocs.yml", out=out, now=NOW), keep=False)
            told.write_bytes(pickle.dumps(outcome))
    return out, pickle.loads(told.read_bytes())  # noqa: S301 - our own file


@pytest.fixture(scope="session")
def site(built: tuple[Path, Outcome]) -> Path:
    return built[0]
