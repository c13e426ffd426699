"""The search script over a small index: what is typed in any of its forms finds its entry first."""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import opencc
import pytest
from playwright.sync_api import Browser, Error, Page, Route

from site_builder.publish import folding, grams, lists, search
from site_builder.publish.grams import Document

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "theme/assets/js/search.js"
FAMILY = "王李张刘陈杨赵黄周吴"
GIVEN = ["秀兰", "建国", "淑芬", "志强", "桂英", "海燕", "文博", "丽华", "永福", "春梅"]

ODD = [
    ("艾尔肯·吐尼亚孜", ("艾尔肯",), None, "新乡市"),
    ("龚䶮", ("信阳通",), None, "开封市"),
    ("单莲英", ("单老师",), "shan lianying", "郑州市"),
    ("葛天才", ("老葛",), None, "洛阳市"),
    ("欧阳姝怡", ("小秀兰",), None, "信阳市"),
    ("吕𬸚", (), None, "郑州市"),
    ("王秀兰花", (), None, "安阳市"),
    ("“互联网+”老年教育　云课堂", ("云课堂",), None, "郑州市"),
    ("《黄河讲坛》进社区", (), None, "开封市"),
    ("“书香中原”　全民阅读", (), None, "许昌市"),
    ("“非遗+”木版年画传习所", (), None, "开封市"),
    ("银龄e学 Open University", (), None, "郑州市"),
    ("西安路社区读书会", (), None, "郑州市"),
    ("百泉女子夜校", (), None, "新乡市"),
]
"""Names that others begin with come late here, so that nothing but their rank brings them up."""
WHOLE = [
    ("王秀", (), None, "安阳市"),
    ("读书会", (), None, "商丘市"),
    ("读书会之家", (), None, "郑州市"),
]


def document(name: str, aliases: tuple[str, ...], pinyin: str | None, place: str) -> Document:
    slug = "-".join(folding.syllables(name, pinyin))
    return Document(
        slug=slug,
        href=f"stars/{slug}/",
        kind="stars",
        pinyin=pinyin,
        name=name,
        aliases=aliases,
        titles=("志愿者",),
        places=(f"{place}社区学院", place, "智慧助老"),
        citation=f"在{place}，{name}让学习成为“生活的一部分”。",
        story="他常说：“活到老，学到老。”榫卯之间，是手艺，也是心意。\n葛根粉、天才少年、2026年的秋天。",
        transcript=f"字幕：二○二六年，{place}，与街坊一起读书、唱歌，直到天亮。",
    )


DOCUMENTS = [document(*each) for each in ODD] + [
    document(family + given, (), None, "南阳市")
    for at, family in enumerate(FAMILY)
    for given in GIVEN[at % 5 :: 4]
]
DOCUMENTS += [document(*each) for each in reversed(WHOLE)]
DOCUMENTS[0] = replace(DOCUMENTS[0], summary="他也到过许昌市。")
NAMES = {each.slug: each.name for each in DOCUMENTS}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are not what a test run should print."""


def written(out: Path, documents: list[Document]) -> Path:
    """A site below a sub-path, with one page two levels down; returns that page."""
    search.build(documents, out / "sub/search", out / "memory")
    shutil.copy(SCRIPT, out / "sub/search.js")
    page = out / "sub/stars/one/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '<!doctype html><html lang="zh-CN" data-root="../.." data-search="search/">'
        '<head><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
        '<script src="../../search.js"></script></head></html>',
        encoding="utf-8",
    )
    return page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("client")
    written(out, DOCUMENTS)
    return out


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Paths that were asked of the server, in order."""
    return []


@pytest.fixture(scope="module")
def page(browser: Browser, folder: Path, asked: list[str]) -> Iterator[Page]:
    class Listed(Quiet):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Listed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tab = browser.new_page()
    tab.goto(f"http://127.0.0.1:{server.server_port}/sub/stars/one/")
    yield tab
    tab.close()
    server.shutdown()


