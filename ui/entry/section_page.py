"""SectionPage: one section of a form, generated from the pack."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from forms.live.delta import Delta
from forms.problems import Problem
from forms.record import row_address, split_address
from forms.spec import Field, Form, Table
from operations.entry.block import Block
from ui.desktop import Desktop
from ui.editors.attachment import AttachmentEditor
from ui.editors.base import FieldEditor
from ui.editors.inputs import BoxInput
from ui.editors.notes import ProblemNote
from ui.editors.registry import make_editor
from ui.editors.remarks import Remark
from ui.editors.table.table_editor import TableEditor
from ui.editors.table.table_keys import TableAct
from ui.editors.view import Standing
from ui.entry.fold_line import FoldLine
from ui.entry.last_year import last_text
from ui.entry.places import Place, place_after
from ui.entry.section_walk import Part, SectionWalk, part_around, put_cursor
from ui.entry.session import FormSession
from ui.entry.table_commands import TableCommands
from ui.entry.views import field_view, table_rows
from ui.metrics import unit
from ui.models.form_table import TableRow, options_of
from ui.parts.controls.buttons import button
from ui.parts.page.cards import Card, Page

_AROUND_TABLE = 8
"""Room the page keeps for what stands right above and below a table, in units."""


class SectionPage(Page):
    """Fields and tables in the order of the pack; refreshes only what a delta names."""

    entered = Signal(str)
    passed_end = Signal(bool)
    reply_wanted = Signal(int)
    """Number of a remark the clerk has dealt with."""
    files_wanted = Signal(str)
    files_dropped = Signal(str, list)
    file_opened = Signal(object)

    def __init__(
        self, desktop: Desktop, session: FormSession, form: Form, number: int, parent: QWidget
    ) -> None:
        section = form.sections[number]
        note = form.note if number == 0 else ""
        super().__init__(section.title, note=note, width=0, parent=parent)
        self._desktop = desktop
        self._session = session
        self._commands = TableCommands(desktop, session, self)
        self.fields: dict[str, FieldEditor] = {}
        self.tables: dict[str, TableEditor] = {}
        self._rows: dict[str, dict[str, TableRow]] = {}
        self._cards: list[Card] = []
        self._gone: set[QWidget] = set()
        self._walk = SectionWalk()
        card: Card | None = None
        for item in section.items:
            if isinstance(item, Table):
                self._add_table(item)
                card = None
            else:
                if card is None:
                    card = Card(parent=self.column.parentWidget())
                    self.column.addWidget(card)
                    self._cards.append(card)
                self._add_field(item, card)
        self.folded = FoldLine()
        self.folded.turned.connect(self._fold)
        self.column.addWidget(self.folded)
        self.onward = self._add_onward(Place(form.id, number))
        self.finish()
        session.changed.connect(self._on_changed)
        session.visited.connect(self._on_changed)
        session.reloaded.connect(self.refresh_all)
        session.last_year_shown.connect(self._on_last_year_shown)
        self.refresh_all()
        self.hold_cursor()  # only now: nothing that is made holds a cursor

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table is never higher than what the page shows at once."""
        super().resizeEvent(event)
        for table in self.tables.values():
            table.view.keep_within(self.viewport().height() - unit(_AROUND_TABLE))

    # -- making --------------------------------------------------------------------------------

    def _add_field(self, field: Field, card: Card) -> None:
        editor = make_editor(field, options_of(field, self._session.choices), card)
        editor.value_edited.connect(self._session.set_text)
        editor.left.connect(self._session.leave)
        editor.justified.connect(self._session.justify)
        editor.entered.connect(self.entered)
        editor.reshaped.connect(self._on_reshaped)
        editor.reply_wanted.connect(self.reply_wanted)
        editor.turned_away.connect(self._on_turned_away)
        editor.advanced.connect(self._on_advanced)
        if isinstance(editor, AttachmentEditor):
            editor.files_wanted.connect(self.files_wanted)
            editor.files_dropped.connect(self.files_dropped)
            editor.file_opened.connect(self.file_opened)
        card.content.addWidget(editor)
        self.fields[field.id] = editor
        self._walk.add(editor)

    def _add_table(self, table: Table) -> None:
        editor = TableEditor(table, self._session.choices, self._desktop.theme)
        editor.value_edited.connect(self._on_cell_edited)
        editor.asked.connect(self._on_asked)
        editor.fill_wanted.connect(self._commands.fill)
        editor.block_changed.connect(self._on_block_changed)
        editor.marked_empty.connect(self._on_marked_empty)
        editor.justified.connect(self._session.justify)
        editor.justified_alike.connect(self._session.justify_alike)
        editor.entered.connect(self._on_cell_entered)
        editor.advanced.connect(self._on_advanced)
        editor.reshaped.connect(self._on_reshaped)
        editor.model.last_at = partial(last_text, self._session)
        editor.view.leave_room_for_last(shown=self._session.shows_last_year)
        editor.reply_wanted.connect(self.reply_wanted)
        editor.turned_away.connect(self._on_turned_away)
        self.column.addWidget(editor)
        self.tables[table.id] = editor
        self._rows[table.id] = {}
        self._walk.add(editor)

    def _add_onward(self, place: Place) -> QPushButton | None:
        """End the page with a button to the next section: Tab comes there after the last field."""
        following = place_after(self._session.forms, place)
        if following is None:
            return None
        form = self._session.pack.form_by_id[following.form]
        title = form.sections[following.section].title
        whole = title if following.form == place.form else f"{form.label} › {title}"
        onward = button(f"到下一部分：{whole}", icon="chevron-right")
        onward.setToolTip("Ctrl+PgDn")
        onward.clicked.connect(self._on_onward)
        self.column.addWidget(onward, 0, Qt.AlignmentFlag.AlignLeft)
        return onward

    @Slot()
    def _on_onward(self) -> None:
        self.passed_end.emit(True)

    # -- showing -------------------------------------------------------------------------------

    def refresh_all(self) -> None:
        """Read and show every field and table again."""
        for address, editor in self.fields.items():
            editor.show_view(field_view(self._session, address))
        for table in self.tables:
            self._show_table(table, None)
        self._fold()

    @Slot()
    def _fold(self) -> None:
        """Fold away the questions that are known not to concern the school, and say how many."""
        absent = {one for one in self.fields.values() if one.view.standing is Standing.ABSENT}
        gone: set[QWidget] = set() if self.folded.unfolded else {*absent}
        for card in self._cards:
            if gone.issuperset(one for one in self.fields.values() if card.isAncestorOf(one)):
                gone.add(card)
        # Showing what was never hidden would lay the page out once for each field.
        for part in gone ^ self._gone:
            part.setVisible(part not in gone)
        self._gone = gone
        self.folded.show_count(len(absent))
        if self.hold is not None:
            self.hold.settle_soon(self.folded)

    @Slot()
    def _on_last_year_shown(self) -> None:
        for address, editor in self.fields.items():
            editor.show_view(field_view(self._session, address))
        for table in self.tables.values():
            table.view.leave_room_for_last(shown=self._session.shows_last_year)
            table.model.tell_last_changed()

    @Slot(object)
    def _on_changed(self, delta: Delta) -> None:
        places = touched_places(delta)
        turned = False
        for address in places & self.fields.keys():
            editor, view = self.fields[address], field_view(self._session, address)
            turned = turned or view.standing is not editor.view.standing
            editor.show_view(view)
        if turned:
            self._fold()
        for table in self.tables:
            rows = {split_address(place)[1] for place in places if place.startswith(f"{table}[")}
            if rows or table in delta.tables:
                self._show_table(table, {row for row in rows if row})
            elif table in places:
                self._show_table_problems(self.tables[table])

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show open remarks at their fields and tables."""
        parts: dict[str, Part] = {**self.fields, **self.tables}
        for item, editor in parts.items():
            own = [one for one in remarks if split_address(one.address)[0] == item]
            editor.show_remarks(own, answerable=self._session.editable)

    def _show_table(self, table_id: str, touched: set[str] | None) -> None:
        editor = self.tables[table_id]
        session = self._session
        rows = table_rows(session, editor.table, self._rows[table_id], touched)
        editor.show_table(
            rows,
            empty=table_id in session.sheet.record.empty_tables,
            editable=session.editable,
            relevant=session.sheet.is_relevant(table_id),
        )
        self._show_table_problems(editor)

    def _show_table_problems(self, editor: TableEditor) -> None:
        found: list[Problem] = list(self._session.shown_problems_at(editor.table.id))
        row_id = editor.current_row()
        if row_id:
            row = self._rows[editor.table.id].get(row_id)
            cells = row.cells if row is not None else ()
            found += [problem for cell in cells for problem in cell.problems]
            found += [
                problem
                for problem in self._session.problems_at(row_address(editor.table.id, row_id))
                if problem not in found
            ]
        alike = {
            one.key: len(self._session.opened.told.alike(one.key)) for one in found if one.is_query
        }
        editor.show_problems(found, read_only=not self._session.editable, alike=alike)

    @Slot()
    def _on_reshaped(self) -> None:
        if self.hold is not None and isinstance(editor := self.sender(), QWidget):
            self.hold.settle_soon(editor)

    # -- walking -------------------------------------------------------------------------------

    def chosen(self) -> tuple[str, ...]:
        """Addresses of the field with the cursor, or of the cells selected in the table with it."""
        editor = self._walk.current()
        if isinstance(editor, TableEditor):
            return editor.view.chosen()
        return () if editor is None else (editor.address,)

    def go_on(self) -> None:
        """Go on as Enter does: to the next input, in a table one row down."""
        editor = self._walk.current()
        if isinstance(editor, TableEditor):
            editor.view.move_down(forward=True)
        elif editor is not None:
            self._advance(editor, forward=True)

    @Slot(str)
    def _on_turned_away(self, sentence: str) -> None:
        editor = part_around(self.sender())
        chosen = editor.view.chosen() if isinstance(editor, TableEditor) else ()
        address = editor.address if isinstance(editor, FieldEditor) else next(iter(chosen), "")
        self._session.turn_away(address, sentence)

    def go_to(self, address: str) -> bool:
        """Put the cursor on a field, cell or table; ``False`` if it is not on this page."""
        head, row_id, column = split_address(address)
        if head in self.fields:
            editor = self.fields[head]
            if editor.isHidden() and not self.folded.unfolded:
                self.folded.turn.click()
            self._focus(editor)
            return True
        if head not in self.tables:
            return False
        table = self.tables[head]
        if row_id == "" and table.model.rows:
            row_id = table.model.rows[0].id
        if row_id is not None:
            table.view.go_to(row_id, column)
        self._focus(table)
        return True

    def write_reason(self) -> bool:
        """From a field or row to the reason of its query, and from there back; whether there is one."""
        focused, editor = QApplication.focusWidget(), self._walk.current()
        if editor is None:
            return False
        if isinstance(focused, BoxInput) and isinstance(focused.parentWidget(), ProblemNote):
            self._focus(editor)
            return True
        found = editor.write_reason()
        box = QApplication.focusWidget()
        if found and box is not None and (note := box.parentWidget()) is not None:
            self.ensureWidgetVisible(note, 0, 0)
        return found

    def focus_first(self, *, last: bool = False) -> None:
        """Put the cursor on the first (or last) field that is typed."""
        editor = self._walk.first(last=last)
        if editor is not None:
            self._focus(editor)

    def _focus(self, editor: Part) -> None:
        put_cursor(editor)
        self.ensureWidgetVisible(editor, 0, editor.fontMetrics().height() * 3)
        if self.hold is not None:
            self.hold.hold_ahead()

    @Slot(bool)
    def _on_advanced(self, forward: bool) -> None:
        editor = part_around(self.sender())
        if editor is not None:
            self._advance(editor, forward=forward)

    def _advance(self, editor: Part, *, forward: bool) -> None:
        following = self._walk.after(editor, forward=forward)
        if following is None:
            self.passed_end.emit(forward)
        else:
            self._focus(following)

    # -- tables --------------------------------------------------------------------------------

    @Slot(str, str)
    def _on_cell_edited(self, address: str, text: str) -> None:
        table, row_id, column = split_address(address)
        if row_id == "" and column is not None:
            self._session.add_row(table, {column: text})
            return
        self._session.set_text(address, text)
        self._session.leave(address)

    @Slot(str)
    def _on_cell_entered(self, address: str) -> None:
        table = self.tables[split_address(address)[0]]
        self._show_table_problems(table)
        self._follow(table)
        self.entered.emit(address)

    def _follow(self, table: TableEditor) -> None:
        """Scroll the page so far that the current cell of a table is in sight, with its neighbours."""
        view = table.view
        cell = view.visualRect(view.currentIndex())
        if not view.isVisible() or not cell.isValid():
            return
        middle = view.viewport().mapTo(self.inside, cell.center())
        self.ensureVisible(middle.x(), middle.y(), cell.width() // 2, cell.height() * 2)

    @Slot(object, object)
    def _on_asked(self, act: TableAct, block: Block) -> None:
        self._commands.do(act, block)

    @Slot(object)
    def _on_block_changed(self, block: Block) -> None:
        self.tables[block.table].show_summary(self._commands.summary(block))

    @Slot(str, bool)
    def _on_marked_empty(self, table_id: str, empty: bool) -> None:
        self._session.mark_empty(table_id, empty=empty)


def touched_places(delta: Delta) -> set[str]:
    """Every address a delta says reads differently, problems included."""
    problems = (*delta.problems_added, *delta.problems_removed, *delta.problems_changed)
    return {*delta.addresses, *delta.tables, *(problem.place for problem in problems)}
