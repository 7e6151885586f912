"""What reading files would change, shown before anything is written; what is in doubt is ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from operations.entry.fill_file import FillReport
from operations.entry.merging.plan import CellChange, Decisions, Take
from ui.dialogs import PromptDialog
from ui.messages import Messages
from ui.metrics import characters, line_height
from ui.parts.buttons import button
from ui.parts.texts import text_label

_BLANK = "（空）"
_MOST = 500
_HEADINGS = (("照文件", 5), ("位置", 17), ("这里", 11), ("文件里", 11), ("导出时", 0))
_KEY = Qt.ItemDataRole.UserRole


class FillRehearsal(PromptDialog):
    """Conflicts first, then what the files leave out, each with a tick; then what is simply changed."""

    def __init__(self, found: FillReport, parent: QWidget | None) -> None:
        super().__init__(
            parent, title="读入前核对", text=_summary(found), icon="file-input", tone="accent"
        )
        self.setMinimumWidth(characters(60))
        rows = [("冲突", item) for item in found.conflicts]
        rows += [(_what(item), item) for item in found.removals]
        self._doubtful = len(rows)
        rows += [("将改", item) for item in found.cells[:_MOST]]
        self.table = self._make_table(rows)
        self.body.addWidget(self.table)
        if len(found.cells) > _MOST:
            self.body.addWidget(
                text_label(f"将改的只列出前 {_MOST} 处，共 {len(found.cells)} 处。", style="small")
            )
        if self._doubtful:
            every = button("全部勾选")
            every.clicked.connect(self._tick_all)
            self.buttons.insertWidget(0, every)
        self.add_buttons("读入")

    def decisions(self) -> Decisions:
        """What was ticked: conflicts that go by the file, and what is cleared or deleted here too."""
        ticked = [
            str(item.data(_KEY))
            for row in range(self._doubtful)
            if (item := self.table.item(row, 0)) is not None
            and item.checkState() is Qt.CheckState.Checked
        ]
        return Decisions(Take.MINE, file_for=frozenset(ticked), remove=frozenset(ticked))

    def _make_table(self, rows: Sequence[tuple[str, CellChange]]) -> QTableWidget:
        table = QTableWidget(len(rows), len(_HEADINGS))
        table.setAccessibleName("文件将改动的内容")
        table.setHorizontalHeaderLabels([heading for heading, _ in _HEADINGS])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        for number, (what, change) in enumerate(rows):
            base = "" if change.base is None else change.base or _BLANK
            mine = f"{change.mine_from}：{change.mine}" if change.mine_from else change.mine
            texts = (what, change.label, mine or _BLANK, change.file or _BLANK, base)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0 and number < self._doubtful:
                    item.setCheckState(Qt.CheckState.Unchecked)
                    item.setData(_KEY, change.decided_by)
                table.setItem(number, column, item)
        for column, (_, width) in enumerate(_HEADINGS[:-1]):
            table.setColumnWidth(column, characters(width))
        across = table.horizontalHeader()
        across.setStretchLastSection(True)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setFixedHeight(line_height() * 14)
        return table

    @Slot()
    def _tick_all(self) -> None:
        for row in range(self._doubtful):
            item = self.table.item(row, 0)
            if item is not None:
                item.setCheckState(Qt.CheckState.Checked)


def ask_decisions(
    found: FillReport, messages: Messages, parent: QWidget | None
) -> Decisions | None:
    """Show what a rehearsal found; what was decided, or ``None`` if the user turned away."""
    if not (found.cells or found.conflicts or found.removals):
        return Decisions(Take.MINE)
    dialog = FillRehearsal(found, parent)
    accepted = messages.dialog(dialog)
    decisions = dialog.decisions()
    dialog.deleteLater()
    return decisions if accepted else None


def _summary(found: FillReport) -> str:
    parts = [f"将改 {len(found.cells)} 处"]
    if found.conflicts:
        parts.append(
            f"有 {len(found.conflicts)} 处冲突，导出模板以后这里（或另一个文件）也改过，"
            "勾选的用文件里的，不勾的留这里的"
        )
    if found.removals:
        parts.append(f"文件里清空或删去了 {len(found.removals)} 处，勾选的才照做")
    if found.leftovers:
        parts.append(f"{len(found.leftovers)} 处不能读入，读入后逐条列出")
    return "；".join(parts) + "。现在还没有写入。"


def _what(change: CellChange) -> str:
    return "删去" if change.address.endswith("]") else "清空"
