"""The officers of a bureau: the only one, the question for a second, and two."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from forms.rights import Right
from operations.demo.run import BUREAU, PASSPHRASE
from ui.bureau.face import BureauFace
from ui.bureau.keys.add_officer import OfficerDialog
from ui.bureau.keys.officers_page import OfficersPage
from ui.bureau.work_page import OFFICERS_PAGE
from ui.desktop import Desktop
from ui.recent import save_name, saved_name

_NEW = "brand new secret 2025"


def officer_scenes(
    desktop: Desktop, face: BureauFace, window: QWidget
) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window); the store has two officers then."""
    before = saved_name()
    save_name(BUREAU.operator)
    face.pages.show_about(OFFICERS_PAGE, None)
    page = face.pages.currentWidget()
    assert isinstance(page, OfficersPage)
    yield "bureau-officer-alone", window
    dialog = OfficerDialog(window)
    _fill(dialog)
    dialog.show()
    yield "bureau-dialog-officer", dialog
    dialog.close()
    face.desk.lock()
    desktop.messages.script(PASSPHRASE, _fill, PASSPHRASE)
    page.add.click()
    QCoreApplication.processEvents()
    page.list.select("李娜")
    yield "bureau-officers", window
    face.desk.seat("赵强")
    yield "bureau-officer-unknown", window
    save_name(before)


def _fill(dialog: OfficerDialog) -> bool:
    dialog.name.setText("李娜")
    for right in (Right.INTAKE, Right.REVIEW):
        dialog.ticks.boxes[right].setChecked(True)
    dialog.box.first.setText(_NEW)
    dialog.box.second.setText(_NEW)
    return True
