"""The search index of the site: the only file that knows Pagefind.

Pagefind finds runs of words and tells where in a document the first one stands. So text is given
to it as overlapping pairs of characters, a query is a run of such pairs, and the place tells how
good the find is: each kind of text has its own zone. `theme/assets/js/search.js` is the reader.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

from pagefind.service import get_executable

from site_builder.publish import folding
from site_builder.whole import link_whole

ZONES = {"name": 64, "sound": 64, "initials": 64, "aliases": 96, "lines": 128}
"""Kinds of text, best first, and how many words each has room for; long texts follow them."""
FILLER = "ooo"
"""Fills a zone up: no text and no key looks like that."""
SECONDS_PER_BUILD = 60
SECONDS_PER_DOCUMENT = 0.5
REMEMBERED = 3
"""So many indexes stay in memory: a preview and a release take turns."""
_SIGNATURE = b"pagefind_dcd"
"""Opens whatever Pagefind's client reads."""


class SearchError(Exception):
    """The index could not be made; the message says why."""


@dataclass(frozen=True)
class Document:
    """What search may find of one entry, best first: titles, then lines, then texts."""

    slug: str
    href: str
    """Relative to the site's root: `stars/li-xiulan/`."""
    kind: str
    """`stars` or `projects`."""
    titles: tuple[str, ...]
    """The name, then its other spellings."""
    pinyin: str | None
    """The reading of the name, where the automatic one is wrong."""
    lines: tuple[str, ...]
    """Organisation, place, themes."""
    texts: tuple[str, ...]
    """Citation, summary, story, captions: plain text."""


@dataclass(frozen=True)
class SearchIndex:
    """Where the index lies, its files by their names below it, and whether it was there before."""

    folder: Path
    files: tuple[str, ...]
    reused: bool


def build(documents: Sequence[Document], out: Path, memory: Path) -> SearchIndex:
    """Put the index of these documents into `out`; an unchanged set comes out of `memory`.

    Nothing else stays in `out`. Raises SearchError where Pagefind is missing, fails or takes too
    long.
    """
    kept = memory / fingerprint(documents)
    reused = kept.is_dir()
    if not reused:
        memory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=memory, prefix=".", suffix=".part") as part:
            make(in_order(documents), Path(part) / "index")
            (Path(part) / "index").replace(kept)
    kept.touch()
    _forget(memory)
    files = _files(kept)
    for name in files:
        link_whole(kept / name, out / name)
    for name in set(_files(out)) - set(files):
        (out / name).unlink()
    return SearchIndex(out, files, reused)


def fingerprint(documents: Sequence[Document]) -> str:
    """Tells an index apart by all that goes into it: documents, code, packages."""
    packages = ("pagefind", "pagefind_bin_extended", "pypinyin", "opencc-python-reimplemented")
    told = repr((tuple(documents), *map(metadata.version, packages)))
    code = Path(__file__).read_bytes() + Path(folding.__file__).read_bytes()
    return hashlib.blake2b(told.encode() + code, digest_size=16).hexdigest()


def _files(folder: Path) -> tuple[str, ...]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))


def _forget(memory: Path) -> None:
    """Drop the indexes that were used longest ago."""
    kept = [path for path in memory.iterdir() if not path.name.startswith(".")]
    kept.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[REMEMBERED:]:
        shutil.rmtree(path, ignore_errors=True)


def in_order(documents: Sequence[Document]) -> list[Document]:
    """Names that others begin with come first, so that the whole name beats its longer ones.

    Finds of equal worth come in this order. Others stay as given.
    """
    names = sorted({folding.fold(document.titles[0]) for document in documents})
    begun = {one for one, next_ in pairwise(names) if next_.startswith(one)}

    def place(document: Document) -> tuple[bool, int]:
        name = folding.fold(document.titles[0])
        return (False, len(name)) if name in begun else (True, 0)

    return sorted(documents, key=place)


# --- what Pagefind is given ----------------------------------------------------------------


