"""The school's store: one school's return for one period, its history, keys and deliveries.

The facade over the parts of this package; it says what belongs together in one transaction.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from forms.record import PackRef, Return
from forms.workflow import Actor, Move, Role, State, editable, transition
from storage import instants, reference
from storage.answers.revisions import RevisionInfo
from storage.answers.store import AnswerStore
from storage.changes import ChangeKind, Changes, changed
from storage.database import Database
from storage.errors import Refusal
from storage.instants import Clock
from storage.journal import EntryKind, JournalVerdict
from storage.school.comments import Comment, Comments, Origin
from storage.school.deliveries import AnswerKind, BureauAnswer, ChainPoint, Deliveries, Delivery
from storage.school.schema import SCHOOL_FORMAT
from storage.school_meta import SchoolMeta

PROGRAM: Final = Actor("优衡填报", Role.CLERK)
"""Who acts when no person is named."""


class SchoolStore(AnswerStore):
    """One open school store; see :class:`~storage.open_store.OpenStore` for what it shares."""

    program = PROGRAM
    format = SCHOOL_FORMAT

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._comments = Comments(database)
        self._deliveries = Deliveries(database)

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
        """Make a store with an empty first revision.

        Raises:
            EnvironmentProblem: There is a file of that name, or it cannot be written.

        """
        meta = SchoolMeta(school_code, school_name, period, pack, clock()).to_text()
        with cls._founding(path, meta, actor=actor, clock=clock) as made:
            made._revisions.start(reason="")  # noqa: SLF001 - a store of this very class
        return cls.open(path, clock=clock)

    @property
    def meta(self) -> SchoolMeta:
        """What the store is about."""
        return SchoolMeta.from_text(self._reference.group(reference.META))

    def update_meta(
        self,
        *,
        actor: Actor,
        school_name: str | None = None,
        bureau_code: str | None = None,
        pack: PackRef | None = None,
    ) -> Changes:
        """Change name, bureau or pack; what is ``None`` stays."""
        with self.transaction():
            old = self.meta
            meta = replace(
                old,
                school_name=old.school_name if school_name is None else school_name,
                bureau_code=old.bureau_code if bureau_code is None else bureau_code,
                pack=pack or old.pack,
            )
            self._reference.put(reference.META, meta.to_text())
            self._note(EntryKind.SETTINGS, actor, payload={"meta": meta.to_text()})
        return changed(ChangeKind.SETTINGS)

    # Return and history

    @property
    def state(self) -> State:
        """Where the present revision stands."""
        return self._revisions.current()[1]

    @property
    def revision(self) -> int:
        """Number of the present revision."""
        return self._revisions.current()[0]

    def revisions(self) -> list[RevisionInfo]:
        """Return all revisions, oldest first."""
        return self._revisions.all()

    def load(self, revision: int | None = None) -> Return:
        """Read a revision whole, the present one by default.

        Raises:
            Refusal: There is no such revision.

        """
        present = self.revision
        number = present if revision is None else revision
        if not 1 <= number <= present:
            raise Refusal(f"没有第 {number} 版填报表，现在共有 {present} 版。")
        meta = self.meta
        return self._answers.load(
            school_code=meta.school_code, period=meta.period, pack=meta.pack, revision=number
        )

    def verify_journal(self) -> JournalVerdict:
        """Recompute the journal's chain and compare it with what signed packages carry."""
        return self._journal.verify(self._deliveries.heads())

    def move(self, move: Move, *, actor: Actor, reason: str = "") -> Changes:
        """Take a step of the workflow; reopening starts the next revision with the same answers.

        Whether the data are clean enough is for the caller to check.

        Raises:
            MoveError: The step is not allowed from here, or not to this role.
            Refusal: It needs a reason and has none.

        """
        with self.transaction():
            revision, state = self._revisions.current()
            step = transition(state, move, actor.role)
            if step.needs_reason and not reason.strip():
                raise Refusal("请写明原因，再做这一步；原因会记入日志。")
            self._editing.close_group(revision)
            payload = {"move": move.value, "from": state.value, "to": step.target.value}
            self._note(EntryKind.MOVE, actor, revision=revision, payload=payload, reason=reason)
            if step.new_revision:
                self._answers.copy(revision, self._revisions.start(reason=reason))
            else:
                self._revisions.enter(revision, step.target, move=move, by=actor.name)
        return changed(ChangeKind.STATE)

    # Comments

    def add_comment(self, address: str, text: str, *, actor: Actor, origin: Origin) -> Changes:
        """Add a comment on a cell, or with ``""`` on the whole return.

        Raises:
            Refusal: It says nothing.

        """
        if not text.strip():
            raise Refusal("意见是空的。请写明要核对或修改什么。")
        with self.transaction():
            origin = Origin(origin)
            number = self._comments.add(
                revision=self.revision, address=address, text=text, origin=origin, author=actor.name
            )
            payload = {"comment": number, "text": text, "origin": origin.value}
            self._note(EntryKind.COMMENT, actor, addresses=(address,), payload=payload)
        return changed(ChangeKind.COMMENTS, addresses=(address,))

    def resolve_comment(self, comment: int, *, actor: Actor) -> Changes:
        """Mark a comment as done.

        Raises:
            Refusal: There is no open comment of that number.

        """
        with self.transaction():
            address = self._comments.resolve(comment, by=actor.name)
            payload = {"resolved": comment}
            self._note(EntryKind.COMMENT, actor, addresses=(address,), payload=payload)
        return changed(ChangeKind.COMMENTS, addresses=(address,))

    def comments(self, *, open_only: bool = False) -> list[Comment]:
        """Return comments, oldest first."""
        return self._comments.all(open_only=open_only)

    # Figures the bureau sent along

    def last_values(self) -> dict[str, str] | None:
        """Return values of the last accepted return (address → text), ``None`` if never sent."""
        values = self._reference.group(reference.LAST)
        return values or None

    def put_last_values(self, values: Mapping[str, str], *, actor: Actor | None = None) -> Changes:
        """Replace the values of the last accepted return."""
        return self._replace_group(reference.LAST, values, actor)

    def stat_values(self) -> dict[str, str]:
        """Return values of the statistics return the bureau sent (address → text)."""
        return self._reference.group(reference.STAT)

    def put_stat_values(self, values: Mapping[str, str], *, actor: Actor | None = None) -> Changes:
        """Replace the values of the statistics return."""
        return self._replace_group(reference.STAT, values, actor)

    # Packages

    def add_signed(
        self,
        *,
        revision: int,
        number: int,
        previous: str,
        identity: str,
        container: bytes,
        created: datetime,
        actor: Actor | None = None,
    ) -> Changes:
        """Keep the exact bytes of a signed package. Call it with ``move(Move.SIGN)`` in one transaction.

        Raises:
            Refusal: Its number or predecessor does not continue the chain (:meth:`chain_tip`).

        """
        delivery = Delivery(identity, number, previous, revision, created)
        with self.transaction():
            # The head before this entry: the one the package itself can carry.
            self._deliveries.add(delivery, container, self.journal_head())
            self._revisions.set_package(revision, identity)
            payload = {"identity": identity, "number": number, "previous": previous}
            self._note(EntryKind.SIGN, actor, revision=revision, payload=payload)
        return changed(ChangeKind.DELIVERIES)

    def mark_exported(
        self, number: int, place: Path | str, *, actor: Actor | None = None
    ) -> Changes:
        """Note that the package of this number was written to a file; refused if there is none."""
        with self.transaction():
            delivery = self._deliveries.mark_exported(number, str(place))
            payload = {"identity": delivery.identity, "number": number, "place": str(place)}
            self._note(EntryKind.EXPORT, actor, revision=delivery.revision, payload=payload)
        return changed(ChangeKind.DELIVERIES)

    def add_receipt(
        self,
        *,
        number: int,
        identity: str,
        container: bytes,
        received_at: datetime,
        kind: AnswerKind = AnswerKind.RECEIPT,
        actor: Actor | None = None,
    ) -> Changes:
        """Keep a receipt or return slip and the place in the chain it confirms.

        The step of the workflow that follows from it is a :meth:`move` of its own. A receipt that
        was kept before changes nothing.

        Raises:
            Refusal: This return slip was kept before, and what is to be done about it is known.

        """
        answer = BureauAnswer(AnswerKind(kind), number, identity, received_at, container)
        with self.transaction():
            if self._deliveries.has_answer(container):
                if answer.kind is AnswerKind.RECEIPT:
                    return Changes()
                raise Refusal("这份退回单已经读入过，意见都在填报表里，不用再读。")
            self._deliveries.add_answer(answer)
            payload = {"identity": identity, "number": number}
            self._note(EntryKind(answer.kind.value), actor, payload=payload)
        return changed(ChangeKind.DELIVERIES)

    def note_accepted(self, number: int, identity: str, *, actor: Actor | None = None) -> Changes:
        """Note which package an opening file calls the last accepted one (a store begun anew)."""
        with self.transaction():
            self._deliveries.note_accepted(ChainPoint(number, identity))
            payload = {"identity": identity, "number": number}
            self._note(EntryKind.CHAIN, actor, payload=payload)
        return changed(ChangeKind.DELIVERIES)

    def withdraw_deliveries(self, first: int, *, actor: Actor | None = None) -> Changes:
        """Make void what an earlier key signed and the bureau has not taken, from a number on."""
        with self.transaction():
            self._deliveries.withdraw(first)
            self._note(EntryKind.CHAIN, actor, payload={"withdrawn_from": first})
        return changed(ChangeKind.DELIVERIES)

    def deliveries(self) -> list[Delivery]:
        """Return all signed packages, oldest first."""
        return self._deliveries.all()

    def delivery_container(self, identity: str) -> bytes | None:
        """Return the exact bytes of a signed package, or ``None``."""
        return self._deliveries.container(identity)

    def bureau_answers(self) -> list[BureauAnswer]:
        """Return receipts and return slips, oldest first."""
        return self._deliveries.answers()

    def last_accepted(self) -> ChainPoint:
        """Return number and identity of the last package the bureau says it has taken."""
        return self._deliveries.last_accepted()

    def chain_tip(self) -> ChainPoint:
        """Return what the next package continues: the last one exported or accepted."""
        return self._deliveries.tip()

    def next_number(self) -> int:
        """Return the number of the next package."""
        return self.chain_tip().number + 1

    # Whether it may be edited

    def _editable(self) -> int | None:
        revision, state = self._revisions.current()
        return revision if editable(state) else None

    def _draft(self) -> int:
        revision = self._editable()
        if revision is None:
            raise Refusal(
                f"填报表现在是“{self.state.label}”，不能修改。"
                "要修改请先由校长退回，或重新打开填报表。"
            )
        return revision
