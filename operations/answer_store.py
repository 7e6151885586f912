"""What an open form asks of the store behind it: a school's return, or the bureau's own form."""

from collections.abc import Sequence
from typing import Protocol

from forms.edits import Edit
from forms.workflow import Actor
from storage.changes import Changes


class AnswerStore(Protocol):
    """A store that keeps answers with their undo."""

    def write(self, edits: Sequence[Edit], *, actor: Actor, reason: str = "") -> Changes:
        """Apply edits in one transaction."""
        ...

    def undo(self, actor: Actor) -> Changes | None:
        """Undo the last change; ``None`` if there is none."""
        ...

    def redo(self, actor: Actor) -> Changes | None:
        """Do again what was undone last; ``None`` if there is nothing."""
        ...

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        ...

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        ...
