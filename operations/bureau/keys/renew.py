"""New certificates before the old ones end: of the schools, of the operator, and fresh lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from exporters.pki.authority import Authority, Subject, issue_certificate
from exporters.pki.certificates import describe
from exporters.pki.keys import generate_key
from exporters.pki.profile import CertificateRole
from exporters.pki.requests import CertificateRequest, RequestError, read_request
from exporters.refusal import Refusal
from forms.rights import Right
from forms.workflow import Actor
from operations.bureau.anchoring import sign_head
from operations.bureau.keys.key_care import newest_certificates
from operations.bureau.keys.officer_keys import (
    certificate_blob,
    check_own_keys,
    holder_of,
    key_blob,
    officer_number,
)
from operations.bureau.rights import require
from operations.bureau.schools.enrol import publish_revocations, revoke_all
from operations.bureau.schools.requests import active_school, check_principal
from operations.bureau.sent.issue import IssuedBytes, sign_receipt
from operations.bureau.store import DailyKeys, Desk, registered
from operations.clock import Clock, now
from operations.errors import Refused
from operations.keys.key_care import ends_soon, status_at
from operations.keys.locked_keys import locked_daily_keys
from operations.passphrases.strength import check_new_passphrase
from storage.bureau.packages import PackageRecord, ReturnState
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class Renewal:
    """A school that asks for a new certificate, with the package that asks.

    Attributes:
        package: The school's newest package.
        fingerprint: Of the key the certificate is asked for.

    """

    package: PackageRecord
    fingerprint: str


def wanted_renewals(store: BureauStore, *, clock: Clock = now) -> list[Renewal]:
    """Schools whose newest package asks for a certificate that has not been issued yet."""
    newest, at = newest_certificates(store), clock()
    found: list[Renewal] = []
    for status in store.packages.statuses():
        package, known = status.package, newest.get(status.school_code)
        if package is None or known is None or package.state is ReturnState.RETURNED:
            continue
        # Only the few that end soon are worth opening.
        if status.active and ends_soon(known.not_after, at):
            request = _request(store, package)
            if request is not None:
                found.append(Renewal(package, request.fingerprint))
    return found


def renew_certificate(desk: Desk, package: PackageRecord, *, authority: Authority) -> IssuedBytes:
    """Issue the certificate a package asks for and put it into the package's receipt.

    The request lies inside the signed package, so the principal's present key vouches for it and
    no fingerprint has to be compared. A new principal is enrolled again instead.

    Raises:
        Refused: The officer may not, the package asks for none, the roster names another principal or
            none, or the school has no certificate that is good now.

    """
    store, present = desk.store, desk.clock()
    require(store, desk.actor, Right.KEYS)
    request = _request(store, package)
    if request is None:
        raise Refused(f"学校 {package.school_code} 的上报包里没有换发申请，不用换发。")
    listed = active_school(store, package.school_code)
    check_principal(listed)
    known = newest_certificates(store).get(package.school_code)
    lasts = known is not None and status_at(known.not_after, present).can_sign
    if known is None or not lasts:
        raise Refused(
            f"学校 {package.school_code} 没有有效的证书，不能换发，请按开户申请重新开户。"
        )
    subject = Subject(listed.name, listed.principal, listed.code)
    if describe(known.certificate).name != subject.common_name:
        raise Refused(
            f"名册上{listed.name}的校长已改为{listed.principal}，与原证书不同。换校长须重新开户，不能换发。"
        )
    certificate = issue_certificate(
        authority,
        subject=subject,
        role=CertificateRole.SCHOOL,
        public_key=request.public_key,
        now=present,
    )
    with store.transaction():
        store.certificates.add(registered(certificate), actor=desk.actor)
        return sign_receipt(desk, package, certificate=certificate)


def renew_certificates(
    desk: Desk, wanted: Sequence[Renewal], *, authority: Authority
) -> list[IssuedBytes]:
    """Renew for several schools, all or none; see :func:`renew_certificate`."""
    require(desk.store, desk.actor, Right.KEYS)
    with desk.store.transaction():
        return [renew_certificate(desk, item.package, authority=authority) for item in wanted]


def refresh_revocations(
    store: BureauStore, *, authority: Authority, actor: Actor, clock: Clock = now
) -> int:
    """Issue the next revocation list before the present one runs out; gives its number.

    Every file the bureau sends from now on carries it.

    Raises:
        Refused: The officer may not.

    """
    require(store, actor, Right.KEYS)
    with store.transaction():
        return publish_revocations(store, authority, actor=actor, clock=clock)


def renew_operator(
    store: BureauStore,
    keys: DailyKeys,
    *,
    authority: Authority,
    passphrase: str,
    actor: Actor,
    revoke_reason: str = "",
    clock: Clock = now,
) -> DailyKeys:
    """Give an officer a new signing key and certificate; the decryption key stays.

    Officers do it for themselves, with the root key that somebody brings; it needs no right.

    Args:
        store: The bureau's store.
        keys: The present daily keys.
        authority: The unlocked certificate authority.
        passphrase: Locks the new daily keys.
        actor: The officer; the certificate carries this name. Where there are several it is theirs.
        revoke_reason: Why the present certificates are revoked, e.g. a stolen key; empty leaves
            them to run out, for a renewal in good time.
        clock: Gives the present, UTC.

    Returns:
        The new daily keys, unlocked.

    Raises:
        Refused: There is no such officer, or the keys are another's.

    """
    meta, present = store.meta, clock()
    check_own_keys(store, keys.operator, actor)
    number = officer_number(store, actor.name)
    holder = holder_of(meta.bureau_code, number)
    check_new_passphrase(passphrase, (meta.bureau_name, meta.bureau_code, actor.name))
    made = DailyKeys(generate_key(), keys.identity)
    certificate = issue_certificate(
        authority,
        subject=Subject(organisation=meta.bureau_name, name=actor.name, code=meta.bureau_code),
        role=CertificateRole.BUREAU,
        public_key=made.operator.public,
        now=present,
    )
    locked = locked_daily_keys(made.operator, made.identity, passphrase)
    with store.transaction():
        if revoke_reason.strip():
            revoke_all(store, holder, reason=revoke_reason, actor=actor, at=present)
            publish_revocations(store, authority, actor=actor, clock=clock)
        store.blobs.put(key_blob(number), locked, actor=actor)
        store.blobs.put(certificate_blob(number), certificate, actor=actor)
        store.certificates.add(registered(certificate, holder=holder), actor=actor)
        sign_head(store, made.operator, actor, clock=clock)
    return made


def _request(store: BureauStore, package: PackageRecord) -> CertificateRequest | None:
    """Read the request inside a package that was verified when it was taken."""
    container = store.packages.container(package.identity) or b""
    try:
        archive = Archive(container)
        if names.RENEWAL_REQUEST not in archive.entries:
            return None
        request = read_request(archive.read(names.RENEWAL_REQUEST))
    except (Refusal, RequestError):
        return None
    return request if request.school == package.school_code else None
