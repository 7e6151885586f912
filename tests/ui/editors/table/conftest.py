"""The table of classes as model and as view."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.editors.table.classes import CHOICES, ROWS, TABLE
from ui.editors.table.table_view import FormTableView
from ui.models.form_table import FormTableModel
from ui.theme import Theme


@pytest.fixture
def model(theme: Theme) -> FormTableModel:
    made = FormTableModel(TABLE, CHOICES)
    made.show_rows(ROWS)
    return made


@pytest.fixture
def view(model: FormTableModel, theme: Theme, qtbot: QtBot) -> FormTableView:
    made = FormTableView(model, theme)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    made.setCurrentIndex(model.index(0, 0))
    return made
