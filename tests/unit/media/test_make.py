"""From jobs to a shelf, on any executor."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from site_builder.content.library import Library
from site_builder.content.model import Film
from site_builder.media import image, make, probe
from site_builder.media.plan import plan
from site_builder.media.recipe import Failed, Job, Made, StillRecipe, StillSet
from site_builder.media.report import Report, Step
from site_builder.media.store import Store
from site_builder.publish.gather import failures
from tests.unit.media.room import entry, library, lines
from tests.unit.media.streams import rotten

Maker = Callable[..., Path]


@pytest.fixture
def sample(tmp_path: Path, film: Maker) -> Library:
    """Two entries with one photo in common, and a film with captions."""
    folders = [tmp_path / "content" / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir(parents=True)
        Image.new("RGB", (90, 60), "red").save(folder / "1.jpg")
    first = folders[0]
    Image.new("RGB", (90, 60), "blue").save(first / "2.jpg")
    (first / "film.mp4").write_bytes(film("ok.mp4").read_bytes())
    (first / "film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n你好\n", "utf-8")
    spoken = Film(file="film.mp4", title="片", captions="film.srt")
    told = (entry(first, ("1.jpg", "2.jpg"), spoken), entry(folders[1], ("1.jpg",)))
    return library(tmp_path, *told)


def run(
    told: Library, root: Path, executor: Executor
) -> tuple[dict[Job, Made | Failed], Report, list[Step]]:
    seen: list[Step] = []
    jobs = plan(told, probe.find(told, root / "memory"))
    outcomes, report = make.make(jobs, Store(root / "media"), executor, seen.append)
    return outcomes, report, seen


def test_everything_comes_to_the_shelf(sample: Library, tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as executor:
        outcomes, report, seen = run(sample, tmp_path, executor)
    shelf = make.shelf(outcomes, Store(tmp_path / "media"))
    a, b = (each.folder for each in sample.entries)
    assert set(shelf.stills) == {a / "1.jpg", a / "2.jpg", b / "1.jpg"}
    assert set(shelf.films) == set(shelf.posters) == {a / "film.mp4"}
    assert lines(shelf.captions[a / "film.srt"]) == ("你好",)
    assert shelf.stills[a / "1.jpg"] == shelf.stills[b / "1.jpg"]
    assert shelf.films[a / "film.mp4"].copied
    assert (shelf.root / shelf.previews[a / "film.mp4"].file.path).is_file()
    assert not shelf.storyboards  # the film is short
    for still in (*shelf.stills.values(), *shelf.posters.values()):
        assert all((shelf.root / copy.path).is_file() for copy in still.avif)
    assert (report.total.made, report.total.reused, report.total.failed) == (6, 1, 0)
    assert report.total.bytes > 1000
    assert report.seconds > 0
    assert [each.done for each in seen] == [0, 1, 2, 3, 4, 5, 6]
    assert {each.total for each in seen} == {6}
    shares = [each.share for each in seen]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert seen[0].making is not None
    assert seen[0].making.original.name == "film.mp4"  # the longest is begun first
    assert seen[-1].making is None


def test_what_is_there_is_not_made_again(sample: Library, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        first, _, _ = run(sample, tmp_path, executor)
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "media").rglob("*")}
        second, report, seen = run(sample, tmp_path, executor)
    assert second == first
    assert (report.total.made, report.total.reused, report.total.failed, report.total.bytes) == (
        0,
        7,
        0,
        0,
    )
    assert seen == []
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "media").rglob("*")}


def test_a_bad_original_fails_alone_and_says_why(sample: Library, tmp_path: Path) -> None:
    originals = probe.find(sample, tmp_path / "memory")
    photo = sample.entries[0].folder / "2.jpg"
    photo.write_bytes(photo.read_bytes()[:400])
    with ThreadPoolExecutor(2) as executor:
        outcomes, report = make.make(
            plan(sample, originals), Store(tmp_path / "media"), executor, lambda *_: None
        )
    failed = {job.original: made for job, made in outcomes.items() if isinstance(made, Failed)}
    assert set(failed) == {photo}
    assert failed[photo].reason == "truncated"
    assert str(tmp_path) not in failed[photo].detail
    assert (report.total.made, report.total.failed) == (5, 1)
    assert photo not in make.shelf(outcomes, Store(tmp_path / "media")).stills


def test_an_original_that_went_away_is_missing(tmp_path: Path) -> None:
    job = Job(tmp_path / "gone.jpg", "d", StillRecipe())
    assert make.one(job, Store(tmp_path)) == Failed("missing", "No such file or directory")


def test_captions_without_cues_fail_in_words(sample: Library, tmp_path: Path) -> None:
    captions = sample.entries[0].folder / "film.srt"
    captions.write_text("nothing")
    with ThreadPoolExecutor(1) as executor:
        outcomes, _, _ = run(sample, tmp_path, executor)
    failed = [made for made in outcomes.values() if isinstance(made, Failed)]
    assert [each.reason for each in failed] == ["not-captions"]
    assert all(each.detail for each in failed)


def dies(path: Path, recipe: StillRecipe, out: Path) -> StillSet:
    """A decoder that takes its process with it on one photo."""
    if path.name == "2.jpg":
        os._exit(1)
    return sound(path, recipe, out)


sound = image.stills


@pytest.mark.usefixtures("forked")
def test_a_worker_that_dies_costs_only_its_own_job(
    sample: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "stills", dies)
    silent = replace(sample, entries=tuple(entry(e.folder, ("1.jpg",)) for e in sample.entries))
    a = sample.entries[0].folder
    silent = replace(silent, entries=(entry(a, ("1.jpg", "2.jpg")), silent.entries[1]))
    with ProcessPoolExecutor(2) as executor:
        outcomes, report, _ = run(silent, tmp_path, executor)
    failed = {job.original.name: made for job, made in outcomes.items() if isinstance(made, Failed)}
    assert set(failed) == {"2.jpg"}
    assert failed["2.jpg"].reason == "crashed"
    assert (report.total.made, report.total.failed) == (1, 1)


def test_damage_is_told_again_when_the_copies_are_used_again(film: Maker, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "a"
    folder.mkdir(parents=True)
    rotten(film("444-long.mp4", "-pix_fmt", "yuv444p", "-g", "25", seconds=4), folder / "film.mp4")
    told = library(tmp_path, entry(folder, film=Film(file="film.mp4", title="片")))
    with ThreadPoolExecutor(2) as executor:
        first, report, _ = run(told, tmp_path, executor)
        again, later, _ = run(told, tmp_path, executor)
    assert (report.total.reused, later.total.made) == (0, 0)
    for outcomes in (first, again):
        (problem,) = failures(told.entries, outcomes)
        assert (problem.code, problem.stops) == ("film-damaged", False)
