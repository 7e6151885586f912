"""BriefingCard: the verdicts in four lines, and the ten largest changes against last year."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from forms.indicator_value import IndicatorValue
from forms.live.campuses import campus_note
from forms.live.last_year import Beside, LastYearAnswers
from forms.live.sheet import Sheet
from forms.places import place_of
from forms.record import split_address
from forms.schooling import Section
from forms.wording import show
from operations.school.review.briefing import brief, place_behind
from ui.desktop import Desktop
from ui.entry.changes import change_text
from ui.models.row_list import ListRow, RowLook
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList
from ui.school.indicator_panel import STATES, rows_of


class BriefingCard(Card):
    """What a principal reads in the first minute; Enter on a row leads to the answers behind it."""

    chosen = Signal(object)
    """Address of an answer."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__("先看这些", icon="gauge")
        self.verdicts = RowList(desktop.theme, "各项结论")
        self.seven = RowList(desktop.theme, "资源配置七项指标")
        self.changes = RowList(desktop.theme, "与上年相比变化最大的数")
        self._sheet: Sheet | None = None
        self._groups: dict[str, tuple[IndicatorValue, ...]] = {}
        self.verdicts.chosen.connect(self._on_verdict)
        self.seven.chosen.connect(self._on_figure)
        self.changes.chosen.connect(self.chosen)
        self._unlike = text_label(style="muted")
        self.content.addWidget(self.verdicts)
        self.content.addWidget(text_label("资源配置七项指标", style="heading", wrap=False))
        self.content.addWidget(self.seven)
        self.content.addWidget(text_label("与上年相比变化最大的数", style="heading", wrap=False))
        self.content.addWidget(self.changes)
        self.content.addWidget(self._unlike)

    def show_sheet(self, sheet: Sheet, last_year: LastYearAnswers) -> None:
        """Show the briefing of a return."""
        self._sheet = sheet
        found = brief(sheet, last_year)
        self._groups = {group.label: group.values for group in found.groups}
        verdicts = []
        for group in found.groups:
            icon, tone = STATES[group.state]
            look = RowLook(f"{group.label}：{group.sentence}", icon=icon, tone=tone, lines=3)
            verdicts.append(ListRow(look, group.label))
        self._put(self.verdicts, verdicts, most=len(verdicts))
        self._put(self.seven, _seven(sheet), most=40)
        self._put(
            self.changes,
            [ListRow(_look(sheet, one), one.address) for one in found.largest],
            most=10,
        )
        self._unlike.setVisible(not found.largest)
        self._unlike.setText(
            "与上年没有不同的数。"
            if found.compared
            else "没有上年的数可比：区局没有下发，也没有本校上年的填报库。"
        )

    @Slot(object)
    def _on_verdict(self, label: str) -> None:
        self._lead_behind(self._groups[label])

    @Slot(object)
    def _on_figure(self, indicator: str) -> None:
        """Follow a figure; a heading or the figure of a campus leads nowhere."""
        if self._sheet is not None and indicator in self._sheet.indicators:
            self._lead_behind((self._sheet.indicators[indicator],))

    def _lead_behind(self, values: tuple[IndicatorValue, ...]) -> None:
        if self._sheet is not None and (place := place_behind(self._sheet, values)):
            self.chosen.emit(place)

    def _put(self, shown: RowList, rows: Sequence[ListRow], *, most: int) -> None:
        shown.show_rows(list(rows))
        shown.fit_height(most=most)
        shown.setVisible(bool(rows))


def _seven(sheet: Sheet) -> list[ListRow]:
    note = campus_note(sheet.scope)
    rows = [ListRow(RowLook(note, heading=True), "note")] if note else []
    for section in (Section.PRIMARY, Section.JUNIOR):
        if sheet.value(f"profile.has_{section.value}") is True:
            rows.append(ListRow(RowLook(section.label, heading=True), section.value))
            rows += rows_of(sheet, section)
    return rows


def _look(sheet: Sheet, beside: Beside) -> RowLook:
    """One change: where, this year's value, last year's, and how far it has moved in words."""
    head, row, _ = split_address(beside.address)
    pack = sheet.plan.pack
    titles = {} if row is None else {one.id: one.title for one in sheet.rows(head)}
    now = show(beside.now, beside.item, pack.choices)
    unit = f" {beside.item.unit}" if beside.item.unit else ""
    place = place_of(pack, beside.address, titles)
    return RowLook(
        place,
        subtitle=f"今年 {now}{unit}，上年 {beside.text}{unit}",
        icon="git-compare",
        tone="query",
        trailing=change_text(beside),
        trailing_tone="text",
    )
