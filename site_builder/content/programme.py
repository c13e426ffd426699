"""What may be written of an opening: the order of the ceremony, `openings/<year>.yml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from site_builder.content.model import FileName, Grade, Kind, Level, Line, Truth, Whole, Written

Seconds = Annotated[float, Field(gt=0, le=3600)]


class Show(StrEnum):
    """What is on the screen."""

    TITLE = "title"
    GROUP = "group"
    ENTRY = "entry"
    FILM = "film"
    PAUSE = "pause"
    THANKS = "thanks"


class Item(Written):
    """节目：节目单里的一项。
    One item of the programme."""

    show: Show
    """屏幕上是什么：从六种里选一种。
    What is on the screen."""
    text: str = ""
    """大字：标题、停顿、鸣谢的大字，或一组名单上面的字。
    In large letters: of a title card, a pause, the thanks, or above a group's names."""
    under: str = ""
    """小字：大字下面的一行。
    A smaller line below it."""
    entry: Line | None = None
    """文件夹名：这一项是谁，或是谁的影片，例如 li-xiulan。
    The folder of a person or project, `li-xiulan`: whom an entry or a film is about."""
    entries: tuple[Line, ...] = ()
    """一组人：文件夹名，按这个次序；也可以不写，改写 kind 加 level 或 grade。
    A group's folders, in this order; or leave it out and give kind with level or grade."""
    kind: Kind | None = None
    """哪一类：一组人物写 stars，一组项目写 projects。
    A group of all stars, or of all projects …"""
    level: Level | None = None
    """哪一级：这一年这一级的、没有标记的，按名单次序。
    … that were named at this level in this year and carry no mark, in the order of lists; …"""
    grade: Grade | None = None
    """哪种标记：带这种标记的。
    … or of those that carry this mark."""
    lines: tuple[Line, ...] = ()
    """鸣谢名单：一行一个单位。
    Who is thanked, a line each."""
    seconds: Seconds | None = None
    """停留几秒：不写就按字数算；影片按它自己的长度放。
    How long it stays; worked out where it is left out. A film on the stage runs its own time."""
    notes: str = ""
    """串词：主持人说的话，只出现在主持人窗口和场记单里。
    What the host says meanwhile; only the presenter's window and the cue sheet show it."""


class Programme(Written):
    """节目单：一年的开幕式，按出场次序。
    A year's opening, in order."""

    year: Whole
    """年份：和文件名一致。
    The year, as in the file's name."""
    sample: Truth = False
    """样例：虚构的内容才写 true，会标注。
    Its wording is invented; it is marked as such."""
    music: FileName | None = None
    """配乐：开幕短片的音乐，放在节目单旁边；有人说话时自动变轻。
    Sound to lay under the opening film, beside this file; it gives way to speech."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    """节目：一项一项按出场次序写。
    The items, in order."""
