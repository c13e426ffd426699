"""A content folder in which every text that people may write carries what would break out of it.

The fields come out of the models: one of type `str` that is neither filled here nor named below with
its reason fails the test, so that a new field cannot be forgotten.
"""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from imageio_ffmpeg import get_ffmpeg_exe
from mkdocs.config import config_options
from mkdocs.config.base import Config
from PIL import Image
from pydantic import BaseModel

from site_builder.content.model import Campaign, Kind, Project, Star, Vocabulary
from site_builder.content.programme import Programme
from site_builder.publish.plugin import ShowcaseConfig
from tests.written import ROOT, configured

ROOTS: dict[str, type[BaseModel]] = {
    "stars/li-xiulan/star.yml": Star,
    "projects/yedeng/project.yml": Project,
    "campaigns/2026.yml": Campaign,
    "vocabulary.yml": Vocabulary,
    "openings/2026.yml": Programme,
}
NO_TEXT = {
    "original.sha256": "64 hex digits",
    "original.at": "an address in a form of its own, never printed",
    "photos.file": "the name of a file, tried by itself",
    "film.file": "the name of a file, tried by itself",
    "film.captions": "the name of a file",
    "music": "the name of a file",
    "started": "a date",
    "regions.slug": "an address in a form of its own",
    "fields.slug": "an address in a form of its own",
    "items.entry": "the name of a folder",
    "items.entries": "the name of a folder",
    "rules.film.containers": "ffmpeg's names, compared and never printed",
    "rules.film.video_codecs": "ffmpeg's names, compared and never printed",
    "content": "a folder",
    "cache": "a folder",
    "now": "a time",
    "engine": "an address of workers",
    "footer.icp": "shown in its own form alone",
    "footer.police": "shown in its own form alone",
    "footer.site_code": "shown in its own form alone",
}
"""Texts that carry nothing, by the end of their path, and why."""
BREAKS = (
    '"><img src=x onerror=pwned()>',
    "' onmouseover='pwned()' x='",
    "<script>pwned()</script>",
    "</script><script>pwned()</script></title></textarea></style>",
    "<!--",
    "]]><x:script/>",
    "{{7*7}}{% raw %}${7*7}<%=7*7%>",
    "[点](javascript:pwned())",
    "![图](data:image/svg+xml,<svg/onload=pwned()>)",
    '<a href="javascript:pwned()" onclick="pwned()">链</a><iframe src="//evil.example/"></iframe>',
    "<svg/onload=pwned()>&lt;wbr&gt;&#60;wbr&#62;\\\\u003cu>`${pwned()}`",
)
STARTS = ("=HYPERLINK(1)", "@SUM(1)", "+1+1", "-1-1")
"""What a spreadsheet would take for a formula."""
MARK = re.compile(r"M\d{3}Z")


class Filler:
    """Hands out payloads, each with its own mark."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        """Of each mark, the path of its field."""
        self.of: dict[str, str] = {}
        """What was put for a text that is written in two places, such as a region's name."""
        self._starts = itertools.cycle(STARTS)

    def payload(self, path: str) -> str:
        mark = f"M{len(self.told):03}Z"
        self.told[mark] = path
        return f"{next(self._starts)}{mark}{''.join(BREAKS)}完"

    def filled(self, value: Any, path: str, wanted: set[str]) -> Any:
        if isinstance(value, dict):
            any_ = f"{path}.*"
            keyed = any(each.startswith(any_) for each in wanted)
            return {
                key: self.filled(each, any_ if keyed else f"{path}.{key}".lstrip("."), wanted)
                for key, each in value.items()
            }
        if isinstance(value, list):
            return [self.filled(each, path, wanted) for each in value]
        if path not in wanted or not isinstance(value, str):
            return value
        if value not in self.of:
            self.of[value] = self.payload(path)
        return self.of[value]


