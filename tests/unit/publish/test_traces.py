"""The byte searcher: every spelling, and every container it opens."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import random
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from fpdf import FPDF
from PIL import Image, PngImagePlugin

from site_builder.publish import spellings
from site_builder.publish.members import DEEPEST, Member, Unread, members
from site_builder.publish.traces import NOTHING, Trace, Wanted, search

NAME = "李秀兰"
TEXT = f"她叫{NAME}，今年六十三岁"


def spelt(raw: bytes, word: str = NAME) -> set[str]:
    return {hit.spelling for hit in spellings.hits(raw, (word,)) if not hit.chance}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_word_is_found_in_each_encoding(encoding: str) -> None:
    assert spelt(TEXT.encode(encoding)) == {encoding}


@pytest.mark.parametrize(
    ("raw", "spelling"),
    [
        (json.dumps({"name": NAME}).encode(), "json"),
        (rb'{"name": "\\u674e\\u79C0\\u5170"}', "json"),
        (rb"'\u{674e}\u{79c0}\u{5170}'", "json"),
        ("李\\u79c0兰".encode(), "json"),
        (b"".join(b"&#%d;" % ord(sign) for sign in NAME), "html"),
        (b"".join(b"&#x%X;" % ord(sign) for sign in NAME), "html"),
        (quote(NAME).encode(), "percent"),
        (quote(NAME).lower().encode(), "percent"),
        (quote(NAME, encoding="gb18030").encode(), "percent gb18030"),
        (quote(json.dumps(NAME)).encode(), "several"),
        (quote(quote(NAME)).encode(), "several"),
        ("<p><b>李</b>秀<em class='x'>兰</em></p>".encode(), "tags"),
        ("<w:r><w:t>李</w:t></w:r><w:r><w:t>秀兰</w:t></w:r>".encode(), "tags"),
        (b"\xfe\xff" + json.dumps(NAME).encode("utf-16-be"), "utf-16 json"),
        *((base64.b64encode(b"x" * at + TEXT.encode()), "base64") for at in range(3)),
    ],
)
def test_a_word_is_found_in_each_escape(raw: bytes, spelling: str) -> None:
    assert spelt(raw) == {spelling}


def test_a_surrogate_pair_is_one_character() -> None:
    assert spelt(json.dumps("𠮷田").encode(), "𠮷田") == {"json"}


def test_a_place_that_is_plain_is_told_once() -> None:
    raw = f'<p>{NAME}</p><a href="{quote("别人")}">&amp;</a>'.encode()
    assert [hit.spelling for hit in spellings.hits(raw, (NAME,))] == ["utf-8"]


def test_an_escape_is_told_beside_plain_places_in_every_encoding() -> None:
    """Plain ones may be another's own words: they must not cover for the one that is left over."""
    raw = b"\n".join((TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode(), quote(NAME).encode()))
    told = [hit.spelling for hit in spellings.hits(raw, (NAME,))]
    assert sorted(told) == ["gb18030", "percent", "utf-8", "utf-8"]


def test_words_of_four_bytes_in_noise_are_chance_and_in_text_are_not() -> None:
    """Two characters in UTF-16: once in 4 GB of noise by chance, so here they are put there."""
    dice, word = random.Random(3), "老乔"
    noise = [dice.randbytes(4000) for _ in range(40)]
    raw = word.encode("utf-16-le").join(noise)
    found = [hit.chance for hit in spellings.hits(raw, (word,))]
    assert len(found) == 39
    assert sum(found) >= 36
    assert spelt("大家叫他老乔，他守站三十六年".encode("utf-16-le"), word) == {"utf-16-le"}
    for encoding in ("utf-16-le", "gb18030"):
        text = f"，大家叫他{word}，他守站，".encode(encoding)
        assert spelt(noise[0] + text + noise[1], word) == {encoding}
        assert spelt(noise[0] + bytes(300) + word.encode(encoding) + noise[1], word) == {encoding}
    assert spelt(b"\0\0" + word.encode("utf-16-le"), word) == {"utf-16-le"}


def test_what_touches_a_word_is_told_without_the_letters_of_escapes() -> None:
    raw = json.dumps({"text": f"上一段\n{NAME}教会了邻居"}, ensure_ascii=False).encode()
    (hit,) = spellings.hits(raw, (NAME,))
    assert (hit.left, hit.right) == ("", "教会了邻居")
    assert list(spellings.near(f"上一段\n{NAME}教会了邻居", NAME)) == [("", "教会了邻居")]


# --- containers ------------------------------------------------------------------------------


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A real one, its page packed, with this text as an attached file's name and content."""
    document = FPDF()
    document.add_page()
    document.set_title(text)
    document.embed_file(basename="a.txt", bytes=text.encode(), compress=True)
    return bytes(document.output())


def png(text: str) -> bytes:
    told, out = PngImagePlugin.PngInfo(), io.BytesIO()
    told.add_itxt("Caption", text, zip=True)
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def jpeg(text: str) -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x9C9B] = text.encode("utf-16-le")  # XPTitle, as Windows writes it
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


