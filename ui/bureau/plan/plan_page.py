"""PlanPage: what would let the district pass. Works on a scratch copy; no return is changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.plan.comparing import StepCame
from forms.plan.lines import PlanLine
from forms.plan.plan import DEFAULT_PRICES, DistrictPlan
from forms.plan.steps import Step
from operations.bureau.plan.plan_files import open_plan, save_plan, write_plan_document
from operations.bureau.plan.plans import (
    PlanGround,
    PlanView,
    hand_plan,
    least_plan,
    plan_came,
    read_ground,
    view_plan,
)
from operations.bureau.plan.plans_told import view_sentences
from operations.bureau.records import BureauStore
from operations.errors import Refused
from operations.failures.explain import Failure
from ui.bureau.desk import BureauDesk
from ui.bureau.plan.goal_bar import GoalBar
from ui.bureau.plan.plan_rows import (
    OUTLOOK_COLUMNS,
    PLAN_COLUMNS,
    STEP_COLUMNS,
    older_record,
    outlook_records,
    plan_record,
    present_record,
    step_records,
)
from ui.bureau.plan.prices import PricesDialog
from ui.bureau.plan.step_card import StepCard
from ui.bureau.work_page import BureauPage, EmptyState
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.layout.tab_pages import TabPages
from ui.parts.layout.tall_area import TallArea
from ui.parts.rows.record_table import RecordTable

PLAN_FILES = "补短板方案 (*.json);;所有文件 (*)"
_DOCUMENTS = "Excel 工作簿 (*.xlsx);;PDF 文件 (*.pdf)"
_NOTE = (
    "在演算中改数，看结论和差异系数怎样变；各校上报的数不会改动。方案是一个文件，明年可以打开对照。"
)
_EMPTY = "导入上报包后，这里算出让全区通过的最省的办法。"
_PRESENT = -1


@dataclass(frozen=True)
class OpenPlan:
    """A plan on the page: with its view, or as an older one with what came."""

    plan: DistrictPlan
    view: PlanView | None
    lines: Sequence[PlanLine]
    came: Sequence[StepCame] = ()


class PlanPage(BureauPage):
    """Plans side by side above, the steps and the outlook of the chosen one below."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "补短板", note=_NOTE)
        self.ground: PlanGround | None = None
        self.plans: list[OpenPlan] = []
        self.prices = DEFAULT_PRICES
        self._seen: object = None
        self.open = button("打开方案(&O)…", icon="folder-open")
        self.open.clicked.connect(self._on_open)
        self.save = button("保存方案(&V)…", icon="save")
        self.save.clicked.connect(self._on_save)
        self.export = button("导出清单(&X)…", icon="file-down", style="primary")
        self.export.clicked.connect(self._on_export)
        self.add_buttons(self.open, self.save, self.export)
        theme = desk.desktop.theme
        self.goal = GoalBar()
        self.goal.wanted.connect(self._on_least)
        self.goal.prices_wanted.connect(self._on_prices)
        self.step = StepCard()
        self.step.added.connect(self._on_added)
        self.step.remove_wanted.connect(self._on_remove)
        self.step.refused.connect(self.refuse)
        self.table = RecordTable(theme, "方案", PLAN_COLUMNS)
        self.table.current_changed.connect(self._show_current)
        self.told = text_label()
        self.steps = RecordTable(theme, "要做的事", STEP_COLUMNS)
        self.outlook = RecordTable(theme, "全区前后", OUTLOOK_COLUMNS)
        self.tabs = TabPages("方案的各部分")
        self.stack = ShownStack()
        self.stack.addWidget(self._laid_out())
        self.stack.addWidget(EmptyState("gauge", "还没有可以补的短板", _EMPTY))
        self.add_content(TallArea(self.stack))

    def _laid_out(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, gap=1)
        layout.addWidget(self.goal)
        layout.addWidget(self.table)
        layout.addWidget(self.told)
        steps, rows = QWidget(), QVBoxLayout()
        space(rows, margins=(0, 1, 0, 0), gap=1)
        steps.setLayout(rows)
        rows.addWidget(self.step)
        rows.addWidget(self.steps, 1)
        self.steps.show_at_least(5)
        self.tabs.addTab(steps, "要做的事")
        self.tabs.addTab(self.outlook, "全区前后")
        layout.addWidget(self.tabs, 1)
        return box

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read the figures again if the store has changed; the plans are worked out anew on them."""
        facts = self.desk.facts
        self.stack.setCurrentIndex(0 if facts.evaluation.levels else 1)
        if facts is self._seen:
            return
        self._seen = facts
        kept = [one.plan for one in self.plans]
        self._work(lambda store: _read(store, kept), self._on_read)

    def _on_read(self, found: tuple[PlanGround, list[OpenPlan]]) -> None:
        self.ground, self.plans = found
        names = zip(
            self.ground.raw.codes, self.ground.raw.texts("profile.school_name"), strict=True
        )
        self.step.offer_schools(list(names))
        kept = self.table.current_key()
        last = len(self.plans) - 1
        self._show_plans(kept if isinstance(kept, int) and kept < last else last)

    def _show_plans(self, chosen: int) -> None:
        if self.ground is None:
            return
        records = [present_record(_PRESENT, self.desk.facts.evaluation)]
        records += [
            older_record(place, one.plan, one.came)
            if one.view is None
            else plan_record(place, one.view)
            for place, one in enumerate(self.plans)
        ]
        self.table.show_records(records)
        self.table.fit_height()
        self.table.select(chosen)
        self._show_current()

    @property
    def current(self) -> OpenPlan | None:
        """The chosen plan."""
        key = self.table.current_key()
        return self.plans[key] if isinstance(key, int) and 0 <= key < len(self.plans) else None

    @Slot()
    def _show_current(self) -> None:
        one = self.current
        present = self.desk.facts.evaluation
        after = present if one is None or one.view is None else one.view.after
        self.steps.show_records([] if one is None else step_records(one.lines, one.came))
        self.steps.hide_columns([] if one is not None and one.came else ["came"])
        self.outlook.show_records(outlook_records(present, after))
        for made in (self.save, self.export):
            made.setEnabled(one is not None)
        self.step.remove.setEnabled(one is not None and bool(one.lines))
        self.tabs.setTabText(0, f"要做的事（{0 if one is None else len(one.lines)}）")
        told = "选一种补法，按“算出最省的方案”；或在下面自己加步骤。"
        if one is not None and one.view is not None:
            told = "".join(view_sentences(one.view)[:3])
            self.told.setToolTip("\n".join(view_sentences(one.view)))
        self.told.setText(told)

    def focus_first(self) -> None:
        """Begin with the plans, or with working one out."""
        if self.stack.currentIndex() == 0:
            (self.table if self.plans else self.goal.make).setFocus()

    # -- making --------------------------------------------------------------------------------

    def _work(
        self, operation: Callable[[BureauStore], object], then: Callable[..., object]
    ) -> None:
        self.desk.run(operation, owner=self, then=then, fail=self._on_failed)

    def _on_failed(self, failure: Failure) -> None:
        self.fail(failure)

    @Slot()
    def _on_least(self) -> None:
        ground, goal, prices = self.ground, self.goal, self.prices
        if ground is None:
            return
        try:
            name, goals, moves = self._new_name(goal.name), goal.goals, goal.moves
        except Refused as error:
            self.refuse(error.message)
            return
        self.say("正在算最省的方案…", tone="accent")
        self._work(
            lambda _: _opened(
                ground, least_plan(ground, name, goals, prices=prices, transfer=moves)
            ),
            self._on_made,
        )

    def _on_made(self, made: OpenPlan) -> None:
        self.strip.clear()
        self.plans.append(made)
        self._show_plans(len(self.plans) - 1)
        if not made.lines:
            self.say(f"“{made.plan.name}”不需要做什么：已经达到要求。")
        self.table.setFocus()

    def _new_name(self, name: str) -> str:
        taken = {one.plan.name for one in self.plans}
        number = 2
        found = name
        while found in taken:
            found, number = f"{name} {number}", number + 1
        return found

    @Slot(object)
    def _on_added(self, steps: tuple[Step, ...]) -> None:
        """Add steps to the chosen plan, or begin one by hand."""
        one = self.current
        before = () if one is None else one.plan.steps
        self._remake(one, (*before, *steps), at=len(before))

    @Slot()
    def _on_remove(self) -> None:
        one, place = self.current, self.steps.current_key()
        if one is None or not isinstance(place, int):
            self.refuse("请先在表中选要去掉的一步。")
            return
        self._remake(one, tuple(step for n, step in enumerate(one.plan.steps) if n != place))

    def _remake(
        self, one: OpenPlan | None, steps: tuple[Step, ...], *, at: int | None = None
    ) -> None:
        """Work a plan out again with other steps; ``at`` is the new one, which is brought into sight."""
        ground, prices = self.ground, self.prices
        if ground is None:
            return
        name = self._new_name("手工方案") if one is None else one.plan.name
        key = len(self.plans) if one is None else self.plans.index(one)

        def show(made: OpenPlan) -> None:
            self.strip.clear()
            self.plans[key:] = [made, *self.plans[key + 1 :]]
            self._show_plans(key)
            if at is not None:
                self.steps.select(at)
            self.step.start_anew()

        self._work(lambda _: _opened(ground, hand_plan(ground, name, steps, prices=prices)), show)

    @Slot()
    def _on_prices(self) -> None:
        dialog = PricesDialog(self, self.prices)
        if self.desk.desktop.messages.dialog(dialog):
            self.prices = dialog.prices()
            self.say("单价已改，对以后算的方案有效。")
        dialog.deleteLater()

    # -- files ---------------------------------------------------------------------------------

    @Slot()
    def _on_open(self) -> None:
        ground = self.ground
        paths = self.desk.desktop.messages.open_files("打开方案", pattern=PLAN_FILES, many=True)
        if ground is None or not paths:
            return

        def show(found: list[OpenPlan]) -> None:
            self.strip.clear()
            self.plans.extend(found)
            self._show_plans(len(self.plans) - 1)

        self._work(lambda _: [_opened(ground, open_plan(path)) for path in paths], show)

    @Slot()
    def _on_save(self) -> None:
        one = self.current
        if one is None:
            return
        target = self._target("保存方案", one, ".json", PLAN_FILES)
        if target is not None:
            plan = replace(one.plan, name=target.stem)
            self._work(
                lambda _: save_plan(plan, target, replace=True),
                lambda path: self.say_saved("方案已保存。", path),
            )

    @Slot()
    def _on_export(self) -> None:
        one, ground = self.current, self.ground
        if one is None or ground is None:
            return
        plan = one.plan
        target = self._target("导出方案清单", one, ".xlsx", _DOCUMENTS)
        if target is not None:
            self._work(
                lambda _: write_plan_document(ground, plan, target, replace=True),
                lambda path: self.say_saved("方案清单已导出。", path),
            )

    def _target(self, title: str, one: OpenPlan, ending: str, pattern: str) -> Path | None:
        return self.desk.desktop.messages.save_file(
            title, suggestion=Path.home() / f"{one.plan.name}{ending}", pattern=pattern
        )


def _read(store: BureauStore, kept: Sequence[DistrictPlan]) -> tuple[PlanGround, list[OpenPlan]]:
    ground = read_ground(store)
    return ground, [_opened(ground, plan) for plan in kept]


def _opened(ground: PlanGround, plan: DistrictPlan) -> OpenPlan:
    """A plan of this year is evaluated on the figures; an older one is held against them as well."""
    if plan.period == ground.meta.period:
        view = view_plan(ground, plan)
        return OpenPlan(plan, view, view.lines)
    found = plan_came(ground, plan)
    return OpenPlan(plan, None, [line for line, _ in found], [came for _, came in found])
