"""Which pages of the last build still stand as they are."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

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

    def stands(self, file: str, out: Path, print_: str) -> bool:
        """Whether the file is there, untouched since, and would be written the same again."""
        told = self.pages.get(file)
        if told is None or told[0] != print_:
            return False
        try:
            found = (out / file).stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (told[1], told[2])


def recall(path: Path) -> Record:
    """The record of the last build; an empty one where there is none that can be read."""
    try:
        told = json.loads(path.read_bytes())
        return Record({file: (str(a), int(b), int(c)) for file, (a, b, c) in told.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return Record()


def remember(path: Path, out: Path, prints: Mapping[str, str]) -> None:
    """Note what was written, by its address below `out`."""
    told = {}
    for file, print_ in prints.items():
        found = (out / file).stat()
        told[file] = (print_, found.st_size, found.st_mtime_ns)
    write_whole(path, json.dumps(told, separators=(",", ":")).encode())
