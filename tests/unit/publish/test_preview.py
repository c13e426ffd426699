"""The preview read in parts: what changed alone, with the same pages as if everything was read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.publish import plugin, preview_server
from site_builder.publish.plugin import Order
from site_builder.publish.preview import Preview
from tests.written import NOW, ROOT, changed, configured

STAR = "stars/wang-zhe"
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


def test_what_is_read_alone_gives_the_same_pages_as_everything_read(preview: Preview) -> None:
    preview.take(preview.examining().result(timeout=120))  # nothing about photos is guessed
    for change, touched in CHANGES:
        for address in PAGES:
            preview.answer(address)  # what was sorted and made before is carried on
        change(preview.folder)
        preview.refresh({touched})
        for entry in preview.state.library.named(touched):
            preview.proofs.look(entry)
        alone = {address: preview.answer(address) for address in PAGES}
        preview.refresh()
        assert alone == {address: preview.answer(address) for address in PAGES}, change


def test_what_all_rules_say_comes_from_a_process_of_its_own(preview: Preview) -> None:
    preview.take(preview.examining().result(timeout=120))
    told = {each.place.file for each in preview.found}
    assert "stars/zhou-jue/star.yml" in told
    film = preview.folder / "stars/zhou-jue" / "film.mov"
    assert film in preview.proofs.known


def test_a_look_tells_the_entry_that_changed(preview: Preview) -> None:
    preview.answer(f"{STAR}/")
    seen, near = preview_server.looked(preview), preview_server.nearby(preview)
    assert preview_server.differing(seen, preview_server.looked(preview)) == set()
    photo = next((preview.folder / STAR).glob("*.jpg"))
    photo.rename(photo.with_suffix(".away"))
    photo.with_suffix(".away").rename(photo)
    os.utime(photo)
    paths = preview_server.differing(near, preview_server.nearby(preview))
    assert str(photo) in paths
    assert preview_server.touched(paths, preview.folder) == {STAR}
    text = star(preview.folder).read_text("utf-8")
    rewrite(star(preview.folder), text + "\n")
    far = preview_server.differing(seen, preview_server.looked(preview))
    assert preview_server.touched(far, preview.folder) == {STAR}


@pytest.mark.parametrize(
    "path", ["vocabulary.yml", "campaigns/2026.yml", "stars", "../theme/a.css"]
)
def test_what_is_of_no_entry_has_everything_read(preview: Preview, path: str) -> None:
    told = {f"{preview.folder}/{path}", f"{preview.folder}/{STAR}/star.yml"}
    assert preview_server.touched(told, preview.folder) is None


def test_many_changes_have_everything_read(preview: Preview) -> None:
    told = {f"{preview.folder}/stars/a-{at}/star.yml" for at in range(preview_server.MANY + 1)}
    assert preview_server.touched(told, preview.folder) is None
