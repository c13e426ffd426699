"""Films of an entry: slow camera moves through its paper scenes over a plucked melody.

Each shot's planes are drawn once; Pillow's resize, which samples between pixels, moves them
(ffmpeg's perspective filter does it too, at a fifth of the speed), and ffmpeg encodes.
"""

from __future__ import annotations

import array
import math
import random
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imageio_ffmpeg
from palette import tones
from paper import Canvas
from PIL import Image
from scenery import PLACES

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
RATE = 24000
FADE = 1.6  # seconds that two shots share
PENTATONIC = (0, 2, 4, 7, 9)
LENGTH = 250
STILL = 3  # frames that show one picture: a move of two pixels a second looks no smoother with more
LONGER = {"li-xiulan": 260}
# How each shot in turn moves: across, down, and nearer (1) or farther (-1).
MOVES = (
    (0.0, 0.0, 1),
    (1.0, 0.2, 0),
    (0.0, 0.0, -1),
    (-1.0, -0.2, 0),
    (0.7, 0.0, 1),
    (-0.7, 0.2, -1),
)


@dataclass(frozen=True)
class Format:
    """What a style of film has to be: its frame, rate and codec."""

    width: int
    height: int
    fps: int
    codec: tuple[str, ...]


NOTICE = Format(
    1280,
    720,
    25,
    (
        "-c:v",
        "libx264",
        "-profile:v",
        "high",
        "-preset",
        "medium",
        "-tune",
        "animation",
        "-b:v",
        "122k",
        "-maxrate",
        "240k",
        "-bufsize",
        "1500k",
        "-g",
        "100",
        "-keyint_min",
        "100",
        "-sc_threshold",
        "0",
        "-c:a",
        "aac",
        "-b:a",
        "40k",
        "-ac",
        "2",
        "-ar",
        "44100",
        "-movflags",
        "+faststart",
    ),
)
PHONE = Format(
    720,
    1280,
    30,
    (
        *("-c:v", "libx265", "-preset", "fast", "-crf", "29", "-tag:v", "hvc1"),
        *("-x265-params", "log-level=error:keyint=90"),
        "-c:a",
        "aac",
        "-b:a",
        "48k",
        "-ac",
        "1",
        "-ar",
        "44100",
    ),
)


@dataclass(frozen=True)
class Plane:
    """One sheet group of a shot: its colours over all that lies below, and where it is paper."""

    colours: Image.Image
    mask: Image.Image | None


def make(folder: Path, spec: dict[str, Any], force: bool) -> None:
    """Make an entry's film, unless it is there."""
    phone = spec["film"]["style"] == "phone"
    target = folder / ("film.mov" if phone else "film.mp4")
    if target.exists() and not force:
        return
    seconds = spec["film"].get("seconds", 40 if phone else LONGER.get(folder.name, LENGTH))
    with tempfile.TemporaryDirectory() as work:
        music = Path(work) / "music.wav"
        _melody(music, folder.name, seconds)
        form = PHONE if phone else NOTICE
        made = _encode(Path(work) / target.name, music, form, folder.name, spec, seconds)
        shutil.move(made, target)
    print(f"{folder.name}/{target.name} {target.stat().st_size / 1e6:.2f} MB")


def _scene(slug: str, spec: dict[str, Any], form: Format, index: int) -> Canvas:
    """Draw one shot's scene; one that comes again comes at another hour, drawn afresh."""
    scene = dict(spec["scenes"][index % len(spec["scenes"])])
    turn = index // len(spec["scenes"])
    seed = f"{slug}/{scene['file']}"
    if turn % 2:
        seed += "/again"
        if scene.get("time", "day") == "day":
            scene["time"] = ("dawn", "dusk", "spring")[index % 3]
    canvas = Canvas("wide" if form.width > form.height else "tall", seed)
    PLACES[scene["scene"]](canvas, tones(spec["palette"], scene.get("time", "day")), scene)
    return canvas


def _planes(canvas: Canvas, form: Format) -> list[Plane]:
    """Bring a scene's planes to the film's shape, a quarter larger than its frame.

    Colours lie over what is below them, so that no dark fringe shows where a mask is soft.
    """
    planes: list[Plane] = []
    below = Image.new("RGBA", canvas.pixels)
    for index, plane in enumerate(canvas.planes):
        below.alpha_composite(plane)
        mask = _fit(plane.getchannel("A"), form) if index else None
        planes.append(Plane(_fit(below.convert("RGB"), form), mask))
    return planes


