"""Problems are sorted by city, also those of files that can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.content.load import load
from site_builder.content.problem import Place, Severity, Text, error, note, warning
from site_builder.publish.by_city import City, cities, homes, sorted_by
from tests.written import PROJECT, STAR, changed, folder

WORDS = Text("甲", "a"), Text("乙", "b")
ORDER = ("洛阳市", "郑州市", "开封市")


def of(content: Path) -> dict[str, str]:
    return dict(homes(content, load(content).library))


@pytest.mark.parametrize(
    "damage",
    [
        ("name: 李秀兰", "name: 李: 秀兰"),
        ("region: 郑州市", "region: 郑州市   # 省会\nname: 又一位"),
        ("region: 郑州市", "region：郑州市"),
        ("region: 郑州市", "region:郑州市"),
        ("citation: 从头学起", "citation:"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_damaged_file_still_belongs_to_its_city(
    tmp_path: Path, damage: tuple[str, str], encoding: str
) -> None:
    content = folder(tmp_path)
    raw = changed(STAR, *damage).encode(encoding)
    (content / "stars/li-xiulan/star.yml").write_bytes(raw)
    assert of(content) == {
        "stars/li-xiulan/star.yml": "郑州市",
        "projects/yedeng/project.yml": "洛阳市",
    }


def test_a_city_that_nobody_knows_is_taken_from_an_entry_only(tmp_path: Path) -> None:
    other = changed(PROJECT, "洛阳市", "长安市")
    assert of(folder(tmp_path, project=other))["projects/yedeng/project.yml"] == "长安市"
    broken = changed(other, "name: ", "name: &a ")
    assert of(folder(tmp_path, project=broken))["projects/yedeng/project.yml"] == ""


def test_cities_come_in_the_vocabulary_s_order_and_files_of_none_last() -> None:
    told = {
        "a.yml": "郑州市",
        "b.yml": "长安市",
        "c.yml": "洛阳市",
        "d.yml": "郑州市",
        "e.yml": "郑州市",
    }
    problems = (
        error(Place("a.yml", 1, 1), "tab", *WORDS),
        warning(Place("d.yml", 1, 1), "quota", *WORDS),
        note(Place("e.yml", 1, 1), "embargo", *WORDS),
        error(Place("campaigns/2026.yml"), "tab", *WORDS),
    )
    found = sorted_by(ORDER, told, problems)
    assert [city.name for city in found] == ["洛阳市", "郑州市", "长安市", ""]
    zhengzhou = found[1]
    assert (zhengzhou.sound, zhengzhou.unsound) == (1, 2)
    assert [zhengzhou.count(each) for each in Severity] == [1, 1, 1]
    assert found[-1] == City("", frozenset(), problems[3:])


def test_an_entry_whose_folder_is_misnamed_is_not_in_order(tmp_path: Path) -> None:
    content = folder(tmp_path)
    (content / "stars/li-xiulan").rename(content / "stars/Li_Xiulan")
    (content / "projects/yedeng").rename(content / "projects/_yedeng")
    loaded = load(content)
    (city,) = cities(loaded.library, loaded.problems)
    assert (city.name, city.sound, city.unsound) == ("郑州市", 0, 1)
