"""The desktop application: look, threads, hooks, the first window."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from resources import resource
from ui import icons
from ui.desktop import Desktop
from ui.messages import Messages
from ui.recent import saved_scheme
from ui.reporter import Reporter
from ui.tasks import TaskRunner
from ui.theme import Theme


def make_application(arguments: Sequence[str]) -> QApplication:
    """Make the QApplication, or take the one that is there, and give it its names."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QLocale.setDefault(QLocale("zh_CN"))
    QApplication.setStyle("Fusion")  # before the application exists: else it makes two styles
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("youheng")
    application.setApplicationDisplayName("优衡填报")
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    return application


def make_desktop(application: QApplication, *, runner: TaskRunner | None = None) -> Desktop:
    """Dress the application and make what all pages share."""
    theme = Theme(application)
    icons.use_theme(theme)
    if saved_scheme() == "system":
        theme.follow_system()
    else:
        theme.use(dark=saved_scheme() == "dark")
    messages = Messages()
    reporter = Reporter(messages, application)
    runner = runner or TaskRunner(application, unexpected=reporter.report)
    return Desktop(theme, messages, runner, reporter)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desktop; ``--smoke`` shows the first window and ends, one argument opens a store."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    smoke = "--smoke" in arguments
    with contextlib.suppress(ValueError):
        arguments.remove("--smoke")
    application = make_application(arguments)
    desktop = make_desktop(application)
    desktop.reporter.install()
    application.setWindowIcon(QIcon(str(resource("icons", "scale.svg"))))

    from ui.shell import MainWindow

    window = MainWindow(desktop)
    desktop.messages.window = window
    window.show()
    if arguments:
        window.open_store(Path(arguments[0]))
    if smoke:
        window.repaint()
        QTimer.singleShot(0, application.quit)
    application.aboutToQuit.connect(window.release_store)
    code = application.exec()
    desktop.runner.shut_down()
    return code
