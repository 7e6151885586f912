"""GoalBar: what the least plan is to mend – the district, or one indicator by adding or moving."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.evaluation import INDICATORS, LEVELS
from forms.plan.mending import Goal
from forms.plan.things import THINGS
from forms.schooling import Section
from forms.spec import Option
from operations.errors import Refused
from ui.parts.controls.buttons import button
from ui.parts.controls.combo import ComboBox
from ui.parts.controls.segments import Segments
from ui.parts.layout.flow import FlowLayout

KINDS = (("all", "补全区"), ("add", "补一项"), ("move", "校际调配教师"))


class GoalBar(QWidget):
    """A choice, and the button that works it out."""

    wanted = Signal()
    prices_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kinds = Segments("补什么", KINDS)
        self.kinds.chosen.connect(self._on_kind)
        self.level = ComboBox()
        self.level.setAccessibleName("哪个学段")
        self.level.offer(Option(level.value, level.label) for level in LEVELS)
        self.level.show_text(LEVELS[0].value)
        self.indicator = ComboBox()
        self.indicator.setAccessibleName("哪一项指标")
        self.prices = button("填写单价(&U)…", icon="calculator", style="quiet")
        self.prices.clicked.connect(self.prices_wanted)
        self.make = button("算出最省的方案(&M)", icon="gauge")
        self.make.clicked.connect(self.wanted)
        self.setLayout(FlowLayout(self.kinds, self.level, self.indicator, self.make, self.prices))
        self._on_kind()

    @property
    def moves(self) -> bool:
        """Whether people are to be moved instead of added."""
        return self.kinds.current == "move"

    @property
    def goals(self) -> tuple[Goal, ...]:
        """What is to be mended; none is the whole district.

        Raises:
            Refused: What stands in one of the lists is none of it.

        """
        if self.kinds.current == "all":
            return ()
        level, name = self.level.text(), self.indicator.text()
        if level not in list(Section) or name not in INDICATORS:
            raise Refused("请先从列表中选学段和指标，再算方案。")
        return ((Section(level), INDICATORS.index(name)),)

    @property
    def name(self) -> str:
        """What such a plan is called."""
        if self.kinds.current == "all":
            return "补全区"
        level, place = self.goals[0]
        how = "调配" if self.moves else "补"
        return f"{how}{level.label}{THINGS[place].word}"

    @Slot()
    def _on_kind(self) -> None:
        single = self.kinds.current != "all"
        self.level.setVisible(single)
        self.indicator.setVisible(single)
        chosen = self.indicator.text()
        offered = [
            Option(name, thing.word)
            for name, thing in zip(INDICATORS, THINGS, strict=True)
            if thing.movable or not self.moves
        ]
        self.indicator.offer(offered)
        names = [option.code for option in offered]
        self.indicator.show_text(chosen if chosen in names else names[0])
