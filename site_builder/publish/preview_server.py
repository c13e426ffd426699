"""A preview on this machine: answers browsers, watches files, and tells pages to load anew."""

from __future__ import annotations

import contextlib
import os
import re
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_builder.content.load import FILES
from site_builder.publish.preview import Answer, Found, Preview

EVENTS = "preview/events"
MANY = 50
"""Entries that are read one by one when they changed; where more did, everything is looked through."""
LOOK = 0.25
"""Seconds between two looks at the files."""
REST = 3
"""As many times as long as a look took, nobody looks again: twenty thousand files are a lot of them."""
CALM, PATIENCE = 1.5, 2
"""Seconds without a change after which all rules are run over everything; and as many times as long as
that took, where it takes longer: it takes a core from whoever is writing.
"""


class Server(ThreadingHTTPServer):
    """A preview at an address such as `127.0.0.1:8000`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, preview: Preview, host: str, port: int) -> None:
        super().__init__((host, port), _Handler)
        self.preview = preview
        self.changed = threading.Condition()
        self.round = 0
        """Changes so far."""
        self.ended = threading.Event()

    def server_close(self) -> None:
        """Nobody looks at files any more, either."""
        self.ended.set()
        super().server_close()

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up midway is no error of ours."""

    def watch(self) -> None:
        """Look at the files again and again. To be run in a thread of its own.

        What is being read is looked at each time; everything, where it is much, less often.
        """
        preview, examination = self.preview, _Examination(self.preview)
        seen, near, far = looked(preview), nearby(preview), 0.0
        while not self.ended.wait(LOOK):
            start = time.monotonic()
            now = nearby(preview)
            paths, near = differing(near, now), now
            seen |= {path: told for path, told in now.items() if path in seen}
            if start >= far:
                told = looked(preview)
                paths |= differing(seen, told) | (seen.keys() ^ told.keys())
                seen, far = told, start + REST * (time.monotonic() - start)
            if paths:
                preview.refresh(touched(paths, preview.folder))
                self.tell()
            # No worker is to be had: all is ending, or it was ended while it began.
            with contextlib.suppress(RuntimeError, OSError, EOFError):
                examination.go_on(changed=bool(paths))

    def tell(self) -> None:
        with self.changed:
            self.round += 1
            self.changed.notify_all()


