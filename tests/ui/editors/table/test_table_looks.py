"""How the table of a form looks: what is selected, which columns stay in sight, how high it is."""

from dataclasses import replace as changed

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.spec import Field, FieldType, Table
from tests.ui.editors.table.classes import CHOICES, COLUMNS, ROWS, row
from tests.ui.keys import press
from ui.editors.table.table_view import FormTableView
from ui.models.form_table import FormTableModel
from ui.palettes import Scheme
from ui.theme import Theme


def accented(view: FormTableView, theme: Theme, row: int, column: int) -> set[str]:
    """The sides of a cell that are drawn in the colour of what is chosen."""
    image = view.viewport().grab().toImage()
    cell = view.visualRect(view.model().index(row, column))
    middle, accent = cell.center(), theme.colour("accent")
    sides = {
        "top": (middle.x(), cell.top()),
        "bottom": (middle.x(), cell.bottom()),
        "left": (cell.left(), cell.top() + 4),
        "right": (cell.right(), cell.top() + 4),
    }
    return {side for side, (x, y) in sides.items() if image.pixelColor(x, y) == accent}


@pytest.mark.parametrize("scheme", Scheme)
def test_what_is_selected_has_one_frame_in_every_palette(
    view: FormTableView, theme: Theme, scheme: Scheme
) -> None:
    theme.use(scheme)
    view.setCurrentIndex(view.model().index(0, 1))
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert accented(view, theme, 0, 1) == {"top", "left"}
    assert accented(view, theme, 0, 2) == {"top", "right"}
    assert accented(view, theme, 2, 1) == set()
    theme.use(Scheme.LIGHT)


@pytest.mark.parametrize(
    ("keys", "kept"),
    [(("grade", "name"), 2), (("pupils",), 0), (("number",), 2)],
    ids=["names", "not in front", "a running number and its name"],
)
def test_the_columns_that_tell_rows_apart_stay_in_sight(
    theme: Theme, qtbot: QtBot, keys: tuple[str, ...], kept: int
) -> None:
    number = Field("number", "序号", FieldType.INTEGER, is_key=True)
    columns = (number, *COLUMNS[1:]) if keys == ("number",) else COLUMNS
    view = FormTableView(FormTableModel(Table("t.t", "名册", columns, keys), CHOICES), theme)
    qtbot.addWidget(view)
    assert view._keys == tuple(range(kept))


def test_a_table_is_no_higher_than_its_page(view: FormTableView, model: FormTableModel) -> None:
    model.show_rows([row(f"r{number}", "1", str(number), "40") for number in range(30)])
    whole = view.height()
    view.keep_within(whole // 2)
    assert whole // 3 < view.height() <= whole // 2 + view.horizontalHeader().height()
    view.keep_within(5000)
    assert view.height() == whole


@pytest.mark.parametrize(("width", "kept"), [(600, 2), (300, 1), (90, 0)])
def test_of_the_first_columns_as_many_stay_as_leave_room_for_others(
    theme: Theme, qtbot: QtBot, width: int, kept: int
) -> None:
    number = Field("number", "序号", FieldType.INTEGER, is_key=True)
    notes = [Field(f"note{n}", "备注", FieldType.LONG_TEXT) for n in range(3)]
    columns = (number, *COLUMNS[1:], *notes)
    model = FormTableModel(Table("t.t", "名册", columns, ("number",)), CHOICES)
    model.show_rows([changed(one, cells=(*one.cells, *one.cells[:3])) for one in ROWS])
    view = FormTableView(model, theme)
    qtbot.addWidget(view)
    view.resize(width, 300)
    with qtbot.waitExposed(view):
        view.show()
    view.horizontalScrollBar().setValue(40)
    assert view.frozen is not None
    seen = [n for n in range(model.columnCount()) if not view.frozen.isColumnHidden(n)]
    assert len(seen if view.frozen.isVisible() else []) == kept
    assert view.frozen.covered == sum(map(view.columnWidth, range(kept)))
