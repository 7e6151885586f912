"""CallCard: whom to telephone first; copied with one key, printed as a list."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication

from operations.bureau.records import BureauStore
from operations.bureau.today.call_list import PhoneCall
from operations.bureau.today.call_sheet import write_call_sheet
from operations.bureau.today.morning import Today
from ui.bureau.today.today_rows import CALL_COLUMNS, call_record
from ui.bureau.work_page import SCHOOL_PAGE, BureauPage
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.record_table import RecordTable

_SHEETS = "PDF 文件 (*.pdf);;Excel 工作簿 (*.xlsx)"
_ROWS = 9
"""Rows that are seen at least where there is room."""


class CallCard(Card):
    """Enter opens a school, Ctrl+C copies the selected rows: name, principal, number, reason."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__("先打电话", icon="list-checks")
        self._page = page
        self._today: Today | None = None
        self.count = text_label(style="small", wrap=False)
        self.heading.addWidget(self.count)
        self.table = RecordTable(page.desk.desktop.theme, "要打电话的学校", CALL_COLUMNS)
        self.table.chosen.connect(self._on_chosen)
        self.nobody = text_label(style="muted")
        self.copy = button("复制全部(&C)", icon="copy")
        self.copy.clicked.connect(self._on_copy)
        self.sheet = button("保存电话单(&P)…", icon="printer")
        self.sheet.setToolTip("把名单存为 PDF 或 Excel，可以打印，留有填写通话结果的格子")
        self.sheet.clicked.connect(self._on_sheet)
        self.content.addLayout(button_row(self.copy, self.sheet))
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.nobody, 1, Qt.AlignmentFlag.AlignTop)
        self.content.addStretch(0)

    @property
    def calls(self) -> tuple[PhoneCall, ...]:
        """The schools on the list."""
        return () if self._today is None else self._today.calls

    def show_today(self, today: Today) -> None:
        """Show whom to call."""
        self._today = today
        found = bool(today.calls)
        for made in (self.table, self.copy, self.sheet):
            made.setVisible(found)
        self.nobody.setVisible(not found)
        every = bool(today.whole.codes)
        self.nobody.setText(
            "不用打电话：应上报的学校都已上报。"
            if every
            else "名册里还没有学校，请先读入学校名册。"
        )
        left = "" if today.due is None else f"，{today.due.sentence}"
        self.count.setText(f"{len(today.calls)} 所{left}" if found else "")
        self.table.show_records([call_record(call) for call in today.calls])
        self.table.show_at_least(min(len(today.calls), _ROWS))
        self.table.fit_height()

    @Slot(object)
    def _on_chosen(self, code: object) -> None:
        self._page.opened.emit(SCHOOL_PAGE, code)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(call.spoken for call in self.calls))
        self._page.say(f"已复制 {len(self.calls)} 所学校的名称、校长和电话，可以粘贴到表格或微信。")

    @Slot()
    def _on_sheet(self) -> None:
        desk, today = self._page.desk, self._today
        if today is None:
            return
        meta = desk.facts.meta
        name = f"{meta.bureau_code}-{today.day:%Y%m%d}-电话单.pdf"
        target = desk.desktop.messages.save_file(
            "保存电话单", suggestion=Path.home() / name, pattern=_SHEETS
        )
        if target is None:
            return

        def write(_: BureauStore) -> Path:
            return write_call_sheet(meta, today, target, replace=True)

        desk.run(
            write,
            owner=self,
            then=lambda path: self._page.say_saved("电话单已保存。", path),
            fail=self._page.fail,
        )
