"""JSON Schema (draft 7) of what may be written, made of the models: what an editor's program says
while one writes.

It never warns of what the loader takes: there every scalar is a string, here it is what YAML 1.2
makes of it, so that `2026` stands for a year as well as for a text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from site_builder.content import gloss, said
from site_builder.content.model import Campaign, Project, Star, Vocabulary
from site_builder.content.programme import Programme

Node = dict[str, Any]
MODELS: Mapping[str, type[BaseModel]] = {
    "star": Star,
    "project": Project,
    "campaign": Campaign,
    "vocabulary": Vocabulary,
    "opening": Programme,
}
_DRAFT = "http://json-schema.org/draft-07/schema#"
_WHOLE = r"^-?\d{1,15}$"
_NUMBER = r"^\s*[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$"
_FORMS: Mapping[str, tuple[list[str], str, str]] = {
    "integer": (["integer", "string"], _WHOLE, "int_"),
    "number": (["number", "string"], _NUMBER, "float_"),
    "boolean": (["boolean", "string"], "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$", "bool_"),
    "date": (["string"], r"^\d{4}-\d\d-\d\d$", "date_"),
    "date-time": (["string"], r"^\d{4}-\d\d-\d\d([T ].*)?$", "datetime_"),
}
"""Of each kind of value but texts: the types that YAML may give it, its spelling as a string, and
the kind of error that the loader calls another."""


def files() -> dict[str, bytes]:
    """The schemas by the name of their file."""
    return {f"{name}.json": _bytes(schema(model)) for name, model in MODELS.items()}


def schema(model: type[BaseModel]) -> Node:
    told = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    models = {each.__name__: each for each in gloss.inside(model)}
    definitions = {
        name: _object(node, models[name]) if name in models else _node(node)
        for name, node in told.pop("$defs", {}).items()
    }
    return {"$schema": _DRAFT, **_object(told, model), "definitions": definitions}


def _bytes(node: Node) -> bytes:
    return (json.dumps(node, ensure_ascii=False, indent=2) + "\n").encode()


def _object(node: Node, model: type[BaseModel]) -> Node:
    """A model: its keys with their short names and what belongs there, and no others."""
    asked = node.get("required", [])
    keys = {
        key: _key(key, node["properties"][key], key in asked) | _said(field)
        for key, field in gloss.keys(model).items()
    }
    told: Node = {"type": "object", **_said(model), "additionalProperties": False}
    return told | ({"required": asked} if asked else {}) | {"properties": keys}


def _said(documented: Any) -> Node:
    text = gloss.of(documented)
    return {"title": gloss.title(text), "description": text.zh}


def _key(key: str, node: Node, required: bool) -> Node:
    """A key's value. One that may be left out may have nothing behind it."""
    told = _node(node)
    if "pattern" in node and key in said.FORMS:
        told["patternErrorMessage"] = said.FORMS[key].zh
    if required or {"type": "null"} in told.get("anyOf", ()):
        return told
    if isinstance(told.get("type"), list):
        return told | {"type": [*told["type"], "null"]}
    default = {"default": told.pop("default")} if "default" in told else {}
    return {"anyOf": [told, {"type": "null"}], **default}


_WORDS = ("title", "description")


def _node(node: Node) -> Node:
    """One value as YAML 1.2 may give it, in draft 7."""
    kept = {name: value for name, value in node.items() if name not in _WORDS}
    if kept.get("default", 0) is None:
        del kept["default"]
    if "$ref" in kept and len(kept) > 1:  # what stands beside a reference is not read
        kept["allOf"] = [{"$ref": kept.pop("$ref")}]
    if "enum" in kept:
        return _choice(kept)
    for name in ("anyOf", "allOf", "prefixItems"):
        if name in kept:
            kept[name] = [_node(each) for each in kept[name]]
    for name in ("items", "additionalProperties", "propertyNames"):
        if isinstance(kept.get(name), dict):
            kept[name] = _node(kept[name])
    if "prefixItems" in kept:
        kept |= {"items": kept.pop("prefixItems"), "additionalItems": False}
    return _scalar(kept)


def _choice(node: Node) -> Node:
    meant = [said.GLOSSES.get(each, each) for each in node["enum"]]
    return node | {"enumDescriptions": meant}


def _scalar(node: Node) -> Node:
    kind = str(node.get("format") or node.get("type"))
    if kind in _FORMS:
        types, pattern, wrong = _FORMS[kind]
        told = {"type": types, "pattern": pattern, "patternErrorMessage": said.remedy(wrong).zh}
        return {
            name: value for name, value in node.items() if name not in ("type", "format")
        } | told
    if kind == "string":
        filled = {} if "pattern" in node or not node.get("minLength") else {"pattern": r"\S"}
        return node | {"type": ["string", "number", "boolean"]} | filled
    return node
