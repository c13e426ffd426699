"""Languages: their words, and what of a text is marked as another's."""

from __future__ import annotations

import datetime as dt

import pytest
from markupsafe import Markup

from site_builder.content.model import Region
from site_builder.publish import catalogue, words
from site_builder.publish.language import CHINESE, Language, attribute, is_chinese, marked
from tests.written import ROOT


@pytest.fixture(scope="module")
def english() -> Language:
    return catalogue.languages(["zh", "en"], ROOT / "theme")[1]


def test_chinese_says_what_is_written() -> None:
    assert CHINESE.say("%(year)s年", year=2026) == "2026年"
    assert CHINESE.many("城市", 3) == "城市"
    assert CHINESE.at("stars/a/") == "stars/a/"
    assert CHINESE.file("data/ways.js") == "data/ways.js"


def test_english_says_its_own_word_and_chinese_where_it_has_none(english: Language) -> None:
    assert english.say("首页") == "Home"
    assert english.say("没有这样的词") == "没有这样的词"
    assert [english.many("城市", count) for count in (0, 1, 2)] == ["Cities", "City", "Cities"]
    assert english.at("stars/a/") == "en/stars/a/"
    assert english.file("data/ways.js") == "data/ways-en.js"


def test_a_site_of_one_language_has_chinese_alone() -> None:
    assert catalogue.languages(["zh"], ROOT / "theme") == (CHINESE,)


def test_dates_and_lengths_are_said_as_each_language_says_them(english: Language) -> None:
    day = dt.date(2026, 7, 3)
    assert (words.day(day), words.day(day, english)) == ("2026年7月3日", "3 July 2026")
    assert [words.since(told) for told in ("2016", "2016-03", "2016-03-01")] == [
        "2016年", "2016年3月", "2016年3月1日",
    ]  # fmt: skip
    assert words.since("2016-03", english) == "March 2016"
    assert words.minutes(260, english) == "4 min 20 s"


@pytest.mark.parametrize(
    ("name", "slug", "told"),
    [
        ("郑州市", "zhengzhou", "Zhengzhou"),
        ("漯河市", "luohe", "Luohe"),
        ("登封县", "dengfeng", "Dengfeng County"),
        ("金水区", "jinshui", "Jinshui District"),
        ("济源示范区", "jiyuan", "Jiyuan Demonstration Zone"),
    ],
)
def test_a_city_is_called_by_its_address(
    english: Language, name: str, slug: str, told: str
) -> None:
    region = Region(name=name, slug=slug)
    assert words.city(region, english) == told
    assert words.city(Region(name=name, slug=slug, english="Its own"), english) == "Its own"
    assert words.city(region, CHINESE) == name


def test_a_place_that_nobody_listed_is_called_by_its_sounds(english: Language) -> None:
    assert [words.place(name, english) for name in ("西安", "郑州市")] == ["Xi'an", "Zhengzhou"]


def test_what_is_chinese_in_a_text_is_marked() -> None:
    assert marked("李秀兰，2026年") == '<span lang="zh-CN">李秀兰，2026年</span>'
    assert marked("Li Xiulan (李秀兰) & others") == (
        'Li Xiulan (<span lang="zh-CN">李秀兰</span>) &amp; others'
    )
    assert marked("Li Xiulan") == "Li Xiulan"


def test_markup_stays_markup_and_text_stays_text() -> None:
    assert marked("<b>") == "&lt;b&gt;"
    assert marked(Markup('<p title="字">One word, 学, is kept</p>')) == (
        '<p title="字">One word, <span lang="zh-CN">学</span>, is kept</p>'
    )
    assert marked(Markup("<p>全是中文</p>")) == "<p>全是中文</p>"
    assert attribute("<p>全是中文</p>") == ' lang="zh-CN"'
    assert attribute("<p>English 学 words</p>") == ""


def test_a_text_is_chinese_when_most_of_it_is() -> None:
    assert is_chinese("教职成〔2026〕0号")
    assert is_chinese("用 Python 学编程的人")
    assert not is_chinese("2026 · 3.2 MB")
