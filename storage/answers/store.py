"""A store with a form in it: answers, their undo across restarts, and attached files.

A school's store holds its return this way, the bureau's the form it fills itself.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from forms.edits import Edit
from forms.record import Return
from forms.values import Attachment
from forms.workflow import Actor
from storage.answers.attachments import Attachments
from storage.answers.editing import Editing
from storage.answers.revisions import Revisions
from storage.answers.rows import Answers
from storage.changes import Changes
from storage.database import Database
from storage.journal import EntryKind
from storage.open_store import OpenStore


class AnswerStore(OpenStore, ABC):
    """The part of a store that holds answers. Every edit goes into the revision that is a draft."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._answers = Answers(database)
        self._revisions = Revisions(database)
        self._editing = Editing(database, self._answers, self._journal)
        self._attachments = Attachments(database)

    @abstractmethod
    def load(self) -> Return:
        """Read the present revision whole."""

    @abstractmethod
    def _draft(self) -> int:
        """Return the revision edits go into.

        Raises:
            Refusal: Nothing may be edited now.

        """

    @abstractmethod
    def _editable(self) -> int | None:
        """Return the revision :meth:`_draft` would, or ``None`` where it would refuse."""

    def write(self, edits: Sequence[Edit], *, actor: Actor, reason: str = "") -> Changes:
        """Apply edits; nothing of them if one cannot be applied.

        Raises:
            Refusal: The return is not a draft.
            EditError: An edit names a row that is not there, or is already.
            EnvironmentProblem: It could not be saved.

        """
        with self.transaction():
            return self._editing.write(edits, revision=self._draft(), actor=actor, reason=reason)

    def undo(self, actor: Actor) -> Changes | None:
        """Undo the last change; ``None`` if there is none.

        Raises:
            Refusal: The return is not a draft.

        """
        with self.transaction():
            return self._editing.undo(revision=self._draft(), actor=actor)

    def redo(self, actor: Actor) -> Changes | None:
        """Do again what was undone last; ``None`` if there is nothing. Refused like :meth:`undo`."""
        with self.transaction():
            return self._editing.redo(revision=self._draft(), actor=actor)

    @property
    def can_undo(self) -> bool:
        """Whether :meth:`undo` would do something now."""
        revision = self._editable()
        return revision is not None and bool(self._editing.stacks(revision).done)

    @property
    def can_redo(self) -> bool:
        """Whether :meth:`redo` would do something now."""
        revision = self._editable()
        return revision is not None and bool(self._editing.stacks(revision).undone)

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
            Refusal: It is empty, too large, or its name is a path; or the return is not a draft.

        """
        with self.transaction():
            revision = self._draft()
            attachment = self._attachments.add(name, content)
            payload = {"name": name, "size": attachment.size, "sha256": attachment.sha256}
            self._note(EntryKind.ATTACHMENT, actor, revision=revision, payload=payload)
        return attachment

    def attachment_bytes(self, sha256: str) -> bytes | None:
        """Return the bytes of an attachment, or ``None`` if the store does not have it."""
        return self._attachments.content(sha256)
