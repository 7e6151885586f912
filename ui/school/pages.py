"""SchoolPages: the centre of the window; makes pages when they are first needed and keeps them."""

import json
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from forms.record import split_address
from forms.values import Attachment
from operations.files import ATTACHMENT, read_file
from operations.stores import Comment, Origin
from ui.entry.section_page import SectionPage
from ui.entry.sections import Place
from ui.entry.session import FormSession
from ui.entry.views import row_titles
from ui.school.desk import SchoolDesk

_ATTACHMENTS = "常用附件 (*.pdf *.jpg *.jpeg *.png *.docx *.xlsx);;所有文件 (*)"


class SchoolPages(QStackedWidget):
    """Sections by place, steps by id."""

    place_shown = Signal(object)
    step_shown = Signal(str)
    submitted = Signal()

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__()
        self._desk = desk
        self._sections: dict[Place, SectionPage] = {}
        self._steps: dict[str, QWidget] = {}
        self._place = Place("", 0)
        self.current_address = ""
        desk.facts_changed.connect(self._on_facts_changed)

    # -- going ---------------------------------------------------------------------------------

    @Slot(object)
    def show_place(self, place: Place) -> None:
        """Show a section."""
        page = self._sections.get(place)
        if page is None:
            page = self._make_section(place)
        self._place = place
        self.setCurrentWidget(page)
        page.settle()
        page.focus_first()
        page.verticalScrollBar().setValue(0)
        self.place_shown.emit(place)

    @Slot(str)
    def show_step(self, step: str) -> None:
        """Show the page of a step."""
        page = self._steps.get(step)
        if page is None:
            page = _STEP_PAGES[step](self._desk)
            self._steps[step] = page
            self.addWidget(page)
        refresh = getattr(page, "refresh", None)
        if refresh is not None:
            refresh()
        self.setCurrentWidget(page)
        page.setFocus()
        self.step_shown.emit(step)

    def turn(self, *, forward: bool) -> None:
        """Go to the next (previous) section, over the ends of forms."""
        places = self._places()
        position = places.index(self._place) + (1 if forward else -1)
        if 0 <= position < len(places):
            self.show_place(places[position])

    @Slot(str)
    def go_to(self, address: str) -> None:
        """Show the section an address is in and put the cursor there."""
        place = self._place_of(split_address(address)[0])
        if place is None:
            return
        if place != self._place or self.currentWidget() is not self._sections.get(place):
            self.show_place(place)
        self._sections[place].go_to(address)
        self.current_address = address

    def _places(self) -> list[Place]:
        forms = self._desk.session.pack.school_forms
        return [Place(form.id, number) for form in forms for number in range(len(form.sections))]

    def _place_of(self, item_id: str) -> Place | None:
        forms = self._desk.session.pack.form_by_id
        form = forms.get(item_id.partition(".")[0])
        if form is None:
            return None
        for number, section in enumerate(form.sections):
            if any(item.id == item_id for item in section.items):
                return Place(form.id, number)
        return None

    # -- sections ------------------------------------------------------------------------------

    def _make_section(self, place: Place) -> SectionPage:
        session = self._desk.session
        form = session.pack.form_by_id[place.form]
        page = SectionPage(self._desk.desktop, session, form, place.section)
        page.entered.connect(self._on_entered)
        page.passed_end.connect(self._on_passed_end)
        page.files_wanted.connect(self._on_files_wanted)
        page.paste_wanted.connect(self._on_paste_wanted)
        page.show_remarks(self._remarks())
        self._sections[place] = page
        self.addWidget(page)
        return page

    def _remarks(self) -> list[tuple[str, str]]:
        """Open comments in words: who, on which row, what."""
        return [
            (item.address, remark_text(item, self._desk.session))
            for item in self._desk.facts.comments
            if item.is_open
        ]

    @Slot()
    def _on_facts_changed(self) -> None:
        for page in self._sections.values():
            page.show_remarks(self._remarks())

    @Slot(str)
    def _on_entered(self, address: str) -> None:
        self.current_address = address

    @Slot(bool)
    def _on_passed_end(self, forward: bool) -> None:
        self.turn(forward=forward)
        page = self.currentWidget()
        if not forward and isinstance(page, SectionPage):
            page.focus_first(last=True)

    @Slot(str, str)
    def _on_paste_wanted(self, address: str, text: str) -> None:
        from ui.entry.paste_preview import PastePreview

        plan = self._desk.session.plan_paste(address, text)
        if plan is None:
            return
        dialog = PastePreview(plan, self, rows=row_titles(self._desk.session, plan.table))
        if self._desk.desktop.messages.dialog(dialog):
            self._desk.session.apply_paste(plan)
        dialog.deleteLater()

    @Slot(str)
    def _on_files_wanted(self, address: str) -> None:
        from operations.school.fill import add_attachments

        messages = self._desk.desktop.messages
        paths = messages.open_files("选择附件", pattern=_ATTACHMENTS, many=True)
        if not paths:
            return
        actor = self._desk.clerk
        self._desk.run(
            lambda store: add_attachments(
                store,
                [(path.name, read_file(path, limit=ATTACHMENT)) for path in paths],
                actor=actor,
            ),
            owner=self,
            then=lambda added: self._attach(address, added),
        )

    def _attach(self, address: str, added: tuple[Attachment, ...]) -> None:
        session = self._desk.session
        value = session.sheet.cell(address).value
        present = value if isinstance(value, tuple) else ()
        files = [item for item in present if isinstance(item, Attachment)]
        files += [item for item in added if item not in files]
        listed = [{"name": item.name, "sha256": item.sha256, "size": item.size} for item in files]
        session.set_text(address, json.dumps(listed, ensure_ascii=False))
        session.leave(address)


def remark_text(comment: Comment, session: FormSession) -> str:
    """A comment as it stands at its place."""
    who = "区局" if comment.origin is Origin.BUREAU else "校长"
    table, row_id, column = split_address(comment.address)
    where = ""
    if row_id is not None:
        titles = {row.id: row.title for row in session.sheet.rows(table)}
        found = session.pack.tables[table].by_id.get(column or "")
        where = f"{titles.get(row_id, '')}{'　' + found.label if found else ''}：".lstrip("　")
    return f"{who}意见：{where}{comment.text}"


def _keys(desk: SchoolDesk) -> QWidget:
    from ui.school.keys_page import KeysPage

    return KeysPage(desk)


def _review(desk: SchoolDesk) -> QWidget:
    from ui.school.review_page import ReviewPage

    return ReviewPage(desk)


def _delivery(desk: SchoolDesk) -> QWidget:
    from ui.school.delivery_page import DeliveryPage

    return DeliveryPage(desk)


def _history(desk: SchoolDesk) -> QWidget:
    from ui.school.history_page import HistoryPage

    return HistoryPage(desk)


def _exchange(desk: SchoolDesk) -> QWidget:
    from ui.school.exchange_page import ExchangePage

    return ExchangePage(desk)


_STEP_PAGES: dict[str, Callable[[SchoolDesk], QWidget]] = {
    "page.keys": _keys,
    "page.review": _review,
    "page.delivery": _delivery,
    "page.history": _history,
    "page.exchange": _exchange,
}
