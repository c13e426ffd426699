"""The opening film: the programme as scenes, what must be made for it, and its cue sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder import lettering
from site_builder.content.gate import ShownEntry
from site_builder.content.library import Entry
from site_builder.content.original import FilmFacts, Originals, PictureFacts
from site_builder.content.problem import Problem, Text, error
from site_builder.content.programme import Show
from site_builder.media.footage_lines import Laid
from site_builder.media.plan import WORDS_ALONE
from site_builder.media.recipe import (
    Cue,
    FootageRecipe,
    Job,
    LivelyRecipe,
    Sound,
    SoundRecipe,
    Source,
)
from site_builder.media.scenes import (
    Canvas,
    Card,
    Excerpt,
    Group,
    Person,
    Piece,
    Portrait,
    Scene,
    Spoken,
    Tile,
    digests,
    pieces,
    starts,
)
from site_builder.publish import cards, sharing
from site_builder.publish.programme import Running, Turn, honour_text

LONGEST = 60.0
"""Seconds of an excerpt, at most."""
_SAMPLE = "虚构样例"


@dataclass(frozen=True)
class Known:
    """What is known of the originals when scenes are decided."""

    originals: Originals
    said: Mapping[Path, tuple[Cue, ...]]
    """Captions by their file."""
    lively: Mapping[Path, float]
    """Where films are liveliest, in seconds."""
    faces: bool
    """Faces can be looked for."""


@dataclass(frozen=True)
class Shot:
    """A scene and the turn of the programme that it shows."""

    turn: Turn
    scene: Scene


@dataclass(frozen=True)
class Cut:
    """A row of the cue sheet, in frames of the film. The next begins where this one ends."""

    number: int
    start: int
    frames: int
    what: str
    label: str
    detail: str
    notes: str
    black: bool
    """Nothing is to be seen, as planned."""


@dataclass(frozen=True)
class Reel:
    """The whole film, decided."""

    canvas: Canvas
    shots: tuple[Shot, ...]

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return tuple(shot.scene for shot in self.shots)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return pieces(self.scenes, self.canvas.fade)

    @property
    def starts(self) -> tuple[int, ...]:
        """Of each scene, and the film's whole length."""
        return starts(self.scenes, self.canvas.fade)

    @property
    def frames(self) -> int:
        return self.starts[-1]


# --- what is to be looked for first ------------------------------------------------------------


def searches(
    running: Running, originals: Originals, said: Mapping[Path, tuple[Cue, ...]]
) -> Iterator[Job]:
    """Where the films are liveliest, of which no editor chose a part."""
    for turn in running.turns:
        if turn.show is not Show.FILM:
            continue
        entry = turn.entry.entry
        path, facts = _film(entry, originals)
        if facts and _chosen(entry, facts) is None:
            cues = tuple((cue.start / 1000, cue.end / 1000) for cue in _said(entry, said))
            yield Job(path, facts.digest, LivelyRecipe(_length(turn), cues), facts)


def _film(entry: Entry, originals: Originals) -> tuple[Path, FilmFacts | None]:
    written = entry.data.film
    path = entry.folder / (written.file if written else "")
    facts = originals.get(path)
    return path, facts if isinstance(facts, FilmFacts) else None


def _said(entry: Entry, said: Mapping[Path, tuple[Cue, ...]]) -> tuple[Cue, ...]:
    written = entry.data.film
    return said.get(entry.folder / written.captions, ()) if written and written.captions else ()


def _chosen(entry: Entry, facts: FilmFacts) -> tuple[float, float] | None:
    """The editor's part, where it lies within the film."""
    part = entry.data.film.excerpt if entry.data.film else None
    if part is None or not part[0] < part[1] <= facts.seconds + 0.5:
        return None
    return part[0], min(part[1], part[0] + LONGEST)


def _length(turn: Turn) -> float:
    return min(turn.seconds, LONGEST)


# --- scenes ------------------------------------------------------------------------------------