MADE: dict[str, Callable[[str], bytes]] = {
    "a.zip": lambda text: zipped(letter=text.encode("utf-16")),
    "a.docx": lambda text: zipped(document=f"<w:p><w:t>{text}</w:t></w:p>".encode()),
    "a.txt.gz": lambda text: gzip.compress(b"first") + gzip.compress(text.encode()),
    "a.bz2": lambda text: bz2.compress(text.encode()),
    "a.xz": lambda text: lzma.compress(text.encode()),
    "a.pdf": pdf,
    "a.png": png,
    "a.jpg": jpeg,
    "utf16.txt": lambda text: text.encode("utf-16"),
    "nested.zip": lambda text: zipped(inner=zipped(deep=gzip.compress(text.encode("gb18030")))),
    "picture-with-archive.jpg": lambda text: jpeg("x") + zipped(letter=text.encode()),
    f"{NAME}.txt": lambda _: b"nothing",
    "named.zip": lambda text: zipped(**{f"{text}.txt": b"nothing"}),
}


@pytest.mark.parametrize("name", MADE)
def test_a_word_is_found_inside_each_kind_of_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(MADE[name](TEXT))
    found = search(tmp_path, Wanted((NAME,), {}))
    assert {trace.file for trace in found.traces if not trace.chance} == {name}
    assert not found.unread
    (tmp_path / name).unlink()
    (tmp_path / name.replace(NAME, "other")).write_bytes(MADE[name]("无关的话"))
    assert search(tmp_path, Wanted((NAME,), {})).traces == ()


def test_a_file_is_known_by_its_hash_wherever_it_lies(tmp_path: Path) -> None:
    photo = jpeg("photo")
    sha = sha256(photo).hexdigest()
    (tmp_path / "renamed.bin").write_bytes(photo)
    (tmp_path / "kit.zip").write_bytes(zipped(inner=zipped(**{"01.jpg": photo})))
    found = search(tmp_path, Wanted((), {sha: "01.jpg"}))
    assert [(trace.path, trace.what, trace.spelling) for trace in found.traces] == [
        ("kit.zip › inner › 01.jpg", "01.jpg", "file"),
        ("renamed.bin", "01.jpg", "file"),
    ]


def test_what_was_read_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"four")
    (tmp_path / "b.gz").write_bytes(packed := gzip.compress(b"seven.."))
    found = search(tmp_path, Wanted((), {}))
    assert (found.files, found.members, found.bytes) == (2, 1, 4 + len(packed) + 7)
    assert search(tmp_path / "nowhere", Wanted((NAME,), {})) == NOTHING


def unread(name: str, raw: bytes) -> list[str]:
    return [each.reason for each in members(name, raw) if isinstance(each, Unread)]


def test_what_can_t_be_opened_is_told() -> None:
    whole = gzip.compress(TEXT.encode() * 50)
    assert unread("a.gz", whole[:-9]) == ["damaged"]
    assert unread("a.zip", zipped(a=TEXT.encode())[:40]) == ["damaged"]
    assert unread("a.7z", b"7z\xbc\xaf\x27\x1c\0\0") == ["unknown"]
    locked = bytearray(zipped(a=TEXT.encode()))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert unread("a.zip", bytes(locked)) == ["locked"]


def test_containers_are_opened_so_deep_and_no_deeper() -> None:
    raw = b"end"
    for _ in range(DEEPEST):
        raw = gzip.compress(raw)
    told = list(members("a", raw))
    assert isinstance(told[-1], Member)
    assert told[-1].raw == b"end"
    assert "too-deep" in unread("a", gzip.compress(gzip.compress(raw)))


@pytest.mark.parametrize("bound", ["LARGEST", "MOST"])
def test_what_is_packed_to_burst_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(f"site_builder.publish.members.{bound}", 1 << 20)
    bomb = bytes((1 << 20) + 1)
    assert unread("a.gz", gzip.compress(bomb)) == ["too-large"]
    assert unread("a.zip", zipped(a=bomb, b=b"small")) == ["too-large"]
    assert unread("a.gz", gzip.compress(bomb[1:])) == []


def test_nothing_hides_where_two_windows_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.publish.traces.HELD", 1000)
    monkeypatch.setattr("site_builder.publish.traces.WINDOW", 5000)
    monkeypatch.setattr("site_builder.publish.traces._LAP", 64)
    (tmp_path / "film.mp4").write_bytes(b"." * 4996 + NAME.encode() + b"." * 9000)
    found = search(tmp_path, Wanted((NAME,), {}))
    assert [trace.what for trace in found.traces] == [NAME]
    assert isinstance(found.traces[0], Trace)
    (tmp_path / "film.mp4").unlink()
    (tmp_path / "kit.zip").write_bytes(zipped(letter=b"." * 9000 + NAME.encode()))
    assert [trace.path for trace in search(tmp_path, Wanted((NAME,), {})).traces] == [
        "kit.zip › letter"
    ]


def test_an_archive_too_large_to_be_held_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_builder.publish.traces.LARGEST", 100)
    (tmp_path / "kit.zip").write_bytes(zipped(letter=NAME.encode() * 99))
    assert search(tmp_path, Wanted((NAME,), {})).unread == (Unread(("kit.zip",), "too-large"),)
