"""Several officers at one store, by keyboard: added, limited, seated, refused, revoked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from forms.rights import Right
from operations.bureau.store import open_bureau
from storage.address import StorePlace
from storage.bureau.officers import Officer
from storage.journal.journal import EntryKind
from tests.ui.bureau.conftest import shown
from tests.ui.keys import press, tab_to, type_text
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage
from ui.bureau.keys.add_officer import OfficerDialog
from ui.bureau.keys.keys_page import BureauKeysPage
from ui.bureau.keys.officers_page import OfficersPage
from ui.bureau.store.settings_page import SettingsPage
from ui.desktop import Desktop
from ui.recent import save_name, saved_name

FIRST = "演示操作员"
NEW = "brand new secret 2025"


def new_officer(name: str, *rights: Right) -> Callable[[OfficerDialog], bool]:
    """Fill the dialog by keyboard."""

    def fill(dialog: OfficerDialog) -> bool:
        dialog.show()
        type_text(dialog.name, name)
        for text in (dialog.box.first, dialog.box.second):
            type_text(text, NEW)
        assert not dialog.accept_button.isEnabled()  # without any right there is nothing to do
        for right in rights:
            press(dialog.ticks.boxes[right], Qt.Key.Key_Space)
        press(dialog.accept_button, Qt.Key.Key_Space)
        return dialog.result() == QDialog.DialogCode.Accepted

    return fill


@pytest.fixture
def bureau(open_face: Callable[[StorePlace], BureauFace], place: StorePlace) -> BureauFace:
    """The district, everything imported, open in a window, on each engine."""
    return open_face(place)


@pytest.fixture
def root_key(demo: Path, place: StorePlace) -> tuple[object, ...]:
    """What is answered about the file of the root key, which is asked for where it lies beside no file."""
    return () if isinstance(place, Path) else ([demo / "bureau-root-key.age"],)


@pytest.fixture
def page(bureau: BureauFace) -> OfficersPage:
    save_name(FIRST)
    bureau.pages.show_page("page.keys")
    keys = shown(bureau, BureauKeysPage)
    tab_to(keys.officers)
    press(None, Qt.Key.Key_Space)
    return shown(bureau, OfficersPage)


def test_one_officer_has_everything_and_is_asked_nothing(
    page: OfficersPage, bureau: BureauFace
) -> None:
    assert page.list.current_payload() == FIRST
    assert page.ticks.rights() == frozenset(Right)
    assert page.alone.isVisible()
    assert not any(part.isVisible() for part in (page.save, page.sit, page.revoke))
    assert not bureau.header.officer.isVisible()


def test_a_second_officer_works_within_the_rights_and_goes_again(
    page: OfficersPage,
    bureau: BureauFace,
    desktop: Desktop,
    place: StorePlace,
    root_key: tuple[object, ...],
    passphrase: str,
) -> None:
    desktop.messages.script(passphrase, new_officer("Li Na", Right.INTAKE), *root_key, passphrase)
    tab_to(page.add)
    press(None, Qt.Key.Key_Space)
    assert page.strip.text() == "已添加操作员Li Na。"
    assert bureau.header.officer.text() == FIRST
    page.list.setFocus()
    press(None, Qt.Key.Key_Down)
    assert page.ticks.rights() == {Right.INTAKE}
    assert page.facts.facts()[:2] == (("姓名", "Li Na"), ("证书", "有效"))
    assert not page.save.isEnabled()

    tab_to(page.sit)
    press(None, Qt.Key.Key_Space)
    assert (saved_name(), bureau.desk.unlocked) == ("Li Na", False)
    assert bureau.header.officer.text() == "Li Na"
    bureau.pages.show_page("page.settings")
    settings = shown(bureau, SettingsPage)
    bureau.desk.step(
        lambda store: settings_changed(bureau, store), owner=settings, fail=settings.fail
    )
    assert "Li Na没有“设置和区级数据”的权限，这一步没有做。" in settings.strip.text()
    bureau.pages.show_page("page.form")
    assert "这里只能查看" in shown(bureau, FormPage).strip.text()

    bureau.pages.show_about("page.officers", None)
    bureau.desk.seat(FIRST)
    tab_to(page.ticks.boxes[Right.RECEIPTS])
    press(None, Qt.Key.Key_Space)
    desktop.messages.script(*root_key, passphrase)
    tab_to(page.save)
    press(None, Qt.Key.Key_Space)
    assert page.strip.text() == "Li Na现在可以：导入上报包、签发回执。"

    desktop.messages.script("调离", *root_key, passphrase)
    tab_to(page.revoke)
    press(None, Qt.Key.Key_Space)
    assert page.strip.text() == "已吊销操作员Li Na的证书，权限和密钥也已去掉。"
    assert not page.revoke.isVisible()
    bureau.left.emit()
    with open_bureau(place) as store:
        assert store.officers.all()[1] == Officer(2, "Li Na", frozenset())
        refused = store.journal.last(EntryKind.NOT_ALLOWED)
        assert refused is not None
        assert refused.actor.name == "Li Na"


def settings_changed(bureau: BureauFace, store: object) -> None:
    from operations.bureau.settings import change_settings
    from storage.bureau.store import BureauStore

    assert isinstance(store, BureauStore)
    change_settings(store, {}, actor=bureau.desk.actor)


def test_where_the_computer_knows_another_name_it_is_asked_before_anything_is_typed(
    page: OfficersPage,
    desktop: Desktop,
    root_key: tuple[object, ...],
    passphrase: str,
) -> None:
    save_name("Administrator")
    desktop.messages.script(False)
    page.add.click()
    assert page.strip.text() == "没有添加。证书上不是您的姓名时，请先“换发操作员证书”。"
    assert saved_name() == "Administrator"
    desktop.messages.script(
        True, passphrase, new_officer("Li Na", Right.INTAKE), *root_key, passphrase
    )
    page.add.click()
    assert page.strip.text() == "已添加操作员Li Na。"
    assert saved_name() == FIRST
