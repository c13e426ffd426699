"""Pieces of the opening film: its slides drawn and moved, films cut, and both faded into each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from PIL import Image

from site_builder.content.original import FilmFacts
from site_builder.media import card, ffmpeg, footage_lines, image, loudness, slides
from site_builder.media.demux import frames_in
from site_builder.media.recipe import Footage, FootageRecipe, Refused, Sound, SoundRecipe
from site_builder.media.scenes import Canvas, Excerpt, Group, Part, Person, Portrait, Scene
from site_builder.media.setting import Photo
from site_builder.media.store import copy_of

NEARER = 0.07
"""Share by which a portrait comes nearer while it is seen."""
NAMED = 4.5
"""Seconds for which an excerpt says whom it is about."""
SEEN = 2600
"""Pixels that photos are decoded to."""


@dataclass(frozen=True)
class At:
    """Where an original lies, and what it was found to be if it is a film."""

    path: Path
    film: FilmFacts | None


Sources = Mapping[str, At]
"""Originals by their digests."""


def footage(recipe: FootageRecipe, sources: Sources, out: Path) -> Footage:
    """Make `footage.mp4` in the folder `out`. Raises `Refused`."""
    canvas, piece, target = recipe.canvas, recipe.piece, out / "footage.mp4"
    seen = [_frames(part, piece.frames, canvas, sources) for part in piece.parts]
    faded = seen[0] if len(seen) == 1 else _faded(seen[0], seen[1], piece.frames)
    ffmpeg.run(footage_lines.footage_line(canvas, target), 120 + piece.frames, _raw(faded))
    got = frames_in(target)
    if got != piece.frames:
        raise Refused("truncated", f"{got} of {piece.frames} frames")
    return Footage(copy_of(target, "video/mp4", canvas.width, canvas.height), got)


def _raw(frames: Iterator[Image.Image]) -> Iterator[bytes]:
    """A frame that is shown again is not packed again."""
    last: Image.Image | None = None
    raw = b""
    for frame in frames:
        if frame is not last:
            last, raw = frame, frame.tobytes()
        yield raw


def _faded(
    before: Iterator[Image.Image], after: Iterator[Image.Image], count: int
) -> Iterator[Image.Image]:
    for at, (one, other) in enumerate(zip(before, after, strict=True)):
        yield Image.blend(one, other, (at + 1) / (count + 1))


def _frames(part: Part, count: int, canvas: Canvas, sources: Sources) -> Iterator[Image.Image]:
    """So many frames of a scene, from the part's first on."""
    scene = part.scene
    if isinstance(scene, Excerpt):
        return _of_film(scene, part.first, count, canvas, sources[scene.digest])
    held = [_held(each, sources) for each in _portraits(scene)]
    still = card.drawn(slides.sheet(scene, canvas), held)
    if isinstance(scene, Person) and (place := slides.moving(scene, canvas)) and held:
        return _moving(still, held[0], place, scene.frames, range(part.first, part.first + count))
    return (still for _ in range(count))


def _portraits(scene: Scene) -> Iterator[Portrait]:
    if isinstance(scene, Person) and scene.portrait:
        yield scene.portrait
    elif isinstance(scene, Group):
        yield from (tile.portrait for tile in scene.tiles if tile.portrait)


def _held(portrait: Portrait, sources: Sources) -> card.Held:
    photo = image.shown(sources[portrait.digest].path, SEEN)
    return photo, image.held(photo, portrait.focus, portrait.faces)


def _moving(
    still: Image.Image, held: card.Held, place: Photo, whole: int, frames: range
) -> Iterator[Image.Image]:
    """The portrait comes nearer, by parts of a pixel: Pillow's resize samples between them."""
    photo, focus = held
    box = card.crop(photo.size, place, focus)
    size = (round(place.width), round(place.height))
    # Scaled once to what is seen at the end, so that each frame resizes a small picture.
    near = (round(size[0] * (1 + NEARER)), round(size[1] * (1 + NEARER)))
    shown = photo.resize(near, Image.Resampling.LANCZOS, box=box, reducing_gap=3)
    across, down = focus or (0.5, 0.4)
    for frame in frames:
        share = 1 / (1 + NEARER * frame / whole)
        wide, high = near[0] * share, near[1] * share
        left, top = (near[0] - wide) * across, (near[1] - high) * down
        moved = shown.resize(
            size, Image.Resampling.BICUBIC, box=(left, top, left + wide, top + high)
        )
        still = still.copy()
        still.paste(moved, (round(place.x), round(place.y)))
        yield still


def _of_film(
    excerpt: Excerpt, first: int, count: int, canvas: Canvas, at: At
) -> Iterator[Image.Image]:
    assert at.film is not None, "an excerpt is of a film"
    start = excerpt.start + first / canvas.rate
    line = footage_lines.excerpt_line(at.path, at.film, start, canvas, count)
    size = (canvas.width, canvas.height)
    raw = ffmpeg.read(line, 120 + count, size[0] * size[1] * 3)
    named = card.drawn(slides.sheet(excerpt, canvas), [], "#00000000")
    said = [
        (each, card.drawn(slides.caption(each, canvas), [], "#00000000"))
        for each in excerpt.captions
        if each.end > first and each.start < first + count
    ]
    for frame, pixels in enumerate(islice(raw, count), start=first):
        picture = Image.frombytes("RGB", size, pixels)
        if frame < NAMED * canvas.rate:
            picture.paste(named, (0, 0), named)
        for each, words in said:
            if each.start <= frame < each.end:
                picture.paste(words, (0, 0), words)
        yield picture


# --- sound -----------------------------------------------------------------------------------


def sound(original: Path, film: FilmFacts, recipe: SoundRecipe, out: Path) -> Sound:
    """Make `sound.flac` in the folder `out`. Raises `Refused`."""
    target, seconds = out / "sound.flac", recipe.frames / recipe.rate
    line = footage_lines.part_loudness_line(original, film, recipe.start, seconds)
    found = loudness.told(ffmpeg.run(line, 120 + seconds * 4).lines)
    heard = found is not None and found.integrated > loudness.UNHEARD
    gain = min(recipe.loudness - found.integrated, 20.0) if found and heard else 0.0
    ffmpeg.run(
        footage_lines.part_line(original, film, recipe.start, seconds, gain, recipe.peak, target),
        120 + seconds * 4,
    )
    return Sound(copy_of(target, "audio/flac"), heard)
