"""Where pages stand that go beside an entry's own: `stars/x/` has `embed/stars/x.html`."""

from __future__ import annotations


def address(folder: str, entry: str, ending: str = "html") -> str:
    """Of the page in `folder` of an entry's address; both end in `/`."""
    return f"{folder}{entry.rstrip('/')}.{ending}"


def root(address: str) -> str:
    """The way from a page up to the site's root, relative, so that it works in any folder."""
    return "../" * address.count("/")
