"""Every way in which a word may stand in bytes: encodings, and the escapes of texts within texts."""

from __future__ import annotations

import base64
import html
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from urllib.parse import unquote_to_bytes

SAFE = 6
"""Bytes. In 100 MB of compressed film a given run of four stands by chance once in forty times, one
of six once in three million."""
ROUNDS = 4
"""How often escapes may lie within escapes."""
_UNIT = {"utf-8": 1, "gb18030": 1, "utf-16-le": 2, "utf-16-be": 2}
_ALSO = {"percent": ("gb18030",), "pdf": ("gb18030", "utf-16-be")}
"""Escapes that stand for bytes of other encodings too."""
_FEW = 4
"""Characters on both sides of a word of four bytes that make it one, in the midst of a film."""
_AROUND = 512
_DENSE = 0.97
_NEAR = 8
"""Characters beside a word that tell where it was taken from."""
_WORDS_END = re.compile(r"[\w·]*\Z")
_WORDS_BEGIN = re.compile(r"[\w·]*")
_TEXT = re.compile(
    r"[\0\t\n\r -~\u00a0-\u00ff\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]*"
)
"""What texts in Chinese consist of, nearly always."""


@dataclass(frozen=True)
class Hit:
    """A word in bytes: at which of them, how written, and the signs that touch it."""

    word: str
    offset: int
    spelling: str
    left: str
    right: str
    chance: bool
    """So short, among what is no text, that it is no word but the dice of compressed data."""


def hits(raw: bytes, words: tuple[str, ...]) -> Iterator[Hit]:
    """Every place where a word stands, in any encoding or escape.

    Offsets in escaped spellings are those of the text with its escapes undone; a place that is
    plain already is not told again.
    """
    seen: dict[str, Contexts] = {}
    for encoding in _UNIT:
        found = list(_plain(raw, words, encoding, encoding))
        yield from found
        seen[encoding] = _contexts(found)
    seen["utf-16"] = seen["utf-16-le"] + seen["utf-16-be"]
    for name, told in unescaped(raw):
        for encoding in ("utf-8", *_ALSO.get(name, ())):
            # What was UTF-16 is UTF-8 in the text that its escapes were undone in.
            before = "utf-16" if name.startswith("utf-16") else encoding
            called = name if encoding == "utf-8" else f"{name} {encoding}"
            found = list(_plain(told, words, encoding, called))
            yield from _further(found, seen[before])
            seen[before] = seen[before] | _contexts(found)
    for word in words:
        for piece in _base64(word):
            for offset in _places(raw, piece):
                yield Hit(word, offset, "base64", "", "", False)


def plain(raw: bytes, marks: Iterable[str]) -> Iterator[Hit]:
    """Every place of marks in ASCII that nobody escapes, such as hashes in hexadecimal."""
    for mark in marks:
        yield from (Hit(mark, at, "ascii", "", "", False) for at in _places(raw, mark.encode()))


Contexts = Counter[tuple[str, str, str]]


def _contexts(found: Iterable[Hit]) -> Contexts:
    return Counter((hit.word, hit.left, hit.right) for hit in found)


def _further(found: list[Hit], seen: Contexts) -> Iterator[Hit]:
    """The hits beyond those seen, for words that there are more of now than then."""
    for word in {hit.word for hit in found}:
        mine = [hit for hit in found if hit.word == word]
        if len(mine) <= sum(count for key, count in seen.items() if key[0] == word):
            continue
        left = seen.copy()
        for hit in mine:
            key = (hit.word, hit.left, hit.right)
            if left[key]:
                left[key] -= 1
            else:
                yield hit


