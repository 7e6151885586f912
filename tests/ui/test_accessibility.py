"""Every page: each input has a name, the keyboard reaches it, and the order is the reading order."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.app import make_window
from ui.desktop import Desktop
from ui.editors.base import FieldEditor
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.school.face import SchoolFace
from ui.start.new_school_page import NewSchoolPage

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QAbstractItemView)
STEPS = (
    "page.keys",
    "page.review",
    "page.delivery",
    "page.history",
    "page.exchange",
    "page.last",
    "page.handover",
)


def nameless(root: QWidget) -> list[str]:
    """The visible inputs a screen reader could not name."""
    found = []
    for kind in INPUTS:
        for widget in root.findChildren(kind):
            name = widget.accessibleName() or _own_text(widget)
            if widget.isVisibleTo(root) and not name.strip():
                found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def _own_text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_the_start_page_names_every_input(qtbot: QtBot, desktop: Desktop) -> None:
    window = make_window(desktop)
    qtbot.addWidget(window)
    window.show()
    assert nameless(window) == []
    window.start_page.new_school.click()
    assert window.findChild(NewSchoolPage) is not None
    assert nameless(window) == []


def test_every_section_names_every_input(school: SchoolFace) -> None:
    for place in school.side.sections.places():
        school.entry.pages.show_place(place)
        page = school.pages.currentWidget()
        assert isinstance(page, SectionPage)
        assert nameless(page) == [], place


@pytest.mark.parametrize("step", STEPS)
def test_every_step_names_every_input(school: SchoolFace, step: str) -> None:
    school.pages.show_page(step)
    assert nameless(school) == []


def walk(start: QWidget) -> Iterator[QWidget]:
    """The widgets in the order of the Tab key, once round."""
    widget = start.nextInFocusChain()
    while widget is not None and widget is not start:
        yield widget
        widget = widget.nextInFocusChain()


@pytest.mark.parametrize("place", [Place("profile", 0), Place("safety", 0), Place("funding", 2)])
def test_tab_follows_the_reading_order(school: SchoolFace, place: Place) -> None:
    school.entry.pages.show_place(place)
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    order = []
    for widget in walk(page):
        owner: QWidget | None = widget
        while owner is not None and not isinstance(owner, FieldEditor):
            owner = owner.parentWidget()
        if isinstance(owner, FieldEditor) and page.isAncestorOf(owner) and owner not in order:
            order.append(owner)
    seen = [editor for editor in order if editor.isVisible()]  # what is folded away has no place
    heights = [editor.mapTo(page, QPoint(0, 0)).y() for editor in seen]
    assert len(seen) > 3
    assert len(order) == len(page.fields)
    assert heights == sorted(heights)


def fits(page: SectionPage) -> bool:
    return page.horizontalScrollBar().maximum() == 0


# A screen of 1366 x 768, as it is and at scale 1.5.
@pytest.mark.parametrize(("width", "height", "aside"), [(1366, 768, True), (910, 512, False)])
def test_a_small_screen_shows_the_page_whole(
    school: SchoolFace, qtbot: QtBot, width: int, height: int, aside: bool
) -> None:
    window = school.window()
    window.resize(width, height)
    assert (window.width(), window.height()) == (width, height)
    assert school.aside.isHidden() is not aside
    for place in (Place("profile", 0), Place("facilities", 0), Place("safety", 0)):
        school.entry.pages.show_place(place)
        page = school.pages.currentWidget()
        assert isinstance(page, SectionPage)
        qtbot.waitUntil(partial(fits, page))
    school.actions_table["panel.toggle"].trigger()
    assert school.aside.isHidden() is aside
