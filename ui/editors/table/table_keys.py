"""What can be done to the cells selected in a table: its words, its keys; read by menu and keyboard."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class TableAct(StrEnum):
    """One thing to do with what is selected."""

    CUT = "cut"
    COPY = "copy"
    COPY_WITH_HEADINGS = "copy_with_headings"
    PASTE = "paste"
    FILL_DOWN = "fill_down"
    CLEAR = "clear"
    ADD_ROW = "add_row"
    DELETE_ROWS = "delete_rows"


@dataclass(frozen=True, slots=True)
class ActSpec:
    """How an act is offered.

    Attributes:
        act: The act.
        text: What the user reads.
        keys: Its keys, the one that is shown first.
        changes: Whether it needs a table that can be typed into.
        of_rows: Whether it needs a table whose rows are free.
        apart: Whether a line stands above it in the menu.

    """

    act: TableAct
    text: str
    keys: tuple[str, ...]
    changes: bool = True
    of_rows: bool = False
    apart: bool = False


ACTS: Final = (
    ActSpec(TableAct.CUT, "剪切", ("Ctrl+X", "Shift+Del")),
    ActSpec(TableAct.COPY, "复制", ("Ctrl+C", "Ctrl+Ins"), changes=False),
    ActSpec(TableAct.COPY_WITH_HEADINGS, "连同表头复制", ("Ctrl+Shift+C",), changes=False),
    ActSpec(TableAct.PASTE, "粘贴", ("Ctrl+V", "Shift+Ins")),
    ActSpec(TableAct.FILL_DOWN, "向下填充", ("Ctrl+D",), apart=True),
    ActSpec(TableAct.CLEAR, "清除内容", ("Del", "Backspace")),
    ActSpec(
        TableAct.ADD_ROW,
        "添加一行",
        ("Ins", "Ctrl++", "Ctrl+Shift++", "Ctrl+="),
        of_rows=True,
        apart=True,
    ),
    ActSpec(TableAct.DELETE_ROWS, "删除所选行", ("Ctrl+-", "Ctrl+Del"), of_rows=True),
)
_BY_KEY: Final = {key: spec for spec in ACTS for key in spec.keys}


def act_of(event: QKeyEvent) -> ActSpec | None:
    """The act a key stands for, if any; the keys of the number pad are like the others."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return _BY_KEY.get(pressed.toString(QKeySequence.SequenceFormat.PortableText))
