"""Forms and registers read: which public fields they fill, and which columns were left out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from site_builder.content.model import Grade, Kind
from site_builder.forms import labels
from site_builder.forms.labels import Asked
from site_builder.forms.paper import Grid, Paper

_STAMP = re.compile(r"[(（]\s*盖\s*章\s*[)）]|_{2,}|年\s*月\s*日")
_MARKS = {
    Grade.MOST_MOVING: ("特别感人", "最感人"),
    Grade.MOST_LOVED: ("特别受百姓喜爱", "最受百姓喜爱", "特别受喜爱"),
}
_SPACED = re.compile(r"[\s　]+")
_SPACED_NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U000323af](?:[\s　]*[\u3400-\u9fff\U00020000-\U000323af]){1,3}"
)
"""李 秀 兰: spread out to fill its cell."""
LONG = 400
"""Characters from which on a document without a form is somebody's story."""


@dataclass(frozen=True)
class Form:
    """What one form, or one row of a register, says that is public."""

    kind: Kind
    said: dict[Asked, str]
    left_out: tuple[str, ...] = ()
    """Labels of private columns that were filled in. Their values are not here."""
    picture: bytes | None = field(default=None, repr=False)
    """The largest in the document."""

    @property
    def name(self) -> str:
        told = self.said.get(Asked.PROJECT if self.kind is Kind.PROJECT else Asked.NAME, "")
        return _SPACED.sub("", told) if _SPACED_NAME.fullmatch(told) else " ".join(told.split())

    @property
    def grade(self) -> Grade | None:
        told = labels.plain(self.said.get(Asked.REMARK, ""))
        return next(
            (grade for grade, words in _MARKS.items() if any(w in told for w in words)), None
        )

    def merged(self, other: Form) -> Form:
        """With what only the other says. A form's own words go before a register's."""
        said = {**other.said, **{key: text for key, text in self.said.items() if text}}
        left = tuple(dict.fromkeys((*self.left_out, *other.left_out)))
        return replace(self, said=said, left_out=left, picture=self.picture or other.picture)


# --- forms -------------------------------------------------------------------------------------


def forms(paper: Paper) -> tuple[Form, ...]:
    """The forms in a document: one a table, or its lines where it has none."""
    tables = paper.tables or (tuple((line,) for line in paper.lines),)
    found: list[Form] = []
    for table in tables:
        said, left = _filled(table)
        if Asked.PROJECT in said or Asked.NAME in said:
            kind = Kind.PROJECT if Asked.PROJECT in said else Kind.STAR
            found.append(Form(kind, said, left))
        elif found and said:  # a form that Word broken over two tables
            rest = Form(found[-1].kind, said, left)
            found[-1] = found[-1].merged(rest)
    if len(found) == 1 and paper.pictures:
        found[0] = replace(found[0], picture=max(paper.pictures, key=len))
    return tuple(each for each in found if each.name)


def story(paper: Paper) -> str:
    """The text of a document that is no form: a report, or somebody's deeds; empty if it is short."""
    text = "\n".join(paper.lines)
    return text if len(text) >= LONG else ""


def _filled(table: Grid) -> tuple[dict[Asked, str], tuple[str, ...]]:
    said: dict[Asked, str] = {}
    left: dict[str, None] = {}
    for label, value in _pairs(table):
        field_ = labels.asked(label)
        if not value:
            continue
        if field_ is None:
            left[labels.plain(label)] = None
        elif field_ not in said:
            said[field_] = value
    return said, tuple(left)


def _pairs(table: Grid) -> Iterator[tuple[str, str]]:
    """Labels with what stands behind, below or within them."""
    above = ""  # a label that fills its row: what it asks for stands in the next
    for row in table:
        label, values = above, list[str]()
        above = ""
        for cell in row:
            inner = _within(cell)
            due = bool(label) and not values  # an answer is, and may look like a label
            if (inner and (not due or labels.exact(inner[0]))) or (
                labels.known(cell) and (not due or labels.exact(cell))
            ):
                if label:
                    yield label, _value(values)
                label, first = inner or (cell, "")
                values = [first] if first else []
            elif cell:
                values.append(cell)
        if label and not values and len(row) <= 2:
            above = label
        elif label:
            yield label, _value(values)


def _within(cell: str) -> tuple[str, str] | None:
    """A label and its value in one cell: 姓名：李秀兰, or a heading with its text below."""
    head, colon, rest = re.sub("：", ":", cell, count=1).partition(":")
    if colon and rest.strip() and "\n" not in head.strip() and _strict(head):
        return head, rest
    lines = cell.split("\n")
    heads = ["".join(lines[:at]) for at in range(1, min(4, len(lines)))]
    whole = [at for at, head in enumerate(heads, start=1) if labels.exact(head)]
    near = [at for at, head in enumerate(heads, start=1) if _strict(head)]
    if not near:
        return None
    at = whole[-1] if whole else near[0]
    while at < len(lines) and not labels.plain(lines[at]):  # (不少于 1000 字)
        at += 1
    rest = "\n".join(lines[at:])
    return ("".join(lines[:at]), rest) if len(rest.strip()) > 20 else None


def _strict(label: str) -> bool:
    return labels.asked(label) is not None or labels.private(label)


def _value(values: Sequence[str]) -> str:
    return _STAMP.sub("", "\n".join(values)).strip()


# --- registers ---------------------------------------------------------------------------------


def register(sheet: Grid) -> tuple[Form, ...]:
    """A row each, below the row of labels."""
    head = next((at for at, row in enumerate(sheet) if _is_head(row)), None)
    if head is None:
        return ()
    columns = [labels.asked(cell) for cell in sheet[head]]
    kind = Kind.PROJECT if Asked.PROJECT in columns else Kind.STAR
    found = (_row(kind, sheet[head], columns, row) for row in sheet[head + 1 :])
    return tuple(each for each in found if each.name and not labels.known(each.name))


def _is_head(row: Sequence[str]) -> bool:
    there = {labels.asked(cell) for cell in row}
    return sum(map(labels.known, row)) >= 3 and bool(there & {Asked.NAME, Asked.PROJECT})


def _row(
    kind: Kind, head: Sequence[str], columns: Sequence[Asked | None], row: Sequence[str]
) -> Form:
    said: dict[Asked, str] = {}
    left: list[str] = []
    for label, field_, cell in zip(head, columns, row, strict=False):
        if cell and field_ is None and labels.private(label):
            left.append(labels.plain(label))
        elif cell and field_ is not None:
            said.setdefault(field_, cell)
    return Form(kind, said, tuple(left))
