"""Slips in the content folder: what would be mended, as a diff, and the writing of it, file by file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder.content import load, mend
from site_builder.content.problem import Lang, Place, Problem, Text, error
from site_builder.whole import write_whole


@dataclass(frozen=True)
class Mend:
    """One file, and what shall become of it."""

    path: Path
    name: str
    """Under the content folder, with `/`."""
    raw: bytes
    """Its bytes when it was read."""
    mended: mend.Mended

    def diff(self, lang: Lang) -> str:
        """A unified diff of its text, under what is done to its bytes."""
        told = self.mended
        before, after = (each.splitlines(keepends=True) for each in (told.before, told.after))
        lines = difflib.unified_diff(before, after, self.name, self.name, n=1)
        notes = "".join(f"# {self.name}: {note.in_(lang)}\n" for note in told.bytes_too)
        return notes + "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def planned(content: Path) -> tuple[Mend, ...]:
    """What there is to mend; nothing is written."""
    return tuple(_planned(content))


def _planned(content: Path) -> Iterator[Mend]:
    for path, model in load.texts(content):
        try:
            if path.stat().st_size > load.LARGEST:
                continue
            raw = path.read_bytes()
        except OSError:  # the loader says so
            continue
        mended = mend.mended(raw, model)
        if mended is not None:
            yield Mend(path, path.relative_to(content).as_posix(), raw, mended)


def write(mends: Iterable[Mend]) -> tuple[Problem, ...]:
    """Write each file whole, unless somebody changed it meanwhile; what could not be written."""
    return tuple(problem for each in mends if (problem := _write(each)))


def _write(each: Mend) -> Problem | None:
    try:
        if each.path.read_bytes() != each.raw:
            return error(
                Place(each.name), "mend-changed",
                Text("这个文件刚才又被改过，没有动它。", "The file was changed meanwhile and was left alone."),
                Text("保存好以后，再运行一次 check --fix。", "Save it, then run check --fix again."),
            )  # fmt: skip
        write_whole(each.path, each.mended.after.encode())
    except OSError as wrong:
        return error(
            Place(each.name), "mend-unwritten",
            Text(f"这个文件没能改写（{type(wrong).__name__}），内容没有变。", f"The file could not be written ({type(wrong).__name__}); it is as it was."),
            Text("检查文件权限和磁盘空间，再试一次。", "See to permissions and room on the disk, and try again."),
        )  # fmt: skip
    return None
