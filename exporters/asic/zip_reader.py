"""Reads the one form of zip that :mod:`exporters.asic.zip_writer` makes, and refuses every other.

The standard library's reader is lenient where two programs could see two different archives:
overlaps, prefixes, comments, headers that contradict each other. Here each byte of the file belongs
to exactly one field, and each field has exactly one allowed value or is checked against another.
Nothing is ever inflated: what is compressed is refused, so that one content has one spelling.
"""

import zlib
from dataclasses import dataclass

from exporters import limits
from exporters.asic import names
from exporters.asic.zip_writer import (
    CENTRAL,
    CENTRAL_MARK,
    DATE,
    END,
    END_MARK,
    LOCAL,
    LOCAL_MARK,
    MADE_BY,
    MODE,
    NEEDED,
    STORED,
    TIME,
)
from exporters.refusal import Refusal
from forms.exchange import Code


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One file of the archive, as both its headers have it.

    Attributes:
        name: Its name.
        crc: The checksum both headers state.
        start: Offset of the first content byte.
        size: Length in bytes.

    """

    name: str
    crc: int
    start: int
    size: int


class Archive:
    """A zip whose structure was found sound; contents are checked one by one."""

    def __init__(self, data: bytes) -> None:
        """Examine the whole structure.

        Raises:
            Refusal: ``E_SIZE``, ``E_ZIP``, ``E_NAME``, ``E_DUP`` or ``E_BOMB``.

        """
        self._data = data
        self.entries = {entry.name: entry for entry in _examine(data)}

    def read(self, name: str, *, limit: int = limits.FILE) -> bytes:
        """Give the content of one file.

        Raises:
            Refusal: ``E_SIZE``: larger than ``limit``; ``E_ZIP``: the content does not fit its header.

        """
        entry = self.entries[name]
        if entry.size > limit:
            raise Refusal(
                Code.E_SIZE, f"容器内的文件 {name} 有 {entry.size} 字节，超过上限 {limit} 字节"
            )
        content = self._data[entry.start : entry.start + entry.size]
        if zlib.crc32(content) != entry.crc:
            raise _broken(f"文件 {name} 的校验值与目录不符")
        return content


def _broken(what: str) -> Refusal:
    return Refusal(Code.E_ZIP, f"容器结构损坏或不合规定：{what}")


def _examine(data: bytes) -> list[ArchiveEntry]:
    if len(data) > limits.FILE:
        raise Refusal(Code.E_SIZE, f"文件有 {len(data)} 字节，超过上限 {limits.FILE} 字节")
    count, directory = _end(data)
    entries: list[ArchiveEntry] = []
    position = directory
    follows = 0
    for index in range(count):
        entry, position = _entry(data, position, follows=follows, index=index)
        follows = entry.start + entry.size
        entries.append(entry)
    if position != len(data) - END.size:
        raise _broken("目录的长度不对")
    if follows != directory:
        raise _broken("文件内容与目录之间有多余或缺少的字节")
    _check_names(entries)
    return entries


def _end(data: bytes) -> tuple[int, int]:
    """Read the end record: number of entries and where the directory starts."""
    if not data:
        raise _broken("文件是空的，可能没有拷贝完")
    if len(data) < END.size:
        raise _broken("文件不完整，或不是本程序的容器")
    place = len(data) - END.size
    mark, disk, first_disk, here, count, length, start, comment = END.unpack_from(data, place)
    if mark != END_MARK:
        raise _broken("文件不完整，末尾有多余的字节，或不是本程序的容器")
    if disk or first_disk or comment or here != count or start + length != place:
        raise _broken("结尾记录自相矛盾")
    if not 0 < count <= limits.ENTRIES:
        raise Refusal(Code.E_SIZE, f"容器内有 {count} 个文件，应为 1 至 {limits.ENTRIES} 个")
    return count, start


def _entry(data: bytes, position: int, *, follows: int, index: int) -> tuple[ArchiveEntry, int]:
    """Read one directory record and its local header, which must begin at ``follows``.

    Returns:
        The entry and the position of the next directory record.

    """
    where = f"第 {index + 1} 个文件"
    limit = len(data) - END.size
    if position + CENTRAL.size > limit:
        raise _broken(f"{where}的目录记录不完整")
    mark, made_by, *shared, comment, disk, internal, attributes, offset = CENTRAL.unpack_from(
        data, position
    )
    needed, flags, method, time, date, crc, packed, size, length, extra = shared
    if mark != CENTRAL_MARK or length == 0 or position + CENTRAL.size + length > limit:
        raise _broken(f"{where}的目录记录不完整")
    if (made_by, needed, flags, time, date) != (MADE_BY, NEEDED, 0, TIME, DATE):
        raise _broken(f"{where}用了不允许的特性")
    if (extra, comment, disk, internal, attributes) != (0, 0, 0, 0, MODE):
        raise _broken(f"{where}带有不允许的附加信息")
    if size > limits.RATIO * packed + limits.RATIO_FREE:
        raise Refusal(Code.E_BOMB, f"容器里{where}声明的长度远超它在容器里的长度")
    if method != STORED or packed != size:
        raise _broken(f"{where}是压缩的，只允许原样存放")
    raw_name = data[position + CENTRAL.size : position + CENTRAL.size + length]
    start = follows + LOCAL.size + length
    local = LOCAL.pack(LOCAL_MARK, *shared) + raw_name
    if offset != follows or data[follows:start] != local:
        raise _broken(f"{where}的两处文件头不一致")
    entry = ArchiveEntry(_name(raw_name), crc, start, size)
    return entry, position + CENTRAL.size + length


def _name(raw: bytes) -> str:
    # Latin-1 gives each byte a character, so that any name can be shown before it is refused.
    return raw.decode("latin-1")


def _check_names(entries: list[ArchiveEntry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if not names.is_allowed(entry.name):
            raise Refusal(Code.E_NAME, f"容器内的文件名 {entry.name[:60]!a} 不合规定")
        if entry.name in seen:
            raise Refusal(Code.E_DUP, f"容器内有两个文件都叫 {entry.name}")
        seen.add(entry.name)
