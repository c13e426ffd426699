"""HDR and wide-gamut colours as a usual screen shows them: arithmetic on one colour, no picture."""

from __future__ import annotations

from collections.abc import Callable

from site_builder.media.boxes import HLG, PQ

Colour = tuple[float, float, float]
"""Red, green, blue from 0 to 1."""
WHITE = 203.0
"""Candelas per square metre of a sheet of paper in an HDR picture (ITU-R BT.2408)."""
KNEE = 0.6
"""Share of white from which on bright light is compressed rather than passed on."""
_TO_709 = {
    9: (
        (1.6605, -0.5876, -0.0728),
        (-0.1246, 1.1329, -0.0083),
        (-0.0182, -0.1006, 1.1187),
    ),
    12: (
        (1.2249, -0.2247, 0.0),
        (-0.0420, 1.0419, 0.0),
        (-0.0197, -0.0786, 1.0979),
    ),
}
"""From BT.2020 and Display P3 to sRGB's primaries, in linear light."""
WIDE = frozenset(_TO_709)
"""Codes of primaries with more colours than sRGB's."""
_SAME = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def to_srgb(primaries: int, transfer: int) -> Callable[[float, float, float], Colour]:
    """A function from a signal to sRGB. Codes as in ISO 23091-2; other transfers count as sRGB's."""
    light = {PQ: _from_pq, HLG: _from_hlg}.get(transfer, _from_srgb)
    is_bright = transfer in (PQ, HLG)
    matrix = _TO_709.get(primaries, _SAME)

    def convert(red: float, green: float, blue: float) -> Colour:
        colour = (light(red), light(green), light(blue))
        narrow = [max(0.0, sum(map(_times, row, colour))) for row in matrix]
        brightest = max(*narrow, 1e-9)
        share = _compressed(brightest) / brightest if is_bright else 1.0
        red, green, blue = (_gamma(each * share) for each in narrow)
        return red, green, blue

    return convert


def _times(one: float, other: float) -> float:
    return one * other


def _from_pq(signal: float) -> float:
    """Linear light, 1 being white (SMPTE ST 2084)."""
    root = signal ** (1 / 78.84375)
    base = max(root - 0.8359375, 0.0) / (18.8515625 - 18.6875 * root)
    return float(base ** (1 / 0.1593017578125)) * 10_000 / WHITE


def _from_hlg(signal: float) -> float:
    """Linear light, 1 being white, as a screen of 1,000 candelas shows it (BT.2100)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = signal**2 / 3 if signal <= 0.5 else (2.718281828459045 ** ((signal - c) / a) + b) / 12
    return float(scene**1.2) * 1_000 / WHITE


def _from_srgb(signal: float) -> float:
    return signal / 12.92 if signal <= 0.04045 else float(((signal + 0.055) / 1.055) ** 2.4)


def _compressed(light: float) -> float:
    """Untouched up to the knee; above it, ever closer to 1."""
    if light <= KNEE:
        return light
    room, over = 1 - KNEE, light - KNEE
    return KNEE + room * over / (over + room)


def _gamma(light: float) -> float:
    light = min(max(light, 0.0), 1.0)
    return 12.92 * light if light <= 0.0031308 else 1.055 * float(light ** (1 / 2.4)) - 0.055
