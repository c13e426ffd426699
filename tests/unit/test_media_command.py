"""`site-builder media`: copies without pages, pruned and verified."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from site_builder.cli import main
from tests.written import NOW, PROJECT, ROOT, STAR, changed, folder, summed

Run = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A star whose first photo newsrooms may have, and a project: six photos, a press copy and
    two entries' cards.
    """
    star = changed(STAR, "credit: 林默 摄}", "credit: 林默 摄, usage: press}")
    root = folder(tmp_path / "content", star=star)
    for at, entry in enumerate(("stars/li-xiulan", "projects/yedeng")):
        for number in (1, 2, 3):
            photo = Image.new("RGB", (90, 60), (80 * at, 60 * number, 90))
            photo.save(root / entry / f"0{number}.jpg")
    (root / "pages").mkdir()
    return root


@pytest.fixture
def run(tmp_path: Path, content: Path) -> Run:
    """Run the command on a configuration of its own, so that the store is a fresh one."""
    config = tmp_path / "mkdocs.yml"
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    config.write_text(text.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}"), "utf-8")

    def run(*more: str) -> Result:
        line = ["media", "--config", str(config), "--content", str(content), "--now", NOW, *more]
        return CliRunner().invoke(main, line, catch_exceptions=False)

    return run


def addresses(tmp_path: Path) -> set[str]:
    return {path.parent.name for path in (tmp_path / ".cache" / "media").rglob("made.json")}


def an_hour_later(tmp_path: Path) -> None:
    """Copies that were just made are spared by pruning; these are older now."""
    for note in (tmp_path / ".cache" / "media").rglob("made.json"):
        os.utime(note.parent, (time.time() - 3600,) * 2)


def withdraw(content: Path) -> None:
    star = content / "stars/li-xiulan/star.yml"
    star.write_text(star.read_text("utf-8") + "withdrawn: 2026-11-01\n", "utf-8")


def test_copies_are_made_and_no_page_is(run: Run, tmp_path: Path) -> None:
    first, again = run(), run("--lang", "en")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert summed(first.output) == [9, 0, 0]
    assert summed(again.output) == [0, 9, 0]
    assert len(addresses(tmp_path)) == 9
    assert not (tmp_path / "site").exists()


def test_a_photo_that_no_copy_can_be_made_of_fails(run: Run, content: Path) -> None:
    (content / "stars/li-xiulan/02.jpg").write_bytes(b"no picture")
    result = run()
    assert result.exit_code == 1
    assert "stars/li-xiulan/star.yml" in result.output


def test_pruning_removes_a_withdrawn_persons_copies(
    run: Run, content: Path, tmp_path: Path
) -> None:
    run()
    an_hour_later(tmp_path)
    assert "删除了 0 份" in run("--prune").output
    withdraw(content)
    result = run("--prune")
    assert result.exit_code == 0
    assert "删除了 5 份不再需要的副本，腾出 " in result.output
    assert len(addresses(tmp_path)) == 4
    assert "removed 0 copies" in run("--prune", "--lang", "en").output


def test_pruning_keeps_what_is_under_embargo(run: Run, content: Path, tmp_path: Path) -> None:
    run()
    an_hour_later(tmp_path)
    campaign = content / "campaigns/2026.yml"
    campaign.write_text(campaign.read_text("utf-8").replace("2026-10-23T", "2036-10-23T"), "utf-8")
    assert "删除了 2 份" in run("--prune").output  # cards name honours, and none is out now
    assert len(addresses(tmp_path)) == 7


def test_pruning_takes_a_press_copy_whose_consent_is_over(
    run: Run, content: Path, tmp_path: Path
) -> None:
    run()
    an_hour_later(tmp_path)
    star = content / "stars/li-xiulan/star.yml"
    star.write_text(changed(star.read_text("utf-8"), "[web, press]", "[web]"), "utf-8")
    assert "删除了 1 份" in run("--prune").output
    assert not list((tmp_path / ".cache" / "media").rglob("press.jpg"))


@pytest.mark.parametrize("hurt", ["a file that can't be read", "an original that is away"])
def test_pruning_removes_nothing_while_nobody_can_tell(
    run: Run, content: Path, tmp_path: Path, hurt: str
) -> None:
    run()
    an_hour_later(tmp_path)
    if hurt == "an original that is away":
        (content / "projects/yedeng/01.jpg").unlink()
    else:
        (content / "projects/yedeng/project.yml").write_text("name: [\n" + PROJECT, "utf-8")
    result = run("--prune")
    assert result.exit_code == 1
    assert "projects/yedeng/project.yml" in result.output
    assert "什么也没有删除" in result.output
    assert "Nothing was removed" in run("--prune", "--lang", "en").output
    assert len(addresses(tmp_path)) == 9


def test_verifying_names_the_original_and_the_next_run_makes_it_again(
    run: Run, tmp_path: Path
) -> None:
    run()
    assert "完好 9 份，损坏 0 份" in run("--verify").output
    press = next((tmp_path / ".cache" / "media").rglob("press.jpg"))
    raw = bytearray(press.read_bytes())
    raw[len(raw) // 2] ^= 1
    press.write_bytes(raw)
    result = run("--verify")
    assert result.exit_code == 1
    assert "li-xiulan/01.jpg 的副本已损坏，已删除" in result.output
    assert not press.exists()
    assert summed(run().output) == [1, 8, 0]
    assert run("--verify", "--lang", "en").output == "verified: 9 sound, 0 damaged\n"


def test_wrong_usage_is_status_two(run: Run) -> None:
    assert run("--sweep").exit_code == 2