def ask(page: Page, query: str, limit: int = 5) -> dict[str, Any]:
    script = "([query, limit]) => window.Showcase.search(query, {limit})"
    told = dict(page.evaluate(script, [query, limit]))
    return told | {"slugs": [DOCUMENTS[each["number"]].slug for each in told["finds"]]}


def ask_all(page: Page, queries: list[str]) -> list[list[str]]:
    """The slugs found by each query, in one go."""
    script = """async queries => {
      const all = [];
      for (const each of queries) all.push((await window.Showcase.search(each, {limit: 1})).finds);
      return all;
    }"""
    told = page.evaluate(script, queries)
    return [[DOCUMENTS[each["number"]].slug for each in finds] for finds in told]


def missed_first(page: Page, queries: dict[str, str]) -> dict[str, list[str]]:
    """Slug -> what stood before it, for each slug whose query does not find it first."""
    found = ask_all(page, list(queries.values()))
    told = zip(queries.items(), found, strict=True)
    return {f"{slug} {query}": got[:4] for (slug, query), got in told if got[:1] != [slug]}


def test_nothing_is_loaded_before_the_first_search(page: Page, asked: list[str]) -> None:
    assert page.evaluate("typeof window.Showcase.search") == "function"
    assert not [path for path in asked if "/search/" in path]


def test_full_names_find_their_entry_first(page: Page) -> None:
    assert not missed_first(page, NAMES)


def test_names_without_marks_and_with_spaces_find_their_entry_first(page: Page) -> None:
    assert not missed_first(page, {slug: folding.fold(name) for slug, name in NAMES.items()})
    assert not missed_first(
        page,
        {
            slug: " ".join(folding.fold(name))
            for slug, name in NAMES.items()
            if name.isalnum() and len(name) > 2
        },
    )


def test_two_characters_of_a_name_find_all_that_have_them_among_the_first(page: Page) -> None:
    wanted: dict[str, set[str]] = {}
    for slug, name in NAMES.items():
        for pair in map("".join, pairwise(folding.fold(name))):
            wanted.setdefault(pair, set()).add(slug)
    found = ask_all(page, list(wanted))
    told = zip(wanted.items(), found, strict=True)
    assert not {pair: got[:4] for (pair, all_), got in told if not all_ <= set(got[: len(all_)])}


def test_pinyin_joined_spaced_and_toned_finds_its_entry_first(page: Page) -> None:
    spoken = {each.slug: folding.syllables(each.name, each.pinyin) for each in DOCUMENTS}
    # Letters of a name that are no pinyin (Open University) are a word of their own.
    joined = {
        slug: "".join(each)
        for slug, each in spoken.items()
        if NAMES[slug].isascii()
        or not any(sign.isascii() and sign.isalpha() for sign in NAMES[slug])
    }
    assert not missed_first(page, joined)
    assert not missed_first(page, {slug: " ".join(each) for slug, each in spoken.items()})
    toned = {"shan-lian-ying": "Shàn Liányīng", "ge-tian-cai": "gě tiān cái", "lv-yue": "lǚ yuè"}
    assert not missed_first(page, toned)


def test_initials_find_their_entry_among_those_that_share_them(page: Page) -> None:
    told: dict[str, set[str]] = {}
    for each in DOCUMENTS:
        letters = "".join(one[0] for one in folding.syllables(each.name, each.pinyin))
        told.setdefault(letters, set()).add(each.slug)
    found = ask_all(page, list(told))
    pairs = zip(told.items(), found, strict=True)
    assert not {key: got[:4] for (key, all_), got in pairs if not all_ <= set(got[: len(all_)])}


def test_traditional_characters_find_their_entry_first(page: Page) -> None:
    convert = opencc.OpenCC("s2t").convert
    assert not missed_first(page, {slug: convert(name) for slug, name in NAMES.items()})


