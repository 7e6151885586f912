"""What may be written over: never a store or a key, a file of the same kind where that is asked.

The kind of a file is told by its first bytes, so neither a name nor a caller can be wrong about it.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from storage.errors import NotReplaced, WouldReplace, file_errors
from storage.files import open_files

HEAD: Final = 512
"""Bytes at the start of a file that tell its kind."""


class OutputKind(StrEnum):
    """Kinds of files, each with the word users read."""

    STORE = "库"
    KEY = "密钥"
    ENCRYPTED = "加密文件"
    CONTAINER = "签名文件"
    REVIEW = "送审文件"
    WORKBOOK = "Excel 工作簿"
    ZIP = "压缩文件"
    PDF = "PDF 文件"
    PARQUET = "Parquet 文件"
    PEM = "证书或申请"
    JSON = "JSON 文件"
    TEXT = "文本文件"
    OTHER = "其他文件"
    EMPTY = "空文件"
    DEVICE = "设备或管道"


_STARTS: Final = (
    (b"SQLite format 3\0", OutputKind.STORE),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", OutputKind.KEY),
    (b"AGE-SECRET-KEY-", OutputKind.KEY),
    (b"age-encryption.org/v1\n-> scrypt ", OutputKind.KEY),
    (b"age-encryption.org/v1\n", OutputKind.ENCRYPTED),
    (b"%PDF-", OutputKind.PDF),
    (b"PAR1", OutputKind.PARQUET),
)
_NEVER: Final = {OutputKind.STORE, OutputKind.KEY, OutputKind.DEVICE}
"""What is never written over, whatever was asked."""
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
    if first == b"mimetype" and b"application/vnd.youheng.review+zip" in head:
        return OutputKind.REVIEW
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


def refuse_to_destroy(contents: Mapping[Path, bytes], *, replace: bool) -> None:
    """Refuse to write contents over files that must not be lost by it.

    Nothing is refused where there is no file, where it is empty, or where it says the same already.

    Args:
        contents: What is to be written, by place.
        replace: Whether it was asked that files of the same kind are replaced.

    Raises:
        NotReplaced: A file is a store, a key or of another kind than the content.
        WouldReplace: Files are there, and that was not asked.
        EnvironmentProblem: One cannot be looked at.

    """
    lost = [path for path, content in contents.items() if _loses(path, content)]
    if lost and not replace:
        raise WouldReplace(lost)


def refuse_taken(path: Path, *, replace: bool) -> None:
    """Refuse a place before the content for it is made, as :func:`refuse_to_destroy`.

    For what costs something to make, such as a signature: whatever is there is taken for different.
    """
    with file_errors(path):
        found = kind_at(path)
    if found in _NEVER:
        raise NotReplaced(path, found.value)
    if found not in {None, OutputKind.EMPTY} and not replace:
        raise WouldReplace([path])


def kind_at(path: Path) -> OutputKind | None:
    """Tell the kind of what is at a place; ``None`` if there is no file.

    Raises:
        OSError: It cannot be looked at.

    """
    if open_files.is_open_here(path):
        return OutputKind.STORE
    if path.is_file():
        return kind_of(open_files.read_bytes(path, HEAD))
    return OutputKind.DEVICE if path.exists() and not path.is_dir() else None


def _loses(path: Path, content: bytes) -> bool:
    """Tell whether a file of the same kind would be lost; one that is never replaced is refused."""
    with file_errors(path):
        found = kind_at(path)
        if found is None or found is OutputKind.EMPTY:
            return False
        is_read = found is not OutputKind.DEVICE and not open_files.is_open_here(path)
        if is_read and _says(path, content):
            return False
    foreign_text = found in {OutputKind.TEXT, OutputKind.JSON} and path.suffix.lower() not in _TEXTS
    kept = found in _NEVER or found is not kind_of(content[:HEAD])
    if kept or foreign_text:
        raise NotReplaced(path, found.value)
    return True


def _says(path: Path, content: bytes) -> bool:
    return open_files.read_bytes(path, len(content) + 1) == content
