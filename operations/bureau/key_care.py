"""How long the bureau's keys and lists, and the certificates it issued, are good for."""

from collections.abc import Sequence
from datetime import datetime

from exporters.pki.certificates import describe
from exporters.pki.trust import crl_times
from operations.bureau.store import crl_bytes, root_certificate
from operations.clock import Clock, now
from operations.key_care import KeyKind, KeyState, KeyStatus, key_state, status_at
from storage.blobs import BlobKind
from storage.bureau.certificates import IssuedCertificate
from storage.bureau.store import BureauStore


def bureau_keys_state(store: BureauStore, *, clock: Clock = now) -> list[KeyState]:
    """Root, revocation list, operator, and the newest good certificate of every active school."""
    meta, at, root = store.meta, clock(), root_certificate(store)
    own = {"holder": meta.bureau_code, "name": meta.bureau_name}
    states = [
        key_state(KeyKind.ROOT, **own, not_after=describe(root).not_after, at=at),
        key_state(
            KeyKind.REVOCATIONS, **own, not_after=crl_times(crl_bytes(store), root=root)[1], at=at
        ),
    ]
    operator = store.blobs.get(BlobKind.OPERATOR_CERTIFICATE)
    if operator is not None:
        end = describe(operator).not_after
        states.append(key_state(KeyKind.OPERATOR, **own, not_after=end, at=at))
    newest = newest_certificates(store)
    states.extend(
        key_state(
            KeyKind.SCHOOL,
            holder=school.code,
            name=school.name,
            not_after=newest[school.code].not_after,
            at=at,
        )
        for school in store.roster.all(active_only=True)
        if school.code in newest
    )
    return states


def newest_certificates(store: BureauStore) -> dict[str, IssuedCertificate]:
    """Give each holder's certificate that is good longest and not revoked."""
    found = {holder: newest_of(issued) for holder, issued in certificates_by_holder(store).items()}
    return {holder: item for holder, item in found.items() if item is not None}


def certificates_by_holder(store: BureauStore) -> dict[str, list[IssuedCertificate]]:
    """Give each holder's certificates, in the order of issue."""
    held: dict[str, list[IssuedCertificate]] = {}
    for item in store.certificates.all():
        held.setdefault(item.holder, []).append(item)
    return held


def newest_of(issued: Sequence[IssuedCertificate]) -> IssuedCertificate | None:
    """Choose the certificate that is good longest and not revoked; of two alike the later one."""
    good = [item for item in issued if item.revoked_at is None]
    return max(reversed(good), key=lambda item: item.not_after, default=None)


def certificate_status(
    issued: Sequence[IssuedCertificate], *, at: datetime
) -> tuple[KeyStatus, IssuedCertificate | None]:
    """Say whether a school can sign, and by which certificate.

    Args:
        issued: Its certificates in the order of issue.
        at: The present, UTC.

    """
    if not issued:
        return KeyStatus.NONE, None
    newest = newest_of(issued)
    if newest is None:
        return KeyStatus.REVOKED, issued[-1]
    return status_at(newest.not_after, at), newest