def texts(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Paths of the fields of a model that hold any text: `photos.alt`."""
    for name, field in model.model_fields.items():
        yield from _texts(field.annotation, f"{path}.{field.alias or name}".lstrip("."))


def _texts(told: Any, path: str) -> Iterator[str]:
    if told is str:
        yield path
    elif isinstance(told, type) and issubclass(told, BaseModel):
        yield from texts(told, path)
    elif typing.get_origin(told) is dict:
        yield from _texts(typing.get_args(told)[1], f"{path}.*")
    elif typing.get_origin(told) in {tuple, list, typing.Union, types.UnionType}:
        for each in dict.fromkeys(typing.get_args(told)):
            yield from _texts(each, path)
    elif typing.get_origin(told) is typing.Annotated:
        yield from _texts(typing.get_args(told)[0], path)


def options(config: type[Config], path: str = "") -> Iterator[str]:
    """The plugin's own options that hold any text."""
    for name, option in config._schema:
        here = f"{path}.{name}".lstrip(".")
        inner = option.option_type if isinstance(option, config_options.ListOfItems) else option
        if isinstance(inner, config_options.SubConfig):
            yield from options(inner.config_class, here)
        elif isinstance(inner, config_options.Type) and inner._type is str:
            yield here


def carries_none(path: str) -> bool:
    return any(path == each or path.endswith(f".{each}") for each in NO_TEXT)


_PHOTOS = [
    {"file": f"0{at}.jpg", "alt": f"替{at}", "caption": f"说{at}", "credit": f"谁{at}", "usage": "press"}
    for at in (1, 2, 3)
]  # fmt: skip
_ENTRY: dict[str, Any] = {
    "name": "名", "aliases": ["又名"], "pinyin": "读音", "region": "郑州市", "fields": ["智慧助老"],
    "honours": [{"campaign": 2026, "level": "provincial"}], "citation": "推介", "short": "短",
    "english": {"name": "Name", "citation": "Cited", "summary": "Told"},
    "summary": "介绍", "story": "故事", "changes": [{"date": "2026-11-01", "what": "改了"}],
    "photos": _PHOTOS,
    "consent": {"signed": "2026-05-06", "scope": ["web", "press", "screen", "print"]},
}  # fmt: skip
FILES: dict[str, dict[str, Any]] = {
    "vocabulary.yml": {
        "regions": [{"name": "郑州市", "slug": "zhengzhou", "english": "Town", "tile": [1, 1]}],
        "fields": [{"name": "智慧助老", "slug": "zhulao", "about": "主题说明",
                    "english": {"name": "Theme", "about": "Of it"}}],
    },
    "campaigns/2026.yml": {
        "year": 2026, "title": "活动", "week_theme": "主题词",
        "english": {"title": "Campaign", "week_theme": "Motto"}, "publish_from": "2026-10-23T09:00+08:00",
        "opening": {"date": "2026-10-23", "place": "地点"},
        "rounds": {"provincial": {"notice": {"from": "2026-07-02", "to": "2026-07-08"},
                                  "document": {"number": "文号", "date": "2026-07-13"}}},
    },
    "stars/li-xiulan/star.yml": {
        **_ENTRY, "organization": "单位", "position": "职务",
        "film": {"file": "film.mp4", "title": "片名", "credit": "摄制", "captions": "film.srt"},
    },
    "projects/yedeng/project.yml": {
        **_ENTRY, "name": "项目名", "hosts": ["主办"], "organisers": ["承办"], "venue": "场地",
        "film": {"file": "film.mp4", "title": "项目片名", "credit": "项目摄制"},
        "started": "2019-03", "audience": "受众", "participants": {2025: {"offline": 1200, "online": 0}},
    },
    "openings/2026.yml": {
        "year": 2026,
        "items": [
            {"show": "title", "text": "大字", "under": "小字", "notes": "串词"},
            {"show": "entry", "entry": "li-xiulan", "notes": "又一段串词"},
            {"show": "film", "entry": "li-xiulan"},
            {"show": "thanks", "text": "谢谢", "lines": ["鸣谢"]},
        ],
    },
}  # fmt: skip
OPTIONS: dict[str, Any] = {
    "tagline": "标语",
    "press": {"about": "背景", "name": "联系人", "phone": "电话", "email": "邮箱", "hours": "时间"},
    "english": {"name": "Site", "tagline": "Line", "about": "Background"},
    "footer": {
        "organiser": "主办",
        "host": "承办",
        "support": "技术支持",
        "contact": "联系方式",
        "more": [{"label": "栏目名", "text": "栏目内容"}],
    },
}
_MARKDOWN = "## {0}\n\n{0}\n\n> {0}\n\n- {0}\n\n**{0}**\n"


def write(root: Path) -> dict[str, str]:
    """The folder with its mkdocs.yml; tells the path of each mark's field."""
    filler = Filler()
    content = root / "content"
    for name, told in FILES.items():
        wanted = {path for path in texts(ROOTS[name]) if not carries_none(path)}
        filled = filler.filled(told, "", wanted)
        for key in ("summary", "story"):
            if key in filled:
                filled[key] = _MARKDOWN.format(filled[key])
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=10**6)
        path.write_text(text, "utf-8")
    for entry, shade in (("stars/li-xiulan", 40), ("projects/yedeng", 90)):
        for at in (1, 2, 3):
            picture = Image.new("RGB", (16, 12), (shade * at % 255, shade, 9))
            picture.save(content / entry / f"0{at}.jpg")
    _film(content / "stars/li-xiulan", filler)
    shutil.copy(content / "stars/li-xiulan/film.mp4", content / "projects/yedeng/film.mp4")
    _configuration(root, filler)
    return filler.told


