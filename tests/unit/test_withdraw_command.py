"""`site-builder withdraw`: the mark, the proof, and what is told of others' words."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fpdf import FPDF
from PIL import Image

from site_builder.cli import main
from site_builder.content import yaml_text
from tests.written import NOW, PROJECT, ROOT, STAR, changed, configured, folder

SLUG, LINE = "li-xiulan", "withdrawn: 2026-11-25\n"
WRITTEN = "# 编者：第一稿\n" + changed(
    changed(STAR, "name: 李秀兰", "name: 李秀兰  # 身份证上的写法\naliases: [秀兰阿姨, 李]"),
    "credit: 林默 摄}",
    "credit: 林默 摄, usage: press}",
)


@dataclass(frozen=True)
class Room:
    """A configuration with its content, cache and output, and the commands on it."""

    root: Path

    @property
    def out(self) -> Path:
        return self.root / "site"

    @property
    def yaml(self) -> Path:
        return self.root / f"content/stars/{SLUG}/star.yml"

    def run(self, *line: str) -> Result:
        config = str(self.root / "mkdocs.yml")
        told = [*line, "--config", config, "--content", str(self.root / "content"), "--now", NOW]
        return CliRunner().invoke(main, [*told, "--out", str(self.out)], catch_exceptions=False)


def room(root: Path, star: str = WRITTEN, project: str = PROJECT) -> Room:
    content = folder(root / "content", star=star, project=project)
    for at, entry in enumerate(("stars/li-xiulan", "projects/yedeng")):
        for number in (1, 2, 3):
            photo = Image.new("RGB", (90, 60), (80 * at, 60 * number, 90))
            photo.save(content / entry / f"0{number}.jpg")
    configured(root)
    return Room(root)


@dataclass(frozen=True)
class Flow:
    """What each step of a withdrawal said."""

    room: Room
    planned: Result
    after_plan: str
    """The YAML after a dry run."""
    copies: tuple[bytes, ...]
    """Published copies of her first photo."""
    done: Result


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Flow:
    made = room(tmp_path_factory.mktemp("withdraw"))
    assert made.run("build").exit_code == 0
    planned = made.run("withdraw", SLUG, "--dry-run", "--lang", "en")
    after_plan = made.yaml.read_text("utf-8")
    press = tuple(path.read_bytes() for path in made.out.rglob("press.jpg"))
    return Flow(made, planned, after_plan, press, made.run("withdraw", SLUG))


@pytest.fixture
def gone(flow: Flow, tmp_path: Path) -> Room:
    """A copy of the room after the withdrawal, to be spoiled."""
    target = tmp_path / "room"
    shutil.copytree(flow.room.root, target)
    return Room(target)


def purged(result: Result) -> set[str]:
    return {line for line in result.output.splitlines() if line.startswith("https://")}


def test_a_dry_run_shows_where_she_stands_and_changes_nothing(flow: Flow) -> None:
    assert flow.planned.exit_code == 0
    assert flow.after_plan == WRITTEN
    assert "stars/li-xiulan/index.html" in flow.planned.output
    assert "https://xuexi.example.org/stars/li-xiulan/" in flow.planned.output


def test_the_mark_keeps_the_editors_comments_and_layout(flow: Flow) -> None:
    assert flow.room.yaml.read_text("utf-8") == WRITTEN + LINE


def test_nothing_is_found_and_the_proof_says_what_was_read(flow: Flow) -> None:
    assert flow.done.exit_code == 0
    files = sum(path.is_file() for path in flow.room.out.rglob("*"))
    assert f"文件 {files} 个" in flow.done.output
    assert "姓名或名称 李秀兰" in flow.done.output
    assert "没有查找“李”：太短" in flow.done.output
    assert "没有找到任何痕迹" in flow.done.output


def test_every_page_and_copy_of_hers_is_to_be_purged(flow: Flow) -> None:
    told = purged(flow.done)
    base = "https://xuexi.example.org/"
    for page in ("", "stars/li-xiulan/", "explore/", "embed/stars/li-xiulan.html", "feed.xml"):
        assert base + page in told
    copies = {line for line in told if line.startswith(f"{base}media/")}
    assert len(copies) >= 3 * 2 + 1 + 2  # three photos in AVIF and JPEG, a press copy, two cards
    assert not any((flow.room.out / line.removeprefix(base)).exists() for line in copies)


def test_a_second_time_is_refused_and_the_proof_can_be_had_again(flow: Flow) -> None:
    again = flow.room.run("withdraw", SLUG)
    assert again.exit_code == 2
    assert f"stars/{SLUG}/star.yml:{WRITTEN.count(chr(10)) + 1}" in again.output
    assert "--proof" in again.output
    assert flow.room.yaml.read_text("utf-8") == WRITTEN + LINE
    proof = flow.room.run("withdraw", SLUG, "--proof", "--lang", "en")
    assert proof.exit_code == 0
    assert "nothing was found" in proof.output
    assert purged(proof) == purged(flow.done)


def test_an_empty_folder_is_no_proof(flow: Flow, tmp_path: Path) -> None:
    line = ["withdraw", SLUG, "--proof", "--config", str(flow.room.root / "mkdocs.yml")]
    line += ["--content", str(flow.room.root / "content"), "--out", str(tmp_path)]
    result = CliRunner().invoke(main, line, catch_exceptions=False)
    assert result.exit_code == 2
    assert "无从核对" in result.output


def test_one_of_two_ways_at_a_time(flow: Flow) -> None:
    assert flow.room.run("withdraw", SLUG, "--proof", "--dry-run").exit_code == 2


def test_killed_behind_the_mark_it_is_finished_by_a_build_and_a_proof(
    flow: Flow, tmp_path: Path
) -> None:
    made = room(tmp_path)
    made.run("build")
    line = [sys.executable, "-m", "site_builder", "withdraw", SLUG, "--now", NOW]
    line += ["--config", str(tmp_path / "mkdocs.yml"), "--content", str(tmp_path / "content")]
    child = subprocess.Popen([*line, "--out", str(made.out)], cwd=ROOT, start_new_session=True)
    until = time.monotonic() + 60
    while made.yaml.read_text("utf-8") == WRITTEN and time.monotonic() < until:
        time.sleep(0.002)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait(timeout=60)
    assert made.yaml.read_text("utf-8") == WRITTEN + LINE
    open_ = made.run("withdraw", SLUG, "--proof")
    assert open_.exit_code == 1
    assert "找到  stars/li-xiulan/index.html" in open_.output
    made.run("build")
    proof = made.run("withdraw", SLUG, "--proof")
    assert proof.exit_code == 0
    assert purged(proof) == purged(flow.done)


@pytest.mark.parametrize("slug", ["li-xiulian", "nobody", "projects/li-xiulan"])
def test_an_unknown_slug_is_wrong_usage(flow: Flow, slug: str) -> None:
    result = flow.room.run("withdraw", slug)
    assert result.exit_code == 2
    assert slug in result.output
    if slug == "li-xiulian":
        assert "是不是“li-xiulan”" in result.output


def packed(name: str, raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, raw)
    return out.getvalue()


def printed(text: bytes) -> bytes:
    document = FPDF()
    document.add_page()
    document.embed_file(basename="a.txt", bytes=text, compress=True)
    return bytes(document.output())


PLANTED: dict[str, Callable[[Flow], bytes]] = {
    "kit.zip": lambda flow: packed("photos/renamed.jpg", flow.copies[0]),
    "old.html.gz": lambda _: gzip.compress("<p>李秀兰</p>".encode()),
    "letter.docx": lambda _: packed("word/document.xml", "<w:t>秀兰阿姨</w:t>".encode()),
    "notes.txt": lambda _: "秀兰阿姨来过".encode("utf-16"),
    "poster.pdf": lambda _: printed("李秀兰".encode()),
    "row.js": lambda _: b'{"href":"stars\\u002fli-xiulan\\u002f"}',
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_stayed_behind_is_found(flow: Flow, gone: Room, name: str) -> None:
    assert flow.copies
    (gone.out / name).write_bytes(PLANTED[name](flow))
    result = gone.run("withdraw", SLUG, "--proof")
    assert result.exit_code == 1
    found = [line for line in result.output.splitlines() if line.startswith("找到  ")]
    assert found
    assert all(line.startswith(f"找到  {name}") for line in found)
    assert name != "kit.zip" or any("（整个文件）" in line for line in found)


def test_what_can_t_be_read_is_no_proof(gone: Room) -> None:
    (gone.out / "kit.zip").write_bytes(packed("a", b"text" * 99)[:60])
    result = gone.run("withdraw", SLUG, "--proof", "--lang", "en")
    assert result.exit_code == 1
    assert "unread  kit.zip is damaged" in result.output


def test_others_words_are_told_with_their_page_and_a_leak_beside_them_is_found(
    tmp_path: Path,
) -> None:
    told = changed(PROJECT, "story: |\n  ", "story: |\n  头一个来的是李秀兰老师。")
    made = room(tmp_path, project=told)
    result = made.run("withdraw", SLUG)
    assert result.exit_code == 0, result.output
    line = told[: told.index("李秀兰")].count("\n")  # where the story's key stands
    assert f"“李秀兰”出现在别处自己的文字里（projects/yedeng/project.yml:{line}" in result.output
    assert "页面 projects/yedeng/" in result.output
    page = made.out / "projects/yedeng/index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<p>李秀兰</p></main>"), "utf-8")
    again = made.run("withdraw", SLUG, "--proof")
    assert again.exit_code == 1
    assert "找到  projects/yedeng/index.html" in again.output


def test_a_yaml_that_can_t_be_marked_is_left_alone(tmp_path: Path) -> None:
    made = room(tmp_path)
    value = yaml_text.parse(made.yaml.read_text("utf-8")).value
    braces = json.dumps(value, ensure_ascii=False)
    made.yaml.write_text(braces, "utf-8")
    result = made.run("withdraw", SLUG)
    assert result.exit_code == 2
    assert "withdrawn: 2026-11-25" in result.output
    assert made.yaml.read_text("utf-8") == braces
    assert not made.out.exists()


_MARKING = """
import sys, datetime
from pathlib import Path
from site_builder.publish import withdrawal
file, before = Path(sys.argv[1]), Path(sys.argv[1]).read_bytes()
print("begun", flush=True)
while True:
    assert withdrawal.mark(file, "star.yml", datetime.date(2026, 11, 25)) is None
    part = file.with_name("back"); part.write_bytes(before); part.replace(file)
