"""NoteList: the findings shown under a field or table, each in its own note as long as it stands."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from forms.problems import Problem
from ui.editors.notes import ProblemNote
from ui.metrics import space

NONE_ALIKE: Final[Mapping[str, int]] = MappingProxyType({})


class NoteList(QWidget):
    """Keeps the note of a finding, and what is being written in it, while others come and go."""

    justified = Signal(str, str)
    justified_alike = Signal(str, str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self._owner = owner
        self._by_key: dict[str, ProblemNote] = {}
        self._lines = QVBoxLayout(self)
        space(self._lines, gap=0.5)
        self.hide()

    def show_problems(
        self, problems: Sequence[Problem], *, read_only: bool, alike: Mapping[str, int] = NONE_ALIKE
    ) -> None:
        """Show these findings in this order; ``alike`` says how many queries are like one of them."""
        kept = {problem.key for problem in problems}
        for key in [key for key in self._by_key if key not in kept]:
            self._drop(self._by_key.pop(key))
        for place, problem in enumerate(problems):
            note = self._by_key.get(problem.key) or self._make(problem.key)
            if self._lines.indexOf(note) != place:
                self._lines.insertWidget(place, note)
            note.show_problem(problem, read_only=read_only, alike=alike.get(problem.key, 0))
            note.show()  # Qt alone would show it a turn later, and the page would move then
        self._by_key = {problem.key: self._by_key[problem.key] for problem in problems}
        self.setVisible(bool(problems))

    @property
    def notes(self) -> tuple[ProblemNote, ...]:
        """The notes in their order."""
        return tuple(self._by_key.values())

    def stops(self) -> list[QWidget]:
        """What Tab walks through, from top to bottom."""
        return [
            part for note in self.notes if note.box is not None for part in (note.box, note.alike)
        ]

    def write_reason(self) -> bool:
        """Put the cursor where a reason is to be written: at the first open query, else at the first."""
        boxes = [(note.is_open, note.box) for note in self.notes if note.box is not None]
        found = next((box for is_open, box in sorted(boxes, key=lambda one: not one[0])), None)
        if found is not None:
            found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return found is not None

    def _make(self, key: str) -> ProblemNote:
        note = ProblemNote()
        note.justified.connect(self.justified)
        note.justified_alike.connect(self.justified_alike)
        self._by_key[key] = note
        return note

    def _drop(self, note: ProblemNote) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and note.isAncestorOf(focused):
            self._owner.setFocus()  # else Qt looks for the next one and scrolls there
        self._lines.removeWidget(note)
        note.hide()
        note.deleteLater()
