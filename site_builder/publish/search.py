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

import gc
import hashlib
import json
import math
import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
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
FILE = 14_000
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


@dataclass(frozen=True)
class Line:
    """All texts of all documents one after the other, and where each sign of them stands."""

    text: str
    """With GAP before, after and between texts."""
    stands: array[int]
    """For each sign: its document's number and the place in it, as in `postings`."""


GAP = "\0"
"""Folded text never holds it."""
Offsets = dict[str, "array[int]"]
"""A piece of text -> where on the line it begins, ascending."""


def lists(readings: Sequence[Reading]) -> Lists:
    """The lists of documents numbered as they come."""
    line = lined(readings)
    index = {key: postings.brief(told) for key, told in _keyed(readings).items()}
    every: list[str] = []
    with _no_collector():
        common: Offsets = {}
        # Sign by sign: what is worked on stays small, and near.
        for sign, offsets in _signs(line).items():
            stands = [line.stands[each] for each in offsets]
            index[sign] = postings.brief(_best(stands))
            following = [line.text[each + 1] for each in offsets]
            for next_, places in _split(following, stands).items():
                if _enter(index, sign + next_, places):
                    there = (
                        at for at, each in zip(offsets, following, strict=True) if each == next_
                    )
                    common[sign + next_] = array("Q", there)
        for length in range(3, LONGEST + 1):
            every += common
            longer, common = _around(line, common), {}
            for piece, offsets in longer.items():
                stands = [line.stands[each] for each in offsets]
                if _enter(index, piece, stands, longest=length == LONGEST):
                    common[piece] = offsets
    return Lists(index, tuple(sorted(every)))


def _enter(index: Index, piece: str, stands: Sequence[int], *, longest: bool = False) -> bool:
    """Write a piece's list into the index; whether it is too common to tell all its places."""
    told = postings.full(stands)
    common = len(told) > COMMON and not longest
    index[piece] = postings.brief(_best(stands)) if common else told
    return common


@contextmanager
def _no_collector() -> Iterator[None]:
    """Many small things live for a while, none of them in a cycle: looking takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def lined(readings: Sequence[Reading]) -> Line:
    texts, stands = [""], array("Q", [0])
    for number, reading in enumerate(readings):
        for begin, text in reading.texts:
            texts.append(text)
            first = (number << postings.LINE) + begin
            stands.extend(range(first, first + len(text) + 1))
    return Line(GAP.join([*texts, ""]), stands)


def _keyed(readings: Sequence[Reading]) -> dict[str, list[tuple[int, int]]]:
    """Keys that are no text -> documents, ascending, with grades."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for key, grade in reading.keys.items():
            found[key].append((number, grade))
    return found


def _signs(line: Line) -> Offsets:
    found: Offsets = defaultdict(partial(array, "Q"))
    for offset, sign in enumerate(line.text):
        found[sign].append(offset)
    found.pop(GAP, None)
    return found


def _split(following: Iterable[str], values: Iterable[int]) -> dict[str, array[int]]:
    """The values by the signs that stand beside them, in their order."""
    found: Offsets = defaultdict(partial(array, "Q"))
    for sign, value in zip(following, values, strict=True):
        found[sign].append(value)
    found.pop(GAP, None)
    return found


def _around(line: Line, common: Offsets) -> Offsets:
    """The pieces one sign longer than these that begin or end with one of them."""
    found: Offsets = {}
    for piece, offsets in common.items():
        behind = [line.text[each + len(piece)] for each in offsets]
        for sign, starts in _split(behind, offsets).items():
            found[piece + sign] = starts
        before = [line.text[each - 1] for each in offsets]
        for sign, starts in _split(before, (each - 1 for each in offsets)).items():
            if sign + piece[:-1] not in common:
                found[sign + piece] = starts
    return found


def _best(stands: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each document once, with the grade of its first place, which is its best."""
    first = {each >> postings.LINE: each for each in reversed(stands)}
    for document in reversed(first):
        yield document, grams.grade(first[document] & postings.ON_LINE)


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
    size = sum(len(told) + 12 for told in index.values() if len(told) <= LONG)
    return 1 << round(math.log2(max(1, size / FILE)))


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