class _Examination:
    """All rules over everything, whenever the files have rested for a while."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.calm = CALM
        self.due = time.monotonic() + CALM
        self.begun = 0.0
        self.running: Future[Found] | None = None

    def go_on(self, *, changed: bool) -> None:
        if changed:
            self.due = time.monotonic() + self.calm
        if self.running is not None and self.running.done():
            with contextlib.suppress(BrokenExecutor, OSError):  # the next time, then
                self.preview.take(self.running.result())
            self.calm = max(CALM, PATIENCE * (time.monotonic() - self.begun))
            self.running = None
        if self.running is None and time.monotonic() >= self.due:
            self.begun, self.due = time.monotonic(), float("inf")
            self.running = self.preview.examining()


Looks = dict[str, tuple[int, int]]
"""Size and time by path, of files and of entries' folders: a folder's tells of what came and went."""


def looked(preview: Preview) -> Looks:
    """At everything that pages are made of: YAML, hand-written pages and the theme."""
    where = preview.where
    told = dict((*_stamps(where.pages, deep=True), *_stamps(where.theme, deep=True)))
    for name in ("", "campaigns", "openings"):
        told |= _stamps(preview.folder / name)
    for kind, (file, _) in FILES.items():
        told |= _entries(preview.folder / kind, file)
    return told


def nearby(preview: Preview) -> Looks:
    """At the entries that were read last, with their photos."""
    folders = {str(folder): folder for folder in preview.watched}
    told = dict(_found(folders))
    for folder in folders.values():
        told |= _stamps(folder)
    return told


def differing(before: Looks, now: Looks) -> set[str]:
    """The paths of what was there and is another now."""
    return {path for path in before.keys() & now.keys() if before[path] != now[path]}


def touched(paths: Iterable[str], content: Path) -> set[str] | None:
    """The entries that these files are of, such as `stars/li-xiulan`; None where one is of no entry,
    or where there are too many to read them one by one.
    """
    found = set()
    for path in paths:
        kind, _, rest = path.removeprefix(f"{content}/").partition("/")
        if kind not in set(FILES) or not rest:
            return None
        found.add(f"{kind}/{rest.partition('/')[0]}")
    return found if len(found) <= MANY else None


def _entries(folder: Path, file: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for each in _scan(folder):
        yield from _found((each.path, f"{each.path}/{file}"))


def _stamps(folder: Path, *, deep: bool = False) -> Iterator[tuple[str, tuple[int, int]]]:
    for each in _scan(folder):
        if not each.is_dir():
            yield from _found([each.path])
        elif deep:
            yield from _stamps(Path(each.path), deep=True)


def _found(paths: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for path in paths:
        try:
            found = os.stat(path)  # noqa: PTH116 - some ten thousand times a look
        except OSError:
            continue
        yield path, (found.st_size, found.st_mtime_ns)


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return [each for each in found if not each.name.startswith(".")]
    except OSError:
        return []


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Requests are not what an editor should read."""

    def do_GET(self) -> None:
        address = unquote(urlsplit(self.path).path).lstrip("/")
        if address == EVENTS:
            self._events()
            return
        try:
            answer = self.server.preview.answer(address)
        except Exception as error:  # whatever is wrong with one page: all others are there
            told = f"这一页做不出来：{type(error).__name__} {error}".encode()
            self._send(Answer(told, "text/plain"), HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if isinstance(answer.content, Path):
            self._file(answer.content, answer.type)
        else:
            self._send(answer, HTTPStatus.OK if answer.found else HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _start(self, status: HTTPStatus, type_: str, length: int | None) -> None:
        self.send_response(status)
        text = type_.startswith("text/") or type_.endswith(("javascript", "json", "xml"))
        self.send_header("Content-Type", f"{type_}; charset=utf-8" if text else type_)
        self.send_header("X-Robots-Tag", "noindex")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Accept-Ranges", "bytes")
        if length is not None:
            self.send_header("Content-Length", str(length))

    def _send(self, answer: Answer, status: HTTPStatus) -> None:
        assert isinstance(answer.content, bytes), "files are sent in parts"  # noqa: S101 - for the type checker
        self._start(status, answer.type, len(answer.content))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def _file(self, path: Path, type_: str) -> None:
        """Whole, or the part that a player asks for (RFC 9110, section 14)."""
        size = path.stat().st_size
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        first, last = (int(asked[1]), int(asked[2] or size - 1)) if asked else (0, size - 1)
        if asked and first >= size:
            self._start(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, type_, 0)
            self.send_header("Content-Range", f"bytes */{size}")
            self.end_headers()
            return
        last = min(last, size - 1)
        self._start(HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK, type_, last - first + 1)
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.end_headers()
        if self.command != "HEAD":
            self._copy(path, first, last - first + 1)

    def _copy(self, path: Path, first: int, left: int) -> None:
        with path.open("rb") as file:
            file.seek(first)
            while left and (piece := file.read(min(left, 1 << 18))):
                self.wfile.write(piece)
                left -= len(piece)

    def _events(self) -> None:
        """A line to the page whenever something changed, and now and then to see that it is there."""
        self._start(HTTPStatus.OK, "text/event-stream", None)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        server = self.server
        with server.changed:
            seen = server.round
        while True:
            self.wfile.write(b": here\n\n")
            self.wfile.flush()
            with server.changed:
                if server.round == seen:
                    server.changed.wait(15)
                if server.round != seen:
                    seen = server.round
                    self.wfile.write(b"data: changed\n\n")
