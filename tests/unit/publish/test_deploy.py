"""A built site delivered: what goes, in which order, and what a failure leaves."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from site_builder.content.problem import Text
from site_builder.publish import delivery, deploy, folder
from site_builder.publish.delivery import MANIFEST, File, Manifest, Plan, Turn, turn
from site_builder.publish.headers import headers
from site_builder.publish.targets import Folder, Target, Undelivered, Unfit
from tests.store import Server, empty, serving

PHOTO = "media/ab/ab0123456789abcdef0123456789abcd/photo.avif"
NEW_PHOTO = "media/cd/cd0123456789abcdef0123456789abcd/photo.avif"
SITE = {
    "index.html": "<p>首页</p>",
    "404.html": "<p>没有</p>",
    "stars/li/index.html": "<p>李秀兰</p>",
    "stars/wang/index.html": "<p>王</p>",
    "feed.xml": "<feed/>",
    "assets/css/site.css": "p{}",
    "search/head.js": "12",
    PHOTO: "picture",
}


def built(root: Path, site: dict[str, str] = SITE) -> Path:
    """A folder as a build leaves it."""
    shutil.rmtree(root, ignore_errors=True)
    for address, text in site.items():
        path = root / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    folder.mark(root)
    return root


def silent(*_: int) -> None:
    """Nobody is told."""


def delivered(site: Path, there: Target) -> Plan:
    """Deliver, and what was planned."""
    with there.opened():
        planned = deploy.compared(site, there)
        deploy.deliver(planned, there, silent)
    return planned


def lying(root: Path) -> dict[str, str]:
    """What visitors may ask for in a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def hidden(root: Path) -> set[str]:
    return {path.name for path in root.rglob(".*")}


def put(planned: Plan) -> list[str]:
    return [file.address for file in planned.puts]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return built(tmp_path / "site")


@pytest.fixture
def www(tmp_path: Path, site: Path) -> Path:
    """A folder that a web server serves, with the site in it."""
    delivered(site, Folder(tmp_path / "www"))
    return tmp_path / "www"


# --- what is decided ---------------------------------------------------------------------------


def test_a_page_goes_after_what_it_shows_and_before_what_leads_to_it(site: Path) -> None:
    planned = delivery.plan(deploy.files(site), None, {})
    assert put(planned) == [
        PHOTO,
        "assets/css/site.css",
        "stars/li/index.html",
        "stars/wang/index.html",
        "search/head.js",
        "404.html",
        "index.html",
        "feed.xml",
    ]
    assert [turn(some[0].address) for some in planned.batches] == list(Turn)


def test_only_what_no_page_shows_yet_goes_in_parts() -> None:
    """A hundred films are told of as they come; pages appear together."""
    media = [File(f"media/{n:032x}/a.mp4", Path(), "", 100 << 20) for n in range(5)]
    pages = [File(f"stars/{n}/index.html", Path(), "", 200 << 20) for n in range(3)]
    batches = delivery.plan(media + pages, None, {}).batches
    assert [len(each) for each in batches] == [2, 2, 1, 3]
    assert [file for each in batches for file in each] == media + pages


def test_a_page_is_removed_before_what_it_shows(site: Path) -> None:
    before = delivery.plan(deploy.files(site), None, {}).final
    sizes = {name: known.size for name, known in before.files.items()}
    planned = delivery.plan((), before, sizes)
    assert planned.removals[0] == "feed.xml"
    assert planned.removals[-2:] == ("assets/css/site.css", PHOTO)


def test_a_manifest_that_names_what_lies_outside_is_not_followed() -> None:
    for address in ("../secret", "/etc/passwd", "a//b", "a/../../b", ".ssh/key", "a\\b", ""):
        told = json.dumps({"rules": 1, "files": {address: [1, "0"]}}).encode()
        with pytest.raises(delivery.Unreadable):
            delivery.read(told)


@pytest.mark.parametrize("told", [b"", b"[]", b"{}", b'{"rules": 1, "files": {"a": 3}}', b"\xff"])
def test_a_manifest_that_is_none_is_told(told: bytes) -> None:
    with pytest.raises(delivery.Unreadable):
        delivery.read(told)


def test_a_manifest_reads_as_it_was_written(site: Path) -> None:
    told = delivery.plan(deploy.files(site), None, {}).opening
    assert delivery.read(delivery.written(told)) == told