def unescaped(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The same text with one kind of escape undone, for each kind that it holds; then with all of
    them undone, again and again, as in a link within JSON within an attribute.
    """
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = raw.decode("utf-16", "replace").encode("utf-8", "replace")
        yield from ((f"utf-16 {name}", told) for name, told in unescaped(text))
        return
    found = 0
    for name, undo in _UNDO.items():
        told = undo(raw)
        if told != raw:
            found += 1
            yield name, told
    if not found:
        return
    told = raw
    for _ in range(ROUNDS):
        before, told = told, reduce(lambda text, undo: undo(text), _UNDO.values(), told)
        if told == before:
            break
        yield "several", told


def _plain(raw: bytes, words: tuple[str, ...], encoding: str, name: str) -> Iterator[Hit]:
    for word in words:
        try:
            sign = word.encode(encoding)
        except UnicodeEncodeError:  # half a pair of surrogates
            continue
        # What is ASCII is the same in GB18030 as in UTF-8: told once.
        if encoding == "gb18030" and word.isascii():
            continue
        for offset in _places(raw, sign):
            left, right = _beside(raw, offset, offset + len(sign), encoding)
            text = _is_text(left[-_FEW:]) and _is_text(right[:_FEW])
            chance = len(sign) < SAFE and not text and _dense(raw, offset)
            yield Hit(word, offset, name, *_touching(left, right), chance)


def near(text: str, word: str) -> Iterator[tuple[str, str]]:
    """The signs that touch a word at each of its places in a text: what `Hit` tells of bytes."""
    for found in re.finditer(re.escape(word), text):
        start, end = found.span()
        yield _touching(text[max(0, start - 4 * _NEAR) : start], text[end : end + 4 * _NEAR])


def _touching(before: str, after: str) -> tuple[str, str]:
    """The letters right beside a word. The n of an escape, as in JSON's `\\n`, is none."""
    left, right = _WORDS_END.search(before), _WORDS_BEGIN.match(after)
    if left is None or right is None:  # both match nothing at least
        return "", ""
    told = left[0][1:] if left.start() and before[left.start() - 1] == "\\" else left[0]
    return told[-_NEAR:], right[0][:_NEAR]


def _places(raw: bytes, sign: bytes) -> Iterator[int]:
    at = raw.find(sign)
    while at >= 0:
        yield at
        at = raw.find(sign, at + 1)


def _beside(raw: bytes, start: int, end: int, encoding: str) -> tuple[str, str]:
    """The texts before and after, as far as they are needed."""
    width = 4 * _NEAR // (2 if _UNIT[encoding] == 2 else 1)
    before, after = raw[max(0, start - width) : start], raw[end : end + width]
    if encoding == "utf-8":
        return before.decode(errors="replace"), after.decode(errors="replace")
    if _UNIT[encoding] == 2:
        before = before[len(before) % 2 :]
        return before.decode(encoding, "replace"), after.decode(encoding, "replace")
    # In GB18030 a character's first byte can't be told from its second: take the better reading.
    readings = (before.decode(encoding, "replace"), before[1:].decode(encoding, "replace"))
    return min(readings, key=lambda told: told.count("\ufffd")), after.decode(encoding, "replace")


def _is_text(told: str) -> bool:
    """Whether what stands beside a word is text, or nothing."""
    return bool(_TEXT.fullmatch(told))


def _dense(raw: bytes, offset: int) -> bool:
    """Whether a place lies in compressed data, where any four bytes come up by chance: what can't
    be made smaller. Texts and headers, in any encoding, always can.
    """
    around = raw[max(0, offset - _AROUND) : offset + _AROUND]
    if len(around) < _AROUND // 2:
        return False
    return len(zlib.compress(around, 1)) >= _DENSE * len(around)


# --- escapes -------------------------------------------------------------------------------

# Each begins with one certain byte: so a megabyte of film without it is passed over in no time.
_CODE = rb"u(?:[0-9A-Fa-f]{4}|\{[0-9A-Fa-f]{1,6}\})"
_JSON = re.compile(rb"\\\\*" + _CODE + rb"(?:\\+" + _CODE + rb")*")
_JSON_ONE = re.compile(rb"\\+u\{?([0-9A-Fa-f]+)\}?")
_HTML = re.compile(rb"&(?:#[0-9]{2,7};?|#[xX][0-9A-Fa-f]{2,6};?|[A-Za-z]{2,8};)")
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_INLINE = re.compile(
    rb"</?(?:a|b|i|u|em|strong|span|mark|small|wbr|ruby|rb|rt|"
    rb"r|t|rPr|[aw]:(?:r|t|rPr|rFonts|lang|sz|szCs|b|bCs|color|latin|ea|proofErr)|w:bookmark\w*)"
    rb"(?:\s[^<>]*)?/?>"
)
_SPARSE = 4096
"""Where end tags are rarer than this, in bytes, it is no marked up text."""
_PDF_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_PDF_OCTAL = re.compile(rb"\\([0-3][0-7]{2}|[()\\])")


def _json(raw: bytes) -> bytes:
    return _JSON.sub(_json_run, raw) if b"\\u" in raw else raw


def _json_run(found: re.Match[bytes]) -> bytes:
    """A run at once, as what lies beyond U+FFFF is written as two halves."""
    codes = [min(int(code, 16), 0x10FFFF) for code in _JSON_ONE.findall(found[0])]
    halves = b"".join(
        code.to_bytes(2, "big")
        if code < 0x10000
        else chr(code).encode("utf-16-be", "surrogatepass")
        for code in codes
    )
    return halves.decode("utf-16-be", "replace").encode()


def _html(raw: bytes) -> bytes:
    return _HTML.sub(_html_one, raw) if b"&" in raw else raw


def _html_one(found: re.Match[bytes]) -> bytes:
    return html.unescape(found[0].decode()).encode("utf-8", "replace")


def _percent(raw: bytes) -> bytes:
    return _PERCENT.sub(lambda found: unquote_to_bytes(found[0]), raw) if b"%" in raw else raw


def _tags(raw: bytes) -> bytes:
    """Without the marks that run through a word, as where Word cut a name into runs."""
    return _INLINE.sub(b"", raw) if raw.count(b"</") * _SPARSE > len(raw) else raw


def _pdf(raw: bytes) -> bytes:
    """PDF's strings: in hexadecimal, or with a backslash before what would end them."""
    if not raw.startswith(b"%PDF-") and b" Tj" not in raw and b"/Type" not in raw:
        return raw
    plain = _PDF_HEX.sub(lambda found: bytes.fromhex(_even(found[1])), raw)
    return _PDF_OCTAL.sub(_pdf_one, plain)


def _even(digits: bytes) -> str:
    told = "".join(digits.decode().split())
    return told + "0" * (len(told) % 2)


def _pdf_one(found: re.Match[bytes]) -> bytes:
    return found[1] if len(found[1]) == 1 else bytes([int(found[1], 8)])


_UNDO: Mapping[str, Callable[[bytes], bytes]] = {
    "json": _json,
    "html": _html,
    "percent": _percent,
    "tags": _tags,
    "pdf": _pdf,
}


def _base64(word: str) -> Iterator[bytes]:
    """What of a word in base64 is the same whatever stands around it, at each of its three places."""
    raw = word.encode("utf-8", "surrogatepass")
    if len(raw) < SAFE:
        return
    for shift in range(3):
        told = base64.b64encode(bytes(shift) + raw)
        first = -(-shift * 8 // 6)
        last = (shift + len(raw)) * 8 // 6
        yield told[first:last]
