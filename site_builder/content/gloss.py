"""What editors read of a key: the two languages of a docstring of the models."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from site_builder.content.problem import Text


def of(documented: FieldInfo | type[BaseModel]) -> Text:
    """Its docstring: one line in Chinese, `短名：怎么写。`, then English."""
    told = documented.description if isinstance(documented, FieldInfo) else documented.__doc__
    first, _, rest = inspect.cleandoc(told or "").partition("\n")
    return Text(first, " ".join(rest.split()))


def title(text: Text) -> str:
    """The short name before the colon."""
    return text.zh.partition("：")[0].rstrip("。")


def keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The model's fields by the key that editors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def inside(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model and all models within it, each once."""
    seen: list[type[BaseModel]] = [model]
    for each in seen:
        yield each
        for field in each.model_fields.values():
            seen += [found for found in _models(field.annotation) if found not in seen]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in typing.get_args(annotation):
        yield from _models(part)
