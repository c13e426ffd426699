"""Rules on characters: every name can be set on cards and placards."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import lettering
from site_builder.content.library import Library
from site_builder.content.model import Project
from site_builder.content.original import Originals
from site_builder.content.problem import Problem, Text, warning


def has_a_face(library: Library, _: Originals) -> Iterator[Problem]:
    """分享图和海报上的每个字都有字形。 / Every character on cards and placards has a typeface."""
    for entry in library.entries:
        data = entry.data
        owner = (
            {"hosts": "、".join(data.hosts)}
            if isinstance(data, Project)
            else {"organization": data.organization}
        )
        for key, text in {"name": data.name, "citation": data.citation, **owner}.items():
            if signs := lettering.lacking(text):
                named = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in signs)
                yield warning(
                    entry.place(key), "no-letterform",
                    Text(f"“{data.name}”的 {key} 里有字体没有的字：{named}。网页照常显示，但不做分享图和海报，免得出现空框。",
                         f"{key} of “{data.name}” has characters that no typeface here holds: {named}. "
                         "The page shows them; no card and no poster is made, rather than an empty box."),
                    Text(
                        f"核对是不是打错了字；确是这个字，请网站管理员找一个收这个字的字体文件，把路径写进环境变量 {lettering.ENVIRONMENT}。",
                         "See whether it is mistyped; if not, have the site's owner name a font file that holds it in "
                        f"the environment variable {lettering.ENVIRONMENT}."),
                )  # fmt: skip
