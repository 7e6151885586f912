"""The bureau's window on real threads: progress, cancel, closing while an import runs."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from operations.bureau.store import officer, open_bureau
from operations.store_place import ServerAddress
from tests.ui.bureau.colleague import Colleague
from tests.ui.bureau.conftest import District, opened_on_threads, shown
from ui.app import make_window
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.work_page import SLIP_PAGE, SlipAbout
from ui.desktop import Desktop
from ui.shell import MainWindow

AT_REST, RUNNING = 0, 1
"""The faces of a row of progress; one may be gone again before a busy machine looks."""


@pytest.fixture
def window(qtbot: QtBot, threaded: Desktop, district: District) -> MainWindow:
    return opened_on_threads(qtbot, threaded, district.waiting)[0]


def import_page(window: MainWindow) -> ImportPage:
    face = window.face
    assert isinstance(face, BureauFace)
    face.pages.show_page("page.import")
    return shown(face, ImportPage)


def close(qtbot: QtBot, window: MainWindow) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_an_import_reports_progress_and_after_it_and_the_receipts_everything_can_be_done_again(
    qtbot: QtBot,
    window: MainWindow,
    threaded: Desktop,
    district: District,
    passphrase: str,
    tmp_path: Path,
) -> None:
    page = import_page(window)
    startable, faces = list[bool](), list[int]()
    page.progress.currentChanged.connect(faces.append)
    page.add_files(district.packages)
    qtbot.waitUntil(lambda: bool(page.files.rows))
    page.progress.bar.valueChanged.connect(
        lambda done: startable.extend([page.start.isEnabled()] * (done > 0))
    )
    threaded.messages.script(passphrase)
    page.start.click()
    qtbot.waitUntil(lambda: faces == [RUNNING, AT_REST])
    assert set(startable) == {False}
    assert page.desk.facts.unanswered == 2
    threaded.messages.script(tmp_path)
    page.receipts.click()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*-receipt-*.asice"))) == 2)
    assert page.choose.isEnabled()
    assert page.again.isEnabled()
    close(qtbot, window)


def test_a_window_that_closes_stops_its_import_and_keeps_the_store_whole(
    qtbot: QtBot, window: MainWindow, threaded: Desktop, district: District, passphrase: str
) -> None:
    page = import_page(window)
    page.add_files(district.packages)
    qtbot.waitUntil(lambda: bool(page.files.rows))
    faces: list[int] = []
    page.progress.currentChanged.connect(faces.append)
    threaded.messages.script(passphrase)
    page.start.click()
    qtbot.waitUntil(lambda: RUNNING in faces)
    close(qtbot, window)

    with open_bureau(district.waiting) as store:
        assert store.verify_journal().intact


def test_the_own_slip_is_told_as_made_and_not_as_somebody_elses(
    qtbot: QtBot, threaded: Desktop, district: District, passphrase: str, tmp_path: Path
) -> None:
    window, face = opened_on_threads(qtbot, threaded, district.bureau)
    code = face.desk.facts.schools[0].school.code
    face.pages.show_about(SLIP_PAGE, SlipAbout(code))
    slip = shown(face, SlipPage)
    slip.reason.insertPlainText("请核对面积")
    threaded.messages.script(passphrase, tmp_path)
    slip.issue.click()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*-return-*.asice"))))
    qtbot.waitUntil(lambda: not threaded.runner.is_busy)
    assert slip.strip.text().startswith("退回单已生成")
    assert slip.issue.text().strip().startswith("再发一份")
    close(qtbot, window)


def test_a_change_of_another_officer_comes_into_the_window(
    qtbot: QtBot, threaded: Desktop, on_server: ServerAddress
) -> None:
    window, face = opened_on_threads(qtbot, threaded, on_server)
    watch = face.desk.colleagues
    assert watch is not None
    qtbot.waitUntil(lambda: watch.is_listening)
    li = Colleague(on_server, officer("李娜"))
    li.is_at("4201")
    li.set_due("2024-11-01")
    qtbot.waitUntil(lambda: face.desk.facts.due == date(2024, 11, 1))
    assert [one.name for one in face.desk.colleagues_at("4201")] == ["李娜"]
    li.close()
    close(qtbot, window)


def test_a_store_that_is_open_elsewhere_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, threaded: Desktop, district: District, tmp_path: Path
) -> None:
    second = make_window(threaded)
    qtbot.addWidget(second)
    second.open_store(district.waiting)
    qtbot.waitUntil(lambda: bool(second.start_page.strip.text()))
    qtbot.waitUntil(lambda: second.face is None)
    assert "打开" in second.start_page.strip.text()
    second.open_store(tmp_path / "没有.yhb")
    qtbot.waitUntil(lambda: second.face is None)
    close(qtbot, window)
    close(qtbot, second)


def test_a_window_that_closes_at_once_leaves_no_connection_behind(
    qtbot: QtBot, threaded: Desktop, on_server: ServerAddress
) -> None:
    window, _ = opened_on_threads(qtbot, threaded, on_server)
    close(qtbot, window)
    qtbot.waitUntil(lambda: not threaded.runner.is_busy)
    with open_bureau(on_server) as store:
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> ?"
        )
        process = store.neighbours.process
        qtbot.waitUntil(lambda: store._database.one(others, process) == (0,))
