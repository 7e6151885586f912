"""Where the parts of a field stand: nothing is cut and nothing lies on another part, at any width."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.spec import Field, FieldType, Option
from ui.editors.base import FieldEditor
from ui.editors.registry import make_editor
from ui.editors.view import FieldView, LastText
from ui.metrics import characters
from ui.theme import Theme

HELP = "体育课、大课间、课后体育锻炼都算，不足一小时的如实填写。"
LAST = FieldView("1227", last=LastText("1171", "多 56（+4.8%）"))
KINDS = [FieldType.INTEGER, FieldType.TEXT, FieldType.LONG_TEXT, FieldType.YES_NO]


def a_field(kind: FieldType, *, label: str = "在校人数", note: str = HELP) -> FieldEditor:
    return make_editor(Field("form.field", label, kind, unit="人", help=note))


@pytest.fixture
def frame(theme: Theme, qtbot: QtBot) -> QWidget:
    """A shown window for one field, which is added to its layout."""
    made = QWidget()
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(made)
    return made


def put(frame: QWidget, editor: FieldEditor, width: int) -> None:
    """Show the field at this width, and wait until its parts stand."""
    layout = frame.layout()
    assert layout is not None
    layout.addWidget(editor)
    frame.resize(width, 400)
    frame.show()
    settle()


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def parts(editor: FieldEditor) -> dict[str, QRect]:
    """The rectangles of what is seen, by what it says."""
    seen = [label for label in editor.findChildren(QLabel) if label.isVisible()]
    places = {one.text(): QRect(one.mapTo(editor, QPoint()), one.size()) for one in seen}
    return {**places, "": editor.input.geometry()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [260, 420, 560, 714, 1100])
def test_no_part_lies_on_another_and_no_text_is_cut(
    frame: QWidget, kind: FieldType, width: int
) -> None:
    editor = a_field(kind)
    editor.show_view(LAST)
    put(frame, editor, width)
    for (one, here), (other, there) in combinations(parts(editor).items(), 2):
        assert not here.intersects(there), (one, other, here, there)
    for label in editor.findChildren(QLabel):
        if label.isVisible():
            least = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= max(least, label.fontMetrics().height())
            assert label.wordWrap() or label.width() >= label.sizeHint().width()


@pytest.mark.parametrize("kind", KINDS)
def test_last_years_answer_that_is_known_later_gets_a_place_of_its_own(
    frame: QWidget, kind: FieldType
) -> None:
    editor = a_field(kind)
    editor.show_view(FieldView("1227"))
    put(frame, editor, 714)
    editor.show_view(LAST)
    settle()
    placed = parts(editor)
    last = placed.pop(LAST.last.sentence if LAST.last else "")
    assert not any(last.intersects(other) for other in placed.values())


def test_a_text_breaks_only_where_it_has_no_room_in_one_line(frame: QWidget) -> None:
    editor = a_field(FieldType.INTEGER, label="体质健康标准优良率", note="按上学年填写")
    editor.show_view(FieldView("3", last=LastText("2", "相同")))
    put(frame, editor, 714)
    assert [one.text() for one in editor.findChildren(QLabel) if one.wordWrap()] == []
    frame.resize(120, 400)
    settle()
    assert editor.label.wordWrap()
    frame.resize(714, 400)
    settle()
    assert not editor.label.wordWrap()
    editor.show_view(FieldView("3", last=LastText("2", "多 1"), waiting=True))
    waits = next(one for one in editor.findChildren(QLabel) if "待确认" in one.text())
    assert waits.wordWrap()


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("width", [40, 12, 9])
def test_an_input_keeps_within_a_narrow_field_beside_its_unit(qtbot: QtBot, width: int) -> None:
    editor = make_editor(Field("a.area", "面积", FieldType.DECIMAL, unit="㎡"))
    qtbot.addWidget(editor)
    editor.show()
    editor.resize(characters(width), 200)
    (unit_label,) = [one for one in editor.findChildren(QLabel) if one.text() == "㎡"]
    assert editor.input.geometry().right() < unit_label.x()
    assert unit_label.geometry().right() <= editor.width()
    editor.resize(characters(60), 200)
    assert editor.input.width() == characters(10)


@pytest.mark.parametrize("width", [12, 20, 26, 32, 36, 44, 60])
def test_inputs_of_all_kinds_begin_in_one_line_down_the_page(
    theme: Theme, qtbot: QtBot, width: int
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    options = (Option("1", "县级教育部门"), Option("2", "其他"))
    kinds = [kind for kind in FieldType if kind is not FieldType.ATTACHMENT]
    fields = [Field(f"f.{kind}", "其中", kind, choices="x", help="短") for kind in kinds]
    editors = [make_editor(field, options) for field in fields]
    for editor in editors:
        column.addWidget(editor)
    page.resize(characters(width), 2000)
    page.show()
    settle()
    assert len({editor.input.mapTo(editor, QPoint()).x() for editor in editors}) == 1
