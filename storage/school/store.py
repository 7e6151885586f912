"""The school's store: one school's return for one period, its history, keys and deliveries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, Self

from forms.record import PackRef
from forms.workflow import Actor, Move, Role, transition
from storage.database import Database
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind, JournalVerdict
from storage.journal.kept_rows import RowPlace
from storage.named.form_owner import FormOwner
from storage.named.named_values import NamedValues, ValueGroup
from storage.rows import instants
from storage.rows.instants import Clock
from storage.school.accepted import Accepted
from storage.school.bureau_answers import BureauAnswers
from storage.school.comments import Comments
from storage.school.confirmations import Confirmations
from storage.school.deliveries import Deliveries
from storage.school.meta import SchoolMeta
from storage.school.reviews import Reviews
from storage.school.schema import SCHOOL_FORMAT
from storage.store import Store

PROGRAM: Final = Actor("优衡填报", Role.CLERK)
"""Who acts when no person is named."""


class SchoolStore(Store):
    """One open school store; see :class:`~storage.store.Store` for what it shares.

    Attributes:
        last_values: Values of the last accepted return (address → text), as the bureau sent them.
        own_last: Values of the school's own store of last year (address → text), as the clerk took them.
        origins: Field id → what was taken from a file of the statistics, and from where.
        stat_values: Values of the statistics return, as the bureau sent them.
        comments: The principal's and the bureau's comments.
        people: Who is 统计人员 and who 审核人, by the values of :class:`~forms.confirmation.Signatory`.
        confirmations: What they and the principal have confirmed.
        reviews: Review files that were saved, answered and taken.
        deliveries: Signed packages.
        accepted: Which of them the bureau has confirmed.
        bureau_answers: Receipts and return slips.

    """

    program = PROGRAM
    format = SCHOOL_FORMAT

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.last_values = NamedValues(self._ledger, ValueGroup.LAST)
        self.own_last = NamedValues(self._ledger, ValueGroup.OWN_LAST)
        self.origins = NamedValues(self._ledger, ValueGroup.ORIGIN)
        self.stat_values = NamedValues(self._ledger, ValueGroup.STAT)
        self.comments = Comments(self._ledger, self.revisions)
        self.people = NamedValues(self._ledger, ValueGroup.PEOPLE)
        self.confirmations = Confirmations(self._ledger, self.revisions)
        self.reviews = Reviews(self._ledger)
        self.accepted = Accepted(self._ledger)
        self.deliveries = Deliveries(self._ledger, self.revisions, self.accepted)
        self.bureau_answers = BureauAnswers(self._ledger, self.deliveries, self.accepted)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        school_code: str,
        school_name: str,
        period: int,
        pack: PackRef,
        actor: Actor,
        clock: Clock = instants.now,
    ) -> Self:
        """Make a store with an empty first revision; errors as :meth:`founding`."""
        meta = SchoolMeta(school_code, school_name, period, pack, clock())
        with cls.founding(path, meta, actor=actor, clock=clock):
            pass
        return cls.open(path, clock=clock)

    @classmethod
    @contextmanager
    def founding(
        cls, path: Path, meta: SchoolMeta, *, actor: Actor, clock: Clock = instants.now
    ) -> Iterator[Self]:
        """Make a store with what the block writes into it; if the block fails, there is no store.

        Raises:
            EnvironmentProblem: There is a file of that name, or it cannot be written.

        """
        with cls._founding(path, meta.to_text(), actor=actor, clock=clock) as made:
            yield made

    def _begin(self) -> list[RowPlace]:
        return [("revision", (self.revisions.start(reason=""),))]

    @property
    def meta(self) -> SchoolMeta:
        """What the store is about."""
        return self._about.parsed(SchoolMeta.from_text)

    @property
    def owner(self) -> FormOwner:
        """Whose form it holds."""
        meta = self.meta
        return FormOwner(meta.school_code, meta.period, meta.pack)

    def update_meta(
        self,
        *,
        actor: Actor,
        school_code: str | None = None,
        school_name: str | None = None,
        bureau_code: str | None = None,
        pack: PackRef | None = None,
    ) -> None:
        """Change code, name, bureau or pack; what is ``None`` stays."""
        with self.transaction():
            old = self.meta
            meta = replace(
                old,
                school_code=old.school_code if school_code is None else school_code,
                school_name=old.school_name if school_name is None else school_name,
                bureau_code=old.bureau_code if bureau_code is None else bureau_code,
                pack=pack or old.pack,
            )
            self._about.put(meta.to_text())
            self._ledger.note(
                EntryKind.SETTINGS,
                actor,
                payload={"meta": meta.to_text()},
                touched=self._about.places(meta.to_text()),
            )

    def move(self, move: Move, *, actor: Actor, reason: str = "") -> None:
        """Take a step of the workflow; reopening starts the next revision with the same answers.

        Whether the data are clean enough is for the caller to check.

        Raises:
            MoveError: The step is not allowed from here, or not to this role.
            StoreRefusal: It needs a reason and has none.

        """
        with self.transaction():
            revision, state = self.revisions.current()
            step = transition(state, move, actor.role)
            if step.needs_reason and not reason.strip():
                raise StoreRefusal("请写明原因，再做这一步；原因会记入日志。")
            self.answers.close_group(revision)
            reached = revision
            if step.new_revision:
                reached = self.revisions.start(reason=reason)
                self.answers.copy(revision, reached)
            else:
                self.revisions.enter(revision, step.target, move=move, by=actor.name)
            payload = {"move": move.value, "from": state.value, "to": step.target.value}
            self._ledger.note(
                EntryKind.MOVE,
                actor,
                revision=revision,
                payload=payload,
                reason=reason,
                touched=[("revision", (reached,))],
            )

    def verify_journal(self) -> JournalVerdict:
        """Recompute the journal's chain and compare it with what signed packages carry."""
        return self.journal.verify(self.deliveries.heads())
