"""Videos keep their film bit for bit where it stands; place, time and device are made blank."""

from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.videos import VideoError, may_tell_place, without_metadata
from tests.support.doubling import assert_linear

SECRET = b"+30.5800+114.2700/"
FILM = bytes(range(256)) * 4
_TIMES = b"\xd9\x01\x02\x03" * 2
_LONG_TIMES = b"\0\0\0\0\xd9\x01\x02\x03" * 2


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def handler(kind: bytes) -> bytes:
    return box(b"hdlr", bytes(8), kind, bytes(12), b"name\0")


def track(kind: bytes = b"vide", described: bytes = b"avc1", note: bytes = bytes(8)) -> bytes:
    return box(
        b"trak",
        box(b"tkhd", b"\0\0\0\7", _TIMES, bytes(72)),
        box(b"udta", SECRET),
        box(
            b"mdia",
            box(b"mdhd", b"\1\0\0\0", _LONG_TIMES, bytes(16)),
            handler(kind),
            box(b"minf", box(b"stbl", box(b"stsd", bytes(8), box(described, note)))),
        ),
    )


def film(
    *tracks: bytes, brand: bytes = b"isom", head: bytes = b"", tail: bytes = b"\0\0\0\0"
) -> bytes:
    moov = box(
        b"moov",
        box(b"mvhd", bytes(4), _TIMES, bytes(88)),
        *(tracks or (track(),)),
        box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7", SECRET)),
        box(b"meta", handler(b"mdta"), box(b"ilst", SECRET)),
    )
    return b"".join(
        (
            head or box(b"ftyp", brand, bytes(4), b"isommp42"),
            box(b"uuid", SECRET),
            (1).to_bytes(4, "big") + b"mdat" + (16 + len(FILM)).to_bytes(8, "big") + FILM,
            moov,
            tail,
        )
    )


@pytest.mark.parametrize("brand", [b"isom", b"qt  ", b"3gp4", b"M4V "])
def test_a_video_loses_its_place_and_time_and_keeps_its_film(brand: bytes) -> None:
    data = film(brand=brand)
    clean = without_metadata(data)
    assert len(clean) == len(data), "what is addressed by places stays in its place"
    assert clean.index(FILM) == data.index(FILM)
    assert SECRET not in clean
    assert b"\xd9\x01\x02\x03" not in clean
    assert b"\xa9xyz" not in clean
    assert b"avc1" in clean
    assert without_metadata(clean) == clean


@pytest.mark.parametrize("start", [b"wide", b"skip", b"free"])
def test_an_old_quicktime_file_is_known_without_its_brand(start: bytes) -> None:
    data = film(head=box(start))
    assert SECRET not in without_metadata(data)
    assert without_metadata(data[:-30]) == data[:-30], "not surely a video, so not refused"


@pytest.mark.parametrize(
    ("described", "note"),
    [
        (b"gpmd", b""),
        (b"camm", b""),
        (b"mebx", b"mdta com.apple.quicktime.location.ISO6709"),
    ],
)
def test_a_track_that_holds_the_place_is_refused(described: bytes, note: bytes) -> None:
    with pytest.raises(VideoError, match="逐秒记着拍摄的地点，程序去不掉"):
        without_metadata(film(track(), track(b"meta", described, note)))


def test_a_track_of_other_notes_stays() -> None:
    assert b"mebx" in without_metadata(film(track(), track(b"meta", b"mebx")))


def test_what_is_no_film_stays_as_it_is() -> None:
    raw = film(brand=b"crx ")
    for data in (raw, b"", b"%PDF-1.4 sample", box(b"ftyp", b"isom", bytes(4)), "文字".encode()):
        assert without_metadata(data) == data


@pytest.mark.parametrize("damage", ["cut", "size", "short"])
def test_a_damaged_video_is_refused(damage: str) -> None:
    data = film(tail=b"")
    match damage:
        case "cut":
            data = data[:-3]
        case "size":
            place = data.index(b"trak") - 4
            data = data[:place] + (4).to_bytes(4, "big") + data[place + 4 :]
        case _:
            data = film(box(b"trak", box(b"tkhd", bytes(8))))
    with pytest.raises(VideoError, match="视频不完整或已损坏，没有添加"):
        without_metadata(data)


def test_the_film_may_reach_to_the_end_of_the_file() -> None:
    data = film(tail=b"") + bytes(4) + b"mdat" + FILM
    assert without_metadata(data).endswith(FILM)
    assert SECRET not in without_metadata(data)


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\4\0\0\0AVI ",
        b"\x1aE\xdf\xa3 webm",
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
        (b"\0\0\0\0\x47" + bytes(187)) * 2,
    ],
)
def test_videos_that_are_not_looked_into_are_known(data: bytes) -> None:
    assert may_tell_place(data)
    assert not may_tell_place(film())
    assert not may_tell_place(b"%PDF-1.4")


@given(st.sampled_from([b"ftyp", b"moov", b"free"]), st.binary(max_size=200))
def test_any_bytes_have_an_answer_of_the_same_length(kind: bytes, rest: bytes) -> None:
    for size in (0, 1, 8, 16, 24):
        data = size.to_bytes(4, "big") + kind + rest
        with suppress(VideoError):
            assert len(without_metadata(data)) == len(data)


def test_the_time_grows_with_the_length() -> None:
    filling = box(b"trak", box(b"udta", SECRET))
    assert_linear(
        lambda size: partial(without_metadata, film(*[filling] * (size // len(filling)))),
        size=200_000,
    )
