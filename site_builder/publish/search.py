"""The search index of the site: which file of it holds what, and how it gets there.

**Truth.** A find is an entry with the query's folded signs in a row in one of its texts; nothing
else. So the index is exact, not a filter: it holds every pair of signs with all its places, and
pairs that stand side by side make any longer query.

**Cost.** Lists lie in many small files, told apart by a checksum of the key; a query loads one for
each two of its signs. A list that is long by itself has a file of its own, so that nobody loads it
by chance. A pair that is very common (most entries hold it several times) would be too long with
all its places: its list says only how good each entry's best place is, which answers a query of
just that pair, and every longer piece around it has a list instead, up to pieces of LONGEST signs.
The reader knows the common pieces beforehand and asks for the longer ones.

**Other ways to a name.** Whole names, their sounds and initials (every run of syllables, written
together: nothing has to be cut into syllables), sounds often confused, and names with one character
wrong are keys of their own, beside the pieces of text.

**Files**, each a script that also opens from `file://` and that a strict policy lets pass:

    head.js            how many entries and files there are, the common pieces, the long lists
    lists/<n>.js       lists by the checksum of their keys
    long/<sum>.js      one long list
    entries/<n>.js     what is shown of entry n, its real texts
    fold.js            traditional characters that entries here may be asked by

`theme/assets/js/search.js` is the reader.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from site_builder.publish import folding, grams, postings
from site_builder.publish.grams import Document, Reading
from site_builder.whole import write_whole

LONGEST = 5
"""Pieces of text in the index have so many signs at most."""
COMMON = 32_000
"""A piece whose full list is longer, in bytes, is common: longer pieces around it have lists."""
LONG = 8_000
"""A list that is longer, in bytes, has its own file."""
FILE = 12_000
"""About so many bytes of lists make one file."""

Index = dict[str, bytes]
"""Key -> its list."""


@dataclass(frozen=True)
class SearchIndex:
    """Where the index lies, its files by their names below it, and whether it stood there."""

    folder: Path
    files: tuple[str, ...]
    reused: bool


@dataclass(frozen=True)
class Lists:
    """All lists, and which pieces of text are common."""

    index: Index
    common: tuple[str, ...]


# --- lists ---------------------------------------------------------------------------------


def lists(readings: Sequence[Reading]) -> Lists:
    """The lists of documents numbered as they come."""
    full: postings.Lists = {}
    brief: postings.Lists = {}
    for number, reading in enumerate(readings):
        postings.add_full(full, number, grams.pairs(reading))
        postings.add_brief(brief, number, grams.signs(reading))
        postings.add_brief(brief, number, reading.keys)
    common = _take_common(full)
    every = set(common)
    for length in range(3, LONGEST + 1):
        if not common:
            break
        longer: postings.Lists = {}
        for number, reading in enumerate(readings):
            best, around = _widened(reading, length, common)
            postings.add_brief(brief, number, best)
            postings.add_full(longer, number, around)
        common = _take_common(longer) if length < LONGEST else frozenset()
        every |= common
        full |= longer
    index = {key: bytes(each.told) for all_ in (full, brief) for key, each in all_.items()}
    return Lists(index, tuple(sorted(every)))


def _take_common(full: postings.Lists) -> frozenset[str]:
    """Take the lists of common pieces out."""
    common = frozenset(key for key, each in full.items() if len(each.told) > COMMON)
    for key in common:
        del full[key]
    return common


def _widened(
    reading: Reading, length: int, common: frozenset[str]
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The grades of a document's common pieces, which are one shorter than `length`, and the places
    of the pieces of that length around them.
    """
    best: dict[str, int] = {}
    around: dict[str, list[int]] = {}
    for begin, text in reading.texts:
        shorter = grams.pieces(text, length - 1)
        found = [at for at, piece in enumerate(shorter) if piece in common]
        for at in found:
            best.setdefault(shorter[at], grams.grade(begin + at))
        last = len(text) - length
        for at in sorted({each for one in found for each in (one - 1, one) if 0 <= each <= last}):
            around.setdefault(text[at : at + length], []).append(begin + at)
    return best, around


# --- files ---------------------------------------------------------------------------------


