"""What the tabs of the evaluation are made of."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.metrics import characters, space


def fill_tab(box: QWidget) -> QVBoxLayout:
    """Give a tab its column."""
    layout = QVBoxLayout(box)
    space(layout, margins=(0, 1, 0, 0), gap=1)
    return layout


def tab() -> tuple[QWidget, QVBoxLayout]:
    """Make a tab and its column."""
    box = QWidget()
    return box, fill_tab(box)


def school_search() -> QLineEdit:
    """Where a school is looked for."""
    search = QLineEdit()
    search.setPlaceholderText("校名或拼音首字母")
    search.setAccessibleName("查找学校")
    search.setClearButtonEnabled(True)
    search.setFixedWidth(characters(12))
    return search