"""


def test_a_kill_leaves_the_yaml_as_it_was_or_marked(tmp_path: Path) -> None:
    file = tmp_path / "star.yml"
    for at in range(4):
        file.write_text(WRITTEN, "utf-8")
        line = [sys.executable, "-c", _MARKING, str(file)]
        child = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert child.stdout
        assert child.stdout.readline() == "begun\n"
        time.sleep(0.02 + at * 0.013)
        os.kill(child.pid, signal.SIGKILL)
        assert child.wait(timeout=60) == -signal.SIGKILL
        assert file.read_text("utf-8") in {WRITTEN, WRITTEN + LINE}


@pytest.mark.usefixtures("copies")
def test_a_sample_withdrawn_leaves_no_trace(tmp_path: Path) -> None:
    """The whole sample site; its copies come from the project's cache."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    line = ["withdraw", SLUG, "--config", str(ROOT / "mkdocs.yml"), "--now", NOW]
    line += ["--content", str(tmp_path / "content"), "--out", str(tmp_path / "site")]
    result = CliRunner().invoke(main, line, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    star = tmp_path / "content/stars" / SLUG / "star.yml"
    before = (ROOT / "content/stars" / SLUG / "star.yml").read_text("utf-8")
    assert star.read_text("utf-8") == before + LINE
    assert (tmp_path / "site/stars" / SLUG / "index.html").is_file()
