"""What reading files would change, shown before anything is written; what is in doubt is ticked."""

from PySide6.QtWidgets import QWidget

from forms.signs import BLANK
from forms.tables.sheets import hidden_rows_told
from operations.entry.fill_file import FillReport
from operations.entry.merging.plan import CellChange, Decisions, Take
from ui.dialogs.prompts import PromptDialog
from ui.messages import Messages
from ui.metrics import characters
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.rows.line_table import MOST, LineTable

_HEADINGS = (("照文件", 5), ("位置", 17), ("这里", 11), ("文件里", 11), ("导出时", 0))


class FillRehearsal(PromptDialog):
    """Conflicts first, then what the files leave out, each with a tick; then what is simply changed."""

    def __init__(self, found: FillReport, parent: QWidget | None) -> None:
        super().__init__(
            parent, title="读入前核对", text=_summary(found), icon="file-input", tone="accent"
        )
        self.setMinimumWidth(characters(60))
        doubtful = [("冲突", item) for item in found.conflicts]
        doubtful += [(_what(item), item) for item in found.removals]
        rows = [*doubtful, *(_told(item) for item in _wrong_first(found)[:MOST])]
        self.table = LineTable(
            "文件将改动的内容", _HEADINGS, [_line(*row) for row in rows], height=14
        )
        for number, (_, change) in enumerate(doubtful):
            self.table.offer_tick(number, key=change.decided_by)
        self.body.addWidget(self.table)
        if len(found.cells) > MOST:
            self.body.addWidget(
                text_label(f"将改的只列出前 {MOST} 处，共 {len(found.cells)} 处。", style="small")
            )
        if doubtful:
            every = button("全部勾选")
            every.clicked.connect(self.table.tick_all)
            self.buttons.insertWidget(0, every)
        self.add_buttons("读入")

    def decisions(self) -> Decisions:
        """What was ticked: conflicts that go by the file, and what is cleared or deleted here too."""
        ticked = self.table.ticked()
        return Decisions(Take.MINE, file_for=ticked, remove=ticked)


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
    if wrong := sum(item.is_wrong for item in found.cells):
        parts.append(f"其中 {wrong} 处需要改正，读入后照样留着")
    if found.conflicts:
        parts.append(
            f"有 {len(found.conflicts)} 处冲突，导出模板以后这里（或另一个文件）也改过，"
            "勾选的用文件里的，不勾的留这里的"
        )
    if found.removals:
        parts.append(f"文件里清空或删去了 {len(found.removals)} 处，勾选的才照做")
    if found.leftovers:
        parts.append(f"{len(found.leftovers)} 处不能读入，读入后逐条列出")
    if found.remarks:
        parts.append(f"{len(found.remarks)} 个由程序计算的格改写过，不采用，读入后列出")
    return "；".join(parts) + f"。{hidden_rows_told(found.hidden_rows)}现在还没有写入。"


def _wrong_first(found: FillReport) -> list[CellChange]:
    return sorted(found.cells, key=lambda item: not item.is_wrong)


def _told(item: CellChange) -> tuple[str, CellChange]:
    return "需改正" if item.is_wrong else "将改", item


def _line(what: str, change: CellChange) -> tuple[str, ...]:
    base = "" if change.base is None else change.base or BLANK
    mine = f"{change.mine_from}：{change.mine}" if change.mine_from else change.mine
    return what, change.label, mine or BLANK, change.file or BLANK, base


def _what(change: CellChange) -> str:
    return "删去" if change.address.endswith("]") else "清空"
