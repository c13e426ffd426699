"""Forms and registers come in right however they were filled in, and nothing private with them."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Cm

from site_builder.cli import main
from site_builder.content.load import load
from site_builder.content.model import Level
from site_builder.content.yaml_text import parse
from site_builder.forms import parcel as parcels
from site_builder.forms.bring import Brought, Result, bring
from site_builder.forms.draft import Round
from site_builder.forms.namesakes import Whereabouts
from tests.unit.forms.office import (
    CANARIES,
    PRIVATE,
    PROJECT,
    STAR,
    STORY,
    SUMMARY,
    blank,
    broken,
    cells,
    fill,
    photo,
    picture,
    plain,
    project_form,
    register,
    relabel,
    saved,
    star_form,
    wrapped,
)
from tests.written import configured, folder

Made = Callable[[], Document]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return folder(tmp_path / "content")


@pytest.fixture(autouse=True)
def nothing_private(content: Path) -> object:
    """Whatever a test imports: no file that was written holds a private answer."""
    yield
    for path in content.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            found = [each for each in CANARIES if each.encode() in raw or each in str(path)]
            assert not found, (path, found)


def brought(content: Path, *paths: Path) -> Result:
    return bring(paths, load(content).library, Round(2026, Level.PROVINCIAL))


def one(result: Result) -> Brought:
    assert (result.refused, len(result.brought)) == ((), 1)
    return result.brought[0]


def told(content: Path, entry: Brought) -> dict[str, object]:
    """The YAML that was written, as its values."""
    file = "star.yml" if entry.folder.startswith("stars") else "project.yml"
    parsed = parse((content / entry.folder / file).read_text("utf-8"))
    assert not parsed.faults
    return dict(parsed.value)


# --- annex 1, in many ways ------------------------------------------------------------------------


def as_asked() -> Document:
    return star_form()


def with_spread_labels() -> Document:
    return relabel(
        star_form(),
        姓名="姓　　名",
        所在单位="所 在 单 位\n及\n职　务",
        主要事迹="主要事迹\n和\n成　效\n（不少于１０００字）",
    )


def with_renamed_labels() -> Document:
    return relabel(
        star_form(),
        所在单位="工作单位及职务：",
        主要事迹="先进事迹材料（1000字以上）",
        宣传展示="4．感人事迹概括（300字左右）",
    )


def with_numbered_labels() -> Document:
    return relabel(star_form(), 姓名="1.姓名", 宣传展示="十一、宣传展示材料", 民族="4、民族")


def with_extra_rows() -> Document:
    document = star_form()
    table = document.tables[0]
    for label, answer in (
        ("身份证号", "410canary"),
        ("银行卡号", "6222canary"),
        ("家庭住址", "canary路1号"),
    ):
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = label, answer
    return document


def with_answers_in_the_labels_cells() -> Document:
    document = blank("1")
    for row in cells(document.tables[0]):
        for cell in row:
            for label, answer in {**STAR, **PRIVATE}.items():
                if plain(cell.text).startswith(label):
                    cell.text = (
                        f"{label}：{answer}" if len(answer) < 40 else f"{cell.text}\n{answer}"
                    )
    return document


def with_merged_cells_moved() -> Document:
    document = blank("1")
    for at, row in enumerate(cells(document.tables[0])):
        if at >= 7 and len(row) > 1:  # one cell across, the label above its answer
            row[0].merge(row[-1])
    document = fill(
        document,
        {
            key: value
            for key, value in (STAR | PRIVATE).items()
            if key in {"姓名", "性别", "出生年月", "民族", "籍贯", "党派", "所在单位及职务", "手机"}
        },
    )
    for row in cells(document.tables[0]):
        for label in ("主要事迹和成效", "宣传展示材料", "个人简历"):
            if len(row) == 1 and plain(row[0].text).startswith(label):
                row[0].text = f"{row[0].text.strip()}\n{(STAR | PRIVATE)[label]}"
    return document


def with_answers_below_labels() -> Document:
    document = docx.Document()
    table = document.add_table(0, 1)
    for label, answer in {**STAR, **PRIVATE}.items():
        table.add_row().cells[0].text = label
        table.add_row().cells[0].text = answer
    return document


def in_content_controls() -> Document:
    return wrapped(star_form())


def broken_over_two_tables() -> Document:
    return broken(star_form(), 9)


def without_a_table() -> Document:
    document = docx.Document()
    document.add_paragraph("“百姓学习之星”推介表")
    for label, answer in {**STAR, **PRIVATE}.items():
        document.add_paragraph(f"{label}：{answer}")
    return document


def with_struck_out_text() -> Document:
    document = star_form()
    for row in cells(document.tables[0]):
        if plain(row[0].text) == "姓名":
            paragraph = row[1].paragraphs[0]._p
            struck, run, text = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:t")
            text.text = "王canary"
            run.append(text)
            struck.append(run)
            paragraph.insert(0, struck)
    return document


def with_a_table_in_the_story() -> Document:
    document = star_form()
    for row in cells(document.tables[0]):
        if plain(row[0].text).startswith("主要事迹"):
            inner = row[1].add_table(1, 2)
            inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "年份", "学员"
    return document


def with_name_spread_out() -> Document:
    return star_form(姓名="李　秀　芳")


FILLED: dict[str, Made] = {
    made.__name__: made
    for made in (
        as_asked, with_spread_labels, with_renamed_labels, with_numbered_labels, with_extra_rows,
        with_answers_in_the_labels_cells, with_merged_cells_moved, with_answers_below_labels,
        in_content_controls, broken_over_two_tables, without_a_table, with_struck_out_text,
        with_a_table_in_the_story, with_name_spread_out,
    )
}  # fmt: skip


@pytest.mark.parametrize("way", FILLED)
def test_a_stars_form_comes_in_right(way: str, content: Path, tmp_path: Path) -> None:
    entry = one(brought(content, saved(FILLED[way](), tmp_path / "in" / "表.docx")))
    assert (entry.folder, entry.name) == ("stars/li-xiufang", "李秀芳")
    found = told(content, entry)
    assert found["name"] == "李秀芳"
    assert found["region"] == "郑州市"
    assert found["organization"] == "郑州市槐荫里社区学习点"
    assert found["position"] == "志愿教师"
    assert plain(str(found["summary"])) == plain(SUMMARY)
    assert plain(str(found["story"])).startswith("##从头学起她从头学起")
    assert plain(str(found["story"])).endswith(plain(STORY)[-28:])
    assert found["honours"] == [{"campaign": "2026", "level": "provincial"}]
    assert set(found) <= {
        "name",
        "region",
        "organization",
        "position",
        "fields",
        "honours",
        "citation",
        "summary",
        "story",
        "consent",
    }
    assert {"出生年月", "民族"} <= set(entry.draft.left_out)


def test_what_is_missing_is_told_by_check_and_nothing_else_is_wrong(
    content: Path, tmp_path: Path
) -> None:
    entry = one(brought(content, saved(star_form(), tmp_path / "in" / "表.docx")))
    problems = [each for each in load(content).problems if each.place.file.startswith(entry.folder)]
    assert {each.code for each in problems} <= {"missing-key", "out-of-range"}
    assert any("citation" in wanted for wanted in entry.draft.wanted)
    assert any("consent" in wanted for wanted in entry.draft.wanted)


# --- annex 3 --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names", [{}, {"品牌项目名称": "项 目 名 称", "开始时间": "起止时间", "受益群体": "服务对象："}]
)
def test_a_projects_form_comes_in_right(
    names: dict[str, str], content: Path, tmp_path: Path
) -> None:
    form = relabel(project_form(), **names)
    found = told(content, one(brought(content, saved(form, tmp_path / "in" / "品牌.docx"))))
    assert found["name"] == "“夜灯”工友学堂"
    assert found["hosts"] == ["洛阳涧西工人文化宫", "洛阳职业学院"]
    assert found["organisers"] == ["工友学堂教学组"]
    assert (found["started"], found["region"]) == ("2019-03", "洛阳市")
    assert found["venue"] == "洛阳市涧西区文化宫二楼"
    assert found["audience"] == "下夜班的工人"
    assert plain(str(found["summary"])) == plain(PROJECT["宣传展示材料"])


def test_a_report_beside_the_form_becomes_the_story(content: Path, tmp_path: Path) -> None:
    saved(project_form(), tmp_path / "in" / "品牌推介表.docx")
    report = docx.Document()
    for line in (
        "夜灯工友学堂工作总结",
        "一、为什么办",
        "下班以后没有地方去，联系人电话13800138000。",
        *("灯亮着，人就来。" * 8 for _ in range(12)),
    ):
        report.add_paragraph(line)
    saved(report, tmp_path / "in" / "总结.docx")
    entry = one(brought(content, tmp_path / "in"))
    story = str(told(content, entry)["story"])
    assert "## 为什么办" in story
    assert "【此处有手机号，已略去】" in story
    assert entry.draft.scrubbed == ("手机号",)


# --- registers ------------------------------------------------------------------------------------

ROWS = (
    (1, "李秀芳", "郑州市槐荫里社区学习点", "志愿教师", "canary职称", "女", "汉canary", dt.datetime(1954, 3, 1), "高中canary", "郑州市canary路", "有", 13800138000, "事迹特别感人"),
    (2, "艾尔肯·吐尼亚孜", "安阳炉边夜校", "创办人", "", "男", "", "一九八三canary", "", "洛阳市canary街", "无", "13800138000", ""),
    (3, "欧阳姝怡", "焦作助残社", "程序员", "", "女", "", "", "", "", "", "", ""),
)  # fmt: skip


@pytest.mark.parametrize("above", [0, 3])
def test_a_register_gives_an_entry_a_row(above: int, content: Path, tmp_path: Path) -> None:
    result = brought(content, register("2", ROWS, tmp_path / "in" / "登记表.xlsx", above=above))
    assert [each.folder for each in result.brought] == [
        "stars/li-xiufang",
        "stars/aierken-tuniyazi",
        "stars/ouyang-shuyi",
    ]
    first, second, _ = (told(content, each) for each in result.brought)
    assert first["honours"] == [{"campaign": "2026", "level": "provincial", "grade": "most-moving"}]
    assert (first["organization"], first["position"]) == ("郑州市槐荫里社区学习点", "志愿教师")
    assert second["region"] == "洛阳市"  # by its address, which is not written


def test_form_and_register_of_one_person_become_one_entry(content: Path, tmp_path: Path) -> None:
    saved(star_form(姓名="李 秀芳"), tmp_path / "in" / "表.docx")
    register("2", ROWS[:1], tmp_path / "in" / "登记表.xlsx")
    entry = one(brought(content, tmp_path / "in"))
    found = told(content, entry)
    assert found["honours"] == [{"campaign": "2026", "level": "provincial", "grade": "most-moving"}]
    assert plain(str(found["summary"])) == plain(SUMMARY)


def test_a_projects_register(content: Path, tmp_path: Path) -> None:
    rows = (
        (
            "1",
            "黄河读书会",
            "郑州金水社区学院、郑州图书馆",
            "2016.5",
            12000,
            "总结、视频",
            "郑州市",
            "0371-69691234 canary@example.cn",
            "特别受百姓喜爱",
        ),
    )
    entry = one(brought(content, register("4", rows, tmp_path / "in" / "登记表.xlsx")))
    found = told(content, entry)
    assert found["hosts"] == ["郑州金水社区学院", "郑州图书馆"]
    assert (found["started"], found["region"]) == ("2016-05", "郑州市")
    assert found["honours"] == [{"campaign": "2026", "level": "provincial", "grade": "most-loved"}]
    assert "12000" in (content / entry.folder / "project.yml").read_text("utf-8")


# --- photos, films, folders and archives ----------------------------------------------------------


def parcel(root: Path) -> Path:
    """Two people and a project of a city, files named as they came from cameras and chats."""
    city = root / "郑州市报送材料"
    saved(star_form(), city / "1 李秀芳" / "推介表（定稿）.docx")
    photo(city / "1 李秀芳" / "照片" / "IMG_0010.jpg")
    photo(city / "1 李秀芳" / "照片" / "IMG_0009.JPG")
    photo(city / "1 李秀芳" / "照片" / "李秀芳13800138000肖像.jpg")
    (city / "1 李秀芳" / "视频.mp4").write_bytes(b"film")
    (city / "1 李秀芳" / "视频.srt").write_bytes(
        b"1\n00:00:01,000 --> 00:00:02,000\n\xe5\xa5\xbd\n"
    )
    saved(star_form(姓名="王喆"), city / "王喆.docx")
    photo(city / "王喆工作照.png")
    saved(project_form(), city / "品牌" / "夜灯" / "品牌推介表.docx")
    photo(city / "品牌" / "夜灯" / "1.jpg")
    photo(city / "合影.jpg")
    (city / "Thumbs.db").write_bytes(b"x")
    return city


def seen(result: Result) -> dict[str, tuple[str, ...]]:
    return {each.name: each.files for each in result.brought}


EXPECTED = {
    "李秀芳": ("01.jpg", "02.jpg", "03.jpg", "film.mp4", "film.srt"),
    "王喆": ("01.png",),
    "“夜灯”工友学堂": ("01.jpg",),
}


def test_files_go_to_whom_they_show_and_the_portrait_comes_first(
    content: Path, tmp_path: Path
) -> None:
    city = parcel(tmp_path / "in")
    result = brought(content, city)
    assert seen(result) == EXPECTED
    assert result.unclaimed == ("郑州市报送材料/合影.jpg",)
    folder_ = content / "stars/li-xiufang"
    assert (folder_ / "01.jpg").read_bytes() == (
        city / "1 李秀芳/照片/李秀芳13800138000肖像.jpg"
    ).read_bytes()
    assert (folder_ / "02.jpg").read_bytes() == (city / "1 李秀芳/照片/IMG_0009.JPG").read_bytes()
    assert (folder_ / "film.mp4").read_bytes() == b"film"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_an_archive_is_as_good_as_its_folder(content: Path, tmp_path: Path, encoding: str) -> None:
    city = parcel(tmp_path / "in")
    target = tmp_path / "郑州.zip"
    zipped(city, target, encoding)
    assert seen(brought(content, target)) == EXPECTED


def test_an_archive_in_an_archive(content: Path, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.write(saved(star_form(), tmp_path / "表.docx"), "表.docx")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        packed.writestr("李秀芳.zip", inner.getvalue())
    assert one(brought(content, tmp_path / "in.zip")).name == "李秀芳"


class Unmarked(zipfile.ZipInfo):
    """A name in GBK without a mark, as Windows' own archiver writes it here."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def zipped(root: Path, target: Path, encoding: str) -> None:
    kind = Unmarked if encoding == "gbk" else zipfile.ZipInfo
    with zipfile.ZipFile(target, "w") as packed:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                packed.writestr(kind(str(path.relative_to(root.parent))), path.read_bytes())