def files(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Every file of the index, by its name; the one that readers start from comes last."""
    digest = hashlib.blake2b(digest_size=8)
    for number, document in enumerate(documents):
        yield from _told(digest, f"entries/{number}", shown(document))
    told = lists([grams.read(document) for document in documents])
    long = sorted(key for key, each in told.index.items() if len(each) > LONG)
    count = _count(told.index)
    for name, rows in sorted(_grouped(told.index, frozenset(long), count).items()):
        yield from _told(digest, name, rows)
    yield from _told(digest, "fold", _table(told.index))
    head = {
        "entries": len(documents),
        "lists": count,
        "common": " ".join(told.common),
        "long": " ".join(long),
    }
    digest.update(json.dumps(head).encode())
    yield "head.js", script("head", head | {"stamp": digest.hexdigest()})


def _told(digest: Any, name: str, payload: object) -> Iterator[tuple[str, bytes]]:
    content = script(name, payload)
    digest.update(content)
    yield f"{name}.js", content


def script(name: str, payload: object) -> bytes:
    """A classic script that hands over JSON. No text in it can end the script or its element."""
    told = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    told = re.sub("[<\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", told)
    # Half a surrogate pair, which no UTF-8 can hold, comes out as JSON's own escape.
    return f'Showcase.piece("{name}",{told})\n'.encode(errors="backslashreplace")


def _count(index: Mapping[str, bytes]) -> int:
    """How many files short lists are spread over: a power of two, so that it seldom changes."""
    size = sum(len(told) + 8 for told in index.values() if len(told) <= LONG)
    return 1 << max(0, round(size / FILE) - 1).bit_length()


def checksum(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def _grouped(
    index: Mapping[str, bytes], long: frozenset[str], count: int
) -> dict[str, dict[str, str]]:
    """Name of a file -> its lists, by their keys in order."""
    groups: dict[str, dict[str, str]] = {f"lists/{number}": {} for number in range(count)}
    for key in sorted(index):
        name = f"long/{checksum(key)}" if key in long else f"lists/{checksum(key) % count}"
        groups.setdefault(name, {})[key] = index[key].decode()
    return groups


def shown(document: Document) -> dict[str, Any]:
    """What is shown of a find: the real texts, and the odd characters among them."""
    everything = "".join(text for _, texts in document.zones() for text in texts)
    return asdict(document) | {"odd": folding.exceptions(everything)}


def _table(index: Mapping[str, bytes]) -> dict[str, str]:
    """Traditional -> simplified, for the signs that the index has: two equal rows."""
    rows = [(old, new) for old, new in folding.simplified().items() if new in index]
    return {"from": "".join(old for old, _ in rows), "to": "".join(new for _, new in rows)}


# --- building ------------------------------------------------------------------------------


def build(documents: Sequence[Document], out: Path, memory: Path) -> SearchIndex:
    """Put the index of these documents into `out`; one that stands there unchanged is left alone.

    Each file appears whole or not at all, unchanged ones are not written again, and nothing else
    stays in `out`. What stands there is noted in the folder `memory`.
    """
    name = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]
    note = Note.recall(memory / f"{name}.json")
    print_ = fingerprint(documents)
    if note.stands(print_, out):
        return SearchIndex(out, tuple(note.files), reused=True)
    told = [_put(out / name, name, content) for name, content in files(documents)]
    for path in [path for path in out.rglob("*") if path.is_file()]:
        if path.relative_to(out).as_posix() not in set(told):
            path.unlink()
    Note.of(print_, told, out).remember(memory / f"{name}.json")
    return SearchIndex(out, tuple(told), reused=False)


def _put(path: Path, name: str, content: bytes) -> str:
    try:
        same = path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        same = False
    if not same:
        write_whole(path, content)
    return name


def fingerprint(documents: Iterable[Document]) -> str:
    """Tells an index apart by all that goes into it: documents, code, packages."""
    packages = ("pypinyin", "opencc-python-reimplemented")
    digest = hashlib.blake2b(repr([*map(metadata.version, packages)]).encode(), digest_size=16)
    for module in (folding, grams, postings):
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(Path(__file__).read_bytes())
    for document in documents:
        digest.update(repr(document).encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Note:
    """What a build left in a folder: the index's fingerprint, size and time of each file."""

    fingerprint: str = ""
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, print_: str, names: Iterable[str], out: Path) -> Note:
        return cls(print_, {name: _state(out / name) for name in names})

    @classmethod
    def recall(cls, path: Path) -> Note:
        """The note at this path; an empty one where none can be read."""
        try:
            told = json.loads(path.read_bytes())
            files = {str(name): (int(a), int(b)) for name, (a, b) in told["files"].items()}
            return cls(str(told["fingerprint"]), files)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def remember(self, path: Path) -> None:
        write_whole(path, json.dumps(asdict(self), separators=(",", ":")).encode())

    def stands(self, print_: str, out: Path) -> bool:
        """Whether the folder still holds that index, untouched."""
        try:
            return self.fingerprint == print_ and all(
                _state(out / name) == told for name, told in self.files.items()
            )
        except OSError:
            return False


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
