"""Rules on an opening's programme: each item says what it needs, in the order of conferral."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.privacy import private, private_data
from site_builder.content.library import Entry, Library, Opening
from site_builder.content.model import Honour, Level
from site_builder.content.original import Originals
from site_builder.content.problem import Problem, Text, error, warning
from site_builder.content.programme import Item, Show

_HIGHER = {level: at for at, level in enumerate(reversed(Level))}
_MARKED = len(_HIGHER)
_NEEDED: dict[Show, tuple[str, ...]] = {
    Show.TITLE: ("text",),
    Show.GROUP: (),
    Show.ENTRY: ("entry",),
    Show.FILM: ("entry",),
    Show.PAUSE: (),
    Show.THANKS: ("text",),
}
_KEYS: dict[Show, frozenset[str]] = {
    Show.TITLE: frozenset({"text", "under"}),
    Show.GROUP: frozenset({"text", "under", "entries", "kind", "level", "grade"}),
    Show.ENTRY: frozenset({"entry"}),
    Show.FILM: frozenset({"entry"}),
    Show.PAUSE: frozenset({"text", "under"}),
    Show.THANKS: frozenset({"text", "under", "lines"}),
}
_ALWAYS = frozenset({"show", "seconds", "notes"})


def whole(library: Library, _: Originals) -> Iterator[Problem]:
    """节目单的每一项都写全了该写的，没有用不到的。 / Each item of a programme has what it needs."""
    for opening in library.openings.values():
        for at, item in enumerate(opening.programme.items):
            for key in _NEEDED[item.show]:
                if not getattr(item, key):
                    yield _lacks(opening, at, item, key)
            if item.show is Show.GROUP and not chosen(item):
                yield _nobody(opening, at)
            for key in sorted(item.model_fields_set - _KEYS[item.show] - _ALWAYS):
                yield _idle(opening, at, item, key)


def chosen(item: Item) -> bool:
    """Whether a group says who belongs to it: folders, or a kind with a level or a mark."""
    return bool(item.entries or (item.kind and (item.level or item.grade)))


def of_a_year(library: Library, _: Originals) -> Iterator[Problem]:
    """节目单的年份有对应的 campaigns 文件。 / A programme's year has its campaign."""
    for year, opening in library.openings.items():
        if year not in library.years:
            yield error(
                opening.source.place("year"), "programme-year",
                Text(f"没有 campaigns/{year}.yml，这份节目单不知道是哪一年的活动。",
                     f"There is no campaigns/{year}.yml, so nobody knows what this programme opens."),
                Text(f"补上 campaigns/{year}.yml，或改正年份。", f"Add campaigns/{year}.yml, or mend the year."),
            )  # fmt: skip


def in_order(library: Library, _: Originals) -> Iterator[Problem]:
    """按称号从低到高出场：省级、国家级，标记的压轴；人物和项目各自排序。 / Conferral order."""
    for year, opening in library.openings.items():
        before: dict[str, tuple[int, str]] = {}
        for at, entry in _entries(library, opening):
            rank = _rank(entry, year)
            highest, name = before.get(entry.kind, (-1, ""))
            if rank < highest:
                yield _late(opening, at, entry, name)
            else:
                before[entry.kind] = (rank, entry.data.name)


def once(library: Library, _: Originals) -> Iterator[Problem]:
    """同一个人或项目只单独出场一次。 / Nobody is presented twice."""
    for opening in library.openings.values():
        seen: set[str] = set()
        for at, entry in _entries(library, opening):
            if entry.address in seen:
                yield warning(
                    opening.source.place("items", at, "entry"), "programme-twice",
                    Text(f"“{entry.data.name}”在前面已经出场过一次。", f"“{entry.data.name}” was presented before."),
                    Text("是重复就删掉这一项。", "Delete this item if it is one too many."),
                )  # fmt: skip
            seen.add(entry.address)


def nothing_private(library: Library, _: Originals) -> Iterator[Problem]:
    """节目单的文字里没有手机号、身份证号、邮箱和座机。 / Nothing private in a programme."""
    for opening in library.openings.values():
        for at, item in enumerate(opening.programme.items):
            for key, text in _texts(item):
                for kind, found in private(text):
                    yield private_data(opening.source.place("items", at, key), kind, found)


def public(item: Item) -> bool:
    """Whether nothing that it says is a person's own number or address."""
    return not any(any(private(text)) for _, text in _texts(item))


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    yield from (("text", item.text), ("under", item.under), ("notes", item.notes))
    yield from (("lines", line) for line in item.lines)


def _entries(library: Library, opening: Opening) -> Iterator[tuple[int, Entry]]:
    """The entries that are presented one by one, each with the number of its item."""
    for at, item in enumerate(opening.programme.items):
        if item.show is Show.ENTRY and item.entry and len(found := library.named(item.entry)) == 1:
            yield at, found[0]


def _rank(entry: Entry, year: int) -> int:
    """Where it comes in the order of conferral: by its highest honour of the year."""
    return max((_of(each) for each in entry.data.honours if each.campaign == year), default=0)


def _of(honour: Honour) -> int:
    return _MARKED if honour.grade else _HIGHER[honour.level]


def _late(opening: Opening, at: int, entry: Entry, before: str) -> Problem:
    name = entry.data.name
    return warning(
        opening.source.place("items", at, "entry"), "programme-order",
        Text(f"“{name}”排在称号更高的“{before}”之后。", f"“{name}” comes after “{before}”, whose honour is higher."),
        Text("按授予的次序调整：省级在前，国家级在后，带标记的最后；确要这样安排可以不改。",
             "Bring it into the order of conferral: provincial, then national, marked ones last; or leave it if it is meant."),
    )  # fmt: skip


def _lacks(opening: Opening, at: int, item: Item, key: str) -> Problem:
    example = {"text": "text: 一生好学", "entry": "entry: li-xiulan"}[key]
    return error(
        opening.source.place("items", at), "programme-lacks",
        Text(f"“show: {item.show}”这一项缺少“{key}”，没有放进节目。",
             f"This item, “show: {item.show}”, lacks “{key}” and is left out of the programme."),
        Text(f"补上一行，例如“{example}”。", f"Add a line such as “{example}”."),
    )  # fmt: skip


def _nobody(opening: Opening, at: int) -> Problem:
    return error(
        opening.source.place("items", at), "programme-nobody",
        Text("这一组没有写明有谁，没有放进节目。", "This group does not say who is in it and is left out."),
        Text("写 entries: [文件夹名, …]；或写 kind: stars（或 projects）加上 level: provincial（或 grade: most-moving）。",
             "Write entries: [folder, …]; or kind: stars (or projects) with level: provincial (or grade: most-moving)."),
    )  # fmt: skip


def _idle(opening: Opening, at: int, item: Item, key: str) -> Problem:
    used = sorted(_KEYS[item.show])
    return warning(
        opening.source.place("items", at, key), "programme-idle",
        Text(f"“show: {item.show}”用不到“{key}”，这一栏没有作用。", f"“show: {item.show}” has no use for “{key}”."),
        Text(f"删掉它；这里可以写：{'、'.join(used)}。", f"Delete it; what may stand here: {', '.join(used)}."),
    )  # fmt: skip
