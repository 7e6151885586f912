"""ProblemNote: one finding under its field; a query brings the 说明 box with its example."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from forms.problems import Problem, Severity
from ui.editors.inputs import BoxInput
from ui.editors.tones import ICONS
from ui.icons import set_icon
from ui.metrics import line_height, space
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import set_kind, text_label, unbroken


class ProblemNote(QFrame):
    """The sentence, its number to read over the phone unless it is a blank, a query's 说明."""

    justified = Signal(str, str)
    justified_alike = Signal(str, str)
    """The same text is to answer all open queries of the rule."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "field")
        self._problem: Problem | None = None
        self._handed_on = ""
        self._picture = QLabel()
        self._sentence = text_label()
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        space(row, gap=0.75)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self._layout = QVBoxLayout(self)
        space(self._layout, gap=0.5)
        self._layout.addLayout(row)
        self.box: BoxInput | None = None

    def show_problem(self, problem: Problem, *, read_only: bool = False, alike: int = 0) -> None:
        """Show a finding; ``alike`` open queries of the same rule stand in other rows."""
        self._problem = problem
        answered = problem.severity is Severity.QUERY and not problem.is_open
        tone = "ok" if answered else problem.severity.value
        name = "circle-check" if answered else ICONS[problem.severity]
        set_icon(self._picture, name, "muted" if tone == "hint" else tone)
        number = "" if problem.is_blank else f"（{problem.number}）"
        self._sentence.setText(unbroken(f"{problem.message}{number}"))
        kind = "hint" if answered else problem.severity.value
        set_kind(self._sentence, kind)
        if problem.severity is Severity.QUERY:
            self._show_box(problem, read_only=read_only)
            self._show_alike(0 if read_only else alike)
        elif self.box is not None:
            self.box.hide()
            self._advice.hide()
            self.alike.hide()

    def _show_box(self, problem: Problem, *, read_only: bool) -> None:
        box = self.box or self._make_box()
        box.setVisible(True)
        box.setReadOnly(read_only)
        box.setAccessibleName(f"说明：{problem.message}")
        box.setPlaceholderText("请改正，或在这里写说明")
        if box.toPlainText() == self._handed_on and not box.is_composing:
            if box.toPlainText() != problem.justification:
                box.setPlainText(problem.justification)
            self._handed_on = box.toPlainText()
        advice = problem.justification_fault
        if not advice and not problem.justification and problem.example:
            advice = f"例：{problem.example}"
        set_kind(self._advice, "query" if problem.justification_fault else "small")
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))

    def _show_alike(self, count: int) -> None:
        self.alike.setText(f"其余 {count} 行的同一问题也用这条说明")
        self.alike.setVisible(bool(count))

    @Slot()
    def _on_alike(self) -> None:
        if self.box is None or self._problem is None:
            return
        self._handed_on = self.box.toPlainText()
        if self._handed_on.strip():
            self.justified_alike.emit(self._problem.key, self._handed_on)
        self.box.setFocus()

    def _make_box(self) -> BoxInput:
        box = BoxInput()
        box.setFixedHeight(line_height() * 2 + line_height())
        box.paused.connect(self._on_edited)
        box.left.connect(self._on_edited)
        self._advice = text_label(style="small")
        self._layout.addWidget(box)
        self._layout.addWidget(self._advice)
        self.alike = button("", icon="copy", style="quiet")
        self.alike.clicked.connect(self._on_alike)
        self._layout.addWidget(self.alike, 0, Qt.AlignmentFlag.AlignLeft)
        self.box = box
        return box

    @Slot()
    def _on_edited(self) -> None:
        if self.box is None or self._problem is None:
            return
        text = self.box.toPlainText()
        if text != self._handed_on:
            self._handed_on = text
            self.justified.emit(self._problem.key, text)

    @property
    def is_open(self) -> bool:
        """Whether the finding stands in the way of submission."""
        return self._problem is not None and self._problem.is_open

    def sentence(self) -> str:
        return self._sentence.text()

    def advice(self) -> str:
        """What is wrong with the 说明, or an example of a good one."""
        return self._advice.text() if self.box is not None else ""
