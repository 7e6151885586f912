"""PySide6 6.12.0 lost a reference of True with every signal and aborted Python 3.11 after 550."""

import sys

from PySide6.QtCore import QObject, Signal


class _Sender(QObject):
    sent = Signal()


def test_a_signal_costs_no_reference() -> None:
    sender = _Sender()
    before = sys.getrefcount(True)
    for _ in range(5_000):
        sender.sent.emit()
    assert sys.getrefcount(True) > before - 10
