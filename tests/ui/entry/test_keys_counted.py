"""24 classes are typed with no more keys than in Excel with its fill-down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.edits import DeleteRow, Edit
from operations.school.records import SchoolStore
from tests.ui.keys import NONE, press
from ui.desktop import Desktop
from ui.entry.paste_preview import PastePreview
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.school.face import SchoolFace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CLASSES = "pupils.classes"
EXCEL = 205
"""Keys in Excel: numbers and names down their columns, grade and kind filled down."""
PUPILS = [(43 - number % 3, 21 - number % 2) for number in range(24)]


class Typist:
    """Presses keys wherever the keyboard is, and counts them; a key with Ctrl or Shift is one."""

    def __init__(self) -> None:
        self.keys = 0

    def key(
        self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = NONE, *, times: int = 1
    ) -> None:
        for _ in range(times):
            press(None, key, modifier)
            self.keys += 1

    def text(self, text: object) -> None:
        for sign in str(text):
            self.key(sign)


def test_24_classes_take_no_more_keys_than_in_excel(school: SchoolFace, desktop: Desktop) -> None:
    school.window().activateWindow()
    empty_the_classes(school)
    typist = Typist()
    school.entry.pages.show_place(Place("pupils", 0))
    school.entry.pages.go_to(CLASSES)

    typist.key(Qt.Key.Key_Insert)
    type_pupils(typist)
    type_grades(typist)
    repeat_names(typist, desktop)
    fill_kinds(typist)

    print(f"24 classes: {typist.keys} keys, in Excel with fill-down {EXCEL}")
    with SchoolStore.open(school.desk.path, read_only=True) as store:
        rows = store.answers.load().tables[CLASSES]
    assert [tuple(row.cells.get(name) for name in COLUMNS) for row in rows] == [
        (str(number // 4 + 1), str(number % 4 + 1), "ordinary", str(pupils), str(girls))
        for number, (pupils, girls) in enumerate(PUPILS)
    ]
    assert typist.keys <= EXCEL


COLUMNS = ("grade", "class_name", "class_type", "enrolled", "girls")


def empty_the_classes(school: SchoolFace) -> None:
    desk = school.desk
    rows = desk.session.sheet.record.tables[CLASSES]
    edits: list[Edit] = [DeleteRow(CLASSES, row.id) for row in rows]
    desk.step(lambda store: store.answers.write(edits, actor=desk.clerk), owner=school)


def type_pupils(typist: Typist) -> None:
    """Along the rows: Enter goes back to where each began, and begins the next row."""
    typist.key(Qt.Key.Key_Right, times=3)
    for pupils, girls in PUPILS:
        typist.text(pupils)
        typist.key(Qt.Key.Key_Tab)
        typist.text(girls)
        typist.key(Qt.Key.Key_Return)


def type_grades(typist: Typist) -> None:
    """One value over four selected cells, six times."""
    typist.key(Qt.Key.Key_Home, CTRL)
    for grade in range(1, 7):
        typist.key(Qt.Key.Key_Down, SHIFT, times=3)
        typist.text(grade)
        typist.key(Qt.Key.Key_Return, CTRL)
        if grade < 6:
            typist.key(Qt.Key.Key_Down)


def repeat_names(typist: Typist, desktop: Desktop) -> None:
    """The names of the last grade, from the bottom up, then pasted over the whole column."""
    typist.key(Qt.Key.Key_Right)
    for name in "4321":
        typist.text(name)
        typist.key(Qt.Key.Key_Return, SHIFT)
    typist.key(Qt.Key.Key_Down)
    typist.key(Qt.Key.Key_Down, SHIFT, times=3)
    typist.key(Qt.Key.Key_C, CTRL)
    typist.key(Qt.Key.Key_Up, CTRL | SHIFT)

    def agree(dialog: PastePreview) -> bool:
        dialog.show()
        press(dialog.accept_button, Qt.Key.Key_Return)
        typist.keys += 1
        return bool(dialog.result())

    desktop.messages.script(agree)
    typist.key(Qt.Key.Key_V, CTRL)


def fill_kinds(typist: Typist) -> None:
    """The kind of class by its initial, over the whole column."""
    typist.key(Qt.Key.Key_Right)
    typist.key(Qt.Key.Key_Down, CTRL | SHIFT)
    typist.text("p")
    typist.key(Qt.Key.Key_Return, CTRL)


def test_ctrl_and_an_arrow_go_to_the_edge_and_shift_selects_to_it(school: SchoolFace) -> None:
    school.window().activateWindow()
    school.entry.pages.show_place(Place("pupils", 0))
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    view = page.tables[CLASSES].view
    view.setFocus()
    last = view.model().rowCount() - 1
    view.setCurrentIndex(view.model().index(1, 1))
    press(None, Qt.Key.Key_Down, CTRL)
    assert (view.currentIndex().row(), len(view.selectedIndexes())) == (last, 1)
    press(None, Qt.Key.Key_Up, SHIFT)
    assert (view.currentIndex().row(), len(view.selectedIndexes())) == (last - 1, 2)
    press(None, Qt.Key.Key_Down, CTRL)
    press(None, Qt.Key.Key_Up, CTRL | SHIFT)
    assert len(view.block().rows) == last + 1
    press(None, Qt.Key.Key_Right, CTRL)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 5)
    press(None, Qt.Key.Key_Home, CTRL)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 0)
    press(None, Qt.Key.Key_End, CTRL | SHIFT)
    assert (len(view.block().rows), len(view.block().columns)) == (last + 1, 6)
    assert QApplication.focusWidget() is view
