"""The photo of full size that newsrooms get."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image, JpegImagePlugin

from site_builder.media import engine, image, mend
from site_builder.media.recipe import PressRecipe, Refused, StillRecipe
from tests.unit.media.test_image import P3, SECRETS, profile, saved, scene, unlike, with_secrets

RECIPE = PressRecipe("李秀兰", "课堂上", "林默 摄", "须署名", "https://example.org/")


def copy_of(original: Path, recipe: PressRecipe = RECIPE) -> Image.Image:
    out = original.parent / "press"
    out.mkdir(exist_ok=True)
    made = image.press(original, recipe, out).file
    opened = Image.open(out / made.path)
    assert (made.path, made.type) == ("press.jpg", "image/jpeg")
    assert (made.width, made.height) == opened.size
    return opened


def test_it_has_every_pixel_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    wide = scene(2400, 1600)
    stored = wide.transpose(Image.Transpose.ROTATE_90)
    copy = copy_of(saved(tmp_path / "a.jpg", stored, exif=exif, quality=95))
    assert copy.size == (2400, 1600)
    assert unlike(copy, wide) < 2


def test_it_is_srgb_and_says_so(tmp_path: Path) -> None:
    original = Image.new("RGB", (60, 40), (150, 120, 110))
    copy = copy_of(saved(tmp_path / "a.jpg", original, icc_profile=profile(P3, 2.2)))
    icc = copy.info["icc_profile"]
    assert len(icc) < 1000
    assert b"sRGB" in icc.replace(b"\0", b"")
    pixel = copy.getpixel((30, 20))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 152


def test_nothing_of_the_originals_metadata_is_in_it(tmp_path: Path) -> None:
    copy_of(with_secrets(tmp_path))
    raw = (tmp_path / "press" / "press.jpg").read_bytes()
    ours = (b"ns.adobe", b"ICC_PROFILE")
    assert [each for each in SECRETS if each in raw and each not in ours] == []
    assert raw.count(b"ns.adobe.com/xap/1.0/\0") == 1
    assert raw.endswith(b"\xff\xd9")
    assert not Image.open(io.BytesIO(raw)).getexif()


@pytest.mark.parametrize(("stored", "kept"), [("4:2:0", 2), ("4:2:2", 0), ("4:4:4", 0)])
def test_colour_is_kept_as_fine_as_it_came(tmp_path: Path, stored: str, kept: int) -> None:
    copy = copy_of(saved(tmp_path / "a.jpg", scene(), subsampling=stored))
    assert JpegImagePlugin.get_sampling(copy) == kept


def test_a_png_is_kept_at_full_colour_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    copy = copy_of(saved(tmp_path / "a.png", clear))
    assert JpegImagePlugin.get_sampling(copy) == 0
    assert copy.getpixel((30, 20)) == (255, 255, 255)


def test_the_same_photo_and_words_give_the_same_bytes(tmp_path: Path) -> None:
    original = saved(tmp_path / "a.jpg", scene())
    both = []
    for _ in range(2):
        copy_of(original)
        both.append((tmp_path / "press" / "press.jpg").read_bytes())
    assert both[0] == both[1]


def test_a_torn_photo_is_refused(tmp_path: Path) -> None:
    original = saved(tmp_path / "a.jpg", scene())
    original.write_bytes(original.read_bytes()[:900])
    with pytest.raises(Refused):
        copy_of(original)


def peak(original: Path) -> int:
    """Bytes of memory at most while its press copy is made."""
    import resource  # noqa: PLC0415 - in the process that is measured

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    copy_of(original)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024


def test_memory_stays_within_a_few_times_the_pixels(tmp_path: Path) -> None:
    size = (8160, 6120)  # 50 megapixels
    small = scene(816, 612).resize(size)
    original = saved(tmp_path / "a.jpg", small, quality=80)
    del small
    assert engine.alone(peak, original) < 3 * 4 * size[0] * size[1]


# --- what Pillow stumbles over ---------------------------------------------------------------


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


LONG = b"x" * (mend.TEXT + 1)
TEXTS = {
    "packed": chunk(b"zTXt", b"Comment\0\0" + zlib.compress(LONG * 30)),
    "international": chunk(b"iTXt", b"Comment\0\x01\0\0\0" + zlib.compress(LONG)),
    "international, not packed": chunk(b"iTXt", b"Comment\0\0\0\0\0" + LONG),
    "plain": chunk(b"tEXt", b"Comment\0" + LONG),
    "many": chunk(b"zTXt", b"Comment\0\0" + zlib.compress(LONG[:-9])) * 80,
}


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_png_with_texts_beyond_bounds_is_shown_without_them(
    tmp_path: Path, text: str, place: str
) -> None:
    out = io.BytesIO()
    scene().save(out, "PNG")
    raw = out.getvalue()
    at = 33 if place == "before" else len(raw) - 12  # after the header, or before the end
    (tmp_path / "a.png").write_bytes(raw[:at] + TEXTS[text] + raw[at:])
    (tmp_path / "out").mkdir()
    still = image.stills(tmp_path / "a.png", StillRecipe(), tmp_path / "out")
    assert unlike(Image.open(tmp_path / "out" / still.jpeg.path), scene()) < 4


def test_a_png_with_usual_texts_is_read_as_it_is(tmp_path: Path) -> None:
    out = io.BytesIO()
    scene().save(out, "PNG")
    (tmp_path / "a.png").write_bytes(out.getvalue())
    assert mend.mended(tmp_path / "a.png") is None


@pytest.mark.parametrize("table", [b"", bytes(range(6))])
def test_a_gif_that_ends_before_its_first_picture_is_an_empty_one(
    tmp_path: Path, table: bytes
) -> None:
    flags = 0x80 if table else 0
    (tmp_path / "a.gif").write_bytes(
        b"GIF89a" + struct.pack("<HHBBB", 30, 20, flags, 0, 0) + table + b";"
    )
    copy = copy_of(tmp_path / "a.gif")
    assert copy.size == (30, 20)
    assert copy.getcolors() == [(600, (255, 255, 255))]