def words(document: Document) -> list[str]:
    """A document as Pagefind reads it: zones of pairs, single characters and keys of sound.

    What has no room in its zone stands with the lines, or with the texts.
    """
    seen: set[str] = set()
    zones: list[list[str]] = [[] for _ in ZONES]
    rest: list[str] = []
    last = len(zones) - 1
    for zone, block in _blocks(document, seen):
        fits = [at for at in (zone, last) if len(zones[at]) + len(block) <= _room(at)]
        (zones[fits[0]] if fits else rest).extend(block)
    for text in document.texts:
        for block in _text(text, seen):
            rest.extend(block)
    filled = (zone + [FILLER] * (_room(at) - len(zone)) for at, zone in enumerate(zones))
    return [*(word for zone in filled for word in zone), *rest]


def _room(zone: int) -> int:
    return tuple(ZONES.values())[zone]


def _blocks(document: Document, seen: set[str]) -> Iterator[tuple[int, list[str]]]:
    """Zone and words of everything but the texts; a block stays together."""
    name, *aliases = document.titles
    spoken = folding.syllables(name, document.pinyin)
    yield from ((0, block) for block in _text(name, seen))
    yield 1, list(folding.sound_keys(spoken))
    yield 2, list(folding.initial_keys(spoken))
    for alias in aliases:
        spoken = folding.syllables(alias)
        yield from ((3, block) for block in _text(alias, seen))
        yield 3, [*folding.sound_keys(spoken), *folding.initial_keys(spoken)]
    for line in document.lines:
        yield from ((4, block) for block in _text(line, seen))


def _text(text: str, seen: set[str]) -> Iterator[list[str]]:
    """Pairs, closed by the last character so that no run goes over the end; then new characters."""
    folded = folding.fold(text)
    yield [*folding.pairs(folded), *folded[-1:]]
    new = dict.fromkeys(each for each in folded if each not in seen)
    seen.update(new)
    yield [each for each in new if each != folded[-1]]


def shown(document: Document) -> dict[str, Any]:
    """What the client prints of a find: the real texts, and the odd characters among them."""
    everything = "".join((*document.titles, *document.lines, *document.texts))
    return {
        "slug": document.slug,
        "href": document.href,
        "name": document.titles[0],
        "lines": (*document.titles[1:], *document.lines),
        "texts": document.texts,
        "odd": folding.exceptions(everything),
    }


# --- the bundle ----------------------------------------------------------------------------


def make(documents: Sequence[Document], out: Path) -> None:
    """Write a whole bundle: Pagefind's index, and what the client needs beside it."""
    out.mkdir()
    raw = out.with_name("raw")
    told = [_json(shown(document)) for document in documents]
    addresses = [_address(document, text) for document, text in zip(documents, told, strict=True)]
    _index(zip(addresses, map(words, documents), strict=True), len(documents), raw)
    for pattern in ("pagefind.js", "wasm.unknown.pagefind", "pagefind-entry.json", "*.pf_meta"):
        for path in raw.glob(pattern):
            path.rename(out / path.name)
    if (raw / "index").is_dir():
        (raw / "index").rename(out / "index")
    ids = _ids(raw / "fragment")
    _fragments({ids[address]: text for address, text in zip(addresses, told, strict=True)}, out)
    slugs = _json({ids[at]: each.slug for at, each in zip(addresses, documents, strict=True)})
    (out / "slugs.json").write_bytes(slugs)
    (out / "slugs.pack").write_bytes(_packed(slugs))
    (out / "reading.json").write_bytes(_json(_reading()))
    (out / "folding.json").write_bytes(_json(_table(documents)))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(content: bytes) -> bytes:
    """Without a time, so that equal content gives equal files."""
    return gzip.compress(content, mtime=0)


def _address(document: Document, text: bytes) -> str:
    """What Pagefind makes a find's id of: new whenever the shown text is."""
    return f"{document.href}?{hashlib.blake2b(text, digest_size=8).hexdigest()}"


