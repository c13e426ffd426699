"""What a newsroom takes away in one file: what is in it, its names, and that it never varies."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from docx import Document
from PIL import Image

from site_builder.cli import main
from site_builder.media import captions
from site_builder.media.recipe import Cue
from site_builder.publish import kits, pictures
from tests.written import NOW, PROJECT, STAR, changed, configured, folder

RARE = "𠮷·买买提"
"""A character that no GBK has, and a middle dot."""
RELEASED = changed(STAR, "credit: 林默 摄}", "credit: 林默 摄, usage: press}")
STAR_KIT, PROJECT_KIT = "press/kits/stars/li-xiulan.zip", "press/kits/projects/yedeng.zip"
YEAR_KIT, CITY_KIT = "press/kits/2026.zip", "press/kits/2026-zhengzhou.zip"


THREE_SIZES = (2600, 1700)
"""Of a photo that is large enough for three sizes in a kit."""


def room(
    root: Path, star: str, project: str, more: str = "", size: tuple[int, int] = (260, 170)
) -> Path:
    """The configuration of a small site."""
    content = folder(root / "content", star=star, project=project)
    for at, entry in enumerate(("stars/li-xiulan", "projects/yedeng")):
        for number in (1, 2, 3):
            photo = Image.effect_noise(size, 20).convert("RGB")
            photo.paste((80 * at, 60 * number, 90), (0, 0, size[0] // 2, size[1]))
            photo.save(content / entry / f"0{number}.jpg", quality=50)
    return configured(root, ("cache: .cache", f"cache: .cache{more}"))


def build(config: Path, out: Path) -> Path:
    line = ["build", "--config", str(config), "--content", str(config.parent / "content")]
    told = CliRunner().invoke(
        main, [*line, "--now", NOW, "--out", str(out)], catch_exceptions=False
    )
    assert told.exit_code == 0, told.output
    return out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site of two with consent to the press, and its configuration."""
    root = tmp_path_factory.mktemp("kits")
    star = changed(RELEASED, "name: 李秀兰", f"name: {RARE}")
    star = changed(star, "citation: 从头学起", "citation: =从头学起")
    project = changed(PROJECT, "scope: [web]", "scope: [web, press]")
    config = room(root, star, project, size=THREE_SIZES)
    return build(config, root / "site"), config


def names(kit: Path) -> list[str]:
    with zipfile.ZipFile(kit) as archive:
        return archive.namelist()


def read(kit: Path, name: str) -> bytes:
    with zipfile.ZipFile(kit) as archive:
        return archive.read(name)


def pictures_in(kit: Path) -> Iterator[tuple[str, bytes]]:
    """Every picture, those in documents among them."""
    with zipfile.ZipFile(kit) as archive:
        for name in archive.namelist():
            raw = archive.read(name)
            if name.endswith((".jpg", ".png")):
                yield name, raw
            elif name.endswith((".docx", ".xlsx")):
                with zipfile.ZipFile(io.BytesIO(raw)) as inner:
                    yield from (
                        (f"{name} {each}", inner.read(each))
                        for each in inner.namelist()
                        if each.startswith(("word/media/", "xl/media/"))
                    )


def test_a_kit_holds_the_texts_the_photos_that_may_be_reused_and_its_list(
    made: tuple[Path, Path],
) -> None:
    assert names(made[0] / STAR_KIT) == [
        f"{RARE}/文字/1-推介语.txt",
        f"{RARE}/文字/2-短介绍.txt",
        f"{RARE}/文字/3-简介.txt",
        f"{RARE}/文字/4-故事全文.txt",
        f"{RARE}/照片/原尺寸/{RARE}-01.jpg",
        f"{RARE}/照片/2400像素/{RARE}-01.jpg",
        f"{RARE}/照片/1200像素/{RARE}-01.jpg",
        f"{RARE}/新闻通稿.docx",
        f"{RARE}/清单.xlsx",
        f"{RARE}/SHA256SUMS.txt",
    ]


