"""`site-builder new`: writes a skeleton where nothing stands, and proposes an address."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder import whole
from site_builder.cli import main
from site_builder.content.model import Kind
from site_builder.publish.starting import proposed
from tests.written import NOW, ROOT, folder


def run(content: Path, *arguments: str) -> Result:
    line = [*arguments, "--config", str(ROOT / "mkdocs.yml"), "--content", str(content)]
    return CliRunner().invoke(main, line, catch_exceptions=False)


def new(content: Path, *arguments: str) -> Result:
    return run(content, "new", *arguments)


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in root.rglob("*")
    }


def test_a_star_a_project_and_a_programme_are_begun(tmp_path: Path) -> None:
    content = folder(tmp_path)
    for line, file in {
        ("star", "wang-zhe", "--name", "王喆"): "stars/wang-zhe/star.yml",
        ("project", "huanghe-duzhe"): "projects/huanghe-duzhe/project.yml",
        ("opening", "2026"): "openings/2026.yml",
    }.items():
        result = new(content, *line)
        assert result.exit_code == 0
        assert file in result.output
        assert (content / file).stat().st_size > 500


def test_check_says_what_a_fresh_skeleton_lacks(tmp_path: Path) -> None:
    content = folder(tmp_path)
    new(content, "star", "wang-zhe", "--name", "王喆")
    told = run(content, "check", "--now", NOW)
    assert told.exit_code == 1
    text = (content / "stars/wang-zhe/star.yml").read_text("utf-8")
    line = text.splitlines().index("region:") + 1
    assert f"stars/wang-zhe/star.yml:{line} 错误 [missing-key]" in told.output
    assert "缺少“region”这一栏" in told.output
    assert "Traceback" not in told.output


def test_nothing_is_ever_written_over(tmp_path: Path) -> None:
    content = folder(tmp_path, opening="year: 2026\n")
    before = files(content)
    for line in (("star", "li-xiulan"), ("project", "yedeng"), ("opening", "2026")):
        result = new(content, *line)
        assert result.exit_code == 2
        assert "已经有了，没有动它" in result.output
    assert files(content) == before


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    content = folder(tmp_path / "content")
    (content / "stars/wang-zhe").mkdir()
    (content / "stars/wang-zhe/star.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert new(content, "star", "wang-zhe").exit_code == 2
    assert not (tmp_path / "elsewhere.yml").exists()


def test_photos_that_came_first_do_not_stand_in_the_way(tmp_path: Path) -> None:
    content = folder(tmp_path)
    (content / "stars/wang-zhe").mkdir()
    (content / "stars/wang-zhe/01.jpg").write_bytes(b"jpg")
    assert new(content, "star", "wang-zhe").exit_code == 0
    assert (content / "stars/wang-zhe/01.jpg").read_bytes() == b"jpg"


@pytest.mark.parametrize(
    "slug", ["Li_Xiulan", "../li", "李秀兰", "a/b", "li xiulan", "li-", "x" * 61]
)
def test_a_folder_s_name_that_is_no_address_is_refused_with_one_that_is(
    tmp_path: Path, slug: str
) -> None:
    content = folder(tmp_path)
    before = files(content)
    result = new(content, "star", slug)
    assert result.exit_code == 2
    assert "bad-slug" in result.output
    assert "运行 site-builder new star " in result.output
    assert files(content) == before


def test_a_name_alone_gets_an_address_proposed(tmp_path: Path) -> None:
    content = folder(tmp_path)
    before = files(content)
    result = new(content, "star", "--name", "李秀兰")
    assert result.exit_code == 2
    assert "运行 site-builder new star li-xiulan --name 李秀兰" in result.output
    assert "site-builder new star li-xiulan --name 李秀兰" in new(content, "star", "李秀兰").output
    assert "--name" not in new(content, "star").output
    assert files(content) == before


@pytest.mark.parametrize(
    ("kind", "name", "slug"),
    [
        (Kind.STAR, "李秀兰", "li-xiulan"),
        (Kind.STAR, "欧阳淑仪", "ouyang-shuyi"),
        (Kind.STAR, "艾尔肯·吐尼亚孜", "aierken-tuniyazi"),
        (Kind.STAR, "王喆", "wang-zhe"),
        (Kind.STAR, "吕 品", "lv-pin"),
        (Kind.PROJECT, "夜灯学院", "yedeng-xueyuan"),
        (Kind.PROJECT, "“C+”学堂", "c-xuetang"),
        (Kind.PROJECT, "《》", ""),
    ],
)
def test_an_address_is_proposed_by_sound(kind: Kind, name: str, slug: str) -> None:
    assert proposed(kind, name) == slug


@pytest.mark.parametrize("year", ["26", "0", "99999"])
def test_a_year_that_is_none_is_refused(tmp_path: Path, year: str) -> None:
    content = folder(tmp_path)
    before = files(content)
    assert new(content, "opening", year).exit_code == 2
    assert files(content) == before


def test_a_disk_that_is_full_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = folder(tmp_path)
    before = files(content)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole, "write_whole", full)
    result = new(content, "star", "wang-zhe")
    assert result.exit_code == 2
    assert "什么也没有留下" in result.output
    assert files(content) == before


def test_a_disk_without_hard_links_takes_a_new_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(whole.os, "link", refuse)
    whole.write_new(tmp_path / "a/b.yml", b"1")
    assert files(tmp_path) == {"a": b"", "a/b.yml": b"1"}
