"""The bureau's store: packages taken and refused, figures, files sent, on top of its registry and form.

The facade over the parts of this package; it says what belongs together in one transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from forms.exchange import ContainerKind, Verdict, VerifiedPackage
from forms.record import PackRef
from forms.values import Maybe
from forms.workflow import Actor, Role
from storage import instants
from storage.bureau.chain import Chains, ChainTip, Link, fault
from storage.bureau.inbox import ImportRecord, Inbox, QuarantinedFile
from storage.bureau.issued import Issued, IssuedFile
from storage.bureau.packages import Findings, PackageRecord, Packages, ReturnState, SchoolStatus
from storage.bureau.registry import BureauMeta, BureauRegistry
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.wide import PackageFigures, Wide, WideColumn, WideRow
from storage.bureau.wide_table import WideTable, read_table
from storage.changes import ChangeKind, Changes, changed
from storage.database import Database
from storage.errors import ChainError, Refusal
from storage.instants import Clock
from storage.journal import EntryKind

PROGRAM: Final = Actor("优衡填报", Role.OFFICER)
"""Who acts when no person is named."""

FilledRow = tuple[str, Mapping[str, Maybe], str]
"""Figures of a package: its identity, field id → value, extra text."""

_PLAIN: Final = Findings()
_SETTLED: Final = {
    ContainerKind.RECEIPT: ReturnState.ACCEPTED,
    ContainerKind.RETURN_SLIP: ReturnState.RETURNED,
}


class BureauStore(BureauRegistry):
    """One open bureau store; see :class:`~storage.open_store.OpenStore` for what it shares."""

    program = PROGRAM
    format = BUREAU_FORMAT

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._chains = Chains(database)
        self._packages = Packages(database)
        self._wide = Wide(database)
        self._inbox = Inbox(database)
        self._issued = Issued(database)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        bureau_code: str,
        bureau_name: str,
        period: int,
        pack: PackRef,
        actor: Actor,
        clock: Clock = instants.now,
    ) -> Self:
        """Make an empty store; errors as :meth:`founding`."""
        meta = BureauMeta(bureau_code, bureau_name, period, pack, clock())
        with cls.founding(path, meta, actor=actor, clock=clock):
            pass
        return cls.open(path, clock=clock)

    @classmethod
    @contextmanager
    def founding(
        cls, path: Path, meta: BureauMeta, *, actor: Actor, clock: Clock = instants.now
    ) -> Iterator[Self]:
        """Make a store with what the block writes into it; if the block fails, there is no store.

        Raises:
            EnvironmentProblem: There is a file of that name, or it cannot be written.

        """
        with cls._founding(path, meta.to_text(), actor=actor, clock=clock) as made:
            yield made

    # Packages

    def chain_tip(self, school: str) -> ChainTip:
        """Return the last package taken from a school."""
        return self._chains.tip(school)

    def chain_fault(
        self, school: str, number: int, previous: str, identity: str
    ) -> ChainError | None:
        """Say why a package would not be taken, or ``None`` if it continues its chain."""
        seen = self._packages.get(identity) is not None
        return fault(self._chains.tip(school), Link(school, number, previous, identity), seen=seen)

    def accept(
        self,
        package: VerifiedPackage,
        *,
        document: bytes,
        wide_row: Mapping[str, Maybe],
        actor: Actor,
        received_at: datetime,
        findings: Findings = _PLAIN,
        extra: str = "",
    ) -> Changes:
        """Take a verified package: bytes, place in the chain and figures, all or nothing.

        Args:
            package: What ``exporters.verify`` made.
            document: Its ``data/return.json``.
            wide_row: Field id → value, for the columns of :meth:`set_wide_columns`.
            actor: Who imports.
            received_at: When (UTC).
            findings: Verdict and problem counts.
            extra: Text to come back with the figures (campuses, as JSON).

        Raises:
            ChainError: It does not continue the school's chain.
            Refusal: The school is not on the list.

        """
        info = package.info
        with self.transaction():
            self._known(info.school)
            broken = self.chain_fault(info.school, info.number, info.previous, package.identity)
            if broken is not None:
                raise broken
            number = self._packages.add(
                package, document=document, findings=findings, received_at=received_at
            )
            self._chains.set(info.school, ChainTip(info.number, package.identity))
            self._wide.add(number, info.school, wide_row, extra=extra)
            payload = {"identity": package.identity, "number": info.number}
            self._note(EntryKind.ACCEPT, actor, addresses=(info.school,), payload=payload)
        return changed(ChangeKind.PACKAGES, addresses=(info.school,))

    def undo_import(self, identity: str, *, actor: Actor, reason: str) -> Changes:
        """Undo an import; the bytes stay, and the same package may come again.

        Raises:
            Refusal: There is no such package, it is not the school's newest, or it was answered.

        """
        with self.transaction():
            record = self._undoable(identity)
            self._packages.set_undone(record.id)
            self._chains.set(record.school_code, ChainTip(record.number - 1, record.previous))
            newest = self._packages.newest(record.school_code)
            self._wide.remove(record.id, newest=None if newest is None else newest.id)
            payload = {"identity": identity, "number": record.number}
            codes = (record.school_code,)
            self._note(
                EntryKind.UNDO_IMPORT, actor, addresses=codes, payload=payload, reason=reason
            )
        return changed(ChangeKind.PACKAGES, addresses=codes)

    def restart_chain(self, school: str, at: int, *, actor: Actor, reason: str) -> Changes:
        """Let a school's chain go on at number ``at`` because a package is lost for good.

        Raises:
            Refusal: That number was taken already, or no reason is given.

        """
        if not reason.strip():
            raise Refusal("请写明重设编号的原因；原因会记入日志。")
        with self.transaction():
            self._known(school)
            newest = self._packages.newest(school)
            self._chains.restart(school, at, taken=0 if newest is None else newest.number)
            self._note(
                EntryKind.CHAIN, actor, addresses=(school,), payload={"at": at}, reason=reason
            )
        return changed(ChangeKind.PACKAGES, addresses=(school,))

    def statuses(self) -> list[SchoolStatus]:
        """Return every school with its newest package, by code: who has not delivered, too."""
        return self._packages.statuses()

    def packages(self, school: str | None = None) -> list[PackageRecord]:
        """Return packages in the order of import, undone ones included, of one school or of all."""
        return self._packages.all(school)

    def package(self, identity: str) -> PackageRecord | None:
        """Return the package of an identity that stands, or ``None``."""
        return self._packages.get(identity)

    def package_container(self, identity: str) -> bytes | None:
        """Return the exact bytes of a package, or ``None``."""
        content = self._packages.content(identity)
        return None if content is None else content[0]

    def package_document(self, identity: str) -> bytes | None:
        """Return the ``data/return.json`` of a package, or ``None``."""
        content = self._packages.content(identity)
        return None if content is None else content[1]

    # Figures for evaluation

    def wide_columns(self) -> tuple[WideColumn, ...]:
        """Return the columns the figures are kept in."""
        return self._wide.columns()

    def set_wide_columns(
        self, columns: Sequence[WideColumn], rows: Iterable[FilledRow] = ()
    ) -> Changes:
        """Make the table of figures anew, with the rows rebuilt from the signed bytes.

        Args:
            columns: One per field the evaluation needs, see :func:`storage.bureau.wide.wide_columns`.
            rows: Figures of packages that stand; a package without a row is not evaluated.

        Raises:
            Refusal: A row names a package that does not stand.

        """
        with self.transaction():
            self._wide.make(columns)
            self._wide.fill(self._with_packages(rows))
        return changed(ChangeKind.PACKAGES)

    def rebuild_wide(self, rows: Iterable[FilledRow]) -> Changes:
        """Make all figures anew in the columns there are; see :meth:`set_wide_columns`."""
        return self.set_wide_columns(self.wide_columns(), rows)

    def evaluation_rows(self, columns: Sequence[str] | None = None) -> Iterator[WideRow]:
        """Read the figures of each school's newest package, by school code.

        Args:
            columns: Only these fields; all by default.

        Raises:
            KeyError: A field has no column.

        """
        return self._wide.rows(columns)

    def evaluation_table(self, columns: Sequence[str]) -> WideTable:
        """Read some fields of every school of the list at once, column by column.

        Raises:
            KeyError: A field has no column.

        """
        return read_table(self._database, self._wide.columns(), columns)

    # Files refused and files sent

    def log_import(self, record: ImportRecord) -> None:
        """Write one line of the import log."""
        with self.transaction():
            self._inbox.log(record)

    def import_log(self, *, limit: int = 1000) -> list[ImportRecord]:
        """Return lines of the import log, newest first."""
        return self._inbox.logged(limit)

    def quarantine(
        self,
        file_name: str,
        content: bytes,
        *,
        verdict: Verdict,
        reason: str = "",
        actor: Actor | None = None,
    ) -> Changes:
        """Keep a refused file apart, whole; the same bytes are kept once."""
        with self.transaction():
            digest = self._inbox.quarantine(
                file_name, content, verdict=verdict, reason=reason, at=self._database.clock()
            )
            payload = {"file": file_name, "sha256": digest, "code": verdict.code.value}
            self._note(EntryKind.QUARANTINE, actor, payload=payload, reason=reason)
        return changed(ChangeKind.QUARANTINE)

    def quarantined(self) -> list[QuarantinedFile]:
        """Return refused files, newest first."""
        return self._inbox.quarantined()

    def quarantined_bytes(self, item: int) -> bytes | None:
        """Return the bytes of a refused file, or ``None``."""
        return self._inbox.quarantined_bytes(item)

    def delete_quarantined(self, item: int, *, actor: Actor) -> Changes:
        """Delete a refused file; the journal keeps its digest.

        Raises:
            Refusal: There is no such file.

        """
        with self.transaction():
            digest = self._inbox.release(item)
            if digest is None:
                raise Refusal(f"隔离区里没有第 {item} 号文件，可能已经删除。请刷新列表。")
            self._note(EntryKind.QUARANTINE, actor, payload={"deleted": digest})
        return changed(ChangeKind.QUARANTINE)

    def add_issued(
        self, file: IssuedFile, container: bytes, *, actor: Actor | None = None
    ) -> Changes:
        """Keep a file sent to a school; a receipt or return slip settles the package it answers.

        Raises:
            Refusal: The school is unknown, the number is not :meth:`next_issue_number`, or the
                package does not stand or was returned already.

        """
        school = file.school_code
        with self.transaction():
            self._known(school)
            if file.number != self._issued.next_number(school):
                raise Refusal(
                    f"发给学校 {school} 的文件编号 {file.number} 不是下一个编号。请重新生成。"
                )
            if file.kind in _SETTLED:
                self._settle(file.answers, school, _SETTLED[file.kind])
            self._issued.add(file, container)
            payload = {"kind": file.kind.value, "number": file.number, "answers": file.answers}
            self._note(
                EntryKind.ISSUE, actor, addresses=(school,), payload=payload, reason=file.reason
            )
        return changed(ChangeKind.ISSUED, ChangeKind.PACKAGES, addresses=(school,))

    def issued(self, school: str | None = None) -> list[IssuedFile]:
        """Return files sent, in the order of making, to one school or to all."""
        return self._issued.all(school)

    def issued_container(self, item: int) -> bytes | None:
        """Return the exact bytes of a file sent, or ``None``."""
        return self._issued.container(item)

    def next_issue_number(self, school: str) -> int:
        """Return the number of the bureau's next file to a school."""
        return self._issued.next_number(school)

    def _undoable(self, identity: str) -> PackageRecord:
        record = self._packages.get(identity)
        if record is None:
            raise Refusal("没有这份上报包，可能已经撤销导入。请刷新列表。")
        if self._issued.has_answer(identity):
            raise Refusal("这份上报包已经发出回执或退回单，不能撤销导入。需要更正的请退回学校。")
        if record != self._packages.newest(record.school_code):
            raise Refusal("这份上报包之后还有更新的上报包，只能先撤销最新的一份。")
        return record

    def _settle(self, identity: str, school: str, state: ReturnState) -> None:
        record = self._packages.get(identity)
        if record is None or record.school_code != school:
            raise Refusal(f"学校 {school} 没有这份上报包，不能发出回执或退回单。请刷新列表。")
        if record.state is ReturnState.RETURNED:
            raise Refusal(f"学校 {school} 的第 {record.number} 号上报包已经退回，请等待重新上报。")
        self._packages.set_state(record.id, state)

    def _with_packages(self, rows: Iterable[FilledRow]) -> Iterator[PackageFigures]:
        standing = {item.identity: item for item in self.packages() if item.undone_at is None}
        newest = {item.school_code: item.id for item in sorted(standing.values(), key=_by_number)}
        for identity, values, extra in rows:
            record = standing.get(identity)
            if record is None:
                raise Refusal(f"库中没有标识为 {identity} 的上报包，评估数据没有重建。")
            current = newest[record.school_code] == record.id
            yield record.id, record.school_code, current, values, extra


def _by_number(record: PackageRecord) -> int:
    return record.number