def test_of_a_year_each_has_a_folder_under_one_list(made: tuple[Path, Path]) -> None:
    told = names(made[0] / YEAR_KIT)
    assert {PurePosixPath(name).parts[0] for name in told} == {"2026年媒体资料包"}
    assert {PurePosixPath(name).parts[1] for name in told} == {
        RARE, "夜灯学院", "背景资料.txt", "清单.xlsx", "SHA256SUMS.txt",
    }  # fmt: skip
    city = {PurePosixPath(name).parts[1] for name in names(made[0] / CITY_KIT)}
    assert RARE in city
    assert "夜灯学院" not in city


@pytest.mark.parametrize("kit", [STAR_KIT, PROJECT_KIT, YEAR_KIT, CITY_KIT])
def test_the_hashes_hold_for_every_file(made: tuple[Path, Path], kit: str) -> None:
    with zipfile.ZipFile(made[0] / kit) as archive:
        assert archive.testzip() is None
        top = archive.namelist()[-1].removesuffix(kits.SUMS)
        told = dict(
            reversed(line.split("  ", 1))
            for line in archive.read(top + kits.SUMS).decode().splitlines()
        )
        found = {
            name.removeprefix(top): hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()[:-1]
        }
    assert told == found


def test_a_reader_that_takes_names_for_gbk_gets_them_right(made: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(made[0] / YEAR_KIT, metadata_encoding="gbk") as archive:
        told = archive.namelist()
        assert all(info.flag_bits & 0x800 for info in archive.infolist())
    assert f"2026年媒体资料包/{RARE}/照片/原尺寸/{RARE}-01.jpg" in told


def test_texts_open_in_the_plainest_editor_and_end_with_their_source(
    made: tuple[Path, Path],
) -> None:
    raw = read(made[0] / STAR_KIT, f"{RARE}/文字/1-推介语.txt")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").split("\r\n") == [
        "=从头学起", "", "来源：百姓学习之星，https://xuexi.example.org/stars/li-xiulan/", "",
    ]  # fmt: skip


def test_the_release_reads_as_a_document(made: tuple[Path, Path]) -> None:
    word = Document(io.BytesIO(read(made[0] / STAR_KIT, f"{RARE}/新闻通稿.docx")))
    told = [paragraph.text for paragraph in word.paragraphs]
    assert told[0] == f"{RARE}：=从头学起"
    assert told[1] == "2026年省级百姓学习之星"
    assert any("后来她教会了邻居" in text for text in told)
    assert any(text == "课堂上（林默 摄）" for text in told)
    assert any(text.startswith("新闻联系：") for text in told)


