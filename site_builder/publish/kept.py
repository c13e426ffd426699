"""Which pages of the last build still stand as they are."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from site_builder.publish.extract import Extract
from site_builder.whole import write_whole


def fingerprint(told: object, frame: str) -> str:
    """Tells whether a page or kit would come out the same: all that it is made of (plain data), and
    the frame around it.

    `frame` stands for templates, configuration and code. What is equal gives equal prints, as
    nothing is told by identity.
    """
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.fast = True
    pickler.dump(told)
    return hashlib.blake2b(frame.encode() + out.getvalue(), digest_size=16).hexdigest()


def frame_print(folders: Iterable[Path], told: object) -> str:
    """The print of everything around a page: the files of these folders, and `told`."""
    digest = hashlib.blake2b(repr(told).encode(), digest_size=16)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Record:
    """The pages that a build left behind: fingerprint, size and time of each file."""

    pages: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    extracts: Mapping[str, Extract] = field(default_factory=dict)
    """What other files need of a page, by its file: it holds as long as the page's print does."""

    def extract(self, file: str, print_: str) -> Extract | None:
        told = self.pages.get(file)
        return self.extracts.get(file) if told is not None and told[0] == print_ else None

    def stands(self, file: str, out: Path, print_: str) -> bool:
        """Whether the file is there, untouched since, and would be written the same again."""
        told = self.pages.get(file)
        if told is None or told[0] != print_:
            return False
        try:
            found = os.stat(f"{out}/{file}")  # noqa: PTH116 - some ten thousand times a build
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (told[1], told[2])


def recall(path: Path) -> Record:
    """The record of the last build; an empty one where there is none that can be read."""
    try:
        told = json.loads(path.read_bytes())
        return Record(
            {file: (str(a), int(b), int(c)) for file, (a, b, c) in told["pages"].items()},
            {
                file: Extract(url, letters, tuple(beside))
                for file, (url, letters, beside) in told["extracts"].items()
            },
        )
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return Record()


def remember(
    path: Path, out: Path, prints: Mapping[str, str], extracts: Mapping[str, Extract]
) -> None:
    """Note what was written, by its address below `out`."""
    told = {}
    for file, print_ in prints.items():
        found = os.stat(f"{out}/{file}")  # noqa: PTH116 - as above
        told[file] = (print_, found.st_size, found.st_mtime_ns)
    held = {file: (each.url, each.letters, each.beside) for file, each in extracts.items()}
    both = {"pages": told, "extracts": held}
    write_whole(path, json.dumps(both, ensure_ascii=False, separators=(",", ":")).encode())