def _fit(image: Image.Image, form: Format) -> Image.Image:
    """Crop a picture to the film's shape, keeping its lower middle, where people stand."""
    wide, high = image.size
    want = form.width / form.height
    if wide / high > want:
        cut = round((wide - high * want) / 2)
        image = image.crop((cut, 0, wide - cut, high))
    else:
        spare = high - round(wide / want)
        image = image.crop((0, round(spare * 0.6), wide, high - spare + round(spare * 0.6)))
    size = round(form.width * 1.14), round(form.height * 1.14)
    return image.resize(size, Image.Resampling.LANCZOS)


def _frame(planes: list[Plane], form: Format, index: int, place: float) -> Image.Image:
    """Look at a shot at `place` (0 to 1) of its move: near planes travel farther than far ones."""
    across, down, zoom = MOVES[index % len(MOVES)]
    ease = (1 - math.cos(math.pi * place)) / 2
    swing = ease * 2 - 1
    picture: Image.Image | None = None
    for depth, plane in enumerate(planes):
        gain = 0.5 + 0.75 * depth / max(len(planes) - 1, 1)
        wide, high = plane.colours.size
        margin = 0.052 + 0.022 * gain * zoom * swing
        dx, dy = 0.018 * gain * across * swing, 0.018 * gain * down * swing
        margin = max(margin, abs(dx), abs(dy))  # the window stays on its paper
        window = (
            wide * (margin + dx),
            high * (margin + dy),
            wide * (1 - margin + dx),
            high * (1 - margin + dy),
        )
        size = form.width, form.height
        colours = plane.colours.resize(size, Image.Resampling.BILINEAR, box=window)
        if picture is None:
            picture = colours
        elif plane.mask is not None:
            picture.paste(
                colours, (0, 0), plane.mask.resize(size, Image.Resampling.BILINEAR, box=window)
            )
    assert picture is not None
    return picture


def _frames(slug: str, spec: dict[str, Any], form: Format, seconds: float) -> Iterator[Image.Image]:
    """Show shot after shot, each fading into the next."""
    total = round(seconds * form.fps)
    shots = max(round(seconds / 14), 3)
    step, fade = total / shots, round(FADE * form.fps)
    scenes = {0: _planes(_scene(slug, spec, form, 0), form)}
    picture: Image.Image | None = None
    for number in range(total):
        index = min(int(number / step), shots - 1)
        fading = (index + 1) * step - number < fade and index + 1 < shots
        if picture is not None and number % STILL and not fading:
            yield picture
            continue
        if index not in scenes:
            scenes[index] = _planes(_scene(slug, spec, form, index), form)
        since = number - index * step
        picture = _frame(scenes[index], form, index, (since + fade / 2) / (step + fade))
        left = (index + 1) * step - number
        if fading:
            if index + 1 not in scenes:
                scenes = {
                    index: scenes[index],
                    index + 1: _planes(_scene(slug, spec, form, index + 1), form),
                }
            coming = _frame(
                scenes[index + 1], form, index + 1, max(fade / 2 - left, 0) / (step + fade)
            )
            picture = Image.blend(picture, coming, 1 - left / fade)
        yield picture


