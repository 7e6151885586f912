"""FigurePage: one figure of one school taken apart, down to the cell and the signature behind it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from forms.evaluation import FigureKey, SchoolResult
from forms.live.sources import Source
from operations.bureau.evaluation.drilldown import Figure, figure_of
from operations.bureau.returns.confirmed_in_words import confirmed_in_words
from operations.bureau.returns.school_file import read_school_file
from operations.packs.bundled import bundled_pack
from ui.bureau.desk import BureauDesk
from ui.bureau.schools.school_rows import problem_rows
from ui.bureau.words import NOTHING, STATES, moment
from ui.bureau.work_page import SLIP_PAGE, BureauPage, SlipAbout
from ui.models.records import CellLook, Column, Record
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.chips import Chip
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows, grouped
from ui.parts.rows.record_table import RecordTable
from ui.parts.rows.row_list import RowList

_COLUMNS = (
    Column("label", "由哪些数算出", 17, stretch=True),
    Column("value", "数值", 7, right=True),
    Column("unit", "单位", 4),
    Column("place", "出自", 16),
    Column("address", "编号", 12, stretch=True),
)


class FigurePage(BureauPage):
    """The figure, its operands, what was said about them, and whose signature stands behind them."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "指标", back=True)
        self.figure: Figure | None = None
        self.state = Chip()
        self.top.add_states(self.state)
        column = QVBoxLayout()
        self.add_columns(column)
        column.addWidget(self._make_figure())
        column.addWidget(self._make_sources())
        column.addWidget(self._make_problems())
        column.addWidget(self._make_signature())
        column.addStretch(1)

    def _make_figure(self) -> Card:
        card = Card()
        self.value = text_label(style="figure", wrap=False)
        self.line = text_label(style="muted")
        card.content.addWidget(self.value)
        card.content.addWidget(self.line)
        return card

    def _make_sources(self) -> Card:
        card = Card("算出这个数的各项", icon="sigma")
        self.table = RecordTable(self.desk.desktop.theme, "算出这个数的各项", _COLUMNS)
        self.comment = button("对选中的一项写退回意见(&C)…", icon="message-square")
        self.comment.clicked.connect(self._on_comment)
        card.content.addWidget(self.table)
        card.content.addLayout(button_row(self.comment))
        return card

    def _make_problems(self) -> Card:
        card = Card("对这些数的检查", icon="list-checks")
        self.checked = text_label(style="muted")
        self.problems = RowList(self.desk.desktop.theme, "对这些数的检查")
        card.content.addWidget(self.checked)
        card.content.addWidget(self.problems)
        return card

    def _make_signature(self) -> Card:
        card = Card("谁对这些数负责", icon="signature")
        self.signature = FactRows()
        card.content.addWidget(self.signature)
        return card

    # -- what is shown -------------------------------------------------------------------------

    def _result(self) -> SchoolResult | None:
        key = self.subject
        if not isinstance(key, FigureKey):
            return None
        found = self.desk.facts.by_code.get(key.unit.school)
        results = found.results if found else ()
        return next((item for item in results if item.unit.key == key.unit), None)

    @property
    def school_in_sight(self) -> str:
        return self.subject.unit.school if isinstance(self.subject, FigureKey) else ""

    @Slot()
    def refresh(self) -> None:
        """Show the figure as it is now."""
        key, result = self.subject, self._result()
        if not isinstance(key, FigureKey) or result is None:
            self.back_wanted.emit()
            return
        self.title.setText(f"{result.unit.name}　{key.name}")
        self.desk.run(
            lambda store: figure_of(result, key, read_school_file(store, key.unit.school)),
            owner=self,
            then=lambda figure: self._show(key, figure),
            fail=self.fail,
        )

    def _show(self, key: FigureKey, figure: Figure | None) -> None:
        if key != self.subject or figure is None:
            return
        self.figure = figure
        value = figure.value
        icon, tone = STATES[value.state]
        self.state.show_state(value.label, icon=icon, tone="neutral" if tone == "muted" else tone)
        self.value.setText(f"{value.text} {value.indicator.unit}")
        self.line.setText("\n".join(text for text in (figure.sentence, figure.note) if text))
        self.table.show_records([_record(n, item) for n, item in enumerate(figure.sources)])
        self.table.fit_height()
        self.table.select_first()
        self._show_problems(figure)
        self.signature.show_facts(_signature(figure))
        if figure.fault:
            self.refuse(f"保存的上报包有问题：{figure.fault}")

    def _show_problems(self, figure: Figure) -> None:
        found = len(figure.problems)
        words = f"{found} 条有结果：" if found else "没有发现问题。"
        self.checked.setText(f"{len(figure.rules)} 条规则用到这些数，{words}")
        self.checked.setVisible(bool(figure.sources))
        self.problems.show_rows(problem_rows(figure.problems, bundled_pack()))
        self.problems.fit_height(most=6)
        self.problems.setVisible(bool(found))

    def focus_first(self) -> None:
        self.table.select_first()
        self.table.setFocus()

    @Slot()
    def _on_comment(self) -> None:
        key = self.table.current_key()
        if isinstance(key, tuple) and self.figure is not None:
            self.opened.emit(SLIP_PAGE, SlipAbout(self.figure.school, key[1]))


def _record(number: int, source: Source) -> Record:
    indent = "　" * source.depth
    address = source.address or source.operand.name
    icon = "calculator" if source.calculated else "table" if source.operand.table else "pen-line"
    missing = source.operand.value is None
    return Record(
        (number, source.address),
        (
            CellLook(
                f"{indent}{source.operand.label}",
                icon=icon,
                order=number,
                tip=f"{source.operand.label}\n{'程序算出' if source.calculated else '学校填写'}",
            ),
            CellLook(source.text, strong=not missing, order=number),
            CellLook(source.operand.unit, muted=True) if source.operand.unit else NOTHING,
            CellLook(source.place, muted=True) if source.place else NOTHING,
            CellLook(address, muted=True, tip=address),
        ),
    )


def _signature(figure: Figure) -> list[tuple[str, str]]:
    package, signer = figure.package, figure.signer
    claimed = signer.claimed_time if signer else package.claimed_time
    return [
        ("签名人", signer.name if signer else package.signer),
        ("签名时间", f"{moment(claimed)}（学校电脑的时间）" if claimed else ""),
        ("三人确认", confirmed_in_words(figure.confirmations, figure.further) if signer else ""),
        ("上报包", f"第 {package.number} 号，{moment(package.received_at)} 导入"),
        ("包标识", grouped(package.identity)),
        ("证书序列号", grouped((signer or package).certificate_serial)),
        ("证书指纹", grouped(signer.fingerprint) if signer else ""),
        ("验证结果", figure.verified),
    ]
