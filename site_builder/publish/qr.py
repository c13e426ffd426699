"""QR codes of addresses, as small SVG files: the only file that knows segno."""

from __future__ import annotations

import io

import segno


def svg(address: str) -> bytes:
    """A QR code that a phone reads from a screen or from paper.

    The mask is fixed: any of the eight is valid, and trying all takes five times as long.
    """
    out = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=2).save(
        out, kind="svg", border=2, light="#fff", xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue()
