"""密钥与开户: a request that waits can be saved again and withdrawn."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from operations.keys.locked_keys import MAKING_KEYS
from tests.ui.keys import press, tab_to
from ui.school.face import SchoolFace
from ui.school.keys.identity_dialog import IdentityDialog
from ui.school.keys.keys_page import KeysPage

PASSPHRASE = "后院的芝麻今年开了十七朵花"


@pytest.fixture
def page(school: SchoolFace) -> KeysPage:
    school.pages.show_page("page.keys")
    found = school.pages.currentWidget()
    assert isinstance(found, KeysPage)
    return found


def is_kept(school: SchoolFace) -> bool:
    return school.desk.facts.request is not None


def test_a_request_that_was_not_saved_waits_until_it_is_saved_or_withdrawn(
    school: SchoolFace, page: KeysPage, tmp_path: Path
) -> None:
    page.passphrase.first.setText(PASSPHRASE)
    page.passphrase.second.setText(PASSPHRASE)
    said: list[str] = []

    def later(_: object) -> None:
        said.append(page.strip.text())

    school.desktop.messages.script(later)
    page.request.click()
    assert said == [MAKING_KEYS]
    assert "可以用“再次保存申请文件”" in page.strip.text()
    assert page.request.isHidden()
    assert page.passphrase.text() == ""
    assert page.waiting.text().startswith("申请已生成，正等区局的开户文件")
    assert page.focusProxy() is page.opening

    school.desktop.messages.script(str(tmp_path / "request.csr"))
    page.save_again.click()
    assert (tmp_path / "request.csr").read_bytes().startswith(b"-----BEGIN CERTIFICATE REQUEST")

    assert page.strip.text().startswith("开户申请已保存")
    school.desktop.messages.script(None)
    page.save_again.click()
    assert "还没有保存" not in page.strip.text(), "it was saved before"

    school.desktop.messages.script(False)
    page.withdraw.click()
    assert is_kept(school)
    school.desktop.messages.script(lambda asked: "须重新生成申请" in asked.text)
    page.withdraw.click()
    assert page.strip.text() == "开户申请已撤回。"
    assert not is_kept(school)
    assert not page.request.isHidden()
    assert page.waiting.isHidden()


def test_a_mistyped_code_is_put_right_until_enrolment(school: SchoolFace) -> None:
    school.window().activateWindow()
    school.pages.show_page("page.keys")
    page = school.pages.currentWidget()
    assert isinstance(page, KeysPage)

    def correct(dialog: IdentityDialog) -> bool:
        dialog.show()
        dialog.code.setText("214210000")
        assert "应为 10 位数字" in dialog.hint.text()
        assert not dialog.accept_button.isEnabled()
        dialog.code.setText("2142100009")
        dialog.name.setText("样例第九小学")
        press(dialog.accept_button, Qt.Key.Key_Return)
        return bool(dialog.result())

    school.desktop.messages.script(correct)
    tab_to(page.correct)
    press(None, Qt.Key.Key_Return)
    assert school.desk.facts.meta.school_code == "2142100009"
    assert page.strip.text() == "已改正：样例第九小学（2142100009）。"
    assert school.window().windowTitle() == "样例第九小学 – 优衡填报"
    assert school.desk.session.sheet.cell("profile.school_code").raw == "2142100009"
