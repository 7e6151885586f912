"""MP4 and QuickTime videos without where, when and with what they were taken; the film stays bit for bit.

A film is addressed by places in the file, so nothing is taken out: what tells of it is made blank where it
stands. Boxes as in ISO/IEC 14496-12 and the QuickTime File Format.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from exporters.errors import SentenceError

_BROKEN: Final = "视频不完整或已损坏，没有添加。请重新导出或另存这段视频，再添加。"
_KEEPS_PLACE: Final = (
    "视频里逐秒记着拍摄的地点，程序去不掉，没有添加。请用剪辑软件重新导出一段，再添加。"
)
_FILLER: Final = b"free"
_BLANKS: Final = frozenset({_FILLER, b"skip", b"wide"})
_KEPT: Final[Mapping[bytes, frozenset[bytes]]] = {
    b"": _BLANKS
    | {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"pdin"},
    b"moov": _BLANKS | {b"mvhd", b"trak", b"mvex", b"iods", b"pssh"},
    b"trak": _BLANKS | {b"tkhd", b"edts", b"tref", b"mdia", b"trgr", b"tapt"},
    b"mdia": _BLANKS | {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"moof": _BLANKS | {b"mfhd", b"traf", b"pssh"},
}
"""What a film is made of, by the box it stands in (``b""`` is the file); anything else tells of it."""
_DATED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_PLACES: Final = (b"gpmd", b"camm", b"location")
"""What the description of a track says that holds the place from second to second."""
_OLD_STARTS: Final = _BLANKS | {b"moov", b"mdat"}
"""How a QuickTime file may begin that has no ``ftyp``."""
_NO_VIDEOS: Final = frozenset({b"crx "})
_OTHERS: Final = (b"\x1aE\xdf\xa3", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11")
"""How Matroska and Windows Media begin."""
_SYNC: Final = 0x47
_PACKET: Final = 192
"""Bytes of a packet of an AVCHD stream: four of time, then a packet that begins with the sync byte."""


class VideoError(SentenceError):
    """A video is cut off, or says where it was taken in a way that is not taken out (Chinese sentence)."""


class _Box(NamedTuple):
    kind: bytes
    start: int
    inside: int
    end: int


def without_metadata(data: bytes) -> bytes:
    """Make blank what an MP4 or QuickTime video says besides the film; another file stays as it is.

    Raises:
        VideoError: It begins like a video and is cut off; or a track of it holds the place.

    """
    sure = data[4:8] == b"ftyp"
    if (not sure and data[4:8] not in _OLD_STARTS) or data[8:12] in _NO_VIDEOS:
        return data
    try:
        if all(box.kind != b"moov" for box in _boxes(data, 0, len(data))):
            return data
        made = bytearray(data)
        _lighten(made, b"", 0, len(made))
    except VideoError:
        if sure:
            raise
        return data
    return bytes(made)


def may_tell_place(data: bytes) -> bool:
    """Whether it is a video of a kind that may say where it was taken and is not looked into."""
    if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
        return True
    if len(data) > 4 + _PACKET and data[4] == data[4 + _PACKET] == _SYNC:
        return True
    return data.startswith(_OTHERS)


def _lighten(data: bytearray, parent: bytes, start: int, end: int) -> None:
    for box in _boxes(data, start, end):
        if box.kind not in _KEPT[parent]:
            data[box.start + 4 : box.start + 8] = _FILLER
            data[box.inside : box.end] = bytes(box.end - box.inside)
        elif box.kind in _DATED:
            _undate(data, box)
        elif box.kind in _KEPT:
            if box.kind == b"trak":
                _check_track(data, box)
            _lighten(data, box.kind, box.inside, box.end)


def _undate(data: bytearray, box: _Box) -> None:
    """Set when it was made and changed to nothing; the version says whether these are long."""
    length = 16 if data[box.inside : box.inside + 1] == b"\1" else 8
    first = box.inside + 4
    if first + length > box.end:
        raise VideoError(_BROKEN)
    data[first : first + length] = bytes(length)


def _check_track(data: bytearray, track: _Box) -> None:
    for part in _boxes(data, track.inside, track.end):
        inside = _boxes(data, part.inside, part.end) if part.kind == b"mdia" else ()
        kinds = [
            bytes(data[one.inside + 8 : one.inside + 12]) for one in inside if one.kind == b"hdlr"
        ]
        if b"meta" in kinds:
            told = bytes(data[part.inside : part.end])
            if any(word in told for word in _PLACES):
                raise VideoError(_KEEPS_PLACE)


def _boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[_Box]:
    """Read the boxes between two places; less than a head at the end is a filler of old programs."""
    place = start
    while place + 8 <= end:
        size, inside = int.from_bytes(data[place : place + 4], "big"), place + 8
        if size == 1:
            size, inside = int.from_bytes(data[inside : inside + 8], "big"), inside + 8
        stop = end if size == 0 and start == 0 else place + size
        if not inside <= stop <= end:
            raise VideoError(_BROKEN)
        yield _Box(bytes(data[place + 4 : place + 8]), place, inside, stop)
        place = stop
