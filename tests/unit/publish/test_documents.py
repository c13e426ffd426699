"""What is public of an entry can be found, each text in its kind, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from site_builder.publish import search
from site_builder.publish.documents import documents
from tests.unit.publish.test_newsroom import showing
from tests.written import STAR, changed, folder

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture
def shown(site: Path) -> dict[str, dict[str, Any]]:
    told = [search.payload(path.read_bytes()) for path in (site / "search/entries").iterdir()]
    return {each["slug"]: each for each in told}


def written(slug: str, kind: str) -> dict[str, Any]:
    path = ROOT / "content" / kind / slug / f"{kind.removesuffix('s')}.yml"
    return dict(yaml.safe_load(path.read_text("utf-8")))


def test_each_text_stands_in_its_kind(shown: dict[str, dict[str, Any]]) -> None:
    for slug, told in shown.items():
        data = written(slug, told["kind"])
        assert told["name"] == data["name"]
        english = data.get("english", {})
        assert told["aliases"] == [*data.get("aliases", []), *filter(None, [english.get("name")])]
        assert told["citation"] == data["citation"]
        assert data["region"] in told["places"]
        assert set(data["fields"]) <= set(told["places"])
        captions = [photo["caption"] for photo in data.get("photos", []) if photo.get("caption")]
        assert told["captions"] == captions
        if told["kind"] == "stars" and "position" in data:
            assert told["titles"][0] == data["position"]


def test_what_a_film_says_is_its_transcript(shown: dict[str, dict[str, Any]]) -> None:
    spoken = {slug for slug, told in shown.items() if told["transcript"]}
    assert spoken
    for slug in spoken:
        told = shown[slug]
        film = written(slug, told["kind"])["film"]
        assert film["title"] in told["titles"]
        captions = (ROOT / "content" / told["kind"] / slug / film["captions"]).read_text("utf-8")
        assert all(part in captions for part in told["transcript"].split("，")[:1])


def test_english_is_found_by_its_name_alone(shown: dict[str, dict[str, Any]]) -> None:
    """Its words are made of the letters that pinyin is asked for by: `li` is no part of `blind`."""
    english = written("li-xiulan", "stars")["english"]
    told = shown["li-xiulan"]
    assert english["name"] in told["aliases"]
    assert english["citation"] not in str(told | {"card": None})


def test_of_markdown_the_words_are_found_and_no_sign(tmp_path: Path) -> None:
    linked = changed(STAR, "她从头学起", "她在[老年大学](https://daxue.example.cn/x)**开课**，")
    (told,) = documents(showing(folder(tmp_path, star=linked, project=None)))
    assert told.summary.startswith("她在老年大学开课，")
    assert "example" not in told.summary
