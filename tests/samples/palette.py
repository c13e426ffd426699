"""The colours of the sample pictures: six dyes, each at seven times of day and year."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]

RICE_PAPER: Colour = (247, 238, 220)
INK: Colour = (33, 27, 31)
SNOW: Colour = (248, 249, 250)


def colour(code: str) -> Colour:
    """Read `#rrggbb`, the notation of the tables below."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Blend two papers; a share of 0 is the first of them."""
    keep = 1.0 - share
    return (
        round(one[0] * keep + other[0] * share),
        round(one[1] * keep + other[1] * share),
        round(one[2] * keep + other[2] * share),
    )


@dataclass(frozen=True)
class Tones:
    """The papers one picture is cut from; `ramp` gives those between far and near."""

    sky: Colour
    horizon: Colour
    disc: Colour
    haze: Colour
    mid: Colour
    near: Colour
    deep: Colour
    accent: Colour
    light: Colour
    leaf: Colour
    bloom: Colour
    wood: Colour
    skin: Colour
    wall: Colour
    floor: Colour
    time: str

    def ramp(self, nearness: float) -> Colour:
        """Far layers fade into the haze, as air does it: 0 is farthest, 1 is nearest."""
        stops = (self.haze, self.mid, self.near, self.deep)
        place = min(max(nearness, 0.0), 1.0) * 3
        index = min(int(place), 2)
        return mix(stops[index], stops[index + 1], place - index)

    @property
    def dark(self) -> bool:
        """Whether lamps are lit."""
        return self.time == "night"


# deep, near, mid, far, accent, leaf, bloom
DYES: dict[str, tuple[str, ...]] = {
    "vermilion": ("#521318", "#9d241f", "#cb5238", "#ecb79b", "#e0a136", "#4c6b4c", "#d8402c"),
    "indigo": ("#142546", "#25457a", "#517aad", "#b4c8da", "#d65a3a", "#3f6b62", "#e08a7c"),
    "jade": ("#12382f", "#25624d", "#5b967d", "#bcd5c4", "#d9803a", "#33704a", "#d9634a"),
    "ochre": ("#4a2a10", "#8f541b", "#c98c3a", "#ecd3a2", "#a9352a", "#6d7236", "#c2432d"),
    "plum": ("#381636", "#6c2c58", "#a0597f", "#dfbecb", "#dc983c", "#50705c", "#d4567a"),
    "teal": ("#0d343f", "#1c5f6b", "#4f959c", "#b5d4d4", "#d8623c", "#2f6f62", "#e28064"),
}

# sky, horizon, disc, how strongly they replace the paper's own colour
HOURS: dict[str, tuple[str, str, str, float]] = {
    "day": ("#f4e9d2", "#fbf4e4", "#e9b04e", 0.80),
    "dawn": ("#f2d3bd", "#fdeed6", "#e9684a", 0.85),
    "dusk": ("#d98b62", "#f9d79c", "#d8432c", 0.82),
    "night": ("#0e1530", "#2b3a63", "#fbeec4", 0.72),
    "snow": ("#cfdae2", "#f3f5f5", "#f1d9c0", 0.85),
    "spring": ("#e3ecd9", "#fdf1e6", "#f0987f", 0.85),
    "autumn": ("#efd2a0", "#fbeccb", "#d9532c", 0.85),
}

SEASON_LEAF = {"autumn": "#c9682a", "snow": "#8ea6a2", "spring": "#7fae6c", "night": "#16343a"}
SEASON_BLOOM = {"spring": "#ec8fa0", "snow": "#cc3333", "autumn": "#d94f27"}


def tones(palette: str, time: str) -> Tones:
    """Cut one picture's set of papers: the dye decides the hue, the hour decides the light."""
    deep, near, mid, far, accent, leaf, bloom = (colour(code) for code in DYES[palette])
    sky, horizon, disc = (colour(code) for code in HOURS[time][:3])
    share = HOURS[time][3]
    night = time == "night"
    return Tones(
        sky=mix(deep if night else far, sky, share),
        horizon=mix(near if night else far, horizon, share),
        disc=disc,
        haze=mix(near, horizon, 0.35) if night else mix(far, horizon, 0.42),
        mid=mix(mid, deep, 0.55) if night else mix(mid, horizon, 0.16),
        near=mix(near, deep, 0.7) if night else near,
        deep=mix(deep, INK, 0.55) if night else deep,
        accent=mix(accent, colour("#f4b650"), 0.35) if night else accent,
        light=mix(colour("#ffe2a0"), RICE_PAPER, 0.35) if night else RICE_PAPER,
        leaf=colour(SEASON_LEAF.get(time, "#000000")) if time in SEASON_LEAF else leaf,
        bloom=colour(SEASON_BLOOM[time]) if time in SEASON_BLOOM else bloom,
        wood=mix(mix(deep, colour("#6a4023"), 0.55), INK, 0.25 if night else 0.0),
        skin=colour("#dba882") if night else colour("#edc7a0"),
        wall=mix(near, deep, 0.45) if night else mix(far, RICE_PAPER, 0.5),
        floor=mix(deep, near, 0.3) if night else mix(far, mid, 0.45),
        time=time,
    )
