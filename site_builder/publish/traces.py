"""A folder searched byte by byte for words and files: what was read, and what was found where."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.publish import spellings
from site_builder.publish.members import LARGEST, Member, Unread, members, opens
from site_builder.whole import digest

HELD = 1 << 27
"""Bytes of a file that is read at once, where it is no container."""
WINDOW = 1 << 26
"""Bytes of a file too large to be held that are searched at a time."""
_LAP = 1 << 12
"""Bytes that windows share, so that nothing hides at a border."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words, and files by the SHA-256 of their bytes."""

    words: tuple[str, ...]
    files: Mapping[str, str]
    """Hash, in hex -> what that file is called."""
    marks: tuple[str, ...] = ()
    """Words in ASCII that nobody escapes: names that hashes gave."""


@dataclass(frozen=True)
class Trace:
    """Something wanted that is there. `spelling` is an encoding, an escape, `name` for the name of
    a file or member, or `file` for a whole file by its hash.
    """

    file: str
    """Below the folder, with `/`."""
    inside: tuple[str, ...]
    """Members from the outside in; empty for the file itself."""
    what: str
    spelling: str
    offset: int = 0
    left: str = ""
    right: str = ""
    chance: bool = False

    @property
    def path(self) -> str:
        return " › ".join((self.file, *self.inside))


@dataclass(frozen=True)
class Searched:
    """What a search of a folder read, and what it found."""

    files: int
    members: int
    """Pieces inside of files."""
    bytes: int
    """Of files, and unpacked of them."""
    traces: tuple[Trace, ...]
    unread: tuple[Unread, ...]
    digests: Mapping[str, str]
    """SHA-256 of each file, by its name below the folder."""


NOTHING = Searched(0, 0, 0, (), (), {})


def search(folder: Path, wanted: Wanted) -> Searched:
    """Read every byte of every file below the folder, hidden ones among them."""
    count = inner = weight = 0
    traces: list[Trace] = []
    unread: list[Unread] = []
    digests: dict[str, str] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        count += 1
        traces += _named(name, (), name, wanted)
        try:
            digests[name] = digest(path)
            for piece in _pieces(name, path):
                if isinstance(piece, Unread):
                    unread.append(piece)
                    continue
                inner += len(piece.path) > 1
                weight += len(piece.raw) if piece.new else 0
                traces += _in(piece, wanted)
        except OSError:
            unread.append(Unread((name,), "damaged"))
            continue
        if digests[name] in wanted.files:
            traces.append(Trace(name, (), wanted.files[digests[name]], "file"))
    return Searched(count, inner, weight, tuple(traces), tuple(unread), digests)


def _pieces(name: str, path: Path) -> Iterator[Member | Unread]:
    """The file and what is in it; a film too large to be held, in windows."""
    size = path.stat().st_size
    with path.open("rb") as file:
        container = opens(file.read(8))
        if size <= (LARGEST if container else HELD):
            file.seek(0)
            yield from members(name, file.read())
            return
        if container:
            yield Unread((name,), "too-large")
        lap = b""
        file.seek(0)
        while raw := file.read(WINDOW):
            yield Member((name,), lap + raw)
            lap = raw[-_LAP:]


def _in(piece: Member, wanted: Wanted) -> Iterator[Trace]:
    name, inside = piece.path[0], piece.path[1:]
    if inside:
        yield from _named(name, inside, inside[-1], wanted)
        sha = hashlib.sha256(piece.raw).hexdigest()
        if sha in wanted.files:
            yield Trace(name, inside, wanted.files[sha], "file")
    if piece.new:
        plain = spellings.plain(piece.raw, wanted.marks)
        for hit in (*spellings.hits(piece.raw, wanted.words), *plain):
            yield Trace(
                name, inside, hit.word, hit.spelling, hit.offset, hit.left, hit.right, hit.chance
            )


def _named(file: str, inside: tuple[str, ...], name: str, wanted: Wanted) -> Iterator[Trace]:
    """Words in a name, also where it is escaped as in an address."""
    raw = name.encode("utf-8", "surrogateescape")
    plain = spellings.plain(raw, wanted.marks)
    found = {hit.word for hit in (*spellings.hits(raw, wanted.words), *plain)}
    yield from (Trace(file, inside, word, "name") for word in sorted(found))
