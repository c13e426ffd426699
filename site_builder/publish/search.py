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

**Again.** Files that would be the same are not written again; where few entries changed, only the
lists that they touch are made (`patch.py`).

`theme/assets/js/search.js` is the reader.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from site_builder.publish import folding, grams, lists, patch, postings
from site_builder.publish.grams import Document
from site_builder.publish.lists import Index
from site_builder.whole import note_name, write_whole

LONG = 8_000
"""A list that is longer, in bytes, has its own file."""
FILE = 14_000
"""About so many bytes of lists make one file."""
FEW = 20
"""As many changed entries are worked into the index that stands."""
MANY = 1000
"""From so many entries on, all cores make lists."""
_ROW = 12
"""What a list takes beside its own bytes: its key, quotes, a colon and a comma."""


@dataclass(frozen=True)
class SearchIndex:
    """Where the index lies, its files by their names below it, and whether it stood there."""

    folder: Path
    files: tuple[str, ...]
    reused: bool


@dataclass(frozen=True)
class State:
    """What is known of an index beside its lists: enough to work a change into it."""

    code: str = ""
    """A digest of what made it."""
    documents: tuple[str, ...] = ()
    """A digest of each."""
    size: int = 0
    """Of all lists that are not long, in bytes."""
    common: Mapping[str, int] = field(default_factory=dict)
    """Common piece -> how many bytes its full list would have, at least."""
    long: tuple[str, ...] = ()
    signs: str = ""
    """All single signs that have a list."""

    @property
    def count(self) -> int:
        """How many files short lists are spread over: a power of two, so that it seldom changes."""
        return 1 << round(math.log2(max(1, self.size / FILE)))

    def place(self, key: str) -> str:
        """The name of the file that a key's list stands in."""
        return _place(key, self.count, long=key in self.long)

    def files(self) -> tuple[str, ...]:
        """The names of all files; the one that readers start from comes last."""
        entries = (f"entries/{number}.js" for number in range(len(self.documents)))
        short = (f"lists/{number}.js" for number in range(self.count))
        return (
            *entries,
            *short,
            *sorted({self.place(key) for key in self.long}),
            "fold.js",
            "head.js",
        )


def _place(key: str, count: int, *, long: bool) -> str:
    sum_ = zlib.crc32(key.encode("utf-8", "surrogatepass"))
    return f"long/{sum_}.js" if long else f"lists/{sum_ % count}.js"


Told = Iterable[tuple[str, bytes]]
"""Files by their names, in the order in which they are to be written."""


# --- a whole index -------------------------------------------------------------------------


def whole(documents: Sequence[Document]) -> tuple[State, Told]:
    readings = [grams.read(document) for document in documents]
    told = lists.lists(readings, (os.cpu_count() or 1) if len(readings) >= MANY else 1)
    state = State(
        code=code(),
        documents=tuple(map(digest, documents)),
        size=sum(_size(each) for each in told.index.values()),
        common=told.common,
        long=tuple(sorted(key for key, each in told.index.items() if len(each) > LONG)),
        signs="".join(sorted(key for key in told.index if len(key) == 1)),
    )
    return state, _files(state, told.index, documents)


def _size(told: bytes) -> int:
    return 0 if not told or len(told) > LONG else len(told) + _ROW


def _files(
    state: State, index: Index, documents: Sequence[Document]
) -> Iterator[tuple[str, bytes]]:
    for number, document in enumerate(documents):
        yield _entry(number, document)
    rows: dict[str, dict[str, str]] = {
        name: {} for name in state.files() if name.startswith(("lists/", "long/"))
    }
    long = frozenset(state.long)
    count = state.count
    for key in sorted(index):
        rows[_place(key, count, long=key in long)][key] = index[key].decode()
    for name, each in rows.items():
        yield name, script(name, each)
    yield from _last(state)


def _entry(number: int, document: Document) -> tuple[str, bytes]:
    name = f"entries/{number}.js"
    return name, script(name, shown(document))


def _last(state: State) -> Iterator[tuple[str, bytes]]:
    yield "fold.js", script("fold.js", _table(frozenset(state.signs)))
    stamp = hashlib.blake2b("".join((state.code, *state.documents)).encode(), digest_size=8)
    told = {
        "entries": len(state.documents),
        "lists": state.count,
        "common": " ".join(state.common),
        "long": " ".join(state.long),
        "stamp": stamp.hexdigest(),
    }
    yield "head.js", script("head.js", told)


def script(name: str, payload: object) -> bytes:
    """A classic script that hands over JSON. No text in it can end the script or its element."""
    told = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    told = re.sub("[<\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", told)
    # Half a surrogate pair, which no UTF-8 can hold, comes out as JSON's own escape.
    piece = name.removesuffix(".js")
    return f'Showcase.piece("{piece}",{told})\n'.encode(errors="backslashreplace")


def payload(content: bytes) -> Any:
    """What a script hands over."""
    return json.loads(content[content.index(b",") + 1 : content.rindex(b")")])


def shown(document: Document) -> dict[str, Any]:
    """What is shown of a find: the real texts, and the odd characters among them."""
    everything = "".join(text for _, texts in document.zones() for text in texts)
    return asdict(document) | {"odd": folding.exceptions(everything)}


def document_of(told: Mapping[str, Any]) -> Document:
    """The document that is shown so."""
    given: dict[str, Any] = {each.name: told[each.name] for each in fields(Document)}
    lists_ = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return Document(**{**given, **lists_})


