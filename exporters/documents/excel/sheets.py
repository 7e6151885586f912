"""Names of sheets as Excel allows them, and the common look of form sheets."""

from collections.abc import Iterable

from exporters.documents import palette
from exporters.documents.excel.workbook import CellStyle
from exporters.documents.report import Ink, Tone

TITLE = CellStyle(bold=True, size=15, wrap=False)
SUBTITLE = CellStyle(colour=palette.MUTED, wrap=False)
SECTION = CellStyle(bold=True, size=11.5, wrap=False)
HEAD = CellStyle(bold=True, fill=palette.HEAD, boxed=True)
LABEL = CellStyle(boxed=True)
MUTED = CellStyle(boxed=True, colour=palette.MUTED)

FILLS = {
    Ink.INPUT: palette.INPUT,
    Ink.CALCULATED: palette.CALCULATED,
    Ink.REFERENCED: palette.REFERENCED,
}
COLOURS = {
    Tone.PLAIN: palette.INK,
    Tone.MUTED: palette.MUTED,
    Tone.GOOD: palette.GOOD,
    Tone.WARNING: palette.WARNING,
    Tone.BAD: palette.BAD,
}

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_LONGEST = 31


def sheet_names(labels: Iterable[str]) -> list[str]:
    """Make names Excel accepts out of labels: no forbidden sign, 31 characters, all different.

    >>> sheet_names(["教师/队伍", "教师/队伍"])
    ['教师-队伍', '教师-队伍 2']
    """
    names: list[str] = []
    for label in labels:
        base = label.translate(_FORBIDDEN).strip().strip("'")[:_LONGEST] or "表"
        name, number = base, 1
        while name.casefold() in {other.casefold() for other in names}:
            number += 1
            name = f"{base[: _LONGEST - len(str(number)) - 1]} {number}"
        names.append(name)
    return names
