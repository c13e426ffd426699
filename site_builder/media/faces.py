"""Faces in a picture, and where to hold it when it is cropped. The only file that knows yuface."""

from __future__ import annotations

import contextlib
import importlib.util
from dataclasses import dataclass

CONFIDENCE = 0.7
ABOVE, BESIDE = 0.5, 0.25
"""What a head has, with its hair, above and beside the face, as shares of the face."""
SIDE_PART = 0.25
"""Share of the largest face's area under which a face is no main one: someone in the crowd."""


@dataclass(frozen=True)
class Face:
    """A box around a face, brow to chin, as shares of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float


def available() -> bool:
    """Whether the extra `faces` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("yuface", "numpy"))


def focus(pixels: bytes, width: int, height: int) -> tuple[float, float] | None:
    """Where to hold a picture of 8-bit RGB, across and down; None where no face is found."""
    return held(found(pixels, width, height))


def held(faces: tuple[Face, ...]) -> tuple[float, float] | None:
    """The point, as shares, by which a crop is to be placed (CSS' object-position).

    It divides the heads' box from the edges in proportion, so that any crop into which the box
    fits shows it whole: with a the room before it and b the room after, a / (a + b).
    """
    largest = max((face.width * face.height for face in faces), default=0.0)
    main = [face for face in faces if face.width * face.height >= largest * SIDE_PART]
    if not main:
        return None
    return (
        _divided(
            min(face.left - face.width * BESIDE for face in main),
            max(face.left + face.width * (1 + BESIDE) for face in main),
        ),
        _divided(
            min(face.top - face.height * ABOVE for face in main),
            max(face.top + face.height for face in main),
        ),
    )


def _divided(start: float, stop: float) -> float:
    before, after = max(0.0, start), max(0.0, 1 - stop)
    return round(before / (before + after), 3) if before + after else 0.5


def found(pixels: bytes, width: int, height: int) -> tuple[Face, ...]:
    """The faces in a picture of 8-bit RGB; none where the extra is not installed."""
    with contextlib.suppress(ImportError):
        import numpy  # noqa: PLC0415 - an extra, and slow to import
        import yuface  # noqa: PLC0415 - as above

        rgb = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width, 3)
        _, boxes, _ = yuface.detect(numpy.ascontiguousarray(rgb[:, :, ::-1]), CONFIDENCE)
        return tuple(
            Face(x / width, y / height, w / width, h / height) for x, y, w, h in boxes.tolist()
        )
    return ()
