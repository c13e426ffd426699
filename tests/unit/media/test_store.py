"""The store: whole or not at all."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.media.recipe import Captions, Copy, Cue, FilmSet, Made, StillSet
from site_builder.media.store import Pruned, Store, Verified, copies, copy_of
from tests import killing

ADDRESS = "ab" * 16


def a_still(out: Path) -> StillSet:
    (out / "320.avif").write_bytes(b"avif")
    (out / "320.jpg").write_bytes(b"jpeg")
    avif = copy_of(out / "320.avif", "image/avif", 320, 200)
    jpeg = copy_of(out / "320.jpg", "image/jpeg", 320, 200)
    return StillSet((avif,), jpeg, 320, 200, "#aabbcc")


def captions(out: Path) -> Captions:
    (out / "captions.vtt").write_text("WEBVTT\n")
    return Captions(
        copy_of(out / "captions.vtt", "text/vtt"), (Cue(0, 900, "一"), Cue(900, 1800, "二"))
    )


def a_film(out: Path) -> FilmSet:
    (out / "720.mp4").write_bytes(b"mp4")
    return FilmSet((copy_of(out / "720.mp4", "video/mp4", 1280, 720),), 2.5, True)


@pytest.mark.parametrize("build", [a_still, a_film, captions])
def test_what_was_put_is_got_back(tmp_path: Path, build: object) -> None:
    put = Store(tmp_path).put(ADDRESS, build)  # type: ignore[arg-type]  # one of the three above
    assert Store(tmp_path).get(ADDRESS) == put


def test_paths_are_relative_to_the_root_and_have_friendly_endings(tmp_path: Path) -> None:
    put = Store(tmp_path).put(ADDRESS, a_still)
    assert [copy.path for copy in copies(put)] == [
        f"ab/{ADDRESS}/320.avif",
        f"ab/{ADDRESS}/320.jpg",
    ]
    assert all((tmp_path / copy.path).is_file() for copy in copies(put))


def test_nothing_is_there_at_first(tmp_path: Path) -> None:
    assert Store(tmp_path / "not yet").get(ADDRESS) is None


def test_a_builder_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fails(out: Path) -> Made:
        (out / "half").write_bytes(b"...")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Store(tmp_path).put(ADDRESS, fails)
    assert Store(tmp_path).get(ADDRESS) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_kill_in_the_middle_leaves_nothing_at_the_address(tmp_path: Path) -> None:
    code = f"""
        import sys, time
        from pathlib import Path
        from site_builder.media.store import Store
        def build(out):
            (out / "320.avif").write_bytes(b"avif")
            print("begun", flush=True)
            time.sleep(60)
        Store(Path({str(tmp_path)!r})).put({ADDRESS!r}, build)
    """
    line = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(line, stdout=subprocess.PIPE) as builder:
        assert builder.stdout
        assert builder.stdout.readline() == b"begun\n"
        builder.send_signal(signal.SIGKILL)
    store = Store(tmp_path)
    assert store.get(ADDRESS) is None
    assert not (tmp_path / "ab" / ADDRESS).exists()
    long_ago = time.time() - 3 * 24 * 3600
    for part in (tmp_path / "ab").iterdir():
        os.utime(part, (long_ago, long_ago))
    store.sweep()
    assert list((tmp_path / "ab").iterdir()) == []


def test_sweeping_spares_what_is_being_built_now(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def builds(out: Path) -> Made:
        store.sweep()
        return a_still(out)

    assert store.put(ADDRESS, builds) == store.get(ADDRESS)


def test_two_builders_of_one_address_both_succeed(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def second(out: Path) -> Made:
        store.put(ADDRESS, a_still)
        return a_still(out)

    assert store.put(ADDRESS, second) == store.get(ADDRESS)
    assert [path.name for path in (tmp_path / "ab").iterdir()] == [ADDRESS]


@pytest.mark.parametrize("damage", ["torn", "gone", "note torn", "note foreign"])
def test_a_damaged_folder_counts_as_absent_and_is_made_anew(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    put = store.put(ADDRESS, a_still)
    folder = tmp_path / "ab" / ADDRESS
    if damage == "torn":
        (folder / "320.avif").write_bytes(b"av")
    elif damage == "gone":
        (folder / "320.jpg").unlink()
    elif damage == "note torn":
        (folder / "made.json").write_bytes(b"still\n{")
    else:
        (folder / "made.json").write_bytes(b"\xff\xfe")
    assert store.get(ADDRESS) is None
    assert store.put(ADDRESS, a_still) == put == store.get(ADDRESS)


# --- two builds, and kills -------------------------------------------------------------------

COUNT = 10


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return killing.photos(tmp_path_factory.mktemp("photos") / "all", COUNT // 2)


@pytest.fixture(scope="module")
def undisturbed(
    originals: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], float]:
    """The tree of an undisturbed build, and the seconds that its work took."""
    store = tmp_path_factory.mktemp("undisturbed")
    build = killing.begin(originals, store)
    start = time.monotonic()
    assert killing.end(build).made == COUNT
    return killing.tree(store), time.monotonic() - start


def test_two_builds_at_once_both_succeed_and_leave_one_result(
    originals: Path, undisturbed: tuple[dict[str, str], float], tmp_path: Path
) -> None:
    pair = [killing.begin(originals, tmp_path) for _ in range(2)]
    ended = [killing.end(build) for build in pair]
    assert [each.failed for each in ended] == [0, 0]
    assert [each.made + each.reused for each in ended] == [COUNT, COUNT]
    assert killing.tree(tmp_path) == undisturbed[0]
    assert not list(tmp_path.rglob(".part-*"))


def test_after_kills_at_any_moment_one_build_makes_what_an_undisturbed_one_does(
    originals: Path, undisturbed: tuple[dict[str, str], float], tmp_path: Path
) -> None:
    tree, seconds = undisturbed
    dice, killed = random.Random(20261126), 0
    for number in range(15):
        store = tmp_path / str(number % 3)  # several kills of one store, one after the other
        after = dice.uniform(0, seconds / 2)
        killed += killing.end(killing.begin(originals, store), after).killed
        standing = killing.tree(store)
        assert standing.items() <= tree.items()
        assert {Path(name).parent for name in standing} == {
            Path(name).parent for name in standing if name.endswith("made.json")
        }
    for number in range(3):
        assert killing.end(killing.begin(originals, tmp_path / str(number))).failed == 0
        assert killing.tree(tmp_path / str(number)) == tree
    assert killed >= 3


# --- pruning and verifying -------------------------------------------------------------------

OTHER = "cd" * 16


def old(store: Store, *addresses: str) -> None:
    """Put a still at each address, an hour ago."""
    for address in addresses:
        store.put(address, a_still)
        folder = store.root / address[:2] / address
        os.utime(folder, (time.time() - 3600,) * 2)


def test_pruning_removes_what_nothing_names(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old(store, ADDRESS, OTHER)
    weight = sum(path.stat().st_size for path in (tmp_path / "cd" / OTHER).iterdir())
    assert store.prune([ADDRESS]) == Pruned((OTHER,), weight)
    assert store.get(ADDRESS) is not None
    assert not (tmp_path / "cd" / OTHER).exists()
    assert not list(tmp_path.rglob(".part-*"))
    assert store.prune([ADDRESS]) == Pruned((), 0)


def test_pruning_spares_what_is_young_or_being_built(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(OTHER, a_still)

    def builds(out: Path) -> Made:
        assert store.prune([]) == Pruned((), 0)
        return a_still(out)

    store.put(ADDRESS, builds)
    assert store.get(ADDRESS) is not None
    assert store.get(OTHER) is not None


def test_pruning_a_store_that_is_not_there_removes_nothing(tmp_path: Path) -> None:
    assert Store(tmp_path / "no").prune([]) == Pruned((), 0)


@pytest.mark.parametrize("damage", ["one bit", "a note", "a missing file", "a note of before"])
def test_verifying_finds_what_the_size_does_not_show(tmp_path: Path, damage: str) -> None:
    store = Store(tmp_path)
    old(store, ADDRESS, OTHER)
    folder = tmp_path / "cd" / OTHER
    if damage == "one bit":
        (folder / "320.avif").write_bytes(b"avig")
        assert store.get(OTHER) is not None
    elif damage == "a missing file":
        (folder / "320.jpg").unlink()
    else:
        told = (folder / "made.json").read_bytes()
        kind, _, rest = told.split(b"\n", 2)
        (folder / "made.json").write_bytes(told[:-9] if damage == "a note" else kind + b"\n" + rest)
    assert store.verify() == Verified(1, (OTHER,))
    assert not folder.exists()
    assert store.verify() == Verified(1, ())
    store.put(OTHER, a_still)
    assert store.verify() == Verified(2, ())


def test_the_second_builder_is_told_what_the_first_put_there(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def longer(out: Path) -> Made:
        store.put(ADDRESS, a_still)
        (out / "320.avif").write_bytes(b"another encoding")
        avif = copy_of(out / "320.avif", "image/avif", 320, 200)
        return replace(a_still(out), avif=(avif,))

    assert store.put(ADDRESS, longer) == store.get(ADDRESS)
    assert store.verify() == Verified(1, ())


def test_a_copy_knows_its_size(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"12345")
    assert copy_of(tmp_path / "x.jpg", "image/jpeg") == Copy("x.jpg", 0, 0, 5, "image/jpeg")
