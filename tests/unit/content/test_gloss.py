"""What editors read of a key is said once, in two languages, and the handbook knows every key."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from site_builder.content import gloss
from site_builder.content.model import Campaign, Project, Star, Vocabulary
from site_builder.content.programme import Programme
from tests.written import ROOT

TOPS = (Star, Project, Campaign, Vocabulary, Programme)
MODELS = list(dict.fromkeys(model for top in TOPS for model in gloss.inside(top)))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_and_key_is_explained_in_both_languages(model: type[BaseModel]) -> None:
    for each in (model, *gloss.keys(model).values()):
        told = gloss.of(each)
        assert re.fullmatch("[^：]{1,10}：.+。", told.zh), each
        assert len(told.en) > 3, each
        assert not re.search(
            "[一-鿿]",
            re.sub("百姓学习之星|终身学习品牌项目|公示|印发|更正所在单位的名称", "", told.en),
        )


def test_the_handbook_knows_every_key() -> None:
    handbook = (ROOT / "content/README.md").read_text("utf-8")
    lacking = {
        f"{model.__name__}.{key}"
        for model in MODELS
        for key in gloss.keys(model)
        if not re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", handbook)
    }
    assert lacking == set()


def test_the_short_name_stands_before_the_colon() -> None:
    assert gloss.title(gloss.of(gloss.keys(Star)["region"])) == "城市"
    assert gloss.title(gloss.of(Star)) == "百姓学习之星"
    assert gloss.keys(Campaign)["rounds"] is Campaign.model_fields["rounds"]
