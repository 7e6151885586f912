"""A zip that a school has put its package into by habit: opened within limits, one file after the other."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from exporters import limits

LARGEST: Final = 4 * limits.FILE
"""Bytes of a zip that is opened."""
MOST: Final = 2000
"""Files in a zip that is opened."""
UNPACKED: Final = 4 * LARGEST
"""Bytes of all files together as the zip declares them, and as they turn out to be."""
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
_TABLES: Final = "[Content_Types].xml"
"""What every xlsx, docx and pptx has among its files."""


class SentZipError(ValueError):
    """The zip is not opened; the message is a Chinese clause."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file of a zip.

    Attributes:
        name: Its name with the folders inside the zip, readable.
        content: All bytes; ``None`` if it is not read.
        fault: Why it is not read (a Chinese clause), or ``""``.

    """

    name: str
    content: bytes | None
    fault: str = ""

    @property
    def base(self) -> str:
        """The name without folders; never a path that leads elsewhere."""
        return PurePosixPath(self.name.replace("\\", "/")).name or "无名"


def read_sent_zip(data: bytes) -> Iterator[SentFile]:
    """Read the files of a zip; folders are passed over, a zip within is not opened.

    Raises:
        SentZipError: It is damaged, a table or text document, or larger than packages ever are.

    """
    if len(data) > LARGEST:
        raise SentZipError(f"压缩文件超过 {LARGEST // 2**20} MB，没有打开，请先解压")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except Exception as error:  # a damaged zip raises a dozen kinds of errors
        raise SentZipError("压缩文件已损坏，请重新复制，或请学校重新发送") from error
    with archive:
        items = [item for item in archive.infolist() if not item.is_dir()]
        if any(item.filename == _TABLES for item in items):
            raise SentZipError("这是表格或文档（.xlsx、.docx 等），不是上报包")
        if len(items) > MOST or sum(item.file_size for item in items) > UNPACKED:
            raise SentZipError("压缩文件里的文件太多或太大，没有打开，请先解压")
        left = UNPACKED
        for item in items:
            found = _read(archive, item, left)
            left -= len(found.content or b"")
            yield found


def _read(archive: zipfile.ZipFile, item: zipfile.ZipInfo, left: int) -> SentFile:
    name = _readable(item)
    if item.flag_bits & _ENCRYPTED:
        return SentFile(name, None, "加了密码，打不开，请学校去掉后重新发送")
    most = min(limits.FILE, left)
    # bzip2 and LZMA may give any number of bytes at once, whatever is asked for.
    if item.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return SentFile(name, None, "压缩的方式不常用，打不开，请先解压")
    try:
        with archive.open(item) as stream:
            content = stream.read(most + 1)
    except Exception:  # noqa: BLE001 - a damaged part raises a dozen kinds of errors
        return SentFile(name, None, "已损坏，请学校重新发送")
    if len(content) > most:
        return SentFile(name, None, "超过 64 MB，不是上报包")
    return SentFile(name, content)


def _readable(item: zipfile.ZipInfo) -> str:
    """The name; Chinese Windows writes it in its own encoding and does not say so."""
    if item.flag_bits & _UTF8_NAME:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return item.filename
