"""The opening film put together: its pieces as they are, and one sound made level for the whole."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from site_builder.media import ffmpeg, footage_lines, loudness
from site_builder.media.demux import frames_in
from site_builder.media.footage_lines import Bed, Laid
from site_builder.media.loudness import Loudness
from site_builder.media.recipe import Refused
from site_builder.whole import placing

LOUDNESS, PEAK = -23.0, -2.0
"""What the film is brought to: LUFS (EBU R 128), and the true peak that it does not pass, in dBTP."""
_NEAR = 0.3
"""LU that nobody hears."""
_MUSIC = -30.0
"""LUFS of the bed, before it gives way to speech."""
_TRIES = 5


def soundtrack(
    laid: Sequence[Laid], music: Path | None, seconds: float, out: Path
) -> Loudness | None:
    """Write all that is heard to `out`, as AAC; returns how loud it was measured, None where nothing
    is heard. Raises `Refused`.
    """
    limit = 300 + seconds * 4
    with tempfile.TemporaryDirectory() as scratch:
        mixed = Path(scratch) / "mix.flac"
        bed = Bed(music, _raised(measured(music, limit), _MUSIC)) if music else None
        ffmpeg.run(footage_lines.mix_line(laid, bed, seconds, mixed), limit)
        return _level(mixed, out, limit)


def splice(footage: Sequence[Path], heard: Path, frames: int, out: Path) -> None:
    """Write the film to `out`, whole or not at all. `frames` is how long it must be. Raises
    `Refused`.
    """
    with tempfile.TemporaryDirectory() as scratch, placing(out) as part:
        listed = Path(scratch) / "pieces.txt"
        listed.write_text("".join(f"file 'file:{_quoted(path)}'\n" for path in footage), "utf-8")
        ffmpeg.run(footage_lines.splice_line(listed, heard, part), 300 + frames)
        got = frames_in(part)
        if got != frames:
            raise Refused("truncated", f"the film has {got} frames, {frames} are due")


def measured(path: Path, limit: float) -> Loudness | None:
    """How loud a file is; None where nothing is heard. Raises `Refused`."""
    found = loudness.told(ffmpeg.run(footage_lines.loudness_line(path), limit).lines)
    return found if found and found.integrated > loudness.UNHEARD else None


def _level(mixed: Path, out: Path, limit: float) -> Loudness | None:
    """Encode the mix as loud as it should be, by what the encoded sound measures: a lossy codec
    raises peaks. Returns what it measured at last.
    """
    found = measured(mixed, limit)
    gain, peak = _raised(found, LOUDNESS), PEAK - 1.0
    for _ in range(_TRIES):
        ffmpeg.run(footage_lines.levelled_line(mixed, gain, peak, out), limit)
        if (found := measured(out, limit)) is None:
            break
        off, over = LOUDNESS - found.integrated, found.peak - PEAK
        if abs(off) <= _NEAR and over <= 0:
            break
        gain += off
        peak -= max(0.0, over) + (0.2 if over > 0 else 0.0)
    return found


def _raised(found: Loudness | None, wanted: float) -> float:
    return wanted - found.integrated if found else 0.0


def _quoted(path: Path) -> str:
    """As the list of ffmpeg's concat wants it, within single quotes."""
    return str(path).replace("'", "'\\''")
