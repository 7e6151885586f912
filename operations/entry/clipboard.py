"""A block of cells as text: how spreadsheets put it on the clipboard, and read it from there."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

_CELL_END: Final = re.compile(r"[\t\n]")
_RUN: Final = re.compile(r'"+')
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
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    quotes = _Quotes(text)
    lines: list[list[str]] = [[]]
    start = 0
    while True:
        end = quotes.end_of_cell(start)
        if end is None:
            found = _CELL_END.search(text, start)
            end = found.start() if found else len(text)
            lines[-1].append(text[start:end])
        else:
            lines[-1].append(text[start + 1 : end - 1].replace('""', '"'))
        if end == len(text):
            return lines
        if text[end] == "\n":
            lines.append([])
        start = end + 1


class _Quotes:
    """Where the quoted cells of a text end, found in one pass however the quotes lie."""

    def __init__(self, text: str) -> None:
        self._text = text
        # In a cell, quotes come in pairs: the one too many of an odd run closes it.
        self._odd = [run.end() for run in _RUN.finditer(text) if len(run[0]) % 2]

    def end_of_cell(self, start: int) -> int | None:
        """Where the quoted cell ends that starts here; ``None`` where none does.

        A quote without a partner at the end of a cell is a plain sign.
        """
        run = _RUN.match(self._text, start)
        if run is None:
            return None
        end = run.end()
        if len(run[0]) % 2:  # without the one that opens the cell, an even run
            place = bisect_right(self._odd, end)
            if place == len(self._odd):
                return None
            end = self._odd[place]
        return end if self._text[end : end + 1] in {"", "\t", "\n"} else None
