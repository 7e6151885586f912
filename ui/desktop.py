"""Desktop: the handful of things every page shares, made once and handed down."""

from typing import TYPE_CHECKING, NamedTuple

from ui.messages import Messages
from ui.reporter import Reporter
from ui.tasks import TaskRunner
from ui.theme import Theme

if TYPE_CHECKING:
    from operations.failures.explain import Failure


class Desktop(NamedTuple):
    """What pages need beside their data.

    Attributes:
        theme: Colours and the scheme in force.
        messages: The only way to show a dialog.
        runner: The only way to leave the GUI thread.
        reporter: Where what nobody foresaw goes.

    """

    theme: Theme
    messages: Messages
    runner: TaskRunner
    reporter: Reporter

    def explain(self, error: BaseException) -> "Failure":
        """Say in one sentence why an operation failed; a bug is reported on top."""
        from operations.failures.explain import explain

        failure = explain(error)
        if failure.is_bug:
            self.reporter.report(failure)
        return failure
