"""FileList: the files of an import with their verdicts, those of one kind if asked, the reason below."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bureau.intake.import_rows import COLUMNS, FILTERS, FileRow, ShownFile, shown_file
from ui.bureau.intake.refusal_card import RefusalCard
from ui.bureau.work_page import EmptyState
from ui.metrics import space
from ui.parts.controls.segments import Segments
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.rows.record_table import RecordTable
from ui.theme import Theme

_DROP = (
    "选择学校交来的上报包（….asice.age），一份或几百份都可以；也可以把文件或文件夹拖到这里。"
    "先试一遍看结果，再正式导入。"
)


class FileList(QWidget):
    """Keeps the rows; :attr:`filters` has its place beside the buttons of the page."""

    school_wanted = Signal(str)
    """学校标识码 of the file that was chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows: dict[Path, FileRow] = {}
        self._shown: dict[Path, ShownFile] = {}
        self.filters = Segments("只看", FILTERS, wraps=True)
        self.table = RecordTable(theme, "要导入的文件", COLUMNS)
        self.table.show_at_least(4)
        self.table.current_changed.connect(self._show_detail)
        self.table.chosen.connect(self._on_chosen)
        self.filters.chosen.connect(self._only)
        self._stack = ShownStack()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState("inbox", "还没有选择文件", _DROP))
        self.detail = RefusalCard()
        layout = QVBoxLayout(self)
        space(layout, gap=1)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.detail)

    @property
    def open_paths(self) -> list[Path]:
        """The files that were not imported yet, in order."""
        return [path for path, row in self.rows.items() if not row.is_taken]

    def add(self, files: Iterable[ShownFile]) -> None:
        """Put files on the list; one that was imported keeps its verdict."""
        self.take(file for file in files if not self._is_taken(file.row.path))

    def _is_taken(self, path: Path) -> bool:
        return path in self.rows and self.rows[path].is_taken

    def clear(self) -> None:
        """Take all files off the list."""
        self.rows.clear()
        self._shown.clear()
        self.filters.choose("")

    def take(self, files: Iterable[ShownFile]) -> None:
        """Keep what was found out about files."""
        for file in files:
            self.rows[file.row.path] = file.row
            self._shown[file.row.path] = file

    def show_rows(self, names: Mapping[str, str]) -> None:
        """Show the rows as they are now; ``names`` maps codes to schools."""
        for path, row in self.rows.items():
            self._shown[path] = shown_file(row, names, self._shown.get(path))
        self.table.show_records([self._shown[path].record for path in self.rows])
        self._stack.setCurrentIndex(0 if self.rows else 1)
        tags = [row.tag for row in self.rows.values()]
        self.filters.setVisible(any(tags))
        self.filters.show_counts(
            {code: tags.count(code) if code else len(tags) for code, _ in FILTERS}
        )
        self._show_detail()

    def show_trouble(self, paths: Sequence[Path]) -> None:
        """Go to the first of these files that was refused, else to the first of all."""
        refused = (path for path in paths if self.rows[path].tag == "refused")
        self.table.select(next(refused, paths[0]))
        self.table.setFocus()

    @Slot(str)
    def _only(self, tag: str) -> None:
        """Show the files of one kind, and below them the reason of one that is in sight."""
        self.table.only(tag)
        if self.table.current_key() is None:
            self.table.select_first()
        self._show_detail()

    @Slot()
    def _show_detail(self) -> None:
        row = self._row(self.table.current_key())
        self.detail.show_item(row.result if row is not None else None)

    @Slot(object)
    def _on_chosen(self, key: object) -> None:
        row = self._row(key)
        if row is not None and row.result and row.result.school:
            self.school_wanted.emit(row.result.school)

    def _row(self, key: object) -> FileRow | None:
        return self.rows.get(key) if isinstance(key, Path) else None