def test_the_wrong_reading_of_a_surname_finds_nothing(page: Page) -> None:
    assert ask(page, "danlianying")["total"] == 0


def test_the_whole_name_beats_longer_names(page: Page) -> None:
    assert ask(page, "王秀")["slugs"][0] == "wang-xiu"
    assert ask(page, "读书会")["slugs"][0] == "du-shu-hui"


def test_aliases_come_before_texts(page: Page) -> None:
    assert ask(page, "老葛")["slugs"][0] == "ge-tian-cai"
    assert ask(page, "laoge")["slugs"][0] == "ge-tian-cai"
    assert ask(page, "云课堂")["slugs"][0].startswith("hu-lian-wang")


def test_aliases_come_before_places(page: Page) -> None:
    assert ask(page, "信阳")["slugs"][0] == "gong-yan"


def test_places_of_an_entry_come_before_places_in_its_texts(page: Page) -> None:
    first, *_, last = ask(page, "许昌")["slugs"]
    assert first.startswith("shu-xiang")
    assert last == DOCUMENTS[0].slug


def test_all_words_must_be_there(page: Page) -> None:
    assert set(ask(page, "开封 手艺")["slugs"]) == {
        each.slug for each in DOCUMENTS if "开封市" in each.places
    }
    assert ask(page, "葛天才 郑州")["total"] == 0
    assert ask(page, "洛陽　getiancai")["slugs"] == ["ge-tian-cai"]


def test_every_document_that_holds_a_run_of_characters_is_found_and_no_other(page: Page) -> None:
    queries = ["新", "䶮", "𬸚", "孜", "学习成为生活", "榫卯之间是", "2026", "二〇二六年", "社区学院信阳",
               "秋天字幕", "open univ", "e学", "云课", "读书", "粉天才", "乐部"]  # fmt: skip
    for query, got in zip(queries, ask_all(page, queries), strict=True):
        wanted = {
            each.slug
            for each in DOCUMENTS
            if any(
                folding.fold(query) in folding.fold(text)
                for _, texts in each.zones()
                for text in texts
            )
        }
        assert set(got) == wanted, query
        assert len(got) == len(set(got))


def test_the_excerpt_is_the_real_text_with_every_hit_marked(page: Page) -> None:
    excerpt = ask(page, "榫卯 心意 学到老")["results"][0]["excerpt"]
    assert [part["text"] for part in excerpt if part["hit"]] == ["学到老", "榫卯", "心意"]
    assert "“活到老，学到老。”榫卯之间，是手艺" in "".join(part["text"] for part in excerpt)
    excerpt = ask(page, "生活的一部分")["results"][0]["excerpt"]
    assert "学习成为“生活的一部分”。" in "".join(part["text"] for part in excerpt)
    excerpt = ask(page, "二〇二六年郑州")["results"][0]["excerpt"]
    assert [part["text"] for part in excerpt if part["hit"]] == ["二○二六年，郑州"]
    excerpt = ask(page, "龔䶮")["results"][0]["excerpt"]
    assert [part["text"] for part in excerpt if part["hit"]] == ["龚䶮"]


def test_slugs_are_all_finds_and_results_the_first_of_them(page: Page, asked: list[str]) -> None:
    before = len(asked)
    told = ask(page, "活到老", limit=3)
    assert told["total"] == len(told["slugs"]) == len(DOCUMENTS)
    assert [each["slug"] for each in told["results"]] == told["slugs"][:3]
    assert told["results"][0]["href"] == f"stars/{told['slugs'][0]}/"
    assert len([path for path in asked[before:] if "/entries/" in path]) <= 3


def test_nothing_but_marks_finds_nothing(page: Page) -> None:
    for query in ("", "  ", "·《》", "鼉鼊龘", "zzz", "x", '"', "py", "end", "ooo", "pyge", "iigt"):
        assert ask(page, query)["total"] == 0, query