def test_files_delivered_under_other_rules_are_looked_at_again(site: Path) -> None:
    files = deploy.files(site)
    sizes = {file.address: file.size for file in files}
    final = delivery.plan(files, None, {}).final
    old = Manifest(final.files, rules=0)
    assert delivery.plan(files, final, sizes).idle
    assert len(delivery.plan(files, old, sizes).changed) == len(files)


# --- a folder ----------------------------------------------------------------------------------


def test_the_folder_gets_the_site_and_nothing_of_the_workshop(www: Path) -> None:
    assert lying(www) == SITE
    assert hidden(www) == {MANIFEST}


def test_a_second_run_changes_nothing(www: Path, site: Path) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in www.rglob("*")}

    before = times()
    planned = delivered(built(site), Folder(www))  # built anew: the same bytes, other times
    assert planned.idle
    assert times() == before


def test_only_what_changed_is_put(www: Path, site: Path) -> None:
    after = SITE | {"index.html": "<p>新页</p>", NEW_PHOTO: "新"}
    planned = delivered(built(site, after), Folder(www))
    assert put(planned) == [NEW_PHOTO, "index.html"]
    assert lying(www) == after


def test_what_the_site_has_no_more_goes_and_what_is_not_ours_stays(www: Path, site: Path) -> None:
    (www / "stars/wang/他人的.txt").write_text("别动")
    (www / "other").mkdir()
    (www / "other/mine.html").write_text("别动")
    after = {
        name: text for name, text in SITE.items() if name not in {"stars/wang/index.html", PHOTO}
    }
    planned = delivered(built(site, after), Folder(www))
    assert planned.removals == ("stars/wang/index.html", PHOTO)
    assert lying(www) == after | {"stars/wang/他人的.txt": "别动", "other/mine.html": "别动"}
    assert not (www / "media").exists(), "empty folders go as well"


def test_a_folder_without_manifest_is_compared_byte_by_byte(www: Path, site: Path) -> None:
    (www / MANIFEST).unlink()
    (www / "index.html").write_text("<p>旧页</p>", "utf-8")  # of the same size
    planned = delivered(site, Folder(www))
    assert [file.address for file in planned.foreign] == ["index.html"]
    assert len(planned.kept) == len(SITE) - 1
    assert delivered(site, Folder(www)).idle


def test_what_somebody_deleted_there_comes_back(www: Path, site: Path) -> None:
    (www / PHOTO).unlink()
    assert put(delivered(site, Folder(www))) == [PHOTO]


def test_a_manifest_that_cannot_be_read_stops_it(www: Path, site: Path) -> None:
    (www / MANIFEST).write_text("{")
    with pytest.raises(Undelivered, match="Delete it and run again"):
        delivered(site, Folder(www))
    assert lying(www) == SITE


def test_files_there_do_not_hang_together_with_ours(www: Path, site: Path) -> None:
    assert not (www / PHOTO).samefile(site / PHOTO)
    assert (www / PHOTO).stat().st_mode & 0o777 == 0o644


class Breaking(Folder):
    """A folder that takes so many turns, and then no more."""

    def __init__(self, root: Path, turns: int) -> None:
        super().__init__(root)
        self.turns = turns

    def put(self, files: Sequence[File]) -> None:
        if not self.turns:
            raise KeyboardInterrupt
        self.turns -= 1
        super().put(files)


@pytest.mark.parametrize("turns", range(5))
def test_whenever_it_breaks_off_no_page_lacks_anything(www: Path, site: Path, turns: int) -> None:
    after = {name: text[::-1] for name, text in SITE.items() if name != PHOTO} | {NEW_PHOTO: "新"}
    built(site, after)
    with pytest.raises(KeyboardInterrupt):
        delivered(site, Breaking(www, turns))
    assert set(SITE) <= set(lying(www)), "nothing of the old site is gone"
    assert turns == 0 or NEW_PHOTO in lying(www)
    delivered(site, Folder(www))
    assert lying(www) == after
    assert hidden(www) == {MANIFEST}


