"""A draft of an entry: its YAML, which files go with it, and what an editor must still give. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_builder.content.model import Kind, Level, Vocabulary
from site_builder.forms.labels import Asked
from site_builder.forms.reading import Form
from site_builder.forms.scrub import scrubbed
from site_builder.forms.themes import Themes

MOST_PHOTOS = 5
_PLAIN = re.compile(r"[\w\u3400-\u9fff][\w\u3400-\u9fff（）、，。—“”《》·+. -]*")
_NOT_TEXT = re.compile(r"(?i)(true|false|yes|no|on|off|null|~|[\d.:+-]+)$")
_HOSTS = re.compile(r"[、，,;；\n]+")
_HEADING = re.compile(r"^[（(]?[一二三四五六七八九十]+[、.．)）]\s*")
_MARKDOWN = re.compile(r"^([#>*+-]|\d+[.)])(?=\s|#)")
_DATE = re.compile(r"(\d{4})(?:\D{1,3}(\d{1,2})(?!\d))?(?:\D{1,3}(\d{1,2})(?!\d))?")


@dataclass(frozen=True)
class Media:
    """Names that an entry's files get in its folder, in order."""

    photos: tuple[str, ...] = ()
    film: str = ""
    captions: str = ""


@dataclass(frozen=True)
class Draft:
    """What is written of one form, and what is said of it."""

    yaml: str
    wanted: tuple[str, ...]
    """What an editor must still give, in Chinese."""
    left_out: tuple[str, ...]
    """Labels of private columns."""
    scrubbed: tuple[str, ...] = ()
    """Kinds of private numbers that stood in public texts."""


@dataclass
class _Text:
    """Lines as they are put together, with what is wanted on the way."""

    themes: Themes
    lines: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    taken_out: dict[str, None] = field(default_factory=dict)

    def clean(self, text: str) -> str:
        told, kinds = scrubbed(text)
        self.taken_out |= dict.fromkeys(kinds)
        return "".join(sign for sign in told if sign == "\n" or sign.isprintable())

    def line(self, key: str, value: str, want: str = "") -> None:
        """One line; a value that is missing is asked for."""
        value = " ".join(self.clean(value).split())
        if value:
            self.lines.append(f"{key}: {scalar(value)}")
        elif want:
            self.lines.append(f"{key}:  # 待补：{want}")
            self.wanted.append(f"{key}（{want}）")

    def block(self, key: str, text: str, want: str) -> None:
        """A long text, its paragraphs apart."""
        paragraphs = tuple(markdown(self.clean(text)))
        if not paragraphs:
            self.line(key, "", want)
            return
        self.lines.append(f"{key}: |")
        self.lines += "\n\n".join(f"  {each}" for each in paragraphs).split("\n")


@dataclass(frozen=True)
class Words:
    """What drafts are worded with."""

    vocabulary: Vocabulary
    themes: Themes


@dataclass(frozen=True)
class Round:
    """The round of which forms are imported."""

    year: int
    level: Level


def draft(form: Form, media: Media, words: Words, named: Round, where: str) -> Draft:
    """The entry's YAML. `where` is whatever may name its city: the form's own folders, say."""
    out = _Text(words.themes)
    said = form.said
    out.lines.append("# 由表格导入：请逐项核对，补上写着“待补”的地方")
    out.line("name", form.name, "姓名或名称")
    city = region(said, where, words.vocabulary)
    out.line("region", city, "城市，用 vocabulary.yml 里的叫法")
    _own(form, out)
    _fields(form, out)
    grade = f", grade: {form.grade}" if form.grade else ""
    out.lines += ["honours:", f"  - {{campaign: {named.year}, level: {named.level}{grade}}}"]
    out.line("citation", "", "一句话推介语，四十字以内")
    out.block("summary", said.get(Asked.SUMMARY, ""), "宣传展示材料，三百字左右")
    asked = "主要事迹，一千字以上" if form.kind is Kind.STAR else "总结，两千字左右"
    out.block("story", said.get(Asked.STORY, ""), asked)
    _media(media, out)
    out.lines += [
        "consent:  # 待补：签同意书的日期和范围",
        "  signed:",
        "  scope: []  # web 网站、press 媒体、screen 大屏、print 印刷",
    ]
    out.wanted.append("consent（签同意书的日期和范围）")
    return Draft(
        "\n".join(out.lines) + "\n", tuple(out.wanted), form.left_out, tuple(out.taken_out)
    )


def scalar(text: str) -> str:
    """A text as YAML writes it on one line: plain where that is safe, else in quotes."""
    safe = _PLAIN.fullmatch(text) and not _NOT_TEXT.match(text) and not text.endswith(" ")
    return text if safe else json.dumps(text, ensure_ascii=False)


