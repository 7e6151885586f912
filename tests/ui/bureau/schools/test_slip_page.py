"""A return slip the whole way by keyboard, up to the school that reads it."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from forms.workflow import Actor, Role
from operations.bureau.records import ReturnState
from operations.clock import now
from operations.school.delivery.replies import read_reply
from operations.school.points.returned import read_returned
from operations.school.records import Origin
from operations.school.store import open_school
from tests.ui.bureau.conftest import District, shown
from tests.ui.keys import press, tab_to, type_text
from ui.bureau.face import BureauFace
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.schools.schools_page import SchoolsPage
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.work_page import SlipAbout
from ui.desktop import Desktop

ALT = Qt.KeyboardModifier.AltModifier
AREA = "facilities.teaching_area"
DUE = now().astimezone().date() + timedelta(days=5)


def mnemonic(bureau: BureauFace, key: Qt.Key) -> None:
    """Alt with a letter: Qt presses the button for a moment, as a hand would."""
    press(bureau, key, Qt.KeyboardModifier.AltModifier)


def come_to_slip(qtbot: QtBot, bureau: BureauFace) -> SlipPage:
    mnemonic(bureau, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: isinstance(bureau.pages.currentWidget(), SlipPage))
    return shown(bureau, SlipPage)


@pytest.fixture
def slip(qtbot: QtBot, bureau: BureauFace) -> SlipPage:
    """The slip of the first school, reached by keys alone."""
    press(shown(bureau, SchoolsPage).table, Qt.Key.Key_Return)
    shown(bureau, SchoolPage)
    return come_to_slip(qtbot, bureau)


def choose_item(slip: SlipPage, part: str) -> None:
    """Type a part of an item's id and take the only proposal."""
    type_text(slip.item, part)
    popup = slip.item.completer().popup()
    assert isinstance(popup, QAbstractItemView)
    assert popup.isVisible()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_from_the_roster_to_the_file_and_into_the_school(
    qtbot: QtBot,
    slip: SlipPage,
    bureau: BureauFace,
    district: District,
    desktop: Desktop,
    passphrase: str,
    tmp_path: Path,
) -> None:
    assert QApplication.focusWidget() is slip.reason
    assert not slip.issue.isEnabled()
    type_text(None, "Area does not match the deed")
    tab_to(slip.due)
    type_text(None, DUE.isoformat())
    tab_to(slip.item)
    choose_item(slip, "teaching_area")
    assert AREA in slip.item.text()
    press(slip.item, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is slip.comment
    type_text(None, "See page 3")
    press(None, Qt.Key.Key_Return)
    assert [(draft.address, draft.text) for draft in slip.drafts] == [(AREA, "See page 3")]
    assert QApplication.focusWidget() is slip.item
    tab_to(slip.comment)
    type_text(None, "To be removed")
    press(None, Qt.Key.Key_Return)
    tab_to(slip.list)
    press(None, Qt.Key.Key_End)
    slip.remove.setFocus()
    press(None, Qt.Key.Key_Space)
    assert len(slip.drafts) == 1
    slip.comment.setFocus()
    type_text(None, "Not yet added")
    out = tmp_path / "out"
    out.mkdir()
    desktop.messages.script(passphrase, out)
    mnemonic(bureau, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: slip.drafts == [])
    [made] = out.iterdir()
    assert "退回单已生成" in slip.strip.text()
    assert slip.reason.toPlainText() == ""
    assert bureau.desk.facts.schools[0].state is ReturnState.RETURNED
    with open_school(district.schools[0]) as store:
        read_reply(store, made.read_bytes(), actor=Actor("王样例", Role.CLERK))
        returned = read_returned(store)
        assert returned is not None
        assert returned.due == DUE
        told = {
            (item.address, item.text)
            for item in store.comments.all()
            if item.origin is Origin.BUREAU
        }
    assert {(AREA, "See page 3"), ("", "Not yet added")} <= told


def test_what_was_written_waits_while_the_officer_looks_elsewhere(
    qtbot: QtBot, slip: SlipPage, bureau: BureauFace
) -> None:
    type_text(None, "Area")
    tab_to(slip.comment)
    type_text(None, "See page 3")
    press(None, Qt.Key.Key_Return)
    press(bureau, Qt.Key.Key_Left, ALT)
    school = shown(bureau, SchoolPage)
    assert come_to_slip(qtbot, bureau).reason.toPlainText() == "Area"
    assert [draft.text for draft in slip.drafts] == ["See page 3"]
    other = bureau.desk.facts.schools[1].school.code
    assert other != school.code
    bureau.pages.show_about("page.slip", SlipAbout(other))
    assert slip.reason.toPlainText() == ""
    assert slip.drafts == []


def test_turning_away_keeps_what_was_written(
    qtbot: QtBot, slip: SlipPage, bureau: BureauFace, desktop: Desktop
) -> None:
    type_text(None, "Area")
    desktop.messages.script(None)
    mnemonic(bureau, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: desktop.messages.unused_answers == 0)
    assert slip.reason.toPlainText() == "Area"
    assert bureau.desk.facts.schools[0].state is ReturnState.ACCEPTED
