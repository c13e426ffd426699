"""The preview read in parts: what changed alone, with the same pages as if everything was read."""

from __future__ import annotations

import os
import re
import shutil
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.publish import plugin, preview_server
from site_builder.publish.plugin import Order
from site_builder.publish.preview import Preview
from site_builder.publish.watching import MANY, Watch, touched
from tests.written import NOW, ROOT, changed, configured

STAR, OTHER = "stars/wang-zhe", "stars/qin-yulan"
SAMPLES = (STAR, "stars/qin-yulan", "stars/zhou-jue", "stars/gong-yan", "projects/yedeng-xueyuan")
PAGES = (
    "",
    "explore/",
    "years/2026/",
    "regions/zhengzhou/",
    "regions/nanyang/",
    "press/",
    "preview/",
    "data/facets.js",
    "stars/wang-zhe/",
    "stars/wang-zheng/",
    "stars/qin-yulan/",
    "projects/yedeng-xueyuan/",
    "en/",
    "en/explore/",
    "en/stars/wang-zhe/",
)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("preview")
    samples, content = ROOT / "content", root / "content"
    for each in ("campaigns", "pages", *SAMPLES):
        shutil.copytree(samples / each, content / each, copy_function=os.link)
    shutil.copy(samples / "vocabulary.yml", content)
    config = configured(root, ("docs_dir: pages", "docs_dir: content/pages"))
    with plugin.previewed(Order(config, now=NOW)) as made:
        yield made


def star(content: Path) -> Path:
    return content / STAR / "star.yml"


def rewrite(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)  # it is linked
    path.write_text(text, "utf-8")


def other(before: str, after: str) -> Callable[[Path], None]:
    def write(content: Path) -> None:
        path = star(content)
        rewrite(path, changed(path.read_text("utf-8"), before, after))

    return write


def add(content: Path) -> None:
    shutil.copytree(content / STAR, content / "stars/wang-zheng", copy_function=os.link)


def remove(content: Path) -> None:
    shutil.rmtree(content / "stars/wang-zheng")


def withdraw(content: Path) -> None:
    rewrite(star(content), star(content).read_text("utf-8") + "withdrawn: 2026-11-20\n")


def give_back(content: Path) -> None:
    other("withdrawn: 2026-11-20\n", "")(content)


def lose(content: Path) -> None:
    star(content).rename(content / STAR / "away.yml")


def find(content: Path) -> None:
    (content / STAR / "away.yml").rename(star(content))


CHANGES: tuple[tuple[Callable[[Path], None], str], ...] = (
    (other("白天用双手替人松筋骨", "白天替人松筋骨"), STAR),
    (other("citation:", "citaton:"), STAR),
    (other("citaton:", "citation:"), STAR),
    (add, "stars/wang-zheng"),
    (remove, "stars/wang-zheng"),
    (withdraw, STAR),
    (give_back, STAR),
    (lose, STAR),
    (find, STAR),
    (other("level: provincial", "level: provincial, grade: 事迹特别感人"), STAR),
    (other("region: ", "region: 洛阳市 # "), STAR),
)


def answered(preview: Preview, address: str) -> bytes:
    """Without the number of the change that a page has seen."""
    content = preview.answer(address).content
    assert isinstance(content, bytes)
    return re.sub(rb'data-shown="\d+"', b"", content)


def test_what_is_read_alone_gives_the_same_pages_as_everything_read(preview: Preview) -> None:
    preview.take(preview.examining().result(timeout=120))  # nothing about photos is guessed
    for change, changes in CHANGES:
        for address in PAGES:
            preview.answer(address)  # what was sorted and made before is carried on
        change(preview.folder)
        preview.refresh({changes})
        for entry in preview.state.library.named(changes):
            preview.proofs.look(entry)
        alone = {address: answered(preview, address) for address in PAGES}
        preview.refresh()
        assert alone == {address: answered(preview, address) for address in PAGES}, change


@pytest.mark.parametrize(
    ("before", "after"),
    [("region: 商丘市", "region: 商邱市"), ("fields: [", "fields: [没有这个主题, ")],
)
def test_what_no_list_can_hold_is_told_on_its_page_and_stands_in_nobodys_way(
    preview: Preview, before: str, after: str
) -> None:
    path = preview.folder / OTHER / "star.yml"
    sound = path.read_text("utf-8")
    try:
        rewrite(path, changed(sound, before, after))
        preview.refresh({OTHER})
        told = answered(preview, f"{OTHER}/").decode()
        assert "里没有“" in told
        assert "proof.js" in told
        for address in ("", "explore/", "years/2026/", "data/facets.js", "stars/gong-yan/"):
            assert preview.answer(address).found, address
    finally:
        rewrite(path, sound)
        preview.refresh({OTHER})


