"""In which encoding a table came as text: read where it is certain, named where it is not."""

import re
from typing import Final

from exporters.documents.intake import FileFault, IntakeError

_HOW: Final = "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再试。"
_LOOKED_AT: Final = 32 * 1024
"""Signs that tell what the rest of a file is."""
_BEYOND_ASCII: Final = re.compile("[^\\x00-\\x7f]")
_FREQUENT: Final = range(0xA1, 0xC7)
"""First bytes of the punctuation and the 5 401 frequent characters of Big5."""
_FEW: Final = 5
"""Of as many characters at most one is rare in a text that is decoded as it was written."""
_QUESTION_MARKS: Final = re.compile(r'"?\?{2,}"?')
_CELL_ENDS: Final = re.compile(r"[,;\t\r\n]+")
_LOST_CELLS: Final = 2
_FIRST_CELLS: Final = 5


def decode_text(data: bytes) -> str:
    """Decode a table: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030.

    Raises:
        IntakeError: It is in another encoding, or its characters were lost when it was saved.

    """
    text = _decoded(data)
    if text is None:
        raise IntakeError(FileFault.ENCODING, _what_it_is(data) + _HOW)
    if _is_lost(text):
        raise IntakeError(
            FileFault.ENCODING,
            "文件里的汉字在保存时已变成问号，找不回来了。请打开原来的表格，"
            "另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再试。",
        )
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"", "utf-8"),
    ):
        if data.startswith(mark) and (text := _strictly(data, encoding)):
            return text
    text = _strictly(data, "gb18030")
    return None if text is None or _is_big5(data, text) else text


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text, if each byte fits; a text of people has no zero signs."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _is_big5(data: bytes, as_gb18030: str) -> bool:
    """Whether a text is of frequent characters in Big5, but of rare ones as GB18030, which fits too."""
    as_big5 = _strictly(data, "cp950")
    return (
        as_big5 is not None
        and _is_rare(as_gb18030, "gb2312", range(0x100))
        and not _is_rare(as_big5, "cp950", _FREQUENT)
    )


def _is_rare(text: str, encoding: str, first_bytes: range) -> bool:
    """Whether more than a few of its characters are none of those of the encoding that begin so."""
    signs: list[str] = _BEYOND_ASCII.findall(text[:_LOOKED_AT])
    codes = [sign.encode(encoding, "replace") for sign in signs]
    common = sum(code != b"?" and code[0] in first_bytes for code in codes)
    return (len(signs) - common) * _FEW > len(signs)


def _what_it_is(data: bytes) -> str:
    if b"\0" in data:
        utf_16 = (_strictly(data, encoding) or "" for encoding in ("utf-16-le", "utf-16-be"))
        if any(_CELL_ENDS.search(text) for text in utf_16):
            return "文件的文字编码是 UTF-16，但开头没有编码的标记，不能读取。"
    elif _strictly(data, "cp950") is not None:
        return "文件的文字编码像是 Big5（繁体中文的 Excel），不能读取。"
    return "认不出文件的文字编码，或者这不是文本文件。"


def _is_lost(text: str) -> bool:
    """Whether the first cells are question marks and no character of ours is left."""
    if not text.isascii():
        return False
    cells = [cell for cell in _CELL_ENDS.split(text[:_LOOKED_AT]) if cell][:_FIRST_CELLS]
    return sum(bool(_QUESTION_MARKS.fullmatch(cell)) for cell in cells) >= _LOST_CELLS
