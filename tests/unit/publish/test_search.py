"""The index holds what is public now, is made once, and appears whole or not at all."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from site_builder.publish import folding, search
from site_builder.publish.search import Document, SearchError

GE = Document(
    slug="ge-tiancai",
    href="stars/ge-tiancai/",
    kind="stars",
    titles=("葛天才", "老葛"),
    pinyin=None,
    lines=("郑州社区学院", "郑州市"),
    texts=("他说：“活到老，学到老。”", "龔先生也来了。"),
)
SHAN = replace(GE, slug="shan-lianying", href="stars/shan-lianying/", titles=("单莲英",),
               pinyin="shan lianying", texts=("榫卯之间。",))  # fmt: skip

ERROR = base64.b64encode(b'{"payload": {"type": "Error", "message": "oops"}}').decode()


def zone(told: list[str], name: str) -> list[str]:
    begins = search._reading()["zones"]
    names = list(begins)
    end = begins[names[names.index(name) + 1]] if name != "texts" else None
    return [word for word in told[begins[name] : end] if word != search.FILLER]


def fragments(folder: Path) -> list[dict[str, Any]]:
    told = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("fragment/*"))]
    return [json.loads(each.removeprefix(b"pagefind_dcd"))["entry"] for each in told]


def names_in(folder: Path) -> list[str]:
    return sorted(each["name"] for each in fragments(folder))


def test_each_kind_of_text_stands_in_its_zone() -> None:
    told = search.words(GE)
    assert zone(told, "name") == ["葛天", "天才", "才", "葛", "天"]
    assert zone(told, "sound") == ["pyge", "pytian", "pycai", "py_"]
    assert zone(told, "initials") == ["iigt", "iitc", "ii_"]
    assert zone(told, "aliases")[:2] == ["老葛", "葛"]
    assert zone(told, "lines")[:3] == ["郑州", "州社", "社区"]
    assert zone(told, "texts")[:2] == ["他说", "说活"]


def test_no_row_of_pairs_runs_from_one_text_into_the_next() -> None:
    told = search.words(replace(GE, texts=("学习", "习惯")))
    at = told.index("学习")
    assert told[at : at + 2] != ["学习", "习惯"]


def test_a_title_too_long_for_its_zone_still_stands_somewhere() -> None:
    long = "".join(chr(0x4E00 + at) for at in range(300))
    told = search.words(replace(GE, titles=(long,)))
    assert zone(told, "name") == []
    assert set(folding.pairs(folding.fold(long))) <= set(zone(told, "texts"))


def test_every_character_stands_alone_once_at_least() -> None:
    everything = "".join((*GE.titles, *GE.lines, *GE.texts))
    assert set(folding.fold(everything)) <= set(search.words(GE))


def test_a_name_that_others_begin_with_comes_first() -> None:
    longer, other = replace(GE, titles=("葛天才子",)), replace(GE, titles=("安",))
    assert search.in_order([other, longer, GE]) == [GE, other, longer]


def test_the_bundle_holds_what_the_client_reads_and_no_more(tmp_path: Path) -> None:
    made = search.build([GE, SHAN], tmp_path / "out", tmp_path / "memory")
    assert not made.reused
    assert {name.split("/")[0].rsplit(".", 1)[-1] for name in made.files} == {
        "js", "json", "pack", "pagefind", "pf_meta", "index", "fragment"}  # fmt: skip
    assert all((tmp_path / "out" / name).is_file() for name in made.files)
    slugs = json.loads((tmp_path / "out/slugs.json").read_text("utf-8"))
    assert sorted(slugs.values()) == ["ge-tiancai", "shan-lianying"]
    assert (
        gzip.decompress((tmp_path / "out/slugs.pack").read_bytes())
        == (tmp_path / "out/slugs.json").read_bytes()
    )
    assert set(slugs) == {path.stem for path in (tmp_path / "out/fragment").iterdir()}
    table = json.loads((tmp_path / "out/folding.json").read_text("utf-8"))
    assert len(table["from"]) == len(table["to"])
    assert dict(zip(table["from"], table["to"], strict=True))["龔"] == "龚"
    assert "豐" not in table["from"]


def test_fragments_hold_the_real_texts(tmp_path: Path) -> None:
    search.build([GE], tmp_path / "out", tmp_path / "memory")
    (told,) = fragments(tmp_path / "out")
    assert told == {
        "slug": "ge-tiancai",
        "href": "stars/ge-tiancai/",
        "name": "葛天才",
        "lines": ["老葛", "郑州社区学院", "郑州市"],
        "texts": ["他说：“活到老，学到老。”", "龔先生也来了。"],
        "odd": {"龔": "龚"},
    }


def test_an_unchanged_set_is_reused_and_a_changed_one_is_not(tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory"
    first = search.build([GE, SHAN], out, memory)
    again = search.build([GE, SHAN], tmp_path / "other", memory)
    assert again.reused
    assert again.files == first.files
    assert not search.build([GE], out, memory).reused
    assert search.build([GE, SHAN], out, memory).reused


def test_a_changed_mark_changes_the_address_of_the_text(tmp_path: Path) -> None:
    marked = replace(GE, titles=("《葛天才》", "老葛"))
    one = search.build([GE], tmp_path / "one", tmp_path / "memory")
    two = search.build([marked], tmp_path / "two", tmp_path / "memory")
    assert {name for name in one.files if "fragment" in name}.isdisjoint(two.files)


def test_what_is_no_longer_public_leaves_the_folder(tmp_path: Path) -> None:
    out, memory = tmp_path / "out", tmp_path / "memory"
    search.build([GE, SHAN], out, memory)
    made = search.build([GE], out, memory)
    assert names_in(out) == ["葛天才"]
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == set(made.files)


def test_memory_keeps_the_last_few(tmp_path: Path) -> None:
    for at in range(search.REMEMBERED + 2):
        search.build([replace(GE, slug=f"ge-{at}")], tmp_path / "out", tmp_path / "memory")
    assert len(list((tmp_path / "memory").iterdir())) == search.REMEMBERED


def test_no_document_makes_an_empty_index(tmp_path: Path) -> None:
    made = search.build([], tmp_path / "out", tmp_path / "memory")
    assert "pagefind-entry.json" in made.files


def test_a_missing_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nowhere"))
    with pytest.raises(SearchError, match="missing"):
        search.build([GE], tmp_path / "out", tmp_path / "memory")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "broke off"),
        ("exec sleep 60", "took more than"),
        (f"echo -n {ERROR},; exec cat", "oops"),
        ("echo -n garbage,; exec cat", "not understood"),
    ],
)
def test_a_failing_program_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/bash\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    monkeypatch.setattr(search, "SECONDS_PER_BUILD", 0.5)
    with pytest.raises(SearchError, match=said):
        search.build([GE], tmp_path / "out", tmp_path / "memory")
    assert not list((tmp_path / "memory").iterdir())
    assert not (tmp_path / "out").exists()
