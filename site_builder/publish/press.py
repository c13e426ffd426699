"""What newsrooms are given of an entry: which photos, and what is written inside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from site_builder.content.gate import ShownEntry
from site_builder.content.model import Scope, Usage
from site_builder.media.recipe import PressRecipe
from site_builder.publish import words
from site_builder.publish.showing import Address


def recipes(entries: Iterable[ShownEntry], address: Address) -> dict[Path, PressRecipe]:
    """A recipe for each photo that newsrooms may reuse, by the photo's absolute path."""
    return {
        each.entry.folder / photo.file: PressRecipe(
            title=each.entry.data.name,
            caption=photo.caption,
            credit=photo.credit,
            terms=words.USAGES[photo.usage],
            address=address.full(each.entry.address),
        )
        for each in entries
        if Scope.PRESS in each.scopes
        for photo in each.entry.data.photos
        if photo.usage is Usage.PRESS
    }
