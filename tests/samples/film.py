"""Films of an entry: slow camera moves through its paper scenes over a plucked melody.

Python draws each shot's planes once; ffmpeg moves them, so that no frame passes through Python.
"""

from __future__ import annotations

import array
import math
import random
import subprocess
import tempfile
import wave
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
SHORTEST = {"li-xiulan": 260}
LENGTH = 250


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
        "-crf",
        "29",
        "-tune",
        "animation",
        "-maxrate",
        "400k",
        "-bufsize",
        "1600k",
        "-g",
        "100",
        "-keyint_min",
        "100",
        "-sc_threshold",
        "0",
        "-c:a",
        "aac",
        "-b:a",
        "56k",
        "-ac",
        "2",
        "-ar",
        "48000",
        "-movflags",
        "+faststart",
    ),
)
PHONE = Format(
    720,
    1280,
    30,
    (
        "-c:v",
        "mpeg4",
        "-q:v",
        "9",
        "-maxrate",
        "700k",
        "-bufsize",
        "1400k",
        "-g",
        "60",
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


def make(folder: Path, spec: dict[str, Any], force: bool) -> None:
    """Make an entry's film, unless it is there."""
    phone = spec["film"]["style"] == "phone"
    target = folder / ("film.mov" if phone else "film.mp4")
    if target.exists() and not force:
        return
    seconds = spec["film"].get("seconds", 40 if phone else SHORTEST.get(folder.name, LENGTH))
    form = PHONE if phone else NOTICE
    with tempfile.TemporaryDirectory() as work:
        desk = Path(work)
        shots = max(round(seconds / 14), 3)
        length = (seconds + FADE * (shots - 1)) / shots
        clips = [_shot(desk, folder.name, spec, form, k, length) for k in range(shots)]
        music = desk / "music.wav"
        _melody(music, folder.name, seconds)
        _join(clips, music, target, form, seconds, length, turned=phone)
    print(f"{folder.name}/{target.name} {target.stat().st_size / 1e6:.2f} MB")


def _run(*arguments: str) -> None:
    """Run ffmpeg at low priority: others work on this machine too."""
    subprocess.run(["nice", "-n", "10", FFMPEG, "-v", "error", "-y", *arguments], check=True)


def _planes(slug: str, spec: dict[str, Any], form: Format, index: int) -> list[Image.Image]:
    """Draw the planes of one shot; a scene that comes again has been drawn afresh."""
    scenes = [
        scene for scene in spec["scenes"] if form.width > form.height or scene["scene"] != "online"
    ]
    scene = dict(scenes[index % len(scenes)])
    turn = index // len(scenes)
    seed = f"{slug}/{scene['file']}" + (f"/{turn}" if turn % 2 else "")
    if turn % 2 and scene.get("time", "day") == "day":
        scene["time"] = ("dawn", "dusk", "spring")[index % 3]
    canvas = Canvas("wide" if form.width > form.height else "tall", seed)
    PLACES[scene["scene"]](canvas, tones(spec["palette"], scene.get("time", "day")), scene)
    return canvas.planes


def _move(index: int, depth: int, frames: int, form: Format) -> str:
    """Write the camera's path for one plane: near planes travel farther, and nothing jerks.

    The perspective filter samples between pixels; crop and zoompan would step from one to the next.
    """
    kinds = (
        (0.0, 0.0, 1),
        (1.0, 0.25, 0),
        (0.0, 0.0, -1),
        (-1.0, -0.2, 0),
        (0.8, 0.0, 1),
        (-0.8, 0.2, -1),
    )
    across, down, zoom = kinds[index % len(kinds)]
    gain = 0.55 + 0.45 * depth
    t = f"((1-cos(PI*in/{frames}))/2)"
    margin = f"(0.055+{0.028 * gain:.4f}*{t if zoom > 0 else f'(1-{t})'})" if zoom else "0.07"
    dx = f"{0.024 * gain * across:.4f}*(2*{t}-1)"
    dy = f"{0.024 * gain * down:.4f}*(2*{t}-1)"
    left, right = f"W*({margin}+{dx})", f"W*(1-{margin}+{dx})"
    top, low = f"H*({margin}+{dy})", f"H*(1-{margin}+{dy})"
    corners = f"x0='{left}':y0='{top}':x1='{right}':y1='{top}':x2='{left}':y2='{low}':x3='{right}':y3='{low}'"
    return f"perspective={corners}:eval=frame:interpolation=linear,scale={form.width}:{form.height}:flags=bilinear"


def _shot(
    desk: Path, slug: str, spec: dict[str, Any], form: Format, index: int, length: float
) -> Path:
    """Render one shot without loss of the eye, for the join to compress once and well."""
    planes = _planes(slug, spec, form, index)
    frames = round(length * form.fps)
    inputs: list[str] = []
    chains: list[str] = []
    last = "v0"
    for k, plane in enumerate(planes):
        still = desk / f"plane{k}.png"
        wide, high = round(form.width * 1.25), round(form.height * 1.25)
        _fit(plane, form).resize((wide, high), Image.Resampling.LANCZOS).save(
            still, compress_level=1
        )
        inputs += ["-loop", "1", "-framerate", str(form.fps), "-i", str(still)]
        kind = "yuv420p" if k == 0 else "yuva420p"
        chains.append(f"[{k}]format={kind},{_move(index, k, frames, form)}[v{k}]")
        if k:
            chains.append(f"[{last}][v{k}]overlay=format=yuv420:shortest=0[o{k}]")
            last = f"o{k}"
    clip = desk / f"shot{index:02}.mp4"
    _run(
        *inputs,
        "-filter_complex",
        ";".join(chains),
        "-map",
        f"[{last}]",
        "-frames:v",
        str(frames),
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-crf",
        "12",
        "-pix_fmt",
        "yuv420p",
        str(clip),
    )
    return clip


def _fit(plane: Image.Image, form: Format) -> Image.Image:
    """Crop a 3:2 plane to the film's 16:9, keeping its middle."""
    wide, high = plane.size
    want = form.width / form.height
    if wide / high > want:
        cut = round((wide - high * want) / 2)
        return plane.crop((cut, 0, wide - cut, high))
    cut = round((high - wide / want) * 0.5)
    return plane.crop((0, cut, wide, high - cut))


def _join(
    clips: list[Path],
    music: Path,
    target: Path,
    form: Format,
    seconds: float,
    length: float,
    turned: bool,
) -> None:
    """Fade the shots into one another and set them to the music."""
    inputs = [part for clip in clips for part in ("-i", str(clip))]
    chains: list[str] = []
    last = "[0]"
    for k in range(1, len(clips)):
        start = k * (length - FADE)
        chains.append(f"{last}[{k}]xfade=transition=fade:duration={FADE}:offset={start:.3f}[x{k}]")
        last = f"[x{k}]"
    turn = ",transpose=2" if turned else ""
    chains.append(
        f"{last}fade=t=in:d=1,fade=t=out:st={seconds - 2}:d=2,fps={form.fps}{turn},format=yuv420p[v]"
    )
    sound = len(clips)
    reverb = "aecho=0.8:0.7:60|130|270|410:0.30|0.22|0.16|0.10"
    chains.append(
        f"[{sound}]{reverb},lowpass=f=5200,loudnorm=I=-18:TP=-3:LRA=9,afade=t=in:d=2,afade=t=out:st={seconds - 4}:d=4[a]"
    )
    whole = target.with_suffix(".whole" + target.suffix)
    _run(
        *inputs,
        "-i",
        str(music),
        "-filter_complex",
        ";".join(chains),
        "-map",
        "[v]",
        "-map",
        "[a]",
        "-t",
        str(seconds),
        "-r",
        str(form.fps),
        *form.codec,
        "-map_metadata",
        "-1",
        str(whole),
    )
    if turned:
        # A telephone held upright stores a lying picture and a note to turn it.
        _run("-display_rotation", "-90", "-i", str(whole), "-c", "copy", str(target))
        whole.unlink()
    else:
        whole.replace(target)


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
    top = max(max(left), -min(left), max(right), -min(right)) or 1.0
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
