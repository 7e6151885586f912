"""HistoryFilters: which entries of the journal are shown: of a form, a person, a day, one place."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.places import place_of
from forms.spec import Option, Pack
from operations.school.history.past import PastEntry, PastFilter
from ui.metrics import characters
from ui.parts.controls.buttons import button
from ui.parts.controls.combo import ComboBox
from ui.parts.layout.flow import FlowLayout

_ALL = "*"


class HistoryFilters(QWidget):
    """Three lists and, if one place is asked about, its name with a button that ends it."""

    changed = Signal()

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self._pack = pack
        self._address = ""
        self.form = _list("看哪张表的记录", 10)
        self.person = _list("看谁的记录", 8)
        self.day = _list("看哪天的记录", 8)
        for made in (self.form, self.person, self.day):
            made.activated.connect(self.changed)
        self.place = button("", icon="x", style="quiet")
        self.place.clicked.connect(self._on_cleared)
        self.place.hide()
        self.setLayout(FlowLayout(self.form, self.person, self.day, self.place))

    def offer(self, entries: Sequence[PastEntry]) -> None:
        """Offer what occurs in these entries."""
        forms = [Option(form.id, form.label) for form in self._pack.school_forms]
        people = dict.fromkeys(entry.person for entry in entries)
        days = dict.fromkeys(entry.day for entry in entries)
        _offer(self.form, "全部各表", forms)
        _offer(self.person, "所有人", (Option(name, name) for name in people))
        _offer(self.day, "所有日期", (Option(day.isoformat(), f"{day:%m-%d}") for day in days))

    def show_address(self, address: str) -> None:
        """Show the entries about one place only; about all with ``""``."""
        self._address = address
        place = place_of(self._pack, address).rpartition(" › ")[2] if address else ""
        self.place.setText(f"只看：{place}")
        self.place.setAccessibleName(f"不再只看“{place}”，看全部")
        self.place.setVisible(bool(address))

    def wanted(self) -> PastFilter:
        """What is chosen."""
        form, person, day = (_chosen(made) for made in (self.form, self.person, self.day))
        on = date.fromisoformat(day) if day else None
        return PastFilter(form, person, on, self._address)

    @Slot()
    def _on_cleared(self) -> None:
        self.show_address("")
        self.changed.emit()


def _list(name: str, width: int) -> ComboBox:
    made = ComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setMinimumWidth(characters(width))
    return made


def _offer(made: ComboBox, everything: str, options: Iterable[Option]) -> None:
    chosen = made.text() or _ALL
    made.offer([Option(_ALL, everything), *options])
    made.show_text(chosen)


def _chosen(made: ComboBox) -> str:
    return "" if made.text() == _ALL else made.text()
