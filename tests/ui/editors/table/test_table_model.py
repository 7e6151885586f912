"""The table of a form as Qt reads it: rows, texts, what may be edited, what is wrong."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from forms.problems import Problem, Severity
from forms.spec import Field, FieldType
from tests.ui.editors.table.classes import ROWS, row
from ui.editors.view import FieldView, Standing
from ui.models.form_table import FormTableModel, TableRow, header_title


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
