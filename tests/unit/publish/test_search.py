"""The index holds what is public now, is made once, and each of its files appears whole."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.publish import grams, lists, postings, search
from site_builder.publish.grams import Document

GE = Document(
    slug="ge-tiancai",
    href="stars/ge-tiancai/",
    kind="stars",
    pinyin=None,
    name="葛天才",
    aliases=("老葛",),
    places=("郑州社区学院", "郑州市"),
    story="他说：“活到老，学到老。”龔先生也来了。",
)
SHAN = replace(GE, slug="shan-lianying", href="stars/shan-lianying/", name="单莲英",
               pinyin="shan lianying", story="榫卯之间，天才少年。")  # fmt: skip


def content(path: Path) -> Any:
    told = path.read_text("utf-8")
    assert told.startswith(f'Showcase.piece("{path.parent.name}/{path.stem}",') or (
        told.startswith(f'Showcase.piece("{path.stem}",')
    )
    return json.loads(told[told.index(",") + 1 : told.rindex(")")])


def index(*documents: Document) -> dict[str, bytes]:
    return lists.lists([grams.read(each) for each in documents]).index


def test_a_pair_has_all_its_places_in_all_documents() -> None:
    story = grams.BEGINS["story"]
    assert postings.read_full(index(GE, SHAN)["天才"]) == {0: [1], 1: [story + 4]}
    assert postings.read_full(index(GE)["到老"]) == {0: [story + 3, story + 6]}


def test_a_single_sign_has_its_best_grade() -> None:
    told = index(GE, SHAN)
    assert postings.read_brief(told["天"]) == {0: grams.GRADE["name"], 1: grams.GRADE["story"]}
    assert postings.read_brief(told["葛"]) == {0: 0, 1: grams.GRADE["aliases"]}


def test_no_pair_runs_from_one_text_into_the_next() -> None:
    assert "才老" not in index(GE)
    assert "院郑" not in index(GE)


def test_longer_pieces_stand_around_a_common_one_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "COMMON", 3)
    told = lists.lists([grams.read(replace(GE, story="甲天才乙丙天才乙丁"))])
    assert {"天才", "天才乙"} <= set(told.common)
    assert {"天才乙丙", "丙天才乙", "甲天才乙", "天才乙丁"} <= set(told.index)
    assert "郑州社" in told.index
    assert {"乙丙天", "社区学"}.isdisjoint(told.index)


def test_files_are_scripts_that_hand_over_json(tmp_path: Path) -> None:
    made = search.build([GE, SHAN], tmp_path / "out", tmp_path / "memory")
    assert not made.reused
    assert all((tmp_path / "out" / name).is_file() for name in made.files)
    assert made.files[-1] == "head.js"
    head = content(tmp_path / "out/head.js")
    assert head["entries"] == 2
    entry = content(tmp_path / "out/entries/0.js")
    assert (entry["slug"], entry["story"]) == (GE.slug, GE.story)
    assert entry["odd"] == {"龔": "龚"}
    key = "活到"
    (rows,) = [
        told for path in (tmp_path / "out/lists").iterdir() if key in (told := content(path))
    ]
    assert head["lists"] == len(list((tmp_path / "out/lists").iterdir()))
    assert rows[key].encode() == index(GE, SHAN)[key]
    fold = content(tmp_path / "out/fold.js")
    assert dict(zip(fold["from"], fold["to"], strict=True))["龔"] == "龚"
    assert "豐" not in fold["from"]


def test_a_long_list_has_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LONG", 3)
    search.build([GE], tmp_path / "out", tmp_path / "memory")
    assert content(tmp_path / "out/head.js")["long"] == "到老 郑州"
    told = [list(content(path)) for path in (tmp_path / "out/long").iterdir()]
    assert sorted(told) == [["到老"], ["郑州"]]


def test_no_text_can_end_a_script_or_break_it() -> None:
    hostile = "</script><!--\u2028\u2029\ud800\0\"'\\"
    told = search.script("entries/0.js", {"story": hostile})
    assert b"<" not in told
    assert not {"\u2028", "\u2029"} & set(told.decode())
    assert json.loads(told[told.index(b",") + 1 : told.rindex(b")")])["story"] == hostile


def test_equal_documents_give_equal_files() -> None:
    assert list(search.whole([GE, SHAN])[1]) == list(search.whole([GE, SHAN])[1])


def test_processes_that_share_the_work_make_the_same_lists() -> None:
    readings = [grams.read(each) for each in many(random.Random(2), 200)]
    assert lists.lists(readings, processes=2) == lists.lists(readings)


def test_the_stamp_changes_with_any_text() -> None:
    others = (GE, replace(GE, story="别的。"))
    stamps = {dict(search.whole([each])[1])["head.js"] for each in others}
    assert len(stamps) == 2


def test_an_unchanged_set_is_left_alone_and_a_changed_one_is_not(tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory"
    first = search.build([GE, SHAN], out, memory)
    again = search.build([GE, SHAN], out, memory)
    assert again.reused
    assert again.files == first.files
    assert not search.build([GE], out, memory).reused


def test_only_files_that_changed_are_written(tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory"
    search.build([GE, SHAN], out, memory)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.js")}
    search.build([GE, replace(SHAN, story="榫卯之间。")], out, memory)
    same = [path for path in before if path.stat().st_mtime_ns == before[path]]
    assert out / "entries/0.js" in same
    assert out / "entries/1.js" not in same


@pytest.mark.parametrize("harm", ["gone", "cut", "no note", "bad note"])
def test_a_harmed_index_is_made_again(tmp_path: Path, harm: str) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory"
    search.build([GE], out, memory)
    (note,) = memory.iterdir()
    whole = (out / "entries/0.js").read_bytes()
    if harm == "gone":
        (out / "entries/0.js").unlink()
    elif harm == "cut":
        (out / "entries/0.js").write_bytes(whole[:9])
    elif harm == "no note":
        note.unlink()
    else:
        note.write_text("[]")
    assert not search.build([GE], out, memory).reused
    assert (out / "entries/0.js").read_bytes() == whole


def test_what_is_no_longer_public_leaves_the_folder(tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory"
    search.build([GE, SHAN], out, memory)
    made = search.build([GE], out, memory)
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == set(made.files)
    assert "单莲英" not in "".join(path.read_text("utf-8") for path in out.rglob("*.js"))


def test_no_document_makes_an_empty_index(tmp_path: Path) -> None:
    made = search.build([], tmp_path / "out", tmp_path / "memory")
    assert content(tmp_path / "out/head.js")["entries"] == 0
    assert len(made.files) == 3


# --- a few changed entries -----------------------------------------------------------------


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def drawn(chance: random.Random, signs: str, most: int) -> str:
    return "".join(chance.choices(signs, k=chance.randrange(1, most)))


def many(chance: random.Random, count: int) -> list[Document]:
    return [
        replace(GE, slug=f"d{at}", name=drawn(chance, "甲乙丙丁戊", 5), aliases=(),
                story=drawn(chance, "甲乙丙丁戊己庚辛", 40))
        for at in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_entry_worked_in_gives_the_same_files_as_a_whole_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(lists, "COMMON", 150)
    monkeypatch.setattr(search, "LONG", 90)
    monkeypatch.setattr(search, "FILE", 900)
    chance = random.Random(seed)
    documents = many(chance, 60)
    out, memory = tmp_path / "out", tmp_path / "memory"
    search.build(documents, out, memory)
    worked_in = 0
    for step in range(8):
        at = chance.randrange(60)
        documents[at] = replace(documents[at], story=drawn(chance, "甲乙丙丁戊己庚辛龚", 40))
        (note,) = memory.iterdir()
        worked_in += search.patched(search.Note.recall(note).state, documents, out) is not None
        search.build(documents, out, memory)
        clean = tmp_path / f"clean-{step}"
        search.build(documents, clean, tmp_path / "other")
        assert everything(out) == everything(clean)
    assert worked_in


def test_only_the_changed_entry_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = many(random.Random(1), 30)
    out, memory = tmp_path / "out", tmp_path / "memory"
    search.build(documents, out, memory)
    read: list[str] = []
    real = grams.read
    monkeypatch.setattr(grams, "read", lambda each: read.append(each.slug) or real(each))
    documents[7] = replace(documents[7], citation="新的一句。")
    search.build(documents, out, memory)
    assert read == ["d7", "d7"]


def test_entries_that_come_or_go_make_the_index_anew(tmp_path: Path) -> None:
    documents = many(random.Random(1), 30)
    state, _ = search.whole(documents)
    assert search.patched(state, documents[:-1], tmp_path) is None
    assert search.patched(state, [*documents, GE], tmp_path) is None
    assert search.patched(replace(state, code="older"), documents, tmp_path) is None
