"""Pictures: what they are found to be, and what becomes of them."""

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageStat

from site_builder.content.original import PictureFacts, Unreadable
from site_builder.media import image
from site_builder.media.recipe import Refused, StillRecipe, StillSet

SMALL = StillRecipe(widths=(80, 160), jpeg_width=160)
Colour = tuple[int, int, int]
Read = Callable[[Path], Image.Image]


def scene(width: int = 240, height: int = 160) -> Image.Image:
    """Four quarters of different colours, so that no turn looks like another."""
    picture = Image.new("RGB", (width, height), (200, 60, 50))
    picture.paste((60, 160, 70), (width // 2, 0, width, height // 2))
    picture.paste((50, 70, 190), (0, height // 2, width // 2, height))
    picture.paste((230, 220, 200), (width // 2, height // 2, width, height))
    return picture


def saved(path: Path, picture: Image.Image, **options: object) -> Path:
    picture.save(path, **options)  # type: ignore[arg-type]  # Pillow's own options
    return path


def made(original: Path, recipe: StillRecipe = SMALL) -> StillSet:
    out = original.parent / f"{original.stem}-copies"
    out.mkdir()
    return image.stills(original, recipe, out)


def jpeg(original: Path, still: StillSet) -> Image.Image:
    return Image.open(original.parent / f"{original.stem}-copies" / still.jpeg.path)


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of a channel, 0 to 255."""
    pair = [each.convert("RGB").resize((64, 64)) for each in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*pair)).mean) / 3


def colour_of(original: Path) -> Colour:
    """The middle of the copy."""
    copy = jpeg(original, made(original))
    pixel = copy.convert("RGB").getpixel((copy.width // 2, copy.height // 2))
    assert isinstance(pixel, tuple)
    return (int(pixel[0]), int(pixel[1]), int(pixel[2]))


def near(one: Colour, other: Colour, within: int = 8) -> bool:
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


# --- the set ---------------------------------------------------------------------------------


def test_a_photo_gives_avif_in_every_width_and_one_jpeg(tmp_path: Path) -> None:
    still = made(saved(tmp_path / "a.jpg", scene(2000, 1000)), StillRecipe())
    assert [copy.width for copy in still.avif] == [320, 640, 960, 1600]
    assert (still.jpeg.width, still.jpeg.height) == (960, 480)
    assert (still.width, still.height) == (1600, 800)
    for copy in (*still.avif, still.jpeg):
        with Image.open(tmp_path / "a-copies" / copy.path) as opened:
            assert opened.size == (copy.width, copy.height)
            assert opened.format == {"image/avif": "AVIF", "image/jpeg": "JPEG"}[copy.type]


def test_nothing_is_enlarged(tmp_path: Path) -> None:
    still = made(saved(tmp_path / "a.png", scene(100, 50)), StillRecipe())
    assert [copy.width for copy in still.avif] == [100]
    assert still.jpeg.width == still.width == 100


def test_a_photo_of_one_pixel_is_a_photo(tmp_path: Path) -> None:
    still = made(saved(tmp_path / "a.png", Image.new("RGB", (1, 1), "red")))
    assert (still.width, still.height) == (1, 1)


@pytest.mark.parametrize("size", [(1999, 7), (7, 1999)])
def test_a_very_long_photo_is_a_photo(tmp_path: Path, size: tuple[int, int]) -> None:
    original = saved(tmp_path / "a.jpg", Image.new("RGB", size, "red"))
    assert isinstance(image.look(original, "d"), PictureFacts)
    still = made(original)
    assert still.width == min(160, size[0])


def test_the_colour_is_the_picture_s_mean(tmp_path: Path) -> None:
    still = made(saved(tmp_path / "a.png", Image.new("RGB", (200, 100), (180, 40, 30))))
    assert still.colour == "#b4281e"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "GIF"])
def test_every_usual_format_is_read_by_its_content(tmp_path: Path, format_: str) -> None:
    original = saved(tmp_path / "a.jpg", scene(), format=format_)
    facts = image.look(original, "d")
    assert isinstance(facts, PictureFacts)
    assert (facts.format, facts.width, facts.height) == (format_, 240, 160)
    assert facts.bytes == original.stat().st_size
    assert unlike(jpeg(original, made(original)), scene()) < 8


def test_of_an_animation_the_first_frame_is_shown(tmp_path: Path) -> None:
    original = tmp_path / "a.gif"
    Image.new("RGB", (90, 60), "red").save(
        original, save_all=True, append_images=[Image.new("RGB", (90, 60), "blue")]
    )
    assert near(colour_of(original), (254, 0, 0))


# --- turning ---------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_comes_upright(tmp_path: Path, turn: int) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = scene() if turn == 1 else scene().transpose(Image.Transpose(undo[turn]))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    original = saved(tmp_path / f"{turn}.jpg", stored, exif=exif, quality=95)
    facts = image.look(original, "d")
    assert isinstance(facts, PictureFacts)
    assert (facts.width, facts.height) == (240, 160)
    copy = jpeg(original, made(original))
    assert unlike(copy, scene()) < 4
    assert ExifTags.Base.Orientation not in copy.getexif()


@pytest.mark.parametrize("turn", range(2, 9))
def test_the_corpus_comes_upright(tmp_path: Path, corpus: Path, turn: int) -> None:
    pair = []
    for number in (1, turn):
        (tmp_path / str(number)).mkdir()
        original = corpus / "image" / "orient" / f"Landscape_{number}.jpg"
        still = image.stills(original, SMALL, tmp_path / str(number))
        pair.append(Image.open(tmp_path / str(number) / still.jpeg.path))
    assert pair[0].size == pair[1].size
    assert unlike(*pair) < 3


# --- colour ----------------------------------------------------------------------------------

P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))


def profile(primaries: tuple[tuple[float, float], ...], gamma: float) -> bytes:
    """A small ICC profile of these red, green and blue, for white at D50 (adapted by hand)."""
    xyz = [(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]
    white = (0.9505, 1.0, 1.089)
    scale = solved(xyz, white)
    columns = [adapted(tuple(part * s for part in c)) for c, s in zip(xyz, scale, strict=True)]
    tags = {b"wtpt": xyz_tag((0.9642, 1.0, 0.8249)), b"desc": text_tag(), b"cprt": text_tag()}
    for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True):
        tags[name] = xyz_tag(column)
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        tags[name] = b"curv" + bytes(4) + struct.pack(">IHxx", 1, round(gamma * 256))
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        table += name + struct.pack(">II", at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI4s4s4s12s4s", at + len(body), b"lcms", 0x04000000, b"mntr", b"RGB ",
                       b"XYZ ", bytes(12), b"acsp")  # fmt: skip
    head += bytes(28) + struct.pack(">III", 0xF6D6, 0x10000, 0xD32D) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + body


def xyz_tag(value: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(each * 65536) for each in value))


def text_tag() -> bytes:
    text = "test".encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text


def adapted(xyz: tuple[float, ...]) -> tuple[float, ...]:
    """From D65 to D50, by Bradford's matrix."""
    rows = ((1.0479, 0.0229, -0.0502), (0.0296, 0.9904, -0.0171), (-0.0092, 0.0151, 0.7519))
    return tuple(sum(a * b for a, b in zip(row, xyz, strict=True)) for row in rows)


def solved(
    columns: list[tuple[float, float, float]], white: Colour | tuple[float, ...]
) -> list[float]:
    """Cramer's rule for three unknowns."""

    def det(a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...]) -> float:
        return (
            a[0] * (b[1] * c[2] - c[1] * b[2])
            - b[0] * (a[1] * c[2] - c[1] * a[2])
            + c[0] * (a[1] * b[2] - b[1] * a[2])
        )

    whole, w = det(*columns), tuple(white)
    a, b, c = columns
    return [det(w, b, c) / whole, det(a, w, c) / whole, det(a, b, w) / whole]


def test_display_p3_becomes_srgb(tmp_path: Path) -> None:
    picture = Image.new("RGB", (160, 80), (150, 120, 90))
    original = saved(tmp_path / "p3.png", picture, icc_profile=profile(P3, 2.2))
    assert near(colour_of(original), (156, 119, 86), within=3)


def test_adobe_rgb_becomes_srgb(tmp_path: Path) -> None:
    picture = Image.new("RGB", (160, 80), (150, 170, 90))
    original = saved(tmp_path / "adobe.png", picture, icc_profile=profile(ADOBE, 2.2))
    assert near(colour_of(original), (142, 171, 84), within=3)


def test_cmyk_is_not_inverted(tmp_path: Path) -> None:
    picture = Image.new("CMYK", (160, 80), (0, 255, 255, 0))
    red, green, blue = colour_of(saved(tmp_path / "cmyk.jpg", picture))
    assert red > 200
    assert max(green, blue) < 90


def test_16_bit_grey_keeps_its_middle(tmp_path: Path) -> None:
    picture = Image.new("I;16", (160, 80), 32768)
    assert near(colour_of(saved(tmp_path / "grey.png", picture)), (128, 128, 128), within=3)


def test_lab_becomes_srgb(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    picture = Image.new("RGB", (160, 80), (180, 60, 50))
    stored = ImageCms.profileToProfile(picture, srgb, lab, outputMode="LAB")
    assert stored is not None
    assert near(colour_of(saved(tmp_path / "lab.tif", stored)), (180, 60, 50))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(tmp_path: Path, mode: str) -> None:
    picture = Image.new("RGBA", (160, 80), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    assert colour_of(saved(tmp_path / f"{mode}.png", picture, **options)) == (255, 255, 255)


@pytest.mark.parametrize("icc", [b"nonsense", b"\x00" * 200])
def test_a_broken_profile_is_passed_over(tmp_path: Path, icc: bytes) -> None:
    picture = Image.new("RGB", (160, 80), (180, 60, 50))
    assert near(colour_of(saved(tmp_path / "a.jpg", picture, icc_profile=icc)), (180, 60, 50))


def test_an_hdr_picture_is_not_washed_out(tmp_path: Path, corpus: Path) -> None:
    still = image.stills(corpus / "image" / "hdr" / "hdr_p3.avif", SMALL, tmp_path)
    spread = ImageStat.Stat(Image.open(tmp_path / still.jpeg.path).convert("HSV")).stddev[1]
    assert spread > 80


# --- metadata --------------------------------------------------------------------------------

SECRETS = [b"Exif", b"GPS", b"13800138000", b"ns.adobe", b"ICC_PROFILE", b"SN-0042", b"Photoshop"]


def with_secrets(tmp_path: Path) -> Path:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "call 13800138000 <script>"
    exif[ExifTags.Base.BodySerialNumber] = "SN-0042"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[2] = (34.0, 45.0, 0.0)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b'<x xmlns="http://ns.adobe.com/xap/1.0/"><t>mail 13800138000</t></x>'
    original = saved(
        tmp_path / "a.jpg", scene(), exif=exif, icc_profile=srgb, xmp=xmp, comment=b"13800138000 c"
    )
    with original.open("ab") as file:
        file.write(b"PK\x03\x04 behind the end: 13800138000")
    return original


def test_no_metadata_at_all_comes_out(tmp_path: Path) -> None:
    original = with_secrets(tmp_path)
    still = made(original)
    for copy in (*still.avif, still.jpeg):
        raw = (tmp_path / "a-copies" / copy.path).read_bytes()
        assert [secret for secret in SECRETS if secret in raw] == []
        with Image.open(io.BytesIO(raw)) as opened:
            assert dict(opened.getexif()) == {}
            assert not {"icc_profile", "exif", "xmp", "comment"} & opened.info.keys()


def test_sentences_in_the_metadata_are_told_for_the_search(tmp_path: Path) -> None:
    facts = image.look(with_secrets(tmp_path), "d")
    assert isinstance(facts, PictureFacts)
    assert {"call 13800138000", "mail 13800138000", "13800138000 c"} <= {
        text.strip() for text in facts.texts
    }


@pytest.mark.parametrize(
    "name",
    ["gps/thompson-springs.jpg", "motion/pixel-motion-photo.jpg", "heic/motion_still.heic"],
)
def test_the_corpus_loses_place_and_hidden_films(tmp_path: Path, corpus: Path, name: str) -> None:
    still = image.stills(corpus / "image" / name, SMALL, tmp_path)
    raw = b"".join((tmp_path / copy.path).read_bytes() for copy in still.avif)
    raw += (tmp_path / still.jpeg.path).read_bytes()
    for sign in (b"GPS", b"Exif", b"moov", b"isom", b"mp42"):
        assert sign not in raw


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "GIF"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_torn_picture_is_named(tmp_path: Path, format_: str, share: float) -> None:
    noisy = Image.merge("RGB", [Image.effect_noise((240, 160), 60)] * 3)
    whole = saved(tmp_path / "whole", noisy, format=format_)
    torn = tmp_path / "torn"
    torn.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    found = image.look(torn, "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "truncated"
    with pytest.raises(Refused):
        made(torn)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    assert image.look(tmp_path / "a.jpg", "d") == Unreadable("empty")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(40), "MP4"),
        (b"PK\x03\x04" + bytes(60), "ZIP / Word"),
        (b"plain words", ""),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", ""),
    ],
)
def test_what_is_no_picture_is_refused_by_its_real_kind(
    tmp_path: Path, head: bytes, name: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(head)
    assert image.look(tmp_path / "a.jpg", "d") == Unreadable("not-a-picture", name)


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"") * 2)
    assert image.look(tmp_path / "a.png", "d") == Unreadable("too-large", "60000×60000")


def test_a_large_jpeg_is_taken_where_a_png_of_its_size_is_not(tmp_path: Path) -> None:
    size = (12_300, 10_000)
    original = saved(tmp_path / "a.jpg", Image.new("L", size, 90), quality=20)
    assert isinstance(image.look(original, "d"), PictureFacts)
    other = saved(tmp_path / "a.gif", Image.new("L", size, 90), format="GIF")
    found = image.look(other, "d")
    assert isinstance(found, Unreadable)
    assert found.reason == "too-large"


def test_broken_exif_does_not_spoil_a_photo(tmp_path: Path) -> None:
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x05" + os.urandom(40)
    original = saved(tmp_path / "a.jpg", scene(), exif=exif)
    assert isinstance(image.look(original, "d"), PictureFacts)
    assert unlike(jpeg(original, made(original)), scene()) < 8


# --- frames ----------------------------------------------------------------------------------


def test_the_first_frame_that_shows_something_is_taken(tmp_path: Path) -> None:
    black = saved(tmp_path / "0.png", Image.new("RGB", (64, 36), "black"))
    white = saved(tmp_path / "1.png", Image.new("RGB", (64, 36), "white"))
    lively = saved(tmp_path / "2.png", scene())
    assert image.liveliest([black, white, lively]) == lively
    assert image.liveliest([black, white]) == black
    with pytest.raises(Refused):
        image.liveliest([])


def test_a_photo_whose_data_stops_before_its_end_mark_is_found_out(tmp_path: Path) -> None:
    """Decoders fill what is missing with grey, and say nothing."""
    whole, half = tmp_path / "whole.jpg", tmp_path / "half.jpg"
    photo = Image.effect_noise((640, 480), 60).convert("RGB")
    photo.save(whole, quality=90)
    raw = whole.read_bytes()
    half.write_bytes(raw[: len(raw) // 2] + b"\xff\xd9")
    assert grey(whole) == 0
    assert 0.35 < grey(half) < 0.6
    Image.new("RGB", (640, 480), "white").save(whole)
    assert grey(whole) == 0


def grey(path: Path) -> float:
    found = image.look(path, "d")
    assert isinstance(found, PictureFacts)
    return found.grey
