"""`site-builder film`: the sample year's film and cue sheet, and what a change costs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import av
import pytest
from click.testing import CliRunner, Result

from site_builder.cli import main
from site_builder.media import ffmpeg
from tests.conftest import once
from tests.written import NOW, ROOT, changed, configured, summed

SIZE = "320x180"


def run(root: Path, out: Path, *more: str) -> Result:
    line = ["film", "2026", "--config", str(root / "mkdocs.yml"), "--now", NOW]
    line += ["--size", SIZE, "--out", str(out), *more]
    return CliRunner().invoke(main, line, catch_exceptions=False)


@pytest.fixture(scope="session")
def filmed(copies: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples' film, small, its cue sheet, and content of its own."""

    def make(folder: Path) -> Path:
        shutil.copytree(ROOT / "content", folder / "content", copy_function=os.link)
        configured(folder, ("cache: .cache", f"cache: {copies}"))
        result = run(folder, folder / "film.mp4")
        assert result.exit_code == 0, result.output
        (folder / "said.txt").write_text(result.output, "utf-8")
        return folder

    return once(tmp_path_factory, "film", make)


def rows(page: Path) -> list[list[str]]:
    """The cue sheet's cells, row by row."""
    body = page.read_text("utf-8").partition("<tbody>")[2]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>.*?</tr>", body)]


def test_the_film_has_the_format_and_the_length_of_its_cue_sheet(filmed: Path) -> None:
    told = rows(filmed / "film.cue.html")
    assert len(told) == 23
    frames = sum(int(row[3]) for row in told)
    with av.open(str(filmed / "film.mp4")) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (picture.codec_context.name, picture.width, picture.height) == ("h264", 320, 180)
        assert picture.average_rate == 25
        assert picture.codec_context.pix_fmt == "yuv420p"
        assert sum(1 for packet in container.demux(picture) if packet.size) == frames
        assert (sound.codec_context.name, sound.rate, sound.channels) == ("aac", 48000, 2)
    ends = [row[2] for row in told]
    assert [row[1] for row in told] == ["00:00:00:00", *ends[:-1]]
    hours, minutes, seconds, rest = map(int, ends[-1].split(":"))
    assert ((hours * 60 + minutes) * 60 + seconds) * 25 + rest == frames


def test_the_workbook_says_the_same(filmed: Path) -> None:
    with zipfile.ZipFile(filmed / "film.cue.xlsx") as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    for row in rows(filmed / "film.cue.html"):
        assert row[1] in texts
        assert row[6].replace("&#34;", '"') in texts.replace("&quot;", '"')


def test_what_is_heard_and_seen_is_within_bounds(filmed: Path) -> None:
    line = [ffmpeg.binary(), "-nostdin", "-hide_banner", "-i", str(filmed / "film.mp4")]
    line += [
        "-vf",
        "blackdetect=d=0.5",
        "-af",
        "ebur128=peak=true:framelog=quiet",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(line, capture_output=True, text=True, check=True, timeout=300).stderr
    loudness = float(re.findall(r"I:\s+(\S+) LUFS", said)[-1])
    peak = float(re.findall(r"Peak:\s+(\S+) dBFS", said)[-1])
    assert loudness == pytest.approx(-23, abs=0.5)
    assert peak <= -2
    assert "black_start" not in said


def test_it_starts_without_its_end(filmed: Path) -> None:
    raw = (filmed / "film.mp4").read_bytes()
    assert raw.find(b"moov") < raw.find(b"mdat")


def test_nothing_changed_makes_nothing_and_gives_the_same_bytes(
    filmed: Path, tmp_path: Path
) -> None:
    again = run(filmed, tmp_path / "again.mp4")
    assert summed(again.output)[0] == 0
    assert (tmp_path / "again.mp4").read_bytes() == (filmed / "film.mp4").read_bytes()
    page = "film.cue.html"
    assert (tmp_path / "again.cue.html").read_bytes() == (filmed / page).read_bytes()


def test_a_changed_entry_costs_its_own_pieces(filmed: Path, tmp_path: Path) -> None:
    """Its middle and the two cross-fades beside it; nothing else is made."""
    shutil.copytree(filmed / "content", tmp_path / "content", copy_function=os.link)
    configured(tmp_path, ("cache: .cache", f"cache: {ROOT / '.cache'}"))
    star = tmp_path / "content/stars/wang-zhe/star.yml"
    text = changed(
        star.read_text("utf-8"), "白天用双手替人松筋骨", f"白天用双手替人松筋骨{os.getpid()}"
    )
    star.unlink()  # it is linked
    star.write_text(text, "utf-8")
    result = run(tmp_path, tmp_path / "film.mp4")
    assert summed(result.output)[0] == 3
    assert rows(tmp_path / "film.cue.html") == rows(filmed / "film.cue.html")


def test_who_may_not_be_on_the_screen_is_named_and_the_rest_is_made(
    filmed: Path, tmp_path: Path
) -> None:
    shutil.copytree(filmed / "content", tmp_path / "content", copy_function=os.link)
    configured(tmp_path, ("cache: .cache", f"cache: {ROOT / '.cache'}"))
    star = tmp_path / "content/stars/wang-zhe/star.yml"
    text = changed(star.read_text("utf-8"), "press, screen, print", "press, print")
    star.unlink()
    star.write_text(text, "utf-8")
    result = run(tmp_path, tmp_path / "film.mp4")
    assert result.exit_code == 1
    assert "“王喆”不能上大屏" in result.output
    names = [row[6] for row in rows(tmp_path / "film.cue.html")]
    assert "王喆" not in names
    assert len(names) == 22


def test_a_year_without_programme_and_a_size_that_is_none(filmed: Path, tmp_path: Path) -> None:
    line = ["film", "2024", "--config", str(filmed / "mkdocs.yml"), "--now", NOW]
    result = CliRunner().invoke(main, [*line, "--out", str(tmp_path / "x.mp4")])
    assert result.exit_code == 1
    assert "没有这一年的节目单" in result.output
    assert not (tmp_path / "x.mp4").exists()
    wrong = CliRunner().invoke(main, [*line, "--size", "1921x1080"])
    assert wrong.exit_code == 2
    assert "偶数" in wrong.output
