"""A preview on this machine: answers browsers, watches files, and tells pages to load anew."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_builder.publish.preview import Answer, Preview

EVENTS = "preview/events"
LOOK = 0.25
"""Seconds between two looks at the files."""
REST = 3
"""As many times as long as a look took, nobody looks again: twenty thousand files are a lot of them."""
CALM, PATIENCE = 1.5, 8
"""Seconds without a change after which all rules are run over everything; and as many times as long as
that took, where it takes longer: it would slow down whoever is writing.
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

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up midway is no error of ours."""

    def watch(self) -> None:
        """Look at the files again and again. To be run in a thread of its own."""
        seen, calm = signature(self.preview), CALM
        due = time.monotonic() + calm
        while True:
            start = time.monotonic()
            now = signature(self.preview)
            changed, seen = differs(seen, now), now
            if changed:
                due = time.monotonic() + calm
                self.preview.refresh()
                self.tell()
            elif time.monotonic() >= due:
                begun, due = time.monotonic(), float("inf")
                self.preview.examine()  # told on the next page: nobody's reading is broken off
                calm = max(CALM, PATIENCE * (time.monotonic() - begun))
            time.sleep(max(LOOK, REST * (time.monotonic() - start)))

    def tell(self) -> None:
        with self.changed:
            self.round += 1
            self.changed.notify_all()


Signature = dict[Path | None, int]


def differs(before: Signature, now: Signature) -> bool:
    """Whether a file changed; a folder that is watched only now tells nothing yet."""
    return any(before[key] != now[key] for key in before.keys() & now.keys())


def signature(preview: Preview) -> Signature:
    """Of everything that pages are made of, YAML, hand-written pages and the theme; and, each apart,
    of the folders of entries that were looked at, whose photos may change.
    """
    where = preview.where
    told = [*_stamps(where.pages, deep=True), *_stamps(where.theme, deep=True)]
    for name in ("", "campaigns", "openings"):
        told += _stamps(where.content / name)
    for kind in ("stars", "projects"):
        told += _entries(where.content / kind)
    found: Signature = {folder: hash(tuple(_stamps(folder))) for folder in preview.watched}
    return found | {None: hash(tuple(told))}


def _entries(folder: Path) -> Iterator[tuple[str, int, int]]:
    for each in _scan(folder):
        file = f"{each.path}/{'star' if folder.name == 'stars' else 'project'}.yml"
        for path in (each.path, file):
            try:
                found = os.stat(path)  # noqa: PTH116 - some thousand times a second
            except OSError:
                continue
            yield path, found.st_size, found.st_mtime_ns


def _stamps(folder: Path, *, deep: bool = False) -> Iterator[tuple[str, int, int]]:
    for each in _scan(folder):
        if each.is_dir():
            if deep:
                yield from _stamps(Path(each.path), deep=True)
            continue
        try:
            found = each.stat()
        except OSError:
            continue
        yield each.path, found.st_size, found.st_mtime_ns


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
