"""AnswersCard: every answer form by form in one scroll, the comments beside it, search, change to change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.desktop import Desktop
from ui.metrics import characters
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button
from ui.parts.controls.check import CheckBox
from ui.parts.labels.texts import text_label
from ui.parts.layout.flow import FlowLayout
from ui.parts.page.cards import Card
from ui.parts.rows.margin_delegate import MarginDelegate
from ui.parts.rows.row_list import RowList

if TYPE_CHECKING:
    from operations.school.review.reading import AnswerLine

_IN_SIGHT = 12
_LONG = 24
"""Characters from which a text stands under its label instead of beside it."""


class AnswersCard(Card):
    """The lines of a return; the current one can be commented on."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(
            "逐项核对", note="选中一项按 Ctrl+M，对这一项写意见；F3、Shift+F3 到下一处、上一处修改。",
            icon="list-checks",
        )  # fmt: skip
        self._lines: Sequence[AnswerLine] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找表、指标、拼音首字母")
        self.search.setAccessibleName("查找要核对的项")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(characters(16))
        self.only_changed = CheckBox("只看改过的(&N)")
        self.count = text_label(style="small", wrap=False)
        self.previous = button("到上一处修改", icon="chevron-up", style="quiet")
        self.following = button("到下一处修改", icon="chevron-down", style="quiet")
        steps = (self.previous, self.following)
        self.content.addLayout(FlowLayout(self.search, self.only_changed, *steps, self.count))
        self.list = RowList(desktop.theme, "逐项核对")
        self._rows = MarginDelegate(desktop.theme, self.list)
        self.list.setItemDelegate(self._rows)
        self.content.addWidget(self.list)
        self.search.textChanged.connect(self._show)
        self.only_changed.toggled.connect(self._show)
        self.previous.clicked.connect(self._on_previous)
        self.following.clicked.connect(self._on_following)

    def show_lines(self, lines: "Sequence[AnswerLine]") -> None:
        """Show these; where something was changed since the last revision, that alone at first."""
        changes = sum(line.before is not None for line in lines)
        if changes != sum(line.before is not None for line in self._lines):
            self.only_changed.blockSignals(True)
            self.only_changed.setChecked(bool(changes))
            self.only_changed.blockSignals(False)
        for part in (self.only_changed, self.previous, self.following):
            part.setEnabled(bool(changes))
        self._lines = lines
        self._show()

    def show_line(self, address: str) -> bool:
        """Go to the line of an answer, also where the search or the changes alone left it out.

        Returns:
            Whether it has a line.

        """
        if all(line.address != address for line in self._lines):
            return False
        if not self.list.rows.find(address).isValid():
            self.search.clear()
            self.only_changed.setChecked(False)
        self._go_to(self.list.rows.find(address))
        return True

    def search_here(self) -> bool:
        """Put the keyboard into the search; ``False`` while nothing is shown."""
        if self.isHidden():
            return False
        self.search.setFocus()
        self.search.selectAll()
        return True

    @Slot()
    def _show(self) -> None:
        found = self._found(only_changed=self.only_changed.isChecked())
        rows: list[ListRow] = []
        form = ""
        for line in found:
            if line.form != form:
                form = line.form
                rows.append(ListRow(RowLook(form, heading=True), f"form {form}"))
            rows.append(ListRow(_look(line), line.address))
        self._rows.has_margin = any(line.remarks for line in found)
        self.list.show_rows(rows)
        self.list.fit_height(most=_IN_SIGHT)
        self.count.setText(f"{len(found)} 项" if found else self._nothing_found())

    def _found(self, *, only_changed: bool) -> "Sequence[AnswerLine]":
        from operations.school.review.reading import found_in

        return found_in(self._lines, self.search.text(), only_changed=only_changed)

    def _nothing_found(self) -> str:
        """Say that nothing fits, and where something would."""
        others = self._found(only_changed=False)
        return f"改过的里没有，全部里有 {len(others)} 项" if others else "没有符合的项"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F3 and Shift+F3 go from change to change, as long as the keyboard is in this card."""
        if event.key() == Qt.Key.Key_F3:
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_previous(self) -> None:
        self._step(-1)

    @Slot()
    def _on_following(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        """Go to the next line that was changed, round the end."""
        rows = [row.payload for row in self.list.rows.rows]
        changed = {line.address for line in self._lines if line.before is not None}
        here = self.list.currentIndex().row()
        order = range(1, len(rows) + 1)
        places = ((here + by * step) % len(rows) for step in order)
        target = next((place for place in places if rows[place] in changed), None)
        if target is not None and self.following.isEnabled():
            self._go_to(self.list.rows.index(target))

    def _go_to(self, index: QModelIndex) -> None:
        """Put the keyboard on a line and bring it into sight, here and in the page around."""
        self.list.setCurrentIndex(index)
        self.list.setFocus()
        self.list.lead_the_page()


def _look(line: "AnswerLine") -> RowLook:
    is_long = len(line.text) > _LONG
    parts = [line.text] if is_long else []
    parts += [] if line.before is None else [f"原来：{line.before or '空'}"]
    own, word = ("calculator", "程序计算") if line.calculated else ("pen-line", "")
    is_marked = line.remarks or line.before is not None
    marked = "message-square" if line.remarks else "git-compare"
    return RowLook(
        line.label,
        subtitle="　".join(parts),
        icon=marked if is_marked else own,
        tone="query" if is_marked else "muted",
        trailing="" if is_long else line.text,
        trailing_tone="text",
        lines=2,
        note=word,
        beside=line.remarks,
    )
