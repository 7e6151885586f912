"""CursorPlace: where the cursor is in the forms is kept, for the next time the store is opened."""

from PySide6.QtCore import QObject, QTimer, Slot

from ui.entry.section_pages import SectionPages
from ui.recent import remember_cursor
from ui.school.desk import SchoolDesk

_EVERY_MS = 2000
"""How often at most it is kept, for a program that does not come to its end."""


class CursorPlace(QObject):
    """Keeps it soon after each movement, and at once when the store is closed."""

    def __init__(self, desk: SchoolDesk, pages: SectionPages) -> None:
        super().__init__(pages)
        self._desk = desk
        self._pages = pages
        self._timer = QTimer(self, singleShot=True, interval=_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        pages.cursor_moved.connect(self._on_moved)

    @Slot()
    def _on_moved(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def keep(self) -> None:
        """Keep it now, unless no store is open any more."""
        if self._desk.form is not None:
            remember_cursor(self._desk.place, self._pages.current_address)
