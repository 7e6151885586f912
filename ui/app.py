"""The desktop application: look, threads, hooks, the first window."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from operations.collector import paused
from operations.failures.crash_log import last_crash, watching
from operations.failures.start_failure import ENVIRONMENT, tell
from resources import resource
from ui import icons
from ui.desktop import Desktop
from ui.display import explaining_a_missing_display
from ui.kinds import BUREAU, SCHOOL, file_of
from ui.messages import Messages, Request
from ui.palettes import Scheme
from ui.recent import saved_scheme, saved_text_size
from ui.reporter import Reporter
from ui.shell import MainWindow
from ui.tasks import TaskRunner
from ui.theme import Theme

if TYPE_CHECKING:
    from operations.store_place import StorePlace
    from ui.face import Face
    from ui.start.new_store_page import NewStorePage


def make_application(arguments: Sequence[str]) -> QApplication:
    """Make the QApplication, or take the one that is there, and give it its names."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QLocale.setDefault(QLocale("zh_CN"))
    with explaining_a_missing_display():
        # As an argument: QApplication.setStyle would load everything Python knows of styles.
        application = QApplication([sys.argv[0], "-style", "Fusion", *arguments])
    application.setApplicationName("youheng")
    application.setApplicationDisplayName("优衡填报")
    speak_chinese(application)
    return application


def speak_chinese(application: QApplication) -> QTranslator | None:
    """Let Qt's own words be Chinese: file dialogs, context menus, standard buttons.

    Returns:
        What translates them; ``None`` where Qt came without its translations.

    """
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_zh_CN", folder):
        return None
    application.installTranslator(translator)
    return translator


def make_desktop(application: QApplication, *, runner: TaskRunner | None = None) -> Desktop:
    """Dress the application and make what all pages share."""
    theme = Theme(application, percent=saved_text_size())
    icons.use_theme(theme)
    if saved_scheme() in set(Scheme):
        theme.use(Scheme(saved_scheme()))
    else:
        theme.follow_system()
    messages = Messages(_present)
    reporter = Reporter(messages, application)
    runner = runner or TaskRunner(application, unexpected=reporter.report)
    return Desktop(theme, messages, runner, reporter)


def _present(request: Request, parent: QWidget | None) -> Any:  # noqa: ANN401 - one type per kind
    from ui.dialogs.prompts import present

    return present(request, parent)


def _school_face(desktop: Desktop, place: "StorePlace") -> "Face":
    from ui.school.face import SchoolFace

    return SchoolFace(desktop, file_of(place))


def _bureau_face(desktop: Desktop, place: "StorePlace") -> "Face":
    from ui.bureau.face import BureauFace

    return BureauFace(desktop, place)


def _new_school(desktop: Desktop) -> "NewStorePage":
    from ui.start.new_school_page import NewSchoolPage

    return NewSchoolPage(desktop)


def _new_bureau(desktop: Desktop) -> "NewStorePage":
    from ui.bureau.store.new_page import NewBureauPage

    return NewBureauPage(desktop)


_FACES: Final = {SCHOOL: _school_face, BUREAU: _bureau_face}
_NEW_PAGES: Final = {SCHOOL: _new_school, BUREAU: _new_bureau}


def make_window(desktop: Desktop) -> MainWindow:
    """Make the window and hand it both sides of the program; each is loaded when it is opened."""
    window = MainWindow(desktop, faces=_FACES, new_pages=_NEW_PAGES)
    desktop.messages.window = window
    return window


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desktop; one argument is a file to open.

    ``--smoke`` shows the first window, ends, and tries what a first window does not load.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    smoke = "--smoke" in arguments
    with contextlib.suppress(ValueError):
        arguments.remove("--smoke")
    crash = last_crash()
    with watching():
        return _run(arguments, smoke=smoke, crash=crash)


def _first_window(desktop: Desktop, arguments: Sequence[str], crash: Path | None) -> MainWindow:
    QApplication.setWindowIcon(QIcon(str(resource("icons", "scale.svg"))))
    window = make_window(desktop)
    if crash is not None:
        window.start_page.show_crash(crash)
    window.show()
    if arguments:
        window.open_named(arguments[0])
    return window


def _not_started(desktop: Desktop, error: Exception) -> int:
    from operations.failures.explain import explain

    sentence = f"程序没有启动成功。{explain(error).message}"
    tell(sentence)
    if QApplication.platformName() not in {"offscreen", "minimal"}:  # nobody could close the box
        desktop.messages.inform("打不开窗口", sentence, tone="error")
    desktop.runner.shut_down()
    return ENVIRONMENT


def _listen_for_interrupts(application: QApplication) -> None:
    from ui.interrupt import quit_on_interrupt  # once the window is there: it brings sockets

    quit_on_interrupt(application)


def _run(arguments: Sequence[str], *, smoke: bool, crash: Path | None) -> int:
    with paused(for_good=True):
        application = make_application(arguments)
        desktop = make_desktop(application)
        try:
            window = _first_window(desktop, arguments, crash)
        except Exception as error:  # noqa: BLE001 - the event loop that would report it does not run yet
            return _not_started(desktop, error)
    desktop.reporter.install()
    _listen_for_interrupts(application)
    if smoke:
        window.repaint()
        QTimer.singleShot(0, application.quit)
    application.aboutToQuit.connect(window.release_store)
    code = application.exec()
    desktop.runner.shut_down()
    return _try_the_rest() if smoke and code == 0 else code


def _try_the_rest() -> int:
    """Draw a page of a PDF: the principal sees what he signs, and nothing else loads that library."""
    from operations.pdf_pages import draws_pages

    if draws_pages():
        return 0
    tell("这个程序不完整：不能显示 PDF 的页面。请重新安装。")
    return ENVIRONMENT
