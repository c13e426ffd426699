"""`site-builder build`: what lies in the folder afterwards, whatever lay there before."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from site_builder.cli import main
from tests.unit.test_withdraw_command import Room, room
from tests.written import CAMPAIGN, OPENING, STAR, changed

SCREEN = changed(STAR, "scope: [web, press]", "scope: [web, screen]")
LONG_AGO = (1_000_000_000, 1_000_000_000)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Room:
    made = room(tmp_path_factory.mktemp("built"))
    pages = made.root / "pages"
    (pages / "about.md").write_text("# 关于\n\n本站。\n", "utf-8")
    (pages / "wx_verify.txt").write_text("old", "utf-8")
    assert made.run("build").exit_code == 0
    return made


@pytest.fixture
def built(first: Room, tmp_path: Path) -> Room:
    """A copy of the room after a build, to be changed."""
    shutil.copytree(first.root, tmp_path / "room", symlinks=True)
    return Room(tmp_path / "room")


def build(room: Room, now: str) -> Result:
    line = ["build", "--config", str(room.root / "mkdocs.yml"), "--now", now]
    line += ["--content", str(room.root / "content"), "--out", str(room.out)]
    return CliRunner().invoke(main, line, catch_exceptions=False)


def deliver(room: Room) -> Result:
    line = ["deploy", "--config", str(room.root / "mkdocs.yml"), "--out", str(room.out), "--yes"]
    return CliRunner().invoke(main, [*line, str(room.root / "www")], catch_exceptions=False)


def test_a_site_of_another_time_is_said_to_be_one_and_not_delivered(built: Room) -> None:
    """Before its embargo is over, and after a consent has ended."""
    campaign = built.root / "content/campaigns/2026.yml"
    later = f"{dt.datetime.now(dt.UTC) + dt.timedelta(days=300):%Y-%m-%dT09:00+08:00}"
    campaign.write_text(changed(CAMPAIGN, "2026-10-23T09:00+08:00", later), "utf-8")
    told = build(built, later)
    assert told.exit_code == 0
    assert "不能部署" in told.output
    assert (built.out / "stars/li-xiulan/index.html").exists()
    assert deliver(built).exit_code == 2
    assert "不能部署" not in build(built, "").output
    assert deliver(built).exit_code == 0
    assert not (built.root / "www/stars/li-xiulan").exists()

    campaign.write_text(CAMPAIGN, "utf-8")
    built.yaml.write_text(changed(STAR, "signed: 2026-05-06", "signed: 2026-05-06, until: 2026-10-30"), "utf-8")  # fmt: skip
    assert "不能部署" in build(built, "2026-10-25T12:00+08:00").output
    assert deliver(built).exit_code == 2


def test_before_the_embargo_nothing_of_the_opening_is_public(built: Room) -> None:
    opening = built.root / "content/openings/2026.yml"
    opening.parent.mkdir()
    opening.write_text(OPENING, "utf-8")
    built.yaml.write_text(SCREEN, "utf-8")
    build(built, "2026-10-23T08:59+08:00")
    assert not (built.out / "stage").exists()
    build(built, "2026-10-23T09:00+08:00")
    assert "一生好学" in (built.out / "stage/2026/index.html").read_text("utf-8")


def test_what_is_dotted_is_left_with_all_that_is_in_it(built: Room) -> None:
    for name in (".git/objects/ab/cd", ".well-known/acme", "stars/.keep"):
        path = built.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("我的", "utf-8")
    (built.out / "old").mkdir()
    (built.out / "old/page.html").write_text("旧", "utf-8")
    assert built.run("build").exit_code == 0
    assert (built.out / ".git/objects/ab/cd").exists()
    assert (built.out / ".well-known/acme").exists()
    assert (built.out / "stars/.keep").exists()
    assert not (built.out / "old").exists()


def test_a_file_put_in_anothers_place_is_taken_however_old_it_is(built: Room) -> None:
    told = built.root / "pages/wx_verify.txt"
    assert (built.out / "wx_verify.txt").read_text("utf-8") == "old"
    told.write_text("new", "utf-8")
    os.utime(told, LONG_AGO)
    built.run("build")
    assert (built.out / "wx_verify.txt").read_text("utf-8") == "new"


def test_a_copy_that_was_made_again_takes_the_damaged_ones_place(built: Room) -> None:
    at = next((built.out / "media").rglob("*.avif"))
    copy = built.root / ".cache/media" / at.relative_to(built.out / "media")
    sound = copy.read_bytes()
    assert at.read_bytes() == sound
    for each in {at, copy}:  # the same file, where links can be made
        each.write_bytes(bytes(len(sound)))
    line = ["media", "--config", str(built.root / "mkdocs.yml"), "--content", str(built.root / "content"), "--verify"]  # fmt: skip
    CliRunner().invoke(main, line, catch_exceptions=False)
    assert built.run("build").exit_code == 0
    assert at.read_bytes() == sound


def test_what_lies_beside_hand_written_pages_is_not_published_and_named(built: Room) -> None:
    pages = built.root / "pages"
    Image.new("RGB", (9, 9)).save(pages / "photo.jpg")
    (pages / "推荐表.docx").write_bytes(b"PK")
    (pages / ".DS_Store").write_bytes(b"x")
    told = built.run("build").output
    assert "pages/photo.jpg" in told
    assert "pages/推荐表.docx" in told
    assert "DS_Store" not in told
    assert not list(built.out.glob("photo.*"))
    assert not list(built.out.rglob("*.docx"))


@pytest.mark.parametrize("name", ["index.md", "explore.md", "stars/li-xiulan.md"])
def test_a_hand_written_page_never_takes_a_made_ones_place(built: Room, name: str) -> None:
    before = built.out / name.replace("index.md", "").replace(".md", "/") / "index.html"
    page = built.root / "pages" / name
    page.parent.mkdir(exist_ok=True)
    page.write_text("# 手写\n\n抢来的网址。\n", "utf-8")
    told = built.run("build")
    assert f"pages/{name}" in told.output
    assert "抢来的网址" not in before.read_text("utf-8")
