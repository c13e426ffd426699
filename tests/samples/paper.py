"""Paper, scissors and lamp: smooth outlines, sheets cut from them, and the shadows they cast."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from palette import Colour, mix
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Path = list[Point]

SHORT_SIDE = 1000.0  # every picture is this many units across its shorter side
SIZES = {"wide": (1800, 1200), "tall": (1200, 1800), "square": (1400, 1400)}
OVERSAMPLING = 3


def _handle(before: Point, point: Point, after: Point) -> tuple[Point, Point]:
    """Return the Bézier handles of a centripetal Catmull-Rom spline at `point`."""
    one = max(math.dist(before, point), 1e-6) ** 0.5
    two = max(math.dist(point, after), 1e-6) ** 0.5

    def handle(a: float, b: float, first: Point, last: Point) -> Point:
        scale = 3 * a * (a + b)
        keep = 2 * a * a + 3 * a * b + b * b
        return (
            (a * a * last[0] - b * b * first[0] + keep * point[0]) / scale,
            (a * a * last[1] - b * b * first[1] + keep * point[1]) / scale,
        )

    return handle(two, one, after, before), handle(one, two, before, after)


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 14) -> Path:
    """Draw a smooth Bézier curve through the points, without overshooting where they are close."""
    count = len(points)
    last = count if closed else count - 1
    around = [
        (points[i - 1] if closed or i else points[0], points[i], points[(i + 1) % count])
        if closed or i < count - 1
        else (points[i - 1], points[i], points[i])
        for i in range(count)
    ]
    handles = [_handle(*three) for three in around]
    path: Path = []
    for i in range(last):
        a, d = points[i], points[(i + 1) % count]
        b, c = handles[i][1], handles[(i + 1) % count][0]
        for step in range(steps):
            t = step / steps
            u = 1 - t
            w = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            path.append(
                (
                    w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0],
                    w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1],
                )
            )
    return path if closed else [*path, points[-1]]


def stroke(points: Sequence[Point], widths: Sequence[float], steps: int = 12) -> Path:
    """Outline a brush stroke of changing width: branches, arms, eyebrows, cut lines."""
    spine = smooth(points, closed=False, steps=steps) if len(points) > 2 else list(points)
    left: Path = []
    right: Path = []
    top = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        (ax, ay), (bx, by) = spine[max(i - 1, 0)], spine[min(i + 1, top)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        place = i / top * (len(widths) - 1)
        index = min(int(place), len(widths) - 2)
        share = place - index
        half = (widths[index] * (1 - share) + widths[index + 1] * share) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return [*left, *_cap(left[-1], right[-1]), *reversed(right), *_cap(right[0], left[0])]


def _cap(start: Point, end: Point) -> Path:
    """Round off a stroke's end, from one of its edges to the other."""
    cx, cy = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radius = math.dist(start, end) / 2
    angle = math.atan2(start[1] - cy, start[0] - cx)
    turns = (angle - math.pi * k / 8 for k in range(1, 8))
    return [(cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in turns]


def ellipse(x: float, y: float, rx: float, ry: float | None = None, angle: float = 0.0) -> Path:
    """Outline an ellipse, or a circle, turned by `angle` degrees."""
    ry = rx if ry is None else ry
    turn = math.radians(angle)
    path = []
    for k in range(72):
        a = math.tau * k / 72
        px, py = rx * math.cos(a), ry * math.sin(a)
        path.append(
            (
                x + px * math.cos(turn) - py * math.sin(turn),
                y + px * math.sin(turn) + py * math.cos(turn),
            )
        )
    return path


def box(left: float, top: float, right: float, bottom: float, radius: float = 0.0) -> Path:
    """Outline a rectangle, its corners rounded on request."""
    if radius <= 0:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    corners = ((right, bottom, 0), (left, bottom, 1), (left, top, 2), (right, top, 3))
    path: Path = []
    for x, y, quarter in corners:
        cx = x - radius if x == right else x + radius
        cy = y - radius if y == bottom else y + radius
        for k in range(9):
            a = math.pi / 2 * (quarter + k / 8)
            path.append((cx + radius * math.cos(a), cy + radius * math.sin(a)))
    return path


def lens(start: Point, end: Point, width: float, bend: float = 0.0) -> Path:
    """Outline the sliver that a knife leaves: pointed at both ends, bent to one side."""
    mx, my = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    dx, dy = end[0] - start[0], end[1] - start[1]
    middle = (mx - dy * bend, my + dx * bend)
    return stroke([start, middle, end], [0, width * 0.8, width, width * 0.8, 0])


@dataclass(frozen=True)
class Frame:
    """Where a motif sits: its own 100 units become `size`, flipped and turned."""

    x: float
    y: float
    size: float
    flip: bool = False
    angle: float = 0.0

    def __call__(self, path: Iterable[Point]) -> Path:
        """Move an outline from the motif's own measure to the picture's."""
        scale = self.size / 100
        side = -scale if self.flip else scale
        turn = math.radians(-self.angle if self.flip else self.angle)
        cos, sin = math.cos(turn), math.sin(turn)
        moved = ((px * side, py * scale) for px, py in path)
        return [(self.x + px * cos - py * sin, self.y + px * sin + py * cos) for px, py in moved]

    def point(self, x: float, y: float) -> Point:
        """Move one point."""
        return self([(x, y)])[0]

    def within(self, x: float, y: float, size: float, angle: float = 0.0) -> Frame:
        """Make a frame for a motif that is part of this one."""
        px, py = self.point(x, y)
        turned = self.angle + angle
        return Frame(px, py, self.size * size / 100, self.flip, turned)


@dataclass
class Sheet:
    """One piece of paper: what is kept of it and what is cut out, in order."""

    shapes: list[tuple[Path, bool]] = field(default_factory=list)

    def add(self, *paths: Path) -> Sheet:
        """Keep the paper inside these outlines."""
        self.shapes.extend((path, True) for path in paths)
        return self

    def cut(self, *paths: Path) -> Sheet:
        """Take the paper inside these outlines away."""
        self.shapes.extend((path, False) for path in paths)
        return self

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the corners of what was kept."""
        xs = [x for path, kept in self.shapes if kept for x, _ in path]
        ys = [y for path, kept in self.shapes if kept for _, y in path]
        return min(xs), min(ys), max(xs), max(ys)


class Canvas:
    """A light table on which sheets are laid, far ones first, each casting a soft shadow.

    Sheets gather in planes, so that a film can move the near ones faster than the far ones.
    """

    def __init__(self, size: str, seed: str) -> None:
        """Lay out an empty table; `seed` makes every chance decision repeatable."""
        self.pixels = SIZES[size]
        self.scale = min(self.pixels) / SHORT_SIDE
        self.width = self.pixels[0] / self.scale
        self.height = self.pixels[1] / self.scale
        self.chance = random.Random(seed)
        self.seed = seed
        self._worn: list[tuple[Colour, str]] = []
        self.planes = [Image.new("RGBA", self.pixels)]

    def unlike(self, coat: Colour, hair: str) -> tuple[Colour, str] | None:
        """Accept somebody whose coat and hair differ from those of the last two people."""
        if any(coat == worn or hair == style for worn, style in self._worn[-2:]):
            return None
        self._worn.append((coat, hair))
        return coat, hair

    def plane(self) -> None:
        """Let what follows move apart from what lies there already."""
        self.planes.append(Image.new("RGBA", self.pixels))

    def lay(
        self,
        sheet: Sheet,
        top: Colour,
        low: Colour | None = None,
        lift: float = 9.0,
        alpha: float = 1.0,
    ) -> None:
        """Lay a sheet down, shaded from top to low; `lift` is its height over those below."""
        if not sheet.shapes:
            return
        left, upper, right, lower = self._area(sheet, lift)
        if right <= left or lower <= upper:
            return
        mask = self._mask(sheet, left, upper, right, lower)
        if alpha < 1:
            mask = mask.point(lambda value: int(value * alpha))
        target = self.planes[-1]
        corner = (left, upper)
        if lift > 0:
            target.alpha_composite(self._shadow(mask, lift), corner)
        paint = _gradient(mask.size, top, low or mix(top, (40, 24, 20), 0.10))
        if lift > 0:
            rim = ImageChops.subtract(mask, ImageChops.offset(mask, 1, 2)).point(
                lambda v: int(v * 0.34)
            )
            paint.paste((255, 250, 238), (0, 0), rim)
        paint.putalpha(mask)
        target.alpha_composite(paint, corner)

    def glow(self, x: float, y: float, radius: float, tint: Colour, strength: float) -> None:
        """Let a lamp, a window or the sun shine on the sheets laid so far."""
        size = max(int(radius * 2 * self.scale), 2)
        light = ImageChops.invert(Image.radial_gradient("L")).resize((size, size))
        # Pillow's gradient reaches its end in the corners; the lamp's must end at the edge.
        light = light.point(lambda v: int(max((v - 76) / 179, 0) ** 1.5 * 255 * strength))
        spot = Image.new("RGBA", (size, size), (*tint, 0))
        spot.putalpha(light)
        left, top = int((x - radius) * self.scale), int((y - radius) * self.scale)
        whole = Image.new("RGBA", self.pixels)
        whole.paste(spot, (left, top))
        self.planes[-1].alpha_composite(whole)

    def finished(self) -> Image.Image:
        """Flatten the planes and give the whole the grain of rice paper."""
        flat = self.planes[0].copy()
        for plane in self.planes[1:]:
            flat.alpha_composite(plane)
        return ImageChops.add(flat.convert("RGB"), _grain(self.pixels), 1, -128)

    def _area(self, sheet: Sheet, lift: float) -> tuple[int, int, int, int]:
        left, top, right, bottom = sheet.bounds()
        margin = lift * 3 + 3
        return (
            max(int((left - margin) * self.scale), 0),
            max(int((top - margin) * self.scale), 0),
            min(int((right + margin) * self.scale) + 1, self.pixels[0]),
            min(int((bottom + margin) * self.scale) + 1, self.pixels[1]),
        )

    def _mask(self, sheet: Sheet, left: int, top: int, right: int, bottom: int) -> Image.Image:
        factor = self.scale * OVERSAMPLING
        size = (right - left) * OVERSAMPLING, (bottom - top) * OVERSAMPLING
        large = Image.new("L", size)
        pen = ImageDraw.Draw(large)
        dx, dy = left * OVERSAMPLING, top * OVERSAMPLING
        for path, kept in sheet.shapes:
            if len(path) > 2:
                moved = [(x * factor - dx, y * factor - dy) for x, y in path]
                pen.polygon(moved, fill=255 if kept else 0)
        return large.resize(
            (right - left, bottom - top), Image.Resampling.LANCZOS, reducing_gap=1.5
        )

    def _shadow(self, mask: Image.Image, lift: float) -> Image.Image:
        reach = lift * self.scale
        shifted = Image.new("L", mask.size)
        shifted.paste(mask, (round(reach * 0.35), round(reach * 0.75)))
        soft = shifted.filter(ImageFilter.GaussianBlur(reach * 0.75))
        shade = Image.new("RGBA", mask.size, (38, 20, 22, 0))
        shade.putalpha(soft.point(lambda value: int(value * 0.42)))
        return shade


def _gradient(size: tuple[int, int], top: Colour, low: Colour) -> Image.Image:
    """Shade a rectangle from one colour down to another."""
    strip = Image.new("RGB", (1, 64))
    strip.putdata([mix(top, low, row / 63) for row in range(64)])
    return strip.resize(size, Image.Resampling.BILINEAR)


@cache
def _grain(size: tuple[int, int]) -> Image.Image:
    """Make the faint clouding and the fibres of hand-made paper, once for each size."""
    chance = random.Random("rice paper")

    def noise(divisor: int, strength: float) -> Image.Image:
        small = size[0] // divisor, size[1] // divisor
        raw = Image.frombytes("L", small, chance.randbytes(small[0] * small[1]))
        grey = raw.point(lambda value: int(128 + (value - 128) * strength))
        return grey.resize(size, Image.Resampling.BICUBIC)

    grain = Image.blend(noise(2, 0.045), noise(70, 0.08), 0.5)
    fibres = Image.new("L", size, 128)
    pen = ImageDraw.Draw(fibres)
    for _ in range(size[0] * size[1] // 9000):
        x, y = chance.uniform(0, size[0]), chance.uniform(0, size[1])
        angle, length = chance.uniform(0, math.tau), chance.uniform(8, 34)
        bend = chance.uniform(-0.6, 0.6)
        run = [
            (
                x + length * k / 6 * math.cos(angle + bend * k / 6),
                y + length * k / 6 * math.sin(angle + bend * k / 6),
            )
            for k in range(7)
        ]
        pen.line(run, fill=chance.choice((116, 138, 142)), width=1)
    mixed = ImageChops.add(grain, fibres.filter(ImageFilter.GaussianBlur(0.6)), 1, -128)
    return Image.merge("RGB", (mixed, mixed, mixed))