def _film(folder: Path, filler: Filler) -> None:
    line = [
        get_ffmpeg_exe(),
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=64x48:rate=5:duration=1",
    ]
    subprocess.run([*line, "-pix_fmt", "yuv420p", str(folder / "film.mp4")], check=True)
    cue = f"1\n00:00:00,100 --> 00:00:00,900\n{filler.payload('captions')}\n"
    (folder / "film.srt").write_text(cue, "utf-8")


def _configuration(root: Path, filler: Filler) -> None:
    config = configured(root)
    told = yaml.load(config.read_text("utf-8").replace("!ENV ", ""), yaml.BaseLoader)
    wanted = {path for path in options(ShowcaseConfig) if not carries_none(path)}
    own = filler.filled(OPTIONS, "", wanted)
    told["plugins"] = [{"showcase": {"content": "content", "cache": ".cache", "cards": False,
                                     "placards": "none", "languages": ["zh", "en"], "films": {"preset": "ultrafast"}, **own}}]  # fmt: skip
    told |= {"site_name": filler.payload("site_name"), "font": False}
    told["site_description"] = filler.payload("site_description")
    told.pop("font")
    told["theme"] |= {"custom_dir": str(ROOT / "theme"), "font": False, "palette": False}
    config.write_text(yaml.safe_dump(told, allow_unicode=True, width=10**6), "utf-8")
    page = filler.payload("page")
    (root / "pages/about.md").write_text(
        f"---\ntitle: '{page.replace(chr(39), chr(39) * 2)}'\n---\n\n{_MARKDOWN.format(page)}",
        "utf-8",
    )


def unfilled() -> set[str]:
    """Fields of text that carry nothing, though nobody says why."""
    left = {
        f"{name}: {path}"
        for name, model in ROOTS.items()
        for path in texts(model)
        if not carries_none(path) and not _reached(FILES[name], path.split("."))
    }
    return left | {
        f"mkdocs.yml: {path}"
        for path in options(ShowcaseConfig)
        if not carries_none(path) and not _reached(OPTIONS, path.split("."))
    }


def _reached(value: Any, path: list[str]) -> bool:
    if isinstance(value, list):
        return any(_reached(each, path) for each in value)
    if not path:
        return isinstance(value, str)
    if not isinstance(value, dict):
        return False
    inner = value.values() if path[0] == "*" else [value.get(path[0])]
    return any(_reached(each, path[1:]) for each in inner)


__all__ = ["BREAKS", "MARK", "Kind", "unfilled", "write"]
