"""RawPage: the evaluation alone, from a table that was made elsewhere; the store is left alone."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from operations.bureau.evaluation.evaluate import TableEvaluation, evaluate_table, write_refused
from operations.failures.explain import Failure
from operations.files import TABLE, read_file
from operations.read_tables import ChooseSheet
from ui.bureau.desk import BureauDesk
from ui.bureau.evaluation.evaluation_page import RAW_TABLES
from ui.bureau.evaluation.level_view import VERDICTS, LevelView
from ui.bureau.evaluation.picture_file import save_picture, say_copied
from ui.bureau.evaluation.raw_rows import READING_COLUMNS, reading_records, reading_summary
from ui.bureau.work_page import BureauPage, EmptyState
from ui.dialogs.rehearsal import SheetDialog
from ui.parts.controls.buttons import button
from ui.parts.labels.chips import Chip
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.layout.tall_area import TallArea

_TERMS = "只看这张表：不含本库的学校和区局设置，按表册的基本口径计算；什么都不保存。"
_EMPTY = (
    "表的第一行是表头，用“导出原始表”得到的列名；每所学校一行，独立计算的校区另起一行。"
    "可以先导出一份原始表，照着填写。"
)


class RawPage(BureauPage):
    """Its subject is the file; it can be corrected elsewhere and read again."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "评估原始表", back=True)
        self.found: TableEvaluation | None = None
        self._sheet = ""
        self.verdict = Chip()
        self.top.add_states(self.verdict)
        self.refused = button("导出没有接受的行(&X)…", icon="file-down")
        self.refused.clicked.connect(self._on_refused)
        self.again = button("重新读入(&R)", icon="refresh-cw")
        self.again.clicked.connect(self._read)
        self.other = button("换一张表(&V)…", icon="table")
        self.other.clicked.connect(self._on_other)
        self.add_buttons(self.refused, self.again, self.other)
        self.view = LevelView(desk.desktop.theme, hint="指着一所学校，看它的七项结论")
        self.view.terms.setText(_TERMS)
        self.view.save_wanted.connect(partial(save_picture, self))
        self.view.copied.connect(partial(say_copied, self))
        self.reading = self.view.add_table("读表情况", READING_COLUMNS)
        self.stack = ShownStack()
        self.stack.addWidget(self.view)
        self.stack.addWidget(EmptyState("table", "没有读出可以评估的表", _EMPTY))
        self.add_content(TallArea(self.stack))

    @property
    def path(self) -> Path:
        return Path(str(self.subject))

    def show_subject(self, subject: object) -> None:
        """Read another file."""
        super().show_subject(subject)
        self._sheet = ""
        self.title.setText(f"评估 {self.path.name}")
        self.title.setToolTip(str(self.path))
        self._read()

    # -- reading -------------------------------------------------------------------------------

    @Slot()
    def _read(self) -> None:
        path, sheet, explain = self.path, self._sheet, self.desk.desktop.explain
        self.strip.clear()
        self._show(None)
        self.again.setEnabled(False)
        self.desk.desktop.runner.work(
            lambda _: _looked(path, sheet),
            owner=self,
            then=self._on_read,
            fail=lambda error: self._on_unreadable(explain(error)),
        )

    def _on_read(self, found: TableEvaluation | ChooseSheet) -> None:
        self.again.setEnabled(True)
        if isinstance(found, ChooseSheet):
            self._ask_sheet(found)
            return
        self._show(found)
        tone = "query" if found.refused or not found.table.rows else "ok"
        detail = "没有接受的行在“读表情况”里逐行说明，改正后重新读入。" if found.refused else ""
        said = "".join((*found.source.sentences, detail))
        self.say(reading_summary(found.table), tone=tone, detail=said)
        if not found.evaluation.levels:
            self.view.show_tab(self.reading)
        self.focus_first()

    def _ask_sheet(self, found: ChooseSheet) -> None:
        which = SheetDialog(self.window(), sheets=found.sheets)
        if self.desk.desktop.messages.dialog(which):
            self._sheet = which.sheet
            self._read()
        else:
            self._on_unreadable(self.desk.desktop.explain(found))

    def _on_unreadable(self, failure: Failure) -> None:
        self.again.setEnabled(True)
        self.fail(failure)
        self.focus_first()

    def _show(self, found: TableEvaluation | None) -> None:
        self.found = found
        self.stack.setCurrentIndex(1 if found is None else 0)
        self.verdict.setVisible(found is not None)
        self.refused.setVisible(found is not None and found.refused)
        if found is None:
            return
        icon, tone, word = VERDICTS[found.evaluation.passes]
        self.verdict.show_state(word, icon=icon, tone=tone)
        self.view.show_evaluation(found.evaluation)
        records = reading_records(found.table)
        self.reading.show_records(records)
        self.view.name_tab(self.reading, f"读表情况（{len(records)}）")

    def focus_first(self) -> None:
        """Begin in the table in sight, or with another file."""
        if self.stack.currentIndex() == 0:
            self.view.focus_first()
        else:
            self.other.setFocus()

    # -- going on ------------------------------------------------------------------------------

    @Slot()
    def _on_other(self) -> None:
        found = self.desk.desktop.messages.open_files("选择要评估的原始表", pattern=RAW_TABLES)
        if found:
            self.show_subject(found[0])

    @Slot()
    def _on_refused(self) -> None:
        found = self.found
        target = self.desk.desktop.messages.save_file(
            "导出没有接受的行",
            suggestion=self.path.with_name(f"{self.path.stem}-没有接受的行.xlsx"),
            pattern="Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)",
        )
        if found is None or target is None:
            return
        explain = self.desk.desktop.explain
        self.desk.desktop.runner.work(
            lambda _: write_refused(found, target, replace=True),
            owner=self,
            then=self._on_written,
            fail=lambda error: self.fail(explain(error)),
        )

    def _on_written(self, path: Path | None) -> None:
        if path is not None:
            note = "每行后面写着原因；改正后可以单独读入。"
            self.say_saved("没有接受的行已导出。", path, note=note)


def _looked(path: Path, sheet: str) -> TableEvaluation | ChooseSheet:
    """Evaluate a table, or give back the sheets it has to be chosen from."""
    try:
        return evaluate_table(read_file(path, limit=TABLE), sheet=sheet)
    except ChooseSheet as several:
        return several
