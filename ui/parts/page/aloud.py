"""Saying a sentence to a screen reader at once, wherever the keyboard is."""

from PySide6.QtWidgets import QWidget


def say_aloud(part: QWidget, sentence: str) -> None:
    """Interrupt what a screen reader says with this sentence; without one nothing happens."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # no first window refuses

    if QAccessible.isActive():
        said = QAccessibleAnnouncementEvent(part, sentence)
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(said)
