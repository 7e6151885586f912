"""Moments of a clerk's work: half a code typed, a row begun, what is asked before something is done."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from operations.entry.saving import SaveState, SaveStatus
from tests.shots.frame import open_window
from tests.shots.school import filled_store
from ui.desktop import Desktop
from ui.dialogs.file_dialog import FileDialog
from ui.dialogs.prompts import confirm_dialog
from ui.editors.choice import ChoiceEditor
from ui.entry.attaching import PictureDialog
from ui.entry.palette import Palette
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.entry.template_forms import PRINT, FormsDialog
from ui.messages import Request
from ui.school.face import SchoolFace
from ui.school.history.history_page import HistoryPage

CLASSES = "pupils.classes"
URBAN = "profile.urban_rural"


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    window.open_store(filled_store(folder / "样例九年一贯制学校一步一步-2024.yhs"))
    face = window.face
    assert isinstance(face, SchoolFace)
    yield from _typing(face, window)
    yield from _rows(face, window)
    yield from _going_back(face, window)
    yield from _beside(face, window)
    yield from _dialogs(face, window)
    window.close()


def _typing(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    face.entry.pages.go_to(URBAN)
    QApplication.processEvents()  # the page has its place before somebody types
    editor = _page(face).fields[URBAN]
    assert isinstance(editor, ChoiceEditor)
    QTest.keyClick(editor.input, Qt.Key.Key_Delete)
    QTest.keyClick(editor.input, Qt.Key.Key_2)
    yield "act-half-typed", window
    QTest.keyClick(editor.input, Qt.Key.Key_1)
    QTest.keyClick(editor.input, Qt.Key.Key_0)


def _rows(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    face.entry.pages.go_to(CLASSES)
    QApplication.processEvents()  # the page has its place before somebody types
    view = _page(face).tables[CLASSES].view
    last = view.model().rowCount() - 1
    view.setCurrentIndex(view.model().index(last, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    yield "act-begun-row", window
    view.setCurrentIndex(view.model().index(1, view.model().columnCount() - 1))
    yield "act-read-only-cell", window
    view.setCurrentIndex(view.model().index(1, 3))
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    asked = _asked(face)
    QTest.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    yield from _question("act-delete-rows", asked, window)


def _going_back(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    face.desk.session.set_text(f"{CLASSES}[r2].girls", "20")
    face.pages.show_page("page.history")
    page = face.pages.currentWidget()
    assert isinstance(page, HistoryPage)
    QTest.keyClick(page.list, Qt.Key.Key_End)
    asked = _asked(face)
    page.return_to.click()
    yield from _question("act-go-back", asked, window)


def _beside(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    """What stands at the edges: the seven indicators unfolded, and that something is not saved."""
    face.entry.pages.go_to(URBAN)
    given_way = face.aside.isHidden()  # on a small screen it comes when it is asked for
    if given_way:
        face.actions_table["panel.toggle"].trigger()
    face.indicators.fold(folded=False)
    yield "act-indicators", window
    face.indicators.fold(folded=True)
    if given_way:
        face.actions_table["panel.toggle"].trigger()
    reason = "磁盘已满，请腾出空间后按“重试”。"
    face.header.saved.show_status(SaveStatus(SaveState.FAILED, reason=reason, waiting=3))
    yield "act-not-saved", window
    face.header.saved.show_status(face.desk.session.opened.status)


def _dialogs(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    forms = FormsDialog(window, face.desk.session.forms, PRINT, {"facilities"})
    forms.show()
    yield "act-print", forms
    forms.close()
    chosen = FileDialog(window, "选择附件", "常用附件 (*.pdf *.jpg)").for_opening(many=True)
    chosen.show()
    yield "act-choose-files", chosen
    chosen.close()
    session, desktop = face.desk.session, face.desktop
    finder = session.finder(())
    near = Place("facilities", 0)
    found = Palette(window, session=session, finder=finder, near=near, desktop=desktop, jump=False)
    found.show()
    QTest.keyClicks(found.line, "zzzz")
    yield "act-nothing-found", found
    found.close()
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    picture = PictureDialog(window, "操场.jpg", image, note="共 3 页，这是第 1 页。")
    picture.show()
    yield "act-attachment", picture
    picture.close()


def _asked(face: SchoolFace) -> list[Request]:
    """What is asked next; it is turned away."""
    asked: list[Request] = []

    def turn_away(request: Request) -> bool:
        asked.append(request)
        return False

    face.desktop.messages.script(turn_away)
    return asked


def _question(name: str, asked: list[Request], window: QWidget) -> Iterator[tuple[str, QWidget]]:
    dialog = confirm_dialog(asked[0], window)
    dialog.show()
    yield name, dialog
    dialog.close()


def _page(face: SchoolFace) -> SectionPage:
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page