def test_what_an_interrupted_run_brought_is_taken_back_when_the_site_goes_back(
    www: Path, site: Path
) -> None:
    """The page of one who then withdrew, and a page of the same size as the old one."""
    built(
        site,
        SITE
        | {
            "stars/li/index.html": "<p>李秀英</p>",
            "stars/zhao/index.html": "赵",
            "stars/qian/index.html": "钱",
            "index.html": "赵",
            NEW_PHOTO: "新",
        },
    )
    with pytest.raises(KeyboardInterrupt):
        delivered(site, Breaking(www, 2))
    assert "stars/zhao/index.html" in lying(www)
    waiting = www / "stars/qian/.index.html.site-builder.part"
    (www / "stars/qian/index.html").rename(waiting)  # as a kill leaves it
    delivered(built(site), Folder(www))
    assert lying(www) == SITE
    assert hidden(www) == {MANIFEST}


def test_a_removal_that_breaks_off_is_carried_on(www: Path, site: Path) -> None:
    class Stuck(Folder):
        def remove(self, addresses: Sequence[str]) -> None:
            super().remove(addresses[:1])
            raise Undelivered(Text("断了", "It broke off."))

    after = {"index.html": SITE["index.html"]}
    with pytest.raises(deploy.Remains, match="broke off"):
        delivered(built(site, after), Stuck(www))
    assert PHOTO in lying(www)
    delivered(site, Folder(www))
    assert lying(www) == after


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_told(www: Path, site: Path) -> None:
    www.chmod(0o555)
    with pytest.raises(Undelivered, match="can't be used"):
        delivered(built(site, SITE | {"index.html": "新"}), Folder(www))
    www.chmod(0o755)
    assert lying(www) == SITE


def test_a_file_that_stands_where_a_folder_is_wanted_leaves_the_turn_undone(
    www: Path, site: Path
) -> None:
    (www / "media/cd").write_text("不是文件夹")
    built(site, SITE | {NEW_PHOTO: "新", "media/aa/0123456789abcdef/a.avif": "新"})
    with pytest.raises(Undelivered, match="can't be used"):
        delivered(site, Folder(www))
    assert lying(www) == SITE | {"media/cd": "不是文件夹"}


def test_a_site_that_changes_meanwhile_is_not_delivered_half(www: Path, site: Path) -> None:
    built(site, SITE | {"index.html": "<p>新</p>"})
    there = Folder(www)
    planned = deploy.compared(site, there)
    (site / "index.html").write_text("<p>更新</p>", "utf-8")
    with pytest.raises(Undelivered, match="changed while"):
        deploy.deliver(planned, there, silent)
    assert lying(www) == SITE


def test_a_site_that_changes_after_a_file_was_put_is_delivered_again(www: Path, site: Path) -> None:
    def rebuilt(*_: int) -> None:
        (site / "index.html").write_text("<p>更新</p>", "utf-8")

    built(site, SITE | {"index.html": "<p>新</p>"})
    planned = deploy.compared(site, Folder(www))
    with pytest.raises(Undelivered, match="changed while"):
        deploy.deliver(planned, Folder(www), rebuilt)
    assert put(delivered(site, Folder(www))) == ["index.html"]
    assert lying(www)["index.html"] == "<p>更新</p>"


def test_two_deliveries_do_not_meet_in_one_folder(www: Path) -> None:
    with (
        Folder(www).opened(),
        pytest.raises(Undelivered, match="Another delivery"),
        Folder(www).opened(),
    ):
        pass


# --- what is no target, and no site ------------------------------------------------------------


def test_a_folder_that_builds_write_to_is_no_target(site: Path, tmp_path: Path) -> None:
    other = built(tmp_path / "other")
    for place in (site, site / "www", other):
        with pytest.raises(Unfit, match="builds write to"):
            deploy.target(str(place), site)


def test_only_a_built_site_for_everybody_is_delivered(site: Path, tmp_path: Path) -> None:
    deploy.ready(site)
    (tmp_path / "empty").mkdir()
    for out in (tmp_path / "none", tmp_path / "empty"):
        with pytest.raises(Unfit, match="no built site"):
            deploy.ready(out)
    folder.begin(site)
    with pytest.raises(Unfit, match="half built"):
        deploy.ready(site)
    folder.mark(site)
    (site / folder.PREVIEW).touch()
    with pytest.raises(Unfit, match="preview"):
        deploy.ready(site)


@pytest.mark.parametrize(
    "told", ["https://host/x", "ftp://host/x", "s3://", "s3://Bucket/", "s3://key:secret@bucket/",
             "s3://bucket//x", "s3://bucket/../x", "rsync://host", "rsync://u:secret@host/m/"],
)  # fmt: skip
def test_an_address_that_is_no_target_is_told(site: Path, told: str) -> None:
    with pytest.raises(Unfit):
        deploy.target(told, site)


