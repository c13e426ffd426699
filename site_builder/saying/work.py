"""What was made: sites, copies, entries, an opening."""

from __future__ import annotations

from pathlib import Path

import click

from site_builder import terminal
from site_builder.content.problem import Lang, Problem, Text
from site_builder.forms import bring
from site_builder.forms.said import SAID
from site_builder.media.scenes import timecode
from site_builder.media.store import Pruned
from site_builder.publish.filming import Filmed
from site_builder.publish.plugin import Outcome
from site_builder.publish.programme import Running
from site_builder.publish.upkeep import Damage
from site_builder.publish.words import minutes, weight
from site_builder.saying.problems import say_problems

_AHEAD = Text(
    "注意：这是按指定的时间生成的，里面有现在还不能（或不能再）公开的内容；只供自己看，不能部署。",
    "Mind: built for another time, it shows what may not be shown now: for your eyes, and not delivered.",
)


def say_outcome(outcome: Outcome, lang: Lang) -> None:
    if lang is Lang.ZH:
        index = "重新建立" if outcome.searched else "沿用上次"
        click.echo(f"页面 {outcome.pages} 个，其中写入 {outcome.written} 个；搜索索引{index}")
    else:
        index = "made anew" if outcome.searched else "kept"
        click.echo(f"{outcome.pages} pages, {outcome.written} written; search index {index}")
    if outcome.ahead:
        told = _AHEAD.in_(lang)
        click.echo(told)
    terminal.table(outcome.report, lang)


def say_brought(result: bring.Result, lang: Lang, *, written: bool) -> None:
    """Entry by entry what was written, what was left out and what is wanted; then what was not used."""
    zh = lang is Lang.ZH
    for each in result.brought:
        if each.there:
            head = "已经有了，没有改动" if zh else "is there already and was not touched"
        elif written:
            head = "已写好" if zh else "written"
        else:
            head = "会写到这里" if zh else "would be written"
        click.echo(f"{each.name}  {each.folder}  {head}")
        if not each.there:
            _say_draft(each, zh)
    for refused in result.refused:
        what, remedy = SAID[refused.reason]
        click.echo(
            f"{refused.path} {'没有读' if zh else 'was not read'}：{what.in_(lang)}。{remedy.in_(lang)}"
        )
    for path in result.unclaimed:
        click.echo(
            f"{path} "
            + (
                "不知道是谁的，没有复制；请自己放进文件夹"
                if zh
                else "belongs to nobody known and was not copied"
            )
        )
    if not result.brought:
        click.echo("没有找到推介表或登记表。" if zh else "No form and no register was found.")
    count = sum(not each.there for each in result.brought)
    click.echo(
        f"共 {count} 条。补上“待补”的地方，再运行 site-builder check。"
        if zh
        else f"{count} entries. Fill in what is wanted, then run `site-builder check`."
    )


def _say_draft(each: bring.Brought, zh: bool) -> None:
    lines = {
        "另有同名的，按单位和城市看是两个人，请核对"
        if zh
        else "another of this name, by city or unit": each.namesakes,
        "照片和影片" if zh else "media": each.files,
        "没有写入的个人信息" if zh else "private, left out": each.draft.left_out,
        "文字里删去了" if zh else "taken out of texts": each.draft.scrubbed,
        "还要补" if zh else "wanted": each.draft.wanted,
    }
    for label, told in lines.items():
        if told:
            click.echo(f"  {label}：{'、'.join(told)}")


def say_staged(running: Running, out: Path, lang: Lang) -> None:
    length = minutes(sum(turn.seconds for turn in running.turns))
    click.echo(
        f"{running.year}年开幕式：{len(running.turns)} 项，{len(running.entries)} 位，约 {length}（影片另计），在 {out}"
        if lang is Lang.ZH
        else f"opening of {running.year}: {len(running.turns)} items, {len(running.entries)} entries, in {out}"
    )


def say_filmed(filmed: Filmed, out: Path, lang: Lang) -> None:
    reel, level = filmed.reel, filmed.loudness
    if reel is None:
        click.echo("没有做成短片。" if lang is Lang.ZH else "No film was made.")
        return
    length = timecode(reel.frames, reel.canvas.rate)
    heard = f"{level.integrated:.1f} LUFS, {level.peak:.1f} dBTP" if level else "—"
    click.echo(
        f"{out}：{len(reel.shots)} 个镜头，{reel.frames} 帧，{length}，响度 {heard}；场记单在旁边（.cue.xlsx、.cue.html）"
        if lang is Lang.ZH
        else f"{out}: {len(reel.shots)} scenes, {reel.frames} frames, {length}, {heard}; its cue sheet stands beside it"
    )


def say_verified(sound: int, damaged: tuple[Damage, ...], lang: Lang) -> None:
    for each in damaged:
        name = each.original or each.address
        click.echo(
            f"{name} 的副本已损坏，已删除；下次生成时会重新制作。"
            if lang is Lang.ZH
            else f"A copy of {name} was damaged and has been removed; the next build makes it again."
        )
    click.echo(
        f"核对完毕：完好 {sound} 份，损坏 {len(damaged)} 份"
        if lang is Lang.ZH
        else f"verified: {sound} sound, {len(damaged)} damaged"
    )


def say_pruned(pruned: Pruned | tuple[Problem, ...], lang: Lang) -> None:
    """What was removed; or the problems for which nothing was."""
    if isinstance(pruned, Pruned):
        freed = weight(pruned.bytes)
        click.echo(
            f"删除了 {len(pruned.addresses)} 份不再需要的副本，腾出 {freed}"
            if lang is Lang.ZH
            else f"removed {len(pruned.addresses)} copies that no entry needs: {freed} freed"
        )
        return
    say_problems(pruned, lang)
    click.echo(
        "什么也没有删除：有文件读不出来，无法判断哪些副本还要用。改好以上各处再试。"
        if lang is Lang.ZH
        else "Nothing was removed: while files can't be read, nobody can tell which copies are "
        "needed. Mend the above and try again."
    )
