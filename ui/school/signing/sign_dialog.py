"""SignDialog: the very file that is signed, and beside it the passphrase and the button that signs it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from operations.failures.explain import Failure
from operations.pdf_pages import PdfPages
from operations.school.signing.seen_report import SeenReport
from ui.desktop import Desktop
from ui.metrics import characters, line_height, space, unit
from ui.parts.controls.buttons import button
from ui.parts.controls.passphrase import PassphraseBox
from ui.parts.labels.texts import text_label
from ui.parts.layout.side_by_side import SideBySide
from ui.parts.layout.tall_area import TallArea
from ui.parts.page.facts import FactRows, grouped
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.reading.reader import Reader

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

_ASIDE = 24
_BESIDE = 48
"""From this width on, in characters, the file and the passphrase stand beside each other."""
_WHAT_FOR = (
    "签名口令只用来打开校长的签名密钥。输入口令、按下“签名”，签的就是这里显示的这份文件和它的数据，"
    "以后改动一个字都会被发现。口令不会保存，也不会发给任何人。"
)
_TOO_LARGE = "报告太大，没有放进上报包；签名的是填报数据本身，见数据摘要。"
_NOT_SHOWN = (
    "这台电脑不能在窗口里显示 PDF。请用“另存”把要签名的文件存下来，用别的阅读程序看过，再回来签名；"
    "存下的文件就是要签名的那一份，SHA-256 与这里的摘要相同。"
)
_AFTER_WRONG = (
    "请检查大写锁定和输入法，勾选“显示口令”再看一遍；刚换过密钥的，读入开户文件以前用原来的口令。"
    "忘了口令，请取出另外封存的那张口令；找不到的，取消后到“密钥与开户”页重新开户。输错不会锁住密钥。"
)


class SignDialog(QDialog):
    """Shows what is signed and asks for the passphrase; whoever opened it signs.

    Args:
        parent: The window.
        desktop: What all pages share.
        seen: What is signed.
        facts: School, period, number: what stands above the digest.
        pages: The PDF of ``seen``, open; ``None`` where it cannot be shown.

    """

    sign_wanted = Signal(str)
    """The passphrase; answered by :meth:`accept` or :meth:`show_failure`."""
    save_wanted = Signal()
    """The PDF shall be written to a file of its own."""

    def __init__(
        self,
        parent: QWidget | None,
        desktop: Desktop,
        seen: SeenReport,
        facts: tuple[tuple[str, str], ...],
        pages: PdfPages | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("查看并签名")
        self._busy = False
        layout = QVBoxLayout(self)
        space(layout, margins=(2,))
        self.reader = None if pages is None else Reader(desktop, pages, "要签名的文件")
        note = text_label(_NOT_SHOWN if seen.pdf else _TOO_LARGE, style="muted")
        self.aside = self._make_aside(seen, facts)
        self.halves = SideBySide(
            self.reader or note,
            self.aside,
            from_width=_BESIDE,
            shares=(1, 0),
            own_widths=(0, _ASIDE),
            tabs=("看文件", "签名"),
            gap=2,
        )
        layout.addWidget(self.halves)
        self.resize(self.sizeHint())
        if self.reader is not None:
            self.reader.area.setFocus()

    def _make_aside(self, seen: SeenReport, facts: tuple[tuple[str, str], ...]) -> QWidget:
        made = QWidget()
        aside = QVBoxLayout(made)
        space(aside, gap=1)
        self.facts = FactRows()
        self.facts.show_facts(facts)
        self.digest = text_label(grouped(seen.digest, 4), style="small")
        self.seal = text_label(grouped(seen.seal, 4), style="small")
        self.what_for = text_label(_WHAT_FOR, style="muted")
        self.passphrase = PassphraseBox()
        self.strip = MessageStrip(closable=False)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("正在签名")
        self.progress.hide()
        self.sign = button("签名(&S)", icon="signature", style="primary")
        self.sign.setEnabled(False)
        self.cancel = button("取消")
        self.save = button("另存(&A)…", icon="file-down", style="quiet")
        self.save.setVisible(bool(seen.pdf))
        self.save.clicked.connect(self.save_wanted)
        row = QHBoxLayout()
        space(row, gap=1)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.sign)
        above: tuple[QWidget, ...] = (
            text_label("要签名的文件", style="heading"),
            self.facts,
            text_label("数据摘要，与每页印的相同", style="muted"),
            self.digest,
            text_label("这份 PDF 的摘要", style="muted"),
            self.seal,
            self.what_for,
            self.strip,
        )
        self._told = _told(above)
        aside.addWidget(self._told, 1)
        aside.addWidget(self.passphrase)
        aside.addWidget(self.progress)
        aside.addLayout(row)
        self.passphrase.completed.connect(self.sign.setEnabled)
        self.passphrase.confirmed.connect(self._on_sign)
        self.sign.clicked.connect(self._on_sign)
        self.cancel.clicked.connect(self.reject)
        self.sign.setAutoDefault(False)
        self.save.setAutoDefault(False)
        self.cancel.setAutoDefault(False)
        return made

    def sizeHint(self) -> QSize:
        """Nearly the whole screen: the file is to be read."""
        room = self.screen().availableGeometry().size()
        return QSize(min(room.width() - unit(6), characters(96)), room.height() - unit(8))

    @Slot()
    def _on_sign(self) -> None:
        if self._busy or not self.passphrase.is_complete():
            return
        self._set_busy(busy=True)
        self.strip.clear()
        self.sign_wanted.emit(self.passphrase.text())

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.progress.setVisible(busy)
        self.passphrase.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self.sign.setEnabled(not busy and self.passphrase.is_complete())
        self.sign.setText("正在签名…" if busy else "签名(&S)")

    def show_saved(self, path: Path) -> None:
        """Say where the PDF is."""
        say_saved(self.strip, "要签名的文件已另存。", path)
        self.halves.bring(self.aside)

    def show_failure(self, failure: Failure) -> None:
        """Say why it was not signed, and what helps."""
        self._set_busy(busy=False)
        self.what_for.hide()  # what helps takes its place
        detail = _AFTER_WRONG if failure.is_wrong_passphrase else ""
        self.strip.say(failure.message, tone="error", detail=detail)
        self.halves.bring(self.aside)
        self._told.follow(self.strip)
        self.passphrase.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.first.selectAll()

    def done(self, result: int) -> None:
        """Close the PDF with the window."""
        super().done(result)
        if self.reader is not None:
            self.reader.release()

    def reject(self) -> None:
        """A signature under way is not walked away from."""
        if not self._busy:
            super().reject()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """The same for the cross of the window."""
        if self._busy:
            event.ignore()
        else:
            super().closeEvent(event)


def _told(parts: Iterable[QWidget]) -> TallArea:
    """What stands above the buttons; it scrolls on a low screen, so that they stay in sight."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    space(column, margins=(0, 0, 1, 0), gap=1)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area = TallArea(inside)
    area.setMinimumHeight(line_height())
    return area
