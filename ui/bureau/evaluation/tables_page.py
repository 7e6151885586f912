"""TablesPage: the official tables page by page, as they are printed; which ones, printed or exported."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from operations.bureau.evaluation.export import (
    DrawnTable,
    TableFiles,
    draw_official_tables,
    write_official_tables,
)
from operations.failures.explain import Failure
from operations.pdf_pages import open_joined
from ui.bureau.desk import BureauDesk
from ui.bureau.work_page import BureauPage
from ui.dialogs.replacing import write_asking
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.controls.check import TickDelegate
from ui.parts.labels.texts import text_label
from ui.parts.layout.side_by_side import SideBySide
from ui.reading.reader import Reader

_NO_READER = "这台电脑不能显示 PDF 的页面。请导出后用别的软件看和打印。"


_LIST_WIDTH = 20
_BESIDE = 44
"""From this width on, in characters, a table can be read beside the list of all."""


class TablesPage(BureauPage):
    """The list says which tables; the pages of those are beside it, as they are printed."""

    reader: Reader | None = None
    """What shows the pages, while there are any."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "申报表", back=True)
        self.export = button("导出(&E)…", icon="file-down", style="primary")
        self.export.setToolTip("选中的表各一份 PDF，合在一个 Excel 工作簿里；全选时附差距和份额")
        self.export.clicked.connect(self._on_export)
        self.add_buttons(self.export)
        self.list = QListWidget()
        self.list.setProperty("part", "lines")
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setAccessibleName("要哪些表")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.currentRowChanged.connect(self._on_row)
        self.unfinished = text_label(style="small")
        self._drawn: tuple[DrawnTable, ...] = ()
        self._seen: object = None
        self._starts: dict[str, int] = {}
        choice, pages = QWidget(), QWidget()
        side = QVBoxLayout(choice)
        space(side, gap=1)
        side.addWidget(self.list, 1)
        side.addWidget(self.unfinished)
        self._room = QVBoxLayout(pages)
        space(self._room)
        self.halves = SideBySide(
            choice,
            pages,
            from_width=_BESIDE,
            shares=(0, 1),
            own_widths=(_LIST_WIDTH, 0),
            tabs=("选表", "看表"),
            gap=2,
        )
        self.add_content(self.halves)

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Draw the tables again if anything has changed since."""
        if self._seen is self.desk.facts:
            return
        self._seen = self.desk.facts
        self.say("正在生成申报表…", tone="accent")
        self.desk.run(draw_official_tables, owner=self, then=self._show, fail=self._on_failed)

    def _on_failed(self, failure: Failure) -> None:
        self._seen = None
        self.export.setEnabled(False)
        self.fail(failure)

    def _show(self, drawn: tuple[DrawnTable, ...]) -> None:
        self.strip.clear()
        left_out = {table.id for table in self._drawn} - set(self.chosen())
        self._drawn = drawn
        kept = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for table in drawn:
            item = QListWidgetItem(table.title)
            item.setToolTip(table.title)
            item.setData(Qt.ItemDataRole.UserRole, table.id)
            off = table.id in left_out
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(kept)
        self.list.blockSignals(False)
        count = sum(not table.complete for table in drawn)
        self.unfinished.setText(f"{count} 张缺数据，标有【未完成】。" if count else "")
        self.unfinished.setVisible(bool(count))
        self._read()
        QTimer.singleShot(0, self, partial(self._on_row, kept))  # once its pages have their places

    def chosen(self) -> tuple[str, ...]:
        """Ids of the tables that are ticked, in the order of the form."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    @Slot()
    def _on_ticked(self) -> None:
        self._read()

    def _read(self) -> None:
        """Show the pages of the tables that are ticked."""
        wanted = [table for table in self._drawn if table.id in self.chosen()]
        self.export.setEnabled(bool(wanted))
        self._put_away()
        if not wanted:
            self.say("没有选表：请勾选要看的表。", tone="accent")
            return
        self.strip.clear()
        opened = open_joined([table.pdf for table in wanted])
        if opened is None:
            self.say(_NO_READER, tone="accent")
            return
        self._starts = {table.id: start for table, start in zip(wanted, opened.starts, strict=True)}
        self.reader = Reader(self.desk.desktop, opened.pages, "申报表")
        self._room.addWidget(self.reader)

    def _put_away(self) -> None:
        if self.reader is not None:
            self.reader.release()
            self._room.removeWidget(self.reader)
            self.reader.deleteLater()
            self.reader = None

    @Slot(int)
    def _on_row(self, row: int) -> None:
        """Turn to the first page of the table the cursor is on."""
        item = self.list.item(row)
        start = None if item is None else self._starts.get(item.data(Qt.ItemDataRole.UserRole))
        if self.reader is not None and start is not None:
            self.reader.show_page(start)

    def focus_first(self) -> None:
        """Begin in the list of tables."""
        self.list.setFocus()

    def stop(self) -> None:
        """Close the pages; the window is about to."""
        self._put_away()

    # -- export --------------------------------------------------------------------------------

    @Slot()
    def _on_export(self) -> None:
        folder = self.desk.desktop.messages.folder("把申报表导出到哪个文件夹")
        if folder is None:
            return
        chosen = self.chosen()
        only = () if len(chosen) == len(self._drawn) else chosen
        self.say("正在导出申报表…", tone="accent")
        write_asking(
            self.desk,
            lambda store, replace: write_official_tables(store, folder, replace=replace, only=only),
            owner=self,
            then=self._on_written,
            fail=self.fail,
        )

    def _on_written(self, made: TableFiles) -> None:
        sentence = f"申报表已生成：{made.workbook.name} 和 {len(made.pages)} 份 PDF。"
        self.say_saved(sentence, made.workbook.parent)
