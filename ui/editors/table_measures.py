"""How wide the columns of a form's table are and how high its headings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from forms.spec import Field, Option
from ui.metrics import characters, line_height, unit
from ui.models.form_table import FormTableModel, header_title, hides


def size_headers(view: QTableView, model: FormTableModel) -> None:
    """Make each column as wide as what is usually typed and as its title; hide printed keys."""
    across = view.horizontalHeader()
    across.setAccessibleName(f"{model.table.label}：列")
    view.verticalHeader().setAccessibleName(f"{model.table.label}：行")
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setHighlightSections(False)
    metrics = QFontMetrics(view.font())
    lines = 1
    for number, column in enumerate(model.table.columns):
        title = header_title(column).split("\n")
        widest = max(metrics.horizontalAdvance(line) for line in title)
        width = max(_content_width(column, model.options(number)), widest) + unit(2)
        view.setColumnWidth(number, width)
        hidden = hides(model.table, column.id)
        view.setColumnHidden(number, hidden)
        lines = lines if hidden else max(lines, len(title))
    across.setFixedHeight(line_height() * lines + unit(1.5))
    down = view.verticalHeader()
    down.setDefaultSectionSize(line_height() + unit(1.5))
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setMinimumWidth(characters(3))
    down.setMaximumWidth(characters(11))


def _content_width(column: Field, options: Sequence[Option]) -> int:
    """Width what is typed into a column usually takes, in pixels."""
    longest = max((len(option.label) for option in options), default=0)
    typed = {"integer": 4.0, "date": 6.0, "time": 4.0, "text": 8.0, "long_text": 14.0}
    return characters(min(longest, 12) + 1.5 if longest else typed.get(column.type.value, 5.0))
