"""HelpPanel: what there is to know about the question under the cursor; it never takes the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.entry.session import FormSession
from ui.icons import set_icon
from ui.metrics import space, unit
from ui.parts.controls.buttons import ToolButton
from ui.parts.labels.texts import text_label, unbroken

if TYPE_CHECKING:
    from forms.live.explaining import Explanation

_HEADING = "strong"
_NOTHING = "光标停在一项上时，这里写它的含义、填法、例子、标准、规则和依据。"


class HelpPanel(QFrame):
    """Follows the cursor while it is open; F1 opens and closes it, Shift+F1 reads on."""

    toggled = Signal(bool)
    """It is open now, or closed."""

    def __init__(self, session: FormSession) -> None:
        super().__init__()
        self._session = session
        self._address = ""
        self.setProperty("part", "aside")
        self.setAccessibleName("这一项的说明")
        outer = QVBoxLayout(self)
        space(outer, gap=0)
        outer.addLayout(self._make_head())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        self.hide()

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        space(head, margins=(1.5, 1, 1, 0.5), gap=1)
        self._title = text_label(style="heading")
        close = ToolButton()
        set_icon(close, "x", "muted")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setAccessibleName("关闭说明（F1）")
        close.setToolTip("关闭说明（F1）")
        close.clicked.connect(self.toggle)
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return head

    @Slot()
    def toggle(self) -> None:
        """Open or close."""
        opened = self.isHidden()
        self.setVisible(opened)
        self.toggled.emit(opened)
        if opened:
            self._explain()

    @Slot()
    def read_on(self) -> None:
        """Open, or show what is below; from the end it goes back to the beginning."""
        if self.isHidden():
            self.toggle()
            return
        bar = self._scroll.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        bar.setValue(0 if at_end else bar.value() + bar.pageStep())

    @Slot(str)
    def follow(self, address: str) -> None:
        """The cursor is there now."""
        self._address = address
        if not self.isHidden():
            self._explain()

    def text(self) -> str:
        """Everything that is said, line by line."""
        return self.accessibleDescription()

    def _explain(self) -> None:
        from forms.live.explaining import explain_place

        found = explain_place(self._session.sheet, self._address) if self._address else None
        inside = QWidget()
        inside.setProperty("part", "field")
        column = QVBoxLayout(inside)
        space(column, margins=(1.5, 0, 1.5, 1.5), gap=0.5)
        for style, text in _lines(found):
            if style == _HEADING:
                column.addSpacing(unit())
            column.addWidget(text_label(unbroken(text), style=style))
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._title.setText(found.title if found is not None else "说明")
        self.setAccessibleDescription("\n".join(text for _, text in _lines(found)))


def _lines(found: "Explanation | None") -> list[tuple[str, str]]:
    """Style and text of each line."""
    if found is None:
        return [("muted", _NOTHING)]
    lines = [("small", found.place)]
    for heading, sentences in found.parts:
        lines.append((_HEADING, heading))
        lines += [("body", sentence) for sentence in sentences]
    return lines
