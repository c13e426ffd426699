"""Open data: the public fields of every entry shown, as JSON and as CSV, and what each means."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Project
from site_builder.publish import cards, metadata, prose, views
from site_builder.publish.showing import Showing

JSON, CSV = "data/entries.json", "data/entries.csv"
TERMS = "可以自由转载、统计和再加工，请注明来源；照片和影片另按各自的使用条款。"
Value = str | int | bool | list[str] | list[dict[str, object]] | dict[str, dict[str, int]]
Rows = list[dict[str, Value]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula when a cell begins with it."""


@dataclass(frozen=True)
class Field:
    """One field: its name, what it is called and means, and how it is told of an entry."""

    name: str
    label: str
    about: str
    form: str
    tell: Callable[[ShownEntry, Showing], Value]


def _of(name: str) -> Callable[[ShownEntry, Showing], Value]:
    """A field of stars or of projects; empty for the other kind."""

    def tell(each: ShownEntry, _: Showing) -> Value:
        value = getattr(each.entry.data, name, "")
        return list(value) if isinstance(value, tuple) else value

    return tell


def _address(each: ShownEntry, showing: Showing) -> str:
    return showing.address.full(each.entry.address) or each.entry.address


def _honours(each: ShownEntry, showing: Showing) -> Value:
    return [
        {
            "year": honour.year,
            "level": honour.level,
            "title": honour.text,
            "mark": honour.mark,
            "document": honour.document,
            "date": honour.date,
        }
        for honour in cards.honours(each, showing.library)
    ]


def _english(name: str) -> Callable[[ShownEntry, Showing], Value]:
    """A field of what is told in English; empty where nothing is."""

    def tell(each: ShownEntry, _: Showing) -> Value:
        told = getattr(each.entry.data.english, name, "")
        return prose.to_text(told) if name == "summary" else str(told)

    return tell


def _participants(each: ShownEntry, _: Showing) -> Value:
    data = each.entry.data
    told = data.participants if isinstance(data, Project) else {}
    return {
        str(year): {"offline": people.offline, "online": people.online}
        for year, people in sorted(told.items())
    }


FIELDS: tuple[Field, ...] = (
    Field("id", "编号", "网址里的名称，永不改变", "文字", lambda each, _: each.entry.slug),
    Field("kind", "类别", "stars 百姓学习之星；projects 终身学习品牌项目", "文字",
          lambda each, _: str(each.entry.kind)),
    Field("name", "姓名或名称", "本人姓名，或项目全称", "文字", _of("name")),
    Field("aliases", "别名", "常用的其他写法", "列表", _of("aliases")),
    Field("region", "城市", "推荐地所在的市", "文字", _of("region")),
    Field("fields", "主题", "所属学习主题", "列表", _of("fields")),
    Field("honours", "称号", "年份、级别、称号、标志、文号和印发日期", "列表", _honours),
    Field("citation", "推介语", "一句话介绍", "文字", _of("citation")),
    Field("summary", "简介", "三百字左右的介绍", "文字",
          lambda each, _: prose.to_text(each.entry.data.summary)),
    Field("organization", "所在单位", "限百姓学习之星", "文字", _of("organization")),
    Field("position", "职务身份", "限百姓学习之星", "文字", _of("position")),
    Field("hosts", "主办单位", "限品牌项目", "列表", _of("hosts")),
    Field("organisers", "承办单位", "限品牌项目", "列表", _of("organisers")),
    Field("venue", "活动地点", "限品牌项目", "文字", _of("venue")),
    Field("started", "开始时间", "限品牌项目；年，或年-月，或年-月-日", "日期", _of("started")),
    Field("audience", "受益群体", "限品牌项目", "文字", _of("audience")),
    Field("participants", "参加人次", "限品牌项目；每年线下、线上各多少人次", "按年列出", _participants),
    Field("photos", "照片数", "页面上的照片张数", "数字",
          lambda each, showing: sum(
              each.entry.folder / photo.file in showing.shelf.stills
              for photo in each.entry.data.photos)),
    Field("film", "有影片", "是或否", "是否", lambda each, showing: showing.card(each).film),
    Field("published", "首次公布", "第一次在本站公布的时间", "时间",
          lambda each, showing: showing.dates(each).published.isoformat()),
    Field("updated", "最近更新", "最近一次公布称号或更正的时间", "时间",
          lambda each, showing: showing.dates(each).updated.isoformat()),
    Field("sample", "样例", "是则为虚构的样例", "是否", _of("sample")),
    Field("url", "网址", "这一条的页面", "网址", _address),
    Field("name_en", "英文名称", "英文的姓名或名称，没有就空着", "文字", _english("name")),
    Field("citation_en", "英文推介语", "英文的一句话介绍，没有就空着", "文字", _english("citation")),
    Field("summary_en", "英文简介", "英文的介绍，没有就空着", "文字", _english("summary")),
)  # fmt: skip
"""Public fields, in order: the allow-list of what leaves as data."""


def rows(showing: Showing) -> Rows:
    return [{field.name: field.tell(each, showing) for field in FIELDS} for each in showing.entries]


def as_json(told: Rows, name: str) -> bytes:
    """A line an entry, so that two years' files can be compared."""
    head = {
        "title": name,
        "terms": TERMS,
        "count": len(told),
        "fields": {field.name: f"{field.label}：{field.about}" for field in FIELDS},
    }
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in told)
    start = json.dumps(head, ensure_ascii=False).removesuffix("}")
    return f'{start}, "entries": [\n{lines}\n]}}\n'.encode()


def as_csv(told: Rows) -> bytes:
    """UTF-8 with a byte order mark, as Excel wants it, and CRLF (RFC 4180).

    What begins like a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(field.name for field in FIELDS)
    for row in told:
        writer.writerow(_cell(value) for value in row.values())
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    told = _flat(value)
    return f"'{told}" if told.startswith(_FORMULA) else told


def _flat(value: Value) -> str:
    """A value in one cell: lists joined by `；`, honours by their titles."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "；".join(each if isinstance(each, str) else _titled(each) for each in value)
    if isinstance(value, dict):
        return "；".join(
            f"{year} 线下 {told['offline']} 线上 {told['online']}" for year, told in value.items()
        )
    return str(value)


def _titled(honour: dict[str, object]) -> str:
    return " ".join(str(honour[key]) for key in ("title", "mark", "document") if honour[key])


def page(showing: Showing) -> views.DataPage:
    """The data's dictionary."""
    return views.DataPage(
        head=metadata.head(
            "开放数据", "全部公开条目的 JSON 与 CSV，以及每一栏的含义。", "data/", showing.address
        ),
        count=len(showing.entries),
        columns=tuple(
            views.DataColumn(field.name, field.label, field.about, field.form) for field in FIELDS
        ),
        files=(
            views.Link("CSV（Excel 可直接打开）", CSV),
            views.Link("JSON", JSON),
        ),
        terms=TERMS,
        relative=not showing.address.base,
    )
