"""Originals that do not lie beside their YAML, fetched from a share and from a real S3 server."""

from __future__ import annotations

import datetime as dt
import fcntl
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from site_builder.content.library import Library
from site_builder.content.model import Film, Original, Photo
from site_builder.content.original import FilmFacts, PictureFacts, Unreadable
from site_builder.media import elsewhere, make, probe
from site_builder.media.elsewhere import Places, fetched
from site_builder.media.plan import plan
from site_builder.media.recipe import Elsewhere, Failed, Job, Made, Refused, StillRecipe
from site_builder.media.report import Report
from site_builder.media.store import Store
from tests.store import Server, empty, serving
from tests.unit.media.room import entry, library
from tests.written import ROOT

Maker = Callable[..., Path]
BUCKET = "originals"


# --- a server ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    pytest.importorskip("moto.server", reason="moto[server] is not installed")
    with serving(tmp_path_factory.mktemp("s3") / "log") as (told, _):
        yield told


@pytest.fixture
def s3(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of the server, its bucket emptied; the environment holds the keys."""
    client = server.client(monkeypatch)
    client.create_bucket(Bucket=BUCKET)
    yield client
    empty(client, BUCKET)


def put(s3: Any, key: str, content: bytes) -> None:
    s3.put_object(Bucket=BUCKET, Key=key, Body=content)


def wanted(
    root: Path,
    content: bytes,
    at: str = f"s3://{BUCKET}/film.mp4",
    *,
    places: Places | None = None,
    size: int | None = None,
) -> Elsewhere:
    """These bytes, as an entry would name them."""
    named = Original(sha256=sha256(content).hexdigest().upper(), size=size or len(content), at=at)
    allowed = places or Places((f"s3://{BUCKET}/",))
    return elsewhere.source(named, allowed, root / "fetched")


def refusal(each: Elsewhere) -> str:
    with pytest.raises(Refused) as told, fetched(each):
        pass
    assert not str(told.value.detail)
    return told.value.reason


def kept(root: Path) -> set[str]:
    """What lies in the folder of what was fetched, but for its lock."""
    return {path.name for path in (root / "fetched").iterdir()} - {".lock"}


# --- what the site's owner allows ----------------------------------------------------------------


def test_the_owner_names_places_room_and_time() -> None:
    told = elsewhere.places({"from": ["s3://bucket", "file:///mnt/share/"], "room": "1.5 TB"})
    assert told == Places(("s3://bucket/", "file:///mnt/share/"), 1_500_000_000_000, 3600)
    assert elsewhere.places({"from": "s3://b/2026", "minutes": 2}).seconds == 120
    assert elsewhere.places({}) == Places()


@pytest.mark.parametrize(
    "told",
    [
        "s3://bucket/",
        {"form": ["s3://bucket/"]},
        {"from": [5]},
        {"from": ["http://host/"]},
        {"from": ["/mnt/share"]},
        {"from": ["s3://"]},
        {"from": ["file:///"]},
        {"from": ["file://mnt/share"]},
        {"from": ["file:///mnt/../etc"]},
        {"from": ["s3://me:secret@host/"]},
        {"from": ["s3://bucket/?key=secret"]},
        {"room": "plenty"},
        {"room": "0 GB"},
        {"room": "20 GiB"},
        {"minutes": 0},
        {"minutes": "an hour"},
    ],
)
def test_a_slip_in_the_option_is_said_without_what_may_be_secret(told: object) -> None:
    with pytest.raises(ValueError, match="originals") as error:
        elsewhere.places(told)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "at",
    [
        "file:///etc/passwd",
        "s3://other/film.mp4",
        f"s3://{BUCKET}-too/film.mp4",
        "http://169.254.169.254/latest/meta-data",
        f"https://{BUCKET}/film.mp4",
    ],
)
def test_an_address_in_no_allowed_place_is_never_opened(tmp_path: Path, at: str) -> None:
    assert refusal(wanted(tmp_path, b"x", at)) == "not-allowed"


def test_without_the_owner_s_word_nothing_is_fetched(tmp_path: Path) -> None:
    for at in (f"s3://{BUCKET}/film.mp4", "film.mp4"):
        assert refusal(wanted(tmp_path, b"x", at, places=Places())) == "not-allowed"


def test_a_relative_address_is_taken_from_the_first_place(tmp_path: Path) -> None:
    places = Places(("s3://first/2026/", "s3://second/"))
    assert (
        wanted(tmp_path, b"x", "a/影片.mp4", places=places).address == "s3://first/2026/a/影片.mp4"
    )


# --- a share -------------------------------------------------------------------------------------


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "mnt" / "share"
    folder.mkdir(parents=True)
    return folder


def on(share: Path, **more: Any) -> Places:
    return Places((f"file://{share}/",), **more)


def test_a_file_of_a_share_comes_whole(tmp_path: Path, share: Path) -> None:
    content = os.urandom(elsewhere.PIECE + 5)
    (share / "我的 影片.mp4").write_bytes(content)
    with fetched(wanted(tmp_path, content, "我的 影片.mp4", places=on(share))) as path:
        assert path.read_bytes() == content
    assert kept(tmp_path) == {sha256(content).hexdigest()}


def test_a_link_or_a_pipe_in_a_share_leads_nowhere(tmp_path: Path, share: Path) -> None:
    (tmp_path / "letter").write_bytes(b"private")
    (share / "film.mp4").symlink_to(tmp_path / "letter")
    os.mkfifo(share / "pipe")
    assert refusal(wanted(tmp_path, b"private", "film.mp4", places=on(share))) == "refused"
    assert refusal(wanted(tmp_path, b"private", "pipe", places=on(share))) == "not-there"
    assert refusal(wanted(tmp_path, b"private", "gone", places=on(share))) == "not-there"


def test_two_who_want_the_same_fetch_it_once(tmp_path: Path, share: Path) -> None:
    content = os.urandom(3 * elsewhere.PIECE)
    (share / "film.mp4").write_bytes(content)
    each = wanted(tmp_path, content, "film.mp4", places=on(share))
    with ProcessPoolExecutor(4) as executor:
        inodes = set(executor.map(_inode, [each] * 8))
    assert len(inodes) == 1
    assert kept(tmp_path) == {each.digest}


def _inode(each: Elsewhere) -> int:
    with fetched(each) as path:
        return path.stat().st_ino


# --- room ----------------------------------------------------------------------------------------


def several(tmp_path: Path, share: Path, count: int, room: int) -> list[Elsewhere]:
    """Files of 1,000 bytes each on the share."""
    found = []
    for at in range(count):
        content = bytes([at]) * 1000
        (share / f"{at}.mp4").write_bytes(content)
        found.append(wanted(tmp_path, content, f"{at}.mp4", places=on(share, room=room)))
    return found


def use(each: Elsewhere) -> None:
    with fetched(each):
        pass


def test_the_least_recently_used_makes_room(tmp_path: Path, share: Path) -> None:
    a, b, c, d = several(tmp_path, share, 4, room=3000)
    for each in (a, b, c, a, d):
        use(each)
        time.sleep(0.02)
        assert sum(path.stat().st_size for path in (tmp_path / "fetched").iterdir()) <= 3000
    assert kept(tmp_path) == {a.digest, c.digest, d.digest}


def test_what_is_in_use_stays_and_is_waited_for(tmp_path: Path, share: Path) -> None:
    a, b, c = several(tmp_path, share, 3, room=2000)
    use(b)
    with fetched(a) as path, ThreadPoolExecutor(1) as executor:
        os.utime(path, (1, 1))  # the oldest by far, and yet
        use(c)
        assert path.exists()
        assert kept(tmp_path) == {a.digest, c.digest}
        with fetched(c):
            waiting = executor.submit(use, b)
            time.sleep(0.6)
            assert not waiting.done()
        waiting.result(timeout=10)
        assert path.exists()


def test_who_waits_for_room_too_long_gives_up(tmp_path: Path, share: Path) -> None:
    a, b = several(tmp_path, share, 2, room=1000)
    with fetched(a):
        assert refusal(replace(b, seconds=0.5)) == "fetch-slow"
    assert kept(tmp_path) == {a.digest}


def test_what_is_larger_than_the_room_is_not_begun(tmp_path: Path, share: Path) -> None:
    [a] = several(tmp_path, share, 1, room=999)
    assert refusal(a) == "small-room"
    assert kept(tmp_path) == set()


def test_a_disk_without_room_is_said_before_anything_comes(tmp_path: Path, share: Path) -> None:
    (share / "film.mp4").touch()
    places = on(share, room=10**18)
    assert refusal(wanted(tmp_path, b"", "film.mp4", places=places, size=10**17)) == "no-room"
    assert kept(tmp_path) == set()


def test_a_cut_or_swollen_file_in_the_cache_is_fetched_anew(tmp_path: Path, share: Path) -> None:
    [a] = several(tmp_path, share, 1, room=5000)
    use(a)
    (tmp_path / "fetched" / a.digest).write_bytes(b"half")
    with fetched(a) as path:
        assert path.read_bytes() == b"\0" * 1000


def test_a_fetch_that_was_killed_leaves_nothing_that_lasts(tmp_path: Path, share: Path) -> None:
    a, b = several(tmp_path, share, 2, room=5000)
    os.mkfifo(tmp_path / "begun")
    process = multiprocessing.get_context("fork").Process(target=_hangs, args=(a, tmp_path))
    process.start()
    (tmp_path / "begun").read_bytes()
    assert kept(tmp_path) == {f".{a.digest}.part"}
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    use(b)
    assert kept(tmp_path) == {b.digest}
    use(a)
    assert kept(tmp_path) == {a.digest, b.digest}


def _hangs(each: Elsewhere, root: Path) -> None:
    def pieces(_wanted: Elsewhere, _until: float) -> Iterator[bytes]:
        yield b"\0" * 500
        (root / "begun").write_bytes(b"!")
        time.sleep(60)

    elsewhere._pieces = pieces  # type: ignore[assignment]  # in a process of its own
    use(each)


def test_two_builds_together_keep_the_bound(tmp_path: Path, share: Path) -> None:
    told = several(tmp_path, share, 12, room=3000)
    over: list[int] = []
    done, cache = threading.Event(), tmp_path / "fetched"

    def watch() -> None:
        while not done.is_set():
            if not cache.exists():
                continue
            with elsewhere._gate(cache, time.monotonic() + 60):  # else counted while files move
                held = [path.stat().st_size for path in cache.iterdir()]
            over.extend([sum(held)] if sum(held) > 3000 else [])

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ProcessPoolExecutor(4) as executor:
        assert list(executor.map(_bytes, told * 4)) == [bytes([at]) * 1000 for at in range(12)] * 4
    done.set()
    watcher.join()
    assert over == []


def _bytes(each: Elsewhere) -> bytes:
    with fetched(each) as path:
        time.sleep(0.005)
        return path.read_bytes()


def test_a_file_in_use_is_locked_against_other_programs_of_ours(
    tmp_path: Path, share: Path
) -> None:
    [a] = several(tmp_path, share, 1, room=5000)
    with fetched(a) as path, path.open("rb") as other:
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)


# --- an object store -----------------------------------------------------------------------------


def test_an_object_comes_whole(s3: Any, tmp_path: Path) -> None:
    content = os.urandom(2 * elsewhere.PIECE + 7)
    put(s3, "2026/影 片.mp4", content)
    with fetched(wanted(tmp_path, content, "2026/影 片.mp4")) as path:
        assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("there", "named", "size"),
    [
        (b"other", b"these", None),
        (b"these", b"these bytes", None),
        (b"these bytes and more", b"these bytes", None),
        (b"these bytes", b"these bytes", 5),
        (b"these bytes", b"these bytes", 50),
        (b"", b"these bytes", None),
    ],
)
def test_other_bytes_than_were_named_are_refused(
    s3: Any, tmp_path: Path, there: bytes, named: bytes, size: int | None
) -> None:
    put(s3, "film.mp4", there)
    assert refusal(wanted(tmp_path, named, size=size)) == "other-content"
    assert kept(tmp_path) == set()


def test_of_an_object_far_too_large_little_is_read(s3: Any, server: Server, tmp_path: Path) -> None:
    put(s3, "film.mp4", os.urandom(40 * 2**20))
    before = server.gets
    assert refusal(wanted(tmp_path, b"a few bytes")) == "other-content"
    assert server.gets - before == 1


@pytest.mark.usefixtures("s3")
def test_an_object_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert refusal(wanted(tmp_path, b"x", f"s3://{BUCKET}/gone.mp4")) == "not-there"
    places = Places(("s3://no-such-bucket/",))
    assert refusal(wanted(tmp_path, b"x", "gone.mp4", places=places)) == "not-there"


def test_without_a_key_it_is_refused(
    s3: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(s3, "film.mp4", b"x")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    assert refusal(wanted(tmp_path, b"x")) == "refused"


def test_a_wrong_key_is_refused(s3: Any, server: Server, tmp_path: Path) -> None:
    put(s3, "film.mp4", b"x")
    server.judge_keys(True)
    try:
        assert refusal(wanted(tmp_path, b"x")) == "refused"
    finally:
        server.judge_keys(False)


@pytest.mark.usefixtures("s3")
def test_a_server_that_is_down_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and nobody listens
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        assert refusal(wanted(tmp_path, b"x")) == "unreachable"


@pytest.mark.usefixtures("s3")
def test_a_server_that_says_nothing_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{mute.getsockname()[1]}")
        start = time.monotonic()
        assert refusal(replace(wanted(tmp_path, b"x"), seconds=1)) == "fetch-slow"
        assert time.monotonic() - start < 30


@pytest.mark.usefixtures("s3")
def test_a_server_that_falls_silent_is_given_up_before_the_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "IDLE", 1.0)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{mute.getsockname()[1]}")
        assert refusal(wanted(tmp_path, b"x")) == "unreachable"


class BreaksOff(BaseHTTPRequestHandler):
    """Promises 1,000 bytes, and hangs up after ten."""

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.send_header("ETag", '"1"')
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()
        self.wfile.write(b"ten bytes.")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.mark.usefixtures("s3")
def test_a_server_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BreaksOff) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
        assert refusal(wanted(tmp_path, b"x" * 1000)) == "unreachable"
        server.shutdown()
    assert kept(tmp_path) == set()


def test_without_its_driver_it_is_said_so(tmp_path: Path) -> None:
    """In a process of its own, where s3fs can't be imported."""
    program = """
import sys
sys.modules["s3fs"] = None
from pathlib import Path
from site_builder.media import elsewhere
from site_builder.media.recipe import Elsewhere, Refused
wanted = Elsewhere("s3://b/x", "0" * 64, 9, Path(sys.argv[1]), 99, "s3://b/")
try:
    elsewhere.fetched(wanted).__enter__()
except Refused as refused:
    print(refused.reason)
"""
    line = [sys.executable, "-c", program, str(tmp_path)]
    told = subprocess.run(line, check=True, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert told.stdout.strip() == "no-driver"


# --- the whole way -------------------------------------------------------------------------------


def away(told: Library, at: str = "") -> Library:
    """The library with every photo and film named by content, and their bytes taken away."""

    def named(folder: Path, each: Photo | Film) -> dict[str, Any]:
        content = (folder / each.file).read_bytes()
        original = Original(
            sha256=sha256(content).hexdigest(), size=len(content), at=at + each.file
        )
        return {"original": original}

    def moved(folder: Path, data: Any) -> Any:
        photos = tuple(p.model_copy(update=named(folder, p)) for p in data.photos)
        film = data.film and data.film.model_copy(update=named(folder, data.film))
        return data.model_copy(update={"photos": photos, "film": film})

    return replace(
        told, entries=tuple(replace(e, data=moved(e.folder, e.data)) for e in told.entries)
    )


@pytest.fixture
def beside(tmp_path: Path, film: Maker) -> Library:
    """One entry with two photos and a film beside its YAML."""
    folder = tmp_path / "content" / "li-xiulan"
    folder.mkdir(parents=True)
    for name, colour in (("1.jpg", "red"), ("2.jpg", "blue")):
        Image.new("RGB", (90, 60), colour).save(folder / name)
    (folder / "film.mp4").write_bytes(film("ok.mp4").read_bytes())
    return library(tmp_path, entry(folder, ("1.jpg", "2.jpg"), Film(file="film.mp4", title="片")))


def upload(s3: Any, told: Library) -> None:
    """The originals go to the object store, and from beside the YAML."""
    for each in told.entries:
        for path in each.folder.iterdir():
            put(s3, path.name, path.read_bytes())
            path.unlink()


def built(told: Library, root: Path, places: Places) -> tuple[dict[Job, Made | Failed], Report]:
    where = elsewhere.sources(told, places, root / "fetched")
    with ProcessPoolExecutor(2) as executor:
        facts = probe.find(told, root / "memory", executor, where)
        jobs = elsewhere.addressed(plan(told, facts), where)
        return make.make(jobs, Store(root / "media"), executor, lambda *_: None)


def copies(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / "media").rglob("*")
        if path.is_file()
    }


def test_copies_are_the_same_wherever_the_original_lies(
    s3: Any, beside: Library, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    _, first = built(beside, here, Places())
    assert first.total.failed == 0
    gone = away(beside)
    upload(s3, beside)
    outcomes, report = built(gone, there, Places((f"s3://{BUCKET}/",)))
    assert (report.total.made, report.total.failed) == (first.total.made, 0)
    assert copies(there) == copies(here)
    assert {job.original.parent for job in outcomes} == {beside.entries[0].folder}


def test_what_is_known_and_made_is_not_fetched_again(
    s3: Any, server: Server, beside: Library, tmp_path: Path
) -> None:
    gone, places = away(beside), Places((f"s3://{BUCKET}/",))
    upload(s3, beside)
    first, _ = built(gone, tmp_path, places)
    assert len(kept(tmp_path)) == 3
    for path in (tmp_path / "fetched").iterdir():
        path.unlink()
    before = server.log.read_text().count("HTTP/1.1")
    second, report = built(gone, tmp_path, places)
    assert second == first
    assert report.total.made == 0
    assert server.log.read_text().count("HTTP/1.1") == before
    assert kept(tmp_path) == set()


def test_each_original_is_fetched_once(
    s3: Any, server: Server, beside: Library, tmp_path: Path
) -> None:
    gone = away(beside)
    upload(s3, beside)
    before = server.gets
    built(gone, tmp_path, Places((f"s3://{BUCKET}/",)))
    assert server.gets - before == 3


def test_a_worker_fetches_when_only_the_copy_is_gone(
    s3: Any, beside: Library, tmp_path: Path
) -> None:
    gone, places = away(beside), Places((f"s3://{BUCKET}/",))
    upload(s3, beside)
    first, _ = built(gone, tmp_path, places)

    shutil.rmtree(tmp_path / "media")
    shutil.rmtree(tmp_path / "fetched")
    second, report = built(gone, tmp_path, places)
    assert second == first
    assert report.total.failed == 0


def test_a_server_that_went_down_fails_in_words(
    s3: Any, server: Server, beside: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, places = away(beside), Places((f"s3://{BUCKET}/",))
    upload(s3, beside)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        where = elsewhere.sources(gone, places, tmp_path / "fetched")
        facts = probe.find(gone, tmp_path / "memory", None, where)
        assert set(facts.values()) == {Unreadable("unreachable")}
        photo = beside.entries[0].folder / "1.jpg"
        job = Job(photo, where[photo].digest, StillRecipe(), elsewhere=where[photo])
        assert make.one(job, Store(tmp_path / "media")) == Failed("unreachable", "")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.port}")
    again = probe.find(gone, tmp_path / "memory", None, where)  # it is up again, and asked again
    assert {type(each) for each in again.values()} == {PictureFacts, FilmFacts}


def test_a_file_beside_its_yaml_is_used_and_must_be_the_one_named(
    beside: Library, tmp_path: Path
) -> None:
    named = away(beside)
    where = elsewhere.sources(named, Places(), tmp_path / "fetched")
    before = probe.find(named, tmp_path / "memory", None, where)
    assert not [each for each in before.values() if isinstance(each, Unreadable)]
    photo = beside.entries[0].folder / "1.jpg"
    held = bytearray(photo.read_bytes())
    held[-3] ^= 1  # still a picture, of the same size
    photo.write_bytes(held)
    os.utime(photo, ns=(1, time.time_ns() + 10**9))
    after = probe.find(named, tmp_path / "memory", None, where)
    assert after[photo] == Unreadable("other-content")
    photo.write_bytes(held + b"more")
    assert probe.find(named, tmp_path / "memory", None, where)[photo] == Unreadable("other-content")


def test_of_a_withdrawn_entry_nothing_is_fetched(beside: Library, tmp_path: Path) -> None:

    named = away(beside)
    back = [
        replace(each, data=each.data.model_copy(update={"withdrawn": dt.date(2026, 1, 1)}))
        for each in named.entries
    ]
    told = replace(named, entries=tuple(back))
    assert elsewhere.sources(told, Places((f"s3://{BUCKET}/",)), tmp_path) == {}
