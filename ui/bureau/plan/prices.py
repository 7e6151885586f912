"""PricesDialog: what one more of each thing costs, as the bureau says."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from forms.evaluation import INDICATORS
from forms.plan.things import THINGS
from operations.bureau.plan.typed_plan import prices_typed
from operations.errors import Refused
from ui.dialogs.form_dialog import FormDialog

_TEXT = "单价只用来估算费用，并决定每校把哪一项留在 85%：留最贵的。开始的数是示例，请改成本地的。"


class PricesDialog(FormDialog):
    """One line for each of the seven."""

    def __init__(self, parent: QWidget | None, prices: Sequence[Decimal]) -> None:
        super().__init__(parent, title="单价", text=_TEXT, icon="calculator")
        self.lines = []
        for name, thing, price in zip(INDICATORS, THINGS, prices, strict=True):
            line = self.entry(f"{thing.word}（元/{thing.measure}）", f"{thing.word}的单价")
            line.setText(f"{price.normalize():f}")
            line.setProperty("indicator", name)
            line.textChanged.connect(self._on_changed)
            self.lines.append(line)
        self.add_hint()
        self.add_buttons("使用这些单价")
        self._on_changed()
        self.lines[0].selectAll()
        self.lines[0].setFocus()

    def prices(self) -> tuple[Decimal, ...]:
        """What is typed.

        Raises:
            Refused: One is no price.

        """
        return prices_typed(
            [f"{line.property('indicator')}={line.text().strip()}" for line in self.lines]
        )

    @Slot()
    def _on_changed(self) -> None:
        try:
            self.prices()
        except Refused as error:
            self.tell(error.message, wrong=True)
            self.accept_button.setEnabled(False)
            return
        self.tell("单价随方案保存。")
        self.accept_button.setEnabled(True)
