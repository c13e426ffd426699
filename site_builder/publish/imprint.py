"""The official footer: who answers for the site and under which numbers, and what a profile asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.content.problem import Lang, Place, Problem, Text, error, warning
from site_builder.publish import views
from site_builder.publish.language import CHINESE, Language

CONFIG = "mkdocs.yml"
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"


@dataclass(frozen=True)
class Imprint:
    """What is given; an empty text is not shown."""

    profile: str = "open"
    organiser: str = ""
    host: str = ""
    support: str = ""
    contact: str = ""
    icp: str = ""
    police: str = ""
    site_code: str = ""
    more: tuple[views.Notice, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of the footer: its label, and the form and the register of a number."""

    key: str
    label: Text
    form: str = ""
    example: str = ""
    register: str = ""
    """Where the number can be looked up; `{digits}` are its own."""


COLUMNS = (
    Column("organiser", Text("主办", "Organiser")),
    Column("host", Text("承办", "Host")),
    Column("support", Text("技术支持", "Technical support")),
    Column("contact", Text("联系方式", "Contact")),
    Column(
        "icp", Text("ICP备案", "ICP record"), rf"{_PROVINCE}ICP[备证]\d{{6,10}}号(-\d+)?",
        "豫ICP备12345678号-1", "https://beian.miit.gov.cn/",
    ),
    Column(
        "police", Text("公安备案", "Police record"), rf"{_PROVINCE}公网安备 ?\d{{13,14}}号",
        "豫公网安备41010502000000号", "https://beian.mps.gov.cn/#/query/webSearch?code={digits}",
    ),
    Column("site_code", Text("网站标识码", "Site code"), r"[0-9A-Za-z]{10}", "4100000000"),
)  # fmt: skip
PROFILES: dict[str, tuple[str, ...]] = {
    "open": (),
    "organisation": ("organiser", "contact", "icp", "police"),
    "government": ("organiser", "host", "contact", "icp", "police", "site_code"),
}
"""What each kind of site must show. `organisation` follows the rules for every public site in
mainland China, `government` the guideline for official ones (国办发〔2017〕47号)."""


def notices(imprint: Imprint, language: Language = CHINESE) -> tuple[views.Notice, ...]:
    """What the footer shows: every column that is filled, and filled right."""
    lang = Lang.ZH if language.chinese else Lang.EN
    filled = [
        views.Notice(column.label.in_(lang), text, column.register.format(digits=_digits(text)))
        for column in COLUMNS
        if (text := _given(imprint, column)) and _fits(column, text)
    ]
    return (*filled, *imprint.more)


def problems(imprint: Imprint) -> Iterator[Problem]:
    """What the profile asks for and is not given, and numbers that are none."""
    for column in COLUMNS:
        text = _given(imprint, column)
        if text and not _fits(column, text):
            yield _misformed(column, text)
        elif not text and column.key in PROFILES[imprint.profile]:
            yield _missing(column, imprint.profile)


def _given(imprint: Imprint, column: Column) -> str:
    text: str = getattr(imprint, column.key)
    return text.strip()


def _fits(column: Column, text: str) -> bool:
    return not column.form or re.fullmatch(column.form, text) is not None


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def _missing(column: Column, profile: str) -> Problem:
    return warning(
        Place(CONFIG), "imprint-missing",
        Text(f"页脚缺“{column.label.zh}”，{profile} 类网站必须有。",
             f"The footer has no {column.label.en.lower()}, which a site of profile “{profile}” must show."),
        Text(f"在 showcase 的 footer 里写 {column.key}: …；还没有就先等一等，填好之前每次都会提醒。",
             f"Under showcase / footer, write “{column.key}: …” as soon as there is one."),
    )  # fmt: skip


def _misformed(column: Column, text: str) -> Problem:
    return error(
        Place(CONFIG), "imprint-form",
        Text(f"页脚的“{column.label.zh}”写成了“{text}”，不是这种号码的样子，没有显示。",
             f"The footer's {column.label.en} “{text}” has not the form of one and is not shown."),
        Text(f"在 showcase 的 footer 里照这样写：{column.key}: {column.example}。",
             f"Under showcase / footer, write it like this: “{column.key}: {column.example}”."),
    )  # fmt: skip
