"""What tests share: the sample site, built once, and the media corpus where it is present."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.publish import plugin
from site_builder.publish.plugin import Order, Outcome

ROOT = Path(__file__).parent.parent
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
    """The sample site and what its build said. Copies come from the project's own cache."""
    out = tmp_path_factory.mktemp("sample") / "site"
    return out, plugin.build(Order(ROOT / "mkdocs.yml", out=out, now=NOW), keep=False)


@pytest.fixture(scope="session")
def site(built: tuple[Path, Outcome]) -> Path:
    return built[0]
