"""SettingsPage: the due date and the choices the rules leave to the bureau."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.spec import FieldType, Option, Setting
from operations.bureau.settings import bureau_settings, change_settings, check_settings
from operations.bureau.today.facts import BureauFacts
from operations.errors import OperationError
from ui.bureau.desk import BureauDesk
from ui.bureau.schools.last_year_card import LastYearCard
from ui.bureau.store.clock_card import ClockCard
from ui.bureau.work_page import BureauPage
from ui.metrics import characters, space
from ui.parts.controls.buttons import button
from ui.parts.controls.combo import ComboBox
from ui.parts.labels.texts import text_label
from ui.parts.layout.side_by_side import SideBySide
from ui.parts.page.cards import Card

_NOTE = (
    "改动立即用于全区评估。学校从下一份开户文件起按新的设置检查，已经签名的上报包按原来的设置核对。"
)
_YES_NO = (Option("yes", "是"), Option("no", "否"))

_BESIDE = 30
"""From this width on, in Chinese characters, an entry stands beside its question."""


class SettingsPage(BureauPage):
    """One entry per setting; nothing is kept until 保存设置."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "区局设置", note=_NOTE)
        self.settings = bureau_settings()
        self.inputs: dict[str, QLineEdit | ComboBox] = {}
        column = QVBoxLayout()
        self.add_columns(column)
        self.clock = ClockCard(self)
        column.addWidget(self.clock)
        column.addWidget(self._make_period())
        for title, icon, wanted in (
            ("评估口径与过渡政策", "scale", True),
            ("检查规则的参数", "sliders-horizontal", False),
        ):
            column.addWidget(self._make_group(title, icon, is_policy=wanted))
        self.last_year = LastYearCard(self)
        column.addWidget(self.last_year)
        column.addStretch(1)
        self.save = button("保存设置(&S)", icon="save", style="primary")
        self.save.clicked.connect(self._on_save)
        self.add_buttons(self.save)
        self._show(desk.facts)

    def _make_period(self) -> Card:
        card = Card("上报", icon="calendar-days")
        self.due = QLineEdit()
        self.due.setAccessibleName("上报截止日")
        self.due.setPlaceholderText("如 2024-10-15")
        self.due.setFixedWidth(characters(12))
        rows = _rows(card)
        note = "随开户文件告诉学校。过期以后仍可导入，窗口上方会标出。"
        _entry(rows, "上报截止日(&D)", self.due, note)
        return card

    def _make_group(self, title: str, icon: str, *, is_policy: bool) -> Card:
        card = Card(title, icon=icon)
        rows = _rows(card)
        for setting in self.settings:
            if _is_policy(setting) is is_policy:
                made = _input(setting)
                self.inputs[setting.id] = made
                note = "　".join(part for part in (setting.help, setting.source) if part)
                _entry(rows, setting.label, made, note)
        return card

    @Slot()
    def refresh(self) -> None:
        """Say whether the clock has to be put right; what is typed stays."""
        self.clock.show_ahead(self.desk.facts.seen_ahead)

    def focus_first(self) -> None:
        self.due.setFocus()

    # -- what is shown and kept ----------------------------------------------------------------

    def _show(self, facts: BureauFacts) -> None:
        self.due.setText(facts.due.isoformat() if facts.due else "")
        for setting in self.settings:
            text = facts.settings.get(setting.id, setting.default or "")
            made = self.inputs[setting.id]
            if isinstance(made, ComboBox):
                made.show_text(text)
            else:
                made.setText(text)

    def typed(self) -> dict[str, str]:
        """What stands in the entries, by id; empty ones are left out."""
        found = {}
        for name, made in self.inputs.items():
            text = made.text()
            if text.strip():
                found[name] = text.strip()
        return found

    @Slot()
    def _on_save(self) -> None:
        try:
            checked = check_settings(self.typed().items(), due=self.due.text().strip())
        except OperationError as error:
            self.refuse(error.message)
            return
        actor = self.desk.actor
        self.desk.step(
            lambda store: change_settings(store, checked, actor=actor),
            owner=self,
            then=lambda _: self._on_saved(),
            fail=self.fail,
        )

    def _on_saved(self) -> None:
        self._show(self.desk.facts)
        self.say("设置已保存。", detail="学校在下一份开户文件中得知。")


def _is_policy(setting: Setting) -> bool:
    return setting.type in {FieldType.YES_NO, FieldType.CHOICE}


def _input(setting: Setting) -> QLineEdit | ComboBox:
    options: tuple[Option, ...] = ()
    if setting.type is FieldType.YES_NO:
        options = _YES_NO
    if setting.choices:
        options = tuple(map(Option, setting.choices, setting.choice_labels))
    if not options:
        line = QLineEdit()
        line.setAccessibleName(setting.label)
        line.setPlaceholderText("未定")
        line.setFixedWidth(characters(12))
        return line
    made = ComboBox()
    made.setAccessibleName(setting.label)
    made.offer(options)
    made.setMinimumWidth(characters(12))
    made.setMaximumWidth(characters(12 if setting.type is FieldType.YES_NO else 30))
    return made


def _rows(card: Card) -> QVBoxLayout:
    rows = QVBoxLayout()
    space(rows, gap=1.5)
    card.content.addLayout(rows)
    return rows


def _entry(rows: QVBoxLayout, label: str, made: QWidget, note: str) -> None:
    """One line: what it is and what it decides at the left, the entry at the right or below."""
    told, holder = QWidget(), QWidget()
    texts, place = QVBoxLayout(told), QHBoxLayout(holder)
    space(texts, gap=0.25)
    space(place, gap=0)
    head = text_label(label)
    head.setBuddy(made)
    texts.addWidget(head)
    if note:
        texts.addWidget(text_label(note, style="small"))
    fills = made.minimumWidth() < made.maximumWidth()
    place.addWidget(made, 1 if fills else 0)
    place.addStretch(0 if fills else 1)
    rows.addWidget(SideBySide(told, holder, from_width=_BESIDE, shares=(3, 2), gap=1))
