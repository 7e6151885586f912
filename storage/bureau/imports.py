"""Taking a package and undoing that: its bytes, its place in the chain and its figures together."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from forms.exchange import VerifiedPackage
from forms.values import Maybe
from forms.workflow import Actor
from storage.bureau.chain import Chains, ChainTip, Link, fault
from storage.bureau.figures import Figures
from storage.bureau.issued import Issued
from storage.bureau.packages import IntakeFindings, PackageRecord, Packages
from storage.bureau.roster import Roster
from storage.errors import ChainError, StoreRefusal
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.rows.repository import Ledger

_PLAIN: Final = IntakeFindings()


class Imports:
    """What becomes of packages that come in. All of a write, or nothing of it."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        roster: Roster,
        packages: Packages,
        chain: Chains,
        figures: Figures,
        issued: Issued,
    ) -> None:
        self._ledger = ledger
        self._roster = roster
        self._packages = packages
        self._chain = chain
        self._figures = figures
        self._issued = issued

    def fault(self, school: str, number: int, previous: str, identity: str) -> ChainError | None:
        """Say why a package would not be taken, or ``None`` if it continues its chain."""
        seen = self._packages.get(identity) is not None
        return fault(self._chain.tip(school), Link(school, number, previous, identity), seen=seen)

    def accept(
        self,
        package: VerifiedPackage,
        *,
        document: bytes,
        wide_row: Mapping[str, Maybe],
        actor: Actor,
        received_at: datetime,
        findings: IntakeFindings = _PLAIN,
        extra: str = "",
    ) -> None:
        """Take a verified package.

        Args:
            package: What ``exporters.asic.verify`` made.
            document: Its ``data/return.json``.
            wide_row: Field id → value, for the columns of :meth:`Figures.make`.
            actor: Who imports.
            received_at: When (UTC).
            findings: Verdict and problem counts.
            extra: Text to come back with the figures (campuses, as JSON).

        Raises:
            ChainError: It does not continue the school's chain.
            StoreRefusal: The school is not on the list.

        """
        info = package.info
        with self._ledger.transaction():
            self._roster.require(info.school)
            broken = self.fault(info.school, info.number, info.previous, package.identity)
            if broken is not None:
                raise broken
            number = self._packages.add(
                package, document=document, findings=findings, received_at=received_at
            )
            self._chain.set(info.school, ChainTip(info.number, package.identity))
            self._figures.add(number, info.school, wide_row, extra=extra)
            payload = {"identity": package.identity, "number": info.number}
            touched: list[RowPlace] = [
                ("package", (number,)),
                ("package_content", (number,)),
                ("chain", (info.school,)),
            ]
            self._ledger.note(
                EntryKind.ACCEPT,
                actor,
                addresses=(info.school,),
                payload=payload,
                touched=touched,
            )

    def undo(self, identity: str, *, actor: Actor, reason: str) -> None:
        """Undo an import; the bytes stay, and the same package may come again.

        Raises:
            StoreRefusal: There is no such package, it is not the school's newest, or it was answered.

        """
        with self._ledger.transaction():
            record = self._undoable(identity)
            self._packages.set_undone(record.id)
            self._chain.set(record.school_code, ChainTip(record.number - 1, record.previous))
            newest = self._packages.newest(record.school_code)
            self._figures.remove(record.id, newest=None if newest is None else newest.id)
            payload = {"identity": identity, "number": record.number}
            codes = (record.school_code,)
            touched: list[RowPlace] = [
                ("package", (record.id,)),
                ("chain", (record.school_code,)),
            ]
            self._ledger.note(
                EntryKind.UNDO_IMPORT,
                actor,
                addresses=codes,
                payload=payload,
                reason=reason,
                touched=touched,
            )

    def _undoable(self, identity: str) -> PackageRecord:
        record = self._packages.get(identity)
        if record is None:
            raise StoreRefusal("没有这份上报包，可能已经撤销导入。请刷新列表。")
        if self._issued.has_answer(identity):
            raise StoreRefusal(
                "这份上报包已经发出回执或退回单，不能撤销导入。需要更正的请退回学校。"
            )
        if record != self._packages.newest(record.school_code):
            raise StoreRefusal("这份上报包之后还有更新的上报包，只能先撤销最新的一份。")
        return record
