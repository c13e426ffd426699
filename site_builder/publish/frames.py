"""The frame of pages, rendered once and used for all: Jinja alone, whatever the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import jinja2

from site_builder.publish.language import Language, attribute, marked


class Frames:
    """Templates whose frame was rendered once, by page template, depth and language.

    Head and foot of a page depend on nothing but the site, its language and how deep the page lies
    (and on the way to the other language), so the whole chain (page template, main.html, base.html)
    is rendered one time with markers for its slots, and a page is that text with its own parts set in. Jinja renders it as usual, so hooks
    and other plugins still see every page. Where the first page does not come out the same both
    ways, its template is used as it is.
    """

    HEAD, BODY = "\x02head\x03", "\x02body\x03"
    PREFIX = "frame:"

    OTHER = "\x02other\x03"

    def __init__(
        self, env: jinja2.Environment, shown: Mapping[str, Any], sites: Mapping[str, Any]
    ) -> None:
        """`sites` are the frames by the code of their language."""
        self.env = env
        self.shown = shown
        self.sites = sites
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
        return name.removeprefix(cls.PREFIX).split(":", 2)[2]

    @classmethod
    def name(cls, template: str, depth: int, code: str) -> str:
        return f"{cls.PREFIX}{code}:{depth}:{template}"

    def source(self, name: str) -> str | None:
        """The source of a framed template; None for any other name, as loaders say it."""
        if not name.startswith(self.PREFIX):
            return None
        code, depth, template = name.removeprefix(self.PREFIX).split(":", 2)
        rendered = self._marked(template).render(self._context(int(depth), code))
        head, body = (
            '{% include "partials/head.html" %}',
            f'{{% include "partials/{template}" %}}',
        )
        before, _, rest = rendered.partition(self.HEAD)
        between, _, after = rest.partition(self.BODY)
        return self._around(before) + head + self._around(between) + body + self._around(after)

    def _marked(self, template: str) -> jinja2.Template:
        return self.env.from_string(
            f'{{% extends "{template}" %}}'
            f"{{% block entry_head %}}{self.HEAD}{{% endblock %}}"
            f"{{% block entry_body %}}{self.BODY}{{% endblock %}}"
        )

    def _around(self, text: str) -> str:
        """Text as it is, but for the way to the same page in the other language."""
        other = "{{ view.head.other|e }}"
        return other.join(map(_raw, text.split(self.OTHER)))

    def _context(self, depth: int, code: str) -> dict[str, Any]:
        base = "/".join([".."] * depth) or "."
        page = {"head": {"other": self.OTHER}}
        return {**self.shown, "base_url": base, "site": self.sites[code], "view": page}


def _raw(text: str) -> str:
    """Text that Jinja passes on untouched."""
    return f"{{% raw %}}{text}{{% endraw %}}" if text else ""


def equip(env: jinja2.Environment) -> None:
    """Give an environment what our templates are written with: `to`, and the words of languages.

    The language is that of `site` in what a template is shown.
    """
    env.trim_blocks = env.lstrip_blocks = True  # no lines of blanks where a block stood
    env.filters |= {"to": to, "foreign": foreign, "lang": lang}
    env.tests["elsewhere"] = elsewhere
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]


@jinja2.pass_context
def _gettext(context: jinja2.runtime.Context, text: str) -> str:
    return _language(context).say(text)


@jinja2.pass_context
def _ngettext(context: jinja2.runtime.Context, text: str, _: str, count: int) -> str:
    return _language(context).many(text, count)


def _language(context: jinja2.runtime.Context) -> Language:
    return cast(Language, context["site"].language)


@jinja2.pass_context
def foreign(context: jinja2.runtime.Context, text: str) -> str:
    """A text that an editor wrote; what of it is in another language than the page is marked so."""
    return text if _language(context).chinese else marked(text)


@jinja2.pass_context
def lang(context: jinja2.runtime.Context, text: str) -> str:
    """The attribute `lang` where a text is in another language than the page, or nothing."""
    return "" if _language(context).chinese else attribute(text)


@jinja2.pass_context
def elsewhere(context: jinja2.runtime.Context, address: str) -> bool:
    """Whether a page lies outside the part of the site that the page's own language has."""
    return not address.startswith(_language(context).folder)


@jinja2.pass_context
def to(context: jinja2.runtime.Context, address: str) -> str:
    """The way from the page being rendered to an address below the site's root."""
    return f"{context['base_url'].rstrip('/')}/{address}"
