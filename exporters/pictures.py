"""Pictures without what rides along: place, device, author and thumbnails; the picture stays bit for bit.

Parts of the file are left out or kept as they are; nothing is decoded and compressed again. Of what a
camera notes only the orientation stays, without which a picture would lie on its side.
"""

import struct
from collections.abc import Iterator
from typing import Final

from exporters.errors import SentenceError

_BROKEN: Final = "图片不完整或已损坏，没有添加。请重新导出或另存这张图片，再添加。"
_KEEPS_PLACE: Final = (
    "里可能记着拍摄的地点和时间，程序去不掉，没有添加。"
    "请在手机或看图程序里把它另存（导出）为 JPEG，再添加。"
)
_JPEG: Final = b"\xff\xd8"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_EXIF: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112
_TIFF_TOLD: Final = frozenset({700, 0x8769, 0x8825})
"""Tags of a TIFF that lead to XMP, to the camera's notes and to the place."""
_SHORT: Final = 3
_START_OF_SCAN, _END = 0xDA, 0xD9
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM, and the restarts within a scan."""
_WITHIN_SCAN: Final = _ALONE | {0x00, 0xFF}
"""What may follow FF inside compressed data: stuffing, fill bytes, restarts."""
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_PNG_TOLD: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_KEPT: Final = frozenset({b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
"""Bits of the first byte of VP8X: the file holds these."""
_HEIF_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
    | {b"mif1", b"msf1", b"avif", b"avis"}
)


class PictureError(SentenceError):
    """A picture is not whole, or says what cannot be taken out of it (Chinese sentence)."""


def without_metadata(data: bytes) -> bytes:
    """Leave out what a JPEG, PNG or WebP says besides the picture; any other file stays as it is.

    Raises:
        PictureError: It begins like a picture and is not one, or is cut off; or it is a HEIC, AVIF or
            TIFF that may say where it was taken, which is not taken out of those.

    """
    if data.startswith(_JPEG):
        return b"".join(_jpeg_parts(data))
    if data.startswith(_PNG):
        return b"".join(_png_parts(data))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        raise PictureError(f"HEIC 照片{_KEEPS_PLACE}")
    if any(tag in _TIFF_TOLD for tag, *_ in _tiff_entries(data)):
        raise PictureError(f"TIFF 图片{_KEEPS_PLACE}")
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
        raise PictureError(_BROKEN)
    return data[start + 1], start


def _segment_end(data: bytes, start: int) -> int:
    length = int.from_bytes(data[start + 2 : start + 4], "big")
    end = start + 2 + length
    if length < 2 or end > len(data):
        raise PictureError(_BROKEN)
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
    told = _orientation_alone(tiff)
    if not told:
        return b""
    return b"\xff\xe1" + struct.pack(">H", len(_EXIF) + len(told) + 2) + _EXIF + told


def _orientation_alone(tiff: bytes) -> bytes:
    """Write a TIFF that says the orientation alone; nothing for a picture that stands upright."""
    for tag, kind, values, value in _tiff_entries(tiff):
        if (tag, kind, values) == (_ORIENTATION, _SHORT, 1) and 2 <= value <= 8:
            entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, value, 0)
            return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return b""


def _tiff_entries(tiff: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Read the first directory of a TIFF: tag, type, count, and the value where it is one short."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return
    first = struct.unpack(f"{order}I", tiff[4:8])[0]
    count = tiff[first : first + 2]
    if len(count) < 2:
        return
    for number in range(struct.unpack(f"{order}H", count)[0]):
        entry = tiff[first + 2 + number * 12 : first + 14 + number * 12]
        if len(entry) < 12:
            return
        yield struct.unpack(f"{order}HHIH", entry[:10])


def _webp(data: bytes) -> bytes:
    """Keep the parts of a WebP that make the picture, and the orientation."""
    parts, turned = [], b""
    for kind, content in _webp_chunks(data):
        if kind == b"EXIF" and not turned:
            turned = _orientation_alone(content.removeprefix(_EXIF))
        elif kind in _WEBP_KEPT:
            parts.append((kind, content))
    said = _WEBP_EXIF if turned else 0
    kept = [
        (kind, bytes([content[0] & ~(_WEBP_EXIF | _WEBP_XMP) | said]) + content[1:])
        if kind == b"VP8X" and content
        else (kind, content)
        for kind, content in parts
    ]
    kept += [(b"EXIF", turned)] if turned else []
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
        for kind, content in kept
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Read the chunks of a WebP; what follows the length it states is no part of the picture."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise PictureError(_BROKEN)
    place = 12
    while place < end:
        head = data[place : place + 8]
        size = int.from_bytes(head[4:], "little")
        if len(head) < 8 or place + 8 + size > end:
            raise PictureError(_BROKEN)
        yield head[:4], data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _png_parts(data: bytes) -> Iterator[bytes]:
    yield _PNG
    place = len(_PNG)
    while True:
        head = data[place : place + 8]
        end = place + 12 + int.from_bytes(head[:4], "big")
        if len(head) < 8 or end > len(data):
            raise PictureError(_BROKEN)
        kind = head[4:]
        if kind not in _PNG_TOLD:
            yield data[place:end]
        if kind == b"IEND":
            return
        place = end
