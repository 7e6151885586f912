"""The parts of a workbook: a zip whose directory is bounded before it is read, and streams out of it."""

import posixpath
import struct
import zipfile
from io import BytesIO
from typing import IO, Final

from exporters.documents import intake
from exporters.documents.intake import FileFault, IntakeError, broken_workbook
from exporters.documents.kinds import foreign_archive, locked_archive

_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_LONGEST_COMMENT: Final = 0xFFFF
_BEGINNING: Final = 4096
_LOCKED: Final = 0x1
_LARGEST_DIRECTORY: Final = 256 * 1024
"""Bytes of the zip's directory; that of :data:`exporters.documents.intake.MAX_MEMBERS` parts has a tenth."""


class Parts:
    """The members of a workbook by name, upper and lower case alike.

    Raises:
        IntakeError: Damaged, no zip, too many or too large members.

    """

    def __init__(self, data: bytes) -> None:
        _check_directory(data)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except Exception as error:  # a damaged zip raises a dozen kinds of errors
            raise broken_workbook() from error
        members = self._archive.infolist()
        unpacked = sum(item.file_size for item in members)
        if len(members) > intake.MAX_MEMBERS or unpacked > intake.MAX_UNPACKED:
            raise too_large()
        self._members = {_plain(item.filename): item for item in members}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    @property
    def is_locked(self) -> bool:
        """Whether a part has a password."""
        return any(item.flag_bits & _LOCKED for item in self._members.values())

    def names(self) -> list[str]:
        """Names as the archive has them."""
        return [item.filename for item in self._members.values()]

    def open(self, name: str) -> IO[bytes]:
        """Open a part for reading.

        Raises:
            IntakeError: It is not there, or packed in a way that no spreadsheet program uses.

        """
        item = self._members.get(_plain(name))
        # bzip2 and LZMA may give any number of bytes at once, whatever is asked for.
        if item is None or item.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise broken_workbook()
        try:
            return self._archive.open(item)
        except Exception as error:  # the name in the directory is not that in front of the part
            raise broken_workbook() from error

    def beginning(self, name: str) -> bytes:
        """The first bytes of a part; nothing if it is not there or cannot be read."""
        if name not in self:
            return b""
        try:
            with self.open(name) as stream:
                return stream.read(_BEGINNING)
        except Exception:  # noqa: BLE001 - a damaged part says nothing; reading it will say so
            return b""

    def close(self) -> None:
        """Let go of the bytes."""
        self._archive.close()


def too_large() -> IntakeError:
    """The refusal of a workbook that holds more than any table of people."""
    return IntakeError(
        FileFault.BOMB, "工作簿解压后过大。请把要导入的工作表复制到新工作簿（只粘贴数值）后再试。"
    )


def resolve(base: str, target: str) -> str:
    """Name of the part that a relation of another part names."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _check_directory(data: bytes) -> None:
    start = data.rfind(_END, max(0, len(data) - _END_BYTES - _LONGEST_COMMENT))
    if start < 0 or start + _END_BYTES > len(data):
        raise broken_workbook()
    count, size = struct.unpack_from("<HI", data, start + 10)
    if count > intake.MAX_MEMBERS or size > _LARGEST_DIRECTORY:
        raise too_large()


def check_archive(data: bytes) -> None:
    """Refuse a zip that is no workbook this program reads, naming what it is.

    Raises:
        IntakeError: It is another kind, damaged or too large.

    """
    parts = Parts(data)
    try:
        sentence = (
            locked_archive(parts.names())
            if parts.is_locked
            else foreign_archive(
                parts.names(), parts.beginning("mimetype"), parts.beginning("xl/workbook.xml")
            )
        )
    finally:
        parts.close()
    if sentence:
        raise IntakeError(FileFault.OTHER_KIND, sentence)
