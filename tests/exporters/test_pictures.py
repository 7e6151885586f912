"""Pictures are kept bit for bit; place, device, previews and comments are not."""

import io
import struct
import zlib
from contextlib import suppress
from functools import partial
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from exporters.pictures import PictureError, without_metadata
from tests.support.doubling import assert_linear

SECRET = b"30 deg 34 min N"


def picture(kind: str = "JPEG", **options: object) -> bytes:
    stream = io.BytesIO()
    image = Image.radial_gradient("L").resize((90, 60)).convert("RGB")
    image.save(stream, kind, **cast("dict[str, Any]", options))
    return stream.getvalue()


def exif(orientation: int = 6) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "Camera of " + SECRET.decode()
    place = made.get_ifd(0x8825)
    place[1], place[2] = "N", (30.0, 34.0, 0.0)
    return made


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 1}])
def test_a_photo_loses_its_place_and_keeps_its_picture(options: dict[str, Any]) -> None:
    data = picture(exif=exif(), comment=SECRET, icc_profile=b"colours", **options)
    assert SECRET in data
    clean = without_metadata(data)
    assert SECRET not in clean
    assert pixels(clean) == pixels(data)
    opened = Image.open(io.BytesIO(clean))
    assert opened.info["icc_profile"] == b"colours"
    assert dict(opened.getexif()) == {0x0112: 6}, "the orientation stays, and nothing else"
    assert without_metadata(clean) == clean


def test_an_upright_photo_has_no_note_at_all() -> None:
    clean = without_metadata(picture(exif=exif(orientation=1)))
    assert b"Exif" not in clean


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_orientation_is_read_in_both_orders_of_bytes(order: str) -> None:
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, 8, 0)
    tiff = mark + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4)
    plain = picture()
    body = b"Exif\0\0" + tiff
    noted = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]
    assert dict(Image.open(io.BytesIO(without_metadata(noted))).getexif()) == {0x0112: 8}


def test_what_hangs_behind_a_photo_is_left_out() -> None:
    plain = picture()
    assert without_metadata(plain + picture(exif=exif()) + SECRET) == without_metadata(plain)


def test_a_png_loses_its_notes() -> None:
    plain = picture("PNG")
    note = b"tEXtComment\0" + SECRET
    chunk = struct.pack(">I", len(note) - 4) + note + struct.pack(">I", zlib.crc32(note))
    noted = plain[:33] + chunk + plain[33:] + SECRET
    assert without_metadata(noted) == plain
    assert SECRET not in without_metadata(picture("PNG", exif=exif()))


XMP = b"<x:xmpmeta>exif:GPSLatitude " + SECRET + b"</x:xmpmeta>"


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"quality": 50, "exact": True}])
def test_a_webp_loses_its_place_and_keeps_picture_and_orientation(options: dict[str, Any]) -> None:
    data = picture("WEBP", exif=exif(), xmp=XMP, icc_profile=b"colours", **options)
    assert SECRET in data
    clean = without_metadata(data + SECRET)
    assert SECRET not in clean
    assert b"xmpmeta" not in clean
    assert pixels(clean) == pixels(data)
    opened = Image.open(io.BytesIO(clean))
    assert opened.info["icc_profile"] == b"colours"
    assert dict(opened.getexif()) == {0x0112: 6}
    assert without_metadata(clean) == clean


def test_an_upright_webp_has_no_note_and_a_plain_one_stays() -> None:
    clean = without_metadata(picture("WEBP", exif=exif(orientation=1)))
    assert b"EXIF" not in clean
    assert "exif" not in Image.open(io.BytesIO(clean)).info
    plain = picture("WEBP")
    assert without_metadata(plain) == plain


def test_the_pictures_of_a_moving_webp_stay() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], exif=exif())
    clean = without_metadata(stream.getvalue())
    assert SECRET not in clean
    assert getattr(Image.open(io.BytesIO(clean)), "n_frames", 0) == 2


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_picture_that_keeps_its_place_is_refused_with_what_to_do(brand: bytes) -> None:
    data = b"\0\0\0\x18ftyp" + brand + bytes(20)
    with pytest.raises(PictureError, match=r"HEIC 照片里可能记着拍摄的地点.*另存（导出）为 JPEG"):
        without_metadata(data)


def test_a_scan_as_tiff_stays_and_a_photo_as_tiff_is_refused() -> None:
    plain = picture("TIFF")
    assert without_metadata(plain) == plain
    noted = exif()
    noted[0x8825] = noted.get_ifd(0x8825)
    with pytest.raises(PictureError, match="TIFF 图片里可能记着拍摄的地点"):
        without_metadata(picture("TIFF", exif=noted))


OTHERS = [
    b"",
    b"\0\0\0\x18ftypisom",
    b"RIFF\x04\0\0\0WAVE",
    b"%PDF-1.4 sample",
    b"PK\x03\x04",
    "文字".encode(),
]


@pytest.mark.parametrize("data", OTHERS)
def test_other_files_stay_as_they_are(data: bytes) -> None:
    assert without_metadata(data) == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_off_is_refused(kind: str) -> None:
    data = picture(kind, exif=exif())
    for length in range(13, len(data) - 1, 97):
        with pytest.raises(PictureError, match="没有添加"):
            without_metadata(data[:length])


HEADS = [b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b"II*\0", b"MM\0*"]


@given(st.sampled_from(HEADS), st.binary(max_size=200))
def test_any_bytes_have_an_answer(head: bytes, rest: bytes) -> None:
    with suppress(PictureError):
        assert without_metadata(head + rest).startswith(head[:2])


@pytest.mark.parametrize("filling", [b"\xff\x00", b"\xff\xd0", b"\x01"])
def test_the_time_grows_with_the_length(filling: bytes) -> None:
    plain = picture()
    head, tail = plain[:-2], plain[-2:]
    assert_linear(
        lambda size: partial(without_metadata, head + filling * (size // len(filling)) + tail),
        size=400_000,
    )
