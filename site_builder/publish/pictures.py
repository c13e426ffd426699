"""Copies on the shelf as the pictures and films that templates print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.content import model
from site_builder.content.library import Entry
from site_builder.media.recipe import Copy, Cue, FilmSet, PressCopy, StillSet
from site_builder.media.shelf import Shelf
from site_builder.publish import views, words
from site_builder.publish.language import CHINESE, Language

MEDIA = "media/"
"""Where the store's files stand in the site."""
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""What some system refuses in a file's name."""
_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{at}{n}" for at in ("COM", "LPT") for n in range(1, 10)),
}
"""What Windows takes for a device, whatever ending follows."""
LONGEST = 80
"""Characters of a name: rare ones take four bytes each, and few systems allow more than 255."""


def address(path: str) -> str:
    """The site's address of a file in the store."""
    return MEDIA + path


def picture(still: StillSet, alt: str, focus: tuple[float, float] | None = None) -> views.Picture:
    across, down = focus or still.focus or (0.5, 0.4)
    return views.Picture(
        avif=tuple(views.Source(address(copy.path), copy.width) for copy in still.avif),
        jpeg=address(still.jpeg.path),
        width=still.width,
        height=still.height,
        alt=alt,
        focus=f"fx-{_step(across)} fy-{_step(down)}",
        colour=still.colour,
    )


def photos(entry: Entry, shelf: Shelf, language: Language = CHINESE) -> tuple[views.Photo, ...]:
    """The entry's photos in its own order, less those that no copy could be made of."""
    return tuple(_photos(entry, shelf, language))


def first(entry: Entry, shelf: Shelf) -> views.Photo | None:
    """The photo that stands for the entry in lists."""
    return next(_photos(entry, shelf, CHINESE), None)


def plays(entry: Entry, shelf: Shelf) -> bool:
    """Whether there is a film to be shown, with its poster."""
    return playing(entry, shelf) is not None


def playing(entry: Entry, shelf: Shelf) -> FilmSet | None:
    """The copies of the entry's film; None where there is none to be shown with its poster."""
    written = entry.data.film
    original = entry.folder / written.file if written else None
    return shelf.films.get(original) if original in shelf.posters and original else None


def size(copy: Copy, language: Language = CHINESE) -> str:
    """In words: 4000×3000，3.2 MB."""
    return language.say("，").join((f"{copy.width}×{copy.height}", words.weight(copy.bytes)))


def film_size(made: FilmSet, language: Language = CHINESE) -> str:
    """Of the best rendition, in words: 1280×720，4 分 20 秒，31.5 MB."""
    best = made.renditions[0]
    length, weight = words.minutes(made.seconds, language), words.weight(best.bytes)
    return language.say("，").join((f"{best.width}×{best.height}", length, weight))


def film(entry: Entry, shelf: Shelf, language: Language = CHINESE) -> views.FilmView | None:
    """The entry's film, or None where there is none that plays."""
    written = entry.data.film
    if written is None:
        return None
    original = entry.folder / written.file
    made, poster = shelf.films.get(original), shelf.posters.get(original)
    if made is None or poster is None:
        return None
    captions = shelf.captions.get(entry.folder / written.captions) if written.captions else None
    best, scenes = made.renditions[0], shelf.storyboards.get(original)
    return views.FilmView(
        title=written.title,
        credit=written.credit,
        sources=tuple(_sources(made)),
        download=address(best.path),
        width=best.width,
        height=best.height,
        poster=picture(poster, language.say("影片《%(title)s》的画面", title=written.title)),
        captions=address(captions.file.path) if captions else "",
        minutes=words.minutes(made.seconds, language),
        seconds=made.seconds,
        bytes=best.bytes,
        transcript=tuple(map(_line, captions.cues)) if captions else (),
        storyboard=address(scenes.index.path) if scenes else "",
    )


def preview(entry: Entry, shelf: Shelf) -> str:
    """Address of the short silent film that moves on the entry's card, or empty."""
    written = entry.data.film
    made = shelf.previews.get(entry.folder / written.file) if written else None
    return address(made.file.path) if made and plays(entry, shelf) else ""


def file_name(name: str, ending: str) -> str:
    """What a downloaded file is called: no system refuses it."""
    return f"{fit(name)}.{ending}"


def fit(name: str, most: int = LONGEST) -> str:
    """A name that every system takes for a file or folder, cut to `most` characters."""
    told = _UNFIT.sub("-", name).strip(". ")[:most].rstrip(". ") or "-"
    return f"-{told}" if told.partition(".")[0].rstrip().upper() in _DEVICES else told


def _sources(made: FilmSet) -> Iterator[views.FilmSource]:
    """A phone takes the smallest, a usual screen no more than 720, a wide one the best."""
    if made.av1:
        yield views.FilmSource(address(made.av1.path), made.av1.type, "(min-width: 601px)")
    for copy in reversed(made.renditions):
        short = min(copy.width, copy.height)
        query = "(max-width: 600px)" if short <= 480 else "(max-width: 1279px)"
        yield views.FilmSource(
            address(copy.path), copy.type, "" if copy is made.renditions[0] else query
        )


def _line(cue: Cue) -> views.Line:
    minutes, seconds = divmod(cue.start // 1000, 60)
    return views.Line(cue.start / 1000, f"{minutes}:{seconds:02}", cue.text)


def _photos(entry: Entry, shelf: Shelf, language: Language) -> Iterator[views.Photo]:
    for number, photo in enumerate(entry.data.photos, start=1):
        original = entry.folder / photo.file
        still, copy = shelf.stills.get(original), shelf.press.get(original)
        if still is not None:
            name = f"{entry.data.name}-{number:02}"
            press = _press(copy, name, language) if copy else None
            yield _photo(photo, still, press, language)


def _press(copy: PressCopy, name: str, language: Language) -> views.PressLink:
    file = copy.file
    return views.PressLink(
        href=address(file.path),
        file=file_name(name, "jpg"),
        size=size(file, language),
    )


def _photo(
    photo: model.Photo, still: StillSet, press: views.PressLink | None, language: Language
) -> views.Photo:
    return views.Photo(
        picture=picture(still, photo.alt, photo.focus),
        caption=photo.caption,
        credit=photo.credit,
        usage=language.say(words.USAGES[photo.usage]),
        press=press,
    )


def _step(share: float) -> int:
    """Percent in steps of five: the theme has a class for each, as inline styles are refused."""
    return round(share * 20) * 5
