"""ProgressRow: the buttons of a long step; while it runs, how far it is and a way to stop it."""

import time

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.labels.elided_label import ElidedLabel
from ui.parts.labels.texts import dress
from ui.parts.layout.flow import FlowLayout
from ui.parts.page.pace import pace
from ui.tasks import Progress

_LEAST = 7
"""Room the line insists on, in characters."""


class ProgressLine(ElidedLabel):
    """A line that changes many times a second; whatever it says, it asks for the same room.

    A label of Qt asks for its room anew with each text, and then the whole page is laid out and
    painted again, a long list on it included. So Qt's own label stays empty here.
    """

    def __init__(self) -> None:
        super().__init__()
        self._line = ""

    def text(self) -> str:
        return self._line

    def setText(self, text: str) -> None:
        if text != self._line:
            self._line = text
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        """One line, as long as it insists on."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("填") * _LEAST, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ProgressRow(QStackedWidget):
    """Two faces: buttons, or progress with 取消."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        idle = QWidget()
        self._buttons = FlowLayout()
        idle.setLayout(self._buttons)
        self.addWidget(idle)
        self.addWidget(self._make_running())
        self.is_running = False
        self._what = ""
        self._begun = 0.0

    def _make_running(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        space(row, gap=2)
        texts = QVBoxLayout()
        space(texts, gap=0.5)
        self.text = ProgressLine()
        dress(self.text, "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        texts.addWidget(self.text)
        texts.addWidget(self.bar)
        row.addLayout(texts, 1)
        self.cancel = button("取消(&Q)", icon="x")
        self.cancel.clicked.connect(self._on_cancel)
        row.addWidget(self.cancel)
        return box

    def add(self, *parts: QWidget) -> None:
        """Put buttons and what goes with them beside each other, on as many lines as it takes."""
        for part in parts:
            self._buttons.addWidget(part)

    def begin(self, what: str, total: int) -> None:
        """Show that a long step began."""
        self.is_running = True
        self._what = what
        self._begun = time.monotonic()
        self.cancel.setEnabled(True)
        self.show_progress(Progress(0, total))
        self.setCurrentIndex(1)
        self.cancel.setFocus()

    def show_progress(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        if self.cancel.isEnabled():
            speed = pace(progress.done, progress.total, time.monotonic() - self._begun)
            count = f"{progress.done} / {progress.total}"
            self.text.setText("　".join(filter(None, (self._what, count, speed, progress.text))))

    def end(self) -> None:
        self.is_running = False
        self.setCurrentIndex(0)

    @Slot()
    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.text.setText("正在停下来，等手头的文件处理完…")
        self.cancelled.emit()
