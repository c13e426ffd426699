"""What is said to editors of a file that can't be read, or of a value that is not as it should be."""

from __future__ import annotations

import re
import types
import typing
from typing import Any

from pydantic import BaseModel

from site_builder.content.library import Source
from site_builder.content.problem import Place, Problem, Text, error, near

PRIVATE = {
    "出生年月", "出生日期", "民族", "籍贯", "党派", "政治面貌", "电话", "联系电话", "手机", "联系方式",
    "邮箱", "地址", "家庭住址", "身份证", "身份证号", "birth", "birthday", "phone", "mobile", "tel",
    "email", "address", "id_number", "ethnicity", "party", "native_place", "gender", "性别",
}  # fmt: skip
"""Columns of the forms that are not public: named as such, not as a slip of spelling."""


GLOSSES = {
    "national": "国家级", "provincial": "省级", "municipal": "市级", "county": "县级",
    "most-moving": "事迹特别感人", "most-loved": "特别受百姓喜爱",
    "web": "网站", "press": "媒体", "screen": "大屏", "print": "印刷", "site": "只在本站用",
    "title": "标题", "group": "一组名单", "entry": "一个人或项目", "film": "影片", "pause": "停顿", "thanks": "鸣谢",
    "stars": "百姓学习之星", "projects": "终身学习品牌项目",
}  # fmt: skip
"""What the words to choose from mean."""
_FILE = Text(
    "只写文件名，例如 01.jpg：前面不带文件夹，也不以点开头。",
    "Write the file's name alone, such as 01.jpg: no folder, no dot at its start.",
)
FORMS = {
    "file": _FILE,
    "captions": _FILE,
    "sha256": Text(
        "写 64 个字符，只有数字 0-9 和字母 a-f，中间没有空格。Windows 用 certutil -hashfile 文件名 SHA256 得到。",
        "Write 64 characters, 0-9 and a-f, without a space; on Windows: certutil -hashfile FILE SHA256.",
    ),
    "started": Text(
        "写成 2016、2016-03 或 2016-03-01；月份 01 至 12。",
        "Write 2016, 2016-03 or 2016-03-01; months are 01 to 12.",
    ),
    "slug": Text(
        "用小写拼音或英文，词之间用 -，例如 zhihui-zhulao。",
        "Use lower-case pinyin or English with hyphens, such as zhihui-zhulao.",
    ),
}


# --- files -----------------------------------------------------------------------------------


def no_vocabulary(name: str) -> Problem:
    return error(
        Place(name), "no-vocabulary",
        Text("缺少 vocabulary.yml，城市和主题没有统一叫法，所有条目都无法归类。",
             "vocabulary.yml is missing, so no entry can be sorted by city or theme."),
        Text("从样例内容里复制一份 vocabulary.yml，改成本省的城市和主题。",
             "Copy vocabulary.yml from the sample content and put in your cities and themes."),
    )  # fmt: skip


def no_file(folder: str, file: str) -> Problem:
    return error(
        Place(f"{folder}/{file}"), "no-file",
        Text(f"文件夹 {folder} 里没有 {file}。", f"The folder {folder} holds no {file}."),
        Text(f"补上 {file}（注意大小写和扩展名 .yml），或删掉这个文件夹。",
             f"Add {file} (mind case and the ending .yml), or delete the folder."),
    )  # fmt: skip


def bad_slug(folder: str) -> Problem:
    return error(
        Place(folder), "bad-slug",
        Text(f"文件夹名“{folder.rpartition('/')[2]}”不能做网址。",
             f"The folder name “{folder.rpartition('/')[2]}” can't be an address."),
        Text("改成小写拼音或英文，词之间用 -，例如 li-xiulan。",
             "Use lower-case pinyin or English with hyphens, such as li-xiulan."),
    )  # fmt: skip


def outside(folder: str) -> Problem:
    return error(
        Place(folder), "outside",
        Text("这个文件夹是指向别处的快捷方式，不会读取。", "This folder is a link to elsewhere and is not read."),
        Text("把真正的文件夹放进 content 里。", "Put the folder itself into content."),
    )  # fmt: skip


def unreadable(name: str) -> Problem:
    return error(
        Place(name), "unreadable",
        Text("文件打不开。", "The file can't be opened."),
        Text("检查它是否被别的软件占用，或没有读取权限。", "See whether another program holds it or reading is not allowed."),
    )  # fmt: skip


