"""SectionPages: the sections of the open form as pages, made when first needed, and the way through."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from forms.record import row_address, split_address
from forms.values import Attachment
from ui.desk import StoreDesk
from ui.entry.places import Place, find_place, places_in
from ui.entry.session import FormSession

if TYPE_CHECKING:
    from ui.editors.remarks import Remark
    from ui.entry.section_page import SectionPage


class SectionPages(QObject):
    """Shows sections in a stack, which may hold other pages too."""

    place_shown = Signal(object)
    """A :class:`ui.entry.places.Place`."""

    cursor_moved = Signal()
    reply_wanted = Signal(int)

    def __init__(
        self, desk: StoreDesk[Any, Any], session: FormSession, stack: QStackedWidget
    ) -> None:
        super().__init__(stack)
        self._desk = desk
        self._session = session
        self._stack = stack
        self._pages: dict[Place, SectionPage] = {}
        self._remarks: tuple[Remark, ...] = ()
        self.place = Place("", 0)
        self.current_address = ""

    def page(self, place: Place) -> "SectionPage":
        """The page of a section, made now if it was not needed before."""
        found = self._pages.get(place)
        if found is None:
            from ui.entry.section_page import SectionPage  # brings every editor along

            form = self._session.pack.form_by_id[place.form]
            found = SectionPage(self._desk.desktop, self._session, form, place.section, self._stack)
            found.entered.connect(self._on_entered)
            found.passed_end.connect(self._on_passed_end)
            found.files_wanted.connect(self._on_files_wanted)
            found.files_dropped.connect(self._on_files_dropped)
            found.file_opened.connect(self._on_file_opened)
            found.reply_wanted.connect(self.reply_wanted)
            found.show_remarks(self._remarks)
            self._pages[place] = found
            self._stack.addWidget(found)
        return found

    @Slot(object)
    def show_place(self, place: Place) -> None:
        """Show a section from its beginning."""
        page = self.page(place)
        self.place = place
        self._stack.setCurrentWidget(page)
        page.settle()
        page.focus_first()
        page.verticalScrollBar().setValue(0)
        self.place_shown.emit(place)

    def turn(self, *, forward: bool) -> None:
        """Go to the next (previous) section, over the ends of forms."""
        places = places_in(self._session.forms)
        position = places.index(self.place) + (1 if forward else -1)
        if 0 <= position < len(places):
            self.show_place(places[position])

    @Slot(str)
    def go_to(self, address: str) -> None:
        """Show the section an address is in and put the cursor there."""
        place = find_place(self._session.forms, address)
        if place is None:
            return
        if place != self.place or self._stack.currentWidget() is not self._pages.get(place):
            self.show_place(place)
        self._pages[place].go_to(address)
        self.current_address = address

    def remember(self, place: Place, address: str) -> None:
        """Let the way through begin here, without showing it now."""
        self.place, self.current_address = place, address

    @property
    def in_sight(self) -> "SectionPage | None":
        """The section that is shown; ``None`` while another page of the stack is."""
        page = self._pages.get(self.place)
        return page if page is self._stack.currentWidget() else None

    def show_remarks(self, remarks: "Sequence[Remark]") -> None:
        """Show open remarks at their places."""
        self._remarks = tuple(remarks)
        for page in self._pages.values():
            page.show_remarks(self._remarks)

    def focus_first(self) -> None:
        """Put the cursor where typing begins in the section in sight."""
        if self.in_sight is not None:
            self.in_sight.focus_first()

    @Slot(str)
    def _on_entered(self, address: str) -> None:
        before, self.current_address = self.current_address, address
        for left in _left_by(before, address):
            self._session.visit(left)
        self.cursor_moved.emit()

    @Slot(bool)
    def _on_passed_end(self, forward: bool) -> None:
        self.turn(forward=forward)
        if not forward:
            self._pages[self.place].focus_first(last=True)

    @Slot(str)
    def _on_files_wanted(self, address: str) -> None:
        from ui.entry.attaching import attach_files

        page = self._pages[self.place]

        def go_on() -> None:
            """Leave the button, where Enter would ask for the next file."""
            if page.chosen() == (address,):
                page.go_on()

        attach_files(self._desk, self._session, address, owner=self, then=go_on)

    @Slot(str, list)
    def _on_files_dropped(self, address: str, paths: list[Path]) -> None:
        from ui.entry.attaching import attach

        attach(self._desk, self._session, address, paths, owner=self)

    @Slot(object)
    def _on_file_opened(self, file: Attachment) -> None:
        from ui.entry.attaching import show_attachment

        show_attachment(self._desk, self._session, file, owner=self._stack)


def _left_by(before: str, after: str) -> list[str]:
    """What the cursor has left on its way: a field, a row, a table; a cell passed by is no answer."""
    head, row, _ = split_address(before)
    now, now_row, _ = split_address(after)
    left = [row_address(head, row)] if row is not None and (head, row) != (now, now_row) else []
    return [*left, head] if head and head != now else left
