"""VerifyDialog: a file in five states and one sentence, the detail behind it, a page held against it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from operations.verify.file_view import FileState, FileView
from operations.verify.inspect_file import FileKind
from operations.verify.paper_check import PaperCheck, PaperState
from ui.dialogs.prompts import PromptDialog
from ui.icons import set_icon
from ui.metrics import characters, line_height, space
from ui.parts.controls.buttons import button
from ui.parts.labels.chips import Chip
from ui.parts.labels.texts import text_label
from ui.parts.page.facts import FactRows
from ui.parts.page.strips import MessageStrip
from ui.parts.restyle import restyle
from ui.verify.drops import dropped

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

STATES = {
    FileState.TRUSTED: ("circle-check", "ok"),
    FileState.REMARKED: ("circle-check", "query"),
    FileState.UNPROVEN: ("circle-dashed", "query"),
    FileState.LOCKED: ("lock", "accent"),
    FileState.BROKEN: ("circle-x", "error"),
}
"""Icon and colour role of each state."""

_PAPER_TONES = {PaperState.SAME: "ok", PaperState.OTHER: "error"}
_WIDE = 52
_DETAIL_LINES = 11


class VerifyDialog(PromptDialog):
    """What a file is; it only shows and asks, whoever opened it looks and writes."""

    other_wanted = Signal()
    """Another file shall be chosen."""
    file_given = Signal(Path)
    """This file shall be looked at."""
    sheet_wanted = Signal()
    """The confirmation sheet shall be written."""
    paper_given = Signal(str)
    """The text of a scanned page."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            title="核对文件",
            text="是什么、谁的、是否完整。文件只读，不改动；也可以把另一个文件拖进来。",
            icon="shield-check",
        )
        self.setMinimumWidth(characters(_WIDE))
        self.setAcceptDrops(True)
        self.opens_store = self.begins_store = self.opens_review = False
        self._make_result()
        self._make_paper_row()
        self._make_details()
        self._make_actions()

    def _make_result(self) -> None:
        self.state = Chip()
        self.what = text_label(style="strong")
        head = QHBoxLayout()
        space(head, gap=1.5)
        head.addWidget(self.state)
        head.addWidget(self.what, 1)
        self.sentence = text_label()
        self.facts = FactRows()
        self.body.addLayout(head)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.facts)

    def _make_paper_row(self) -> None:
        """A scanner types like a keyboard and ends with Enter; a person pastes."""
        note = "核对纸和文件：扫描纸上任一页右下角的二维码，或把扫出的文字粘贴到这里。"
        self.body.addWidget(text_label(note, style="muted"))
        row = QHBoxLayout()
        space(row, gap=1)
        self.paper = QLineEdit()
        self.paper.setAccessibleName("二维码文字")
        self.paper.setPlaceholderText("YOUHENG-PAPER-1 …")
        self.compare = button("核对这张纸(&P)", icon="stamp")
        self.compare.setEnabled(False)
        row.addWidget(self.paper, 1)
        row.addWidget(self.compare)
        self.verdict = MessageStrip(closable=False)
        self.body.addLayout(row)
        self.body.addWidget(self.verdict)
        self.paper.textChanged.connect(self._on_text_changed)
        self.compare.clicked.connect(self._on_compare)

    def _make_details(self) -> None:
        self.more = button("查看技术细节(&D)", icon="chevron-down", style="quiet")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._on_more)
        self.details = QTableWidget(0, 2)
        self.details.setAccessibleName("技术细节")
        self.details.verticalHeader().hide()
        self.details.setShowGrid(False)
        self.details.setTabKeyNavigation(False)
        self.details.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        across = self.details.horizontalHeader()
        across.hide()
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        across.setStretchLastSection(True)
        self.details.setFixedHeight(line_height() * _DETAIL_LINES)
        self.details.hide()
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.details)

    def _make_actions(self) -> None:
        other = button("另选文件(&F)…", icon="folder-open")
        other.clicked.connect(self.other_wanted)
        sheet = button("保存确认单(&S)…", icon="printer")
        sheet.clicked.connect(self.sheet_wanted)
        self.opener: QPushButton = button("打开这个库(&O)", icon="database")
        self.opener.clicked.connect(self._on_open)
        self.beginner: QPushButton = button("用它新建填报库(&N)…", icon="file-plus")
        self.beginner.clicked.connect(self._on_begin)
        self.reviewer: QPushButton = button("在填报库里打开(&O)…", icon="usb", style="primary")
        self.reviewer.clicked.connect(self._on_review)
        self.buttons.insertWidget(0, other)
        self.buttons.insertWidget(1, sheet)
        self.buttons.insertWidget(2, self.opener)
        self.buttons.insertWidget(3, self.beginner)
        self.buttons.insertWidget(4, self.reviewer)
        self.add_buttons("关闭", "")
        self._lead_to_review(leads=False)

    def _lead_to_review(self, *, leads: bool) -> None:
        """Let Enter open a review file; else it compares, as a scanner in the line of the code expects."""
        self.reviewer.setVisible(leads)
        restyle(self.accept_button, "kind", "ordinary" if leads else "primary")
        (self.reviewer if leads else self.compare).setDefault(True)
        (self.reviewer if leads else self.paper).setFocus()

    def show_view(self, view: FileView, *, is_store: bool) -> None:
        """Show what was found; a store and a review file can be opened from here."""
        icon, tone = STATES[view.state]
        self.state.show_state(view.state.label, icon=icon, tone=tone)
        self.what.setText(view.what)
        self.sentence.setText(view.sentence)
        self.facts.show_facts((("文件", view.file), ("谁的", view.whose), ("报告期", view.period)))
        self.verdict.clear()
        self.opener.setVisible(is_store)
        self.beginner.setVisible(view.is_opening)
        whole = view.state is not FileState.BROKEN
        self._lead_to_review(leads=view.kind is FileKind.REVIEW and whole)
        self.details.setRowCount(len(view.details))
        for row, pair in enumerate(view.details):
            for column, text in enumerate(pair):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.details.setItem(row, column, item)
        self.fit()

    def show_paper(self, found: PaperCheck) -> None:
        """Say what came of comparing a page."""
        tone = _PAPER_TONES.get(found.state, "query")
        self.verdict.say(found.state.label, tone=tone, detail=found.sentence)
        self.bring(self.verdict)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Take a file, or the text of a page."""
        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Look at the file, or compare the page."""
        found = dropped(event.mimeData())
        event.acceptProposedAction()
        if isinstance(found, Path):
            self.file_given.emit(found)
        elif found is not None:
            self.paper.setText(found)
            self._on_compare()

    @Slot(bool)
    def _on_more(self, checked: bool) -> None:
        self.details.setVisible(checked)
        set_icon(self.more, "chevron-up" if checked else "chevron-down", "accent")
        self.bring(self.details if checked else self.more)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self.compare.setEnabled(bool(text.strip()))

    @Slot()
    def _on_compare(self) -> None:
        self.paper_given.emit(self.paper.text().strip())
        self.paper.selectAll()

    @Slot()
    def _on_open(self) -> None:
        self.opens_store = True
        self.accept()

    @Slot()
    def _on_review(self) -> None:
        self.opens_review = True
        self.accept()

    @Slot()
    def _on_begin(self) -> None:
        self.begins_store = True
        self.accept()
