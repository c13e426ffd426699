"""The card for other sites: escaped, relative, and standing as long as its page does."""

from __future__ import annotations

import re
from pathlib import Path

from site_builder.publish import plugin
from site_builder.publish.plugin import Order
from tests.conftest import NOW, ROOT
from tests.written import STAR, changed, folder


def test_every_entry_has_a_card_whose_files_are_there(site: Path) -> None:
    cards = list(site.glob("embed/*/*.html"))
    assert len(cards) == len(list(site.glob("projects/*/"))) + len(list(site.glob("stars/*/"))) - 1
    for card in cards:
        text = card.read_text("utf-8")
        for address in re.findall(r'(?:src|href)="(\.\./[^"]+)"', text):
            target = card.parent / address
            assert target.is_file() or (target / "index.html").is_file()


def test_signs_of_html_in_a_name_do_no_harm_and_a_kept_build_writes_nothing(tmp_path: Path) -> None:
    name = "'<b>&\"李'"
    content = folder(tmp_path / "content", star=changed(STAR, "name: 李秀兰", f"name: {name}"))
    (content / "pages").mkdir()
    star = content / "stars/li-xiulan/star.yml"
    star.write_text(re.sub(r"photos:\n(  - .*\n)+", "", star.read_text("utf-8")), "utf-8")
    project = content / "projects/yedeng/project.yml"
    project.write_text(re.sub(r"photos:\n(  - .*\n)+", "", project.read_text("utf-8")), "utf-8")
    out = tmp_path / "site"
    order = Order(ROOT / "mkdocs.yml", content=content, out=out, now=NOW)
    plugin.build(order)
    files = [out / f"{kind}/stars/li-xiulan.html" for kind in ("embed", "wechat")]
    for file in files:
        assert "&lt;b&gt;&amp;" in file.read_text("utf-8")
        assert "<b>" not in file.read_text("utf-8")
    page = (out / "stars/li-xiulan/index.html").read_text("utf-8")
    assert "&lt;iframe src=" in page
    before = [file.stat().st_mtime_ns for file in files]
    plugin.build(order)
    assert [file.stat().st_mtime_ns for file in files] == before
    star.write_text(star.read_text("utf-8").replace("从头学起\n", "学无止境\n", 1), "utf-8")
    plugin.build(order)
    assert all("学无止境" in file.read_text("utf-8") for file in files)
