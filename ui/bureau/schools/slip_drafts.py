"""SlipDrafts: what the officer wants to say to each school, kept until its return slip is made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from operations.bureau.sent.issue import SlipComment


class SlipDrafts(QObject):
    """Comments and reason by school; they live as long as the window."""

    changed = Signal(str)
    """学校标识码 of the school that has other comments now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: dict[str, list[SlipComment]] = {}
        self._reasons: dict[str, str] = {}

    def of(self, school: str) -> "Sequence[SlipComment]":
        """The comments for a school, in the order they were written."""
        return self._drafts.get(school, ())

    def schools(self) -> set[str]:
        """Codes of the schools that something is written for."""
        reasons = {code for code, text in self._reasons.items() if text.strip()}
        return reasons | {code for code, drafts in self._drafts.items() if drafts}

    def add(self, school: str, draft: "SlipComment") -> None:
        """Add a comment."""
        self._drafts.setdefault(school, []).append(draft)
        self.changed.emit(school)

    def remove(self, school: str, place: int) -> None:
        """Take a comment away, counted from zero; -1 is the last."""
        del self._drafts[school][place]
        self.changed.emit(school)

    def reason(self, school: str) -> str:
        """Why the return is sent back, as far as it is written."""
        return self._reasons.get(school, "")

    def keep_reason(self, school: str, text: str) -> None:
        """Keep why the return is sent back."""
        self._reasons[school] = text

    def forget(self, school: str) -> None:
        """Forget everything about a school: its slip is made."""
        self._drafts.pop(school, None)
        self._reasons.pop(school, None)
        self.changed.emit(school)
