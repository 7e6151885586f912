"""How long the school's certificate and its revocation list are good for."""

from exporters.pki.certificates import describe
from exporters.pki.trust import crl_times
from operations.clock import Clock, now
from operations.keys.key_care import KeyKind, KeyState, key_state
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore


def school_keys_state(store: SchoolStore, *, clock: Clock = now) -> list[KeyState]:
    """The school's certificate and the revocation list it has; empty before the enrolment."""
    certificate, root = store.blobs.get(BlobKind.CERTIFICATE), store.blobs.get(BlobKind.ROOT)
    crl = store.blobs.get(BlobKind.CRL)
    if certificate is None or root is None or crl is None:
        return []
    own, bureau, at = describe(certificate), describe(root), clock()
    return [
        key_state(
            KeyKind.SCHOOL, holder=own.code, name=own.organisation, not_after=own.not_after, at=at
        ),
        key_state(
            KeyKind.REVOCATIONS,
            holder=bureau.code,
            name=bureau.organisation,
            not_after=crl_times(crl, root=root)[1],
            at=at,
        ),
    ]
