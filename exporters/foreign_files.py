"""What people send in place of a table or a signed file, known by its first bytes and never by its name."""

from enum import Enum
from typing import Final


class ForeignFile(Enum):
    """A kind of file, with what it is called in a sentence."""

    STORE = "填报库或局端库本身"
    LOCKED_KEY = "口令保护的密钥文件"
    REQUEST = "开户申请"
    CERTIFICATE = "证书"
    REVOCATIONS = "证书吊销列表"
    REVIEW = "送审文件"
    PDF = "PDF 文件"
    PICTURE = "图片"
    RAR = "压缩包（.rar）"
    SEVEN_ZIP = "压缩包（.7z）"
    GZIP = "压缩包（.gz）"
    ARCHIVE = "压缩文件或表格（.zip、.xlsx 等）"
    LOCKED_ARCHIVE = "加了密码的压缩包（.zip）"
    WORKBOOK = "Excel 工作簿"
    WORD = "Word 文档"
    SLIDES = "演示文稿"
    OPEN_DOCUMENT = "OpenDocument 文档（.ods、.odt 等）"
    OFFICE = "Office 文档（.xls、.doc 等）"
    RICH_TEXT = "写字板文档（.rtf）"
    JSON = "JSON 文件"
    MARKUP = "网页或 XML 文件"

    @property
    def told(self) -> str:
        """A clause that says so: 这是 and the noun."""
        gap = " " if self.value[0].isascii() else ""
        return f"这是{gap}{self.value}"

    @property
    def unpacking(self) -> str:
        """What to do first (a clause), so that what is inside can be chosen; ``""`` if nothing is."""
        return _UNPACKING.get(self, "")


_PERHAPS_LOCKED: Final = "请先解压（加了密码的，用它的密码）"
_UNPACKING: Final = {
    ForeignFile.RAR: _PERHAPS_LOCKED,
    ForeignFile.SEVEN_ZIP: _PERHAPS_LOCKED,
    ForeignFile.GZIP: "请先解压",
    ForeignFile.ARCHIVE: "请先解压",
    ForeignFile.LOCKED_ARCHIVE: "请先用它的密码解压",
}

_MARKS: Final = (
    (b"SQLite format 3\0", ForeignFile.STORE),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", ForeignFile.LOCKED_KEY),
    (b"-----BEGIN CERTIFICATE REQUEST", ForeignFile.REQUEST),
    (b"-----BEGIN CERTIFICATE", ForeignFile.CERTIFICATE),
    (b"-----BEGIN X509 CRL", ForeignFile.REVOCATIONS),
    (b"%PDF-", ForeignFile.PDF),
    (b"\x89PNG", ForeignFile.PICTURE),
    (b"\xff\xd8\xff", ForeignFile.PICTURE),
    (b"GIF8", ForeignFile.PICTURE),
    (b"II*\0", ForeignFile.PICTURE),
    (b"MM\0*", ForeignFile.PICTURE),
    (b"Rar!", ForeignFile.RAR),
    (b"7z\xbc\xaf\x27\x1c", ForeignFile.SEVEN_ZIP),
    (b"\x1f\x8b", ForeignFile.GZIP),
    (b"\xd0\xcf\x11\xe0", ForeignFile.OFFICE),
    (b"{\\rtf", ForeignFile.RICH_TEXT),
    (b"{", ForeignFile.JSON),
    (b"<", ForeignFile.MARKUP),
)


def by_first_bytes(data: bytes) -> ForeignFile | None:
    """Recognise a file that its first bytes give away; what a zip holds they do not tell."""
    return next((kind for mark, kind in _MARKS if data.startswith(mark)), None)
