"""What a file from a person really is, whatever its name says: named, with what to do."""

import re
from collections.abc import Mapping
from typing import Final

from exporters.foreign_files import ForeignFile, by_first_bytes

_ALTERNATIVE: Final = "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再试。"
_HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_ORIGINAL: Final = "请找到它的 Excel 或 CSV 原件再试。"
_COPY: Final = "请把表格复制到 Excel 中，存为 .xlsx 后再试。"
_INSIDE: Final = "，再选里面的表格文件。"
_INSTEAD: Final[Mapping[ForeignFile, str]] = {
    ForeignFile.PDF: _ORIGINAL,
    ForeignFile.PICTURE: _ORIGINAL,
    ForeignFile.STORE: "请在程序中打开它。",
    **{kind: kind.unpacking + _INSIDE for kind in ForeignFile if kind.unpacking},
    ForeignFile.RICH_TEXT: _COPY,
    ForeignFile.LOCKED_KEY: "请单独保管。",
    ForeignFile.REQUEST: "请在“给学校开户”里读入。",
    ForeignFile.CERTIFICATE: "",
    ForeignFile.REVOCATIONS: "",
}
"""What to do with a file that is no table."""

_BY_FIRST_BYTES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x05\x06", "这是空的压缩包（zip），里面没有文件。请重新选择文件。"),
    (b"age-encryption.org/", "这是加密的上报包或密钥，不是表格。上报包请用“导入上报包”。"),
    (b"-----BEGIN ", "这是证书或密钥，不是表格。"),
)

_BY_MEMBER: Final[tuple[tuple[str, str], ...]] = (
    ("xl/workbook.bin", f"这是二进制工作簿（.xlsb），不能读取。{_ALTERNATIVE}"),
    ("word/document.xml", f"这是 Word 文档，不是表格。{_COPY}"),
    ("ppt/presentation.xml", f"这是演示文稿，不是表格。{_COPY}"),
)
_BY_MIMETYPE: Final[tuple[tuple[bytes, str], ...]] = (
    (b"opendocument.spreadsheet", f"这是 OpenDocument 表格（.ods），不能读取。{_ALTERNATIVE}"),
    (b"opendocument", f"这是 OpenDocument 文档，不是表格。{_COPY}"),
    (b"asic", "这是签名的上报包、开户文件、回执或退回单，不是表格。上报包请用“导入上报包”。"),
)
_STRICT: Final = b"purl.oclc.org/ooxml"
_STRICT_SENTENCE: Final = (
    "这是“Strict Open XML”格式的工作簿，不能读取。"
    "请在 Excel 中另存为普通的“Excel 工作簿（*.xlsx）”后再试。"
)
_ARCHIVE_SENTENCE: Final = "这是压缩包（zip），不是 Excel 工作簿。请先解压，再选里面的 .xlsx 文件。"


def foreign_kind(data: bytes) -> str:
    """Say what a file is that is neither workbook nor plain text, and what to do; else ``""``.

    A zip is looked into by :func:`foreign_archive`.
    """
    if data.startswith(_OLE):
        return _compound_file(data)
    kind = by_first_bytes(data)
    if kind is not None and kind in _INSTEAD:
        return f"{kind.told}，不是表格。{_INSTEAD[kind]}"
    for mark, sentence in _BY_FIRST_BYTES:
        if data.startswith(mark):
            return sentence
    return "" if data.startswith(_ZIP) else _markup(_head(data))


def foreign_archive(names: list[str], mimetype: bytes, workbook: bytes) -> str:
    """Say what a zip is that is no workbook this program reads; ``""`` for one it reads.

    Args:
        names: Its members.
        mimetype: Content of its member ``mimetype``, or nothing.
        workbook: The beginning of its member ``xl/workbook.xml``, or nothing.

    """
    known = {name.replace("\\", "/").lstrip("/").casefold() for name in names}
    by_type = (sentence for mark, sentence in _BY_MIMETYPE if mark in mimetype)
    by_member = (sentence for member, sentence in _BY_MEMBER if member in known)
    found = next(by_type, "") or next(by_member, "")
    if found:
        return found
    if _STRICT in workbook:
        return _STRICT_SENTENCE
    return "" if "[content_types].xml" in known else _ARCHIVE_SENTENCE


def locked_archive(names: list[str]) -> str:
    """Say what a zip is of which a member has a password: a workbook of that kind, or an archive.

    Args:
        names: Its members.

    """
    if any(name.casefold().endswith("[content_types].xml") for name in names):
        return "这个工作簿用压缩软件加了密码，不能读取。请用没有加密的原件再试。"
    kind = ForeignFile.LOCKED_ARCHIVE
    return f"{kind.told}，不是表格。{_INSTEAD[kind]}"


def looks_like_json(data: bytes) -> bool:
    """Whether a file is JSON by its first sign, or nothing but a list or an object could be."""
    return bool(re.match(r'\s*[{\[]\s*(["{\[\]}\d-]|true|false|null)', _head(data)))


def _compound_file(data: bytes) -> str:
    if _wide("EncryptedPackage") in data:
        return (
            "这个工作簿加了打开口令，不能读取。请在 Excel 或 WPS 中打开，取消口令"
            "（文件—信息—保护工作簿），另存为 .xlsx 后再试。"
        )
    if _wide("WordDocument") in data:
        return f"这是旧格式的 Word 文档，不是表格。{_COPY}"
    if _wide("ETExtData") in data:
        return f"这是 WPS 表格（.et），不能读取。{_ALTERNATIVE}"
    return f"这是旧格式的工作簿（.xls 或 WPS 的 .et），不能读取。{_ALTERNATIVE}"


def _markup(head: str) -> str:
    if head.startswith("mime-version:"):
        return f"这是单个文件网页（.mht），只是名字像工作簿，不能读取。{_ALTERNATIVE}"
    if not head.startswith("<"):
        return ""
    if "urn:schemas-microsoft-com:office:spreadsheet" in head or "mso-application" in head:
        return f"这是“XML 表格 2003”，只是名字像工作簿，不能读取。{_ALTERNATIVE}"
    if re.search(r"<(!doctype\s+html|html|head|meta|body|table|style|div)\b", head):
        return f"这是网页（HTML），只是名字像工作簿，不能读取。{_ALTERNATIVE}"
    if head.startswith("<?xml"):
        return f"这是 XML 文件，不是工作簿，不能读取。{_ALTERNATIVE}"
    return ""


def _head(data: bytes) -> str:
    """The beginning as lower-case text, whatever its encoding; only ASCII signs matter here."""
    head = data[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").decode("ascii", errors="replace").lstrip().casefold()


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