def too_large(name: str, largest: int) -> Problem:
    return error(
        Place(name), "too-large",
        Text(f"文件超过 {largest // 1000} KB，不像是一份文字材料。", f"The file is over {largest // 1000} kB: no text is that long."),
        Text("检查是否误把图片或影片存成了 .yml。", "See whether a picture or film was saved as .yml."),
    )  # fmt: skip


def not_utf8(place: Place) -> Problem:
    return error(
        place, "not-utf8",
        Text("文件不是 UTF-8 编码（多半是记事本存成了 ANSI/GBK）。", "The file is not UTF-8 (Notepad may have saved it as ANSI/GBK)."),
        Text("用记事本打开，另存为，编码选 UTF-8，再保存。", "Open it in Notepad, save as, and choose UTF-8."),
    )  # fmt: skip


def not_a_mapping(place: Place) -> Problem:
    return error(
        place, "not-a-mapping",
        Text("文件里应当是一行行“栏目: 内容”。", "The file should be lines of “key: value”."),
        Text("对照样例文件重写；冒号用英文冒号，后面空一格。", "Follow a sample file; use a colon and a space."),
    )  # fmt: skip


def link_outside(place: Place, file: str) -> Problem:
    return error(
        place, "outside",
        Text(f"{file} 是指向别处的快捷方式，不会读取。", f"{file} is a link to elsewhere and is not read."),
        Text("把真正的文件放进同一个文件夹。", "Put the file itself into the same folder."),
    )  # fmt: skip


def other_case(place: Place, written: str, there: str) -> Problem:
    return error(
        place, "file-case",
        Text(f"这里写的是“{written}”，文件夹里的文件叫“{there}”，大小写要完全一致。",
             f"“{written}” is written here; the file is called “{there}”. Case must agree."),
        Text(f"改成 {there}，或给文件改名。", f"Write {there}, or rename the file."),
    )  # fmt: skip


def word_twice(place: Place, word: str) -> Problem:
    return error(
        place, "word-twice",
        Text(f"“{word}”在 vocabulary.yml 里用了两次，两个页面会互相覆盖。",
             f"“{word}” stands twice in vocabulary.yml: one page would overwrite the other."),
        Text("每个城市、每个主题的 name 和 slug 都只能用一次，改掉其中一处。",
             "Each name and each slug is used once; change one of the two."),
    )  # fmt: skip


def tile_twice(place: Place, name: str, other: str) -> Problem:
    return error(
        place, "tile-twice",
        Text(f"“{name}”和“{other}”在地图上占了同一格。",
             f"“{name}” and “{other}” have the same square of the map."),
        Text("tile 写的是第几列、第几行，给其中一个换一格。",
             "tile gives column and row: move one of the two."),
    )  # fmt: skip


def other_year(place: Place, year: int) -> Problem:
    return error(
        place, "other-year",
        Text(f"文件名和里面的 year（{year}）不一致。", f"The file's name and its year ({year}) differ."),
        Text(f"把文件改名为 {year}.yml，或改正 year。", f"Rename the file to {year}.yml or mend the year."),
    )  # fmt: skip


# --- values ----------------------------------------------------------------------------------


def from_validation(source: Source, told: Any, model: type[BaseModel]) -> Problem:
    """A pydantic error in an editor's words, at the line of the value."""
    where = tuple(part for part in told["loc"] if part != "[key]")
    named = where[:-1] if told["loc"][-1:] == ("[key]",) else where  # a bad key: name what it is in
    name = str(next((part for part in reversed(named) if isinstance(part, str)), ""))
    kind = told["type"]
    if kind == "extra_forbidden":
        return _unknown(source, where, name, _model_at(model, where[:-1]))
    if kind == "missing":
        if isinstance(where[-1], int):
            return _too_few(source.place(*where), name)
        place = source.place(*where)  # a key with nothing behind it has a line of its own
        return _missing(place if place.line else Place(source.file, 1, 1), name)
    what, remedy = _wrong(kind, name, told.get("input"), told.get("ctx") or {})
    return error(source.place(*where), _code(kind), what, remedy)


