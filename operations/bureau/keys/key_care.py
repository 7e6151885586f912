"""How long the bureau's keys and lists, and the certificates it issued, are good for."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from exporters.pki.certificates import describe
from exporters.pki.trust import crl_times
from operations.bureau.keys.officer_keys import certificate_blob, holder_of, key_blob
from operations.bureau.store import crl_bytes, root_certificate
from operations.clock import Clock, now
from operations.keys.key_care import KeyKind, KeyState, KeyStatus, key_state, status_at
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
    states.extend(_officers(store, at))
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


def _officers(store: BureauStore, at: datetime) -> Iterator[KeyState]:
    """Those of the officers who can sign; the only one of a bureau goes by the bureau's name."""
    meta = store.meta
    known = [(item.number, item.name) for item in store.officers.all()] or [(1, meta.bureau_name)]
    for number, name in known:
        certificate = store.blobs.get(certificate_blob(number))
        if certificate is None or store.blobs.get(key_blob(number)) is None:
            continue
        end = describe(certificate).not_after
        holder = holder_of(meta.bureau_code, number)
        yield key_state(KeyKind.OPERATOR, holder=holder, name=name, not_after=end, at=at)


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
