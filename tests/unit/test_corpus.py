"""Real photos and films of awkward kinds, written up as entries, become a site."""

from __future__ import annotations

import shutil
from pathlib import Path

from site_builder.publish import plugin
from site_builder.publish.plugin import Order
from tests.conftest import NOW, ROOT
from tests.written import STAR, changed, folder

PHOTOS = (
    "image/orient/Landscape_6.jpg",
    "image/heic/IMG_1034.heic",
    "image/colour/CMYK.jpg",
    "image/colour/Flag-16bit.png",
    "image/colour/adobergb.webp",
    "image/fmt/8bit-sRGB.avif",
    "image/fmt/Panasonic LX7 (MPO).jpg",
    "image/fmt/alpha-layer-1-fill.png",
    "image/fmt/craft-beer-24MP.jpg",
    "names/获奖作品 张三 (1).jpg",
    "names/with#hash?query.jpg",
    "wrongext/png_named.jpg",
)
FILMS = (
    "video/ok/compliant_moov_end.mp4",
    "video/real/with-gps.mov",
    "video/made/interlaced_1080i.mts",
    "names/视频 最终版(2).mp4",
)


def test_good_originals_written_up_as_entries_are_built(corpus: Path, tmp_path: Path) -> None:
    content = folder(tmp_path / "content", star=None, project=None)
    (content / "pages").mkdir()
    for at, film in enumerate(FILMS):
        entry = content / f"stars/real-{at}"
        entry.mkdir(parents=True)
        photos = PHOTOS[at * 3 : at * 3 + 3]
        star = STAR
        for number, name in enumerate((*photos, film), start=1):
            shutil.copy(corpus / name, entry)
            quoted = "'" + Path(name).name.replace("'", "''") + "'"
            if name == film:
                star = changed(star, "consent:", f"film: {{file: {quoted}, title: 片}}\nconsent:")
            else:
                star = changed(star, f"file: 0{number}.jpg", f"file: {quoted}")
        (entry / "star.yml").write_text(star, "utf-8")

    outcome = plugin.build(
        Order(ROOT / "mkdocs.yml", content=content, out=tmp_path / "site", now=NOW)
    )

    assert [p.what.en for p in outcome.problems if p.stops and p.code != "private-data"] == []
    assert outcome.report.total.failed == 0
    for at in range(len(FILMS)):
        page = (tmp_path / f"site/stars/real-{at}/index.html").read_text("utf-8")
        assert page.count("data-lightbox>") == 3
        assert "data-film" in page