def _unknown(
    source: Source, where: tuple[Any, ...], name: str, model: type[BaseModel] | None
) -> Problem:
    place = source.place(*where)
    if name.lower() in PRIVATE:
        return error(
            place, "private-field",
            Text(f"“{name}”属于不公开的个人信息，网站不收。", f"“{name}” is private: the site has no place for it."),
            Text("删掉这一行（连同内容）。", "Delete this line with its value."),
        )  # fmt: skip
    known = [field.alias or key for key, field in model.model_fields.items()] if model else []
    meant = near(name, known)
    listed = "、".join(known)
    return error(
        place, "unknown-key",
        Text(f"不认识“{name}”这一栏。", f"There is no key “{name}” here."),
        Text(f"是不是想写“{meant}”？", f"Did you mean “{meant}”?")
        if meant
        else Text(f"删掉它；这里可以写的有：{listed}。", f"Delete it; what may stand here: {', '.join(known)}."),
    )  # fmt: skip


def _missing(place: Place, name: str) -> Problem:
    return error(
        place, "missing-key",
        Text(f"缺少“{name}”这一栏，或者它后面是空的。", f"“{name}” is missing or has nothing behind it."),
        Text(f"补上“{name}: …”。", f"Add “{name}: …”."),
    )  # fmt: skip


_PAIRS = {
    "focus": Text("写两个数：[横, 竖]，例如 [0.5, 0.3]。", "Write two, [across, down], such as [0.5, 0.3]."),
    "excerpt": Text("写两个数：[从第几秒, 到第几秒]，例如 [12, 20]。", "Write two, [from, to] in seconds, such as [12, 20]."),
}  # fmt: skip


def _too_few(place: Place, name: str) -> Problem:
    return error(
        place, "too-few",
        Text(f"“{name}”里的数不够。", f"“{name}” holds too few numbers."),
        _PAIRS.get(name, _PAIRS["focus"]),
    )  # fmt: skip


def _code(kind: str) -> str:
    known = {
        "enum": "not-a-choice",
        "string_pattern_mismatch": "bad-form",
        "address_secret": "secret-in-address",
        "address_form": "bad-address",
    }
    if kind in known:
        return known[kind]
    return "out-of-range" if kind.startswith(("greater", "less", "too_")) else "wrong-type"


def _wrong(kind: str, name: str, value: Any, context: dict[str, Any]) -> tuple[Text, Text]:
    shown = _shown(value)
    if kind in _ADDRESSES:  # what is written may be secret: it is not repeated
        return _ADDRESSES[kind]
    if kind == "enum":
        choices = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        listed = "、".join(f"{each}（{GLOSSES.get(each, each)}）" for each in choices)
        return (
            Text(f"“{name}”不能写“{shown}”。", f"“{name}” can't be “{shown}”."),
            Text(f"从这几个里选一个：{listed}。", f"Choose one of: {', '.join(choices)}."),
        )
    if kind == "string_pattern_mismatch":
        return (
            Text(
                f"“{name}”写的是“{shown}”，写法不对。", f"“{name}” is “{shown}”: not in its form."
            ),
            FORMS.get(name, FORMS["file"]),
        )
    for start, what, remedy in _KINDS:
        if kind.startswith(start):
            return (
                Text(f"“{name}”写的是“{shown}”，{what.zh}", f"“{name}” is “{shown}”: {what.en}"),
                remedy,
            )
    return (
        Text(
            f"“{name}”写的是“{shown}”，格式不对。", f"“{name}” is “{shown}”, which is not its form."
        ),
        Text("对照编辑手册里这一栏的写法修改。", "See this key in the handbook and mend it."),
    )


