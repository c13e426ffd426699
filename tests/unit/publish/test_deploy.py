"""A built site delivered: what goes, in which order, and what a failure leaves."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from site_builder.content.problem import Text
from site_builder.publish import delivery, deploy, folder
from site_builder.publish.delivery import MANIFEST, File, Manifest, Plan, Turn, turn
from site_builder.publish.targets import Folder, Target, Undelivered, Unfit

PHOTO = "media/ab/ab0123456789abcdef0123456789abcd/photo.avif"
NEW_PHOTO = "media/cd/cd0123456789abcdef0123456789abcd/photo.avif"
SITE = {
    "index.html": "<p>首页</p>",
    "404.html": "<p>没有</p>",
    "stars/li/index.html": "<p>李秀兰</p>",
    "stars/wang/index.html": "<p>王</p>",
    "feed.xml": "<feed/>",
    "assets/css/site.css": "p{}",
    "search/head.js": "1",
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


def unseen(_: File) -> bool:
    """A target that can't tell by looking."""
    return False


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
    planned = delivery.plan(deploy.files(site), None, {}, unseen)
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
    assert [turn(some[0].address) for some in planned.turns] == list(Turn)


def test_a_page_is_removed_before_what_it_shows(site: Path) -> None:
    before = delivery.plan(deploy.files(site), None, {}, unseen).final
    sizes = {name: known.size for name, known in before.files.items()}
    planned = delivery.plan((), before, sizes, unseen)
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
    told = delivery.plan(deploy.files(site), None, {}, unseen).opening
    assert delivery.read(delivery.written(told)) == told


def test_files_delivered_under_other_rules_are_looked_at_again(site: Path) -> None:
    files = deploy.files(site)
    sizes = {file.address: file.size for file in files}
    final = delivery.plan(files, None, {}, unseen).final
    old = Manifest(final.files, rules=0)
    assert delivery.plan(files, final, sizes, unseen).idle
    assert len(delivery.plan(files, old, sizes, unseen).changed) == len(files)


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
    after = {name: f"{text}新" for name, text in SITE.items() if name != PHOTO} | {NEW_PHOTO: "新"}
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
            "index.html": "赵",
            NEW_PHOTO: "新",
        },
    )
    with pytest.raises(KeyboardInterrupt):
        delivered(site, Breaking(www, 2))
    assert "stars/zhao/index.html" in lying(www)
    delivered(built(site), Folder(www))
    assert lying(www) == SITE


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
    (site / folder.PREVIEW).touch()
    with pytest.raises(Unfit, match="preview"):
        deploy.ready(site)