def test_names_that_lead_out_of_an_archive_are_refused(content: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        form = saved(star_form(), tmp_path / "表.docx").read_bytes()
        packed.writestr("../../逃出去.docx", form)
        packed.writestr("/etc/逃出去.docx", form)
        packed.writestr("好/表.docx", form)
    result = brought(content, tmp_path / "in.zip")
    assert [each.reason for each in result.refused] == ["leads-out", "leads-out"]
    assert len(result.brought) == 1


def test_links_in_an_archive_are_not_followed(content: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("好/照片.jpg")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        packed.writestr(link, "/etc/passwd")
        packed.writestr("好/表.docx", saved(star_form(), tmp_path / "表.docx").read_bytes())
    result = brought(content, tmp_path / "in.zip")
    assert [each.reason for each in result.refused] == ["is-link"]
    assert one(replace(result, refused=())).files == ()


@pytest.mark.parametrize(
    "name", ["好/一\n二.docx", "好/一\x1b[2J.docx", "C:\\表.docx", "\\\\host\\表.docx"]
)
def test_names_that_are_none_are_refused(content: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        packed.writestr(name, b"PK")
    assert [each.reason for each in brought(content, tmp_path / "in.zip").refused] == ["leads-out"]


def test_what_unfolds_to_hundreds_of_times_its_size_is_not_opened(
    content: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("好/片.mp4", bytes(60_000_000))
        packed.writestr("好/里.zip", bytes(60_000_000))
    assert {each.reason for each in brought(content, tmp_path / "in.zip").refused} == {"bomb"}


def test_too_many_files_are_told_and_not_read(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "MOST", 3)
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        for at in range(9):
            packed.writestr(f"{at}.txt", "甲")
    assert [each.reason for each in brought(content, tmp_path / "in.zip").refused][-1] == "too-much"
    assert len(brought(content, tmp_path / "in.zip").refused) == 4


def test_an_archive_in_archives_too_deep_is_told(content: Path, tmp_path: Path) -> None:
    raw = b"PK"
    for at in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr(f"{at}.zip" if at else "表.docx", raw)
        raw = out.getvalue()
    (tmp_path / "in.zip").write_bytes(raw)
    assert [each.reason for each in brought(content, tmp_path / "in.zip").refused] == ["too-deep"]


BOMB = """<?xml version="1.0"?>
<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">{}<!ENTITY s SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>&{};</w:t></w:r></w:p></w:body></w:document>"""
DEEP = "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in itertools.pairwise("abcdefgh"))


@pytest.mark.parametrize("entity", ["h", "s"])
def test_entities_in_a_document_neither_grow_nor_fetch(
    content: Path, tmp_path: Path, entity: str
) -> None:
    saved(star_form(), tmp_path / "表.docx")
    with (
        zipfile.ZipFile(tmp_path / "表.docx") as given,
        zipfile.ZipFile(tmp_path / "坏.docx", "w") as packed,
    ):
        for each in given.namelist():
            raw = given.read(each)
            packed.writestr(each, BOMB.format(DEEP, entity) if each == "word/document.xml" else raw)
    result = brought(content, tmp_path / "坏.docx")
    assert not result.brought
    assert [each.reason for each in result.refused] in (["not-word"], ["no-form"])


def test_the_portrait_in_the_form_is_taken_where_no_other_is(content: Path, tmp_path: Path) -> None:
    document = star_form()
    run = cells(document.tables[0])[0][-1].paragraphs[0].add_run()
    raw = picture((900, 1200))
    run.add_picture(io.BytesIO(raw), width=Cm(3))
    entry = one(brought(content, saved(document, tmp_path / "in" / "表.docx")))
    assert entry.files == ("01.jpg",)
    assert (content / entry.folder / "01.jpg").read_bytes() == raw


# --- what is never done ---------------------------------------------------------------------------


def test_nothing_that_is_there_is_touched(content: Path, tmp_path: Path) -> None:
    form = saved(star_form(), tmp_path / "in" / "表.docx")
    entry = one(brought(content, form))
    file = content / entry.folder / "star.yml"
    file.write_text(file.read_text("utf-8") + "# 编辑加的一行\n", "utf-8")
    before = file.read_bytes()
    again = one(brought(content, form))  # its YAML has errors yet: only the folder is known
    assert file.read_bytes() == before
    assert again.folder == "stars/li-xiufang-2"
    there = one(brought(content, saved(star_form(姓名="李秀兰"), tmp_path / "in2" / "表.docx")))
    assert there.there
    assert there.folder == "stars/li-xiulan"


def test_bad_files_are_named_and_the_rest_comes_in(content: Path, tmp_path: Path) -> None:
    saved(star_form(), tmp_path / "in" / "表.docx")
    (tmp_path / "in" / "坏.docx").write_bytes(b"PK\x03\x04nonsense")
    (tmp_path / "in" / "坏.xlsx").write_bytes(b"nonsense")
    (tmp_path / "in" / "扫描件.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "in" / "材料.rar").write_bytes(b"Rar!")
    (tmp_path / "in" / "坏.zip").write_bytes(b"nonsense")
    result = brought(content, tmp_path / "in")
    assert len(result.brought) == 1
    assert {each.path.name: each.reason for each in result.refused} == {
        "坏.docx": "not-word", "坏.xlsx": "not-excel", "扫描件.pdf": "no-form", "材料.rar": "other-archive", "坏.zip": "not-zip",
    }  # fmt: skip


def small_form(name: str, unit: str, **more: str) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, answer in {"姓名": name, "所在单位及职务": unit, **more}.items():
        row = table.add_row().cells
        row[0].text, row[1].text = label, answer
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return raw.getvalue()


def struck(raw: bytes, mark: bytes, after: int) -> bytes:
    """With one byte changed, so far behind a mark."""
    at = raw.index(mark) + after
    return raw[:at] + bytes([raw[at] ^ 255]) + raw[at + 1 :]


SOUND = {"王小红/表.docx": small_form("王小红", "郑州市图书馆 馆员"), "王小红/1.jpg": b"P" * 5000}
WHOLE = packed(SOUND)
BODILESS = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


def deflate64() -> bytes:
    """The photo packed as Windows' own archiver packs large files, which Python can't unpack."""
    raw, name = bytearray(WHOLE), "王小红/1.jpg".encode()
    raw[raw.index(name) - 30 + 8] = raw[raw.rindex(name) - 46 + 10] = 9
    return bytes(raw)


def misnamed() -> bytes:
    """A name in GBK that says it is UTF-8."""
    raw = bytearray(packed({"AAAA.jpg": b"x"}).replace(b"AAAA", "王红".encode("gbk")))
    raw[7] |= 8
    raw[raw.index(b"PK\x01\x02") + 9] |= 8
    return bytes(raw)


def bodiless() -> bytes:
    with zipfile.ZipFile(io.BytesIO(SOUND["王小红/表.docx"])) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    return packed(parts | {"word/document.xml": BODILESS})


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (struck(WHOLE, b"PPPP", 50), "torn"),
        (struck(packed(SOUND, zipfile.ZIP_DEFLATED), "王小红/1.jpg".encode(), 16), "torn"),
        (deflate64(), "torn"),
        (struck(packed({"里.zip": WHOLE, **SOUND}), b"PPPP", 50), "torn"),
        (packed({"名.zip": misnamed(), **SOUND}), "not-zip"),
        (packed({"空.docx": bodiless(), **SOUND}), "not-word"),
    ],
    ids=["a bit", "what unpacks", "a rare way", "a zip in a zip", "a name", "no body"],
)
def test_what_is_damaged_in_an_archive_costs_only_itself(
    content: Path, tmp_path: Path, raw: bytes, reason: str
) -> None:
    (tmp_path / "郑州.zip").write_bytes(raw)
    result = brought(content, tmp_path / "郑州.zip")
    assert [each.reason for each in result.refused] == [reason]
    assert [each.name for each in result.brought] == ["王小红"]
    torn_photo = reason == "torn" and "1.jpg" in result.refused[0].path.name
    assert result.brought[0].files == (() if torn_photo else ("01.jpg",))


def test_two_of_one_name_stay_two(content: Path, tmp_path: Path) -> None:
    files = {
        "郑州/王芳.docx": small_form(
            "王芳", "郑州市图书馆 馆员", 主要事迹和成效="她办读书会。" * 90
        ),
        "郑州/王芳照片.jpg": b"z" * 50,
        "洛阳/王芳.docx": small_form("王芳", "第一中学 教师", 宣传展示材料="她教手机。" * 60),
        "洛阳/2.jpg": b"l" * 50,
        "王芳合影.jpg": b"w" * 50,
    }
    (tmp_path / "in.zip").write_bytes(packed(files))
    result = brought(content, tmp_path / "in.zip")
    by_city = {str(told(content, each)["region"]): each for each in result.brought}
    assert set(by_city) == {"郑州市", "洛阳市"}
    for city, sign in (("郑州市", b"z"), ("洛阳市", b"l")):
        entry = by_city[city]
        assert (content / entry.folder / "01.jpg").read_bytes() == sign * 50
        assert entry.files == ("01.jpg",)
        assert entry.namesakes == tuple({each.folder for each in result.brought} - {entry.folder})
    assert "读书会" not in str(told(content, by_city["洛阳市"]))
    assert result.unclaimed == ("in/王芳合影.jpg",)


def test_a_namesake_of_somebody_who_is_there_is_somebody_else(
    content: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/表.docx").write_bytes(small_form("李秀兰", "洛阳市第一中学 教师"))
    entry = one(brought(content, tmp_path / "in"))
    assert not entry.there
    assert entry.namesakes == ("stars/li-xiulan",)


@pytest.mark.parametrize(
    ("one_", "other", "same"),
    [
        (("郑州市", "郑州市第一中学"), ("郑州市", "市一中"), True),
        (("郑州市", "郑州市第一中学"), ("郑州市", "郑州市图书馆"), False),
        (("郑州市", "槐荫里社区"), ("郑州市", "郑州市槐荫里社区学习点 志愿教师"), True),
        (("郑州市", "槐荫里社区"), ("洛阳市", "槐荫里社区"), False),
        (("", "槐荫里社区"), ("洛阳市", ""), True),
        (("", "槐荫里社区"), ("洛阳市", "涧西工人文化宫"), False),
    ],
)
def test_who_is_who_is_told_by_city_and_unit(
    one_: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    here, there = Whereabouts(*one_), Whereabouts(*other)
    assert here.may_be(there) is there.may_be(here) is same


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_old_word_files_come_in_through_libreoffice(content: Path, tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415 - this alone

    form = saved(star_form(), tmp_path / "表.docx")
    line = [
        "soffice",
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path / "in"),
        str(form),
    ]
    subprocess.run(line, check=True, capture_output=True, timeout=180)
    assert one(brought(content, tmp_path / "in" / "表.doc")).name == "李秀芳"


def test_old_formats_without_libreoffice_are_told(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / "表.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    result = brought(content, tmp_path / "表.doc")
    assert [each.reason for each in result.refused] == ["old-format"]


def test_the_command_says_what_was_done_and_what_is_wanted(content: Path, tmp_path: Path) -> None:
    saved(star_form(), tmp_path / "in" / "表.docx")
    config = configured(tmp_path)
    line = ["import", str(tmp_path / "in"), "--config", str(config), "--content", str(content)]
    dry = CliRunner().invoke(main, [*line, "--dry-run"], catch_exceptions=False)
    assert "会写到这里" in dry.output
    assert not (content / "stars/li-xiufang").exists()
    result = CliRunner().invoke(main, line, catch_exceptions=False)
    assert result.exit_code == 0
    for words in (
        "李秀芳  stars/li-xiufang  已写好",
        "没有写入的个人信息：",
        "还要补：",
        "共 1 条",
    ):
        assert words in result.output
    assert not any(canary in result.output for canary in CANARIES)
