"""What a withdrawal does, finds and leaves to others."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import click

from site_builder.content.problem import Lang
from site_builder.publish import withdrawal
from site_builder.publish.traces import Trace

_KINDS_OF_WORD = {
    "name": ("姓名或名称", "name"),
    "alias": ("别名", "alias"),
    "pinyin": ("拼音", "pinyin"),
    "address": ("网址", "address"),
    "text": ("文字", "text"),
    "media": ("副本的地址", "address of a copy"),
}
_UNREAD = {
    "locked": ("有密码，打不开", "is locked"),
    "damaged": ("损坏，读不全", "is damaged"),
    "too-deep": ("套得太深", "lies too deep"),
    "too-large": ("太大", "is too large"),
    "unknown": ("是打不开的压缩格式", "is packed in a way that can't be opened here"),
}
_SPELLINGS = {"name": ("文件名", "file name"), "file": ("整个文件", "whole file")}


def say_marked(file: str, day: dt.date, lang: Lang) -> None:
    click.echo(
        f"{file} 已记下 withdrawn: {day}，其他内容没有动。"
        if lang is Lang.ZH
        else f"{file} now says withdrawn: {day}; nothing else in it was touched."
    )


def say_planned(case: withdrawal.Case, found: withdrawal.Proof, lang: Lang) -> None:
    """Where the entry stands now: what a withdrawal would remove."""
    zh = lang is Lang.ZH
    _say_sought(case, zh)
    click.echo(
        f"现在网站里有 {len(found.found)} 处（没有做任何改动）："
        if zh
        else f"Now in the site at {len(found.found)} places (nothing was changed):"
    )
    for name, count in Counter(trace.file for trace in found.found).items():
        click.echo(f"  {name} ×{count}")
    _say_held(case, found, zh)


def say_proof(case: withdrawal.Case, proof: withdrawal.Proof, lang: Lang) -> None:
    """What was read, what was looked for, and each find with its place and kind."""
    zh, read = lang is Lang.ZH, proof.searched
    click.echo(
        f"逐字节核对：文件 {read.files} 个，压缩包和文档里的部分 {read.members} 个，共 {read.bytes:,} 字节"
        if zh
        else f"Searched byte by byte: {read.files} files, {read.members} pieces inside of them, "
        f"{read.bytes:,} bytes in all"
    )
    _say_sought(case, zh)
    _say_traces("找到" if zh else "found", proof.found, case, zh)
    for piece in proof.unread:
        why = _UNREAD[piece.reason][0 if zh else 1]
        click.echo(f"{'没读到' if zh else 'unread'}  {' › '.join(piece.path)} {why}")
    _say_traces("巧合" if zh else "chance", proof.chance, case, zh)
    _say_held(case, proof, zh)
    if proof.clean:
        click.echo("结论：没有找到任何痕迹" if zh else "Result: nothing was found")
    else:
        count, blind = len(proof.found), len(proof.unread)
        click.echo(
            f"结论：找到 {count} 处，没读到 {blind} 处"
            if zh
            else f"Result: {count} found, {blind} could not be read"
        )


def _say_sought(case: withdrawal.Case, zh: bool) -> None:
    at = 0 if zh else 1
    click.echo("查找的内容：" if zh else "Looked for:")
    for word, kind in case.words.items():
        if kind != "media":
            click.echo(f"  {_KINDS_OF_WORD[kind][at]} {word}")
    copies = sum(kind == "media" for kind in case.words.values())
    click.echo(
        f"  照片、影片等原件和副本 {len(case.files)} 个（按 SHA-256），副本地址 {copies} 个"
        if zh
        else f"  {len(case.files)} originals and copies (by SHA-256), {copies} addresses of copies"
    )
    click.echo(
        "  写法：UTF-8、UTF-16、GB18030、JSON 和 HTML 转义、百分号编码、base64，压缩包、文档、PDF 内部"
        if zh
        else "  written as UTF-8, UTF-16, GB18030, escapes of JSON, HTML and addresses, base64; also "
        "inside archives, documents and PDF"
    )
    for word in case.short:
        click.echo(
            f"  没有查找“{word}”：太短，到处都是，请自己看一遍"
            if zh
            else f"  not “{word}”: so short that it stands everywhere; please look yourself"
        )
    for name in case.away:
        click.echo(
            f"  原件 {name} 不在，由它制作的副本认不出来"
            if zh
            else f"  the original {name} is not there, so copies of it can't be told"
        )


def _say_held(case: withdrawal.Case, proof: withdrawal.Proof, zh: bool) -> None:
    """What others rightly hold, once for each word or file and each place."""
    told = Counter((trace.what, holder.place, holder.address) for trace, holder in proof.held)
    for (what, place, page), count in sorted(told.items()):
        if case.words.get(what, "media") == "media":
            click.echo(
                f"他处  {what} 别处也有一样的（{place}），共 {count} 处，不用改"
                if zh
                else f"others {what} is another's as well ({place}), {count} times: nothing to mend"
            )
            continue
        shown = f"，页面 {page}" if zh else f", page {page}"
        click.echo(
            f"他处  “{what}”出现在别处自己的文字里（{place}{shown if page else ''}），共 {count} 处，由您决定改不改"
            if zh
            else f"others “{what}” stands in another's own words ({place}{shown if page else ''}), "
            f"{count} times: yours to decide"
        )


def _say_traces(head: str, traces: tuple[Trace, ...], case: withdrawal.Case, zh: bool) -> None:
    """One line for each word in each piece and spelling: the first place, and how many there are."""
    at = 0 if zh else 1
    told: dict[tuple[str, str, str], list[Trace]] = {}
    for trace in traces:
        told.setdefault((trace.path, trace.what, trace.spelling), []).append(trace)
    for (path, what, spelling), several in told.items():
        first = several[0]
        how = _SPELLINGS.get(spelling, (spelling, spelling))[at]
        kind = _KINDS_OF_WORD[case.words[what]][at] if what in case.words else ""
        click.echo(
            f"{head}  {path} @{first.offset} ×{len(several)} {kind} "
            f"{first.left}【{what}】{first.right}（{how}）"
        )


def say_left(lang: Lang) -> None:
    """What a withdrawal does not touch."""
    click.echo(
        "没有动的：内容文件夹里的原件和版本库的历史；.cache 里的副本一刻钟后用 media --prune 删除。"
        if lang is Lang.ZH
        else "Left alone: the originals in the content folder and the repository's history; copies in "
        ".cache, which `media --prune` removes from a quarter of an hour on."
    )


def say_purge(addresses: tuple[str, ...], lang: Lang) -> None:
    click.echo(
        f"请从 CDN 等缓存清除这 {len(addresses)} 个网址："
        if lang is Lang.ZH
        else f"Purge these {len(addresses)} addresses from caches:"
    )
    for address in addresses:
        click.echo(address)
