"""Card: a soft surface that groups what belongs together. Page: a scrolling column of cards."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.metrics import characters, space, unit
from ui.parts.labels.texts import text_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.parts.focus.cursor_hold import CursorHold
    from ui.parts.page.pinned import PinnedStrip
    from ui.parts.page.strips import MessageStrip


class Card(QFrame):
    """A white surface with a thin border, perhaps with a heading and a sentence under it."""

    def __init__(
        self, title: str = "", *, note: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        # A widget that changes its parent is styled again, and so is everything in it.
        super().__init__(parent)
        self.setProperty("part", "card")
        self.content = QVBoxLayout(self)
        space(self.content, margins=(2.5, 2, 2.5, 2.5), gap=1.5)
        if title:
            self.heading = QHBoxLayout()
            space(self.heading, gap=1)
            if icon:
                picture = QLabel()
                set_icon(picture, icon, "accent")
                self.heading.addWidget(picture)
            self.heading.addWidget(text_label(title, style="heading", wrap=False))
            self.heading.addStretch(1)
            self.content.addLayout(self.heading)
        if note:
            self.content.addWidget(text_label(note, style="muted"))


class Page(QScrollArea):
    """A scrolling column with a title; the reading width is limited on wide screens."""

    jumped = Signal(str)
    """Address of a place in the forms that is to be shown."""

    def __init__(
        self,
        title: str = "",
        *,
        note: str = "",
        width: int = 62,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pinned: PinnedStrip | None = None
        self.hold: CursorHold | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.setProperty("focusPolicy", "NoFocus")  # by name, not to load every name of Qt
        self.inside = inside = QWidget(self)
        inside.setProperty("part", "page")
        # Too wide a part loses its end, the page does not slide aside; and wrapped texts ask for
        # more height at least than they need.
        inside.setMinimumSize(1, 1)
        self._inner = column = QWidget(inside)
        if width:
            column.setMaximumWidth(characters(width))
        row = QHBoxLayout(inside)
        space(row, margins=(3, 2.5, 3, 3))
        if centred:
            row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        self.column = QVBoxLayout(column)
        space(self.column, gap=2)
        if title:
            self.title = text_label(title, style="title")
            self.column.addWidget(self.title)
        if note:
            self.note = text_label(note, style="muted")
            self.column.addWidget(self.note)
        self.setWidget(inside)

    @property
    def commented_address(self) -> str:
        """Address of what a comment written now is about; ``""`` for the whole."""
        return ""

    def refresh(self) -> None:
        """Show the facts as they are now."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def go_on(self) -> None:
        """Do the next step where the page is in sight already: go to where it is done."""
        self.focus_first()

    def show_part(self, part: QWidget) -> None:
        """Scroll to the beginning of a part, as far as what follows it allows."""
        self.settle()
        top = part.mapTo(self.inside, part.rect().topLeft()).y()
        self.verticalScrollBar().setValue(top - unit(1))

    def search_here(self) -> bool:
        """Put the keyboard into the page's own search; ``False`` where it has none."""
        return False

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Home and End go to the ends of the page, as in a text that is read."""
        from PySide6.QtCore import Qt

        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Work the layout out at once, from the inside to the outside.

        Left to itself Qt takes several turns of the event loop for nested texts that wrap, and
        paints each of them. What has the keyboard stands from now on where it came to stand.
        """
        from PySide6.QtCore import QCoreApplication, QEvent

        from ui.parts.layout.inside_out import layouts_inside_out

        inside = self.inside
        layouts = layouts_inside_out(inside)
        for _ in range(2):
            for layout in layouts:
                layout.activate()
            QCoreApplication.sendEvent(inside, QEvent(QEvent.Type.LayoutRequest))
            # Only the area gives what is inside another height; Qt would tell it a turn later.
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        if self.hold is not None:
            self.hold.stand_here()

    def hold_cursor(self) -> None:
        """Let nothing that comes and goes on the page move what is being edited."""
        from ui.parts.focus.cursor_hold import CursorHold  # no first window has anything to hold

        self.hold = CursorHold(self, self.inside)

    def pin(self, strip: "MessageStrip") -> None:
        """Keep a strip in sight above what scrolls, as wide as the column."""
        self._strip = strip
        strip.setParent(self)
        strip.reshaped.connect(self._on_strip_reshaped)

    @Slot()
    def _on_strip_reshaped(self) -> None:
        if self._pinned is None:
            from ui.parts.page.pinned import PinnedStrip  # no first window has anything to say

            self._pinned = PinnedStrip(self, self._inner, self._strip)
        self._pinned.settle()

    def finish(self) -> None:
        """Push the content to the top; call once after the last part."""
        self.column.addStretch(1)