def _encode(
    target: Path, music: Path, form: Format, slug: str, spec: dict[str, Any], seconds: float
) -> Path:
    """Feed the frames to ffmpeg, which fades them in and out and sets them to the music."""
    turn = "transpose=2," if form is PHONE else ""
    video = f"[0]fade=t=in:d=1,fade=t=out:st={seconds - 2}:d=2,{turn}format=yuv420p[v]"
    reverb = "aecho=0.8:0.7:60|130|270|410:0.30|0.22|0.16|0.10"
    sound = f"[1]{reverb},lowpass=f=5200,loudnorm=I=-18:TP=-3:LRA=9,afade=t=in:d=2,afade=t=out:st={seconds - 4}:d=4[a]"
    size = f"{form.width}x{form.height}"
    command = [
        *("nice", "-n", "10", FFMPEG, "-v", "error", "-y"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(form.fps), "-i", "-"),
        *("-i", str(music), "-filter_complex", f"{video};{sound}", "-map", "[v]", "-map", "[a]"),
        *("-t", str(seconds), "-r", str(form.fps), *form.codec, "-fflags", "+bitexact"),
        str(target),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for picture in _frames(slug, spec, form, seconds):
            encoder.stdin.write(picture.tobytes())
        encoder.stdin.close()
    if encoder.returncode:
        raise SystemExit(f"ffmpeg could not make {target}")
    if form is not PHONE:
        return target
    # A telephone held upright stores a lying picture and a note to turn it.
    turned = target.with_stem("turned")
    note = ["-display_rotation", "-90", "-i", str(target), "-c", "copy", str(turned)]
    subprocess.run([FFMPEG, "-v", "error", "-y", *note], check=True)
    return turned


def _melody(target: Path, seed: str, seconds: float) -> None:
    """Synthesise a slow pentatonic tune of plucked strings, wandering but always home again."""
    chance = random.Random(f"melody {seed}")
    total = int(seconds * RATE)
    left, right = array.array("d", bytes(8 * total)), array.array("d", bytes(8 * total))
    root = chance.choice((196.0, 174.61, 220.0))
    tones_made: dict[float, array.array[float]] = {}
    beat, step, phrase = 0.72, 7, 0
    time = 0.6
    while time < seconds - 4:
        if phrase % 8 == 0:
            low = root / 2 * (1.0, 1.4983, 1.0, 0.8409 * 1.4983)[phrase // 8 % 4]
            _add(left, right, tones_made, low, time, 0.55, 0.5)
        step = min(max(step + chance.choice((-2, -1, -1, 0, 1, 1, 2)), 3), 12)
        if phrase % 16 == 14:
            step = 5
        tone = root * 2 ** (PENTATONIC[step % 5] / 12 + step // 5 - 1)
        _add(
            left,
            right,
            tones_made,
            round(tone, 2),
            time,
            chance.uniform(0.35, 0.7),
            chance.uniform(0.3, 0.7),
        )
        if chance.random() < 0.22:
            _add(
                left,
                right,
                tones_made,
                round(tone * 2, 2),
                time + beat / 2,
                0.2,
                chance.uniform(0.2, 0.8),
            )
        time += beat * chance.choice((1, 1, 1, 2, 2, 3 if phrase % 4 == 3 else 1))
        phrase += 1
    top = max(abs(value) for side in (left, right) for value in side) or 1.0
    frames = array.array("h", bytes(4 * total))
    frames[0::2] = array.array("h", (int(value / top * 21000) for value in left))
    frames[1::2] = array.array("h", (int(value / top * 21000) for value in right))
    with wave.open(str(target), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames.tobytes())


def _pluck(tone: float) -> array.array[float]:
    """Ring one string (Karplus and Strong): noise in a loop that a mean smooths to silence."""
    chance = random.Random(f"string {tone}")
    period = max(round(RATE / tone), 2)
    loop = [chance.uniform(-1, 1) for _ in range(period)]
    for _ in range(3):  # a soft finger, not a plectrum
        loop = [(loop[k] + loop[k - 1]) / 2 for k in range(period)]
    length = int(RATE * 3.2)
    sound = array.array("d", bytes(8 * length))
    decay = 0.4975 if tone < 300 else 0.4988
    for k in range(length):
        place = k % period
        value = loop[place]
        sound[k] = value * min(1.0, k / 60) * min(1.0, (length - k) / 4000)
        loop[place] = (value + loop[place - period + 1]) * decay
    loudest = max(abs(value) for value in sound)
    return array.array(
        "d", (value / loudest * math.exp(-k / RATE * 0.7) for k, value in enumerate(sound))
    )


def _add(
    left: array.array[float],
    right: array.array[float],
    made: dict[float, array.array[float]],
    tone: float,
    time: float,
    loudness: float,
    place: float,
) -> None:
    """Strike a string at its moment, somewhere between left and right."""
    if tone not in made:
        made[tone] = _pluck(tone)
    start = int(time * RATE)
    one, other = loudness * math.cos(place * math.pi / 2), loudness * math.sin(place * math.pi / 2)
    for k, value in enumerate(made[tone]):
        spot = start + k
        if spot >= len(left):
            break
        left[spot] += value * one
        right[spot] += value * other
