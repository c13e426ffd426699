"""Faces: found on a real photo, and kept in every crop they fit into."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from site_builder.media import faces, image
from site_builder.media.faces import Face
from site_builder.media.recipe import StillRecipe
from site_builder.publish import pictures

HEAD = (0.299, 0.030, 0.589, 0.35)
"""Of the astronaut: left, top, right, bottom, hair and chin in, as shares; measured by hand."""


@pytest.fixture(scope="session")
def astronaut(corpus: Path) -> Path:
    if not faces.available():
        pytest.skip("the extra `faces` is not installed")
    return corpus / "image" / "face" / "astronaut.png"


def shown(size: tuple[int, int], crop: float, at: tuple[float, float]) -> tuple[float, ...]:
    """What object-fit: cover shows of a picture in a box of `crop` (width / height), as shares."""
    width, height = size
    across = min(1.0, height * crop / width)
    down = min(1.0, width / crop / height)
    left, top = at[0] * (1 - across), at[1] * (1 - down)
    return left, top, left + across, top + down


@pytest.mark.parametrize("crop", [1, 4 / 3, 3 / 4, 16 / 9])
@pytest.mark.parametrize("cut", [(0, 0, 512, 512), (0, 0, 512, 384), (0, 0, 384, 512)])
def test_every_crop_keeps_the_whole_head(
    astronaut: Path, tmp_path: Path, cut: tuple[int, int, int, int], crop: float
) -> None:
    Image.open(astronaut).convert("RGB").crop(cut).save(tmp_path / "a.png")
    still = image.stills(tmp_path / "a.png", StillRecipe(faces=True), tmp_path)
    steps = [int(part[3:]) / 100 for part in pictures.picture(still, "").focus.split()]
    left, top, right, bottom = shown((still.width, still.height), crop, (steps[0], steps[1]))
    wide, high = 512 / still.width, 512 / still.height
    assert left <= HEAD[0] * wide
    assert right >= HEAD[2] * wide
    assert top <= HEAD[1] * high
    assert bottom >= HEAD[3] * high


def test_without_the_usual_wish_no_face_is_looked_for(astronaut: Path, tmp_path: Path) -> None:
    assert image.stills(astronaut, StillRecipe(), tmp_path).focus is None


def test_where_there_is_no_face_there_is_no_focus(tmp_path: Path) -> None:
    Image.effect_noise((400, 300), 80).convert("RGB").save(tmp_path / "a.png")
    assert image.stills(tmp_path / "a.png", StillRecipe(faces=True), tmp_path).focus is None


def test_without_the_extra_everything_else_is_the_same(tmp_path: Path) -> None:
    code = """
        import sys
        sys.modules["yuface"] = None  # as where it is not installed
        from site_builder.media import faces
        print(faces.focus(bytes(64 * 64 * 3), 64, 64))
    """
    line = [sys.executable, "-c", "\n".join(part.strip() for part in code.splitlines())]
    assert subprocess.run(line, check=True, capture_output=True).stdout == b"None\n"
    assert tmp_path.is_dir()


def test_a_head_at_the_edge_holds_the_crop_there() -> None:
    assert faces.held((Face(0.0, 0.1, 0.2, 0.2),)) == (0.0, 0.0)
    assert faces.held((Face(0.8, 0.8, 0.2, 0.2),)) == (1.0, 1.0)


def test_two_heads_stay_in_every_crop_they_fit_into() -> None:
    pair = (Face(0.1, 0.3, 0.1, 0.1), Face(0.5, 0.3, 0.12, 0.12))
    at = faces.held(pair)
    assert at is not None
    for share in (0.58, 0.7, 0.8, 1.0):
        left = at[0] * (1 - share)
        assert left <= 0.076
        assert left + share >= 0.649


def test_someone_in_the_crowd_does_not_move_the_crop() -> None:
    main, far = Face(0.2, 0.2, 0.2, 0.3), Face(0.9, 0.1, 0.02, 0.03)
    assert faces.held((main, far)) == faces.held((main,))


def test_no_face_no_point() -> None:
    assert faces.held(()) is None
