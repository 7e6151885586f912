"""Pictures without what rides along: place, device, author and thumbnails; the picture stays bit for bit.

Parts of the file are left out or kept as they are; nothing is decoded and compressed again. Of what a
camera notes only the orientation stays, without which a picture would lie on its side.
"""

import struct
from collections.abc import Iterator
from typing import Final

from exporters.errors import SentenceError

_JPEG: Final = b"\xff\xd8"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_EXIF: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112
_SHORT: Final = 3
_START_OF_SCAN, _END = 0xDA, 0xD9
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM, and the restarts within a scan."""
_WITHIN_SCAN: Final = _ALONE | {0x00, 0xFF}
"""What may follow FF inside compressed data: stuffing, fill bytes, restarts."""
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_PNG_TOLD: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


class PictureError(SentenceError):
    """A picture is not whole (Chinese sentence)."""


def without_metadata(data: bytes) -> bytes:
    """Leave out what a JPEG or PNG says besides the picture; any other file comes back as it is.

    Raises:
        PictureError: It begins like a picture and is not one, or is cut off.

    """
    if data.startswith(_JPEG):
        return b"".join(_jpeg_parts(data))
    if data.startswith(_PNG):
        return b"".join(_png_parts(data))
    return data


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    yield _JPEG
    place, written = len(_JPEG), False
    while True:
        marker, start = _marker(data, place)
        if marker == _END:
            yield data[start : start + 2]
            return  # what follows is no part of the picture: previews, other pictures, trailers
        end = start + 2 if marker in _ALONE else _segment_end(data, start)
        part = data[start:end]
        if marker == _APP1 and not written and part[4:10] == _EXIF:
            written = True
            yield _orientation_part(part[10:])
        elif _is_kept(marker, part):
            yield part
        place = end
        if marker == _START_OF_SCAN:
            place = _scan_end(data, end)
            yield data[end:place]


def _is_kept(marker: int, part: bytes) -> bool:
    if marker == _APP2:
        return part[4:15] == b"ICC_PROFILE"
    if _APP0 <= marker <= _APP15:
        return marker in {_APP0, _APP14} and part[4:8] != b"JFXX"
    return marker != _COMMENT


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """Read the marker at a place, which fill bytes may precede; give it and where it begins."""
    start = place
    while data[start : start + 2] == b"\xff\xff":
        start += 1
    if len(data) < start + 2 or data[start] != 0xFF or data[start + 1] == 0:
        raise PictureError("图片不完整或已损坏，没有添加。请重新导出或另存这张图片，再添加。")
    return data[start + 1], start


def _segment_end(data: bytes, start: int) -> int:
    length = int.from_bytes(data[start + 2 : start + 4], "big")
    end = start + 2 + length
    if length < 2 or end > len(data):
        raise PictureError("图片不完整或已损坏，没有添加。请重新导出或另存这张图片，再添加。")
    return end


def _scan_end(data: bytes, place: int) -> int:
    """Where the compressed picture ends: at the next marker that is neither stuffing nor a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise PictureError("图片不完整，没有添加。请重新导出或另存这张图片，再添加。")
        following = data[place + 1]
        if following not in _WITHIN_SCAN:
            return place
        place += 1 if following == 0xFF else 2


def _orientation_part(tiff: bytes) -> bytes:
    """Write a segment that says the orientation alone; nothing for a picture that stands upright."""
    turned = _orientation(tiff)
    if not 2 <= turned <= 8:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, turned, 0)
    body = _EXIF + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _orientation(tiff: bytes) -> int:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 1
    first = struct.unpack(f"{order}I", tiff[4:8])[0]
    count = tiff[first : first + 2]
    if len(count) < 2:
        return 1
    for number in range(struct.unpack(f"{order}H", count)[0]):
        entry = tiff[first + 2 + number * 12 : first + 14 + number * 12]
        if len(entry) < 12:
            return 1
        tag, kind, values, value = struct.unpack(f"{order}HHIH", entry[:10])
        if (tag, kind, values) == (_ORIENTATION, _SHORT, 1):
            return int(value)
    return 1


def _png_parts(data: bytes) -> Iterator[bytes]:
    yield _PNG
    place = len(_PNG)
    while True:
        head = data[place : place + 8]
        end = place + 12 + int.from_bytes(head[:4], "big")
        if len(head) < 8 or end > len(data):
            raise PictureError("图片不完整或已损坏，没有添加。请重新导出或另存这张图片，再添加。")
        kind = head[4:]
        if kind not in _PNG_TOLD:
            yield data[place:end]
        if kind == b"IEND":
            return
        place = end
