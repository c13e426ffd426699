"""Every code that stands behind a message about the content, with the rule that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from site_builder.checks import (
    agreement,
    film,
    honours,
    legible,
    links,
    photos,
    privacy,
    programme,
    projects,
    text,
    words,
)
from site_builder.content.problem import Lang, Place, Problem, Severity, Text, error, near

Source = Text | Callable[..., Any]
"""A rule in words, or the function whose docstring is the rule."""


@dataclass(frozen=True)
class Code:
    name: str
    severity: Severity
    rule: Text


_FILES: Mapping[str, Source] = {
    "not-utf8": Text("文件用 UTF-8 编码保存。", "Files are in UTF-8."),
    "not-a-mapping": Text("文件里是一行行“栏目: 内容”。", "A file is lines of “key: value”."),
    "too-large": Text("一份 YAML 不超过 1000 KB。", "No YAML is over 1000 kB."),
    "unreadable": Text("文件能打开、能读取。", "Files can be opened and read."),
    "no-file": Text("每个人物、项目的文件夹里都有 star.yml 或 project.yml。", "Each folder holds its star.yml or project.yml."),
    "bad-slug": Text("文件夹名就是网址：小写拼音或英文，词之间用 -。", "A folder's name is its address: lower-case letters and digits with hyphens."),
    "outside": Text("文件夹和文件是真正的文件，不是指向 content 以外的快捷方式。", "Nothing is a link out of the content folder."),
    "file-case": Text("写的文件名和真正的文件名大小写一致。", "A file is named in its own case."),
    "other-year": Text("活动文件、节目单的文件名和里面的年份一致。", "A file that is named by its year holds that year."),
    "no-vocabulary": Text("有一份没有错误的 vocabulary.yml。", "There is a vocabulary.yml, and it is in order."),
    "word-twice": Text("每个城市、每个主题的叫法和网址只用一次。", "Each word and address of the vocabulary is used once."),
    "tile-twice": Text("地图上一格只放一座城市。", "Each city has a square of the map to itself."),
}  # fmt: skip
_YAML: Mapping[str, Source] = {
    "tab": Text("行首只用空格，不用 Tab 键。", "Lines are indented with spaces."),
    "yaml-syntax": Text("冒号后面空一格，同一级对齐，括号成对，特殊的句子加英文引号。", "A space after each colon, one indent a level, brackets in pairs, quotes where they are needed."),
    "open-quote": Text("英文引号要成对。", "Quotation marks come in pairs."),
    "backslash": Text("英文双引号里不写反斜杠。", "No backslash inside double quotes."),
    "yaml-sign": Text("不用 YAML 的锚点、引用和类型标记（& * !）。", "No anchors, aliases or tags."),
    "two-documents": Text("一个文件只写一份内容。", "A file holds one document."),
    "odd-key": Text("冒号前面的栏目名是一个词。", "A key is a word."),
    "duplicate-key": Text("一个栏目只写一次。", "A key is written once."),
    "control-character": Text("文件里没有看不见的控制字符。", "No invisible control characters."),
    "too-deep": Text("括号和缩进不超过二十层。", "Brackets and indents are at most twenty deep."),
}  # fmt: skip
_VALUES: Mapping[str, Source] = {
    "unknown-key": Text("只写手册里有的栏目。", "Only the handbook's keys are written."),
    "private-field": Text("不写出生年月、民族、电话、住址等不公开的个人信息。", "No private columns of the forms."),
    "missing-key": Text("必须有的栏目都写了内容。", "What must be there is there."),
    "too-few": Text("要几个数就写几个数。", "As many numbers as are wanted."),
    "not-a-choice": Text("只能从几个词里选的，用其中一个。", "One of the words to choose from."),
    "bad-form": Text("文件名、网址、时间等按规定的写法写。", "Names, addresses and times are in their form."),
    "wrong-type": Text("该写数字、日期、列表的地方，写数字、日期、列表。", "Numbers, dates and lists where they are wanted."),
    "out-of-range": Text("数字和项数在范围之内。", "Numbers and counts are in range."),
    "secret-in-address": Text("原件的地址里没有用户名、密码和密钥。", "No secrets in an original's address."),
    "imprint-form": Text("页脚的备案号、标识码是正确的写法。", "The footer's numbers are in their form."),
    "bad-address": Text("原件的地址逐级写清文件夹，不离开约定的位置。", "An original's address stays in its place."),
}  # fmt: skip
_RULES: Mapping[str, Source] = {
    "unknown-region": words.known_region,
    "unknown-field": words.known_fields,
    "field-twice": words.fields_once,
    "honour-twice": honours.once,
    "unknown-campaign": honours.round_exists,
    "unknown-round": honours.round_exists,
    "grade-kind": honours.grade_fits,
    "photo-alt": photos.described,
    "photo-caption": photos.described,
    "photo-credit": photos.described,
    "photo-twice": photos.named_once,
    "private-data": privacy.nothing_private,
    "programme-lacks": programme.whole,
    "programme-nobody": programme.whole,
    "programme-year": programme.of_a_year,
    "programme-unknown": Text("节目单里的人和项目都有自己的文件夹。", "Whoever is on a programme has a folder."),
    "programme-two": Text("人物和项目同名时，节目单里写全名。", "Where a star and a project share a name, a programme says which."),
    "programme-refused": Text("同意书包含大屏（screen）、已经可以公布的，才能放进节目单。", "Only whom the screen may show is on a programme."),
    "programme-other-year": Text("节目单里的人和项目有这一年的称号。", "Whoever is on a programme holds a title of its year."),
    "programme-no-film": Text("节目单里放影片的，条目里要有影片。", "A film on a programme is its entry's."),
}  # fmt: skip
_ADVICE: Mapping[str, Source] = {
    "photo-count": photos.count,
    "photo-half": photos.whole,
    "citation-length": text.citation_length,
    "short-length": text.short_length,
    "summary-length": text.summary_length,
    "story-length": text.story_length,
    "not-english": text.english,
    "english-citation-length": text.english,
    "link-removed": links.links,
    "story-picture": links.links,
    "film-format": film.format_,
    "film-length": film.length,
    "film-excerpt": film.excerpt,
    "film-damaged": Text("影片从头到尾都能播放。", "A film decodes from its start to its end."),
    "film-extra": Text("影片能做出预览画面。", "Previews can be made of a film."),
    "captions-skipped": Text("字幕每一条的时间都对，在影片之内。", "Each cue lies within the film."),
    "card-missing": Text("能做出分享图和海报。", "Cards and placards can be made."),
    "quota": honours.quota,
    "marked-quota": honours.marked_quota,
    "again": honours.again,
    "project-age": projects.age,
    "person-times": projects.person_times,
    "named-like-host": projects.own_name,
    "name-differs": agreement.same_name,
    "figures-differ": agreement.same_figures,
    "fact-differs": agreement.same_facts,
    "title-differs": agreement.same_title,
    "no-letterform": legible.has_a_face,
    "programme-order": programme.in_order,
    "programme-twice": programme.once,
    "programme-idle": programme.whole,
    "programme-withdrawn": Text("节目单里没有已经撤下的人和项目。", "Nobody who was withdrawn is on a programme."),
    "page-file": Text("pages 里只放 .md 页面和 .txt 文件。", "In `pages` lie .md pages and .txt files alone."),
    "page-taken": Text("手写的页面不和自动生成的页面同名。", "No hand-written page is named like one that is made."),
    "page-picture": Text("图片放在条目里，手写的页面不插图。", "Pictures belong to entries; hand-written pages have none."),
    "press-contact": Text("新闻中心写明联系人。", "The press room names a contact."),
    "press-about": Text("新闻中心有活动和主办单位的介绍。", "The press room has a background text."),
    "imprint-missing": Text("页脚写明这类网站必须公示的单位和号码。", "The footer shows whom and which numbers a site of its kind must."),
}  # fmt: skip
_REASONS: Mapping[str, Source] = {
    "embargo": Text("约定的公布时间到了才显示。", "Shown once its embargo has passed."),
    "not-issued": Text("称号印发以后才显示：有文号、日期，公示不少于规定天数。", "Shown once it is issued, after a public notice."),
    "no-consent": Text("同意书包含网站（web）才显示。", "Shown where the consent covers it."),
    "consent-over": Text("同意书没有过期才显示。", "Shown while the consent holds."),
    "withdrawn": Text("撤下以后，原网址只留一句“此页内容已撤下”。", "Of what was withdrawn a neutral page stays."),
    "no-site-url": Text("网站知道自己的网址，才有订阅源、网站地图和二维码。", "Feeds, sitemap and codes need the site's address."),
}  # fmt: skip
GROUPS: tuple[tuple[Text, Severity, Mapping[str, Source]], ...] = (
    (Text("文件", "Files"), Severity.ERROR, _FILES),
    (Text("YAML 的写法", "YAML"), Severity.ERROR, _YAML),
    (Text("栏目和内容", "Keys and values"), Severity.ERROR, _VALUES),
    (Text("规则", "Rules"), Severity.ERROR, _RULES),
    (Text("与通知要求不一致", "Other than the notice asks"), Severity.WARNING, _ADVICE),
    (Text("为什么暂时看不到", "Why something is not shown"), Severity.NOTE, _REASONS),
)
_OPENED: Mapping[str, tuple[Text, Source]] = {
    "photo": (Text("照片打不开", "Photos that can't be opened"), photos.readable),
    "film": (Text("影片或字幕打不开", "Films that can't be opened"), film.readable),
    "media": (
        Text("做不出副本", "Copies that can't be made"),
        Text("照片和影片能做成网页用的格式。", "Copies can be made of photos and films."),
    ),
}
"""Codes of originals: what is behind the hyphen is the reason."""


def code(name: str) -> Code | None:
    """A code by its name; None where there is none."""
    for _, severity, rules in GROUPS:
        if name in rules:
            return Code(name, severity, _rule(rules[name]))
    kind, _, reason = name.partition("-")
    if kind in _OPENED and reason in photos.REASONS:
        why, rule = photos.REASONS[reason], _rule(_OPENED[kind][1])
        told = Text(f"{rule.zh}这一次：{why.zh}。", f"{rule.en} This time: {why.en}.")
        return Code(name, Severity.ERROR, told)
    return None


def unknown(name: str) -> Problem:
    """Why nothing is told of a code."""
    meant = near(name, tuple(names()))
    return error(
        Place(name), "code-unknown",
        Text("没有这个代码。", "There is no such code."),
        Text(f"是不是“{meant}”？", f"Did you mean “{meant}”?")
        if meant
        else Text("全部代码见 content/codes.md。", "All codes are in content/codes.md."),
    )  # fmt: skip


def names() -> Iterator[str]:
    """Every code, group by group."""
    for _, _, rules in GROUPS:
        yield from rules
    yield from (f"{kind}-{reason}" for kind in _OPENED for reason in photos.REASONS)


def _rule(source: Source) -> Text:
    if isinstance(source, Text):
        return source
    zh, _, en = " ".join((source.__doc__ or "").split()).partition(" / ")
    return Text(zh, en)


# --- the list of all -------------------------------------------------------------------------

Example = tuple[str, str]
"""What is said, and what to do."""
SIGNS = {
    Severity.ERROR: Text("错误：改好以前，这一条不上网站", "error: not shown until it is mended"),
    Severity.WARNING: Text("提醒：照常显示，请核对", "warning: shown all the same"),
    Severity.NOTE: Text("说明：没有错", "note: nothing is wrong"),
}
_HEAD = """\
# 提示大全