def markdown(text: str) -> Iterator[str]:
    """Paragraphs, a line of the form each; 一、… becomes a heading, and no sign is taken for markup."""
    for line in text.split("\n"):
        told = " ".join(line.split())
        if not told:
            continue
        if _HEADING.match(told) and len(told) <= 24 and told[-1] not in "。；，,;.":
            yield f"## {_HEADING.sub('', told)}"
        else:
            yield _MARKDOWN.sub(r"\\\1", told)


def started(text: str) -> str:
    """2016年3月 -> 2016-03; empty where no year stands in it."""
    found = _DATE.search(text)
    if not found:
        return ""
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"


def unit(text: str) -> tuple[str, str]:
    """所在单位及职务 in one cell: the last word is the position, where there are two."""
    parts = [part for part in re.split(r"[\s　,，、;；/]+", text.strip()) if part]
    return (" ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else (text.strip(), "")


def _own(form: Form, out: _Text) -> None:
    said = form.said
    if form.kind is Kind.STAR:
        both = unit(said.get(Asked.UNIT, ""))
        out.line("organization", said.get(Asked.ORGANIZATION) or both[0], "所在单位")
        out.line("position", said.get(Asked.POSITION) or both[1], "职务或身份")
        return
    for key, asked, want in (
        ("hosts", Asked.HOSTS, "主办单位"),
        ("organisers", Asked.ORGANISERS, ""),
    ):
        names = [
            out.clean(each).strip() for each in _HOSTS.split(said.get(asked, "")) if each.strip()
        ]
        if names:
            out.lines.append(f"{key}: [{', '.join(map(_listed, names))}]")
        elif want:
            out.line(key, "", want)
    out.line("venue", said.get(Asked.VENUE, ""))
    told = started(said.get(Asked.STARTED, ""))
    out.line("started", "", "开始时间，例如 2016-03") if not told else out.lines.append(
        f"started: {told}"
    )
    out.line("audience", said.get(Asked.AUDIENCE, ""))
    people = out.clean(" ".join(said.get(Asked.PEOPLE, "").split()))
    if people:
        out.lines.append(f"# 登记表写的参与人数：{people}")
    out.lines.append("# participants:  # 待补：每年参与人次，例如 2025: {offline: 1200, online: 0}")
    out.wanted.append("participants（每年参与人次）")


def _listed(text: str) -> str:
    told = scalar(text)
    return json.dumps(text, ensure_ascii=False) if "," in told or ":" in told else told


def region(said: dict[Asked, str], where: str, vocabulary: Vocabulary) -> str:
    """The city that its places name, the nearest first; empty where none or several are named."""
    keys = (Asked.ORGANIZATION, Asked.UNIT, Asked.VENUE, Asked.HOSTS, Asked.PLACE)
    for text in (*(said.get(key, "") for key in keys), where):
        found = {each.name for each in vocabulary.regions if short(each.name) in text}
        if len(found) == 1:
            return found.pop()
    return ""


def short(name: str) -> str:
    """A city as people write it: 郑州."""
    told = re.sub(r"(市|示范区|地区|州|县)$", "", name)
    return told if len(told) > 1 else name


def _fields(form: Form, out: _Text) -> None:
    keys = (Asked.SUMMARY, Asked.STORY, Asked.AUDIENCE)
    best = out.themes.of("".join((form.name, *(form.said.get(key, "") for key in keys))))
    if best:
        out.lines.append(f"fields: [{', '.join(best)}]  # 程序推荐，请核对")
    else:
        out.lines.append("fields: []  # 待补：一到三个主题，用 vocabulary.yml 里的叫法")
        out.wanted.append("fields（一到三个主题）")


def _media(media: Media, out: _Text) -> None:
    if media.photos:
        out.lines.append("photos:")
        for name in media.photos:
            out.lines += [
                f"  - file: {scalar(name)}",
                '    alt: ""  # 待补：画面里有什么，给看不见的人听',
                '    caption: ""  # 待补：图片说明，写清时间地点',
                '    credit: ""  # 待补：谁拍的',
                "    usage: site  # 同意媒体使用的，改成 press",
            ]
        out.wanted.append(f"photos（{len(media.photos)} 张照片的 alt、caption、credit）")
    else:
        out.wanted.append("photos（三到五张照片）")
    if media.film:
        out.lines += ["film:", f"  file: {scalar(media.film)}"]
        if media.captions:
            out.lines.append(f"  captions: {scalar(media.captions)}")
        out.lines += ["  title:  # 待补：片名", '  credit: ""  # 待补：谁摄制的']
        out.wanted.append("film（片名、署名）")


def order(names: Sequence[str]) -> list[int]:
    """Photos in the order they are shown: a portrait first, then by name, numbers as numbers."""
    return sorted(
        range(len(names)), key=lambda at: (not is_portrait(names[at]), _natural(names[at]))
    )


def is_portrait(name: str) -> bool:
    return any(
        word in name
        for word in ("肖像", "头像", "证件", "免冠", "个人照", "本人", "形象照", "彩色照")
    )


def _natural(name: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdigit() else (10**9, part) for part in re.split(r"(\d+)", name)
    ]
