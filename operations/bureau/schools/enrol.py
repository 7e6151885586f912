"""Enrolment and revocation at the bureau: certificates, opening files, revocation lists."""

from dataclasses import dataclass
from datetime import date, datetime

from exporters.asic import bureau_files, names
from exporters.pki.authority import Authority, Revoked, Subject, issue_certificate, issue_crl
from exporters.pki.fingerprint import fingerprint
from exporters.pki.profile import CertificateRole
from forms.exchange import ContainerKind
from forms.live.context import DUE_DATE
from forms.rights import Right
from forms.workflow import Actor
from operations.bureau.returns.last_year import last_figures_of
from operations.bureau.rights import require
from operations.bureau.schools.requests import request_of
from operations.bureau.sent.issue import IssuedBytes, issue_file, told_key
from operations.bureau.settings import PREFIX
from operations.bureau.store import Desk, crl_bytes, registered, root_certificate
from operations.check_context import SCHOOL_TYPE
from operations.clock import Clock, now
from operations.errors import Refused
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.named.blobs import BlobKind


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A school that was enrolled.

    Attributes:
        school: As the roster has it.
        request_fingerprint: Of the request, as on the stamped sheet.
        root_fingerprint: Of the bureau's root, for the notice.
        opening: The opening file to be sent.

    """

    school: School
    request_fingerprint: str
    root_fingerprint: str
    opening: IssuedBytes


def enrol_school(
    desk: Desk,
    request: bytes,
    *,
    authority: Authority,
    school: str | None = None,
    request_fingerprint: str | None = None,
    replaces: str = "",
) -> Enrolled:
    """Issue a certificate to a school on its request and make its opening file.

    The chain of packages goes on: the opening file names the next number and its predecessor.

    Args:
        desk: The bureau at work.
        request: The request file.
        authority: The unlocked certificate authority.
        school: Code of the school the officer is looking at; must be the request's.
        request_fingerprint: What the stamped sheet says; another one is refused.
        replaces: Why the certificates the school has are revoked at the same time, e.g. a lost key
            or a new principal; empty leaves them valid until :func:`revoke_school`.

    Raises:
        Refused: The officer may not enrol, the request is damaged, its key is somebody else's, or its
            school is not on the roster, retired or without principal.
        Misused: School or fingerprint are not those of the request.

    """
    store, present = desk.store, desk.clock()
    require(store, desk.actor, Right.KEYS)
    looked_at = request_of(store, request, school=school)
    found, listed = looked_at.request, looked_at.school
    if request_fingerprint is not None:
        looked_at.check_fingerprint(request_fingerprint)
    subject = Subject(listed.name, listed.principal, listed.code)
    certificate = issue_certificate(
        authority,
        subject=subject,
        role=CertificateRole.SCHOOL,
        public_key=found.public_key,
        now=present,
    )
    with store.transaction():
        if replaces.strip():
            revoke_all(store, listed.code, reason=replaces, actor=desk.actor, at=present)
            publish_revocations(store, authority, actor=desk.actor, clock=desk.clock)
        opening = _opening(store, listed, certificate)
        number = store.requests.add(
            listed.code,
            request,
            fingerprint=found.fingerprint,
            received_at=present,
            actor=desk.actor,
        )
        store.certificates.add(registered(certificate), request=number, actor=desk.actor)
        files = bureau_files.opening_files(opening)
        store.blobs.put(told_key(listed.code), files[names.OPENING], actor=desk.actor)
        issued = issue_file(desk, ContainerKind.OPENING, files, school=listed.code)
    return Enrolled(listed, found.fingerprint, fingerprint(authority.root), issued)


def opening_name(store: BureauStore, request: bytes, *, school: str | None = None) -> str:
    """Give the usual name of the file :func:`enrol_school` would make; errors as there."""
    listed = request_of(store, request, school=school).school
    return names.opening_file_name(listed.code, store.meta.period)


def revoke_school(
    store: BureauStore,
    school: str,
    *,
    authority: Authority,
    actor: Actor,
    reason: str,
    clock: Clock = now,
) -> int:
    """Revoke every certificate of a school and issue the next revocation list.

    Returns:
        How many certificates were revoked.

    Raises:
        Refused: The officer may not, the school has none that is valid, or no reason is given.

    """
    require(store, actor, Right.KEYS)
    if not reason.strip():
        raise Refused("请写明吊销的原因，例如“校长更换”“密钥遗失”；原因会记入日志。")
    with store.transaction():
        count = revoke_all(store, school, reason=reason, actor=actor, at=clock())
        if not count:
            raise Refused(f"学校 {school} 没有可以吊销的证书，请核对学校标识码。")
        publish_revocations(store, authority, actor=actor, clock=clock)
    return count


def revoke_all(store: BureauStore, holder: str, *, reason: str, actor: Actor, at: datetime) -> int:
    """Revoke what a holder has; gives how many. Needs an open transaction, and the next list."""
    valid = [item for item in store.certificates.all(holder) if item.revoked_at is None]
    for item in valid:
        store.certificates.revoke(item.serial, at=at, reason=reason, actor=actor)
    return len(valid)


def publish_revocations(
    store: BureauStore, authority: Authority, *, actor: Actor, clock: Clock
) -> int:
    """Issue and keep the next revocation list; gives its number. Needs an open transaction."""
    last = store.revocations.newest()
    number = 1 if last is None else last.number + 1
    revoked = [
        Revoked(item.serial, item.revoked_at)
        for item in store.certificates.all()
        if item.revoked_at is not None
    ]
    present = clock()
    content = issue_crl(authority, number=number, revoked=revoked, now=present)
    store.revocations.put(number, content, issued_at=present, actor=actor)
    store.trust.raise_to(crl_number=number)
    return number


def _opening(store: BureauStore, school: School, certificate: bytes) -> bureau_files.Opening:
    meta, tip, settings = store.meta, store.chain.tip(school.code), store.settings.all()
    recipient = store.blobs.get(BlobKind.AGE_RECIPIENT)
    if recipient is None:
        raise Refused("这个局端库没有加密公钥，请从备份恢复。")
    due, last = settings.get(DUE_DATE), last_figures_of(store, school.code)
    chosen = {
        name.removeprefix(PREFIX): text
        for name, text in settings.items()
        if name.startswith(PREFIX)
    }
    return bureau_files.Opening(
        school_name=school.name,
        bureau_name=meta.bureau_name,
        principal=school.principal,
        certificate=certificate,
        root=root_certificate(store),
        crl=crl_bytes(store),
        recipient=recipient.decode("ascii"),
        next_number=tip.number + 1,
        previous=tip.identity or "",
        pack=(meta.pack.id, meta.pack.version),
        due=date.fromisoformat(due) if due else None,
        settings={**chosen, SCHOOL_TYPE: school.type},
        last=last.fields,
        last_tables=last.tables,
        last_justifications=last.justifications,
    )
