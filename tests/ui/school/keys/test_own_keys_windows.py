"""统计人员 has a key of his own through the windows: asked for, certified, used, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from forms.confirmation import Signatory
from operations.demo.run import PASSPHRASE
from operations.school.check import send_back, submit_return
from operations.school.keys.key_moving import has_key
from operations.school.records import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, District
from ui.app import make_window
from ui.bureau.face import BureauFace
from ui.bureau.schools.own_certificates_card import OfficeDialog
from ui.bureau.schools.school_page import SchoolPage
from ui.desktop import Desktop
from ui.school.face import SchoolFace
from ui.school.keys.keys_page import KeysPage
from ui.school.review.review_page import ReviewPage
from ui.shell import MainWindow

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

OWN = "河边的三只灰鹤每天早上六点起飞"


@pytest.fixture
def window(qtbot: QtBot, desktop: Desktop) -> MainWindow:
    made = make_window(desktop)
    qtbot.addWidget(made, before_close_func=lambda _: made.go_home())
    made.resize(1366, 768)
    made.show()
    return made


def keys_page(window: MainWindow, store: Path) -> KeysPage:
    window.open_store(store)
    face = window.face
    assert isinstance(face, SchoolFace)
    face.pages.show_page("page.keys")
    page = face.pages.currentWidget()
    assert isinstance(page, KeysPage)
    return page


def school_page(window: MainWindow, district: District) -> SchoolPage:
    window.open_store(district.bureau)
    face = window.face
    assert isinstance(face, BureauFace)
    face.pages.show_about("page.school", district.code())
    page = face.pages.currentWidget()
    assert isinstance(page, SchoolPage)
    return page


def compared(dialog: OfficeDialog) -> bool:
    """The officer compares fingerprint and name with the stamped sheet."""
    dialog.typed.setText(dialog.request.request.fingerprint)
    assert not dialog.accept_button.isEnabled()  # nobody is named yet
    dialog.name.setText("王填报")
    assert dialog.hint.text() == "指纹一致。"
    dialog.accept_button.click()
    return bool(dialog.result())


def in_review(store: SchoolStore) -> None:
    send_back(store, actor=PRINCIPAL, reason="补充")
    submit_return(store, actor=CLERK)


def test_a_key_of_his_own_from_the_request_to_the_signature_and_back(
    window: MainWindow, desktop: Desktop, district: District, tmp_path: Path
) -> None:
    asked, certificate = tmp_path / "asked.csr", tmp_path / "own.cer"
    script: Callable[..., None] = desktop.messages.script
    page = keys_page(window, district.school())
    script("王填报", "李审核")
    page.own.people.click()
    assert [row.look.title for row in page.own.list.rows.rows] == [
        "统计人员　王填报",
        "审核人　李审核",
    ]
    page.own.list.select(Signatory.REVIEWER)
    script(lambda request: "李审核" not in request.title or None)
    page.own.request.click()
    page.own.list.select(Signatory.STATISTICIAN)
    script(str(asked), OWN)
    page.own.request.click()
    assert "表上写明姓名 王填报、身份统计人员、指纹" in page.strip.text()
    assert page.own.list.rows.rows[0].look.trailing == "等区局的证书"

    card = school_page(window, district).own
    script([str(asked)], compared, PASSPHRASE, str(certificate))
    card.certify.click()
    (row,) = card.list.rows.rows
    assert row.look.title == "统计人员　王填报"
    again = tmp_path / "again.cer"
    card.list.select(Signatory.STATISTICIAN)
    script(str(again))
    card.again.click()
    assert again.read_bytes() == certificate.read_bytes()

    page = keys_page(window, district.school())
    script([str(certificate)], OWN)
    page.own.read.click()
    assert page.strip.text() == "王填报的证书已读入，以后确认时输入本人的口令。"
    face = window.face
    assert isinstance(face, SchoolFace)
    face.desk.step(in_review, owner=face)
    face.pages.show_page("page.review")
    review = face.pages.currentWidget()
    assert isinstance(review, ReviewPage)
    script(OWN)
    review.three.confirm.click()
    assert review.three.list.rows.rows[0].look.trailing.endswith("已签名确认")
    face.pages.show_page("page.keys")
    page.own.list.select(Signatory.STATISTICIAN)
    script(True)
    page.own.forget.click()
    assert page.own.list.rows.rows[0].look.trailing == "按姓名确认"

    card = school_page(window, district).own
    card.list.select(Signatory.STATISTICIAN)
    script("换人", PASSPHRASE)
    card.revoke.click()
    assert card.list.isHidden()


def test_the_head_s_key_goes_to_a_stick_and_comes_back(
    window: MainWindow, desktop: Desktop, district: District, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page = keys_page(window, district.school())
    assert page.place.take_in.isHidden()
    desktop.messages.script(stick, "不是这个口令")
    page.place.move_out.click()
    assert "口令" in page.strip.text()
    assert not [*stick.iterdir()]
    desktop.messages.script(stick, PASSPHRASE)
    page.place.move_out.click()
    assert page.strip.text().startswith("签名密钥已移出，读回核对一致")
    assert page.place.move_out.isHidden()
    (moved,) = stick.iterdir()
    kept: list[bool] = []
    page._desk.run(has_key, owner=page, then=kept.append)
    assert kept == [False]
    desktop.messages.script([str(moved)], PASSPHRASE)
    page.place.take_in.click()
    assert page.strip.text() == "密钥已在这个填报库里。可以签名了。"
    assert page.place.take_in.isHidden()
