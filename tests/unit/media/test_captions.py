"""Captions as offices send them."""

import codecs
from pathlib import Path

import pytest

from site_builder.media import captions
from site_builder.media.recipe import CaptionRecipe, Captions, Refused
from tests.unit.media.room import lines

SRT = """1
00:00:01,000 --> 00:00:02,500
获奖感言 & <b>上方</b>

2
00:00:03,000 --> 00:00:04,000
第二行 --> 箭头
"""
TRADITIONAL = """1
00:00:01,000 --> 00:00:02,500
我們來到這裡學習，大家都說好
"""


def made(tmp_path: Path, raw: bytes, until: float | None = None) -> tuple[Captions, str]:
    tmp_path.mkdir(exist_ok=True)
    original, out = tmp_path / "film.srt", tmp_path / "out"
    original.write_bytes(raw)
    out.mkdir()
    return captions.webvtt(original, CaptionRecipe(until), out), (out / "captions.vtt").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_gives_the_same_words(
    tmp_path: Path, encoding: str, ending: str
) -> None:
    told, text = made(tmp_path, SRT.replace("\n", ending).encode(encoding))
    assert lines(told) == ("获奖感言 & 上方", "第二行 --> 箭头")
    assert text.startswith("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n")


def test_utf_16_of_either_byte_order_is_read(tmp_path: Path) -> None:
    told, _ = made(tmp_path, codecs.BOM_UTF16_BE + SRT.encode("utf-16-be"))
    assert lines(told)[0] == "获奖感言 & 上方"


@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_that_was_cut_spoils_only_itself(tmp_path: Path, cut: int) -> None:
    raw = TRADITIONAL.encode()
    at = raw.index("們".encode())
    (told,) = lines(made(tmp_path, raw[: at + cut] + raw[at + 3 :])[0])
    assert told == "我\ufffd來到這裡學習，大家都說好"


def test_big5_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    told, _ = made(tmp_path, TRADITIONAL.encode("big5"))
    assert lines(told) == ("我們來到這裡學習，大家都說好",)


def test_gbk_is_not_taken_for_big5(tmp_path: Path) -> None:
    told, _ = made(tmp_path, "1\n00:00:01,000 --> 00:00:02,000\n我们在这里学习\n".encode("gbk"))
    assert lines(told) == ("我们在这里学习",)


def test_what_markup_would_mean_is_escaped(tmp_path: Path) -> None:
    _, text = made(tmp_path, b"1\n00:00:01,000 --> 00:00:02,000\n2 < 3 & <script>5 --> 4\n")
    assert text.endswith("\n2 &lt; 3 &amp; &lt;script&gt;5 --&gt; 4\n")


def test_overrides_and_tags_are_left_out(tmp_path: Path) -> None:
    raw = b'1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">top</font> <i>line</i>\n'
    assert lines(made(tmp_path, raw)[0]) == ("top line",)


def test_bad_cues_are_skipped(tmp_path: Path) -> None:
    raw = (
        "1\n00:00:05,000 --> 00:00:02,000\nends before it starts\n\n"
        "2\n00:00:06,000 --> 00:00:07,000\ngood\n\nno timing here\n\n"
        "3\n00:00:08,000 --> 00:00:09,000\n\n"
    )
    told, _ = made(tmp_path, raw.encode())
    assert lines(told) == ("good",)
    assert told.skipped == 1  # an empty cue is none


@pytest.mark.parametrize(
    ("timing", "skipped"),
    [
        ("00:00:02,000 --> 00:00:02,000", 1),
        ("00:00:0x,000 --> 00:00:02,000", 1),
        ("0:02 --> ", 0),  # no time at all: words
        ("00:00:12,000 --> 00:00:13,000", 1),  # after the film's end
        ("00:00:08,000 --> 00:00:19,000", 0),  # cut at the film's end
    ],
)
def test_what_was_skipped_is_counted(tmp_path: Path, timing: str, skipped: int) -> None:
    raw = f"1\n00:00:01,000 --> 00:00:02,000\n你好\n\n2\n{timing}\n再见\n"
    told, _ = made(tmp_path, raw.encode(), until=10)
    assert told.skipped == skipped
    assert told.cues[0].text.startswith("你好")
    assert told.cues[-1].end <= 10_000


def test_two_who_speak_at_once_are_both_read(tmp_path: Path) -> None:
    raw = "1\n00:00:01,000 --> 00:00:05,000\n甲\n\n2\n00:00:02,000 --> 00:00:03,000\n乙\n"
    assert lines(made(tmp_path, raw.encode())[0]) == ("甲", "乙")


def test_cues_come_in_order_of_time(tmp_path: Path) -> None:
    raw = b"1\n00:00:05,000 --> 00:00:06,000\nb\n\n2\n00:00:01,000 --> 00:00:02,000\na\n"
    assert lines(made(tmp_path, raw)[0]) == ("a", "b")


def test_webvtt_comes_through_without_its_styles(tmp_path: Path) -> None:
    raw = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nintro\n"
        "00:01.000 --> 00:02.000 align:start\n<v 李>你好 &amp; 再见\n"
    )
    told, text = made(tmp_path, raw.encode())
    assert lines(told) == ("你好 & 再见",)
    assert "STYLE" not in text


def test_what_is_far_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "film.srt"
    with path.open("wb") as file:
        file.truncate(captions.MOST + 1)
    with pytest.raises(Refused, match="not-captions"):
        captions.words(path)


@pytest.mark.parametrize("raw", [b"no captions at all", b"\x00\xff\xfe" * 50])
def test_a_file_without_cues_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        made(tmp_path, raw)
    assert refused.value.reason == "not-captions"


def test_the_corpus_of_captions_is_read(tmp_path: Path, corpus: Path) -> None:
    told = {}
    for path in sorted((corpus / "subs").iterdir()):
        (tmp_path / path.stem).mkdir()
        told[path.name] = lines(made(tmp_path / path.stem, path.read_bytes())[0])
    assert told["bom.srt"] == told["gbk.srt"] == ("获奖感言 & 上方", "第二行 --> 箭头")
    assert told["overlap_bad.srt"] == ("sloppy",)
