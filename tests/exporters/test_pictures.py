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


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 sample", b"PK\x03\x04", "文字".encode()])
def test_other_files_stay_as_they_are(data: bytes) -> None:
    assert without_metadata(data) == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_cut_off_is_refused(kind: str) -> None:
    data = picture(kind, exif=exif())
    for length in range(9, len(data) - 1, 97):
        with pytest.raises(PictureError, match="没有添加"):
            without_metadata(data[:length])


@given(st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=200))
def test_any_bytes_have_an_answer(head: bytes, rest: bytes) -> None:
    with suppress(PictureError):
        assert without_metadata(head + rest).startswith(head)


@pytest.mark.parametrize("filling", [b"\xff\x00", b"\xff\xd0", b"\x01"])
def test_the_time_grows_with_the_length(filling: bytes) -> None:
    plain = picture()
    head, tail = plain[:-2], plain[-2:]
    assert_linear(
        lambda size: partial(without_metadata, head + filling * (size // len(filling)) + tail),
        size=400_000,
    )
