"""What a file is that somebody took for a signed one."""

from typing import Final

from exporters.age_header import VERSION
from exporters.asic import names
from exporters.foreign_files import ForeignFile, by_first_bytes

_ZIP: Final = b"PK\x03\x04"
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


def _kind_of_zip(data: bytes) -> ForeignFile | None:
    if data[_MIMETYPE] == names.MIMETYPE.encode():
        said = data[_MIMETYPE.stop :]
        return next((kind for mark, kind in _MIMETYPES if said.startswith(mark)), None)
    if b"META-INF/" in data:  # a container, damaged at its beginning
        return None
    return next((kind for mark, kind in _MEMBERS if mark in data), ForeignFile.ARCHIVE)
