"""Content folders written by tests: a small valid one, to be changed in one place."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
NOW = "2026-11-25T12:00+08:00"
"""The samples' present: the 2026 winners are out, the national embargo of 2036 is not over."""
CAMPAIGN = """\
year: 2026
title: 2026年“百姓学习之星”
week_theme: 一生好学
publish_from: 2026-10-23T09:00+08:00
rounds:
  provincial:
    notice: {from: 2026-07-02, to: 2026-07-08}
    document: {number: 样例〔2026〕1号, date: 2026-07-13}
  municipal:
    notice: {from: 2026-07-02, to: 2026-07-08}
"""
VOCABULARY = """\
regions:
  - {name: 郑州市, slug: zhengzhou}
  - {name: 洛阳市, slug: luoyang}
fields:
  - {name: 智慧助老, slug: zhulao}
  - {name: 社区教育, slug: shequ}
"""
STAR = f"""\
name: 李秀兰
region: 郑州市
organization: 槐荫里社区
position: 志愿者
fields: [智慧助老]
honours:
  - {{campaign: 2026, level: provincial}}
citation: 从头学起
summary: |
  {"她从头学起" * 60}
story: |
  {"后来她教会了邻居" * 140}
photos:
  - {{file: 01.jpg, alt: 一位老人, caption: 课堂上, credit: 林默 摄}}
  - {{file: 02.jpg, alt: 一群老人, caption: 树荫下, credit: 林默 摄}}
  - {{file: 03.jpg, alt: 一双手, caption: 灯下, credit: 林默 摄}}
consent: {{signed: 2026-05-06, scope: [web, press]}}
"""
PROJECT = f"""\
name: 夜灯学院
region: 洛阳市
hosts: [涧西工人文化宫]
started: 2019-03
fields: [社区教育]
honours:
  - {{campaign: 2026, level: provincial}}
citation: 下班以后
summary: |
  {"灯亮着人就来" * 50}
story: |
  {"夜里的灯照着一张图纸" * 170}
photos:
  - {{file: 01.jpg, alt: 灯, caption: 灯下, credit: 供图}}
  - {{file: 02.jpg, alt: 图纸, caption: 图纸, credit: 供图}}
  - {{file: 03.jpg, alt: 机床, caption: 车间, credit: 供图}}
participants:
  2025: {{offline: 1200, online: 0}}
consent: {{signed: 2026-05-06, scope: [web]}}
"""
OPENING = """\
year: 2026
items:
  - {show: title, text: 一生好学}
  - {show: entry, entry: li-xiulan, notes: 请上台}
  - {show: thanks, text: 谢谢}
"""


def folder(
    root: Path,
    *,
    star: str | None = STAR,
    project: str | None = PROJECT,
    campaign: str | None = CAMPAIGN,
    vocabulary: str | None = VOCABULARY,
    opening: str | None = None,
) -> Path:
    """A content folder with one star and one project; None leaves a file out."""
    for name, text in {
        "campaigns/2026.yml": campaign,
        "vocabulary.yml": vocabulary,
        "openings/2026.yml": opening,
        "stars/li-xiulan/star.yml": star,
        "projects/yedeng/project.yml": project,
    }.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return root


def configured(root: Path, *changes: tuple[str, str]) -> Path:
    """The project's own mkdocs.yml in a folder elsewhere, with hand-written pages of its own (none)
    in `pages`; each change is what stands there and what shall.
    """
    (root / "pages").mkdir(exist_ok=True)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    own = ("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    for before, after in (("docs_dir: content/pages", "docs_dir: pages"), own, *changes):
        text = changed(text, before, after)
    (root / "mkdocs.yml").write_text(text, "utf-8")
    _share(".cache/typeface", root)
    return root / "mkdocs.yml"


def _share(name: str, root: Path) -> None:
    """A folder of the project's own cache: cutting the display face takes seconds."""
    own, shared = root / name, ROOT / name
    if not own.exists():
        shared.mkdir(parents=True, exist_ok=True)
        own.parent.mkdir(exist_ok=True)
        own.symlink_to(shared)


def changed(text: str, before: str, after: str) -> str:
    """The text with one place changed, which must be there."""
    assert before in text, before
    return text.replace(before, after, 1)


def summed(output: str) -> list[int]:
    """Copies made, reused and failed, from the last row of the table that a command printed."""
    row = next(line for line in output.splitlines() if line.startswith(("合计", "all ")))
    return [int(each) for each in row.split()[1:4]]
