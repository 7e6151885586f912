"""The clerk's desk: a new form that is calm, a reason written under a table, a return, the history."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from forms.reply import PointReply, ReplyKind
from forms.workflow import Actor, Role
from operations.school.check import send_back, submit_return
from operations.school.identity import found_school
from operations.school.points.points import read_points
from operations.school.points.returned import answer_comment
from operations.school.records import Origin, SchoolStore
from operations.school.store import open_school
from tests.shots.frame import fill_screen, open_window, refused
from tests.shots.school import CLERK, filled_store
from ui.desktop import Desktop
from ui.dialogs.prompts import confirm_dialog
from ui.editors.choice import ChoiceEditor
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.messages import Request
from ui.school.face import SchoolFace
from ui.school.keys.identity_dialog import IdentityDialog
from ui.school.points.reply_dialog import ReplyDialog

PRINCIPAL = Actor("陈样例", Role.PRINCIPAL)
LONG_NAME = "武汉市硚口区华中科技大学附属宝善街中心小学（汉正街校区）"
AREA = "facilities.sports_ground_area"
CLASSES = "pupils.classes"


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    yield from _new_form(desktop, folder / "新建小学-2024.yhs")
    window = open_window(desktop)
    window.open_store(filled_store(folder / "样例九年一贯制学校退回-2024.yhs"))
    face = window.face
    assert isinstance(face, SchoolFace)
    yield from _reason(face, window)
    yield from _returned(face, window)
    yield from _history(face, window)
    window.close()


def _new_form(desktop: Desktop, path: Path) -> Iterator[tuple[str, QWidget]]:
    found_school(
        path, school_code="3142010401", school_name=LONG_NAME, period=2024, actor=CLERK
    ).close()
    window = open_window(desktop)
    window.open_store(path)
    face = window.face
    assert isinstance(face, SchoolFace)
    yield "clerk-new", window
    face.desk.session.set_text("profile.school_code", "3142010409")
    yield "clerk-other-code", window
    face.desk.session.undo()
    face.desk.session.set_text("profile.school_type", "211")
    face.entry.pages.show_place(Place("pupils", 1))
    page = face.pages.currentWidget()
    assert page is not None
    yield "clerk-folded", window
    face.entry.pages.go_to("pupils.attached_preschool")
    face.desk.session.turn_away("pupils.attached_preschool", "这一项不适用本校，不用填。")
    yield "clerk-absent", window
    face.entry.pages.show_place(Place("pupils", 0))
    yield "clerk-empty-table", window
    face.entry.pages.show_place(Place("profile", 0))
    section = face.pages.currentWidget()
    assert isinstance(section, SectionPage)
    editor = section.fields["profile.school_type"]
    assert isinstance(editor, ChoiceEditor)
    editor.input.showPopup()
    yield "clerk-open-list", editor.input.view().window()
    editor.input.hidePopup()
    dialog = IdentityDialog(face.desk.facts.meta, window)
    dialog.code.setText("31420104")
    dialog.show()
    yield "clerk-identity", dialog
    dialog.close()
    window.close()


def _reason(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    session = face.desk.session
    cells = [f"{CLASSES}[{row}].enrolled" for row in ("r1", "r2", "r4")]
    before = {cell: session.sheet.cell(cell).raw or "" for cell in cells}
    for cell in cells:
        session.set_text(cell, "46")
    face.entry.pages.go_to(f"{CLASSES}[r2].enrolled")
    window.activateWindow()
    QApplication.processEvents()
    face.actions_table["reason.write"].trigger()
    yield "clerk-reason", window
    for cell, text in before.items():
        session.set_text(cell, text)


def _returned(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    def give_back(store: SchoolStore) -> None:
        submit_return(store, actor=CLERK)
        for address in (AREA, f"{CLASSES}[r2].girls", ""):
            text = "与去年相比增加 1200 平方米，请附测绘报告页码。"
            store.comments.add(address, text, actor=PRINCIPAL, origin=Origin.PRINCIPAL)
        send_back(store, actor=PRINCIPAL, reason="运动场地面积与去年差得太多，请核对。")

    face.desk.step(give_back, owner=face, fail=refused)
    face.entry.pages.go_to(AREA)
    yield "clerk-returned", window
    window.resize(910, 512)
    yield "clerk-returned-small", window
    fill_screen(window)
    reply = PointReply(ReplyKind.CHANGED, "已按测绘报告第 12 页改为 13 900 平方米。")
    face.desk.step(
        lambda store: answer_comment(store, 2, reply, actor=CLERK), owner=face, fail=refused
    )
    face.pages.show_page("page.points")
    yield "clerk-points", window
    yield from _submitted_all_the_same(face, window)
    with open_school(face.desk.path, read_only=True) as store:
        point = read_points(store)[0]
    dialog = ReplyDialog(window, point, "办学条件 › 其中运动场地面积")
    dialog.kind.choose("explained")
    dialog.edit.setPlainText("核实无误")
    dialog.show()
    yield "clerk-reply", dialog
    dialog.close()


def _submitted_all_the_same(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    asked: list[Request] = []

    def turn_away(request: Request) -> bool:
        asked.append(request)
        return False

    face.desktop.messages.script(turn_away)
    face.actions_table["return.next_step"].trigger()
    dialog = confirm_dialog(asked[0], window)
    dialog.show()
    yield "clerk-submit-unanswered", dialog
    dialog.close()


def _history(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    face.desk.session.set_text(f"{CLASSES}[r2].girls", "20")
    face.entry.pages.go_to(f"{CLASSES}[r2].girls")
    face.actions_table["history.cell"].trigger()
    yield "clerk-history-cell", window