def reel(running: Running, known: Known, canvas: Canvas) -> tuple[Reel, tuple[Problem, ...]]:
    """The film's scenes in order; and why one is left out: its words can't be set."""
    shots, problems = [], []
    for turn in running.turns:
        scene = _scene(turn, known, canvas)
        if signs := lettering.lacking("".join(_words(scene))):
            problems.append(_unset(turn, signs))
        else:
            shots.append(Shot(turn, scene))
    return Reel(canvas, tuple(shots)), tuple(problems)


def _scene(turn: Turn, known: Known, canvas: Canvas) -> Scene:
    frames = canvas.frames(turn.seconds)
    if turn.show is Show.GROUP:
        tiles = tuple(_tile(each, known) for each in turn.entries)
        return Group(frames, turn.text, turn.under, tiles, _sample(turn.entries))
    if turn.show is Show.FILM:
        path, facts = _film(turn.entry.entry, known.originals)
        if facts:
            return _excerpt(turn, path, facts, known, canvas)
    if turn.entries:
        return _person(turn.entry, frames, known)
    dark = turn.show is Show.PAUSE
    return Card(frames, turn.text, turn.under, turn.lines, dark)


def _person(each: ShownEntry, frames: int, known: Known) -> Person:
    data, owner = each.entry.data, cards.owner(each)
    return Person(
        frames=frames,
        honour=honour_text(each),
        mark=cards.mark(each),
        name=data.name,
        citation=data.citation,
        line=f"{owner} · {data.region}" if owner else data.region,
        portrait=_portrait(each.entry, known),
        sample=_sample((each,)),
    )


def _tile(each: ShownEntry, known: Known) -> Tile:
    return Tile(each.entry.data.name, each.entry.data.region, _portrait(each.entry, known))


def _portrait(entry: Entry, known: Known) -> Portrait | None:
    several = sharing.portraits(entry, known.originals, known.faces)
    return next((portrait for _, portrait in several), None)


def _excerpt(turn: Turn, path: Path, facts: FilmFacts, known: Known, canvas: Canvas) -> Excerpt:
    entry = turn.entry.entry
    start, end = _chosen(entry, facts) or _found(known.lively.get(path, 0.0), turn, facts)
    frames = canvas.frames(end - start)
    start = max(0.0, min(start, facts.seconds - frames / canvas.rate))
    mark = cards.mark(turn.entry)
    return Excerpt(
        frames=frames,
        digest=facts.digest,
        start=round(start, 3),
        title=entry.data.film.title if entry.data.film else "",
        name=entry.data.name,
        honour=" · ".join(filter(None, (honour_text(turn.entry), mark))),
        captions=tuple(_spoken(_said(entry, known.said), start, frames, canvas.rate)),
        sample=_sample((turn.entry,)),
    )


def _found(at: float, turn: Turn, facts: FilmFacts) -> tuple[float, float]:
    return at, min(at + _length(turn), facts.seconds)


def _spoken(cues: Sequence[Cue], start: float, frames: int, rate: int) -> Iterator[Spoken]:
    for cue in cues:
        first = max(0, round((cue.start / 1000 - start) * rate))
        last = min(frames, round((cue.end / 1000 - start) * rate))
        if last - first >= rate // 3:  # less can't be read
            yield Spoken(first, last, cue.text)


def _sample(entries: Sequence[ShownEntry]) -> str:
    return _SAMPLE if any(each.entry.data.sample for each in entries) else ""


def _words(scene: Scene) -> Iterator[str]:
    """Everything of a scene that is set in type."""
    match scene:
        case Card():
            yield from (scene.text, scene.under, *scene.lines)
        case Group():
            yield from (scene.text, scene.under)
            for tile in scene.tiles:
                yield from (tile.name, tile.line)
        case Person():
            yield from (scene.honour, scene.mark, scene.name, scene.citation, scene.line)
        case Excerpt():
            yield from (scene.title, scene.name, scene.honour)


