"""Whose words a trace is: judged by what touches it, not by where it stands."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from site_builder.content.library import Entry
from site_builder.media.recipe import PressCopy
from site_builder.media.store import Store, copy_of
from site_builder.publish import gather, plugin, withdrawal
from site_builder.publish.members import Unread
from site_builder.publish.showing import Address
from site_builder.publish.traces import NOTHING, Searched, Trace
from site_builder.publish.withdrawal import Before, Case
from tests.written import NOW, PROJECT, STAR, changed, folder

BASE = Address("https://x.example/")
OTHERS = (("theme/home.html", "<h1>一生好学</h1>"), ("mkdocs.yml", "site_name: 百姓学习之星"))
MENTION = changed(PROJECT, "story: |\n  ", "story: |\n  头一个来的是**李秀兰**老师，后来大家都来。")


def case(root: Path, star: str = STAR, project: str = PROJECT) -> Case:
    content = folder(root / "content", star=star, project=project)
    for at, entry in enumerate(("stars/li-xiulan", "projects/yedeng")):
        for number in (1, 2, 3):
            # The third photo is the same for both.
            colour = (0 if number == 3 else 80 * at, 60 * number, 90)
            Image.new("RGB", (90, 60), colour).save(content / entry / f"0{number}.jpg")
    return withdrawal.case(*asked(root, "li-xiulan"))


def asked(root: Path, slug: str) -> tuple[Any, ...]:
    """What `withdrawal.case` is asked with."""
    checked = gather.read(root / "content", root / ".cache", plugin.Places())
    entry = withdrawal.named(checked.library, slug)
    assert isinstance(entry, Entry)
    store = root / ".cache/media"
    return checked, entry, plugin.moment(NOW), BASE, plugin.plan.USUAL, store, OTHERS


def verdict(told: Case, *traces: Trace) -> str:
    proof = withdrawal.judged(told, searched(*traces))
    names = {"found": proof.found, "held": proof.held, "chance": proof.chance}
    return "neutral" if proof.neutral else next(name for name, some in names.items() if some)


def searched(*traces: Trace, unread: tuple[Unread, ...] = ()) -> Searched:
    return Searched(1, 0, 0, traces, unread, {})


def trace(left: str, right: str, file: str = "index.html", what: str = "李秀兰") -> Trace:
    return Trace(file, (), what, "utf-8", 0, left, right)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("头一个来的是", "老师", "held"),  # as it reads
        ("", "", "held"),  # as it is written, between stars; as HTML has it, between tags
        ("来的是", "老师", "held"),  # cut short
        ("头一个来的是", "", "held"),
        ("她叫", "今年", "found"),
        ("", "老师教我", "found"),
    ],
)
def test_another_text_holds_the_name_only_where_it_is_that_text(
    tmp_path: Path, left: str, right: str, expected: str
) -> None:
    assert verdict(case(tmp_path, project=MENTION), trace(left, right)) == expected


def test_a_name_that_nobody_writes_alone_is_found_where_it_stands_alone(tmp_path: Path) -> None:
    told = case(tmp_path, project=changed(MENTION, "**李秀兰**", "李秀兰"))
    assert verdict(told, trace("", "")) == "found"
    assert verdict(told, trace("头一个来的是", "老师")) == "held"


def test_a_key_of_the_search_index_is_a_piece_of_whoever_holds_it(tmp_path: Path) -> None:
    told = case(tmp_path, project=changed(MENTION, "**李秀兰**", "李秀兰"))
    assert verdict(told, trace("", "", "search/lists/3.js")) == "held"
    assert verdict(told, trace("她叫", "", "search/lists/3.js")) == "found"
    assert verdict(case(tmp_path / "b"), trace("", "", "search/lists/3.js")) == "found"
    quoted = case(
        tmp_path / "c", project=changed(PROJECT, "name: 夜灯学院", "name: “李秀兰”夜灯学院")
    )
    assert verdict(quoted, trace("", "夜灯学院", "search/lists/3.js")) == "held"
    assert verdict(quoted, trace("", "夜灯学院", "index.html")) == "found"


def test_the_holder_is_told_with_file_line_and_page(tmp_path: Path) -> None:
    proof = withdrawal.judged(case(tmp_path, project=MENTION), searched(trace("来的是", "老师")))
    ((_, holder),) = proof.held
    line = MENTION[: MENTION.index("story:")].count("\n") + 1
    assert (holder.file, holder.line) == ("projects/yedeng/project.yml", line)
    assert holder.address == "projects/yedeng/"


def test_an_alias_that_is_an_ordinary_word_is_the_sites_own(tmp_path: Path) -> None:
    told = case(tmp_path, star=changed(STAR, "region:", "aliases: [一生好学]\nregion:"))
    assert verdict(told, trace("", "", what="一生好学")) == "held"


def test_the_page_that_stays_may_tell_its_address_and_no_name(tmp_path: Path) -> None:
    told = case(tmp_path)
    own = "stars/li-xiulan/index.html"
    assert verdict(told, trace("", "", own, "stars/li-xiulan/")) == "neutral"
    assert verdict(told, trace("", "", own)) == "found"
    assert verdict(told, trace("", "", "sitemap.xml", "stars/li-xiulan/")) == "found"


def test_a_photo_that_another_entry_has_as_well_is_that_ones(tmp_path: Path) -> None:
    told = case(tmp_path)
    shared = [word for word, kind in told.words.items() if kind == "media" and word in told.held]
    own = [word for word, kind in told.words.items() if kind == "media" and word not in told.held]
    assert len(shared) == 1
    assert verdict(told, trace("", "", what=shared[0])) == "held"
    assert len(own) >= 2
    assert verdict(told, trace("", "", what=own[0])) == "found"


def test_a_copy_of_the_same_bytes_is_anothers_too_though_its_address_differs(
    tmp_path: Path,
) -> None:
    """As with the index of a storyboard: films of one length have the same."""
    bare = case(tmp_path)
    mine = next(
        word for word, kind in bare.words.items() if kind == "media" and word not in bare.held
    )
    yedeng = withdrawal.case(*asked(tmp_path, "yedeng"))
    theirs = next(word for word, kind in yedeng.words.items() if kind == "media" and word != mine)
    store = Store(tmp_path / ".cache/media")

    def make(folder_: Path) -> PressCopy:
        (folder_ / "index.jpg").write_bytes(b"the same")
        return PressCopy(copy_of(folder_ / "index.jpg", "image/jpeg"))

    for address in (mine, theirs):
        store.put(address, make)
    told = withdrawal.case(*asked(tmp_path, "li-xiulan"))
    sha = sha256(b"the same").hexdigest()
    name = told.files[sha]
    assert verdict(told, Trace("media/x.jpg", (), name, "file")) == "held"
    assert verdict(bare, Trace("media/x.jpg", (), "01.jpg", "file")) == "found"


def test_what_was_not_read_is_no_proof(tmp_path: Path) -> None:
    told, blind = case(tmp_path), Unread(("kit.zip",), "locked")
    assert withdrawal.judged(told, NOTHING).clean
    assert not withdrawal.judged(told, searched(unread=(blind,))).clean


def test_caches_drop_where_it_stood_what_is_gone_and_the_index_files_that_changed(
    tmp_path: Path,
) -> None:
    told = case(tmp_path)
    before = Before(
        ("explore/index.html",),
        {"index.html": "1", "search/head.js": "1", "search/fold.js": "1", "media/a/b.jpg": "1"},
    )
    after = Searched(
        3, 0, 0, (), (), {"index.html": "2", "search/head.js": "2", "search/fold.js": "1"}
    )
    own = {f"{BASE.base}{each}" for each in told.addresses}
    assert set(withdrawal.purge(told, before, after, BASE)) - own == {
        "https://x.example/explore/",
        "https://x.example/search/head.js",
        "https://x.example/media/a/b.jpg",
    }
    assert "/explore/" in withdrawal.purge(told, before, after, Address())


def test_what_stood_before_is_kept_and_nonsense_is_not_read(tmp_path: Path) -> None:
    before, path = Before(("index.html",), {"index.html": "1"}), tmp_path / "kept.json"
    assert Before.recall(path) is None
    before.remember(path)
    assert Before.recall(path) == before
    path.write_text("[]", "utf-8")
    assert Before.recall(path) is None
