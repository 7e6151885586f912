"""What a file is that somebody took for a signed one: named by its first bytes, never by its name."""

from typing import Final

from exporters.age_header import VERSION
from exporters.asic import names

_ZIP: Final = b"PK\x03\x04"
_SCRYPT: Final = b"\n-> scrypt "
_MIMETYPE: Final = slice(30, 38)
"""Where a zip has the name of its first file."""

_OTHERS: Final = (
    (b"SQLite format 3\0", "填报库或局端库本身"),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", "口令保护的密钥文件"),
    (b"-----BEGIN CERTIFICATE REQUEST", "开户申请"),
    (b"-----BEGIN CERTIFICATE", "证书"),
    (b"-----BEGIN X509 CRL", "证书吊销列表"),
    (b"%PDF-", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包（.rar）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（.7z）"),
    (b"\x1f\x8b", "压缩包（.gz）"),
    (b"\xd0\xcf\x11\xe0", "Office 文档（.xls、.doc 等）"),
    (b"{", "JSON 文件"),
    (b"<", "网页或 XML 文件"),
)
_MIMETYPES: Final = (
    (b"application/vnd.youheng.", "送审文件"),
    (b"application/vnd.oasis.", "OpenDocument 文档（.ods、.odt 等）"),
)
_MEMBERS: Final = (
    (b"xl/workbook.", "Excel 工作簿"),
    (b"word/document.xml", "Word 文档"),
    (b"ppt/presentation.xml", "演示文稿"),
)


def foreign_kind(data: bytes) -> str:
    """Say what a file is that is neither encrypted nor a signed container.

    Args:
        data: All its bytes, or as many of the first as there are at hand.

    Returns:
        The words 这是 and a noun; ``""`` if it may be one of the two, or nobody can say.

    """
    kind = _kind(data)
    gap = " " if kind[:1].isascii() else ""
    return f"这是{gap}{kind}" if kind else ""


def _kind(data: bytes) -> str:
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(VERSION):
        return "口令保护的密钥文件" if _SCRYPT in data[:512] else ""
    text = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for mark, kind in _OTHERS if text.startswith(mark)), "")


def _kind_of_zip(data: bytes) -> str:
    if data[_MIMETYPE] == names.MIMETYPE.encode():
        said = data[_MIMETYPE.stop :]
        return next((kind for mark, kind in _MIMETYPES if said.startswith(mark)), "")
    if b"META-INF/" in data:  # a container, damaged at its beginning
        return ""
    found = next((kind for mark, kind in _MEMBERS if mark in data), "")
    return found or "压缩文件或表格（.zip、.xlsx 等）"
