"""Cards and placards: nothing outside, nothing over another, and what is on them can be read."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from site_builder import lettering
from site_builder.media import card, layout, placard, setting
from site_builder.media.recipe import CardRecipe, PlacardRecipe, Words
from site_builder.media.setting import Box, Code, Line, Photo, Sheet

ADDRESS = "https://xuexi.example.org/stars/li-xiulan/"
WORDS = Words(
    site="百姓学习之星",
    kind="百姓学习之星",
    name="李秀兰",
    honour="2026年省级百姓学习之星",
    mark="事迹特别感人",
    citation="六十三岁从头学手机，八年里又把它教给三千多位街坊",
    place="郑州市 · 2026",
    owner="郑州市槐荫里社区学习点",
    address=ADDRESS,
    sample="虚构样例",
)
NAMES = [
    "王喆",
    "李秀兰",
    "艾尔肯·吐尼亚孜",
    "榫卯工坊：让老手艺住进新课堂",
    "“掌上晚晴”老年人数字生活陪伴计划（城区、乡镇、移民新村三级联动）",
    "Wi-Fi Classroom for Everyone",
    "学" * 60,
]
SHEETS = {"wide": layout.wide, "tall": layout.tall, "a2": layout.a2}


def words(**parts: str) -> Words:
    return Words(**{**WORDS.__dict__, **parts})


def span(line: Line) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a line covers."""
    high = line.size * 0.92
    wide = lettering.width(line.text, line.size, line.spacing)
    return line.x, line.y - high, line.x + wide, line.y + line.size * 0.12


def meets(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("photo", [True, False])
@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "owner",
    ["", "厂", "南阳卧柳开放大学（虚构）、南阳白水社区教育中心（虚构）、南阳晚晴老年体育协会"],
)
def test_words_stay_on_the_sheet_and_apart(form: str, name: str, owner: str, photo: bool) -> None:
    sheet = SHEETS[form](words(name=name, owner=owner), photo)
    lines = [piece for piece in sheet.pieces if isinstance(piece, Line)]
    spans = [span(line) for line in lines if line.text != "学"]
    for left, top, right, bottom in spans:
        assert left >= 0
        assert top >= 0
        assert right <= sheet.width
        assert bottom <= sheet.height
    assert not [pair for at, one in enumerate(spans) for pair in spans[:at] if meets(one, pair)]
    (code,) = (piece for piece in sheet.pieces if isinstance(piece, Code))
    held = (code.x, code.y, code.x + code.side, code.y + code.side)
    assert not [each for each in spans if meets(each, held)]


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("name", NAMES[:-1])
def test_a_name_is_set_whole(form: str, name: str) -> None:
    sheet = SHEETS[form](words(name=name), True)
    largest = max(piece.size for piece in sheet.pieces if isinstance(piece, Line))
    told = [p.text for p in sheet.pieces if isinstance(p, Line) and p.size == largest]
    assert "".join(told).replace(" ", "") == name.replace(" ", "")


@pytest.mark.parametrize("form", ["tall", "a2"])
def test_the_photo_has_a_good_part_of_the_sheet(form: str) -> None:
    for name in NAMES[:4]:
        sheet = SHEETS[form](words(name=name), True)
        assert sheet.photo is not None
        assert sheet.photo.height > sheet.height * 0.35


def test_no_closing_mark_begins_a_line_and_no_opening_one_ends_it() -> None:
    text = "他说：“先记错。”（真的）他学了《机械制图》、《公差》，又教，学，" * 3
    for room in range(60, 600, 35):
        lines = setting.wrapped(text, room, 20)
        assert "".join(lines) == text
        assert all(before[-1] not in "（《“" for before in lines)
        assert all(after[0] not in "，。》”）、：" for _, after in pairwise(lines))


def test_latin_words_stay_whole() -> None:
    lines = setting.wrapped("学习 Python programming 课", 150, 20)
    assert len(lines) > 1
    assert {"Python", "programming"} <= set(" ".join(lines).split())


def test_lines_end_where_the_words_pause() -> None:
    assert setting.broken("榫卯工坊：让老手艺住进新课堂", 400, 30, 0, 2) == (
        "榫卯工坊：",
        "让老手艺住进新课堂",
    )


