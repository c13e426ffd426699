"""The places by the names that the scenes files give them."""

from __future__ import annotations

from indoors import classroom, kitchen, library, museum, nightlamp, online, stage, workshop
from outdoors import bus, courtyard, field, greenhouse, mountain, riverside, street
from portrait import draw_portrait
from staging import Place

PLACES: dict[str, Place] = {
    "portrait": draw_portrait,
    "classroom": classroom,
    "workshop": workshop,
    "field": field,
    "library": library,
    "courtyard": courtyard,
    "riverside": riverside,
    "mountain": mountain,
    "stage": stage,
    "street": street,
    "kitchen": kitchen,
    "museum": museum,
    "greenhouse": greenhouse,
    "bus": bus,
    "nightlamp": nightlamp,
    "online": online,
}
