"""Colours and text size chosen by the user, and how a field stands at every width."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.problems import Problem, Severity
from forms.spec import Field, FieldType, Option
from tests.ui.keys import press
from ui.editors.base import FieldEditor
from ui.editors.registry import make_editor
from ui.editors.view import FieldView, LastText, Standing
from ui.look import LookDialog
from ui.metrics import characters
from ui.palettes import Scheme
from ui.recent import saved_scheme, saved_text_size
from ui.school.face import SchoolFace
from ui.shell import MainWindow
from ui.theme import Theme

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
AREA = Field("a.area", "占地面积", FieldType.DECIMAL, unit="㎡", required=True, help="校园用地" * 6)
LAST = LastText("15860", "少 4140（-20.7%）", "↓", large=True)


@pytest.fixture(autouse=True)
def usual_look(theme: Theme) -> Iterator[None]:
    yield
    theme.resize(100)
    theme.use(Scheme.LIGHT)


def chosen(scheme: str, size: str) -> Callable[[LookDialog], bool]:
    def answer(dialog: LookDialog) -> bool:
        dialog.scheme.choose(scheme)
        dialog.text_size.choose(size)
        return True

    return answer


def test_high_contrast_is_chosen_by_keyboard_and_remembered(school: SchoolFace) -> None:
    messages = school.desktop.messages
    messages.script(chosen("contrast", "100"))
    press(school, Qt.Key.Key_L, BOTH)
    assert school.desktop.theme.scheme is Scheme.CONTRAST
    assert saved_scheme() == "contrast"
    messages.script(lambda dialog: dialog.scheme.current == "contrast" and False)
    press(school, Qt.Key.Key_L, BOTH)
    assert school.desktop.theme.scheme is Scheme.CONTRAST


def test_another_text_size_opens_the_store_again_in_the_same_cell(
    school: SchoolFace, qtbot: QtBot
) -> None:
    window, theme = school.window(), school.desktop.theme
    assert isinstance(window, MainWindow)
    with qtbot.waitActive(window):
        window.activateWindow()
    school.entry.pages.go_to("facilities.books")
    usual = school.side.width(), window.start_page.new_school.height()
    school.desktop.messages.script(chosen("system", "150"))
    press(school, Qt.Key.Key_L, BOTH)
    again = window.face
    assert isinstance(again, SchoolFace)
    assert again is not school
    assert saved_text_size() == theme.percent == 150
    assert again.side.width() > usual[0] * 1.3
    assert again.entry.pages.current_address == "facilities.books"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert again.pages.isAncestorOf(focused)


def test_the_start_page_offers_the_look_too(
    open_window: Callable[[Path], MainWindow], tmp_path: Path
) -> None:
    window = open_window(tmp_path / "none.txt")
    before = window.start_page
    window.desktop.messages.script(chosen("light", "115"))
    before.look.click()
    assert window.start_page is not before
    assert window.desktop.theme.percent == 115


def field_of(qtbot: QtBot, width: float) -> FieldEditor:
    editor = make_editor(AREA)
    qtbot.addWidget(editor)
    editor.show_view(FieldView("11720", last=LAST))
    return shown(qtbot, editor, width)


def shown(qtbot: QtBot, editor: FieldEditor, width: float) -> FieldEditor:
    """The editor as a window that has the keyboard: gone before, it would still be told so."""
    editor.resize(characters(width), 400)
    editor.show()
    qtbot.waitUntil(editor.input.hasFocus)
    return editor


@pytest.mark.parametrize("width", [70, 56, 48, 40, 32, 24, 20])
@pytest.mark.usefixtures("theme")
def test_no_text_of_a_field_gets_a_column_of_a_few_characters(qtbot: QtBot, width: float) -> None:
    editor = field_of(qtbot, width)
    layout = editor.layout()
    assert layout is not None
    layout.activate()
    for part in (editor.label, editor._layout.last, editor._layout.help):
        assert part is not None
        assert part.width() >= characters(min(11, width - 2)), part.text()
        assert part.geometry().right() <= editor.width(), part.text()
    assert editor.input.width() >= characters(10)


@pytest.mark.parametrize("width", [48, 34, 30, 20])
@pytest.mark.usefixtures("theme")
def test_a_list_of_short_options_is_never_cut(qtbot: QtBot, width: float) -> None:
    item = Field("a.kind", "党组织形式", FieldType.CHOICE)
    editor = make_editor(item, (Option("1", "党支部"),))
    qtbot.addWidget(editor)
    editor.show_view(FieldView("1"))
    shown(qtbot, editor, width)
    layout = editor.layout()
    assert layout is not None
    layout.activate()
    right = editor.input.mapTo(editor, editor.input.rect().topRight()).x()
    assert right < editor.width()


@pytest.mark.usefixtures("theme")
def test_a_field_goes_back_to_one_line_when_there_is_room(qtbot: QtBot) -> None:
    editor = field_of(qtbot, 24)
    qtbot.waitUntil(lambda: editor.label.y() < editor.input.y())
    editor.resize(characters(70), 400)
    help_label = editor._layout.help
    assert help_label is not None
    qtbot.waitUntil(lambda: abs(help_label.y() - editor.input.y()) < editor.input.height())
    assert help_label.x() > editor.input.x()


def problem(severity: Severity, message: str) -> Problem:
    return Problem(f"R-a-{severity.value}", severity, "a.area", message)


@pytest.mark.usefixtures("theme")
def test_what_is_seen_at_a_field_is_spoken_too(qtbot: QtBot) -> None:
    editor = make_editor(AREA)
    qtbot.addWidget(editor)
    found = (problem(Severity.ERROR, "不能大于 1000000。"), problem(Severity.QUERY, "请核对。"))
    editor.show_view(FieldView("9", problems=found, last=LAST, waiting=True))
    spoken = editor.input.accessibleDescription()
    for part in ("错误：不能大于 1000000。", "待核对：请核对。", "待确认", "变动大", "校园用地"):
        assert part in spoken
    editor.show_view(FieldView("", Standing.ABSENT))
    assert editor.input.accessibleDescription().startswith("不适用")
    assert editor.input.accessibleName() == "占地面积（㎡）"


@pytest.mark.usefixtures("theme")
def test_a_yes_or_no_is_spoken_with_its_answer(qtbot: QtBot) -> None:
    editor = make_editor(Field("a.has", "有食堂", FieldType.YES_NO))
    qtbot.addWidget(editor)
    editor.show_view(FieldView(""))
    assert editor.input.accessibleName() == "有食堂：未选"
    press(editor.input, Qt.Key.Key_1)
    assert editor.input.accessibleName() == "有食堂：是"
    editor.show_view(FieldView("yes"))
    press(editor.input, Qt.Key.Key_2)
    assert editor.input.accessibleName() == "有食堂：否"


def test_at_double_size_the_window_still_fits_a_small_screen(school: SchoolFace) -> None:
    window, theme = school.window(), school.desktop.theme
    assert isinstance(window, MainWindow)
    theme.resize(200)
    theme.use(Scheme.CONTRAST)
    window.remake()
    again = window.face
    assert isinstance(again, SchoolFace)
    again.header.next.setText("提交审核（13 条意见未处理）(&G)")
    assert window.minimumSizeHint().width() <= 1366


def test_at_double_size_a_long_name_gives_way_to_the_next_step(
    school: SchoolFace, qtbot: QtBot
) -> None:
    window, theme = school.window(), school.desktop.theme
    assert isinstance(window, MainWindow)
    theme.resize(200)
    theme.use(Scheme.CONTRAST)
    window.remake()
    again = window.face
    assert isinstance(again, SchoolFace)
    header = again.header
    header.show_names(
        "武汉市硚口区华中科技大学附属宝善街中心小学", "2024 年度　第 1 版　3142100002"
    )
    header.next.setText(" 提交审核（13 条意见未回复）(&G)")
    window.resize(910, 512)
    assert window.width() < 1000
    # What leaves the bar makes room a few turns later.
    qtbot.waitUntil(lambda: header.next.width() >= header.next.sizeHint().width())
    assert header.name.width() >= header.name.minimumSizeHint().width() > 0
