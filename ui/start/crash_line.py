"""CrashLine: one quiet line that the program ended unexpectedly, and what can be done about it."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from operations.failures.crash_log import dismiss
from operations.files import read_file, write_file
from ui.desktop import Desktop
from ui.icons import set_icon
from ui.metrics import space, unit
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip


class CrashLine(QFrame):
    """Tells when, saves a copy of the record for whoever can read it, and can be dismissed."""

    def __init__(self, desktop: Desktop, record: Path, strip: MessageStrip) -> None:
        super().__init__()
        self._desktop = desktop
        self._strip = strip
        self._record = record
        self.setProperty("part", "field")
        row = QHBoxLayout(self)
        space(row, gap=1)
        picture = QLabel()
        set_icon(picture, "info", "muted", pixels=unit(2))
        row.addWidget(picture)
        when = datetime.fromtimestamp(record.stat().st_mtime, UTC).astimezone()
        text = (
            f"程序在 {when:%Y-%m-%d %H:%M} 意外中断。显示过“已保存”的都在，"
            "最多少了中断前还没显示“已保存”的输入；可以把记录交给技术人员查找原因。"
        )
        row.addWidget(text_label(text, style="muted"), 1)
        self.save = button("保存记录…", style="quiet")
        self.save.setToolTip("记录只写程序停在哪里，不含填报内容和口令。")
        self.save.clicked.connect(self._on_save)
        self.dismiss = button("不再提示", style="quiet")
        self.dismiss.clicked.connect(self._on_dismiss)
        row.addWidget(self.save)
        row.addWidget(self.dismiss)

    @Slot()
    def _on_save(self) -> None:
        path = self._desktop.messages.save_file(
            "保存意外中断的记录",
            suggestion=Path.home() / f"youheng-{self._record.name}",
            pattern="记录 (*.log)",
        )
        if path is not None:
            self._desktop.runner.work(
                lambda _: write_file(path, read_file(self._record), name="", replace=True),
                owner=self,
                then=lambda saved: say_saved(self._strip, "意外中断的记录已保存。", saved),
                fail=self._on_failed,
            )

    @Slot()
    def _on_dismiss(self) -> None:
        try:
            dismiss(self._record)
        except OSError as error:
            self._on_failed(error)
        else:
            self.hide()

    def _on_failed(self, error: BaseException) -> None:
        self._strip.fail(self._desktop.explain(error))
