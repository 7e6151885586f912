"""The bureau itself: what it is, the form it fills (区级数据), its schools and their certificates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from forms.record import PackRef, Return
from forms.workflow import Actor
from storage import instants, reference
from storage.answers.store import AnswerStore
from storage.bureau.certificates import (
    CertificateRequest,
    Certificates,
    IssuedCertificate,
    RequestState,
    RevocationList,
)
from storage.bureau.roster import Roster, School, from_json, to_json
from storage.changes import ChangeKind, Changes, changed
from storage.database import Database
from storage.errors import Refusal
from storage.journal import EntryKind, JournalVerdict
from storage.school_meta import pack_from_text, pack_to_text

_ONLY: Final = 1
"""Number of the one revision of the bureau's own form: a draft, which nobody signs."""


@dataclass(frozen=True, slots=True)
class BureauMeta:
    """What a bureau's store is about.

    Attributes:
        bureau_code: Code of the bureau.
        bureau_name: Its name.
        period: The year reported.
        pack: The pack the schools fill.
        created: When the store was made (UTC).

    """

    bureau_code: str
    bureau_name: str
    period: int
    pack: PackRef
    created: datetime

    def to_text(self) -> dict[str, str]:
        """Write it as name → text."""
        return {
            "bureau_code": self.bureau_code,
            "bureau_name": self.bureau_name,
            "period": str(self.period),
            "created": instants.to_text(self.created),
            **pack_to_text(self.pack),
        }

    @classmethod
    def from_text(cls, texts: Mapping[str, str]) -> "BureauMeta":
        """Read what :meth:`to_text` wrote."""
        return cls(
            bureau_code=texts["bureau_code"],
            bureau_name=texts["bureau_name"],
            period=int(texts["period"]),
            pack=pack_from_text(texts),
            created=instants.from_text(texts["created"]),
        )


