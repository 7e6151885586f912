"""Certificates for a school's 统计人员 and 审核人, who sign their own confirmation (decision 0047)."""

from dataclasses import dataclass
from datetime import datetime

from exporters.asic.further import ROLES
from exporters.pki.authority import Authority, Subject, issue_certificate
from exporters.pki.certificates import describe
from forms.confirmation import Signatory
from forms.document.confirmed import name_fault
from forms.rights import Right
from forms.workflow import Actor
from operations.bureau.rights import require
from operations.bureau.schools.enrol import publish_revocations, revoke_all
from operations.bureau.schools.requests import active_school, look_at_request
from operations.bureau.store import registered
from operations.clock import Clock, now
from operations.errors import Misused, Refused
from operations.keys.locked_keys import (
    DIFFERENT_FINGERPRINT,
    ComparedFingerprint,
    compare_fingerprint,
)
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class Office:
    """Who is to be certified as what.

    Attributes:
        school: 学校标识码.
        signatory: As what the person signs.
        name: Name of the person, as on the stamped sheet.

    """

    school: str
    signatory: Signatory
    name: str


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """A certificate for one of the two.

    Attributes:
        name: Suggested file name.
        content: The certificate (DER).
        fingerprint: Of its key, as on the stamped sheet.
        office: Who is certified as what.
        not_after: Until when it is good (UTC).

    """

    name: str
    content: bytes
    fingerprint: str
    office: Office
    not_after: datetime


def holder_of(school: str, signatory: Signatory) -> str:
    """Under which holder the register keeps the certificates of one of the two."""
    return f"{school}/{signatory.value}"


def certificate_name(school: str, signatory: Signatory) -> str:
    """Give the usual name of the file with the certificate of one of the two."""
    return f"{school}-{signatory.value}.cer"


def own_certificates(store: BureauStore, school: str) -> tuple[OwnCertificate, ...]:
    """List the certificates of a school's 统计人员 and 审核人 that are not revoked."""
    return tuple(
        OwnCertificate(
            certificate_name(school, signatory),
            issued.certificate,
            issued.fingerprint,
            Office(school, signatory, describe(issued.certificate).name),
            issued.not_after,
        )
        for signatory in ROLES
        for issued in store.certificates.all(holder_of(school, signatory))
        if issued.revoked_at is None
    )


def certify(
    store: BureauStore,
    request: bytes,
    office: Office,
    *,
    request_fingerprint: str | None,
    authority: Authority,
    actor: Actor,
    clock: Clock = now,
) -> OwnCertificate:
    """Issue a certificate for 统计人员 or 审核人 of a school; earlier ones of the office are revoked.

    Args:
        store: The bureau's store.
        request: The request file.
        office: Who is certified; the school must be the request's.
        request_fingerprint: What that sheet says; another one is refused.
        authority: The unlocked certificate authority.
        actor: The officer.
        clock: Gives the present, UTC.

    Raises:
        Misused: School, name or fingerprint are not right.
        Refused: The officer may not, the request is damaged, its key is certified already, or the
            school is not active.

    """
    require(store, actor, Right.KEYS)
    school, signatory, name = office.school, office.signatory, office.name
    if signatory not in ROLES:
        raise Misused("单位负责人的证书在给学校开户时颁发。")
    if fault := name_fault(name):
        raise Misused(f"{signatory.label}的{fault}")
    found, listed = look_at_request(request), active_school(store, school)
    if found.school != school:
        raise Misused(f"这份申请是学校 {found.school} 的，不是 {school} 的。")
    if request_fingerprint is not None:
        same = compare_fingerprint(request_fingerprint, found.fingerprint)
        if same is not ComparedFingerprint.SAME:
            raise Misused(f"输入的指纹{DIFFERENT_FINGERPRINT}申请的指纹是 {found.fingerprint}。")
    present = clock()
    content = issue_certificate(
        authority,
        subject=Subject(listed.name, name, school),
        role=ROLES[signatory],
        public_key=found.public_key,
        now=present,
    )
    holder = holder_of(school, signatory)
    with store.transaction():
        if revoke_all(store, holder, reason="换发", actor=actor, at=present):
            publish_revocations(store, authority, actor=actor, clock=clock)
        issued = registered(content, holder=holder)
        store.certificates.add(issued, actor=actor)
    name = certificate_name(school, signatory)
    return OwnCertificate(name, content, found.fingerprint, office, issued.not_after)


def revoke_own(
    store: BureauStore,
    school: str,
    signatory: Signatory,
    *,
    authority: Authority,
    actor: Actor,
    reason: str,
    clock: Clock = now,
) -> None:
    """Revoke the certificate of one of the two and issue the next revocation list.

    Raises:
        Refused: The officer may not, there is none that is valid, or no reason is given.

    """
    require(store, actor, Right.KEYS)
    if not reason.strip():
        raise Refused("请写明吊销的原因，例如“换人”“密钥遗失”；原因会记入日志。")
    holder = holder_of(school, signatory)
    with store.transaction():
        if not revoke_all(store, holder, reason=reason, actor=actor, at=clock()):
            raise Refused(f"学校 {school} 的{signatory.label}没有可以吊销的证书。")
        publish_revocations(store, authority, actor=actor, clock=clock)
