"""The schemas say while one types what the loader says afterwards, and never warn without need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft7Validator

from site_builder.content import schema, yaml_text
from site_builder.content.load import load
from site_builder.content.model import Kind
from site_builder.content.skeleton import entry
from tests.golden.mistakes import MISTAKES
from tests.property.test_mutations import damaged
from tests.written import CAMPAIGN, OPENING, PROJECT, ROOT, STAR, VOCABULARY, folder

VALIDATORS = {name: Draft7Validator(schema.schema(model)) for name, model in schema.MODELS.items()}
OF = {
    "stars": "star", "projects": "project", "campaigns": "campaign", "openings": "opening",
    "vocabulary.yml": "vocabulary",
}  # fmt: skip
TOLD = {
    "unknown-key", "private-field", "missing-key", "not-a-choice", "bad-form", "out-of-range",
    "wrong-type", "too-few",
}  # fmt: skip
"""What the loader says of values, as opposed to files, YAML and rules."""


class Core(yaml_text.Loader):
    """YAML 1.2's core schema, as VS Code reads it; keys are words."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002
        return {
            str(key.value): self.construct_object(value, deep=True)
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode)
        }


CORE = (
    ("null", r"~|null|Null|NULL|", lambda _: None),
    ("bool", "true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    ("int", r"[-+]?[0-9]+", int),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
)
for name, form, make in CORE:
    tag = f"tag:yaml.org,2002:{name}"
    Core.add_implicit_resolver(tag, re.compile(f"^(?:{form})$"), None)
    Core.add_constructor(tag, lambda loader, node, make=make: make(loader.construct_scalar(node)))


def faults(path: Path, content: Path) -> list[str]:
    kind = OF[path.relative_to(content).parts[0]]
    value = yaml.load(path.read_text("utf-8-sig"), Loader=Core)
    return [each.message for each in VALIDATORS[kind].iter_errors(value)]


def written(content: Path) -> Iterator[Path]:
    yield from sorted(
        {*content.glob("*/*/*.yml"), *content.glob("*/*.yml"), *content.glob("*.yml")}
    )


def test_the_schemas_are_themselves_in_order() -> None:
    for validator in VALIDATORS.values():
        Draft7Validator.check_schema(validator.schema)


def test_the_schemas_in_the_repository_are_up_to_date() -> None:
    kept = {path.name: path.read_bytes() for path in (ROOT / "content/.schema").glob("*")}
    assert kept == schema.files(), "run: site-builder schema"


def test_the_editor_s_settings_name_each_schema_and_the_files_it_is_for() -> None:
    told = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert {Path(name).name for name in told} == set(schema.files())
    for name, pattern in told.items():
        found = list(ROOT.glob(pattern))
        assert (ROOT / name).is_file()
        assert found
        assert {OF[path.relative_to(ROOT / "content").parts[0]] for path in found} == {
            Path(name).stem
        }


def test_every_sample_is_valid() -> None:
    content = ROOT / "content"
    files = list(written(content))
    assert len(files) > 25
    assert {path.name: told for path in files if (told := faults(path, content))} == {}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_value_is_told_while_typing_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    MISTAKES[name](tmp_path)
    problems = load(tmp_path).problems
    wrong = {each.place.file for each in problems if each.code in TOLD}
    sound = {each.source.file for each in load(tmp_path).library.entries}
    for path in written(tmp_path):
        file = path.relative_to(tmp_path).as_posix()
        if file in wrong:
            assert faults(path, tmp_path), file
        elif file in sound:
            assert faults(path, tmp_path) == [], file


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: 李秀兰", "name: 007"),
        ("name: 李秀兰", "name: true"),
        ("citation: 从头学起", "citation: 1.50"),
        ("position: 志愿者", "position:"),
        ("campaign: 2026", "campaign: '2026'"),
        ("fields: [智慧助老]", "fields: [智慧助老]\naliases:\nshort: \nfilm:\nwithdrawn:"),
        ("file: 01.jpg", "focus: ['0.5', .5], file: 01"),
        ("signed: 2026-05-06", "signed: '2026-05-06'"),
        ("name: 李秀兰", "name: 李秀兰\nsample: 'TRUE'"),
    ],
)
def test_a_value_is_taken_in_each_spelling_that_the_loader_takes(
    before: str, after: str, tmp_path: Path
) -> None:
    assert before in STAR
    content = folder(tmp_path, star=STAR.replace(before, after, 1))
    assert [each.code for each in load(content).problems] in ([], ["no-file"])
    assert faults(content / "stars/li-xiulan/star.yml", content) == []


@settings(max_examples=300, deadline=None)
@given(star=damaged(STAR), project=damaged(PROJECT))
def test_what_the_loader_takes_is_never_warned_of(star: str, project: str) -> None:
    for name, text in {"star": star, "project": project}.items():
        parsed = yaml_text.parse(text)
        if parsed.faults or not isinstance(parsed.value, dict):
            continue
        try:
            schema.MODELS[name].model_validate(_given(parsed.value))
        except ValueError:
            continue
        value = _given(yaml.load(text, Loader=Core))
        assert [each.message for each in VALIDATORS[name].iter_errors(value)] == []


def _given(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _given(each) for key, each in value.items() if each is not None}
    return [_given(each) for each in value] if isinstance(value, list) else value


def test_each_key_has_a_short_name_and_help_in_chinese() -> None:
    told = json.loads(schema.files()["star.json"])
    assert told["properties"]["region"]["title"] == "城市"
    assert told["properties"]["region"]["description"] == "城市：用 vocabulary.yml 里的叫法。"
    level = told["definitions"]["Level"]
    assert level["enumDescriptions"] == ["国家级", "省级", "市级", "县级"]
    assert "patternErrorMessage" in told["definitions"]["Consent"]["properties"]["signed"]
    assert not re.search(r'"title": "[^"一-鿿]+"', schema.files()["star.json"].decode())


def test_texts_of_tests_are_of_every_kind() -> None:
    texts = {"star": STAR, "project": PROJECT, "campaign": CAMPAIGN, "vocabulary": VOCABULARY}
    for name, text in (texts | {"opening": OPENING}).items():
        value = yaml.load(text, Loader=Core)
        assert list(VALIDATORS[name].iter_errors(value)) == []
    skeleton = yaml.load(entry(Kind.STAR, "王喆", 2026), Loader=Core)
    assert list(VALIDATORS["star"].iter_errors(skeleton))
