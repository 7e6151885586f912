"""Editors of every kind, each in a window of its own that has the keyboard."""

from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.spec import Field, FieldType
from tests.ui.editors.samples import OPTIONS, Make
from ui.editors.base import FieldEditor
from ui.editors.registry import make_editor
from ui.editors.view import FieldView
from ui.theme import Theme


@pytest.fixture
def make(theme: Theme, qtbot: QtBot) -> Make:
    frames: list[QWidget] = []

    def made(kind: FieldType, **changes: Any) -> FieldEditor:  # noqa: ANN401 - as Field takes
        field = Field("form.field", "在校人数", kind, choices="list", **changes)
        editor = make_editor(field, OPTIONS)
        frame = QWidget()
        QVBoxLayout(frame).addWidget(editor)
        qtbot.addWidget(frame)
        frames.append(frame)
        with qtbot.waitActive(frame):
            frame.show()
            frame.activateWindow()
        editor.show_view(FieldView())
        return editor

    return made
