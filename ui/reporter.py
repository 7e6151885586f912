"""One place for what nobody foresaw: exceptions of any thread end here, on the GUI thread.

The program goes on. The user sees one sentence per distinct fault, with the place of the log and
technical details to copy; answers are never part of the report.
"""

import sys
import threading
import traceback
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.messages import Messages

if TYPE_CHECKING:
    from operations.failures.explain import Failure


class Reporter(QObject):
    """Collects unexpected exceptions and shows each distinct one once."""

    _happened = Signal(object)

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._seen: set[str] = set()
        self._happened.connect(self._on_happened)  # leads from any thread to this object's

    def install(self) -> None:
        """Take over the hooks for uncaught exceptions of all threads."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = lambda args: self.report(args.exc_value)

    def report(self, failed: "BaseException | Failure | None") -> None:
        """Report an exception, or one that was explained already; callable from any thread."""
        if failed is not None:
            self._happened.emit(failed)

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error)

    @Slot(object)
    def _on_happened(self, failed: "BaseException | Failure") -> None:
        QTimer.singleShot(0, self, partial(self._show, failed))  # not amid what has just failed

    def _show(self, failed: "BaseException | Failure") -> None:
        from operations.failures.explain import explain

        failure = explain(failed) if isinstance(failed, BaseException) else failed
        error = failure.error
        fingerprint = "".join(traceback.format_tb(error.__traceback__)) + failure.message
        if fingerprint in self._seen:
            return
        self._seen.add(fingerprint)
        self._messages.inform(
            "程序出了问题" if failure.is_bug else "没有做成",
            failure.message,
            detail="".join(traceback.format_exception(error)) if failure.is_bug else "",
            tone="error" if failure.is_bug else "query",
        )
