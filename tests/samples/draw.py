"""Draw the sample pictures and films from the scenes files: `python tests/samples/draw.py`."""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import film
import yaml
from palette import tones
from paper import Canvas
from scenery import PLACES

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parents[1] / "content"
SHELVES = ("stars", "projects")
QUALITY = 80


def picture(target: Path, palette: str, entry: dict[str, Any]) -> str:
    """Draw one picture; slug and file name seed it, so that a redraw changes nothing."""
    canvas = Canvas(entry.get("size", "wide"), f"{target.parent.name}/{entry['file']}")
    PLACES[entry["scene"]](canvas, tones(palette, entry.get("time", "day")), entry)
    target.parent.mkdir(parents=True, exist_ok=True)
    image = canvas.finished()
    image.save(target, quality=QUALITY, optimize=True, progressive=True, subsampling="4:2:0")
    return f"{target.parent.name}/{target.name}"


def same_person(spec: dict[str, Any]) -> dict[str, Any]:
    """Tell every scene how the sitter of the portrait looks, to be known again in them."""
    portrait = spec["scenes"][0]
    if portrait["scene"] == "portrait":
        own = {
            "age": portrait.get("age", "adult"),
            "hair": portrait.get("hair", "short"),
            "glasses": bool(portrait.get("glasses")),
        }
        for scene in spec["scenes"][1:]:
            scene["own"] = own
    return spec


def main() -> None:
    """Read the scenes, draw what is missing, then make the films one after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="SLUG", help="one entry")
    parser.add_argument("--force", action="store_true", help="draw what exists again")
    parser.add_argument("--pictures-only", action="store_true", help="make no films")
    parser.add_argument("--scenes", type=Path, default=HERE, help="where the scenes files are")
    parser.add_argument("--content", type=Path, default=CONTENT, help="where the entries are")
    options = parser.parse_args()
    entries: list[tuple[Path, dict[str, Any]]] = []
    for shelf in SHELVES:
        source = options.scenes / f"{shelf}.scenes.yml"
        scenes = yaml.safe_load(source.read_text(encoding="utf-8")) if source.exists() else {}
        entries += [
            (options.content / shelf / slug, same_person(spec))
            for slug, spec in scenes.items()
            if options.only in (None, slug)
        ]
    with ProcessPoolExecutor() as pool:
        jobs = [
            pool.submit(picture, folder / scene["file"], spec["palette"], scene)
            for folder, spec in entries
            for scene in spec["scenes"]
            if options.force or not (folder / scene["file"]).exists()
        ]
        for job in jobs:
            print(job.result())
    for folder, spec in entries:
        if "film" in spec and not options.pictures_only:
            film.make(folder, spec, options.force)


if __name__ == "__main__":
    main()