def test_a_piece_that_does_not_load_at_first_is_asked_for_again(page: Page) -> None:
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if route.request.url in failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            route.abort()

    page.reload()
    page.route("**/search/lists/*", fail_once)
    assert ask(page, "葛天才")["slugs"][0] == "ge-tian-cai"
    assert failed
    page.unroute("**/search/lists/*")


def test_a_search_that_lacks_a_piece_fails_and_the_next_one_does_not(page: Page) -> None:
    page.reload()
    page.route("**/search/lists/*", lambda route: route.fulfill(status=503))
    with pytest.raises(Error, match="did not load"):
        ask(page, "葛天才")
    page.unroute("**/search/lists/*")
    assert ask(page, "葛天才")["slugs"][0] == "ge-tian-cai"


def test_script_and_builder_fold_alike(page: Page) -> None:
    signs = "ＡｂÉßㇰ㎏½㊗○·・•‧ᐧ—～　\u200b龜龜後裏乾著𪚥々〆がパ한글𝒜İǅ"
    shown = page.evaluate(
        """async signs => {
          const all = {};
          for (const each of signs) all[each] = await window.Showcase.folded(each);
          return all;
        }""",
        signs,
    )
    assert shown == {sign: folding.plain(sign) for sign in signs}


def how(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(DOCUMENTS[each["number"]].slug, each["how"]) for each in answer["finds"]]


def test_it_is_told_how_an_entry_was_found(page: Page) -> None:
    assert how(ask(page, "葛天才")) == [("ge-tian-cai", "exact")]
    assert how(ask(page, "getiancai")) == [("ge-tian-cai", "sound")]
    assert how(ask(page, "gtc")) == [("ge-tian-cai", "sound")]
    assert how(ask(page, "getiangcai")) == [("ge-tian-cai", "near")]
    assert how(ask(page, "葛大才")) == [("ge-tian-cai", "guess")]
    assert ask(page, "葛大才")["how"] == "guess"
    assert ask(page, "葛大材")["total"] == 0


@pytest.mark.parametrize(
    ("confused", "slug"),
    [
        ("gongyang", "gong-yan"),
        ("ouyang su yi", "ou-yang-shu-yi"),
        ("shanniangyin", "shan-lian-ying"),
        ("luyue", "lv-yue"),
        ("baiquannuziyexiao", "bai-quan-nv-zi-ye-xiao"),
    ],
)
def test_sounds_that_are_often_confused_still_find_the_name(
    page: Page, confused: str, slug: str
) -> None:
    assert how(ask(page, confused))[:1] == [(slug, "near")]


def test_letters_in_a_text_do_not_hide_the_names_that_sound_so(
    browser: Browser, tmp_path: Path
) -> None:
    app = replace(DOCUMENTS[3], slug="app", name="安平平", aliases=())
    text = replace(DOCUMENTS[4], slug="text", story="他做了一个app。")
    tab = browser.new_page()
    tab.goto(written(tmp_path, [text, app]).as_uri())
    told = tab.evaluate("window.Showcase.search('app')")
    assert [(each["slug"], each["how"]) for each in told["results"]] == [
        ("app", "sound"), ("text", "exact"),
    ]  # fmt: skip
    tab.close()


def test_the_offline_copy_finds_as_the_served_site_does(
    browser: Browser, folder: Path, page: Page
) -> None:
    tab = browser.new_page()
    tab.goto((folder / "sub/stars/one/index.html").as_uri())
    for query in ("葛天才", "榫卯 心意", "gtc", "龔䶮", "葛大才", "二〇二六年郑州"):
        assert ask(tab, query) == ask(page, query), query
    tab.close()


def test_an_offline_copy_that_lacks_a_file_says_so(browser: Browser, tmp_path: Path) -> None:
    page = written(tmp_path, DOCUMENTS[:3])
    shutil.rmtree(tmp_path / "sub/search/lists")
    tab = browser.new_page()
    tab.goto(page.as_uri())
    with pytest.raises(Error, match="did not load"):
        ask(tab, "葛天才")
    tab.close()


