"""What other files need of a page, so that none that stands has to be made for them."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.publish import sitemap
from site_builder.publish.pages import Page
from site_builder.publish.showing import Address
from site_builder.publish.site import beside, headings


@dataclass(frozen=True)
class Extract:
    """Of one page; it holds as long as the page's print does."""

    url: str
    """Its element in the sitemap; empty where it is not to be found."""
    letters: str
    """Each character once that it sets in the display face."""
    beside: tuple[str, ...] = ()
    """Addresses of the files that are made of its view alone."""


def extract(page: Page, where: Address) -> Extract:
    letters = "".join(sorted(set(headings(page.view))))
    return Extract(sitemap.url(page, where), letters, beside(page))
