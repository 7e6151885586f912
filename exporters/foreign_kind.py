"""What a file is that somebody took for a signed one, a key or a request."""

import struct
from typing import Final

from exporters.age_header import VERSION
from exporters.asic import names
from exporters.foreign_files import ForeignFile, by_first_bytes

_ZIP: Final = b"PK\x03\x04"
_ZIP_HEADER: Final = 30
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_END_BYTES: Final = 22
_LOCKED: Final = 0x1
_SCRYPT: Final = b"\n-> scrypt "
_MIMETYPE: Final = slice(30, 38)
"""Where a zip has the name of its first file."""

_MIMETYPES: Final = (
    (b"application/vnd.youheng.", ForeignFile.REVIEW),
    (b"application/vnd.oasis.", ForeignFile.OPEN_DOCUMENT),
)
_MEMBERS: Final = (
    (b"xl/workbook.", ForeignFile.WORKBOOK),
    (b"word/document.xml", ForeignFile.WORD),
    (b"ppt/presentation.xml", ForeignFile.SLIDES),
)


def foreign_kind(data: bytes) -> ForeignFile | None:
    """Say what a file is that is neither encrypted nor a signed container.

    Args:
        data: All its bytes, or as many of the first as there are at hand.

    Returns:
        ``None`` if it may be one of the two, or nobody can say.

    """
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(VERSION):
        return ForeignFile.LOCKED_KEY if _SCRYPT in data[:512] else None
    return by_first_bytes(data[:64].removeprefix(b"\xef\xbb\xbf").lstrip())


def refusal_as(
    data: bytes, *, wanted: str, otherwise: str, itself: ForeignFile | None = None
) -> str:
    """Say that a file is not what was asked for, and what it is where that can be told.

    Args:
        data: All its bytes.
        wanted: What was asked for, e.g. 送审文件.
        otherwise: What to do (a sentence without its 。) if it is no archive.
        itself: The kind that was asked for: one of it that is not right is not called by its name.

    """
    if not data:
        return f"文件是空的（0 字节），可能没有复制完，不是{wanted}，{otherwise}。"
    kind = foreign_kind(data)
    if kind is None or kind is itself:
        return f"这不是{wanted}，{otherwise}。"
    return f"{kind.told}，不是{wanted}，{advice_on(kind) or otherwise}。"


def advice_on(kind: ForeignFile) -> str:
    """Say what to do with an archive in which may be what was asked for; ``""`` of any other kind."""
    return f"{kind.unpacking}，再选里面的文件" if kind.unpacking else ""


def _kind_of_zip(data: bytes) -> ForeignFile | None:
    if _is_locked(data):
        return ForeignFile.LOCKED_ARCHIVE
    if data[_MIMETYPE] == names.MIMETYPE.encode():
        said = data[_MIMETYPE.stop :]
        return next((kind for mark, kind in _MIMETYPES if said.startswith(mark)), None)
    if b"META-INF/" in data:  # a container, damaged at its beginning
        return None
    names_in_it = _directory(data)
    return next((kind for mark, kind in _MEMBERS if mark in names_in_it), ForeignFile.ARCHIVE)


def _is_locked(data: bytes) -> bool:
    """Whether the first file has a password; folders, which have none, stand before it."""
    start = 0
    while data.startswith(_ZIP, start) and len(data) >= start + _ZIP_HEADER:
        if data[start + 6] & _LOCKED:
            return True
        name, extra = struct.unpack_from("<HH", data, start + 26)
        content = start + _ZIP_HEADER + name + extra
        if data[start + _ZIP_HEADER : start + _ZIP_HEADER + name][-1:] != b"/":
            return False
        start = content
    return False


def _directory(data: bytes) -> bytes:
    """The list of what a zip holds; of one that is cut off all there is, where names stand too."""
    end = data.rfind(_ZIP_END)
    if end < 0 or end + _ZIP_END_BYTES > len(data):
        return data
    size, offset = struct.unpack_from("<II", data, end + 12)
    return data[offset : offset + size]