`site-builder check` 的每一条提示后面都有一个方括号里的代码。这里按代码列出它说的是什么规则；例子是真实的提示。在电脑上查一个代码：`.venv/bin/site-builder check --explain photo-count`。

这份清单由程序生成，请不要手改；怎么写内容，见[编辑手册](README.md)。
"""


def page(examples: Mapping[str, Example]) -> str:
    """The editors' list of all codes, in Markdown; examples by code."""
    parts = [_HEAD]
    for title, severity, rules in GROUPS:
        parts.append(f"## {title.zh}\n\n{SIGNS[severity].zh}。\n")
        parts += [_section(name, _rule(source), examples) for name, source in rules.items()]
    for kind, (title, source) in _OPENED.items():
        parts.append(f"## {title.zh}\n\n{SIGNS[Severity.ERROR].zh}。{_rule(source).zh}\n")
        parts.append(_table(kind))
    return "\n".join(parts)


def _section(name: str, rule: Text, examples: Mapping[str, Example]) -> str:
    told = f"### {name}\n\n{rule.zh}\n"
    if name not in examples:
        return told
    what, remedy = (_plain(each) for each in examples[name])
    return f"{told}\n> {what}\n>\n> 怎么改：{remedy}\n"


def _plain(text: str) -> str:
    """Markdown's signs as themselves."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def _table(kind: str) -> str:
    rows = (
        f"| `{kind}-{reason}` | {why.zh} | {_plain(photos.REMEDIES.get(reason, photos.EXPORT).zh)} |"
        for reason, why in photos.REASONS.items()
    )
    return "\n".join(["| 代码 | 原因 | 怎么改 |", "|---|---|---|", *rows, ""])


def paragraph(told: Code, lang: Lang) -> str:
    """A code in a paragraph."""
    return f"[{told.name}] {SIGNS[told.severity].in_(lang)}\n  {told.rule.in_(lang)}"
