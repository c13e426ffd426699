"""What machines read of the sample site, by parsers and vocabularies that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonfeed
import msgspec_schemaorg.models as vocabulary
import pytest
from usp.tree import sitemap_from_str

from site_builder.publish import opendata

SITE = "https://xuexi.example.org/"
NAMES = {
    "": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
}


def pages(site: Path) -> list[str]:
    """Addresses of the entries that are shown: their pages are not the neutral one."""
    found = (*site.glob("stars/*/index.html"), *site.glob("projects/*/index.html"))
    shown = [path for path in found if "noindex" not in path.read_text("utf-8")]
    return sorted(SITE + path.parent.relative_to(site).as_posix() + "/" for path in shown)


def lies_there(site: Path, address: str) -> bool:
    """Whether an absolute address of the site leads to a file or a folder with a page."""
    assert address.startswith(SITE), address
    path = site / address.removeprefix(SITE)
    return path.is_file() or (path / "index.html").is_file()


# --- feeds -----------------------------------------------------------------------------------


def test_the_atom_feed_is_well_formed_and_tells_every_entry(site: Path) -> None:
    feed = feedparser.parse(str(site / "feed.xml"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "百姓学习之星"
    assert sorted(each.link for each in feed.entries) == pages(site)
    for each in feed.entries:
        assert each.id == each.link
        assert each.title
        assert each.summary
        assert each.content[0].value
        assert each.updated_parsed >= each.published_parsed
        for link in each.links:
            assert lies_there(site, link.href)
    films = [link for each in feed.entries for link in each.links if link.rel == "enclosure"]
    assert films
    assert all(
        int(link.length) == (site / link.href.removeprefix(SITE)).stat().st_size for link in films
    )


def test_the_newest_entry_leads_and_a_correction_is_told(site: Path) -> None:
    entries = feedparser.parse(str(site / "feed.xml")).entries
    assert [each.updated for each in entries] == sorted(
        (each.updated for each in entries), reverse=True
    )
    corrected = next(each for each in entries if each.link.endswith("ge-tiancai/"))
    assert "更正（2025年11月6日）" in corrected.content[0].value
    assert corrected.updated.startswith("2025-11-06")


def test_the_json_feed_is_read_by_its_own_parser(site: Path) -> None:
    feed = jsonfeed.Feed.parse_string((site / "feed.json").read_text("utf-8"))
    assert feed.feed_url == SITE + "feed.json"
    assert sorted(item.url for item in feed.items) == pages(site)
    assert all(item.content_html and item.date_published for item in feed.items)
    told = json.loads((site / "feed.json").read_bytes())
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert all(lies_there(site, item["image"]) for item in told["items"])


# --- sitemap ---------------------------------------------------------------------------------


def test_the_sitemap_is_read_by_an_independent_parser(site: Path) -> None:
    found = list(sitemap_from_str((site / "sitemap.xml").read_text("utf-8")).all_pages())
    assert set(pages(site)) <= {page.url for page in found}
    assert len({page.url for page in found}) == len(found)
    assert all(lies_there(site, page.url) for page in found)
    pictures = [image.loc for page in found for image in page.images or ()]
    assert pictures
    assert all(lies_there(site, address) for address in pictures)
    assert SITE + "stars/qiao-beichuan/" not in {page.url for page in found}


def test_films_in_the_sitemap_have_what_is_asked_in_its_order(site: Path) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()  # noqa: S314 - our own
    films = root.findall(".//video:video", NAMES)
    assert films
    for film in films:
        told = {each.tag.rpartition("}")[2]: each.text or "" for each in film}
        assert list(told) == [
            "thumbnail_loc", "title", "description", "content_loc", "duration", "publication_date",
        ]  # fmt: skip
        assert 0 < len(told["title"]) <= 100
        assert 0 < len(told["description"]) <= 2048
        assert 1 <= int(told["duration"]) <= 28_800
        assert lies_there(site, told["thumbnail_loc"])
        assert lies_there(site, told["content_loc"])
    dropped = ("image:title", "image:caption", "image:license", "video:category", "video:price")
    assert not any(tag in (site / "sitemap.xml").read_text("utf-8") for tag in dropped)


# --- JSON-LD and Open Graph --------------------------------------------------------------------


def linked(page: Path) -> dict[str, Any]:
    (told,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8")
    )
    return dict(json.loads(told))


def unknown(node: Any) -> list[str]:
    """Properties that schema.org does not give to the type that they stand in."""
    if isinstance(node, list):
        return [each for part in node for each in unknown(part)]
    if not isinstance(node, dict):
        return []
    type_ = getattr(vocabulary, node["@type"])
    own = set(type_.__struct_fields__) | {"@context", "@type", "@id"}
    wrong = [f"{node['@type']}.{key}" for key in node if key not in own]
    return wrong + [each for value in node.values() for each in unknown(value)]


def test_structured_data_keeps_to_the_vocabulary(site: Path) -> None:
    for address in pages(site):
        told = linked(site / address.removeprefix(SITE) / "index.html")
        assert unknown(told) == []
        subject = told["mainEntity"]
        assert subject["@type"] == ("Person" if "/stars/" in address else "Project")
        assert subject["award"]
        for image in subject["image"]:
            assert image["creditText"]
            assert lies_there(site, image["contentUrl"])
            assert image["acquireLicensePage"] == SITE + "press/#terms"
    assert unknown({"@type": "Person", "creditText": "x"}) == ["Person.creditText"]


def test_a_film_is_described_with_what_search_engines_ask(site: Path) -> None:
    film = linked(site / "stars/li-xiulan/index.html")["video"]
    assert film["duration"] == "PT4M20S"
    assert film["transcript"]
    assert film["uploadDate"] == "2026-10-23T09:00:00+08:00"
    assert lies_there(site, film["thumbnailUrl"])
    assert lies_there(site, film["contentUrl"])


def test_photos_for_this_site_alone_carry_no_licence(site: Path) -> None:
    images = linked(site / "stars/lu-yao/index.html")["mainEntity"]["image"]
    assert images
    assert not any("license" in image for image in images)


def test_every_entry_is_shared_with_a_picture_of_its_own(site: Path) -> None:
    seen = set()
    for address in pages(site):
        text = (site / address.removeprefix(SITE) / "index.html").read_text("utf-8")
        told = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text))
        assert told["og:url"] == address
        assert lies_there(site, told["og:image"])
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["og:image:alt"]
        seen.add(told["og:image"])
    assert len(seen) == len(pages(site))


def test_pages_name_their_feeds(site: Path) -> None:
    home = (site / "index.html").read_text("utf-8")
    assert 'type="application/atom+xml"' in home
    assert 'type="application/feed+json"' in home


# --- open data -------------------------------------------------------------------------------


def test_the_data_holds_every_entry_and_only_the_fields_of_its_dictionary(site: Path) -> None:
    told = json.loads((site / "data/entries.json").read_bytes())
    names = [field.name for field in opendata.FIELDS]
    assert sorted(each["url"] for each in told["entries"]) == pages(site)
    assert told["count"] == len(told["entries"])
    assert all(list(each) == names for each in told["entries"])
    dictionary = (site / "data/index.html").read_text("utf-8")
    assert all(f"<code>{name}</code>" in dictionary for name in names)


def test_the_table_opens_in_excel_and_says_the_same(site: Path) -> None:
    raw = (site / "data/entries.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    entries = json.loads((site / "data/entries.json").read_bytes())["entries"]
    assert [row["name"] for row in rows] == [each["name"] for each in entries]
    assert [row["photos"] for row in rows] == [str(each["photos"]) for each in entries]
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("told", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_taken_for_a_formula(told: str) -> None:
    assert opendata._cell(told) == f"'{told}"


def test_nothing_is_told_of_who_may_not_be_shown(site: Path) -> None:
    for file in ("feed.xml", "feed.json", "data/entries.json", "data/entries.csv", "sitemap.xml"):
        text = (site / file).read_text("utf-8")
        for word in ("何牧阳", "he-muyang", "宋晚晴", "song-wanqing", "乔北川", "qiao-beichuan"):
            assert word not in text
