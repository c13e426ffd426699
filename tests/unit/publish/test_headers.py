"""What servers say of each file: one rule, which the ready configuration for nginx keeps to."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from site_builder.publish import deploy
from site_builder.publish.headers import (
    ASK,
    FEEDS,
    FOR_EVER,
    LASTING,
    TYPES,
    UNKNOWN,
    headers,
)

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
DIGEST = "0123456789abcdef"
LASTING_ONES = (
    f"media/ab/ab{DIGEST}/photo.avif",
    f"media/ab/ab{DIGEST}/960.jpg",
    f"qr/{DIGEST}.svg",
    f"assets/fonts/{DIGEST}.woff2",
    f"search/lists/12-{DIGEST}.js",
)
OTHERS = (
    "index.html",
    "stars/li-xiulan/index.html",
    "assets/fonts/display.css",
    "assets/css/site.css",
    "search/lists/12.js",
    "search/head.js",
    "press/kits/2026.zip",
    "media/index.html",
    f"stars/{DIGEST}/index.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "feed.xml",
    "feed.json",
    "data/entries.csv",
    "data/entries.json",
)


@pytest.mark.parametrize("address", LASTING_ONES)
def test_what_names_its_content_may_be_kept_for_ever(address: str) -> None:
    assert headers(address).cache == FOR_EVER


@pytest.mark.parametrize("address", OTHERS)
def test_all_else_is_asked_about_each_time(address: str) -> None:
    assert headers(address).cache == ASK


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("data/entries.json", "application/json"),
        ("data/entries.csv", "text/csv; charset=utf-8"),
        ("search/head.js", "text/javascript; charset=utf-8"),
        ("a/captions.vtt", "text/vtt; charset=utf-8"),
        ("a/captions.srt", "application/x-subrip; charset=utf-8"),
        ("a/photo.AVIF", "image/avif"),
        ("a/sheet.webp", "image/webp"),
        ("a/film.mp4", "video/mp4"),
        ("a/face.woff2", "font/woff2"),
        ("a/清单.xlsx", TYPES[".xlsx"]),
        ("a/b.docx", TYPES[".docx"]),
        ("a/b.zip", "application/zip"),
        ("LICENSE", UNKNOWN),
    ],
)
def test_each_file_has_its_type(address: str, told: str) -> None:
    assert headers(address).type == told


def test_every_file_of_the_sample_site_has_a_type(site: Path) -> None:
    unknown = {file.address for file in deploy.files(site) if headers(file.address).type == UNKNOWN}
    assert unknown == set()


# --- nginx -------------------------------------------------------------------------------------


def test_nginx_keeps_for_ever_what_an_object_store_keeps() -> None:
    told = re.search(r'"~\^/(\S+)" "(public[^"]+)";', deploy.sheet("nginx"))
    assert told is not None
    assert (f"^{told[1]}", told[2]) == (LASTING, FOR_EVER)
    assert f'default "{ASK}";' in deploy.sheet("nginx")


def test_nginx_knows_the_same_types() -> None:
    text = deploy.sheet("nginx")
    block = re.search(r"\n    types \{(.*?)\}", text, re.DOTALL)
    charset = re.search(r"charset_types(.*?);", text, re.DOTALL)
    assert block is not None
    assert charset is not None
    texts = {"text/html", *charset[1].split()}
    found = {
        f".{ending}": f"{line.split()[0]}; charset=utf-8"
        if line.split()[0] in texts
        else line.split()[0]
        for line in block[1].split(";")
        for ending in line.split()[1:]
    }
    assert found == dict(TYPES)


class Nginx:
    """A running nginx with our configuration."""

    def __init__(self, port: int) -> None:
        self._port = port

    def get(self, address: str, **asked: str) -> tuple[int, Message, bytes]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._port}/{address}",
            headers={name.replace("_", "-"): each for name, each in asked.items()},
        )
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()


def conf(root: Path, site: Path, port: int) -> Path:
    """The sheet in a configuration for a test: another port and folder, nothing else changed."""
    sheet = deploy.sheet("nginx")
    for before, after in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/xuexi;", f"root {site};"),
    ):
        assert before in sheet
        sheet = sheet.replace(before, after)
    (root / "xuexi.conf").write_text(sheet, "utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""
    places = "".join(
        f"{name}_temp_path {root / name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = (
        f"{user}daemon off;\npid {root / 'pid'};\nerror_log {root / 'error.log'};\nevents {{}}\n"
        f"http {{\naccess_log off;\n{places}include {root / 'xuexi.conf'};\n}}\n"
    )
    (root / "nginx.conf").write_text(text)
    return root / "nginx.conf"


def site_for_nginx(root: Path) -> Path:
    for address in (
        *LASTING_ONES,
        *OTHERS,
        "404.html",
        "embed/stars/li/index.html",
        "wechat/a.html",
    ):
        path = root / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"百姓{address}" * 200, "utf-8")
    (root / ".site-builder-manifest.json").write_text("{}")
    for ending in TYPES:
        (root / f"types/a{ending}").parent.mkdir(exist_ok=True)
        (root / f"types/a{ending}").write_text("a")
    return root


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    if NGINX is None:
        pytest.skip("no nginx here: what it serves is not tried")
    root = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    told = conf(root, site_for_nginx(root / "site"), port)
    line = [NGINX, "-e", str(root / "error.log"), "-c", str(told), "-p", str(root)]
    tried = subprocess.run([*line, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr
    with subprocess.Popen(line) as process:
        try:
            for _ in range(600):
                with socket.socket() as door:
                    if door.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield Nginx(port)
        finally:
            process.terminate()


@pytest.mark.parametrize("address", [*LASTING_ONES, *OTHERS])
def test_nginx_says_what_an_object_store_says(nginx: Nginx, address: str) -> None:
    status, told, _ = nginx.get(address)
    wanted = headers(address)
    assert status == 200
    assert (told["Content-Type"], told["Cache-Control"]) == (wanted.type, wanted.cache)


@pytest.mark.parametrize("ending", TYPES)
def test_nginx_serves_each_type(nginx: Nginx, ending: str) -> None:
    assert nginx.get(f"types/a{ending}")[1]["Content-Type"] == TYPES[ending]


def test_feeds_have_their_type_wherever_they_lie() -> None:
    assert {headers(f"regions/zhengzhou/{name}").type for name in FEEDS} == set(FEEDS.values())


@pytest.mark.parametrize(
    "address",
    ["", "stars/li-xiulan/", "wechat/a.html", f"media/ab/ab{DIGEST}/960.jpg", "feed.xml", "none"],
)
def test_nginx_says_of_all_that_only_our_own_is_used(nginx: Nginx, address: str) -> None:
    _, told, _ = nginx.get(address)
    policy = told["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; object-src")
    assert policy.endswith("frame-ancestors 'self'")
    assert not {"unsafe-inline", "unsafe-eval", "data:"} & set(policy.replace("'", "").split())
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_cards_may_be_framed(nginx: Nginx) -> None:
    embedded = nginx.get("embed/stars/li/")[1]
    assert "frame-ancestors" not in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded


def test_nginx_gives_a_part_of_a_film(nginx: Nginx) -> None:
    address = f"media/ab/ab{DIGEST}/960.jpg"
    whole = nginx.get(address)[2]
    status, told, part = nginx.get(address, Range="bytes=10-19", Accept_Encoding="gzip")
    assert status == 206
    assert told["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert part == whole[10:20]
    assert told["Cache-Control"] == FOR_EVER


def test_nginx_packs_text(nginx: Nginx) -> None:
    assert nginx.get("index.html", Accept_Encoding="gzip")[1]["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in nginx.get("press/kits/2026.zip", Accept_Encoding="gzip")[1]


def test_nginx_shows_the_site_s_own_page_where_nothing_is(nginx: Nginx) -> None:
    for address in ("none", "media/none.jpg", ".site-builder-manifest.json", "stars/.hidden"):
        status, told, text = nginx.get(address)
        assert status == 404
        assert told["Content-Type"] == "text/html; charset=utf-8"
        assert "百姓404.html" in text.decode()
        assert told["Cache-Control"] is None
    assert nginx.get("", If_None_Match=nginx.get("")[1]["ETag"])[0] == 304


# --- the other sheets --------------------------------------------------------------------------


def test_the_advice_for_object_stores_says_the_same() -> None:
    text = deploy.sheet("object-store")
    assert FOR_EVER in text
    policy = re.search(r"default \"(default-src[^\"]+)\"", deploy.sheet("nginx"))
    assert policy is not None
    assert policy[1] in text


def test_the_image_is_made_of_what_is_there() -> None:
    text = deploy.sheet("dockerfile")
    assert "FROM python:3.11-slim" in text
    named = re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE)
    root = Path(deploy.__file__).parents[2]
    assert named
    assert all((root / each).exists() for some in named for each in some.split())
