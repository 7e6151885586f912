"""A block of cells as text: how spreadsheets put it on the clipboard, and read it from there."""

from collections.abc import Sequence

_QUOTED = ("\t", "\n", "\r", '"')


def write_block(lines: Sequence[Sequence[str]]) -> str:
    r"""Write lines of cells with tabs and breaks; a cell that has any of them itself is quoted.

    >>> write_block([["1", "a\nb"], ["3", ""]])
    '1\t"a\nb"\n3\t'
    """
    return "\n".join("\t".join(map(_quoted, line)) for line in lines)


def _quoted(text: str) -> str:
    if not any(sign in text for sign in _QUOTED):
        return text
    return '"' + text.replace('"', '""') + '"'


def read_block(text: str) -> list[list[str]]:
    r"""Split clipboard text into lines and cells: tabs, and Excel's quotes around cells with breaks.

    >>> read_block("1\t2\r\n3")
    [['1', '2'], ['3']]
    """
    lines: list[list[str]] = [[""]]
    quoted = False
    position = 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    while position < len(text):
        sign = text[position]
        cells = lines[-1]
        if quoted:
            if sign == '"' and text[position + 1 : position + 2] == '"':
                cells[-1] += '"'
                position += 1
            elif sign == '"':
                quoted = False
            else:
                cells[-1] += sign
        elif sign == '"' and not cells[-1] and _closes(text, position):
            quoted = True
        elif sign == "\t":
            cells.append("")
        elif sign == "\n":
            lines.append([""])
        else:
            cells[-1] += sign
        position += 1
    return lines


def _closes(text: str, start: int) -> bool:
    """Whether the quote at ``start`` has a partner before a cell ends; a lone quote is a plain sign."""
    position = start + 1
    while (position := text.find('"', position)) >= 0:
        following = text[position + 1 : position + 2]
        if following == '"':
            position += 2
            continue
        return following in {"", "\t", "\n"}
    return False
