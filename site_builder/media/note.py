"""The note beside copies, `made.json`: what they are and what their bytes were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pydantic import TypeAdapter, ValidationError

from site_builder.media.recipe import Made

NAME = "made.json"
_KINDS: dict[str, TypeAdapter[Made]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(Made)}


@dataclass(frozen=True)
class Note:
    made: Made
    hashes: Mapping[str, str]
    """SHA-256 of each file, in hex, by its name."""


def dumped(made: Made, hashes: Mapping[str, str]) -> bytes:
    """Three lines: the kind, the hashes, and what was made."""
    kind = type(made).__name__
    return b"\n".join((kind.encode(), json.dumps(hashes).encode(), _KINDS[kind].dump_json(made)))


def read(folder: Path) -> Note | None:
    """The note in a folder; None where there is none that makes sense."""
    try:
        kind, hashes, made = (folder / NAME).read_bytes().split(b"\n", 2)
        return Note(_KINDS[kind.decode()].validate_json(made), dict(json.loads(hashes)))
    except (OSError, ValidationError, KeyError, ValueError, TypeError):
        return None
