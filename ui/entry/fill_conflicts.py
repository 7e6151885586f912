"""Whose text is kept where a filled template and this store were both changed since the export."""

from PySide6.QtWidgets import QWidget

from operations.entry.fill_file import FillReport
from operations.entry.merging import Take
from ui.messages import Messages
from ui.parts.rehearsal import RehearsalDialog

_BLANK = "（空）"


def conflict_dialog(found: FillReport, parent: QWidget | None) -> RehearsalDialog:
    """Make the dialog about the conflicts of a rehearsal."""
    text = (
        f"文件将改 {len(found.cells)} 处；另有 {len(found.conflicts)} 处，导出模板以后这里改过，"
        "文件里又是另一个内容。这几处用哪一边的？"
    )
    return RehearsalDialog(
        parent,
        title="两边都改过",
        text=text,
        headings=(("位置", 24), ("这里", 14), ("文件里", 0)),
        lines=[(item.label, item.mine or _BLANK, item.file or _BLANK) for item in found.conflicts],
        accept="留这里的，读入其余",
        other="用文件里的",
    )


def decided(found: FillReport, messages: Messages, parent: QWidget | None) -> Take | None:
    """Ask about conflicts; ``None`` if there are none or the user turned away."""
    if not found.conflicts:
        return None
    dialog = conflict_dialog(found, parent)
    if not messages.dialog(dialog):
        return None
    return Take.FILE if dialog.took_other else Take.MINE