def _table(signs: frozenset[str]) -> dict[str, str]:
    """Traditional -> simplified, for the signs that the index has: two equal rows."""
    rows = [(old, new) for old, new in folding.simplified().items() if new in signs]
    return {"from": "".join(old for old, _ in rows), "to": "".join(new for _, new in rows)}


# --- a few changed entries -----------------------------------------------------------------


def patched(state: State, documents: Sequence[Document], out: Path) -> tuple[State, Told] | None:
    """The index in `out`, which has this state, with the entries that changed; only what is new.

    None where it has to be made whole: entries came or went, many changed, or a list did in kind.
    """
    digests = tuple(map(digest, documents))
    pairs = zip(state.documents, digests, strict=False)
    changed = [number for number, (before, after) in enumerate(pairs) if before != after]
    if state.code != code() or len(state.documents) != len(digests) or len(changed) > FEW:
        return None
    olds = {
        number: grams.read(document_of(payload((out / f"entries/{number}.js").read_bytes())))
        for number in changed
    }
    news = {number: grams.read(documents[number]) for number in changed}
    common = {
        piece: size - sum(patch.lost(each, piece) for each in olds.values())
        for piece, size in state.common.items()
    }
    if any(size <= lists.COMMON for size in common.values()):
        return None
    told = patch.changes(
        {number: patch.share(each, common) for number, each in olds.items()},
        {number: patch.share(each, common) for number, each in news.items()},
    )
    mended = _mended(replace(state, documents=digests, common=common), told, out)
    if mended is None:
        return None
    after, files = mended
    return after, [
        *(_entry(number, documents[number]) for number in changed),
        *files.items(),
        *_last(after),
    ]


def _mended(
    state: State, changes: Mapping[str, Mapping[int, Any]], out: Path
) -> tuple[State, dict[str, bytes]] | None:
    """The files of lists with these changes, and the state after; None where a list is another kind
    of list then.
    """
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for key in changes:
        by_file[state.place(key)].append(key)
    size, signs, files = state.size, set(state.signs), {}
    for name, keys in by_file.items():
        rows: dict[str, str] = payload((out / name).read_bytes())
        for key in keys:
            before = rows.pop(key, "").encode()
            brief = len(key) == 1 or key in state.common or key[0] in grams.KEYS
            after = patch.mended(before, changes[key], brief=brief)
            if not brief and len(key) < lists.LONGEST and len(after) > lists.COMMON:
                return None
            if (len(after) > LONG) != (key in state.long):
                return None
            size += _size(after) - _size(before)
            if after:
                rows[key] = after.decode()
            if len(key) == 1:
                (signs.add if after else signs.discard)(key)
        files[name] = script(name, dict(sorted(rows.items())))
    after_all = replace(state, size=size, signs="".join(sorted(signs)))
    return (after_all, files) if after_all.count == state.count else None


# --- building ------------------------------------------------------------------------------


def build(documents: Sequence[Document], out: Path, memory: Path) -> SearchIndex:
    """Put the index of these documents into `out`; one that stands there unchanged is left alone.

    Each file appears whole or not at all, unchanged ones are not written again, and nothing else
    stays in `out`. What stands there is noted in the folder `memory`.
    """
    noted = memory / note_name(out)
    note = Note.recall(noted)
    stands = note.stands(out)
    same = (note.state.code, note.state.documents) == (code(), tuple(map(digest, documents)))
    if stands and same:
        return SearchIndex(out, tuple(note.files), reused=True)
    noted.unlink(missing_ok=True)  # from here on it does not hold
    with lists.no_collector():
        told = patched(note.state, documents, out) if stands else None
        state, files = told or whole(documents)
        for file, content in files:
            _put(out / file, content)
    names = state.files()
    wanted = set(names)
    for path in [path for path in out.rglob("*") if path.is_file()]:
        if path.relative_to(out).as_posix() not in wanted:
            path.unlink()
    Note(state, {name: _stat(out / name) for name in names}).remember(noted)
    return SearchIndex(out, names, reused=False)


def _put(path: Path, content: bytes) -> None:
    try:
        same = path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        same = False
    if not same:
        write_whole(path, content)


def code() -> str:
    """A digest of what an index is made by: our own code and the packages."""
    packages = ("pypinyin", "opencc-python-reimplemented")
    bounds = (LONG, FILE, lists.COMMON, lists.LONGEST)
    told = hashlib.blake2b(repr([*map(metadata.version, packages), bounds]).encode(), digest_size=8)
    for module in (folding, grams, lists, patch, postings):
        told.update(Path(str(module.__file__)).read_bytes())
    told.update(Path(__file__).read_bytes())
    return told.hexdigest()


def digest(document: Document) -> str:
    return hashlib.blake2b(repr(document).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Note:
    """What a build left in a folder: the index's state, size and time of each file."""

    state: State = State()
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def recall(cls, path: Path) -> Note:
        """The note at this path; an empty one where none can be read."""
        try:
            told = json.loads(path.read_bytes())
            state = told["state"]
            files = {str(name): (int(a), int(b)) for name, (a, b) in told["files"].items()}
            listed = {name: tuple(state[name]) for name in ("documents", "long")}
            return cls(State(**(state | listed)), files)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def remember(self, path: Path) -> None:
        write_whole(path, json.dumps(asdict(self), separators=(",", ":")).encode())

    def stands(self, out: Path) -> bool:
        """Whether the folder still holds what was noted, untouched."""
        try:
            return bool(self.files) and all(
                _stat(out / name) == told for name, told in self.files.items()
            )
        except OSError:
            return False


def _stat(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