def test_a_folder_may_have_any_name(site: Path, tmp_path: Path) -> None:
    for name in ("网站 一", "a:b/c", "-x"):
        delivered(site, deploy.target(f"{tmp_path}/{name}", site))
        assert lying(tmp_path / name) == SITE


# --- an object store ---------------------------------------------------------------------------

BUCKET = "www"


class Shop:
    """A bucket of a real server, with the site's place in it."""

    def __init__(self, client: Any, server: Server) -> None:
        self.client, self._server = client, server
        self.target = deploy.target(f"s3://{BUCKET}/xuexi/", Path("none"))

    def lying(self) -> dict[str, str]:
        """What is in the bucket, but for our manifest, by key."""
        listed = self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {
            each["Key"]: self.client.get_object(Bucket=BUCKET, Key=each["Key"])["Body"]
            .read()
            .decode()
            for each in listed
            if not each["Key"].endswith(MANIFEST)
        }

    def asked(self) -> list[tuple[str, str]]:
        """Puts and deletions since last asked, in the order in which they came."""
        lines = re.findall(
            r'"(PUT|DELETE|POST) /www/xuexi/(\S*?)(?:\?\S*)? HTTP', self._server.log.read_text()
        )
        told, self._seen = lines[getattr(self, "_seen", 0) :], len(lines)
        return [(verb, unquote(name)) for verb, name in told]

    def served(self, address: str) -> Message:
        """What the store says of a file to those who may read it."""
        named = {"Bucket": BUCKET, "Key": f"xuexi/{address}"}
        url = self.client.generate_presigned_url("get_object", Params=named)
        with urllib.request.urlopen(url) as answer:  # noqa: S310
            headers: Message = answer.headers
            return headers