def _unset(turn: Turn, signs: str) -> Problem:
    named = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in signs)
    return error(
        turn.place, "programme-letterform",
        Text(f"这一项里有字体没有的字：{named}，没有放进短片，免得出现空框。",
             f"No typeface here holds {named}: this item is left out of the film, rather than an empty box."),
        Text(f"核对是不是打错了字；确是这个字，请网站管理员找一个收这个字的字体文件，把路径写进环境变量 {lettering.ENVIRONMENT}。",
             f"See whether it is mistyped; if not, have a font file that holds it named in {lettering.ENVIRONMENT}."),
    )  # fmt: skip


# --- what must be made -------------------------------------------------------------------------


def footage(reel: Reel, named: Path, originals: Originals) -> tuple[Job, ...]:
    """A job per piece, in order; `named` is the programme's file, which they are told by."""
    paths = {
        facts.digest: (path, facts)
        for path, facts in originals.items()
        if isinstance(facts, PictureFacts | FilmFacts)
    }

    def source(digest: str) -> Source:
        path, facts = paths[digest]
        return Source(path, digest, facts if isinstance(facts, FilmFacts) else None)

    return tuple(
        Job(
            named,
            WORDS_ALONE,
            FootageRecipe(reel.canvas, piece),
            sources=tuple(
                map(source, dict.fromkeys(d for part in piece.parts for d in digests(part.scene)))
            ),
        )
        for piece in reel.pieces
    )


def sounds(reel: Reel, originals: Originals) -> Mapping[int, Job]:
    """The sound of each excerpt that has one, by the number of its scene."""
    found = {}
    for at, shot in enumerate(reel.shots):
        if isinstance(shot.scene, Excerpt):
            path, facts = _film(shot.turn.entry.entry, originals)
            if facts and facts.audio_codec is not None:
                recipe = SoundRecipe(shot.scene.start, shot.scene.frames, reel.canvas.rate)
                found[at] = Job(path, facts.digest, recipe, facts)
    return found


def laid(reel: Reel, made: Mapping[int, Sound], store: Path) -> tuple[Laid, ...]:
    """Where each sound comes in the film; what can't be heard is left out."""
    rate, fade = reel.canvas.rate, reel.canvas.fade
    return tuple(
        Laid(
            store / each.file.path,
            reel.starts[at] / rate,
            reel.scenes[at].frames / rate,
            fade / rate,
        )
        for at, each in made.items()
        if each.heard
    )


# --- the cue sheet -----------------------------------------------------------------------------


_WHAT = {
    Show.TITLE: "标题",
    Show.GROUP: "名单",
    Show.ENTRY: "人物",
    Show.FILM: "影片选段",
    Show.PAUSE: "停顿",
    Show.THANKS: "鸣谢",
}


def cuts(reel: Reel) -> tuple[Cut, ...]:
    """A row per scene; together they are as long as the film."""
    return tuple(
        Cut(
            number=at + 1,
            start=reel.starts[at],
            frames=reel.starts[at + 1] - reel.starts[at],
            what=_what(shot),
            label=_label(shot),
            detail=_detail(shot.scene),
            notes=" ".join(shot.turn.notes.split()),
            black=isinstance(shot.scene, Card) and shot.scene.dark and not shot.scene.text,
        )
        for at, shot in enumerate(reel.shots)
    )


def _what(shot: Shot) -> str:
    if shot.turn.show is Show.ENTRY or isinstance(shot.scene, Person):
        return "项目" if shot.turn.entry.entry.kind == "projects" else "人物"
    return _WHAT[shot.turn.show]


def _label(shot: Shot) -> str:
    told = shot.turn.entry.entry.data.name if len(shot.turn.entries) == 1 else shot.turn.text
    return " ".join(told.split())


def _detail(scene: Scene) -> str:
    match scene:
        case Person():
            return " · ".join(filter(None, (scene.honour, scene.mark)))
        case Group():
            return "、".join(tile.name for tile in scene.tiles)
        case Excerpt():
            minutes = f"{int(scene.start // 60)}:{scene.start % 60:04.1f}"
            return f"《{scene.title}》从 {minutes} 起"
        case Card():
            return scene.under
