"""The built sample site on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Server


@pytest.fixture(scope="session")
def url(site: Path) -> Iterator[str]:
    server = Server(site).start()
    yield server.url
    server.shutdown()
