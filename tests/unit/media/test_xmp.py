"""What stands inside a press copy, read back by other readers than the writer."""

import json
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from site_builder.media import image, xmp
from site_builder.media.recipe import PressRecipe

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
}
RECIPE = PressRecipe(
    title="李秀兰",
    caption='<课堂>上 & "灯"下，𠮷先生说：好👍',
    credit="林默 摄",
    terms="可供媒体刊用，须署名",
    address="https://example.org/stars/li-xiulan/",
)


def about(recipe: PressRecipe) -> ET.Element:
    found = ET.fromstring(xmp.packet(recipe)).find(".//rdf:Description", NS)  # noqa: S314 - our own
    assert found is not None
    return found


def texts(element: ET.Element, name: str) -> dict[str, str | None]:
    """By language where there are several."""
    key = "{http://www.w3.org/XML/1998/namespace}lang"
    return {item.get(key, ""): item.text for item in element.findall(f"{name}//rdf:li", NS)}


def test_every_text_is_there_in_both_languages() -> None:
    told = about(RECIPE)
    for name, text in {
        "dc:title": RECIPE.title,
        "dc:description": RECIPE.caption,
        "dc:rights": RECIPE.terms,
        "xmpRights:UsageTerms": RECIPE.terms,
    }.items():
        assert texts(told, name) == {"x-default": text, "zh-CN": text}
    assert texts(told, "dc:creator") == {"": RECIPE.credit}
    assert told.findtext("photoshop:Credit", namespaces=NS) == RECIPE.credit
    assert told.findtext("xmpRights:Marked", namespaces=NS) == "True"
    assert told.findtext("xmpRights:WebStatement", namespaces=NS) == RECIPE.address
    assert told.findtext("dc:source", namespaces=NS) == RECIPE.address


def test_what_is_empty_is_not_there() -> None:
    told = about(PressRecipe("名", "", "", "条件", ""))
    for name in ("dc:description", "dc:creator", "photoshop:Credit", "dc:source"):
        assert told.find(name, NS) is None
    assert told.find("xmpRights:WebStatement", NS) is None


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_hold_are_dropped(odd: str) -> None:
    told = about(PressRecipe(f"李{odd}秀兰", "", "", "条件", ""))
    assert texts(told, "dc:title")["zh-CN"] in ("李秀兰", "李 秀兰")


@pytest.mark.parametrize("repeated", ["字", "<&𠮷", "&", "a"])
def test_the_longest_texts_still_fit_into_one_segment(repeated: str, tmp_path: Path) -> None:
    long = repeated * 9000
    recipe = PressRecipe(long, long, long, long, "https://example.org/")
    kept = texts(about(recipe), "dc:creator")[""] or ""
    assert kept.endswith("…")
    assert long.startswith(kept[:-1])
    assert len(kept) > 1000
    Image.new("RGB", (6, 4), "red").save(tmp_path / "a.jpg")
    assert image.press(tmp_path / "a.jpg", recipe, tmp_path).file.bytes > len(kept)


def test_the_packet_is_the_same_whenever_it_is_made() -> None:
    assert xmp.packet(RECIPE) == xmp.packet(RECIPE)


def test_exiftool_reads_it_from_the_file(tmp_path: Path) -> None:
    if not (exiftool := shutil.which("exiftool")):
        pytest.skip("exiftool is not installed: XMP is only read back by our own parser here")
    Image.new("RGB", (60, 40), "red").save(tmp_path / "a.jpg")
    image.press(tmp_path / "a.jpg", RECIPE, tmp_path)
    line = [exiftool, "-j", "-XMP:all", "-a", "-lang", "en", str(tmp_path / "press.jpg")]
    told = json.loads(subprocess.run(line, check=True, capture_output=True, timeout=60).stdout)[0]
    assert told["Title"] == told["Title-zh-CN"] == RECIPE.title
    assert told["Description"] == told["Description-zh-CN"] == RECIPE.caption
    assert told["Creator"] == told["Credit"] == RECIPE.credit
    assert told["Rights"] == told["UsageTerms"] == RECIPE.terms
    assert told["WebStatement"] == told["Source"] == RECIPE.address
    assert told["Marked"] is True
