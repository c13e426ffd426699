"""Running ffmpeg: where it is, what it may use, and what it said. Its options are in `lines.py`."""

from __future__ import annotations

import contextlib
import re
import resource
import shutil
import subprocess
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import imageio_ffmpeg

from site_builder.media.recipe import Refused

MEMORY = 8 << 30
"""Bytes of address space that one ffmpeg may take."""
KEPT = 60
"""Last lines that are kept of what it says: a hostile file can make it talk without end."""
_DAMAGE = re.compile(
    r"error while decoding|corrupt|concealing|invalid nal|invalid data found|non-existing pps", re.I
)
_AGAIN = re.compile(r"Last message repeated (\d+) times")


@dataclass(frozen=True)
class Said:
    """What ffmpeg said, without paths."""

    lines: tuple[str, ...]
    """The last ones, at most `KEPT`."""
    errors: int
    """Times that it complained of what it decoded, in all lines."""


def run(line: list[str], limit: float, feed: Iterable[bytes] | None = None) -> Said:
    """Run a command line within time (seconds) and memory; `feed` is what it reads from its input.
    Raises `Refused`.
    """
    with _started(line, limit, stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE) as it:
        if feed is not None:
            assert it.process.stdin is not None, "a pipe was asked for"
            with contextlib.suppress(BrokenPipeError), it.process.stdin as pipe:
                for each in feed:
                    pipe.write(each)
    return it.said


def read(line: list[str], limit: float, size: int) -> Iterator[bytes]:
    """What a command line writes to its output, in parts of `size` bytes; a last part that is
    shorter is dropped. Within time and memory, and ended when nobody reads on. Raises `Refused`.
    """
    with _started(line, limit, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as it:
        assert it.process.stdout is not None, "a pipe was asked for"
        while len(part := it.process.stdout.read(size)) == size:
            yield part


@dataclass
class _Run:
    process: subprocess.Popen[bytes]
    said: Said = Said((), 0)


@contextlib.contextmanager
def _started(line: list[str], limit: float, **pipes: int) -> Iterator[_Run]:
    """A process that has ended well when the `with` ends. What it says is heard meanwhile."""
    with subprocess.Popen(line, stderr=subprocess.PIPE, **pipes) as process:  # type: ignore[call-overload]  # noqa: S603 - our own command line
        with contextlib.suppress(ProcessLookupError, ValueError, AttributeError):  # Linux has it
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        it, late = _Run(process), threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        def hear() -> None:
            it.said = heard(process.stderr)

        timer, ear = threading.Timer(limit, stop), threading.Thread(target=hear)
        timer.start()
        ear.start()
        try:
            yield it
            ear.join()
            process.wait()
        except BaseException:
            process.kill()
            ear.join()
            raise
        finally:
            timer.cancel()
    if late.is_set():
        raise Refused("too-slow", f"given up after {limit:.0f} s")
    if process.returncode:
        raise why(it.said)


def heard(told: Iterable[bytes]) -> Said:
    """What was said, line by line."""
    kept: deque[str] = deque(maxlen=KEPT)
    errors = 0
    for line, times in _with_repeats(told):
        errors += times if _DAMAGE.search(line) else 0
        kept.append(line)
    return Said(tuple(kept), errors)


def _with_repeats(told: Iterable[bytes]) -> Iterator[tuple[str, int]]:
    """Each line and how often it was said; ffmpeg tells of repeats in a line of their own."""
    before = ""
    for raw in told:
        line = re.sub(r"file:\S+|/\S+/", "", raw.decode("utf-8", "replace")).strip()
        if again := _AGAIN.search(line):
            yield before, int(again[1])
        elif line:
            before = line
            yield line, 1


def why(said: Said) -> Refused:
    """Why ffmpeg gave up, by what it said."""
    if any("No space left" in line for line in said.lines):
        return Refused("no-room", "the disk is full")
    if said.errors:
        return Refused("damaged", f"{said.errors} errors while decoding")
    last = said.lines[-1] if said.lines else ""
    return Refused("not-a-film", re.sub(r"^\[[^]]*\] *", "", last)[:200])


@cache
def binary() -> str:
    """ffmpeg: the one that comes in a package, else the system's."""
    with contextlib.suppress(RuntimeError):
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    found = shutil.which("ffmpeg")
    if found is None:
        raise Refused("no-ffmpeg", "ffmpeg is not installed")
    return found


@dataclass(frozen=True)
class Abilities:
    """What this ffmpeg can do; a version that is empty does not run."""

    version: str = ""
    encoders: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()


def abilities() -> Abilities:
    told = [_asked(each) for each in ("-version", "-encoders", "-filters")]
    version = re.match(r"ffmpeg version (\S+)", told[0])
    if version is None:
        return Abilities()
    encoders, filters = (
        re.findall(r"^ [A-Z.|]{3,6} (\w+) ", each, re.MULTILINE) for each in told[1:]
    )
    return Abilities(version[1], frozenset(encoders), frozenset(filters))


def _asked(option: str) -> str:
    try:
        line = [binary(), *([] if option == "-version" else ["-hide_banner"]), option]
        done = subprocess.run(line, capture_output=True, timeout=30, check=False)  # noqa: S603 - our own command line
    except (OSError, RuntimeError, subprocess.SubprocessError, Refused):
        return ""
    return done.stdout.decode("utf-8", "replace")
