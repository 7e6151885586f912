"""What can be done while typing into a form: the part of the table of actions both faces have."""

from typing import Final

from ui.actions import ActionSpec

ENTRY_ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec("section.previous", "到上一部分", "Ctrl+PgUp", "chevron-left"),
    ActionSpec("section.next", "到下一部分", "Ctrl+PgDown", "chevron-right"),
    ActionSpec("problem.next", "到下一个问题", "F8", "chevron-down"),
    ActionSpec("problem.previous", "到上一个问题", "Shift+F8", "chevron-up"),
    ActionSpec("blank.next", "到下一项未填", "F7", "circle-dashed"),
    ActionSpec("blank.previous", "到上一项未填", "Shift+F7", "circle"),
    ActionSpec("place.explain", "查看这一项的说明", "F1", "circle-help"),
    ActionSpec("place.explain_on", "查看说明的下一屏", "Shift+F1", "chevron-down"),
    ActionSpec("reason.write", "写说明（再按一次回到原处）", "Ctrl+J", "message-square-text"),
    ActionSpec("last.take", "同上年，或确认带来的内容", "F6", "copy"),
    ActionSpec("last.show", "显示或隐藏上年数", "Shift+F6", "eye"),
    ActionSpec("place.find", "查找填报项", "Ctrl+F", "search"),
    ActionSpec("place.jump", "跳到…", "Ctrl+K", "arrow-right"),
    ActionSpec("return.check", "全部检查", "Ctrl+Return", "list-checks"),
    ActionSpec("return.undo", "撤销", "Ctrl+Z", "undo-2", lambda now: now.can_undo),
    ActionSpec("return.redo", "重做", "Ctrl+Y", "redo-2", lambda now: now.can_redo),
)
