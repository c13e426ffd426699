"""XMP: what a newsroom must know of a photo, as the packet that stands inside the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import accumulate
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring
from xml.sax.saxutils import escape

from site_builder.media.recipe import PressRecipe

LONGEST = 6000
"""Bytes of a text as XML, 2,000 Chinese characters: a packet, with each text in up to four places,
must fit into one segment of 64 kB.
"""
_X, _RDF = "adobe:ns:meta/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC, _RIGHTS = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/rights/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_PREFIXES = {"x": _X, "rdf": _RDF, "dc": _DC, "xmpRights": _RIGHTS, "photoshop": _PHOTOSHOP}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END = '<?xpacket end="r"?>'

for _prefix, _uri in _PREFIXES.items():
    register_namespace(_prefix, _uri)


def packet(recipe: PressRecipe) -> bytes:
    """The recipe's texts as Dublin Core, Photoshop and XMP Rights properties, in UTF-8.

    Empty ones are left out. Characters that XML has no place for are dropped.
    """
    root = Element(f"{{{_X}}}xmpmeta")
    about = SubElement(SubElement(root, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description")
    about.set(f"{{{_RDF}}}about", "")
    _in_languages(about, f"{{{_DC}}}title", recipe.title)
    _in_languages(about, f"{{{_DC}}}description", recipe.caption)
    _in_order(about, f"{{{_DC}}}creator", recipe.credit)
    _plain(about, f"{{{_PHOTOSHOP}}}Credit", recipe.credit)
    _in_languages(about, f"{{{_DC}}}rights", recipe.terms)
    _in_languages(about, f"{{{_RIGHTS}}}UsageTerms", recipe.terms)
    _plain(about, f"{{{_RIGHTS}}}Marked", "True")
    _plain(about, f"{{{_RIGHTS}}}WebStatement", recipe.address)
    _plain(about, f"{{{_DC}}}source", recipe.address)
    return f"{_BEGIN}{tostring(root, 'unicode')}{_END}".encode()


def _plain(about: Element, name: str, text: str) -> None:
    if clean := _clean(text):
        SubElement(about, name).text = clean


def _in_order(about: Element, name: str, text: str) -> None:
    if clean := _clean(text):
        _items(about, name, "Seq", [({}, clean)])


def _in_languages(about: Element, name: str, text: str) -> None:
    """The default is for readers that ask for no language, or for one that is not there."""
    if clean := _clean(text):
        _items(about, name, "Alt", [({_LANG: lang}, clean) for lang in ("x-default", "zh-CN")])


def _items(
    about: Element, name: str, kind: str, items: Iterable[tuple[dict[str, str], str]]
) -> None:
    several = SubElement(SubElement(about, name), f"{{{_RDF}}}{kind}")
    for attributes, text in items:
        SubElement(several, f"{{{_RDF}}}li", attributes).text = text


def _clean(text: str) -> str:
    """One line, without control characters, lone surrogates and non-characters; cut if too long."""
    line = " ".join(text.split())
    kept = [each for each in line if unicodedata.category(each) not in ("Cc", "Cs")]
    kept = [each for each in kept if each not in "\ufffe\uffff"]
    lengths = accumulate(len(escape(each).encode()) for each in kept)
    fitting = sum(length <= LONGEST for length in lengths)
    return "".join(kept) if fitting == len(kept) else "".join(kept[: fitting - 1]) + "…"