class BureauRegistry(AnswerStore):
    """The part of the bureau's store that says who it is and who may send anything at all."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._roster = Roster(database)
        self._certificates = Certificates(database)

    @property
    def meta(self) -> BureauMeta:
        """What the store is about."""
        return BureauMeta.from_text(self._reference.group(reference.META))

    def verify_journal(self) -> JournalVerdict:
        """Recompute the journal's chain."""
        return self._journal.verify()

    def load(self) -> Return:
        """Read the bureau's own form whole; ``school_code`` is the bureau's code."""
        meta = self.meta
        return self._answers.load(
            school_code=meta.bureau_code, period=meta.period, pack=meta.pack, revision=_ONLY
        )

    def _editable(self) -> int:
        return _ONLY

    def _draft(self) -> int:
        # A store whose form nobody has begun says so by having no revision.
        return self._revisions.current()[0] or self._revisions.start(reason="")

    # Schools

    def upsert_schools(self, schools: Iterable[School], *, actor: Actor | None = None) -> Changes:
        """Add schools, and replace those whose code is known; the journal keeps what stood there."""
        listed = list(schools)
        with self.transaction():
            self._put_schools(listed, actor=actor)
        return changed(ChangeKind.SCHOOLS, addresses=[school.code for school in listed])

    def undo_schools(self, *, actor: Actor | None = None) -> Changes:
        """Take the last change of the list back; that is a change which can be taken back as well.

        Raises:
            Refusal: The list was never changed, or a school that was added has been enrolled or
                has delivered since.

        """
        with self.transaction():
            entry = next((e for e in self.history(limit=None) if e.kind is EntryKind.SCHOOLS), None)
            before = None if entry is None else entry.payload.get("before")
            if not isinstance(before, dict):
                raise Refusal("学校名册没有可以撤销的改动。")
            self._put_schools(
                [from_json(row) for row in before.values() if row is not None],
                remove=[code for code, row in before.items() if row is None],
                actor=actor,
            )
        return changed(ChangeKind.SCHOOLS, addresses=list(before))

    def _put_schools(
        self, schools: Sequence[School], *, remove: Sequence[str] = (), actor: Actor | None
    ) -> None:
        codes = [*(school.code for school in schools), *remove]
        known = {code: self._roster.get(code) for code in codes}
        self._roster.upsert(schools)
        self._roster.remove(remove)
        payload = {
            "schools": [to_json(school) for school in schools],
            "removed": list(remove),
            "before": {code: old and to_json(old) for code, old in known.items()},
        }
        self._note(EntryKind.SCHOOLS, actor, addresses=codes, payload=payload)

    def schools(self, *, active_only: bool = False) -> list[School]:
        """Return schools by code."""
        return self._roster.all(active_only=active_only)

    def school(self, code: str) -> School | None:
        """Return one school, or ``None``."""
        return self._roster.get(code)

    # Certificates

    def add_request(
        self,
        school: str,
        csr: bytes,
        *,
        fingerprint: str,
        received_at: datetime,
        actor: Actor | None = None,
    ) -> int:
        """File a certificate request under a school of the list; return its number.

        Raises:
            Refusal: The school is not on the list.

        """
        with self.transaction():
            self._known(school)
            number = self._certificates.add_request(
                school, csr, fingerprint=fingerprint, at=received_at
            )
            payload = {"request": number, "fingerprint": fingerprint}
            self._note(EntryKind.REQUEST, actor, addresses=(school,), payload=payload)
        return number

    def requests(self, *, open_only: bool = False) -> list[CertificateRequest]:
        """Return certificate requests, oldest first."""
        return self._certificates.requests(open_only=open_only)

    def refuse_request(self, request: int, *, actor: Actor, reason: str) -> Changes:
        """Refuse a certificate request.

        Raises:
            Refusal: There is no open request of that number.

        """
        with self.transaction():
            self._certificates.settle_request(request, RequestState.REFUSED)
            self._note(EntryKind.REQUEST, actor, payload={"refused": request}, reason=reason)
        return changed(ChangeKind.CERTIFICATES)

    def add_certificate(
        self, issued: IssuedCertificate, *, request: int | None = None, actor: Actor | None = None
    ) -> Changes:
        """Register an issued certificate, and settle the request it answers.

        Raises:
            Refusal: There is no open request of that number.

        """
        with self.transaction():
            self._certificates.add(issued)
            if request is not None:
                self._certificates.settle_request(request, RequestState.ISSUED)
            payload = {"serial": issued.serial, "fingerprint": issued.fingerprint}
            self._note(EntryKind.CERTIFICATE, actor, addresses=(issued.holder,), payload=payload)
        return changed(ChangeKind.CERTIFICATES, addresses=(issued.holder,))

    def certificates(self, holder: str | None = None) -> list[IssuedCertificate]:
        """Return certificates in the order of issue, of one holder or of all."""
        return self._certificates.all(holder)

    def revoke(self, serial: str, *, at: datetime, reason: str, actor: Actor) -> Changes:
        """Note a revocation; the new revocation list is put by :meth:`put_crl`.

        Raises:
            Refusal: There is no such certificate, or it is revoked already.

        """
        with self.transaction():
            holder = self._certificates.revoke(serial, at=at, reason=reason)
            payload = {"serial": serial}
            self._note(EntryKind.REVOKE, actor, addresses=(holder,), payload=payload, reason=reason)
        return changed(ChangeKind.CERTIFICATES, addresses=(holder,))

    def put_crl(
        self, number: int, content: bytes, *, issued_at: datetime, actor: Actor | None = None
    ) -> Changes:
        """Keep a new revocation list.

        Raises:
            Refusal: Its number is not higher than the last.

        """
        with self.transaction():
            self._certificates.put_crl(RevocationList(number, issued_at, content))
            self._note(EntryKind.CRL, actor, payload={"number": number})
        return changed(ChangeKind.CERTIFICATES)

    def crl(self) -> RevocationList | None:
        """Return the newest revocation list, or ``None``."""
        return self._certificates.crl()

    def _known(self, school: str) -> None:
        if self._roster.get(school) is None:
            raise Refusal(f"学校 {school} 不在本区学校名册里。请先把它加入名册，或核对文件。")
