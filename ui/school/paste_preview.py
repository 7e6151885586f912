"""PastePreview: what a pasted block would do, before it does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from operations.paste import PastePlan
from ui.dialogs import PromptDialog
from ui.metrics import characters, line_height
from ui.parts.texts import text_label

_MOST = 200


class PastePreview(PromptDialog):
    """A list of cells with before and after, new rows counted, and what is refused and why."""

    def __init__(self, plan: PastePlan, parent: QWidget | None = None) -> None:
        super().__init__(
            parent, title="粘贴表格", text=plan.summary, icon="clipboard-paste", tone="accent"
        )
        self.setMinimumWidth(characters(50))
        rows = _lines(plan)
        table = QTableWidget(min(len(rows), _MOST), 4)
        table.setAccessibleName("将要填入的内容")
        table.setHorizontalHeaderLabels(["位置", "原来", "填入", "说明"])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for number, cells in enumerate(rows[:_MOST]):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                table.setItem(number, column, item)
        for column, width in enumerate((10, 7, 7)):
            table.setColumnWidth(column, characters(width))
        across = table.horizontalHeader()
        across.setStretchLastSection(True)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setShowGrid(False)
        table.setFixedHeight(line_height() * 12)
        self.body.addWidget(table)
        if len(rows) > _MOST:
            self.body.addWidget(text_label(f"只列出前 {_MOST} 项。", style="small"))
        self.add_buttons("填入")
        self.accept_button.setEnabled(bool(plan.cells or plan.new_rows))


def _lines(plan: PastePlan) -> list[tuple[str, str, str, str]]:
    """Refusals first, then what is wrong, then the rest."""
    refused = [
        (f"第 {cell.line} 行第 {cell.column} 列", "", cell.text, f"不能填入：{cell.reason}")
        for cell in plan.refused
    ]
    wrong = [(cell.label, cell.before, cell.text, cell.fault) for cell in plan.cells if cell.fault]
    faults = [("新增行", "", "", fault) for fault in plan.faults]
    plain = [(cell.label, cell.before, cell.text, "") for cell in plan.cells if not cell.fault]
    added = [
        (f"新增第 {number} 行", "", "　".join(cells.values()), "")
        for number, cells in enumerate(plan.new_rows, start=1)
    ]
    return [*refused, *wrong, *faults, *plain, *added]
