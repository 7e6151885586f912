"""The two quieter tabs of the import page: every file that ever came, and the refused ones."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from operations.bureau.records import BureauStore, ImportRecord, QuarantinedFile
from operations.files import write_file
from ui.bureau.intake.import_rows import (
    LOG_COLUMNS,
    QUARANTINE_COLUMNS,
    log_record,
    quarantine_record,
)
from ui.bureau.intake.refusal_card import RefusalCard
from ui.bureau.work_page import BureauPage
from ui.metrics import space
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.layout.side_by_side import SideBySide
from ui.parts.rows.record_table import RecordTable

_MOST = 1000
_BESIDE = 40
"""From this width on, in Chinese characters, the buttons stand beside the note."""


class LogTab(QWidget):
    """The log cannot be changed."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__()
        self._page = page
        layout = QVBoxLayout(self)
        space(layout, margins=(0, 1.5, 0, 0), gap=1)
        self.note = text_label(style="small")
        layout.addWidget(self.note)
        self.table = RecordTable(page.desk.desktop.theme, "导入日志", LOG_COLUMNS)
        self.table.show_at_least(4)
        self.table.current_changed.connect(self._show_detail)
        layout.addWidget(self.table, 1)
        self.detail = RefusalCard()
        layout.addWidget(self.detail)
        self._items: dict[int, ImportRecord] = {}

    def refresh(self) -> None:
        self._page.desk.run(
            lambda store: store.import_log.all(limit=_MOST), owner=self, then=self._show
        )

    def _show(self, items: list[ImportRecord]) -> None:
        names = {code: one.school.name for code, one in self._page.desk.facts.by_code.items()}
        self._items = {len(items) - place: item for place, item in enumerate(items)}
        self.table.show_records(
            [log_record(number, item, names) for number, item in self._items.items()]
        )
        self._show_detail()
        text = (
            f"最近 {len(items)} 次" if items else "还没有导入过文件。导入后，每个文件在这里留一行。"
        )
        self.note.setText(text)

    @Slot()
    def _show_detail(self) -> None:
        key = self.table.current_key()
        self.detail.show_item(self._items.get(key) if isinstance(key, int) else None)


class QuarantineTab(QWidget):
    """Refused files lie here whole, to be looked at by experts or deleted."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__()
        self._page = page
        layout = QVBoxLayout(self)
        space(layout, margins=(0, 1.5, 0, 0), gap=1)
        self.note = text_label(style="small")
        self.save = button("另存文件(&W)…", icon="save")
        self.save.clicked.connect(self._on_save)
        self.delete = button("删除(&X)…", icon="trash-2", style="danger")
        self.delete.clicked.connect(self._on_delete)
        acts = QWidget()
        acts.setLayout(button_row(self.save, self.delete))
        layout.addWidget(SideBySide(self.note, acts, from_width=_BESIDE, shares=(1, 0)))
        self.table = RecordTable(page.desk.desktop.theme, "隔离的文件", QUARANTINE_COLUMNS)
        self.table.show_at_least(4)
        self.table.current_changed.connect(self._show_detail)
        layout.addWidget(self.table, 1)
        self.detail = RefusalCard()
        layout.addWidget(self.detail)
        self._items: dict[int, QuarantinedFile] = {}

    def refresh(self) -> None:
        self._page.desk.run(lambda store: store.quarantine.all(), owner=self, then=self._show)

    def _show(self, items: list[QuarantinedFile]) -> None:
        self._items = {item.id: item for item in items}
        self.table.show_records([quarantine_record(item) for item in items])
        self.table.select_first()
        for made in (self.save, self.delete):
            made.setEnabled(bool(items))
        text = "被拒收的文件原样保存在这里，不参加评估；处理完可以删除。"
        self.note.setText(text if items else "隔离区是空的：没有被拒收的文件。")
        self._show_detail()

    @Slot()
    def _show_detail(self) -> None:
        self.detail.show_item(self._current())

    def _current(self) -> QuarantinedFile | None:
        key = self.table.current_key()
        return self._items.get(key) if isinstance(key, int) else None

    @Slot()
    def _on_save(self) -> None:
        item = self._current()
        if item is None:
            return
        path = self._page.desk.desktop.messages.save_file(
            "另存被隔离的文件", suggestion=Path.home() / item.file_name, pattern="所有文件 (*)"
        )
        if path is None:
            return

        def work(store: BureauStore) -> None:
            content = store.quarantine.content(item.id)
            if content is not None:
                write_file(path, content, name=item.file_name, replace=True)

        self._page.desk.run(
            work,
            owner=self,
            then=lambda _: self._page.say_saved("被隔离的文件已另存。", path),
            fail=self._page.fail,
        )

    @Slot()
    def _on_delete(self) -> None:
        item = self._current()
        if item is None or not self._page.desk.desktop.messages.confirm(
            "删除被隔离的文件？",
            f"“{item.file_name}”删除后不能恢复，操作记录里保留它的摘要。",
            accept="删除文件",
            danger=True,
        ):
            return
        actor = self._page.desk.actor
        self._page.desk.step(
            lambda store: store.quarantine.delete(item.id, actor=actor),
            owner=self,
            then=lambda _: self._page.say(f"已删除“{item.file_name}”。"),
            fail=self._page.fail,
        )