def test_no_cell_of_the_list_is_a_formula(made: tuple[Path, Path]) -> None:
    book = read(made[0] / STAR_KIT, f"{RARE}/清单.xlsx")
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(book)) as inner:
        sheet = ET.fromstring(inner.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
        words = inner.read("xl/sharedStrings.xml").decode()
    assert sheet.find(f".//{space}f") is None
    assert {cell.get("t") for cell in sheet.iter(f"{space}c")} == {"s"}
    assert all(each in words for each in ("课堂上", "林默 摄", "0371-0000 0000", "2400×1569"))


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not here")
def test_every_picture_says_its_caption_credit_and_terms(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    found = list(pictures_in(made[0] / STAR_KIT))
    assert len(found) == 4  # three sizes, and the one in the release
    for at, (name, raw) in enumerate(found):
        (tmp_path / f"{at}.jpg").write_bytes(raw)
        line = ["exiftool", "-s3", "-Description", "-Credit", "-UsageTerms", f"{at}.jpg"]
        told = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        assert told.splitlines() == ["课堂上", "林默 摄", "可供媒体刊用，须署名"], name


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_an_office_opens_the_release_and_the_list(made: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(made[0] / STAR_KIT) as archive:
        archive.extractall(tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for name in ("新闻通稿.docx", "清单.xlsx"):
        line = ["soffice", profile, "--headless", "--convert-to", "pdf", name]
        subprocess.run(line, cwd=tmp_path / RARE, capture_output=True, check=True, timeout=300)
        made_of = (tmp_path / RARE / name).with_suffix(".pdf")
        assert made_of.read_bytes().startswith(b"%PDF-"), name


def test_another_build_on_another_day_gives_the_same_bytes(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    site, config = made
    again = build(config, tmp_path / "again")
    for kit in sorted((site / "press/kits").rglob("*.zip")):
        other = again / kit.relative_to(site)
        assert other.read_bytes() == kit.read_bytes(), kit.name
        with zipfile.ZipFile(kit) as archive:
            assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_a_kit_that_still_stands_is_not_packed_again(made: tuple[Path, Path]) -> None:
    site, config = made
    before = {kit: kit.stat().st_ino for kit in (site / "press/kits").rglob("*.zip")}
    os.utime(config, None)
    build(config, site)
    assert {kit: kit.stat().st_ino for kit in before} == before


def test_without_consent_to_the_press_an_entry_is_in_no_kit(tmp_path: Path) -> None:
    site = build(room(tmp_path, RELEASED, PROJECT), tmp_path / "site")
    assert not (site / PROJECT_KIT).exists()
    assert not any("夜灯" in name for name in names(site / YEAR_KIT))
    assert not (site / "press/kits/2026-luoyang.zip").exists()


def test_kits_can_be_switched_off(tmp_path: Path) -> None:
    site = build(room(tmp_path, RELEASED, PROJECT, "\n      kits: false"), tmp_path / "site")
    assert not (site / "press/kits").exists()
    assert "press/kits" not in (site / "stars/li-xiulan/index.html").read_text("utf-8")
    assert "press/kits" not in (site / "press/index.html").read_text("utf-8")


def test_page_and_press_room_lead_to_what_is_there(made: tuple[Path, Path]) -> None:
    site = made[0]
    page = (site / "stars/li-xiulan/index.html").read_text("utf-8")
    assert 'href="../../press/kits/stars/li-xiulan.zip"' in page
    front = (site / "press/index.html").read_text("utf-8")
    assert all(f'href="../press/kits/{name}"' in front for name in (
        "2026.zip", "2026-zhengzhou.zip", "2026-luoyang.zip", "stars/li-xiulan.zip",
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ('甲/乙: "丙"?', "甲-乙- -丙-"),
        ("结尾的点. .", "结尾的点"),
        ("con", "-con"),
        ("Com1.第一", "-Com1.第一"),
        ("一" * 100, "一" * 80),
        ("...", "-"),
    ],
)
def test_names_are_such_as_windows_takes(name: str, told: str) -> None:
    assert pictures.fit(name) == told


def kit(name: str, weight: int) -> kits.Kit:
    row = kits.Row("照片/1.jpg", name, "", "", "", "", "", "", "")
    items = (kits.Item(row, path="a", bytes=weight),)
    at = f"stars/{name}/"
    return kits.Kit(at, name, name, items, None)  # type: ignore[arg-type]


def test_what_is_too_large_for_one_archive_goes_into_several() -> None:
    several = [kit("a", 300_000_000), kit("b", 90_000_000), kit("c", 20_000_000)]
    parts = list(kits._parts("2026", "2026年", "全部", 2026, several, ""))
    assert [[each.title for each in part.kits] for part in parts] == [["a", "b"], ["c"]]
    assert [part.address for part in parts] == ["press/kits/2026-1.zip", "press/kits/2026-2.zip"]
    assert [part.label for part in parts] == ["全部 · 第 1 册", "全部 · 第 2 册"]


def test_two_of_one_name_have_folders_of_their_own() -> None:
    told = kits._apart([kit("Li", 1), kit("李", 1), kit("li", 1)])
    assert [each.folder for each in told] == ["Li", "李", "li（2）"]


def test_captions_are_told_as_editing_desks_take_them() -> None:
    told = captions.srt([Cue(1000, 2500, "六十一本"), Cue(2500, 3_723_004, "{笑}看{注}这里")])
    assert told == (
        "1\n00:00:01,000 --> 00:00:02,500\n六十一本\n\n"
        "2\n00:00:02,500 --> 01:02:03,004\n{笑}看{注}这里\n"
    )
