"""The principal's desk: two computers, comments beside the answers, points with their replies."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from forms.confirmation import Signatory
from forms.edits import SetAnswer
from forms.reply import PointReply, ReplyKind
from operations.bureau.schools.own_keys import Office, certify
from operations.bureau.sent.issue import SlipComment, issue_return_slip
from operations.bureau.store import Desk, open_bureau
from operations.demo.run import PASSPHRASE
from operations.school.check import submit_return
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.handover.save import make_review
from operations.school.keys.own_keys import read_own_certificate, request_own_key
from operations.school.points.points import read_points
from operations.school.points.returned import answer_comment
from operations.school.records import Origin, SchoolStore
from operations.school.signing import sign
from operations.school.signing.confirm import people
from operations.school.store import open_school
from operations.verify.file_view import view_file
from tests.operations import staging
from tests.operations.staging import CLERK, PRINCIPAL, District
from tests.operations.two_computers import CELL, two_computers
from tests.shots.frame import open_window
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.work_page import SlipAbout
from ui.desktop import Desktop
from ui.metrics import unit
from ui.parts.page.cards import Page
from ui.school.face import SchoolFace
from ui.school.handover.handover_page import HandoverPage
from ui.school.keys.keys_page import KeysPage
from ui.school.review.review_page import ReviewPage
from ui.shell import MainWindow
from ui.verify.dialog import VerifyDialog

Scene = tuple[str, QWidget]
ASKED = "与去年相比增加较多，请核对学籍，并写明原因。"
WHY = "因 2024 年秋季学区调整，按区教基〔2024〕6 号文件接收 8 名少数民族学生，与学籍一致。"


def scenes(desktop: Desktop, folder: Path) -> Iterator[Scene]:
    """Yield (name, window)."""
    files = staging.demo_in(folder)
    window = open_window(desktop)
    clerk, theirs, opening = two_computers(files.school_stores[0], folder)
    yield from _two_computers(desktop, window, (clerk, theirs, opening))
    yield from _points(desktop, window, staging.copy_of(files, folder / "district"))
    window.close()


def _two_computers(
    desktop: Desktop, window: MainWindow, stores: tuple[Path, Path, Path]
) -> Iterator[Scene]:
    clerk, theirs, opening = stores
    with open_school(clerk) as store:
        for address, text in ((CELL, ASKED), ("pupils.classes[r2].girls", "请核对。")):
            store.comments.add(address, text, actor=PRINCIPAL, origin=Origin.PRINCIPAL)
        made = make_review(store)
    sent = clerk.with_name(made.name)
    sent.write_bytes(made.content)
    window.open_store(clerk)
    yield from _review(window)
    _page(window, "page.handover")
    yield "principal-handover-clerk", window
    window.open_store(theirs)
    keys = _page(window, "page.keys")
    assert isinstance(keys, KeysPage)
    desktop.messages.script([str(opening)], True)
    keys.opening.click()
    dialog = VerifyDialog(window)
    dialog.show_view(view_file(sent), is_store=False)
    dialog.show()
    yield "principal-verify-review", dialog
    dialog.close()
    page = _page(window, "page.handover")
    assert isinstance(page, HandoverPage)
    page.answer.open_file(sent)
    yield "principal-handover-opened", window
    page.answer.answers.only_changed.setChecked(False)
    page.answer.changes.list.chosen.emit(CELL)
    desktop.messages.script(ASKED)
    page.answer.remarks.comment.click()
    page.answer.remarks.list.chosen.emit(0)
    yield "principal-handover-answers", window
    _show(page.answer.remarks)
    yield "principal-handover-decide", window
    desktop.messages.script("请核对后再送。", str(clerk.parent))
    page.answer.decision.give_back.click()
    yield "principal-handover-answered", window


def _review(window: MainWindow) -> Iterator[Scene]:
    review = _page(window, "page.review")
    assert isinstance(review, ReviewPage)
    yield "principal-review-first", window
    review.answers.only_changed.setChecked(False)
    _show(review.answers)
    review.answers.show_line(CELL)
    yield "principal-review-answers", window
    _show(review.three)
    yield "principal-review-three", window


def _points(desktop: Desktop, window: MainWindow, district: District) -> Iterator[Scene]:
    with open_bureau(district.bureau) as store:
        desk = staging.desk_at(district, store)
        points = [
            SlipComment(CELL, ASKED),
            SlipComment("facilities.books", "图书册数与盘点表不符，请改正。"),
            SlipComment("", "请尽快。"),
        ]
        slip = issue_return_slip(
            desk, district.code(), reason="与学籍不符。", comments=points, due="2026-12-20"
        )
    with open_school(district.school()) as store:
        read_reply(store, slip.content, actor=CLERK)
    window.open_store(district.school())
    _page(window, "page.points")
    yield "principal-points-waiting", window
    window.go_home()
    with open_school(district.school()) as store:
        _answered(store)
    window.open_store(district.school())
    _page(window, "page.points")
    yield "principal-points", window
    window.go_home()
    with open_school(district.school()) as store:
        sent = _sent(store, district)
    with open_bureau(district.bureau) as store:
        desk = staging.desk_at(district, store)
        staging.import_package(desk, sent)
        with open_school(district.school()) as school:
            _certified(desk, school, district)
    window.open_store(district.school())
    keys = _page(window, "page.keys")
    assert isinstance(keys, KeysPage)
    _show(keys.own)
    yield "principal-own-keys", window
    window.open_store(district.bureau)
    yield from _bureau(desktop, window, district)


def _answered(store: SchoolStore) -> None:
    store.answers.write(
        [SetAnswer(CELL, "14"), SetAnswer("facilities.books", "40000")], actor=CLERK
    )
    first, second, _ = (point.comment.id for point in read_points(store))
    answer_comment(store, first, PointReply(ReplyKind.EXPLAINED, WHY), actor=CLERK)
    answer_comment(store, second, PointReply(ReplyKind.CHANGED, "按盘点表改"), actor=CLERK)


def _certified(desk: Desk, school: SchoolStore, district: District) -> None:
    """统计人员 has a key of his own, with a certificate of the bureau."""
    name = people(school)[Signatory.STATISTICIAN]
    office = Office(district.code(), Signatory.STATISTICIAN, name)
    asked = request_own_key(
        school, office.signatory, name=office.name, passphrase=PASSPHRASE, actor=CLERK
    )
    made = certify(
        desk.store,
        asked.content,
        office,
        request_fingerprint=None,
        authority=staging.authority(district.files.bureau_store),
        actor=desk.actor,
    )
    read_own_certificate(school, made.content, passphrase=PASSPHRASE, actor=CLERK)


def _sent(store: SchoolStore, district: District) -> Path:
    submit_return(store, actor=CLERK)
    staging.confirm_all(store)
    key = staging.school_key(district.files.school_stores[0])
    sign.sign_return(store, key=key, actor=PRINCIPAL)
    folder = district.folder
    return export_package(store, folder, actor=CLERK, replace=False).path


def _bureau(desktop: Desktop, window: MainWindow, district: District) -> Iterator[Scene]:
    face = window.face
    assert isinstance(face, BureauFace)
    face.pages.show_about("page.school", district.code())
    page = face.pages.currentWidget()
    assert isinstance(page, SchoolPage)
    yield "principal-bureau-school", window
    _show(page.asked)
    yield "principal-bureau-asked", window
    _show(page.own)
    yield "principal-bureau-certificates", window
    face.pages.show_about("page.slip", SlipAbout(district.code(), CELL))
    slip = face.pages.currentWidget()
    assert isinstance(slip, SlipPage)
    slip.reason.setPlainText("少数民族学生数与学籍系统不符。")
    slip.due.setText("2026-12-20")
    slip.comment.setText(ASKED)
    slip.add.click()
    yield "principal-bureau-slip", window
    face.pages.show_page("page.import")
    intake = face.pages.currentWidget()
    assert isinstance(intake, ImportPage)
    inbox = district.folder / "收件"
    inbox.mkdir()
    desktop.messages.script(inbox)
    intake.watch.choose.click()
    yield "principal-bureau-watching", window
    shutil.copy(district.package(), inbox)
    (inbox / "通知.docx").write_bytes(b"PK not ours")
    intake.watch.watch.look()
    desktop.messages.script(PASSPHRASE)
    intake.watch.watch.look()
    yield "principal-bureau-arrived", window


def _page(window: MainWindow, name: str) -> Page:
    face = window.face
    assert isinstance(face, SchoolFace)
    face.pages.show_page(name)
    page = face.pages.currentWidget()
    assert isinstance(page, Page)
    return page


def _show(part: QWidget) -> None:
    """Scroll a part to the top of what it lies in."""
    area: QObject | None = part
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parent()
    QApplication.processEvents()
    inside = area.widget()
    assert inside is not None
    top = part.mapTo(inside, part.rect().topLeft()).y()
    area.verticalScrollBar().setValue(top - unit(1))
