"""IndicatorPanel: the seven resource indicators, live, each with its state in word and icon."""

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from forms.indicator_value import IndicatorState, IndicatorValue
from forms.live.campuses import campus_note, separate_campuses
from forms.live.sheet import Sheet
from forms.rounding import rounded
from forms.schooling import Section
from ui.entry.session import FormSession
from ui.metrics import space
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.rows.row_list import RowList
from ui.theme import Theme

STATES = {
    IndicatorState.REACHED: ("circle-check", "ok"),
    IndicatorState.PASSED: ("circle-check", "ok"),
    IndicatorState.GE85: ("circle-minus", "query"),
    IndicatorState.SHORT: ("circle-x", "error"),
    IndicatorState.FAILED: ("circle-x", "error"),
    IndicatorState.MISSING: ("circle-dashed", "muted"),
    IndicatorState.NOT_APPLICABLE: ("minus", "muted"),
    IndicatorState.SHOWN: ("info", "muted"),
}
"""Icon and colour role of each state, everywhere."""

_SHOWN = 8
"""The seven and the heading of a campus under them; the list scrolls to the rest."""


class IndicatorPanel(QWidget):
    """One level at a time; a school of both levels switches between them."""

    def __init__(self, session: FormSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._section = Section.PRIMARY
        layout = QVBoxLayout(self)
        space(layout, margins=(1.5, 1, 1.5, 1), gap=0.75)
        head = QHBoxLayout()
        space(head, gap=0)
        head.addWidget(text_label("七项指标", style="heading", wrap=False))
        head.addStretch(1)
        self._switches: dict[Section, QPushButton] = {}
        for section, place in ((Section.PRIMARY, "first"), (Section.JUNIOR, "last")):
            made = button(section.label, style="segment")
            made.setCheckable(True)
            made.setProperty("place", place)
            made.setProperty("size", "small")
            made.setAccessibleName(f"看{section.label}的指标")
            made.clicked.connect(self._on_switched)
            self._switches[section] = made
            head.addWidget(made)
        self.verdict = text_label(style="small")
        layout.addLayout(head)
        below = QHBoxLayout()
        space(below, gap=1)
        below.addWidget(self.verdict, 1)
        self.turn = button("收起", style="quiet")
        self.turn.clicked.connect(self._on_turned)
        below.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(below)
        self.list = RowList(theme, "七项指标")
        layout.addWidget(self.list)
        self.refresh()

    def fold(self, *, folded: bool) -> None:
        """Leave only the verdict, so that there is room for the problems below; or show all."""
        self.list.setVisible(not folded)
        self.turn.setText("展开" if folded else "收起")
        self.turn.setAccessibleName(f"{self.turn.text()}七项指标")

    @Slot()
    def _on_turned(self) -> None:
        self.fold(folded=not self.list.isHidden())

    @Slot()
    def _on_switched(self) -> None:
        self._section = next(key for key, made in self._switches.items() if made is self.sender())
        self.refresh()

    def refresh(self) -> None:
        offered = [section for section in self._switches if self._has(section)]
        if offered and self._section not in offered:
            self._section = offered[0]
        for section, made in self._switches.items():
            made.setVisible(len(offered) > 1)
            made.setChecked(section is self._section)
        sheet = self._session.sheet
        self.list.show_rows(rows_of(sheet, self._section))
        self.list.fit_height(most=_SHOWN)
        verdict = _verdict(seven(sheet.indicators.values(), self._section), self._section)
        self.verdict.setText("\n".join(filter(None, (verdict, campus_note(sheet.scope)))))

    def _has(self, section: Section) -> bool:
        return self._session.sheet.value(f"profile.has_{section.value}") is True


def seven(values: Iterable[IndicatorValue], section: Section) -> list[IndicatorValue]:
    """L1 to L7 of a level."""
    return [
        value
        for value in values
        if value.indicator.section is section and value.indicator.standard is not None
    ]


def rows_of(sheet: Sheet, section: Section) -> list[ListRow]:
    """L1 to L7 of a level, and those of each campus that is evaluated by itself."""
    values = sheet.indicators.values()
    rows = [ListRow(look_of(value), value.indicator.id) for value in seven(values, section)]
    for place, campus in enumerate(separate_campuses(sheet.scope, sheet.plan.pack)):
        if campus.section is section:
            heading = f"{campus.name}：{campus.verdict.label}"
            rows.append(ListRow(RowLook(heading, heading=True), f"{place}"))
            rows += [
                ListRow(look_of(value), f"{place} {value.indicator.id}") for value in campus.figures
            ]
    return rows


def look_of(value: IndicatorValue) -> RowLook:
    """One indicator: name, figure, state, and how much is missing to the standard."""
    icon, tone = STATES[value.state]
    indicator = value.indicator
    standard = f"标准 {indicator.standard.reached}" if indicator.standard else ""
    gap = f"差 {rounded(value.gap, indicator.decimals or 2)}" if value.gap is not None else ""
    line = "　".join(part for part in (value.state.label, standard, gap) if part)
    has_figure = value.state not in {IndicatorState.MISSING, IndicatorState.NOT_APPLICABLE}
    number = indicator.id.partition("_")[0]
    return RowLook(
        f"{number}　{short_label(value)}",
        subtitle=line,
        icon=icon,
        tone=tone,
        trailing=f"{value.text} {indicator.unit}" if has_figure else value.text,
        trailing_tone="text" if has_figure else "muted",
        note=indicator.label,
    )


def short_label(value: IndicatorValue) -> str:
    """The name without the level and the words all of them share."""
    section = value.indicator.section
    label = value.indicator.label.removeprefix(section.label if section else "")
    return re.sub("（[^）]*）", "", label.removeprefix("每百名学生拥有"))


def _verdict(found: list[IndicatorValue], section: Section) -> str:
    if not found:
        return "填完“学校标识”后显示。"
    states = [value.state for value in found]
    if states.count(IndicatorState.NOT_APPLICABLE) == len(states):
        return f"{section.label}：学生都在单列的校区"
    reached = states.count(IndicatorState.REACHED)
    missing = states.count(IndicatorState.MISSING)
    text = f"{section.label}：{reached} 项达标"
    low = len(states) - reached - missing
    return (
        text + (f"，{low} 项未达标" if low else "") + (f"，{missing} 项缺数据" if missing else "")
    )