def test_an_entry_that_came_while_the_page_was_open_is_found(
    browser: Browser, tmp_path: Path
) -> None:
    written(tmp_path, DOCUMENTS[:3])
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tab = browser.new_page()
    tab.goto(f"http://127.0.0.1:{server.server_port}/sub/stars/one/")
    assert ask(tab, DOCUMENTS[5].name)["total"] == 0
    time.sleep(1.1)  # the server tells the age of files by the second
    search.build(DOCUMENTS[3:9], tmp_path / "sub/search", tmp_path / "memory")
    told = tab.evaluate("name => Showcase.search(name)", DOCUMENTS[5].name)
    assert [each["slug"] for each in told["results"]] == [DOCUMENTS[5].slug]
    tab.close()
    server.shutdown()


HOSTILE = (
    "</script><script>alert(1)</script>\u2028\u2029\x00\"'\\`${1}<!--\ud800\ud83d&amp;\r\n*?~^%="
)


@pytest.mark.parametrize("served", [True, False])
def test_hostile_text_is_only_text(browser: Browser, tmp_path: Path, served: bool) -> None:
    mean = replace(DOCUMENTS[0], name=f"坏{HOSTILE}名", story=f"头{HOSTILE}尾")
    page = written(tmp_path, [mean, DOCUMENTS[1]])
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tab = browser.new_page()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("dialog", lambda dialog: errors.append(dialog.message))
    there = f"http://127.0.0.1:{server.server_port}/sub/stars/one/"
    tab.goto(there if served else page.as_uri())
    for query in ("坏", HOSTILE, "头script", "amp尾", "__proto__", "constructor", "toString"):
        told = ask(tab, query)
        wanted = folding.fold(query)
        assert told["total"] == (wanted in folding.fold(mean.story + mean.name)), query
    (shown,) = ask(tab, "amp尾")["results"]
    text = "".join(part["text"] for part in shown["excerpt"])
    assert "alert(1)</script>" in text or "&amp;" in text
    assert not errors
    tab.close()
    server.shutdown()


def test_pieces_that_are_common_and_lists_that_are_long_are_exact_too(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few signs in many texts, and bounds so low that every way through the index is gone."""
    monkeypatch.setattr(lists, "COMMON", 120)
    monkeypatch.setattr(search, "LONG", 55)
    monkeypatch.setattr(search, "FILE", 600)
    chance = random.Random(7)
    drawn = lambda signs, least, most: "".join(  # noqa: E731
        chance.choices(signs, k=chance.randrange(least, most))
    )
    few, more = "甲乙丙𬸚", "甲乙丙𬸚丁戊己庚辛"
    documents = [
        replace(
            DOCUMENTS[0], slug=f"d{at}", name=drawn(more, 2, 5), aliases=(), titles=(drawn(few, 1, 4),),
            places=(drawn(more, 2, 6),), citation=drawn(few, 1, 9), summary=drawn(more, 1, 30),
            story=drawn(few if at % 2 else more, 10, 60), captions=(drawn(few, 1, 5),), transcript="",
        )
        for at in range(60)
    ]  # fmt: skip
    tab = browser.new_page()
    tab.goto(written(tmp_path, documents).as_uri())
    assert len(list((tmp_path / "sub/search/long").iterdir())) > 20
    assert len(lists.lists([grams.read(each) for each in documents]).common) > 10
    queries = {drawn(few, 1, 7) for _ in range(150)} | {drawn(more, 1, 5) for _ in range(100)}
    for query in sorted(queries):
        told = tab.evaluate("q => Showcase.search(q, {limit: 0})", query)
        got = {each["number"] for each in told["finds"] if each["how"] == "exact"}
        wanted = {
            at
            for at, each in enumerate(documents)
            if any(query in text for _, texts in each.zones() for text in texts)
        }
        assert got == wanted, query
    tab.close()
