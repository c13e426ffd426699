"""Style sheets: each with what it imports in its place."""

from __future__ import annotations

from pathlib import Path

from site_builder.publish.sheets import sheets
from site_builder.publish.site import Asset
from tests.written import ROOT


def text(asset: Asset) -> str:
    assert callable(asset.content)
    told = asset.content()
    assert isinstance(told, bytes)
    return told.decode()


def test_what_is_imported_stands_in_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "assets/css"
    folder.mkdir(parents=True)
    (folder / "far.css").write_text("a {}\n", "utf-8")
    (folder / "near.css").write_text('@import "far.css";\n\nb {}\n', "utf-8")
    (folder / "page.css").write_text('@import "near.css";\n@import "far.css";\n\nc {}\n', "utf-8")
    (made,) = sheets(tmp_path, "page.css")
    assert made.address == "assets/css/page.css"
    assert text(made).split() == ["a", "{}", "b", "{}", "a", "{}", "c", "{}"]


def test_no_page_of_ours_waits_for_a_second_sheet() -> None:
    made = {each.address: text(each) for each in sheets(ROOT / "theme")}
    assert [address for address, told in made.items() if "@import" in told] == []
    for name in ("home", "explore", "entry", "press"):
        assert ".header" in made[f"assets/css/{name}.css"]
        assert ".fx-50" in made[f"assets/css/{name}.css"]
