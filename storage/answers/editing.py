"""The form of a store as its users change it: each edit, undo and redo one journalled transaction."""

from collections.abc import Callable, Sequence

from forms.edits import Edit
from forms.record import Return, cell_address
from forms.workflow import Actor
from storage.answers.edit_steps import EditSteps
from storage.answers.form_rows import FormRows
from storage.answers.revisions import Revisions
from storage.answers.undo import Group, UndoStacks
from storage.errors import StoreRefusal
from storage.journal import edit_codec
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.named.form_owner import FormOwner
from storage.rows.repository import Ledger

Applied = tuple[Edit, ...]
"""The edits that changed something, in order, so that a return in memory can follow."""


class Answers:
    """What stands in the form of a store; every edit goes into the revision that is a draft.

    Attributes:
        latest: What the last write, undo or redo applied, also where nobody could tell yet whether
            the server had saved it.

    """

    def __init__(
        self, ledger: Ledger, revisions: Revisions, owner: Callable[[], FormOwner]
    ) -> None:
        self._ledger = ledger
        self._journal = ledger.journal
        self._rows = FormRows(ledger.database)
        self._steps = EditSteps(ledger.database)
        self._revisions = revisions
        self._owner = owner
        self._stacks: tuple[int, UndoStacks] | None = None
        self.latest: Applied | None = None
        ledger.database.on_change(self._forget)

    def load(self, revision: int | None = None) -> Return:
        """Read a revision whole, the present one by default.

        Raises:
            StoreRefusal: There is no such revision.

        """
        present = self._revisions.number
        number = present if revision is None else revision
        if not 1 <= number <= present:
            raise StoreRefusal(f"没有第 {number} 版填报表，现在共有 {present} 版。")
        return self._rows.load(self._owner(), number)

    def typed(self) -> dict[str, str]:
        """Read the texts of the present revision alone, by address, whatever else there is of it."""
        return {
            cell_address(table, row, item) if table else item: text
            for table, row, item, text in self._rows.texts.of(self._revisions.number)
        }

    def write(self, edits: Sequence[Edit], *, actor: Actor, reason: str = "") -> Applied:
        """Apply edits and journal those that change something; nothing of them if one cannot be.

        Raises:
            StoreRefusal: The return is not a draft.
            EditError: An edit names a row that is not there, or is already.
            EnvironmentProblem: It could not be saved.

        """
        return self.write_parts([(edits, reason)], actor=actor)

    def write_parts(self, parts: Sequence[tuple[Sequence[Edit], str]], *, actor: Actor) -> Applied:
        """Apply edits that come from several sources as one step to undo.

        Args:
            parts: The edits of each source, in order, with the reason its entry of the journal has.
            actor: Who writes them.

        Raises:
            StoreRefusal: The return is not a draft.
            EditError: An edit names a row that is not there, or is already.
            EnvironmentProblem: They could not be saved.

        """
        written: list[Edit] = []
        with self._ledger.transaction():
            revision = self._draft(actor)
            for edits, reason in parts:
                written += self._write(revision, edits, actor, reason, joins=bool(written))
            self.latest = tuple(written)
        return tuple(written)

    def undo(self, actor: Actor) -> Applied | None:
        """Undo the last group of edits that changed anything; ``None`` if there is none.

        A group that ended where it began, typed and taken back, is passed over.

        Raises:
            StoreRefusal: The return is not a draft.

        """
        with self._ledger.transaction():
            revision = self._draft(actor)
            stacks = self._stacks_of(revision)
            changes: Applied | None = None
            while stacks.done and not changes:
                group = stacks.done[-1]
                edits = self._inverses(group)
                changes = self._step(EntryKind.UNDO, group, edits, revision, actor)
                stacks = stacks.undo()
            self._stacks, self.latest = (revision, stacks), changes or None
        return changes or None

    def redo(self, actor: Actor) -> Applied | None:
        """Do again what was undone last, as :meth:`undo` passing over what changes nothing."""
        with self._ledger.transaction():
            revision = self._draft(actor)
            stacks = self._stacks_of(revision)
            changes: Applied | None = None
            while stacks.undone and not changes:
                group = stacks.undone[-1]
                entries = map(self._journal.entry, group.redone_by)
                edits = [edit for entry in entries for edit in entry.edits]
                changes = self._step(EntryKind.REDO, group, edits, revision, actor)
                stacks = stacks.redo()
            self._stacks, self.latest = (revision, stacks), changes or None
        return changes or None

    def undone_next(self) -> Applied:
        """The edits the next undo would make, also those that would change nothing; nothing is written."""
        revision = self._revisions.editable()
        done = () if revision is None else self._stacks_of(revision).done
        return tuple(self._inverses(done[-1])) if done else ()

    def _inverses(self, group: Group) -> list[Edit]:
        entries = map(self._journal.entry, group.undone_by)
        return [edit for entry in entries for edit in entry.inverses]

    @property
    def can_undo(self) -> bool:
        """Whether :meth:`undo` would do something now."""
        revision = self._revisions.editable()
        return revision is not None and bool(self._stacks_of(revision).done)

    @property
    def can_redo(self) -> bool:
        """Whether :meth:`redo` would do something now."""
        revision = self._revisions.editable()
        return revision is not None and bool(self._stacks_of(revision).undone)

    def next_row_id(self, table: str) -> str:
        """Return a row id that was never used in a table; each call gives another one."""
        return self._rows.row_ids.next(table)

    def row_counters(self) -> dict[str, int]:
        """Return for each table the highest n of a row id ``r<n>`` ever stored."""
        return self._rows.row_ids.counters()

    def close_group(self, revision: int) -> None:
        """Let no more typing join the last group, as part of a step of the workflow."""
        self._stacks = revision, self._stacks_of(revision).closed()

    def copy(self, source: int, target: int) -> None:
        """Copy everything of one revision into a new one, as part of a step of the workflow."""
        self._rows.copy(source, target)

    def _draft(self, actor: Actor) -> int:
        """Return the revision edits go into; that of a form nobody has begun is begun."""
        revision, is_new = self._revisions.draft()
        if is_new:
            touched: list[RowPlace] = [("revision", (revision,))]
            self._ledger.note(EntryKind.CREATE, actor, revision=revision, touched=touched)
        return revision

    def _stacks_of(self, revision: int) -> UndoStacks:
        """Return what of a revision can be undone and redone."""
        if self._stacks is None or self._stacks[0] != revision:
            self._stacks = revision, self._steps.replay(revision)
        return self._stacks[1]

    def _write(
        self, revision: int, edits: Sequence[Edit], actor: Actor, reason: str, *, joins: bool
    ) -> Applied:
        """Apply edits and journal them, as a step of their own or as part of the one before."""
        stacks = self._stacks_of(revision)
        applied, inverses = self._make(revision, edits)
        if not applied:
            return ()
        payload: dict[str, object] = {"edits": edit_codec.to_json(applied)}
        seq, at = self._journal.append(
            EntryKind.EDIT,
            actor=actor,
            revision=revision,
            addresses=_addresses(applied),
            payload=payload | {"joins": True} if joins else payload,
            inverses=inverses,
            reason=reason,
        )
        place = None if reason else _place(actor.name, applied)  # what has a reason is a step
        self._stacks = revision, stacks.edited(seq, place=place, at=at, joins=joins)
        return applied

    def _make(self, revision: int, edits: Sequence[Edit]) -> tuple[Applied, Applied]:
        from storage.answers.making import make  # a store that is only read does without

        return make(self._rows, revision, edits)

    def _step(
        self,
        kind: EntryKind,
        group: Group,
        edits: Sequence[Edit],
        revision: int,
        actor: Actor,
    ) -> Applied:
        applied, inverses = self._make(revision, edits)
        self._journal.append(
            kind,
            actor=actor,
            revision=revision,
            addresses=_addresses(applied),
            payload={"edits": edit_codec.to_json(applied), "entries": [group.first, group.last]},
            inverses=inverses,
        )
        return applied

    def _forget(self) -> None:
        self._stacks = None


def _place(name: str, edits: Sequence[Edit]) -> tuple[str, str] | None:
    """Return who typed where, if the edits are typing into one place."""
    if len(edits) == 1 and edit_codec.types_text(edits[0]):
        return name, edit_codec.address_of(edits[0])
    return None


def _addresses(edits: Sequence[Edit]) -> list[str]:
    return list(dict.fromkeys(map(edit_codec.address_of, edits)))
