"""Nothing that the forms ask for in private reaches any byte of the site, wherever it lies.

Each field of the four annexes is filled with a string of its own, a canary, and put in every place
beside the YAML where an office may leave it.
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import imageio_ffmpeg
import pytest
from PIL import Image

from site_builder.publish import plugin
from site_builder.publish.plugin import Order
from site_builder.publish.traces import Wanted, search
from tests.written import NOW, PROJECT, STAR, changed, configured, folder

FORMS = {
    "annex-1": (
        "姓名", "性别", "出生年月", "照片", "民族", "籍贯", "党派", "参加工作时间", "专业技术职称",
        "学历", "毕业院校及专业", "所在单位及职务", "电话", "手机", "邮箱", "个人简历", "参加学习情况",
        "奖励情况", "主要事迹和成效", "宣传展示材料", "本人所在单位推荐意见",
        "区县级教育部门推荐意见", "省级教育部门推荐意见",
    ),
    "annex-2": (
        "推荐序号", "姓名", "单位", "职务", "专业职称", "性别", "民族", "出生年月日", "学历", "地址",
        "有无视频材料", "联系电话", "备注", "教育局、学院（校）", "填表时间",
    ),
    "annex-3": (
        "品牌项目名称", "主办单位", "主办单位联系电话", "承办单位", "承办单位联系电话", "开始时间",
        "活动地点", "受益群体", "宣传展示材料", "主办单位推荐意见", "区县级教育部门推荐意见",
        "省级教育部门推荐意见",
    ),
    "annex-4": (
        "序号", "品牌项目名称", "主办单位", "起始时间", "参与人数（人次）", "所附材料（总结、视频）",
        "地址", "品牌单位联系电话和邮箱", "备注", "教育局、学院（校）", "填表时间",
    ),
}  # fmt: skip
CANARIES = {
    (form, label): f"雀{'甲乙丙丁'[at]}鹡{number:02}鸰"
    for at, (form, labels) in enumerate(FORMS.items())
    for number, label in enumerate(labels)
}
"""Characters that no text of ours holds."""


def filled(form: str) -> list[tuple[str, str]]:
    return [(label, canary) for (each, label), canary in CANARIES.items() if each == form]


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(rows: list[tuple[str, str]]) -> bytes:
    """As Word has it: cells of a table, and the properties of the document."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = "".join(f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in rows)
    core = "".join(f"<dc:creator>{canary}</dc:creator>" for _, canary in rows)
    return zipped(**{"word/document.xml": body, "docProps/core.xml": core})


def xlsx(rows: list[tuple[str, str]]) -> bytes:
    cells = "".join(f'<c t="inlineStr"><is><t>{escape(b)}</t></is></c>' for _, b in rows)
    return zipped(**{"xl/worksheets/sheet1.xml": f"<row>{cells}</row>"})


def photo(path: Path, told: str, colour: int) -> None:
    """A JPEG that says it in each kind of metadata that cameras and offices write."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x8298] = "".join(f"&#{ord(sign)};" for sign in told)
    exif[0x9C9B] = exif[0x9C9C] = exif[0x9C9D] = told.encode("utf-16-le")
    exif.get_ifd(0x8769).update({0x9286: b"UNICODE\0" + told.encode("utf-16-le"), 0xA430: told})
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 45.0, 0.0), 0x1C: told.encode()})
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>{told}</dc:title></x:xmpmeta>'
    picture = Image.new("RGB", (90, 60), (90, colour, 60))
    picture.save(path, exif=exif, xmp=xmp.encode(), comment=told.encode())


def film(path: Path, told: str) -> None:
    tags = [tag for key in ("title", "comment", "artist") for tag in ("-metadata", f"{key}={told}")]
    made = ["-f", "lavfi", "-i", "testsrc=size=64x36:rate=5:duration=1", *tags, str(path)]
    line = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *made]
    subprocess.run(line, check=True)


def beside(entry: Path, forms: tuple[str, str]) -> None:
    """The filled forms and all else that lies about in an office's folder."""
    rows = [row for form in forms for row in filled(form)]
    told = "，".join(f"{label}：{canary}" for label, canary in rows)
    (entry / f"{forms[0]}.docx").write_bytes(docx(filled(forms[0])))
    (entry / f"{forms[1]}.xlsx").write_bytes(xlsx(filled(forms[1])))
    (entry / "说明.txt").write_text(told, "gb18030")
    (entry / "旧字幕.srt").write_text(f"1\n00:00:00,000 --> 00:00:01,000\n{told}\n", "utf-8")
    (entry / ".draft.yml").write_text(told, "utf-8")
    for _, canary in rows:
        (entry / f"{canary}.txt").write_bytes(b"")
    for number in (1, 2, 3):
        photo(entry / f"{rows[number][1]}.jpg", told, number * 60)
    film(entry / f"{rows[4][1]}.mp4", told)


def written(text: str, forms: tuple[str, str]) -> str:
    """A YAML that names those files, with notes of its editor's in comments."""
    rows = [row for form in forms for row in filled(form)]
    for number in (1, 2, 3):
        named = f"file: {rows[number][1]}.jpg, usage: press"
        text = changed(text, f"file: 0{number}.jpg", named)
    notes = "".join(f"# {label}：{canary}\n" for label, canary in rows)
    return f"{notes}{text}film: {{file: {rows[4][1]}.mp4, title: 片}}\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    star, project = ("annex-1", "annex-2"), ("annex-3", "annex-4")
    root = folder(tmp_path / "content", star=written(STAR, star), project=written(PROJECT, project))
    beside(root / "stars/li-xiulan", star)
    beside(root / "projects/yedeng", project)
    keys = {f"{form}-{label}": canary for (form, label), canary in CANARIES.items()}
    everything = "".join(f"{key}: {canary}\n" for key, canary in keys.items())
    inside = "".join(f", {key}: {canary}" for key, canary in keys.items())
    for slug, text in {
        "unknown-keys": STAR + everything,
        "unknown-keys-of-a-photo": changed(STAR, "credit: 林默 摄}", f"credit: 林默{inside}}}"),
    }.items():
        (root / "stars" / slug).mkdir()
        (root / "stars" / slug / "star.yml").write_text(
            changed(text, "name: 李秀兰", "name: 雀甲鹡00鸰"), "utf-8"
        )
    return root


def test_no_field_of_the_forms_is_in_any_byte_of_the_site(content: Path, tmp_path: Path) -> None:
    wanted = Wanted(tuple(CANARIES.values()), {})
    placed = search(content, wanted)
    assert {trace.what for trace in placed.traces} == set(CANARIES.values())
    assert {"name", "utf-8", "gb18030", "utf-16-le", "html"} <= {
        trace.spelling for trace in placed.traces
    }

    config = configured(tmp_path)
    plugin.build(Order(config, content=content, out=tmp_path / "site", now=NOW))

    page = (tmp_path / "site/stars/li-xiulan/index.html").read_text("utf-8")
    assert page.count("<picture") >= 3
    assert "<video" in page
    assert "press.jpg" in page
    assert (tmp_path / "site/press/kits/stars/li-xiulan.zip").exists()
    assert not (tmp_path / "site/stars/unknown-keys").exists()
    found = search(tmp_path / "site", wanted)
    assert [f"{trace.path} {trace.spelling}" for trace in found.traces] == []
    assert found.unread == ()
