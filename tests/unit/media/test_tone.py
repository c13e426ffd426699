"""HDR and wide colours on a usual screen."""

import pytest

from site_builder.media.boxes import HLG, PQ
from site_builder.media.tone import to_srgb

SRGB = 13
PAPER = {PQ: 0.58, HLG: 0.75}
"""The signal of a sheet of paper."""


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_paper_is_bright_but_leaves_room_above(transfer: int) -> None:
    paper = to_srgb(9, transfer)(*[PAPER[transfer]] * 3)[0]
    brightest = to_srgb(9, transfer)(1, 1, 1)[0]
    assert 0.85 < paper < brightest <= 1


@pytest.mark.parametrize("transfer", [PQ, HLG, SRGB])
@pytest.mark.parametrize("primaries", [1, 9, 12])
def test_black_stays_black_and_grey_stays_grey(primaries: int, transfer: int) -> None:
    convert = to_srgb(primaries, transfer)
    assert convert(0, 0, 0) == pytest.approx((0, 0, 0), abs=0.01)
    for signal in (0.2, 0.5, 0.8):
        red, green, blue = convert(signal, signal, signal)
        assert max(red, green, blue) - min(red, green, blue) < 0.01


@pytest.mark.parametrize("transfer", [PQ, HLG, SRGB])
def test_more_light_is_never_darker(transfer: int) -> None:
    greys = [to_srgb(1, transfer)(*[step / 50] * 3)[0] for step in range(51)]
    assert greys == sorted(greys)


def test_wide_colours_grow_stronger_and_srgb_stays() -> None:
    red, green, _ = to_srgb(12, SRGB)(0.6, 0.45, 0.4)
    assert red > 0.6
    assert green < 0.45
    assert to_srgb(1, SRGB)(0.6, 0.45, 0.4) == pytest.approx((0.6, 0.45, 0.4), abs=0.002)
