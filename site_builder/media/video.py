"""Films made into what the site shows of them: renditions, posters, storyboards and previews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from site_builder.content.original import FilmFacts
from site_builder.media import demux, ffmpeg, lines, loudness, storyboard
from site_builder.media.recipe import (
    Copy,
    FilmRecipe,
    FilmSet,
    Preview,
    PreviewRecipe,
    Refused,
    StoryboardRecipe,
)
from site_builder.media.store import copy_of

MP4 = "video/mp4"


# --- renditions ------------------------------------------------------------------------------


def renditions(path: Path, facts: FilmFacts, recipe: FilmRecipe, out: Path) -> FilmSet:
    """Make the renditions in the folder `out`. Raises `Refused`."""
    gain = measured_gain(path, facts, recipe)
    line = lines.encode_line(path, facts, recipe, out, gain)
    said = ffmpeg.run(line, 120 + facts.seconds * 30)
    copied = lines.is_copied(facts, recipe)
    if copied and said.errors:  # a copy would pass the damage on, to players that may stop at it
        whole = replace(facts, copyable=False, audio_copyable=False)
        return renditions(path, whole, recipe, out)
    errors, first = _damage(path, facts, said.errors) if said.errors else (0, None)
    targets = lines.sizes(facts, recipe.heights)
    made = tuple(_made(out, size) for size in targets)
    extra = _av1(out, targets[0]) if recipe.av1 else None
    for copy in (*made, *([extra] if extra else [])):
        _same_length(out / copy.path, facts.seconds)
    return FilmSet(made, facts.seconds, copied, gain, errors, first_error=first, av1=extra)


def measured_gain(path: Path, facts: FilmFacts, recipe: FilmRecipe) -> float:
    """Decibels that make the film as loud as the others; decodes its sound alone."""
    if facts.audio_codec is None or recipe.loudness is None:
        return 0.0
    said = ffmpeg.run(lines.loudness_line(path, facts), 120 + facts.seconds * 2)
    return loudness.gain(loudness.told(said.lines), recipe)


def _damage(path: Path, facts: FilmFacts, errors: int) -> tuple[int, float | None]:
    """Places and the first of them. Refuses half a film."""
    found = demux.damage(path, facts)
    if found.frames < found.packets / 2:
        raise Refused("damaged", f"{found.frames} of {found.packets} frames decode")
    return found.places or errors, found.first


def _made(out: Path, size: lines.Size) -> Copy:
    return copy_of(out / size.name, MP4, size.width, size.height)


def _av1(out: Path, size: lines.Size) -> Copy:
    path = out / lines.av1_name(size)
    type_ = f'{MP4}; codecs="{demux.av1_codecs(path)}"'
    return copy_of(path, type_, size.width, size.height)


def _same_length(path: Path, seconds: float) -> None:
    got = demux.length(path)
    if not _near(got, seconds):
        raise Refused("truncated", f"the copy runs {got:.1f} s, the original {seconds:.1f} s")


def _near(got: float, seconds: float) -> bool:
    return abs(got - seconds) <= max(0.5, seconds * 0.02)


# --- posters ---------------------------------------------------------------------------------


def frames(path: Path, facts: FilmFacts, at: float | None, scratch: Path) -> Iterator[Path]:
    """Frames that may stand for the film, the most wanted first; one that was asked for alone.

    Some films decode only from their beginning (x264 tells once how its 4:4:4 is to be read), and
    damage spreads to the next keyframe: a frame about which ffmpeg complains is passed over.
    """
    if at is not None and at < facts.seconds and (asked := _asked(path, facts, at, scratch)):
        yield asked
        return
    clean = False
    for target, line in _candidates(path, facts, scratch):
        if _makes_cleanly(line, target):
            clean = True
            yield target
    if not clean:
        for share in (0.35, 0.1, 0):
            target = scratch / f"decoded-{share}.png"
            line = lines.frame_line(path, facts, facts.seconds * share, target, seek=False)
            if _makes_cleanly(line, target) or target.exists():
                yield target


def _asked(path: Path, facts: FilmFacts, at: float, scratch: Path) -> Path | None:
    target = scratch / "asked.png"
    if not _makes_cleanly(lines.frame_line(path, facts, at, target), target):
        _makes_cleanly(lines.frame_line(path, facts, at, target, seek=False), target)
    return target if target.exists() else None


def _candidates(path: Path, facts: FilmFacts, scratch: Path) -> Iterator[tuple[Path, list[str]]]:
    """Typical keyframes first, then single frames: a film may have but one keyframe."""
    for share in (0.1, 0.35):
        target = scratch / f"typical-{share}.png"
        yield target, lines.typical_line(path, facts, facts.seconds * share, target)
    for share in (0.35, 0.6, 0.85, 0.5, 0.1, 0):
        target = scratch / f"single-{share}.png"
        yield target, lines.frame_line(path, facts, facts.seconds * share, target)


def _makes_cleanly(line: list[str], target: Path) -> bool:
    try:
        return not ffmpeg.run(line, 120).errors and target.exists()
    except Refused:
        return False


# --- storyboards -----------------------------------------------------------------------------


def scenes(
    path: Path, facts: FilmFacts, recipe: StoryboardRecipe, scratch: Path
) -> dict[float, Path]:
    """Small pictures from along the film, in the folder `scratch`, by their time in seconds.

    Raises `Refused` when there is none.
    """
    keys = demux.keyframes(path, facts)
    choice = storyboard.choose(keys, facts.seconds, recipe.pictures)
    line = lines.storyboard_line(path, facts, choice, recipe, scratch)
    ffmpeg.run(line, 120 + facts.seconds * 10)
    found = {int(each.stem) / 1000: each for each in scratch.glob("*.png")}
    if not found:
        raise Refused("not-a-film", "no frame can be decoded")
    return dict(sorted(found.items()))


# --- previews --------------------------------------------------------------------------------


def preview(path: Path, facts: FilmFacts, recipe: PreviewRecipe, out: Path) -> Preview:
    """Make `preview.mp4` in the folder `out`. Raises `Refused`."""
    target = out / "preview.mp4"
    _, seconds = lines.preview_part(facts.seconds, recipe)
    said = ffmpeg.run(lines.preview_line(path, facts, recipe, target), 120)
    if said.errors or not _near(demux.length(target), seconds):  # it decodes only from its start
        line = lines.preview_line(path, facts, recipe, target, seek=False)
        ffmpeg.run(line, 120 + facts.seconds * 10)
    _same_length(target, seconds)
    size = lines.sizes(facts, (recipe.height,))[0]
    return Preview(copy_of(target, MP4, size.width, size.height))
