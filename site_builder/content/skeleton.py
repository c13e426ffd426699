"""A new entry's YAML for an editor to fill in: every key with what belongs there, as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from pydantic.fields import FieldInfo

from site_builder.content import gloss
from site_builder.content.model import Kind, Project, Star, Written
from site_builder.content.programme import Item, Programme

MODELS: Mapping[Kind, type[Star | Project]] = {Kind.STAR: Star, Kind.PROJECT: Project}
KEYS: Mapping[Kind, tuple[str, ...]] = {
    Kind.STAR: (
        "name", "aliases", "pinyin", "region", "organization", "position", "fields", "honours",
        "citation", "short", "summary", "story", "english", "photos", "film", "consent",
    ),
    Kind.PROJECT: (
        "name", "aliases", "pinyin", "region", "hosts", "organisers", "venue", "started",
        "audience", "participants", "fields", "honours", "citation", "short", "summary", "story",
        "english", "photos", "film", "consent",
    ),
}  # fmt: skip
"""What a new entry is asked for, in the order of the forms."""
_BODIES = {
    "fields": "fields: []",
    "hosts": "hosts: []",
    "honours": """\
honours:
  # 级别选一个：national 国家级、provincial 省级、municipal 市级、county 县级
  - {campaign: YEAR, level: provincial}""",
    "summary": "summary: |\n",
    "story": "story: |\n",
    "participants": """\
participants:
  LAST: {offline: , online: }""",
    "photos": """\
photos:
  # alt 画面里有什么；caption 人物、时间、地点；credit 谁拍的；usage 写 press（媒体可以用）或 site
  - file: 01.jpg
    alt:
    caption:
    credit:
    usage: site
  - file: 02.jpg
    alt:
    caption:
    credit:
    usage: site
  - file: 03.jpg
    alt:
    caption:
    credit:
    usage: site""",
    "english": "# english: {name: Li Xiulan, citation: 英文推介语, summary: 英文简介}",
    "film": "# film: {file: film.mp4, captions: film.srt, title: 片名, credit: 谁摄制的}",
    "consent": """\
consent:
  signed:
  # 同意哪几样写哪几样：[web, press, screen, print]
  scope: []""",
}
"""Of keys that are more than a line; those of no line here are `key:`, in a comment where they may
be left out."""
_HEAD = """\
# {title}：{name}
# 以“#”开头的是说明，不会出现在网站上。在冒号后面空一格，填上内容；用不到的行可以删掉。
# 长文字写在“|”的下一行，每行前面空两格。填好以后运行 site-builder check，会告诉您还差什么。
"""
_OPENING = """\
# 开幕式节目单：一项一项按出场次序写，程序从各人的文件里取姓名和称号。
# 以“#”开头的是说明。填好以后运行 site-builder check，会告诉您还差什么。

year: {year}

# {music}
# music: 音乐.m4a

items:
  # show 选一种：title 标题、group 一组名单、entry 一个人或项目、film 影片、pause 停顿、thanks 鸣谢
  # 每一项都可以写：
  #   seconds  {seconds}
  #   notes    {notes}
  - show: title
    text:
    under:

  # 这一年省级的人物，自动按名单次序
  - show: group
    text: {year}年省级“百姓学习之星”
    kind: stars
    level: provincial

  # 一个一个请上台：entry 写文件夹名；有影片的，前面加一项 show: film
  # - {{show: entry, entry: li-xiulan}}

  # 这一年省级的项目
  - show: group
    text: {year}年省级“终身学习品牌项目”
    kind: projects
    level: provincial

  - show: thanks
    text: 谢谢
    lines: []
"""
_PLAIN = re.compile(r"[^\W\d_][\w·]*")


def entry(kind: Kind, name: str, year: int) -> str:
    """A star's or project's skeleton; the name may be empty. `year` is the newest campaign's."""
    fields = gloss.keys(MODELS[kind])
    title = gloss.title(gloss.of(MODELS[kind]))
    head = _HEAD.format(title=title, name=" ".join(name.split()) or "（姓名或名称）")
    lines = {key: _BODIES.get(key) or _line(key, fields[key]) for key in KEYS[kind]}
    lines["name"] = f"name: {_scalar(name)}".rstrip()
    lines["honours"] = lines["honours"].replace("YEAR", str(year))
    if kind is Kind.PROJECT:
        lines["participants"] = lines["participants"].replace("LAST", str(year - 1))
    parts = (f"# {gloss.of(fields[key]).zh}\n{line}\n" for key, line in lines.items())
    return "\n".join([head, *parts])


def opening(year: int) -> str:
    """A programme's skeleton."""
    told = {"music": _said(Programme, "music")}
    told |= {key: _said(Item, key) for key in ("seconds", "notes")}
    return _OPENING.format(year=year, **told)


def _line(key: str, field: FieldInfo) -> str:
    return f"{key}:" if field.is_required() or field.annotation is str else f"# {key}:"


def _scalar(text: str) -> str:
    """A text as YAML reads it back, quoted only where it has to be."""
    told = " ".join(text.split())
    return told if not told or _PLAIN.fullmatch(told) else json.dumps(told, ensure_ascii=False)


def _said(model: type[Written], key: str) -> str:
    return gloss.of(gloss.keys(model)[key]).zh
