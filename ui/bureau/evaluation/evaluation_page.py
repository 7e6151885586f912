"""EvaluationPage: the district on the seven indicators, from the verdict down to one school's figure."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from operations.bureau.evaluation.data import DataFiles, write_data
from operations.bureau.evaluation.export import write_district_raw
from operations.bureau.leaders.report import write_leaders_report
from operations.packs.bundled import bundled_pack
from ui.bureau.desk import BureauDesk
from ui.bureau.evaluation.evaluation_rows import OUT_COLUMNS, out_records, settings_line
from ui.bureau.evaluation.level_view import VERDICTS, LevelView
from ui.bureau.evaluation.picture_file import save_picture, say_copied
from ui.bureau.evaluation.verdict_tab import VerdictTab
from ui.bureau.store.settings_rows import evaluation_settings
from ui.bureau.work_page import (
    COMPARE_PAGE,
    FIGURE_PAGE,
    RAW_PAGE,
    SCHOOL_PAGE,
    TABLES_PAGE,
    BureauPage,
    EmptyState,
)
from ui.dialogs.replacing import write_asking
from ui.kinds import BUREAU
from ui.parts.controls.buttons import button
from ui.parts.labels.chips import Chip
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.layout.tall_area import TallArea

RAW_TABLES = "原始表 (*.xlsx *.csv);;所有文件 (*)"
_EMPTY = "导入上报包后，这里显示七项指标、差异系数和各校结论。"
_HINT = "移到一个数上按 Enter，看它由哪些数算出"


class EvaluationPage(BureauPage):
    """Spread and schools, who is not in, and every item of the official evaluation."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "全区评估")
        self.verdict = Chip(least=8)
        self.top.add_states(self.verdict)
        self.tables = button("查看申报表(&O)", icon="printer", style="primary")
        self.tables.setToolTip("逐页看表Ⅰ至表Ⅵ，选哪几张，打印或导出")
        self.tables.clicked.connect(self._on_tables)
        self.raw = button("导出原始表(&R)…", icon="file-spreadsheet")
        self.raw.clicked.connect(self._on_raw)
        self.data = button("导出全区数据(&D)…", icon="database")
        self.data.setToolTip("各校填报表、七项指标和差异系数，给统计软件用：CSV、代码本和 Excel")
        self.data.clicked.connect(self._on_data)
        self.foreign = button("评估别处的表(&V)…", icon="table")
        self.foreign.setToolTip("只评估一张原始表（xlsx 或 csv），例如汇总好的往年数据；不动本库")
        self.foreign.clicked.connect(self._on_foreign)
        self.report = button("写报告(&P)…", icon="file-text")
        self.report.setToolTip(
            "给领导的评估情况报告：结论、图、不达标的学校和差距，不超过 8 页的 PDF"
        )
        self.report.clicked.connect(self._on_report)
        self.compare = button("与往年比较(&Y)…", icon="git-compare")
        self.compare.setToolTip("打开本局往年的局端库，逐项、逐校比较；两个库都不改动")
        self.compare.clicked.connect(self._on_compare)
        self.add_buttons(self.compare, self.foreign, self.data, self.raw, self.report, self.tables)
        self.view = LevelView(desk.desktop.theme, hint=_HINT)
        self.view.figure_chosen.connect(self._on_figure)
        self.view.school_chosen.connect(self._on_school)
        self.view.save_wanted.connect(partial(save_picture, self))
        self.view.copied.connect(partial(say_copied, self))
        self.out = self.view.add_table("未参加评估", OUT_COLUMNS)
        self.out.chosen.connect(self._on_school)
        self.verdicts = VerdictTab(self)
        self.verdicts.school_chosen.connect(self._on_school)
        self.view.tabs.addTab(self.verdicts, "全部项目")
        self.view.tabs.currentChanged.connect(self._on_tab)
        self.stack = ShownStack()
        self.stack.addWidget(self.view)
        self.stack.addWidget(EmptyState("chart-column", "还没有可以评估的学校", _EMPTY))
        self.add_content(TallArea(self.stack))

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Show the evaluation as it is now."""
        facts = self.desk.facts
        self.stack.setCurrentIndex(0 if facts.evaluation.levels else 1)
        for made in (self.tables, self.raw, self.report, self.data):
            made.setEnabled(any(item.package for item in facts.schools))
        icon, tone, word = VERDICTS[facts.evaluation.passes]
        waiting = len(facts.evaluation.outstanding)
        text = f"全区资源配置{word}" + (f"，{waiting} 所未交" if waiting else "")
        self.verdict.show_state(text, icon=icon, tone=tone)
        self.verdict.setVisible(bool(facts.evaluation.levels))
        labels = evaluation_settings(facts.settings, bundled_pack())
        self.view.terms.setText(settings_line(labels))
        out = out_records(facts)
        self.out.show_records(out)
        self.view.name_tab(self.out, f"未参加评估（{len(out)}）")
        self.view.show_evaluation(facts.evaluation)
        self._on_tab()

    @Slot()
    def _on_tab(self) -> None:
        if self.view.tabs.currentWidget() is self.verdicts:
            self.verdicts.refresh()

    def focus_first(self) -> None:
        """Begin in the table in sight, or with what can be done without schools."""
        if self.stack.currentIndex() == 0:
            self.view.focus_first(self.verdicts.table)
        else:
            self.foreign.setFocus()

    # -- drilling ------------------------------------------------------------------------------

    @Slot(object)
    def _on_figure(self, key: object) -> None:
        self.opened.emit(FIGURE_PAGE, key)

    @Slot(object)
    def _on_school(self, code: object) -> None:
        self.opened.emit(SCHOOL_PAGE, code)

    @Slot()
    def _on_foreign(self) -> None:
        found = self.desk.desktop.messages.open_files("选择要评估的原始表", pattern=RAW_TABLES)
        if found:
            self.opened.emit(RAW_PAGE, found[0])

    @Slot()
    def _on_compare(self) -> None:
        found = self.desk.desktop.messages.open_files(
            "选择本局往年的局端库", pattern=BUREAU.pattern
        )
        if found:
            self.opened.emit(COMPARE_PAGE, found[0])

    # -- documents -----------------------------------------------------------------------------

    @Slot()
    def _on_tables(self) -> None:
        self.opened.emit(TABLES_PAGE, self.desk.facts.meta.period)

    @Slot()
    def _on_report(self) -> None:
        meta = self.desk.facts.meta
        target = self.desk.desktop.messages.save_file(
            "写给领导的评估情况报告",
            suggestion=Path.home() / f"{meta.bureau_code}-{meta.period}-评估情况报告.pdf",
            pattern="PDF 文件 (*.pdf)",
        )
        if target is None:
            return
        self.say("正在写报告…", tone="accent")
        self.desk.run(
            lambda store: write_leaders_report(store, target, replace=True),
            owner=self,
            then=lambda path: self.say_saved("评估情况报告已写好。", path),
            fail=self.fail,
        )

    @Slot()
    def _on_raw(self) -> None:
        meta = self.desk.facts.meta
        target = self.desk.desktop.messages.save_file(
            "导出全区原始表",
            suggestion=Path.home() / f"{meta.bureau_code}-{meta.period}-district-raw.xlsx",
            pattern="Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)",
        )
        if target is None:
            return
        self.desk.run(
            lambda store: write_district_raw(store, target, replace=True),
            owner=self,
            then=lambda path: self.say_saved("全区原始表已导出。", path),
            fail=self.fail,
        )

    @Slot()
    def _on_data(self) -> None:
        folder = self.desk.desktop.messages.folder("把全区数据导出到哪个文件夹")
        if folder is None:
            return
        self.say("正在导出全区数据…", tone="accent")
        write_asking(
            self.desk,
            lambda store, replace: write_data(store, folder, replace=replace),
            owner=self,
            then=self._on_data_written,
            fail=self.fail,
        )

    def _on_data_written(self, made: DataFiles) -> None:
        sentence = (
            f"{made.schools} 所学校的数据已导出：{len(made.tables)} 张 CSV 表、"
            f"说明 {made.descriptor.name} 和工作簿 {made.workbook.name}。"
        )
        self.say_saved(sentence, made.descriptor.parent)
