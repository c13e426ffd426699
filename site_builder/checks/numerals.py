"""Numbers as texts write them, in digits or in Chinese."""

from __future__ import annotations

_ONES = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def value(told: str) -> float | None:
    """`3,000`, `二〇二五`, `六十一` and `两千三百四十` as numbers; None where it is none."""
    plain = told.replace(",", "").replace("，", "")
    if plain.isascii():
        try:
            return float(plain)
        except ValueError:
            return None
    if any(sign not in _ONES and sign not in _TENS and sign not in _MYRIADS for sign in plain):
        return None
    if not any(sign in _TENS or sign in _MYRIADS for sign in plain):
        return float("".join(str(_ONES[sign]) for sign in plain))
    return _read(plain)


def _read(plain: str) -> float:
    """One with tens, hundreds …: sections of up to 9999, each times its myriad."""
    whole, section, digit, unit = 0, 0, 0, 1
    for sign in plain:
        if sign in _ONES:
            digit, unit = _ONES[sign], 1 if _ONES[sign] == 0 else unit
        elif sign in _TENS:
            section += (digit or 1) * _TENS[sign]
            digit, unit = 0, _TENS[sign]
        else:
            whole = (whole + section + digit) * _MYRIADS[sign]
            section, digit, unit = 0, 0, _MYRIADS[sign]
    # 三百二 and 一万五 leave their last unit out: 320, 15,000.
    last = digit * unit // 10 if unit >= 100 and digit else digit
    return float(whole + section + last)