_ADDRESSES = {
    "address_secret": (
        Text("原件的地址里带了用户名、密码，或“?”“#”后面的内容，里面可能有密钥。",
             "The original's address carries a user, a password, or what follows “?” or “#”: it may hold a key."),
        Text("只写到文件名为止，例如 s3://存储桶/2026/film.mp4；密钥由网站管理员设在电脑上。这段内容已经写进文件，请让管理员换掉密钥。",
             "Write it up to the file's name, such as s3://bucket/2026/film.mp4; keys are set on the machine by the site's owner. As it was written down, have the key changed."),
    ),
    "address_form": (
        Text("原件的地址写法不对：要逐级写清文件夹，不能有“..”、“\\”、“*”，也不能以“/”开头。",
             "The original's address is not in its form: folders by name, no “..”, “\\” or “*”, no “/” at its start."),
        Text("写成 2026/film.mp4（从约定的位置算起），或 s3://存储桶/2026/film.mp4。",
             "Write 2026/film.mp4 (from the agreed place on) or s3://bucket/2026/film.mp4."),
    ),
}  # fmt: skip
_KINDS: tuple[tuple[str, Text, Text], ...] = (
    ("int_", Text("这里要一个整数。", "a whole number is wanted."),
     Text("只写数字，例如 2026。", "Write digits only, such as 2026.")),
    ("finite_", Text("这里要一个数字。", "a number is wanted."),
     Text("只写数字，例如 0.5。", "Write a number, such as 0.5.")),
    ("float_", Text("这里要一个数字。", "a number is wanted."),
     Text("只写数字，例如 0.5。", "Write a number, such as 0.5.")),
    ("bool_", Text("这里只能写 true（是）或 false（否）。", "only true or false is meant."),
     Text("改成 true 或 false。", "Write true or false.")),
    ("datetime_", Text("这里要日期和时间。", "a date with a time is wanted."),
     Text("写成 2026-10-23T09:00+08:00。", "Write it as 2026-10-23T09:00+08:00.")),
    ("timezone_", Text("时间后面没有时区。", "the time lacks its zone."),
     Text("写成 2026-10-23T09:00+08:00。", "Write it as 2026-10-23T09:00+08:00.")),
    ("date_", Text("这里要一个日期。", "a date is wanted."),
     Text("写成 年-月-日，例如 2026-07-13。", "Write it as 2026-07-13.")),
    ("string_too_short", Text("不能是空的。", "it can't be empty."),
     Text("补上内容。", "Fill it in.")),
    ("string_", Text("这里要一段文字。", "a text is wanted."),
     Text("写成一段文字，不要分成列表或多个栏目。", "Write a text, not a list or further keys.")),
    ("greater_", Text("数字太小。", "the number is too small."),
     Text("改成范围以内的数字（裁切点在 0 到 1 之间，地图的格子在 1 到 12 之间，人数和秒数不小于 0，文件大小和节目时长大于 0）。",
          "Bring it into range (a focus is 0 to 1, a square of the map 1 to 12; people and seconds are not below 0; a file's size and an item's seconds are above).")),
    ("less_", Text("数字太大。", "the number is too large."),
     Text("改成范围以内的数字（裁切点在 0 到 1 之间，地图的格子在 1 到 12 之间，节目时长不超过 3600 秒）。",
          "Bring it into range (a focus is 0 to 1, a square of the map 1 to 12, an item at most 3600 seconds).")),
    ("too_short", Text("内容不够，至少要有一项。", "there is too little; at least one is wanted."),
     Text("补上缺的项。", "Add what is missing.")),
    ("too_long", Text("项数太多。", "there are too many."),
     Text("删掉多出来的项。", "Delete what is over.")),
    ("tuple_type", Text("这里要一个列表。", "a list is wanted."),
     Text("写成 [甲, 乙]，或每行一项、以“- ”开头。", "Write [a, b], or one a line after “- ”.")),
    ("dict_type", Text("这里要几行“栏目: 内容”。", "lines of “key: value” are wanted."),
     Text("对照样例，下一行缩进两格写栏目。", "Follow a sample: indent the keys by two spaces.")),
    ("model_type", Text("这里要几行“栏目: 内容”。", "lines of “key: value” are wanted."),
     Text("对照样例，下一行缩进两格写栏目。", "Follow a sample: indent the keys by two spaces.")),
)  # fmt: skip


def remedy(kind: str) -> Text:
    """What to do about a value of the wrong kind: `int_`, `date_` …"""
    return next(remedy for start, _, remedy in _KINDS if start == kind)


def _shown(value: Any) -> str:
    """The start of what was written; a list or mapping is only named, an address not repeated."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, (list, tuple)):
        return "[…]"
    told = re.sub(r"://\S*", "://…", " ".join(str(value).split()))
    return told if len(told) <= 30 else told[:30] + "…"


def _model_at(model: type[BaseModel], where: tuple[Any, ...]) -> type[BaseModel] | None:
    """The model that stands at a path inside another, so that its keys can be named."""
    here: Any = model
    for part in where:
        if isinstance(part, str) and isinstance(here, type) and issubclass(here, BaseModel):
            found = [f for key, f in here.model_fields.items() if part in (key, f.alias)]
            here = found[0].annotation if found else None
        here = _inner(here)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _inner(annotation: Any) -> Any:
    """The model inside `Film | None`, `tuple[Photo, ...]` or `dict[int, People]`."""
    if isinstance(annotation, type) and not typing.get_origin(annotation):
        return annotation
    arguments = [each for each in typing.get_args(annotation) if each is not types.NoneType]
    for each in reversed(arguments):
        found = _inner(each)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return None
