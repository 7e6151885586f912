"""The school's window from a complete return: sections, findings, review, signature, delivery."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from forms.confirmation import Signatory
from forms.workflow import Actor, Role
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.schools.roster import put_roster
from operations.bureau.sent.issue import SlipComment, issue_return_slip
from operations.bureau.store import (
    BureauPlan,
    at_work,
    create_bureau,
    officer,
    open_bureau,
    unlock_daily_keys,
)
from operations.entry.paste_plan import PastePlan
from operations.school.check import submit_return
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.exchange.fill import fill_from_document
from operations.school.keys.opening import read_opening
from operations.school.keys.requests import request_certificate
from operations.school.records import Origin, SchoolStore
from operations.school.signing.confirm import confirm_return, name_people
from operations.school.signing.sign import confirm_as_head, sign_return, unlock_school_key
from operations.school.store import create_school
from tests.shots.frame import fill_screen, open_window, refused
from tests.support.places import EXAMPLES
from ui.desktop import Desktop
from ui.entry.paste_preview import PastePreview
from ui.entry.places import Place
from ui.school.face import SchoolFace
from ui.school.review.review_page import ReviewPage

CLERK = Actor("王样例", Role.CLERK)
PASSPHRASE = "后院的芝麻今年开了十七朵花"
BUREAU = "bureau-for-shots.yhb"
BUREAU_PASSPHRASE = "bureau passphrase"
SECTIONS = (
    ("profile", 0),
    ("profile", 3),
    ("pupils", 0),
    ("facilities", 0),
    ("staffing", 3),
    ("safety", 0),
    ("burden", 0),
    ("burden", 8),
    ("development", 2),
    ("equity", 1),
    ("funding", 2),
)
WRONG = {
    "facilities.site_area": "三万",
    "facilities.building_area": "",
    "facilities.sports_ground_area": "13900",
    "pupils.classes[r2].girls": "99",
    "pupils.classes[r3].enrolled": "",
    "profile.postcode": "43",
    "staffing.fulltime_primary": "",
}


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    window.open_store(filled_store(folder / "样例九年一贯制学校-2024.yhs"))
    face = window.face
    assert isinstance(face, SchoolFace)
    for form, number in SECTIONS:
        face.entry.pages.show_place(Place(form, number))
        yield f"school-{form}-{number}", window
    yield from _with_findings(face, window)
    yield from _paste(face, window)
    yield from _steps(face, window, folder)
    window.close()


def filled_store(path: Path) -> Path:
    """A complete return in a new store."""
    document = json.loads((EXAMPLES / "nine_year.json").read_text(encoding="utf-8"))["input"]
    profile = document["profile"]
    store = create_school(
        path,
        school_code=profile["school_code"],
        school_name=profile["school_name"],
        period=2024,
        actor=CLERK,
    )
    fill_from_document(store, document, actor=CLERK, find=lambda _: b"an attachment" * 100)
    store.close()
    return path


def _with_findings(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    session = face.desk.session
    before = {address: session.sheet.cell(address).raw or "" for address in WRONG}
    for address, text in WRONG.items():
        session.set_text(address, text)
    session.be_strict()
    face.entry.pages.show_place(Place("facilities", 0))
    yield "school-errors-fields", window
    face.entry.pages.go_to("pupils.classes[r2].girls")
    yield "school-errors-table", window
    for address, text in before.items():
        session.set_text(address, text)
    books = session.sheet.cell("facilities.books").raw or ""
    session.set_text("facilities.books", "21000")
    session.justify("R-facilities-030", "情况属实")
    face.entry.pages.go_to("facilities.books")
    yield "school-query", window
    session.set_text("facilities.books", books)


def _paste(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    text = "一年级\t9\t普通班\t四十\t20\n1\t10\t普通班\t41\t20\t3\t多余"
    plan = face.desk.session.plan_paste("pupils.classes[r30].grade", text)
    assert isinstance(plan, PastePlan)
    dialog = PastePreview(plan, face.desk.session, window)
    dialog.show()
    yield "dialog-paste", dialog
    dialog.close()


def _steps(face: SchoolFace, window: QWidget, folder: Path) -> Iterator[tuple[str, QWidget]]:
    desk = face.desk
    face.pages.show_page("page.keys")
    yield "school-keys-new", window
    face.pages.show_page("page.review")
    yield "school-review-draft", window
    desk.step(lambda store: _enrol(store, folder), owner=face, fail=refused)
    face.pages.show_page("page.keys")
    yield "school-keys-enrolled", window
    desk.step(lambda store: submit_return(store, actor=CLERK), owner=face, fail=refused)
    desk.step(
        lambda store: store.comments.add(
            "facilities.sports_ground_area",
            "与去年相比增加 1200 平方米，请附测绘报告页码。",
            actor=desk.principal,
            origin=Origin.PRINCIPAL,
        ),
        owner=face,
        fail=refused,
    )
    face.pages.show_page("page.review")
    yield "school-review", window
    review = face.pages.currentWidget()
    assert isinstance(review, ReviewPage)
    review.verticalScrollBar().setValue(10_000)
    yield "school-review-sign", window
    face.entry.pages.show_place(Place("facilities", 0))
    yield "school-read-only", window
    desk.step(_sign, owner=face, fail=refused)
    face.pages.show_page("page.delivery")
    yield "school-delivery-signed", window
    desk.step(
        lambda store: export_package(store, folder, actor=CLERK, replace=False),
        owner=face,
        fail=refused,
    )
    face.pages.show_page("page.delivery")
    yield "school-delivery", window
    face.pages.show_page("page.history")
    yield "school-history", window
    face.pages.show_page("page.handover")
    yield "school-handover", window
    face.pages.show_page("page.exchange")
    yield "school-exchange", window
    window.resize(910, 512)
    face.entry.pages.show_place(Place("safety", 0))
    yield "school-small-screen", window
    fill_screen(window)
    slip = _slip(folder)
    desk.step(lambda store: read_reply(store, slip, actor=CLERK), owner=face, fail=refused)
    window.activateWindow()
    face.entry.pages.go_to("facilities.sports_ground_area")
    yield "school-slip", window


def _slip(folder: Path) -> bytes:
    """The bureau takes the package and sends it back."""
    with open_bureau(folder / BUREAU) as store:
        keys = unlock_daily_keys(store, BUREAU_PASSPHRASE)
        with at_work(store, keys, officer("周样例")) as desk:
            (package,) = folder.glob("*.asice.age")
            (result,) = import_packages(desk, [package], workers=1)
            assert result.accepted, result.message
            comments = [
                SlipComment(
                    "facilities.sports_ground_area", "不动产证第 3 页为 12 700 平方米，请核对。"
                )
            ]
            slip = issue_return_slip(
                desk, result.school, reason="运动场地面积与不动产证不一致。", comments=comments
            )
    return slip.content


def _enrol(store: SchoolStore, folder: Path) -> None:
    plan = BureauPlan("420104", "硚口区教育局", 2024, "周样例")
    bureau = create_bureau(folder / BUREAU, plan, passphrase=BUREAU_PASSPHRASE)
    meta = store.meta
    rows = [
        ["code", "name", "type", "principal"],
        [meta.school_code, meta.school_name, "312", "陈样例"],
    ]
    put_roster(bureau.desk.store, rows, actor=bureau.desk.actor)
    request = request_certificate(store, passphrase=PASSPHRASE, actor=CLERK)
    enrolled = enrol_school(bureau.desk, request.content, authority=bureau.authority)
    read_opening(store, enrolled.opening.content, actor=CLERK)
    bureau.desk.store.close()


def _sign(store: SchoolStore) -> None:
    key = unlock_school_key(store, PASSPHRASE)
    name_people(store, statistician="王样例", reviewer="李样例", actor=CLERK)
    confirm_return(store, Signatory.STATISTICIAN, name="王样例")
    confirm_return(store, Signatory.REVIEWER, name="李样例")
    confirm_as_head(store)
    sign_return(store, key=key, actor=replace(CLERK, name="陈样例", role=Role.PRINCIPAL))
