"""NewStorePage: the frame of the pages that create a store; each kind adds what it asks for."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.desktop import Desktop
from ui.kinds import StoreKind
from ui.metrics import characters, space
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.cards import Card, Page
from ui.parts.page.strips import MessageStrip
from ui.recent import save_name

if TYPE_CHECKING:
    from operations.failures.explain import Failure
    from operations.store_place import ServerAddress, StorePlace


class Entry(NamedTuple):
    """One line to fill in.

    Attributes:
        label: What stands before it, with its mnemonic.
        name: What is spoken.
        hint: An example, shown while it is empty.
        width: In characters.
        text: What it begins with.

    """

    label: str
    name: str
    hint: str
    width: int
    text: str = ""


class Check(NamedTuple):
    """Whether an entry can be taken, and what is said if not."""

    fine: bool
    field: QLineEdit
    sentence: str

    @classmethod
    def of(cls, field: QLineEdit, fault: Callable[[str], str]) -> "Check":
        """Ask an operation why a text cannot be taken."""
        sentence = fault(field.text().strip())
        return cls(not sentence, field, sentence)


class NewStorePage(Page):
    """Entries, then a file chooser; the store is made on the database thread."""

    created = Signal(object, str)
    """The store that was made, and what is good to know of it (may be empty)."""
    left = Signal()

    def __init__(self, desktop: Desktop, kind: StoreKind, *, note: str, width: int) -> None:
        super().__init__(f"新建{kind.noun}", note=note, width=width, centred=True)
        self.desktop = desktop
        self._kind = kind
        self.strip = MessageStrip()
        self.pin(self.strip)
        self.form = QWidget()
        self.cards = QVBoxLayout(self.form)
        space(self.cards, gap=2)
        self.column.addWidget(self.form)
        self.accept = button("选择位置并新建(&S)…", icon="file-plus", style="primary")
        self.accept.clicked.connect(self.on_accept)

    # -- what each kind of store adds ----------------------------------------------------------

    def checks(self) -> Iterator[Check]:
        """What is looked at before the file is chosen, from top to bottom."""
        raise NotImplementedError

    @property
    def making(self) -> str:
        """What is said while the store is made."""
        return f"正在新建{self._kind.noun}…"

    def file_name(self) -> str:
        """The file's usual name, without suffix."""
        raise NotImplementedError

    def person(self) -> str:
        """Who sits at this computer."""
        raise NotImplementedError

    def work(self, place: "StorePlace") -> Callable[[], Any]:
        """Return what makes the store; it runs on the database thread, on plain data."""
        raise NotImplementedError

    def agreed(self) -> bool:
        """Ask what has to be asked before the file is chosen."""
        return True

    def begin_with(self, path: Path) -> None:
        """Take what a file says of the store that is to be made; only some kinds can."""

    def begin_at(self, place: "ServerAddress") -> None:
        """Make the store in a database instead of a file; only some kinds can."""

    def show_made(self, place: "StorePlace", made: Any) -> None:  # noqa: ANN401 - what work returned
        """Go on with the new store."""
        del made
        self.created.emit(place, "")

    # -- putting together ----------------------------------------------------------------------

    def add_entries(self, card: Card, entries: Sequence[Entry]) -> list[QLineEdit]:
        """Add a card with these entries; Enter leads from one to the next."""
        rows = self._rows = QFormLayout()
        space(rows, gap=1.5)
        fields = [_field(entry) for entry in entries]
        for entry, field in zip(entries, fields, strict=True):
            rows.addRow(entry.label, field)
        for field, following in pairwise(fields):
            field.returnPressed.connect(partial(go_to, following))
        card.content.addLayout(rows)
        self.cards.addWidget(card)
        self.setFocusProxy(fields[0])
        return fields

    def answer_entry(self, field: QLineEdit, text: str, *, known: bool) -> None:
        """Answer an entry of the last card; what is known is not asked."""
        field.setText(text)
        self._rows.setRowVisible(field, not known)

    def add_buttons(self, *others: QPushButton) -> None:
        """Add the act, other ways to do it and the way out below the last card."""
        cancel = button("取消", style="quiet")
        cancel.clicked.connect(self.left)
        self.cards.addLayout(button_row(self.accept, *others, cancel))

    # -- making it -----------------------------------------------------------------------------

    @Slot()
    def on_accept(self) -> None:
        """Say what has to be corrected first, or ask for the place and make the store there."""
        if not self.is_correct() or not self.agreed():
            return
        place = self.ask_place()
        if place is not None:
            self.make_at(place)

    def is_correct(self) -> bool:
        """Whether all entries can be taken; the first that cannot gets the cursor, and why is said."""
        for fine, field, sentence in self.checks():
            if not fine:
                field.setFocus()
                self.strip.say(sentence, tone="error")
                return False
        return True

    def ask_place(self) -> "StorePlace | None":
        """Ask where the store shall lie; ``None`` if the user turned away."""
        path = self.desktop.messages.save_file(
            f"新建{self._kind.noun}",
            suggestion=Path.home() / f"{self.file_name()}{self._kind.suffix}",
            pattern=self._kind.pattern,
        )
        return None if path is None else self._kind.complete(path)

    def make_at(self, place: "StorePlace") -> None:
        """Make the store there."""
        self.form.setEnabled(False)
        self.strip.say(self.making)
        self.desktop.runner.database(
            self.work(place),
            owner=self,
            then=lambda made: self._on_made(place, made),
            fail=lambda error: self.on_not_made(place, self.desktop.explain(error)),
        )

    def _on_made(self, place: "StorePlace", made: Any) -> None:  # noqa: ANN401 - what work returned
        self.form.setEnabled(True)
        self.strip.clear()
        save_name(self.person())
        self.show_made(place, made)

    def on_not_made(self, place: "StorePlace", failure: "Failure") -> None:
        """Say why there is no store; all of it can be tried again."""
        del place
        self.say_failed(failure)

    def on_failed(self, error: BaseException) -> None:
        """Say why something was not done; all of it can be tried again."""
        self.say_failed(self.desktop.explain(error))

    def say_failed(self, failure: "Failure") -> None:
        """Say what stands in the way."""
        self.form.setEnabled(True)
        self.strip.fail(failure)


def go_to(field: QLineEdit) -> None:
    """Go there as Tab does: what stands in it is selected, so that typing replaces it."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()


def this_year() -> str:
    """The year by the clock on the wall."""
    return str(datetime.now(UTC).astimezone().year)


def _field(entry: Entry) -> QLineEdit:
    field = QLineEdit(entry.text)
    field.setAccessibleName(entry.name)
    field.setPlaceholderText(entry.hint)
    field.setMinimumWidth(characters(entry.width))
    return field
