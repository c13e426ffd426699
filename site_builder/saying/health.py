"""What a machine has and lacks, said."""

from __future__ import annotations

import json

import click

from site_builder.content.problem import Lang, Text
from site_builder.publish.health import Line, State

_SAID = {
    State.OK: Text("有", "ok"),
    State.OPTIONAL: Text("可不管", "optional"),
    State.MISSING: Text("缺", "missing"),
}


def say_health(lines: tuple[Line, ...], lang: Lang) -> None:
    for each in lines:
        found = f"  {each.found}" if each.found else ""
        click.echo(f"[{_SAID[each.state].in_(lang)}] {each.name.in_(lang)}{found}")
        if each.remedy is not None:
            click.echo(f"    → {each.remedy.in_(lang)}")


def say_health_json(lines: tuple[Line, ...], lang: Lang) -> None:
    rows = [
        {
            "key": each.key,
            "name": each.name.in_(lang),
            "state": str(each.state),
            "found": each.found,
            "remedy": each.remedy.in_(lang) if each.remedy else "",
        }
        for each in lines
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