def _ids(fragments: Path) -> dict[str, str]:
    """Address -> Pagefind's id of the document."""
    told = {}
    for path in fragments.glob("*.pf_fragment"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
        told[fragment["url"]] = path.stem
    return told


def _fragments(texts: Mapping[str, bytes], out: Path) -> None:
    """Our own texts in place of Pagefind's, which hold pairs: its client unpacks them for us."""
    (out / "fragment").mkdir()
    for id_, text in texts.items():
        told = (
            b'{"url":"","content":"","word_count":0,"filters":{},"meta":{},"anchors":[],"entry":'
            + text
            + b"}"
        )
        (out / "fragment" / f"{id_}.pf_fragment").write_bytes(_packed(_SIGNATURE + told))


def _reading() -> dict[str, Any]:
    """How to read the index: where zones begin, and the syllables of pinyin."""
    begins, at = {}, 0
    for zone, room in ZONES.items():
        begins[zone] = at
        at += room
    return {
        "zones": begins | {"texts": at},
        "syllables": " ".join(folding.known_syllables()),
    }


def _table(documents: Iterable[Document]) -> dict[str, str]:
    """Traditional -> simplified, for the characters that these documents have: two equal rows."""
    used: set[str] = set()
    for document in documents:
        used.update(*(document.titles + document.lines + document.texts))
    folded = {folding.fold_sign(sign) for sign in used}
    rows = [(old, new) for old, new in folding.simplified().items() if new in folded]
    return {"from": "".join(old for old, _ in rows), "to": "".join(new for _, new in rows)}


# --- Pagefind itself -----------------------------------------------------------------------


def _index(pages: Iterable[tuple[str, list[str]]], count: int, out: Path) -> None:
    """Have Pagefind make its bundle, in the folder `out`. The pages keep their order.

    Its files are taken from its answer: it says that it has written them before they are whole.
    """
    with _service(SECONDS_PER_BUILD + SECONDS_PER_DOCUMENT * count) as service:
        index = _ask(service, {"type": "NewIndex", "config": {"force_language": "und"}})
        record = {"type": "AddRecord", "index_id": index["index_id"], "language": "und"}
        for address, told in pages:
            _ask(service, record | {"url": address, "content": " ".join(told)})
        answer = _ask(service, {"type": "GetFiles", "index_id": index["index_id"]})
    for file in answer["files"]:
        path = out / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(file["content"]))


@contextmanager
def _service(seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """Pagefind's own process, ended when the time is up.

    Its Python client sleeps a tenth of a second for each document; this asks at once.
    """
    command = [os.fspath(_binary()), "--service"]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet)  # noqa: S603
    except OSError as error:
        raise SearchError(f"Pagefind does not start: {error}") from error
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield process
    except (OSError, SearchError) as error:
        if late.is_set():
            raise SearchError(f"Pagefind took more than {seconds:.0f} s") from error
        if isinstance(error, SearchError):
            raise
        raise SearchError(f"Pagefind broke off: {error}") from error
    finally:
        timer.cancel()
        process.kill()
        process.communicate()


def _binary() -> Path:
    found = get_executable()
    if found is None or not Path(found).is_file():
        raise SearchError("Pagefind's program is missing: pip install pagefind_bin_extended")
    return Path(found)


def _ask(service: subprocess.Popen[bytes], payload: Mapping[str, Any]) -> dict[str, Any]:
    """One question, one answer: base64 of JSON, closed by a comma."""
    assert service.stdin is not None and service.stdout is not None  # noqa: S101, PT018
    asked = json.dumps({"message_id": 1, "payload": payload}).encode()
    service.stdin.write(base64.b64encode(asked) + b",")
    service.stdin.flush()
    got = bytearray()
    while not got.endswith(b","):
        more = os.read(service.stdout.fileno(), 1 << 16)
        if not more:
            raise SearchError("Pagefind broke off without an answer")
        got += more
    try:
        answer: dict[str, Any] = json.loads(base64.b64decode(got[:-1]))["payload"]
    except ValueError as error:
        raise SearchError("Pagefind's answer was not understood") from error
    if answer["type"] == "Error":
        raise SearchError(f"Pagefind: {answer.get('message')}")
    return answer
