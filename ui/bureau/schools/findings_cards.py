"""Cards about what a school delivered: the seven indicators, what the check found, and its reasons."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from forms.evaluation import SchoolResult
from forms.problems import Severity
from forms.schooling import Section
from operations.bureau.returns.school_file import SchoolFile
from ui.bureau.schools.school_rows import figure_rows, problem_rows
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList
from ui.theme import Theme

_MOST = 200


class FiguresCard(Card):
    """The seven indicators of one level at a time."""

    chosen = Signal(object)
    """What a row stands for, see :func:`ui.bureau.schools.school_rows.figure_rows`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("七项指标", icon="gauge")
        self._results: Sequence[SchoolResult] = ()
        choices = [(level.value, level.label) for level in (Section.PRIMARY, Section.JUNIOR)]
        self.levels = Segments("看哪个学段", choices)
        self.levels.chosen.connect(self._show_level)
        self.heading.addWidget(self.levels)
        self.list = RowList(theme, "七项指标")
        self.list.chosen.connect(self.chosen)
        self.content.addWidget(self.list)
        hint = "按 Enter 或单击一项，看它由哪些数算出、出自哪一格、由谁签名。"
        self.content.addWidget(text_label(hint, style="small"))

    def show_results(self, results: Sequence[SchoolResult]) -> None:
        """Show how a school stands; hidden before it delivered."""
        self._results = results
        levels = [result.unit.level.value for result in results]
        self.setVisible(bool(levels))
        self.levels.offer(list(dict.fromkeys(levels)))
        self.levels.setVisible(len(set(levels)) > 1)
        self._show_level()

    @Slot()
    def _show_level(self) -> None:
        found = [item for item in self._results if item.unit.level == self.levels.current]
        self.list.show_rows(figure_rows(found))
        self.list.fit_height()


class ProblemsCard(Card):
    """What the check found in what was signed, and the reasons the school gave."""

    chosen = Signal(object)
    """A :class:`forms.problems.Problem`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("检查结果与说明", icon="list-checks")
        self.list = RowList(theme, "检查结果与说明")
        self.list.chosen.connect(self.chosen)
        self.note = text_label(style="small")
        self.content.addWidget(self.list)
        self.content.addWidget(self.note)

    def show_file(self, file: SchoolFile) -> None:
        """Show what was found; hidden before anything was delivered."""
        self.setVisible(file.signed is not None or bool(file.fault))
        if file.signed is None:
            self.list.hide()
            self.note.setText(f"填报内容不能打开查看：{file.fault}")
            return
        found = file.signed.sheet.problems
        asking = [item for item in found if item.severity is not Severity.HINT]
        self.list.show_rows(problem_rows(asking[:_MOST], file.signed.sheet.plan.pack))
        self.list.fit_height(most=8)
        self.list.setVisible(bool(asking))
        hints = len(found) - len(asking)
        text = (
            f"{len(asking)} 项由学校写了说明。" if asking else "全部检查通过，没有需要说明的地方。"
        )
        self.note.setText(text + (f"另有 {hints} 条提示。" if hints else ""))
