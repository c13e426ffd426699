"""The notice's blank annexes filled in as offices fill them; every private answer is a canary."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from PIL import Image

from tests.written import ROOT

FORMS = ROOT.parent / "shared" / "forms"
STORY = "一、从头学起\n" + "她从头学起，后来又教会了街坊用手机挂号、付钱和视频通话。\n" * 50
SUMMARY = "李秀芳六十三岁从头学手机，八年里又把学会的教给了三千多位街坊。" * 9
STAR: Mapping[str, str] = {
    "姓名": "李秀芳",
    "所在单位及职务": "郑州市槐荫里社区学习点 志愿教师",
    "主要事迹和成效": STORY,
    "宣传展示材料": SUMMARY,
}
PRIVATE: Mapping[str, str] = {
    "性别": "女canary性", "出生年月": "一九五四canary", "民族": "汉canary族", "籍贯": "许昌canary", "党派": "群众canary",
    "参加工作时间": "一九七二canary", "专业技术职称": "高级canary", "学历": "高中canary", "毕业院校": "槐荫中学canary",
    "电话": "0371-69691234", "手机": "13800138000", "邮箱": "canary@example.cn", "个人简历": "纺织厂canary简历",
    "参加学习情况": "夜校canary", "奖励情况": "先进canary", "本人所在单位推荐意见": "同意推荐canary",
    "区县级教育部门推荐意见": "同意canary区", "省级教育部门推荐意见": "同意canary省",
}  # fmt: skip
PROJECT: Mapping[str, str] = {
    "品牌项目名称": "“夜灯”工友学堂",
    "主办单位": "洛阳涧西工人文化宫、洛阳职业学院",
    "承办单位": "工友学堂教学组",
    "开始时间": "2019年3月",
    "活动地点": "洛阳市涧西区文化宫二楼",
    "受益群体": "下夜班的工人",
    "宣传展示材料": "夜灯工友学堂下班以后开课，工人师傅在灯下学图纸。" * 12,
}
CANARIES = ("canary", "13800138000", "0371-69691234", "69691234")


def blank(annex: str) -> Document:
    (path,) = FORMS.glob(f"annex-{annex}-*.docx") if FORMS.is_dir() else (None,)
    if path is None:
        pytest.skip("the blank annexes (../shared/forms) are not here")
    return docx.Document(str(path))


def plain(text: str) -> str:
    return "".join(text.split())


def cells(table: Table) -> list[list[_Cell]]:
    """Each row's cells once."""
    return [[_Cell(cell, table) for cell in row._tr.tc_lst] for row in table.rows]


def fill(document: Document, told: Mapping[str, str]) -> Document:
    """Each answer into the cell behind its label."""
    left = dict(told)
    for row in cells(document.tables[0]):
        for label, answer in pairwise(row):
            for asked in list(left):
                if plain(label.text).startswith(asked):
                    answer.text = left.pop(asked)
    assert not left, left
    return document


def star_form(**more: str) -> Document:
    return fill(blank("1"), {**STAR, **PRIVATE, **more})


def project_form(**more: str) -> Document:
    return fill(blank("3"), {**PROJECT, "联系电话": "13800138000", **more})


def relabel(document: Document, **names: str) -> Document:
    for row in cells(document.tables[0]):
        for cell in row:
            for before, after in names.items():
                if plain(cell.text).startswith(before):
                    cell.text = after
    return document


def saved(document: Document, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def register(annex: str, rows: Sequence[Sequence[object]], path: Path, *, above: int = 0) -> Path:
    """The blank register with rows filled in; `above` rows are put before its title."""
    if not FORMS.is_dir():
        pytest.skip("the blank annexes (../shared/forms) are not here")
    (blank_,) = FORMS.glob(f"annex-{annex}-*.xlsx")
    book = openpyxl.load_workbook(blank_)
    sheet = book.active
    assert sheet is not None
    for at, row in enumerate(rows):
        for column, value in enumerate(row, start=1):
            sheet.cell(4 + at, column, value)  # type: ignore[arg-type]  # numbers, texts, dates
    if above:
        sheet.unmerge_cells(str(next(iter(sheet.merged_cells.ranges))))
        sheet.insert_rows(1, above)
        sheet.cell(1, 1, "报送单位：郑州市教育局")
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def wrapped(document: Document) -> Document:
    """Every cell in a content control, as WPS' form filler leaves them."""
    for cell in list(document.tables[0]._tbl.iter(qn("w:tc"))):
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        cell.addprevious(control)
        control.append(content)
        content.append(cell)
    return document


def broken(document: Document, at: int) -> Document:
    """The table in two, as when somebody puts a page break into it."""
    table = document.tables[0]._tbl
    rest = copy.deepcopy(table)
    for row in list(table.tr_lst)[at:]:
        table.remove(row)
    for row in list(rest.tr_lst)[:at]:
        rest.remove(row)
    table.addnext(rest)
    table.addnext(OxmlElement("w:p"))
    return document


def photo(path: Path, size: tuple[int, int] = (640, 480)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture(size))
    return path


def picture(size: tuple[int, int] = (640, 480)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()
