"""The frame of pages, rendered once and used for all: Jinja alone, whatever the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2


class Frames:
    """Templates whose frame was rendered once, by page template and depth.

    Head and foot of a page depend on nothing but the site and how deep the page lies, so the whole
    chain (page template, main.html, base.html) is rendered one time with markers for its two
    slots, and a page is that text with its own parts set in. Jinja renders it as usual, so hooks
    and other plugins still see every page. Where the first page does not come out the same both
    ways, its template is used as it is.
    """

    HEAD, BODY = "\x02head\x03", "\x02body\x03"
    PREFIX = "frame:"

    def __init__(self, env: jinja2.Environment, shown: Mapping[str, Any]) -> None:
        self.env = env
        self.shown = shown
        self.proved: set[str] = set()

    def unproved(self, name: str) -> bool:
        """Whether this is a frame that no page was held against yet; from now on it is not."""
        if not name.startswith(self.PREFIX) or name in self.proved:
            return False
        self.proved.add(name)
        return True

    def whole(self, name: str) -> jinja2.Template:
        """The page template that a frame was made of."""
        return self.env.get_template(self.template(name))

    @classmethod
    def template(cls, name: str) -> str:
        return name.removeprefix(cls.PREFIX).partition(":")[2]

    @classmethod
    def name(cls, template: str, depth: int) -> str:
        return f"{cls.PREFIX}{depth}:{template}"

    def source(self, name: str) -> str | None:
        """The source of a framed template; None for any other name, as loaders say it."""
        if not name.startswith(self.PREFIX):
            return None
        depth, template = name.removeprefix(self.PREFIX).split(":", 1)
        rendered = self._marked(template).render(self._context(int(depth)))
        head, body = (
            '{% include "partials/head.html" %}',
            f'{{% include "partials/{template}" %}}',
        )
        before, _, rest = rendered.partition(self.HEAD)
        between, _, after = rest.partition(self.BODY)
        return _raw(before) + head + _raw(between) + body + _raw(after)

    def _marked(self, template: str) -> jinja2.Template:
        return self.env.from_string(
            f'{{% extends "{template}" %}}'
            f"{{% block entry_head %}}{self.HEAD}{{% endblock %}}"
            f"{{% block entry_body %}}{self.BODY}{{% endblock %}}"
        )

    def _context(self, depth: int) -> dict[str, Any]:
        base = "/".join([".."] * depth) or "."
        return {**self.shown, "base_url": base}


def _raw(text: str) -> str:
    """Text that Jinja passes on untouched."""
    return f"{{% raw %}}{text}{{% endraw %}}" if text else ""


@jinja2.pass_context
def to(context: jinja2.runtime.Context, address: str) -> str:
    """The way from the page being rendered to an address below the site's root."""
    return f"{context['base_url'].rstrip('/')}/{address}"
