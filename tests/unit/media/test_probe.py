"""Facts of originals, and that each file is looked at once."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from site_builder.content.library import Library
from site_builder.content.model import Film
from site_builder.content.original import FilmFacts, PictureFacts, TextFacts, Unreadable
from site_builder.media import image, probe
from site_builder.whole import digest
from tests.unit.media.room import entry, library

Maker = Callable[..., Path]


@pytest.fixture
def sample(tmp_path: Path, film: Maker) -> Library:
    """Photos that are sound, torn, absent and empty; a film with captions."""
    folder = tmp_path / "content" / "stars" / "li-xiulan"
    folder.mkdir(parents=True)
    Image.new("RGB", (90, 60), "red").save(folder / "1.jpg")
    (folder / "2.jpg").write_bytes((folder / "1.jpg").read_bytes()[:300])
    (folder / "4.jpg").touch()
    (folder / "film.mp4").write_bytes(film("ok.mp4").read_bytes())
    (folder / "film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n你好\n")
    spoken = Film(file="film.mp4", title="片", captions="film.srt")
    return library(tmp_path, entry(folder, ("1.jpg", "2.jpg", "3.jpg", "4.jpg"), spoken))


def by_name(found: dict[Path, object]) -> dict[str, object]:
    return {path.name: facts for path, facts in found.items()}


def test_every_file_that_is_named_has_facts(sample: Library, tmp_path: Path) -> None:
    found = probe.find(sample, tmp_path / "memory")
    assert all(path.is_absolute() for path in found)
    told = by_name(dict(found))
    assert isinstance(told["1.jpg"], PictureFacts)
    assert isinstance(told["2.jpg"], Unreadable)
    assert told["3.jpg"] == Unreadable("missing")
    assert told["4.jpg"] == Unreadable("empty")
    assert isinstance(told["film.mp4"], FilmFacts)
    captions = told["film.srt"]
    assert isinstance(captions, TextFacts)
    assert captions.texts == ("你好",)


def test_an_executor_finds_the_same(sample: Library, tmp_path: Path) -> None:
    alone = probe.find(sample, tmp_path / "one")
    with ThreadPoolExecutor(2) as executor:
        assert probe.find(sample, tmp_path / "two", executor) == alone


def test_what_is_remembered_is_not_opened_again(
    sample: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = probe.find(sample, tmp_path / "memory")
    monkeypatch.setattr(probe, "_look", lambda new: pytest.fail(f"{new} was looked at again"))
    assert probe.find(sample, tmp_path / "memory") == first


def test_a_changed_file_is_looked_at_again(sample: Library, tmp_path: Path) -> None:
    first = probe.find(sample, tmp_path / "memory")
    photo = next(path for path in first if path.name == "1.jpg")
    Image.new("RGB", (50, 60), "blue").save(photo)
    os.utime(photo, ns=(1, time.time_ns() + 10**9))
    again = probe.find(sample, tmp_path / "memory")[photo]
    assert isinstance(again, PictureFacts)
    assert (again.width, again.height) == (50, 60)


def test_a_file_that_comes_or_goes_is_noticed(sample: Library, tmp_path: Path) -> None:
    first = probe.find(sample, tmp_path / "memory")
    photo = next(path for path in first if path.name == "1.jpg")
    there = photo.read_bytes()
    photo.unlink()
    assert probe.find(sample, tmp_path / "memory")[photo] == Unreadable("missing")
    photo.write_bytes(there)
    assert isinstance(probe.find(sample, tmp_path / "memory")[photo], PictureFacts)


@pytest.mark.parametrize(
    "memory",
    [b"", b"{", b"null", b"[1, 2, 3]", b"[3, []]", b'[3, {"/a": 5}]', b"\xff", b'["x", {}]'],
)
def test_a_corrupt_memory_is_forgotten(sample: Library, tmp_path: Path, memory: bytes) -> None:
    first = probe.find(sample, tmp_path / "memory")
    (tmp_path / "memory" / "facts.json").write_bytes(memory)
    assert probe.find(sample, tmp_path / "memory") == first
    assert (tmp_path / "memory" / "facts.json").stat().st_size > 100


def test_a_memory_with_a_bad_record_loses_only_that(sample: Library, tmp_path: Path) -> None:
    first = probe.find(sample, tmp_path / "memory")
    file = tmp_path / "memory" / "facts.json"
    file.write_text(file.read_text().replace('"PictureFacts"', '"PaintingFacts"'))
    assert probe.find(sample, tmp_path / "memory") == first


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(sample: Library, tmp_path: Path) -> None:
    photo = sample.entries[0].folder / "1.jpg"
    photo.chmod(0)
    found = probe.find(sample, tmp_path / "memory")[photo]
    assert isinstance(found, Unreadable)
    assert found.reason == "no-access"


def test_four_thousand_remembered_entries_take_well_under_a_second_of_cpu(tmp_path: Path) -> None:
    entries, originals = [], []
    for number in range(4000):
        folder = tmp_path / "stars" / f"s{number}"
        folder.mkdir(parents=True)
        (folder / "1.jpg").write_bytes(b"not looked at")
        entries.append(entry(folder, ("1.jpg",)))
        originals.append(folder / "1.jpg")
    many = library(tmp_path, *entries)
    probe.find(many, tmp_path / "memory")
    start = time.process_time()
    assert len(probe.find(many, tmp_path / "memory")) == 4000
    assert time.process_time() - start < 1


def test_photos_are_told_by_bytes_not_by_name(tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / "a.jpg", format="PNG")
    found = image.look(tmp_path / "a.jpg", digest(tmp_path / "a.jpg"))
    assert isinstance(found, PictureFacts)
    assert found.format == "PNG"
    assert len(found.digest) == 64
