"""Opening, refusing, saving and closing: nothing typed is ever lost without a word."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.workflow import State
from operations.school.store import open_school
from storage.answers.editing import Answers
from storage.errors import DiskFull
from tests.ui.ime import commit
from tests.ui.keys import press
from ui.app import make_window
from ui.desktop import Desktop
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.kinds import SCHOOL
from ui.messages import Messages
from ui.palettes import Scheme
from ui.recent import recent_places, remember, save_name, saved_name, saved_scheme
from ui.reporter import Reporter
from ui.school.face import SchoolFace
from ui.shell import MainWindow
from ui.start.new_school_page import NewSchoolPage
from ui.tasks import TaskRunner
from ui.theme import Theme

Opener = Callable[[Path], MainWindow]


@pytest.fixture
def store(tmp_path: Path, filled_stores: Callable[[str], Path]) -> Path:
    return Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))


def type_postcode(face: SchoolFace, text: str) -> None:
    face.entry.pages.show_place(Place("profile", 1))
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    editor = page.fields["profile.postcode"]
    editor.show_text("")
    commit(editor.input, text)
    editor.hand_on()


def stored_postcode(path: Path) -> str:
    found = open_school(path, read_only=True)
    try:
        return found.answers.load().answers.get("profile.postcode", "")
    finally:
        found.close()


def test_a_store_opens_and_is_remembered(store: Path, open_window: Opener) -> None:
    window = open_window(store)
    assert window.windowTitle() == "样例小学 – 优衡填报"
    window.go_home()
    assert window.face is None
    assert window.windowTitle() == "优衡填报"
    assert recent_places() == (store,)
    recent = window.start_page.recent
    assert recent is not None
    assert [row.place for row in recent.rows] == [store]
    recent.rows[0].setFocus()
    press(recent.rows[0], Qt.Key.Key_Return)
    assert isinstance(window.face, SchoolFace)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("表.xlsx", b"x", "不是填报库"),
        ("坏.yhs", b"this is no database at all" * 400, "坏.yhs"),
        ("空.yhs", b"", "空.yhs"),
    ],
)
def test_a_file_that_is_no_store_is_refused_in_words(
    tmp_path: Path, open_window: Opener, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    window = open_window(path)
    assert window.face is None
    assert words in window.start_page.strip.text()
    assert path.read_bytes() == content


def test_a_store_in_use_elsewhere_is_refused(store: Path, open_window: Opener) -> None:
    with open_school(store):
        window = open_window(store)
        assert window.face is None
        assert window.start_page.strip.text() != ""
    window.open_store(store)
    assert isinstance(window.face, SchoolFace)


def test_another_store_takes_the_place_of_the_open_one(
    store: Path, tmp_path: Path, open_window: Opener
) -> None:
    other = Path(shutil.copy(store, tmp_path / "另一所-2024.yhs"))
    window = open_window(store)
    window.open_store(other)
    assert isinstance(window.face, SchoolFace)
    assert window.face.desk.path == other
    with open_school(store) as found:
        assert found.revisions.number == 1


@pytest.fixture
def threaded(theme: Theme) -> Iterator[Desktop]:
    messages = Messages()
    messages.script()
    reporter = Reporter(messages)
    runner = TaskRunner(unexpected=reporter.report)
    yield Desktop(theme, messages, runner, reporter)
    runner.shut_down()


def test_closing_waits_until_everything_is_on_the_disk(
    store: Path, threaded: Desktop, qtbot: QtBot
) -> None:
    window = make_window(threaded)
    qtbot.addWidget(window)
    window.show()
    window.open_store(store)
    qtbot.waitUntil(lambda: window.isVisible() and window.windowTitle().startswith("样例小学"))
    face = window.face
    assert isinstance(face, SchoolFace)
    for text in ("430031", "430032", "430033"):
        type_postcode(face, text)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert stored_postcode(store) == "430033"


def test_the_end_of_the_session_closes_the_store(
    store: Path, threaded: Desktop, qtbot: QtBot
) -> None:
    window = make_window(threaded)
    qtbot.addWidget(window)
    window.open_store(store)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("样例小学"))
    face = window.face
    assert isinstance(face, SchoolFace)
    type_postcode(face, "430051")
    window.release_store()
    qtbot.waitUntil(lambda: not threaded.runner.is_busy)
    with open_school(store) as again:
        assert again.answers.load().answers["profile.postcode"] == "430051"


def test_a_step_waits_for_what_was_just_typed(store: Path, threaded: Desktop, qtbot: QtBot) -> None:
    window = make_window(threaded)
    qtbot.addWidget(window)
    window.show()
    window.open_store(store)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("样例小学"))
    face = window.face
    assert isinstance(face, SchoolFace)
    for text in ("430041", "430042", "430043"):
        type_postcode(face, text)
    threaded.messages.script(True)
    face.go_on()
    assert not face.pages.isEnabled()
    qtbot.waitUntil(lambda: face.desk.facts.state is State.IN_REVIEW)
    assert face.pages.isEnabled()
    assert face.desk.session.sheet.cell("profile.postcode").raw == "430043"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert stored_postcode(store) == "430043"


def test_a_full_disk_is_said_kept_and_tried_again(
    school: SchoolFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull(school.desk.path)

    with monkeypatch.context() as patch:
        patch.setattr(Answers, "write", full)
        type_postcode(school, "430035")
        assert school.header.saved.text().startswith("未保存")
        assert "磁盘已满" in school.strip.accessibleName()
        assert not school.header.saved.retry.isHidden()
        school.desktop.messages.script(False)
        assert school.may_leave() is False
        school.desktop.messages.script(True)
        school._submit()
        assert "还没有保存" in school.strip.text()
        assert school.pages.isEnabled()
    school.header.saved.retry.click()
    assert school.header.saved.text().startswith("已保存")
    assert school.may_leave() is True
    school.release()
    assert stored_postcode(school.desk.path) == "430035"


def test_the_scheme_is_switched_and_remembered(school: SchoolFace) -> None:
    school.actions_table["window.theme"].trigger()
    assert school.desktop.theme.scheme is Scheme.DARK
    assert saved_scheme() == "dark"
    school.actions_table["window.theme"].trigger()
    assert saved_scheme() == "light"


def test_the_keys_are_listed_on_demand(school: SchoolFace) -> None:
    school.desktop.messages.script(None)
    school.actions_table["window.keys"].trigger()
    shown = school.desktop.messages.shown[-1]
    assert "F8　到下一个问题" in shown.options["detail"]
    assert "Ctrl+1　打开“密钥与开户”" in shown.options["detail"]


GOOD = {"code": "2142100001", "name": "样例小学", "period": "2024", "clerk": "王样例"}


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("code", "214210000", "10 位数字"),
        ("code", "２１４２１００００１", "10 位数字"),
        ("name", "  ", "学校名称"),
        ("period", "24", "应为年份"),
        ("clerk", "", "填报员姓名"),
    ],
)
def test_a_new_store_needs_its_four_facts(
    desktop: Desktop, qtbot: QtBot, field: str, text: str, words: str
) -> None:
    page = NewSchoolPage(desktop)
    qtbot.addWidget(page)
    for name, good in GOOD.items():
        getattr(page, name).setText(text if name == field else good)
    page.accept.click()
    assert words in page.strip.text()
    assert desktop.messages.shown == []


def test_a_new_store_is_made_once_and_never_over_another_file(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    page = NewSchoolPage(desktop)
    qtbot.addWidget(page)
    for name, good in GOOD.items():
        getattr(page, name).setText(good)
    desktop.messages.script(str(tmp_path / "新库"), None)
    with qtbot.waitSignal(page.created) as created:
        page.accept.click()
    assert created.args == [tmp_path / "新库.yhs", ""]
    assert saved_name() == "王样例"
    page.accept.setEnabled(True)
    page.accept.click()
    desktop.messages.script(str(tmp_path / "新库.yhs"))
    with qtbot.assertNotEmitted(page.created):
        page.accept.click()
    assert page.strip.text() != ""


def test_recent_stores_are_few_and_still_there(tmp_path: Path, desktop: Desktop) -> None:
    paths = []
    for number in range(12):
        paths.append(tmp_path / f"{number}.yhs")
        paths[-1].write_bytes(b"")
        remember(paths[-1])
    paths[-1].unlink()
    assert recent_places() == tuple(reversed(paths[4:-1]))
    save_name("李老师")
    assert saved_name() == "李老师"


def test_what_nobody_foresaw_is_said_once_with_details(theme: Theme, qtbot: QtBot) -> None:
    messages = Messages()
    messages.script(None, None)
    reporter = Reporter(messages)

    def fault() -> ZeroDivisionError:
        try:
            return ZeroDivisionError(1 // 0)
        except ZeroDivisionError as error:
            return error

    for _ in range(3):
        reporter.report(fault())
    qtbot.waitUntil(lambda: len(messages.shown) > 0)
    qtbot.wait(20)
    assert [request.title for request in messages.shown] == ["程序出了问题"]
    assert "ZeroDivisionError" in messages.shown[0].options["detail"]
    reporter.report(None)
    reporter.report(PermissionError(13, "denied", "x.yhs"))
    qtbot.waitUntil(lambda: len(messages.shown) == 2)
    assert messages.shown[1].title == "没有做成"


def test_no_garbage_is_looked_for_while_a_side_of_the_program_is_loaded(
    store: Path, desktop: Desktop, qtbot: QtBot
) -> None:
    seen: list[bool] = []

    def face(desktop: Desktop, place: object) -> SchoolFace:
        seen.append(gc.isenabled())  # here the modules of that side are loaded
        return SchoolFace(desktop, Path(str(place)))

    window = MainWindow(desktop, faces={SCHOOL: face}, new_pages={})
    qtbot.addWidget(window)
    window.open_store(store)
    assert seen == [False]
    assert gc.isenabled()
    window.go_home()
