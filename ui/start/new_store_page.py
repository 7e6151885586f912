"""NewStorePage: the frame of the pages that create a store; each kind adds what it asks for."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ui.desktop import Desktop
from ui.kinds import StoreKind
from ui.metrics import characters, space
from ui.parts.buttons import button, button_row
from ui.parts.cards import Card, Page
from ui.parts.strips import MessageStrip
from ui.recent import save_name


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

    def work(self, path: Path) -> Callable[[], Any]:
        """Return what makes the store; it runs on the database thread, on plain data."""
        raise NotImplementedError

    def agreed(self) -> bool:
        """Ask what has to be asked before the file is chosen."""
        return True

    def begin_with(self, path: Path) -> None:
        """Take what a file says of the store that is to be made; only some kinds can."""

    def show_made(self, path: Path, made: Any) -> None:  # noqa: ANN401 - what work returned
        """Go on with the new store."""
        del made
        self.created.emit(path, "")

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

    def add_buttons(self) -> None:
        """Add the act and the way out below the last card."""
        cancel = button("取消", style="quiet")
        cancel.clicked.connect(self.left)
        self.cards.addLayout(button_row(self.accept, cancel))

    # -- making it -----------------------------------------------------------------------------

    @Slot()
    def on_accept(self) -> None:
        """Say what has to be corrected first, or ask for the place and make the store there."""
        for fine, field, sentence in self.checks():
            if not fine:
                field.setFocus()
                self.strip.say(sentence, tone="error")
                return
        if not self.agreed():
            return
        path = self.desktop.messages.save_file(
            f"新建{self._kind.noun}",
            suggestion=Path.home() / f"{self.file_name()}{self._kind.suffix}",
            pattern=self._kind.pattern,
        )
        if path is not None:
            self._make(self._kind.complete(path))

    def _make(self, path: Path) -> None:
        self.form.setEnabled(False)
        self.strip.say(self.making)
        self.desktop.runner.database(
            self.work(path),
            owner=self,
            then=lambda made: self._on_made(path, made),
            fail=self.on_failed,
        )

    def _on_made(self, path: Path, made: Any) -> None:  # noqa: ANN401 - what work returned
        self.form.setEnabled(True)
        self.strip.clear()
        save_name(self.person())
        self.show_made(path, made)

    def on_failed(self, error: BaseException) -> None:
        """Say why something was not done; all of it can be tried again."""
        self.form.setEnabled(True)
        self.strip.say(self.desktop.explain(error).message, tone="error")


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