def test_a_crop_is_held_at_its_focus() -> None:
    assert card.crop((300, 200), Photo(0, 0, 100, 100), (0.0, 0.5)) == (0, 0, 200, 200)
    assert card.crop((300, 200), Photo(0, 0, 100, 100), (1.0, 0.5)) == (100, 0, 300, 200)
    assert card.crop((200, 300), Photo(0, 0, 100, 100), None) == pytest.approx((0, 40, 200, 240))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(path)
    return path


def test_cards_have_their_sizes_and_a_code_that_phones_read(tmp_path: Path, photo: Path) -> None:
    made = card.cards(photo, CardRecipe(WORDS), tmp_path)
    for copy, size in ((made.wide, (1200, 630)), (made.tall, (1080, 1920))):
        with Image.open(tmp_path / copy.path) as picture:
            assert picture.size == size == (copy.width, copy.height)
            assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]
            assert not picture.getexif()
            assert set(picture.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
                "icc_profile",
            }


def test_the_same_words_and_photo_give_the_same_bytes(tmp_path: Path, photo: Path) -> None:
    told = set()
    for name in "ab":
        out = tmp_path / name
        out.mkdir()
        card.cards(photo, CardRecipe(WORDS), out)
        placard.placard(photo, PlacardRecipe(WORDS), out)
        told.add(
            tuple(hashlib.sha256(path.read_bytes()).digest() for path in sorted(out.iterdir()))
        )
    assert len(told) == 1


def test_without_a_photo_or_an_address_there_is_still_a_card(tmp_path: Path) -> None:
    plain = words(address="", sample="")
    made = card.cards(tmp_path / "none.yml", CardRecipe(plain, photo=False), tmp_path)
    with Image.open(tmp_path / made.tall.path) as picture:
        red = picture.getpixel((20, 20))
        assert zxingcpp.read_barcodes(picture) == []
    assert isinstance(red, tuple)
    assert red[0] > 150 > red[1]


def test_a_placard_is_one_a2_page_with_words_to_search_and_a_code(
    tmp_path: Path, photo: Path
) -> None:
    made = placard.placard(photo, PlacardRecipe(WORDS), tmp_path)
    pdf = pypdfium2.PdfDocument(str(tmp_path / made.file.path))
    assert len(pdf) == 1
    page = pdf[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [420, 594]
    told = page.get_textpage().get_text_range()
    for text in ("李秀兰", "2026年省级百姓学习之星", "事迹特别感人", "虚构样例"):
        assert text in told
    picture = page.render(scale=1).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]
    assert pdf.get_metadata_dict()["Title"] == "李秀兰"
    assert b"/FontFile3" in (tmp_path / made.file.path).read_bytes()  # outlines, not pixels


def test_every_letter_leaves_ink() -> None:
    """Each character of a name, drawn alone, differs from the empty box of the face."""
    for sign in "李龚䶮𬭎喆":
        drawn, box = (
            card.drawn(
                Sheet(120, 120, (Box(0, 0, 120, 120, "#ffffff"), Line(each, 10, 100, 96))),
                [],
            )
            for each in (sign, "\U0002a6d6")
        )
        assert len(set(box.getdata())) == 1  # what no face has is not drawn at all
        assert len(set(drawn.getdata())) > 1


@pytest.mark.parametrize("photos", [0, 1, 3])
@pytest.mark.parametrize("count", [300, 800, 1500, 5000])
def test_a_board_keeps_its_photo_however_long_its_text_is(photos: int, count: int) -> None:
    pieces = layout.a1(WORDS, ("好" * count,), photos).pieces
    ground = next(
        each
        for each in pieces
        if isinstance(each, Photo | Box) and each.y == 0 and each.height < 841
    )
    assert ground.height >= 200
    lines = [each for each in pieces if isinstance(each, Line) and set(each.text) <= {"好", "…"}]
    assert all(0 < each.y < 841 for each in lines)
    told = "".join(each.text for each in lines)
    assert told == "好" * count or told.endswith("…")