def test_without_a_vocabulary_every_page_says_so(preview: Preview) -> None:
    words = preview.folder / "vocabulary.yml"
    kept = words.read_text("utf-8")
    try:
        words.unlink()
        preview.refresh()
        assert "暂时无法归类" in answered(preview, f"{OTHER}/").decode()
        assert preview.answer("explore/").found
    finally:
        words.write_text(kept, "utf-8")
        preview.refresh()


def test_what_all_rules_say_comes_from_a_process_of_its_own(preview: Preview) -> None:
    preview.take(preview.examining().result(timeout=120))
    told = {each.place.file for each in preview.found}
    assert "stars/zhou-jue/star.yml" in told
    film = preview.folder / "stars/zhou-jue" / "film.mov"
    assert film in preview.proofs.known


def test_a_look_tells_the_entry_that_changed(preview: Preview) -> None:
    folder = preview.folder / STAR
    # Otherwise nobody looks for a while after a look that took long.
    watch = Watch(preview.folder, [], rest=0)
    assert watch.changed([folder]) == set()
    photo = next(folder.glob("*.jpg"))
    os.utime(photo)
    assert watch.changed([folder]) == {str(photo)}
    rewrite(star(preview.folder), star(preview.folder).read_text("utf-8") + "\n")
    paths = watch.changed([])
    assert str(star(preview.folder)) in paths
    assert touched(paths, preview.folder) == {STAR}
    assert watch.changed([folder]) == set()


def test_a_file_that_is_away_while_somebody_looks_is_told_when_it_is_back(tmp_path: Path) -> None:
    """Editors put a new file in an old one's place; a folder's time is as coarse as the system's clock."""
    folder = tmp_path / STAR
    folder.mkdir(parents=True)
    (folder / "star.yml").write_text("name: 甲", "utf-8")
    at = folder.stat()
    watch = Watch(tmp_path, [], rest=1e9)  # nobody looks at everything meanwhile
    watch.changed([folder])
    (folder / "star.yml").unlink()
    os.utime(folder, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert watch.changed([folder]) == set()
    (folder / "star.yml").write_text("name: 乙乙", "utf-8")
    os.utime(folder, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert watch.changed([folder]) == {str(folder / "star.yml")}


def test_what_changes_while_a_preview_begins_is_told(tmp_path: Path) -> None:
    (tmp_path / STAR).mkdir(parents=True)
    watch = Watch(tmp_path, [])
    (tmp_path / STAR / "star.yml").write_text("name: 甲", "utf-8")
    assert touched(watch.changed([]), tmp_path) == {STAR}


def test_a_page_is_told_of_a_change_that_came_before_it_listened(preview: Preview) -> None:
    page = preview.answer(f"{STAR}/").content
    assert isinstance(page, bytes)
    shown = int(re.search(rb'data-shown="(\d+)"', page)[1])  # type: ignore[index]
    preview.refresh({STAR})
    server = preview_server.Server(preview, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        events = f"http://127.0.0.1:{server.server_port}/preview/events"
        with urllib.request.urlopen(f"{events}?{shown}", timeout=10) as told:  # noqa: S310 - our own server
            assert told.read() == b"data: changed\n\n"
        with urllib.request.urlopen(f"{events}?{shown + 1}", timeout=10) as told:  # noqa: S310 - our own server
            assert told.readline() == b": here\n"
    finally:
        server.shutdown()
        server.server_close()


def test_what_was_mended_is_told_no_more(preview: Preview) -> None:
    """Rules that ran while it was being mended say it still."""
    entry = "stars/qin-yulan"
    path = preview.folder / entry / "star.yml"
    sound = path.read_text("utf-8")
    rewrite(path, changed(sound, "citation: ", f"citation: {'长' * 60}"))
    preview.refresh({entry})
    running = preview.examining()
    found, _ = running.result(timeout=120)
    wrong = [each for each in found if each.code == "citation-length"]
    assert {each.place.file for each in wrong} == {f"{entry}/star.yml"}
    rewrite(path, sound)
    preview.refresh({entry})
    preview.take((found, {}))
    assert set(wrong).isdisjoint(preview.found)


def test_what_all_rules_said_of_an_entry_goes_when_it_changes(preview: Preview) -> None:
    preview.take(preview.examining().result(timeout=120))
    entry = "stars/zhou-jue"
    assert any(each.place.within({entry}) for each in preview.found)
    others = [each for each in preview.found if not each.place.within({entry})]
    preview.refresh({entry})
    assert list(preview.found) == others


@pytest.mark.parametrize(
    "path", ["vocabulary.yml", "campaigns/2026.yml", "stars", "../theme/a.css"]
)
def test_what_is_of_no_entry_has_everything_read(preview: Preview, path: str) -> None:
    told = {f"{preview.folder}/{path}", f"{preview.folder}/{STAR}/star.yml"}
    assert touched(told, preview.folder) is None


def test_many_changes_have_everything_read(preview: Preview) -> None:
    told = {f"{preview.folder}/stars/a-{at}/star.yml" for at in range(MANY + 1)}
    assert touched(told, preview.folder) is None
