"""The bureau's window on a server while another officer works on the same store."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from operations.bureau.store import officer
from operations.demo.run import PASSPHRASE, run_demo
from tests.operations.staging import copy_to
from tests.shots.frame import open_window
from tests.support.postgres import binaries, running_server
from tests.ui.bureau.colleague import Colleague
from ui.bureau.face import BureauFace
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.work_page import SCHOOL_PAGE, SLIP_PAGE, SlipAbout
from ui.desktop import Desktop

Scene = tuple[str, QWidget]


def scenes(desktop: Desktop, folder: Path) -> Iterator[Scene]:
    """Yield (name, window); nothing where no PostgreSQL is installed."""
    if binaries() is None:
        return
    run_demo(folder / "colleagues", schools=6)
    with running_server() as server, ExitStack() as stack:
        place = server.copy_of(
            "colleagues", lambda to: copy_to(folder / "colleagues" / "bureau.yhb", to)
        )
        li, wang = (Colleague(place, officer(name)) for name in ("李娜", "王建国"))
        for one in (li, wang):
            stack.callback(one.close)
        window = open_window(desktop)
        window.open_store(place)
        face = window.face
        assert isinstance(face, BureauFace)
        face.pages.show_page("page.schools")
        first, second, third = (one.school.code for one in face.desk.facts.schools[:3])
        _wait(lambda: face.desk.colleagues is not None and face.desk.colleagues.is_listening)
        li.is_at(second, first)
        wang.is_at(second)
        _wait(lambda: len(face.desk.colleagues_at(second)) == 2)
        yield "colleagues-schools", window
        face.pages.show_about(SCHOOL_PAGE, second)
        yield "colleagues-school", window
        face.pages.show_about(SLIP_PAGE, SlipAbout(third))
        page = face.pages.currentWidget()
        assert isinstance(page, SlipPage)
        page.reason.insertPlainText("教学及辅助用房面积与不动产证不符，请核对。")
        page.comment.setText("请附上不动产证的照片")
        page.add.click()
        li.returns(third, PASSPHRASE)
        li.is_at(third)
        _wait(lambda: bool(page.strip.text()) and bool(face.desk.colleagues_at(third)))
        yield "colleagues-slip", window
        window.go_home()


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(200):
        if until():
            return
        QTest.qWait(25)
    raise AssertionError("nobody was heard")
