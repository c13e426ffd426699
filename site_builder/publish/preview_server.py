"""A preview on this machine: answers browsers, watches files, and tells pages to load anew."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from concurrent.futures import BrokenExecutor, Future
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_builder.publish.preview import Answer, Found, Preview
from site_builder.publish.watching import touched

EVENTS = "preview/events"
LOOK = 0.25
"""Seconds between two looks at the files."""
BEAT = 15
"""Seconds between two lines to a page of which nothing changed."""
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
        self.ended = threading.Event()

    def server_close(self) -> None:
        """Nobody looks at files any more, either."""
        self.ended.set()
        super().server_close()

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up midway is no error of ours."""

    def watch(self) -> None:
        """Look at the files again and again. To be run in a thread of its own."""
        preview, examination = self.preview, _Examination(self.preview)
        while not self.ended.wait(LOOK):
            paths = preview.watch.changed(preview.watched)
            if paths:
                preview.refresh(touched(paths, preview.folder))
                with self.changed:
                    self.changed.notify_all()
            # No worker is to be had: all is ending, or it was ended while it began.
            with contextlib.suppress(RuntimeError, OSError, EOFError):
                examination.go_on(changed=bool(paths))


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


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Requests are not what an editor should read."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        address = unquote(asked.path).lstrip("/")
        if address == EVENTS:
            self._events(int(asked.query) if asked.query.isdecimal() else self.server.preview.round)
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

    def _events(self, shown: int) -> None:
        """A line to the page when something changed since it was made, which may be before it asked;
        until then, now and then, one to see that it is there.
        """
        self._start(HTTPStatus.OK, "text/event-stream", None)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        server, preview = self.server, self.server.preview
        while preview.round == shown:
            self.wfile.write(b": here\n\n")
            self.wfile.flush()
            with server.changed:
                server.changed.wait_for(lambda: preview.round != shown, BEAT)
        self.wfile.write(b"data: changed\n\n")
