"""The table of a form: model, keys, copy and paste, cells by standing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from forms.problems import Problem, Severity
from forms.spec import Field, FieldType, Option, Table
from tests.ui.ime import commit, compose
from tests.ui.keys import press, type_text
from ui.editors.inputs import LineInput
from ui.editors.table_editor import TableEditor
from ui.editors.table_view import FormTableView
from ui.editors.view import FieldView, Standing
from ui.models.form_table import FormTableModel, TableRow, header_title
from ui.parts.combo import ComboBox
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
        (ROWS[0], ROWS[2]),
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


def test_enter_under_the_last_row_asks_for_another(view: FormTableView, qtbot: QtBot) -> None:
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    with qtbot.waitSignal(view.row_wanted):
        press(view, Qt.Key.Key_Return)


def test_a_blank_last_row_is_enough(theme: Theme, view: FormTableView, qtbot: QtBot) -> None:
    blank = TableRow("r9", "9", (*(FieldView() for _ in range(3)), ROWS[0].cells[3]))
    view._model.show_rows((*ROWS[:2], blank))
    view.setCurrentIndex(view._model.index(2, 1))
    with qtbot.assertNotEmitted(view.row_wanted):
        press(view, Qt.Key.Key_Return)


def test_a_block_is_copied_as_a_spreadsheet_takes_it(view: FormTableView, qtbot: QtBot) -> None:
    view.selectAll()
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "一年级\t1\t45\t90"
    assert len(lines) == 3


def test_paste_and_delete_leave_as_signals(view: FormTableView, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("1\t2")
    with qtbot.waitSignal(view.pasted) as pasted:
        press(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.args == ["pupils.classes[r1].grade", "1\t2"]
    with qtbot.waitSignal(view.cleared) as cleared:
        press(view, Qt.Key.Key_Delete)
    assert cleared.args == [["pupils.classes[r1].grade"]]
    with qtbot.waitSignal(view.row_unwanted) as unwanted:
        press(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert unwanted.args == ["r1"]


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


Editors = Callable[[Table], TableEditor]


@pytest.fixture
def editors(theme: Theme, qtbot: QtBot) -> Editors:
    kept: list[QWidget] = []

    def make(table: Table) -> TableEditor:
        made = TableEditor(table, CHOICES, theme)
        kept.append(made)
        qtbot.addWidget(made)
        return made

    return make


def test_a_free_table_offers_rows_and_the_mark_of_no_data(editors: Editors, qtbot: QtBot) -> None:
    editor = editors(TABLE)
    editor.show_table((), empty=False, editable=True, relevant=True)
    assert not editor.add.isHidden()
    assert editor.view.isHidden()
    with qtbot.waitSignal(editor.marked_empty) as marked:
        editor.empty.click()
    assert marked.args == ["pupils.classes", True]
    with qtbot.waitSignal(editor.row_wanted):
        editor.add.click()


def test_a_fixed_table_offers_neither_and_hides_its_key(editors: Editors) -> None:
    editor = editors(FIXED)
    editor.show_table(ROWS, empty=False, editable=True, relevant=True)
    assert editor.add.isHidden()
    assert editor.empty.isHidden()
    assert editor.view.isColumnHidden(0)
    assert not editor.view.isColumnHidden(1)


def test_without_the_right_to_edit_nothing_is_offered(editors: Editors, qtbot: QtBot) -> None:
    editor = editors(TABLE)
    editor.show_table(ROWS, empty=False, editable=False, relevant=True)
    assert not editor.add.isEnabled()
    assert not editor.paste.isEnabled()
    with qtbot.assertNotEmitted(editor.row_wanted):
        editor.view.row_wanted.emit()


def test_what_is_wrong_in_the_row_is_told_below(editors: Editors) -> None:
    editor = editors(TABLE)
    blank = Problem("F6", Severity.ERROR, "pupils.classes", "【班级名册】没有一行。")
    twice = Problem("F8", Severity.ERROR, "pupils.classes[r2]", "一年级 1 班有两行。")
    editor.show_problems([blank, twice], read_only=False)
    assert [note.sentence() for note in editor.notes] == [
        "【班级名册】没有一行。",
        "一年级 1 班有两行。（基本校验 8）",
    ]
    editor.show_problems([], read_only=False)
    assert editor.notes == ()
