"""Text made fit for a document: what a format cannot hold is shown, never dropped in silence."""

import unicodedata

from forms.types.visible import REPLACEMENT

EXCEL_TEXT_LIMIT = 32_767
_CUT = "……（全文过长，完整内容见上报包的 data/return.json）"

# Marks that turn the reading direction could make a printed figure read otherwise than it was signed.
_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


def printable(text: str) -> str:
    r"""Replace what has no place on paper by □; line ends become ``\n`` and tabs a blank.

    >>> printable("一小\x00\r\n二小")
    '一小□\n二小'
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(_shown(character) for character in unified)


def excel_text(text: str) -> str:
    """Make text fit for a cell: control characters shown as □, and no longer than Excel allows."""
    shown = printable(text)
    # Excel counts UTF-16 units.
    if len(shown.encode("utf-16-le")) // 2 <= EXCEL_TEXT_LIMIT:
        return shown
    room = (EXCEL_TEXT_LIMIT - len(_CUT)) * 2
    return shown.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + _CUT


def _shown(character: str) -> str:
    if character == "\n":
        return character
    if character in _DIRECTION or character in "\ufffe\uffff":
        return REPLACEMENT
    return REPLACEMENT if unicodedata.category(character) in {"Cc", "Cs"} else character
