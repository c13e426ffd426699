"""Loading: what is in order is read as it was written; what is not is named at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content.load import Loaded, load
from site_builder.content.problem import Lang
from tests.written import CAMPAIGN, STAR, VOCABULARY, changed, folder


def star(tmp_path: Path, text: str) -> Loaded:
    return load(folder(tmp_path, star=text))


def test_a_sound_folder_is_read_without_a_word(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path))
    assert loaded.problems == ()
    assert [entry.address for entry in loaded.library.entries] == [
        "stars/li-xiulan/",
        "projects/yedeng/",
    ]


@pytest.mark.parametrize("word", ["4:30", "0012", "no", "2023-05", "1e3", "~", "=", "true"])
def test_a_string_stays_the_string_that_was_written(tmp_path: Path, word: str) -> None:
    loaded = star(tmp_path, changed(STAR, "position: 志愿者", f"position: {word}"))
    assert loaded.library.entries[0].data.position == word  # type: ignore[union-attr]  # a star


def test_a_key_with_nothing_behind_it_counts_as_not_given(tmp_path: Path) -> None:
    loaded = star(tmp_path, changed(STAR, "position: 志愿者", "position:"))
    assert loaded.problems == ()
    missing = star(tmp_path, changed(STAR, "citation: 从头学起", "citation:"))
    assert [problem.code for problem in missing.problems] == ["missing-key"]


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = changed(STAR, "citation:", "citaton:")
    text = changed(text, "level: provincial", "level: provinical")
    codes = {problem.code for problem in star(tmp_path, text).problems}
    assert codes == {"unknown-key", "missing-key", "not-a-choice"}


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    loaded = star(tmp_path, changed(STAR, "caption: 课堂上", "captoin: 课堂上"))
    (problem,) = loaded.problems
    assert "caption" in problem.remedy.in_(Lang.ZH)
    assert problem.place.line == STAR[: STAR.index("课堂上")].count("\n") + 1


def test_a_column_of_the_form_is_called_private_not_misspelt(tmp_path: Path) -> None:
    loaded = star(tmp_path, STAR + "民族: 汉\n")
    (problem,) = loaded.problems
    assert problem.code == "private-field"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("tab", changed(STAR, "  - {file: 01", "\t- {file: 01")),
        ("duplicate-key", changed(STAR, "name: 李秀兰", "name: 李秀兰\nname: 李秀兰")),
        ("open-quote", changed(STAR, "name: 李秀兰", 'name: "李秀兰')),
        ("yaml-sign", changed(STAR, "name: 李秀兰", "name: &a 李秀兰")),
        ("yaml-sign", changed(STAR, "name: 李秀兰", "name: !!python/object:os.system 李")),
        ("two-documents", STAR + "---\nname: 又\n"),
        ("too-deep", changed(STAR, "aliases", "aliases") if "aliases" in STAR else STAR + "aliases: " + "[" * 40 + "]" * 40 + "\n"),
        ("control-character", changed(STAR, "李秀兰", "李\x00秀兰")),
        ("control-character", changed(STAR, "李秀兰", "李\u202e秀兰")),
        ("control-character", changed(STAR, "name: 李秀兰", 'name: "李\\u2066秀兰"')),
        ("not-a-mapping", "- 一\n- 二\n"),
        ("wrong-type", changed(STAR, "campaign: 2026", "campaign: 去年")),
        ("wrong-type", changed(STAR, "signed: 2026-05-06", "signed: 五月六日")),
        ("out-of-range", changed(STAR, "alt: 一位老人", "focus: [1.5, 0], alt: 一位老人")),
        ("bad-form", changed(STAR, "file: 01.jpg", "file: ../01.jpg")),
        ("yaml-syntax", changed(STAR, "citation: 从头学起", "citation: 从头: 学起")),
    ],
)  # fmt: skip
def test_what_an_office_gets_wrong_is_named_by_kind_and_line(
    tmp_path: Path, code: str, text: str
) -> None:
    loaded = star(tmp_path, text)
    assert code in {problem.code for problem in loaded.problems}
    assert all(problem.place.line for problem in loaded.problems)
    assert [entry.slug for entry in loaded.library.entries] == ["yedeng"]


def test_gbk_text_is_told_to_be_saved_as_utf8(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "stars/li-xiulan/star.yml").write_bytes(STAR.encode("gbk"))
    assert [problem.code for problem in load(root).problems] == ["not-utf8"]


def test_a_byte_order_mark_is_welcome(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "stars/li-xiulan/star.yml").write_text(STAR, "utf-8-sig")
    assert load(root).problems == ()


def test_a_folder_that_is_no_address_is_named(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "stars/li-xiulan").rename(root / "stars/李秀兰")
    assert [problem.code for problem in load(root).problems] == ["bad-slug"]


def test_a_folder_that_links_elsewhere_is_not_read(tmp_path: Path) -> None:
    root = folder(tmp_path / "content")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/star.yml").write_text(STAR, "utf-8")
    (root / "stars/away").symlink_to(tmp_path / "elsewhere")
    assert [problem.code for problem in load(root).problems] == ["outside"]


def test_a_file_that_links_elsewhere_is_not_read(tmp_path: Path) -> None:
    root = folder(tmp_path / "content", star=None)
    (tmp_path / "star.yml").write_text(STAR, "utf-8")
    (root / "stars/li-xiulan").mkdir(parents=True)
    (root / "stars/li-xiulan/star.yml").symlink_to(tmp_path / "star.yml")
    loaded = load(root)
    assert [problem.code for problem in loaded.problems] == ["outside"]
    assert [entry.slug for entry in loaded.library.entries] == ["yedeng"]


@pytest.mark.parametrize("parent", ["stars", "campaigns"])
def test_a_whole_kind_that_links_elsewhere_is_not_read(tmp_path: Path, parent: str) -> None:
    root = folder(tmp_path / "content")
    (root / parent).rename(tmp_path / parent)
    (root / parent).symlink_to(tmp_path / parent)
    assert "outside" in {problem.code for problem in load(root).problems}


def test_links_in_a_circle_are_words_too(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "stars/li-xiulan/01.jpg").symlink_to("01.jpg")
    assert [problem.code for problem in load(root).problems] == ["outside"]


def test_a_photo_of_another_case_is_named_as_it_lies_there(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "stars/li-xiulan/01.JPG").touch()
    (problem,) = load(root).problems
    assert "01.JPG" in problem.remedy.zh
    assert problem.place.line == STAR[: STAR.index("01.jpg")].count("\n") + 1


@pytest.mark.parametrize("moment", ["20261023", "2026", "0", "1.5e9", "2026.10.23"])
def test_an_embargo_is_never_read_as_seconds_since_1970(tmp_path: Path, moment: str) -> None:
    campaign = changed(CAMPAIGN, "2026-10-23T09:00+08:00", moment)
    loaded = load(folder(tmp_path, campaign=campaign))
    assert [problem.code for problem in loaded.problems] == ["wrong-type"]
    assert not loaded.library.years


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2026-07-13", "date: 86400"),
        ("date: 2026-07-13", "date: 2026-07-13T00:00"),
        ("year: 2026", "year: 2_026"),
        ("year: 2026", "year: 2026.0"),
        ("year: 2026", "year: 2026\nsample: yes"),
        ("year: 2026", "year: 2026\nrules: {photos: {min: nan}}"),
        ("year: 2026", "year: 2026\nrules: {photos: {max: inf}}"),
    ],
)
def test_a_spelling_that_means_something_else_is_refused(
    tmp_path: Path, before: str, after: str
) -> None:
    loaded = load(folder(tmp_path, campaign=changed(CAMPAIGN, before, after)))
    assert [problem.code for problem in loaded.problems] == ["wrong-type"]


@pytest.mark.parametrize(("word", "meant"), [("true", True), ("False", False)])
def test_true_and_false_are_true_and_false(tmp_path: Path, word: str, meant: bool) -> None:
    loaded = star(tmp_path, STAR + f"sample: {word}\n")
    assert loaded.library.entries[0].data.sample is meant


def test_an_opened_quotation_mark_is_named_where_it_opens(tmp_path: Path) -> None:
    (problem,) = star(tmp_path, changed(STAR, "position: 志愿者", 'position: "志愿者')).problems
    assert problem.place.line == 4


@pytest.mark.parametrize("name", ["..", ".", ".hidden.jpg"])
def test_a_file_is_no_folder_and_not_hidden(tmp_path: Path, name: str) -> None:
    loaded = star(tmp_path, changed(STAR, "file: 01.jpg", f"file: {name}"))
    assert [problem.code for problem in loaded.problems] == ["bad-form"]


def test_two_words_with_one_slug_are_named(tmp_path: Path) -> None:
    vocabulary = changed(VOCABULARY, "slug: shequ", "slug: zhulao")
    (problem,) = load(folder(tmp_path, vocabulary=vocabulary)).problems
    assert (problem.code, problem.place.line) == ("word-twice", 6)


def test_a_missing_vocabulary_is_one_message(tmp_path: Path) -> None:
    loaded = load(folder(tmp_path, vocabulary=None))
    assert [problem.code for problem in loaded.problems] == ["no-vocabulary"]


def test_memory_gives_the_same_library_and_survives_being_broken(tmp_path: Path) -> None:
    root, memory = folder(tmp_path / "content"), tmp_path / "memory"
    first = load(root, memory)
    assert load(root, memory).library.entries == first.library.entries
    for broken in ("[1, 2", "[]", "[" * 100_000, '{"reader": "other", "files": {}}', "\x00"):
        (memory / "parsed.json").write_text(broken, "utf-8")
        assert load(root, memory).library.entries == first.library.entries


def test_memory_that_can_not_be_written_costs_time_only(tmp_path: Path) -> None:
    root = folder(tmp_path / "content")
    (tmp_path / "memory").write_text("a file where a folder should be", "utf-8")
    assert load(root, tmp_path / "memory").problems == ()


def test_memory_never_hides_a_change(tmp_path: Path) -> None:
    root, memory = folder(tmp_path / "content"), tmp_path / "memory"
    load(root, memory)
    folder(root, star=changed(STAR, "name: 李秀兰", "name: 王秀兰"))
    assert load(root, memory).library.entries[0].data.name == "王秀兰"
