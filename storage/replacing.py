"""What may be written over: never a store, never a key, never a file of another kind.

The kind of a file is told by its first bytes, so neither a name nor a caller can be wrong about it.
"""

from enum import StrEnum
from pathlib import Path
from typing import Final

from storage import open_files
from storage.errors import NotReplaced

HEAD: Final = 512
"""Bytes at the start of a file that tell its kind."""


class OutputKind(StrEnum):
    """Kinds of files, each with the word users read."""

    STORE = "库"
    KEY = "密钥"
    ENCRYPTED = "加密文件"
    CONTAINER = "签名文件"
    WORKBOOK = "Excel 工作簿"
    ZIP = "压缩文件"
    PDF = "PDF 文件"
    PEM = "证书或申请"
    JSON = "JSON 文件"
    TEXT = "文本文件"
    OTHER = "其他文件"
    EMPTY = "空文件"


_STARTS: Final = (
    (b"SQLite format 3\0", OutputKind.STORE),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", OutputKind.KEY),
    (b"AGE-SECRET-KEY-", OutputKind.KEY),
    (b"age-encryption.org/v1\n-> scrypt ", OutputKind.KEY),
    (b"age-encryption.org/v1\n", OutputKind.ENCRYPTED),
    (b"%PDF-", OutputKind.PDF),
)
_TEXTS: Final = {
    *("", ".txt", ".csv", ".tsv", ".html", ".htm", ".log", ".toml"),
    *(".md", ".csr", ".pem", ".crl", ".json"),
}
"""Endings of texts that the program may have written; a script of somebody is none of them."""


def kind_of(head: bytes) -> OutputKind:
    """Tell the kind of a file from its first :data:`HEAD` bytes."""
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"PK\3\4"):
        return _kind_of_zip(head)
    if head.startswith(b"-----BEGIN "):
        return OutputKind.KEY if b"PRIVATE KEY" in head.partition(b"\n")[0] else OutputKind.PEM
    return _kind_of_text(head)


def _kind_of_zip(head: bytes) -> OutputKind:
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first == b"mimetype" and b"application/vnd.etsi.asic-e+zip" in head:
        return OutputKind.CONTAINER
    if first.startswith((b"[Content_Types].xml", b"xl/", b"docProps/", b"_rels/")):
        return OutputKind.WORKBOOK
    return OutputKind.ZIP


def _kind_of_text(head: bytes) -> OutputKind:
    if not head:
        return OutputKind.EMPTY
    # A character that the end of the head cuts in half is no fault.
    text = head.removeprefix(b"\xef\xbb\xbf").decode(
        "utf-8", "ignore" if len(head) == HEAD else "replace"
    )
    if "\0" in text or "\ufffd" in text:
        return OutputKind.OTHER
    return OutputKind.JSON if text.lstrip()[:1] in {"{", "["} else OutputKind.TEXT


def refuse_to_destroy(path: Path, content: bytes) -> None:
    """Refuse to write ``content`` over a file that must not be lost by it.

    Nothing is refused where there is no file, where it is empty, or where it says the same already.

    Raises:
        NotReplaced: The file is a store, a key or of another kind than the content.
        OSError: It cannot be looked at.

    """
    if open_files.is_open_here(path):
        raise NotReplaced(path, OutputKind.STORE.value)
    if not path.is_file():
        return
    old = open_files.read_bytes(path, max(HEAD, len(content) + 1))
    found, new = kind_of(old[:HEAD]), kind_of(content[:HEAD])
    if old == content or found is OutputKind.EMPTY:
        return
    foreign_text = found in {OutputKind.TEXT, OutputKind.JSON} and path.suffix.lower() not in _TEXTS
    if found in {OutputKind.STORE, OutputKind.KEY} or found is not new or foreign_text:
        raise NotReplaced(path, found.value)
