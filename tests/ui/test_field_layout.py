"""Where the parts of a field stand at its width."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from forms.spec import Field, FieldType
from ui.editors.registry import make_editor
from ui.metrics import characters

pytestmark = pytest.mark.usefixtures("theme")


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
