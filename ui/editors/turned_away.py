"""Why what is typed at a place goes nowhere: said instead of swallowing the key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from forms.spec import Field
from forms.wording import why_not_typed
from ui.editors.view import Standing

ONLY_READ = "填报内容现在只能看，不能改。"
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key stands for a sign somebody wants to write."""
    text = event.text()
    return text.isprintable() and bool(text.strip()) and not event.modifiers() & ~_TYPING


def why_turned_away(item: Field, standing: Standing, *, can_change: bool) -> str:
    """Say why nothing can be typed into a field or cell; ``""`` where it can."""
    if standing is Standing.INPUT:
        return ""
    if standing is Standing.ABSENT:
        return f"【{item.label}】在这里不适用，不用填写。"
    if standing is Standing.CALCULATED:
        return why_not_typed(item)
    return f"【{item.label}】印在表上，不用填写。" if can_change else ONLY_READ


def why_no_rows(label: str, *, can_change: bool) -> str:
    """Say why rows of a table can neither be added nor deleted."""
    return f"【{label}】的行是固定的，不能添加或删除。" if can_change else ONLY_READ
