"""Private numbers taken out of public texts before anything is written. Pure."""

from __future__ import annotations

import unicodedata

from site_builder.checks.privacy import HIDDEN, private

PUT = "【此处有{}，已略去】"


def scrubbed(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without anybody's own numbers and addresses, and what kinds there were."""
    text = HIDDEN.sub("", text)
    plain = "".join(map(_plain, text))  # as long as the text, so that places agree
    kinds: dict[str, None] = {}
    for kind, found in sorted(private(plain), key=lambda each: -len(each[1])):
        put = PUT.format(kind.zh)
        while (at := plain.find(found)) >= 0:
            kinds[kind.zh] = None
            text = text[:at] + put + text[at + len(found) :]
            plain = plain[:at] + put + plain[at + len(found) :]
    return text, tuple(kinds)


def _plain(sign: str) -> str:
    told = unicodedata.normalize("NFKC", sign)
    return told if len(told) == 1 else sign
