"""Ctrl-C in the terminal closes the program as closing its window does."""

import signal
import socket

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication


def quit_on_interrupt(application: QApplication) -> None:
    """Let Ctrl-C close the program as closing its window does.

    Qt's loop does not return to Python by itself; a byte that the signal writes wakes it.
    """
    reading, writing = socket.socketpair()
    for end in (reading, writing):
        end.setblocking(False)
    signal.set_wakeup_fd(writing.fileno())
    waker = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, application)
    waker.activated.connect(lambda: reading.recv(64))
    signal.signal(signal.SIGINT, lambda *_: application.quit())

    def stop() -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        writing.close()

    application.aboutToQuit.connect(stop)
