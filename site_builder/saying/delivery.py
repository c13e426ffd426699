"""What is handed over, and what was."""

from __future__ import annotations

import click

from site_builder.content.problem import Lang
from site_builder.publish import deploy as deploying
from site_builder.publish.delivery import Plan
from site_builder.publish.targets import Undelivered
from site_builder.publish.words import weight

_NAMED = 5
"""Files of each kind that a plan names."""


def say_plan(planned: Plan, lang: Lang) -> None:
    """What would be done: of each kind the count, the size, and the first names."""
    zh = lang is Lang.ZH
    of = {each.address: each.size for each in planned.puts} | dict(planned.removed)
    for told, addresses in (
        ("新增" if zh else "new", [each.address for each in planned.new]),
        ("改动" if zh else "changed", [each.address for each in planned.changed]),
        (
            "改写（原来的不是本命令放的）" if zh else "in place of what is not known as ours",
            [each.address for each in planned.foreign],
        ),
        ("删除" if zh else "removed", list(planned.removals)),
    ):
        size = weight(sum(of[each] for each in addresses)) if addresses else "0"
        click.echo(
            f"{told} {len(addresses)}（{size}）" if zh else f"{len(addresses)} {told} ({size})"
        )
        for each in addresses[:_NAMED]:
            click.echo(f"  {each}")
        if len(addresses) > _NAMED:
            click.echo("  …")
    kept = len(planned.kept)
    click.echo(f"不变 {kept}" if zh else f"{kept} unchanged")


def say_delivering(done: int, total: int) -> None:
    click.echo(f"上传 / uploaded {done}/{total}", err=True)


def say_delivered(planned: Plan, lang: Lang) -> None:
    count, gone, size = len(planned.puts), len(planned.removed), planned.bytes
    if planned.idle:
        click.echo("没有要改的。" if lang is Lang.ZH else "Nothing had to be changed.")
        return
    click.echo(
        f"完成：上传 {count} 个文件（{weight(size)}），删除 {gone} 个"
        if lang is Lang.ZH
        else f"done: {count} files uploaded ({weight(size)}), {gone} removed"
    )


def say_undelivered(error: Undelivered, lang: Lang) -> None:
    """Why it broke off, what stands there now, and what to do."""
    behind = isinstance(error, deploying.Remains)
    if lang is Lang.ZH:
        now = "新网站已经放好，但旧文件没有删完" if behind else "没有放完；旧网站的文件一个也没少"
        click.echo(f"{error.why.zh}{now}。解决以后再运行一次，会接着做。", err=True)
    else:
        now = "The new site is there, but old files are left" if behind else (
            "Not all was delivered; of the old site nothing is missing"
        )  # fmt: skip
        click.echo(f"{error.why.en} {now}. Mend it and run again: it carries on.", err=True)