def below(site: dict[str, str]) -> dict[str, str]:
    return {f"xuexi/{name}": text for name, text in site.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    pytest.importorskip("moto.server", reason="moto[server] is not installed")
    with serving(tmp_path_factory.mktemp("s3") / "log") as (told, _):
        yield told


@pytest.fixture
def shop(server: Server, site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A bucket with the site in it, and something of another's."""
    client = server.client(monkeypatch)
    client.create_bucket(Bucket=BUCKET)
    empty(client, BUCKET)
    shop = Shop(client, server)
    delivered(site, shop.target)
    yield shop
    empty(client, BUCKET)


def test_the_bucket_gets_the_site_in_order(shop: Shop) -> None:
    assert shop.lying() == below(SITE)
    went = [name for _, name in shop.asked() if name != MANIFEST][-len(SITE) :]
    assert [turn(name) for name in went] == sorted(map(turn, SITE))


def test_a_second_run_uploads_nothing(shop: Shop, site: Path) -> None:
    shop.asked()
    assert delivered(built(site), shop.target).idle
    assert shop.asked() == []


def test_only_what_changed_is_uploaded_and_what_is_gone_goes_last(shop: Shop, site: Path) -> None:
    shop.asked()
    for key in ("xuexi/notes.txt", "xuexi/stars/theirs.html", "elsewhere.html"):
        shop.client.put_object(Bucket=BUCKET, Key=key, Body=b"theirs")
    after = {
        name: text for name, text in SITE.items() if name not in {PHOTO, "stars/wang/index.html"}
    }
    delivered(built(site, after | {"index.html": "新", NEW_PHOTO: "新"}), shop.target)
    asked = [each for each in shop.asked() if each[1] not in {"notes.txt", "stars/theirs.html"}]
    assert asked == [
        ("PUT", MANIFEST),
        ("PUT", NEW_PHOTO),
        ("PUT", "index.html"),
        ("PUT", MANIFEST),
        ("DELETE", "stars/wang/index.html"),
        ("DELETE", PHOTO),
        ("PUT", MANIFEST),
    ]
    theirs = {
        "xuexi/notes.txt": "theirs",
        "xuexi/stars/theirs.html": "theirs",
        "elsewhere.html": "theirs",
    }
    assert shop.lying() == below(after | {"index.html": "新", NEW_PHOTO: "新"}) | theirs


def test_types_and_caching_are_as_said(shop: Shop, site: Path) -> None:
    names = ["清单.xlsx", "a.docx", "feed.json", "a.vtt", f"qr/{'0' * 16}.svg", "a.woff2", "a.zip"]
    delivered(built(site, SITE | dict.fromkeys(names, "x")), shop.target)
    for address in (*SITE, *names):
        told = shop.served(address)
        wanted = headers(address)
        assert (told["Content-Type"], told["Cache-Control"]) == (wanted.type, wanted.cache)


def test_a_bucket_without_manifest_is_compared_by_digest_and_headers(
    shop: Shop, site: Path
) -> None:
    """What another program put there counts where its bytes and headers are right."""
    shop.client.delete_object(Bucket=BUCKET, Key=f"xuexi/{MANIFEST}")
    page = SITE["index.html"].encode()
    wanted = headers("index.html")
    told = {"ContentType": wanted.type, "CacheControl": wanted.cache}
    shop.client.put_object(Bucket=BUCKET, Key="xuexi/index.html", Body=page, **told)
    shop.client.put_object(Bucket=BUCKET, Key="xuexi/404.html", Body=SITE["404.html"].encode())
    shop.client.put_object(Bucket=BUCKET, Key="xuexi/feed.xml", Body=b"<food/>", **told)
    planned = delivered(site, shop.target)
    assert put(planned) == ["404.html", "feed.xml"]
    assert delivered(site, shop.target).idle


def test_a_large_file_goes_in_pieces_with_its_headers(shop: Shop, site: Path) -> None:
    film = f"media/ef/ef{'0' * 30}/film.mp4"
    (site / film).parent.mkdir(parents=True)
    (site / film).write_bytes(os.urandom(40 << 20))
    delivered(site, shop.target)
    assert shop.served(film)["Content-Type"] == "video/mp4"
    assert shop.served(film)["Cache-Control"].endswith("immutable")
    shop.client.delete_object(Bucket=BUCKET, Key=f"xuexi/{MANIFEST}")
    assert delivered(site, shop.target).puts == (), "its digest is told beside it"


def test_a_server_that_goes_away_leaves_the_old_site_whole(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path / "log") as (server, process):
        server.client(monkeypatch).create_bucket(Bucket=BUCKET)
        shop = Shop(server.client(monkeypatch), server)
        delivered(site, shop.target)
        built(site, {"index.html": "新", "stars/li/index.html": "新", NEW_PHOTO: "新"})
        with shop.target.opened():
            planned = deploy.compared(site, shop.target)
            shop.asked()

            def gone(*_: int) -> None:
                asked.extend(shop.asked())
                process.kill()
                process.wait()

            asked: list[tuple[str, str]] = []
            with pytest.raises(Undelivered, match="does not answer"):
                deploy.deliver(planned, shop.target, gone)
        assert asked == [("PUT", MANIFEST), ("PUT", NEW_PHOTO)]
        assert "DELETE" not in server.log.read_text().split(quote(NEW_PHOTO))[-1]


def test_keys_that_are_refused_and_buckets_that_are_not_there_are_told(
    shop: Shop, site: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Undelivered, match="no such bucket"):
        delivered(site, deploy.target("s3://nobodys/", site))
    server.judge_keys(True)
    try:
        with pytest.raises(Undelivered, match="refuses") as told:
            delivered(built(site, SITE | {"index.html": "新"}), shop.target)
    finally:
        server.judge_keys(False)
    assert "AKIAEXAMPLE" not in told.value.why.zh
    assert shop.lying() == below(SITE)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    with pytest.raises(Undelivered, match="keys in the environment"):
        delivered(site, shop.target)


# --- rsync -------------------------------------------------------------------------------------

RSYNC = shutil.which("rsync")
_DAEMON = """\
use chroot = no
{who}
[www]
path = {root}
read only = no
"""
_SHELL = """\
#!/bin/sh
while [ "$1" != host ]; do shift; done
shift
exec sh -c "$*"
"""


@pytest.fixture(params=["daemon", "shell"])
def remote(
    request: pytest.FixtureRequest, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, Target]]:
    """A folder that rsync alone reaches, by a daemon or through a shell, with the site in it."""
    if RSYNC is None:
        pytest.skip("no rsync here: delivery by it is not tried")
    root = tmp_path / "there"
    root.mkdir()
    if request.param == "shell":
        (tmp_path / "ssh").write_text(_SHELL)
        (tmp_path / "ssh").chmod(0o755)
        monkeypatch.setenv("RSYNC_RSH", str(tmp_path / "ssh"))
        target = deploy.target(f"editor@host:{root}/网站", site)
        delivered(site, target)
        yield root / "网站", target
        return
    with daemon(tmp_path, root) as port:
        target = deploy.target(f"rsync://127.0.0.1:{port}/www/网站", site)
        delivered(site, target)
        yield root / "网站", target


@contextlib.contextmanager
def daemon(tmp_path: Path, root: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    who = "uid = root\ngid = root" if os.geteuid() == 0 else ""
    (tmp_path / "rsyncd.conf").write_text(_DAEMON.format(root=root, who=who))
    line = ["rsync", "--daemon", "--no-detach", "--address=127.0.0.1", f"--port={port}"]
    with subprocess.Popen([*line, f"--config={tmp_path / 'rsyncd.conf'}"]) as process:
        try:
            for _ in range(600):
                with socket.socket() as door:
                    if door.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()


def test_rsync_brings_the_site_and_then_nothing(remote: tuple[Path, Target], site: Path) -> None:
    root, target = remote
    assert lying(root) == SITE
    assert hidden(root) == {MANIFEST}
    assert delivered(built(site), target).idle


def test_rsync_brings_what_changed_and_removes_only_what_is_ours(
    remote: tuple[Path, Target], site: Path
) -> None:
    root, target = remote
    (root / "stars/wang/他人的.txt").write_text("别动")
    stamp = (root / "stars/li/index.html").stat().st_mtime_ns
    after = {
        name: text for name, text in SITE.items() if name not in {PHOTO, "stars/wang/index.html"}
    }
    after |= {"index.html": "<p>页首</p>", NEW_PHOTO: "新"}
    built(site, after)
    (site / NEW_PHOTO).chmod(0o600)
    planned = delivered(site, target)
    assert put(planned) == [NEW_PHOTO, "index.html"]
    assert lying(root) == after | {"stars/wang/他人的.txt": "别动"}
    assert not (root / "media/ab").exists(), "empty folders go as well"
    assert (root / "stars/li/index.html").stat().st_mtime_ns == stamp
    assert (root / NEW_PHOTO).stat().st_mode & 0o777 == 0o644


def test_rsync_without_manifest_sends_only_what_differs(
    remote: tuple[Path, Target], site: Path
) -> None:
    root, target = remote
    (root / MANIFEST).unlink()
    (root / "index.html").write_text("<p>旧页</p>", "utf-8")
    before = (root / PHOTO).stat().st_ino
    os.utime(site / PHOTO, (10**9, 10**9))  # built at another time
    delivered(site, target)
    assert lying(root) == SITE
    assert (root / PHOTO).stat().st_ino == before
    assert delivered(site, target).idle


def test_a_link_to_a_larger_disk_stays_one(
    remote: tuple[Path, Target], site: Path, tmp_path: Path
) -> None:
    """Some versions of rsync follow it, some refuse; none puts a folder in its place."""
    root, target = remote
    (root / "media").rename(tmp_path / "disk")
    (root / "media").symlink_to(tmp_path / "disk")
    with contextlib.suppress(Undelivered):
        delivered(built(site, SITE | {NEW_PHOTO: "新"}), target)
        assert (root / NEW_PHOTO).read_text("utf-8") == "新"
    assert (root / "media").is_symlink()
    assert (root / PHOTO).exists()


def test_what_stands_in_rsync_s_way_leaves_the_old_site_whole(
    remote: tuple[Path, Target], site: Path
) -> None:
    root, target = remote
    (root / "stars/zhao/index.html/theirs").mkdir(parents=True)
    built(site, {"stars/zhao/index.html": "新", "index.html": "新"})
    with pytest.raises(Undelivered, match="rsync did not finish"):
        delivered(site, target)
    assert lying(root) == SITE


def test_a_machine_that_does_not_answer_is_told(site: Path) -> None:
    if RSYNC is None:
        pytest.skip("no rsync here: delivery by it is not tried")
    with pytest.raises(Undelivered, match="rsync did not finish"):
        delivered(site, deploy.target("rsync://127.0.0.1:1/www/", site))


def test_rsync_that_is_not_installed_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unfit, match="rsync is not on this machine"):
        deploy.target("editor@host:/srv/www", site)
