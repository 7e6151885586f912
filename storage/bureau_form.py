"""The form the bureau fills itself (区级数据), kept in its store like a school keeps its return.

There is one draft and no workflow: nobody signs it, and every change stays in the journal.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from forms.edits import Edit
from forms.record import Return
from forms.values import Attachment
from forms.workflow import Actor
from storage.answers import Answers
from storage.attachments import Attachments
from storage.changes import Changes
from storage.database import Database
from storage.editing import Editing
from storage.journal import EntryKind
from storage.registry import BureauRegistry
from storage.revisions import Revisions

_ONLY: Final = 1
"""Number of the one revision."""


class BureauForm(BureauRegistry):
    """The part of the bureau's store that holds its own answers."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._answers = Answers(database)
        self._revisions = Revisions(database)
        self._editing = Editing(database, self._answers, self._journal)
        self._attachments = Attachments(database)

    def load(self) -> Return:
        """Read the bureau's own form whole; ``school_code`` is the bureau's code."""
        meta = self.meta
        return self._answers.load(
            school_code=meta.bureau_code, period=meta.period, pack=meta.pack, revision=_ONLY
        )

    def write(self, edits: Sequence[Edit], *, actor: Actor, reason: str = "") -> Changes:
        """Apply edits; nothing of them if one cannot be applied.

        Raises:
            EditError: An edit names a row that is not there, or is already.
            EnvironmentProblem: It could not be saved.

        """
        with self.transaction():
            self._begin()
            return self._editing.write(edits, revision=_ONLY, actor=actor, reason=reason)

    def undo(self, actor: Actor) -> Changes | None:
        """Undo the last change of the form; ``None`` if there is none."""
        with self.transaction():
            return self._editing.undo(revision=_ONLY, actor=actor)

    def redo(self, actor: Actor) -> Changes | None:
        """Do again what was undone last; ``None`` if there is nothing."""
        with self.transaction():
            return self._editing.redo(revision=_ONLY, actor=actor)

    @property
    def can_undo(self) -> bool:
        """Whether :meth:`undo` would do something now."""
        return bool(self._editing.stacks(_ONLY).done)

    @property
    def can_redo(self) -> bool:
        """Whether :meth:`redo` would do something now."""
        return bool(self._editing.stacks(_ONLY).undone)

    def next_row_id(self, table: str) -> str:
        """Return a row id that was never used in a table; each call gives another one."""
        return self._answers.next_row_id(table)

    def row_counters(self) -> Mapping[str, int]:
        """Return for each table the highest n of a row id ``r<n>`` ever stored."""
        return self._answers.counters()

    def add_attachment(
        self, name: str, content: bytes, *, actor: Actor | None = None
    ) -> Attachment:
        """Keep a file of an attachment field; naming it in the field is an edit of its own.

        Raises:
            Refusal: It is empty, too large, or its name is a path.

        """
        with self.transaction():
            self._begin()
            attachment = self._attachments.add(name, content)
            payload = {"name": name, "size": attachment.size, "sha256": attachment.sha256}
            self._note(EntryKind.ATTACHMENT, actor, revision=_ONLY, payload=payload)
        return attachment

    def attachment_bytes(self, sha256: str) -> bytes | None:
        """Return the bytes of an attachment, or ``None`` if the store does not have it."""
        return self._attachments.content(sha256)

    def _begin(self) -> None:
        """Begin the form with its first entry: a store without one says so by having no revision."""
        if not self._revisions.current()[0]:
            self._revisions.start(reason="")
