"""QR codes of addresses, as squares and as SVG: the only file that knows segno."""

from __future__ import annotations

import io

import segno


def svg(address: str) -> bytes:
    """A QR code that a phone reads from a screen or from paper."""
    out = io.BytesIO()
    _made(address).save(
        out, kind="svg", border=2, light="#fff", xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue()


def squares(address: str) -> tuple[tuple[bool, ...], ...]:
    """Its rows of squares, dark ones true, with the quiet zone of two that it needs around it."""
    return tuple(tuple(map(bool, row)) for row in _made(address).matrix_iter(border=2))


def _made(address: str) -> segno.QRCode:
    """The mask is fixed: any of the eight is valid, and trying all takes five times as long."""
    return segno.make(address, error="m", micro=False, mask=2)
