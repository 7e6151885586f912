"""The table of a form: model, keys, copy and paste, cells by standing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from forms.problems import Problem, Severity
from forms.spec import Field, FieldType, Option, Table
from operations.entry.block import Block
from tests.ui.ime import commit, compose
from tests.ui.keys import press, type_text
from ui.editors.inputs import LineInput
from ui.editors.table.table_keys import ACTS, TableAct
from ui.editors.table.table_view import FormTableView
from ui.editors.view import FieldView, Standing
from ui.models.form_table import FormTableModel, TableRow, header_title
from ui.parts.controls.combo import ComboBox
from ui.theme import Theme

COLUMNS = (
    Field("grade", "年级", FieldType.CHOICE, choices="grade", is_key=True),
    Field("name", "班名", FieldType.TEXT, required=True),
    Field("pupils", "学生数", FieldType.INTEGER, unit="人"),
    Field("total", "合计", FieldType.INTEGER),
)
TABLE = Table("pupils.classes", "班级名册", COLUMNS, ("grade", "name"))
FIXED = Table("burden.exams", "考试", COLUMNS, ("grade",), fixed_rows=("1", "2"))
CHOICES = {"grade": (Option("1", "一年级"), Option("2", "二年级"))}


def row(row_id: str, *texts: str, problem: Problem | None = None) -> TableRow:
    cells = [FieldView(text) for text in texts]
    if problem is not None:
        cells[2] = FieldView(texts[2], problems=(problem,))
    return TableRow(row_id, row_id[1:], (*cells, FieldView("90", Standing.CALCULATED)))


ROWS = (row("r1", "1", "1", "45"), row("r2", "1", "2", "44"), row("r3", "2", "", ""))


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


def heard(model: FormTableModel) -> list[tuple[str, str]]:
    edits: list[tuple[str, str]] = []
    model.edited.connect(lambda address, text: edits.append((address, text)))
    return edits


@pytest.mark.parametrize(
    "rows",
    [
        (),
        ROWS[:2],
        (*ROWS, row("r4", "2", "4", "1")),
        (*ROWS, row("r4", "2", "4", "1"), row("r5", "2", "5", "1")),
        (ROWS[0], ROWS[2]),
        (ROWS[1],),
        (ROWS[2], ROWS[0], ROWS[1]),
        (row("r1", "1", "1", "46"), *ROWS[1:]),
    ],
)
def test_the_model_keeps_qts_rules(
    model: FormTableModel, qtmodeltester: ModelTester, rows: tuple[TableRow, ...]
) -> None:
    check: Callable[..., None] = qtmodeltester.check
    check(model, force_py=True)
    model.show_rows(rows)
    check(model, force_py=True)
    assert model.rowCount() == len(rows)
    assert [model.address(model.index(n, 2)) for n in range(len(rows))] == [
        f"pupils.classes[{item.id}].pupils" for item in rows
    ]


def test_only_rows_that_differ_are_announced(model: FormTableModel) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show_rows((ROWS[0], row("r2", "1", "2", "99"), ROWS[2]))
    assert changed == [1]


def test_codes_are_shown_as_labels_and_absent_cells_as_a_dash(model: FormTableModel) -> None:
    assert model.data(model.index(0, 0)) == "一年级"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.EditRole) == "1"
    cells = (FieldView("", Standing.ABSENT), *ROWS[0].cells[1:])
    model.show_rows((TableRow("r1", "1", cells), *ROWS[1:]))
    assert model.data(model.index(0, 0)) == "—"


def test_calculated_cells_cannot_be_edited(model: FormTableModel) -> None:
    assert not model.flags(model.index(0, 3)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(QModelIndex(), "x")


def test_a_cell_says_what_is_wrong_and_where_it_is(model: FormTableModel) -> None:
    wrong = Problem("F2", Severity.ERROR, "pupils.classes[r1].pupils", "请只填数字。")
    model.show_rows((row("r1", "1", "1", "四十", problem=wrong), *ROWS[1:]))
    index = model.index(0, 2)
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "请只填数字。"
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "1 学生数 四十"


@pytest.mark.parametrize(
    ("label", "unit", "title"),
    [
        ("年级", "", "年级"),
        ("学生数", "人", "学生数\n（人）"),
        ("国家中小学智慧教育平台", "次", "国家中小学智\n慧教育平台\n（次）"),
    ],
)
def test_titles_take_the_lines_they_need(label: str, unit: str, title: str) -> None:
    assert header_title(Field("x", label, FieldType.INTEGER, unit=unit)) == title


def test_the_first_key_typed_is_not_lost(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 2))
    press(view, "3")
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    type_text(editor, "8")
    press(editor, Qt.Key.Key_Return)
    assert edits == [("pupils.classes[r1].pupils", "38")]
    assert view.currentIndex().row() == 1
    assert view.hasFocus()


@pytest.mark.parametrize("composed", [True, False])
def test_an_input_method_opens_the_cell_and_loses_nothing(
    view: FormTableView, composed: bool
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 1))
    if composed:
        compose(view, "shi yan")
    commit(view, "实验")
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    commit(editor, "班")
    view.commitData(editor)
    assert edits == [("pupils.classes[r1].name", "实验班")]


@pytest.mark.parametrize("way", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_a_composition_broken_off_stays_as_text_in_a_number_cell(
    view: FormTableView, way: Qt.Key, qtbot: QtBot
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 2))
    compose(view, "shi er")
    press(None, way)
    assert edits == [("pupils.classes[r1].pupils", "shi er")]


def test_a_composition_in_a_list_cell_chooses_by_its_letters(
    view: FormTableView, qtbot: QtBot
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 0))
    compose(view, "enj")
    press(None, Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[r1].grade", "2")]


def test_tab_walks_over_the_cells_that_are_typed(view: FormTableView, qtbot: QtBot) -> None:
    walked = []
    for _ in range(4):
        press(view, Qt.Key.Key_Tab)
        walked.append((view.currentIndex().row(), view.currentIndex().column()))
    assert walked == [(0, 1), (0, 2), (1, 0), (1, 1)]
    press(view, Qt.Key.Key_Backtab)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 0)


def test_tab_in_an_open_cell_hands_on_and_goes_right(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 1))
    press(view, "7")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[r1].name", "7")]
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 2)


def test_a_choice_is_made_by_digit_and_enter(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    press(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, ComboBox)
    press(editor, "2")
    press(editor, Qt.Key.Key_Return)
    assert edits[0] == ("pupils.classes[r1].grade", "2")
    assert view.currentIndex().row() == 1


def test_a_digit_that_begins_a_longer_code_waits(
    monkeypatch: pytest.MonkeyPatch, view: FormTableView
) -> None:
    grades = (Option("1", "一年级"), Option("11", "高二"))
    monkeypatch.setattr(view._model, "options", lambda _column: grades)
    edits = heard(view._model)
    press(view, "1")
    editor = QApplication.focusWidget()
    assert isinstance(editor, ComboBox)
    assert (editor.currentText(), edits) == ("一年级", [])
    press(editor, "1")
    assert edits == [("pupils.classes[r1].grade", "11")]


def test_what_means_no_option_stays_as_it_was_typed(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    type_text(view, "9")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[r1].grade", "9")]


def test_a_digit_on_the_cell_itself_chooses_at_once(view: FormTableView) -> None:
    edits = heard(view._model)
    press(view, "2")
    assert edits == [("pupils.classes[r1].grade", "2")]


def test_enter_under_the_last_row_begins_one_that_is_kept_nowhere(view: FormTableView) -> None:
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 1)
    assert view._model.has_begun_row
    assert view.block().rows == ()
    press(view, Qt.Key.Key_Return)
    assert view._model.rowCount() == 3


def test_the_begun_row_gets_its_id_when_it_is_typed_into(view: FormTableView) -> None:
    edits = heard(view._model)
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    type_text(view, "3")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[].name", "3")]
    view._model.show_rows((*ROWS[:2], row("r9", "", "3", "")))
    assert not view._model.has_begun_row
    assert view._model.rows[-1].id == "r9"
    assert view.currentIndex().row() == 2


def test_rows_pasted_at_the_begun_row_take_its_place(view: FormTableView) -> None:
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    pasted = (row("r8", "", "3", ""), row("r9", "", "4", ""))
    view._model.show_rows((*ROWS[:2], *pasted))
    assert [found.id for found in view._model.rows] == ["r1", "r2", "r8", "r9"]
    assert view.currentIndex().row() == 2


def test_the_cursor_stays_beside_rows_that_went(view: FormTableView) -> None:
    view.setCurrentIndex(view._model.index(1, 2))
    view._model.show_rows((ROWS[0],))
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 2)


def test_the_begun_row_goes_with_the_cursor(view: FormTableView) -> None:
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    view._model.show_rows((row("r1", "1", "1", "46"), ROWS[1]))
    assert view._model.has_begun_row
    view.clearFocus()
    assert view._model.rowCount() == 2


@pytest.mark.parametrize("table", ["blank", "closed"])
def test_no_row_is_begun_below_a_blank_one_or_where_nothing_may_be_typed(
    view: FormTableView, table: str
) -> None:
    blank = TableRow("r9", "9", (*(FieldView() for _ in range(3)), ROWS[0].cells[3]))
    view._model.show_rows((*ROWS[:2], blank if table == "blank" else ROWS[2]))
    view._model.can_change = table == "blank"
    view.setCurrentIndex(view._model.index(2, 1))
    press(view, Qt.Key.Key_Return)
    assert view._model.rowCount() == 3


def test_enter_goes_back_to_where_the_walk_along_the_row_began(view: FormTableView) -> None:
    view.setCurrentIndex(view._model.index(0, 1))
    press(view, Qt.Key.Key_Tab)
    press(view, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 2)


def test_ctrl_enter_gives_what_is_typed_to_every_selected_cell(
    view: FormTableView, qtbot: QtBot
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 2))
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(view, "4")
    type_text(None, "0")
    with qtbot.waitSignal(view.fill_wanted) as wanted:
        press(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["40"]
    assert edits == []
    assert view.block() == Block("pupils.classes", ("r1", "r2"), ("pupils",))


def test_keys_ask_for_acts_with_what_is_selected(view: FormTableView, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.block() == Block("pupils.classes", ("r1", "r2"), ("grade",))
    asked: list[TableAct] = []
    view.asked.connect(asked.append)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_Minus):
        press(view, key, control)
    press(view, Qt.Key.Key_Delete)
    press(view, Qt.Key.Key_Insert)
    press(view, Qt.Key.Key_Minus, control | Qt.KeyboardModifier.KeypadModifier)
    assert asked == [
        TableAct.COPY,
        TableAct.CUT,
        TableAct.PASTE,
        TableAct.FILL_DOWN,
        TableAct.DELETE_ROWS,
        TableAct.CLEAR,
        TableAct.ADD_ROW,
        TableAct.DELETE_ROWS,
    ]


def test_the_menu_offers_what_the_keys_do(view: FormTableView) -> None:
    asked: list[TableAct] = []
    view.asked.connect(asked.append)
    menu = view.make_menu()
    offered = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.text() for action in offered] == [spec.text for spec in ACTS]
    assert {action.shortcut().toString() for action in offered} >= {"Ctrl+D", "Ctrl+-", "Ins"}
    for action in offered:
        action.trigger()
    assert asked == list(TableAct)
    view._model.can_change = False
    usable = [action.text() for action in view.make_menu().actions() if action.isEnabled()]
    assert [text for text in usable if text] == ["复制", "连同表头复制"]


def test_going_to_a_cell_that_is_not_there_says_so(view: FormTableView) -> None:
    assert view.go_to("r2", "pupils")
    assert view.currentIndex().row() == 1
    assert not view.go_to("r77", None)


def test_every_standing_and_finding_is_painted(
    view: FormTableView, theme: Theme, qtbot: QtBot
) -> None:
    view.resize(900, 300)
    before = view.grab().toImage()
    wrong = Problem("F2", Severity.ERROR, "pupils.classes[r1].pupils", "请只填数字。")
    view._model.show_rows((row("r1", "1", "1", "四十", problem=wrong), *ROWS[1:]))
    image = view.grab().toImage()
    grounds = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }
    assert image != before
    assert {theme.colours.error_soft, theme.colours.calculated} <= grounds
