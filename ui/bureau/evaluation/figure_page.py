"""FigurePage: one figure of one school taken apart, down to the cell and the signature behind it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from forms.evaluation import INDICATORS, SchoolResult, gap
from forms.evaluation.gap import THINGS as LACKING
from forms.evaluation.gap import rounded_up
from forms.evaluation.resources import FACTORS, as_fraction
from forms.indicator_value import IndicatorState
from forms.live.campuses import campus_note
from forms.rounding import shortest
from operations.stores import PackageRecord
from ui.bureau.desk import BureauDesk
from ui.bureau.evaluation.stored_return import SchoolFile, Source, read_school, sources
from ui.bureau.words import DECIMALS, NOTHING, STATES, THINGS, UNITS, figure, moment
from ui.bureau.work_page import SLIP_PAGE, BureauPage
from ui.models.records import CellLook, Column, Record
from ui.parts.buttons import button, button_row
from ui.parts.cards import Card
from ui.parts.chips import Chip
from ui.parts.facts import FactRows, grouped
from ui.parts.record_table import RecordTable
from ui.parts.texts import text_label

_COLUMNS = (
    Column("label", "由哪些数算出", 14, stretch=True),
    Column("value", "数值", 7, right=True),
    Column("unit", "单位", 4),
    Column("place", "出自", 16),
    Column("address", "编号", 14),
)
_LAST_OF_STAFF = 2
"""Place of L3: staff is counted per section, everything after it is shared."""


class FigurePage(BureauPage):
    """The figure, its operands, and whose signature stands behind them."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "指标", back=True)
        self.state = Chip()
        self.top.insertWidget(2, self.state)
        column = QVBoxLayout()
        self.add_columns(column)
        column.addWidget(self._make_figure())
        column.addWidget(self._make_sources())
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

    def _make_signature(self) -> Card:
        card = Card("谁对这些数负责", icon="signature")
        self.signature = FactRows()
        card.content.addWidget(self.signature)
        return card

    @property
    def place(self) -> int:
        """0 for L1 … 6 for L7."""
        return int(self.subject[3]) if isinstance(self.subject, tuple) else 0

    def _result(self) -> SchoolResult | None:
        if not isinstance(self.subject, tuple):
            return None
        code, campus, level, _ = self.subject
        found = self.desk.facts.by_code.get(code)
        return next(
            (
                item
                for item in (found.results if found else ())
                if item.unit.campus == campus and item.unit.level == level
            ),
            None,
        )

    @Slot()
    def refresh(self) -> None:
        """Show the figure as it is now."""
        result = self._result()
        if result is None:
            self.back_wanted.emit()
            return
        place, unit = self.place, result.unit
        self.title.setText(f"{unit.name}　{INDICATORS[place]}")
        state = result.states[place]
        icon, tone = STATES[state]
        self.state.show_state(state.label, icon=icon, tone="neutral" if tone == "muted" else tone)
        self.value.setText(f"{figure(result, place)} {UNITS[place]}")
        self.line.setText(_line(result, place))
        code = unit.code
        self.desk.run(
            lambda store: read_school(store, code), owner=self, then=self._show, fail=self.fail
        )

    def _show(self, file: SchoolFile) -> None:
        result, stored = self._result(), file.stored
        if result is None:
            return
        package = self.desk.facts.by_code[result.unit.code].package
        self.signature.show_facts(_signature(package) if package else [])
        if stored is None:
            self.table.show_records([])
            self.fail(f"填报内容不能打开查看：{file.fault}")
            return
        by_campus = campus_note(stored.sheet.scope)
        if by_campus:
            self.line.setText(f"{_line(result, self.place)}\n{by_campus}下面各项是全校的数。")
        found = stored.indicator(INDICATORS[self.place], result.unit.level)
        parts = sources(stored.sheet, found.indicator.expression) if found is not None else ()
        self.table.show_records([_record(n, item) for n, item in enumerate(parts)])
        self.table.fit_height()
        self.table.select_first()

    def focus_first(self) -> None:
        """Begin in the table."""
        self.table.select_first()
        self.table.setFocus()

    @Slot()
    def _on_comment(self) -> None:
        key = self.table.current_key()
        result = self._result()
        if isinstance(key, tuple) and result is not None:
            self.opened.emit(SLIP_PAGE, (result.unit.code, key[1]))


def _line(result: SchoolResult, place: int) -> str:
    """The sentence under the figure: what it is, what is asked, what is missing."""
    line = result.lines[place]
    text = (
        f"{result.unit.level.label}{THINGS[place]}：{_formula(result, place)}标准 "
        f"{shortest(line.reached, 2)}，85% 为 {shortest(line.ge85, 4)}。"
    )
    missing = gap(result, place)
    if missing is None or result.states[place] is IndicatorState.REACHED:
        return text
    amount = shortest(rounded_up(missing.to_reach, place), 2)
    return f"{text}还需要 {amount} {LACKING[place][0]}才能达标。"


def _formula(result: SchoolResult, place: int) -> str:
    """How the figure was calculated, with its numbers."""
    unit, resource = result.unit, result.unit.resources[place]
    if resource is None or not unit.pupils:
        return ""
    amount = shortest(as_fraction(resource), DECIMALS[place])
    times = f" × {FACTORS[place]}" if FACTORS[place] != 1 else ""
    text = f"{amount} {LACKING[place][0]} ÷ {unit.pupils} 名学生{times}。"
    if unit.portion is not None and place > _LAST_OF_STAFF and as_fraction(unit.portion) != 1:
        part = shortest(100 * as_fraction(unit.portion), 2)
        text += f"与其他学段共用，本学段按学生数折算分得 {part}%。"
    return text


def _record(number: int, source: Source) -> Record:
    indent = "　" * source.depth
    address = source.address or source.operand.name
    icon = (
        "calculator" if source.calculated else "table" if "(" in source.operand.name else "pen-line"
    )
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


def _signature(package: PackageRecord) -> list[tuple[str, str]]:
    claimed = package.claimed_time
    return [
        ("签名人", package.signer),
        ("签名时间", f"{moment(claimed)}（学校电脑的时间）" if claimed else ""),
        ("上报包", f"第 {package.number} 号，{moment(package.received_at)} 导入"),
        ("包标识", grouped(package.identity)),
        ("证书序列号", package.certificate_serial),
        ("验证结果", package.remark or "签名有效，内容完整，与重新计算的结果一致"),
    ]
