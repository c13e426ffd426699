"""Small real films and pictures for the tests of the media room, made once a session."""

from __future__ import annotations

import multiprocessing
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from site_builder.content.original import FilmFacts
from site_builder.media import demux, engine, ffmpeg, limits
from site_builder.whole import digest

Maker = Callable[..., Path]
SIGHT = "testsrc2=size={size}:rate={rate}:duration={seconds}"
SOUND = "sine=frequency=440:duration={seconds}"


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Make a film: compliant H.264 and AAC unless told otherwise."""
    folder = tmp_path_factory.mktemp("films")

    def make(
        name: str, *options: str, size: str = "320x180", rate: int = 25, seconds: float = 2
    ) -> Path:
        target = folder / name
        told = {"size": size, "rate": rate, "seconds": seconds}
        if not target.exists():
            line = [ffmpeg.binary(), "-nostdin", "-v", "error"]
            line += ["-f", "lavfi", "-i", SIGHT.format(**told)]
            line += ["-f", "lavfi", "-i", SOUND.format(**told)]
            line += ["-map", "0:v", "-map", "1:a", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
            subprocess.run([*line, *options, str(target)], check=True, timeout=60)
        return target

    return make


@pytest.fixture(scope="session")
def facts() -> Callable[[Path], FilmFacts]:
    """What a film was found to be; it must be readable."""

    def found(path: Path) -> FilmFacts:
        told = demux.look(path, digest(path))
        assert isinstance(told, FilmFacts), told
        return told

    return found


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are forked from the test, so that they have what it put in some function's place."""
    pool = partial(
        ProcessPoolExecutor,
        mp_context=multiprocessing.get_context("fork"),
        initializer=limits.worker,
    )
    monkeypatch.setattr(engine, "_processes", pool)
