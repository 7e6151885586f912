"""Buttons that cannot be pressed now say why, to the eye, to the mouse and to a screen reader."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from ui.parts.labels.texts import dress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton


def allow(act: "QAbstractButton", why_not: str = "") -> None:
    """Let a button be pressed, unless there is a reason why not; the reason is then its tool tip."""
    act.setEnabled(not why_not)
    act.setToolTip(why_not)
    act.setAccessibleDescription(why_not)


class WhyNot(QLabel):
    """A line below buttons: why they cannot be pressed; hidden while all of them can.

    Args:
        acts: The buttons.

    """

    def __init__(self, *acts: "QAbstractButton") -> None:
        super().__init__()
        dress(self, "small")
        self.setWordWrap(True)
        self._acts = acts
        self.hide()

    def say(self, *reasons: str) -> None:
        """Give each button its reason, ``""`` for one that can be pressed; one reason is for all."""
        every = reasons * len(self._acts) if len(reasons) == 1 else reasons
        for act, reason in zip(self._acts, every, strict=True):
            allow(act, reason)
        self.setText(" ".join(_once(every)))
        self.setVisible(bool(self.text()))


def _once(reasons: Iterable[str]) -> list[str]:
    return [reason for reason in dict.fromkeys(reasons) if reason]
