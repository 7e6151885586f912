"""StepCard: one more step for the plan, made by hand – a figure changed, people moved, a school merged."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from forms.evaluation.columns import COLUMNS, ColumnKind
from forms.plan.steps import Step
from forms.spec import Option
from operations.bureau.plan.typed_plan import steps_typed
from operations.errors import Refused
from ui.metrics import characters
from ui.parts.controls.buttons import button
from ui.parts.controls.combo import ComboBox
from ui.parts.controls.segments import Segments
from ui.parts.layout.flow import FlowLayout

KINDS = (("set", "改一个数"), ("move", "调配人数"), ("merge", "并校"))
_FIGURES = tuple(
    column for column in COLUMNS if column.kind in {ColumnKind.COUNT, ColumnKind.DECIMAL}
)
_FIRST = _FIGURES[0].id


class StepCard(QWidget):
    """Which schools, which figure, how much; Enter in the last line adds the step."""

    added = Signal(object)
    """The steps."""
    remove_wanted = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[str, str] = {}
        self.kinds = Segments("加什么步骤", KINDS)
        self.kinds.chosen.connect(self._on_kind)
        self.school = self._line("学校", "学校名称或标识码", 13)
        self.target = self._line("到哪所学校", "到哪所学校", 13)
        self.column = ComboBox()
        self.column.setAccessibleName("哪一项")
        self.column.setFixedWidth(characters(18))
        self.amount = self._line("数", "改为", 7)
        self.add = button("加入方案(&A)", icon="plus")
        self.add.clicked.connect(self._on_add)
        for line in (self.school, self.target):
            line.returnPressed.connect(self.focusNextChild)
        self.amount.returnPressed.connect(self._on_add)
        self.remove = button("去掉这一步(&D)", icon="minus", style="quiet")
        self.remove.clicked.connect(self.remove_wanted)
        parts = (self.kinds, self.school, self.target, self.column, self.amount)
        self.setLayout(FlowLayout(*parts, self.add, self.remove))
        self._on_kind()

    def _line(self, name: str, example: str, width: float) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(example)
        made.setFixedWidth(characters(width))
        return made

    def offer_schools(self, schools: Sequence[tuple[str, str]]) -> None:
        """Offer code and name of every school that can be changed."""
        self._codes = {f"{name}（{code}）": code for code, name in schools}
        for line in (self.school, self.target):
            completer = QCompleter(sorted(self._codes), line)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)

    def _code(self, line: QLineEdit) -> str:
        """The code that is meant: typed, picked, or the only school with this name."""
        typed = line.text().strip()
        if typed in self._codes:
            return self._codes[typed]
        named = [code for shown, code in self._codes.items() if typed == shown.partition("（")[0]]
        return named[0] if len(named) == 1 else typed

    @Slot()
    def _on_kind(self) -> None:
        kind = self.kinds.current
        self.target.setVisible(kind != "set")
        self.column.setVisible(kind != "merge")
        self.amount.setVisible(kind != "merge")
        self.amount.setPlaceholderText("改为" if kind == "set" else "人数")
        self.target.setPlaceholderText("并入哪所学校" if kind == "merge" else "到哪所学校")
        chosen = self.column.text()
        offered = [
            Option(column.id, column.label)
            for column in _FIGURES
            if kind == "set" or column.kind is ColumnKind.COUNT
        ]
        self.column.offer(offered)
        self.column.show_text(chosen if chosen in {one.code for one in offered} else _FIRST)

    @Slot()
    def _on_add(self) -> None:
        try:
            steps = self._steps()
        except Refused as error:
            self.refused.emit(error.message)
            return
        self.added.emit(steps)

    def _steps(self) -> tuple[Step, ...]:
        kind, school, target = self.kinds.current, self._code(self.school), self._code(self.target)
        column, amount = self.column.text(), self.amount.text().strip()
        if not school or (kind != "set" and not target):
            raise Refused("请先写明学校：输入名称的几个字，从列表中选。")
        if kind == "set":
            return steps_typed([f"{school}:{column}={amount}"], [], [])
        if kind == "move":
            return steps_typed([], [f"{school}:{target}:{column}={amount}"], [])
        return steps_typed([], [], [f"{school}:{target}"])

    def start_anew(self) -> None:
        """Be ready for the next figure of the same school."""
        self.amount.clear()
        self.amount.setFocus()
