"""How the school is enrolled: what its certificate and the bureau's root say."""

from dataclasses import dataclass
from datetime import datetime

from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the school has from the bureau.

    Attributes:
        bureau_name: Name of the bureau.
        bureau_code: Its code.
        school_name: Name of the school on the roster.
        principal: Name in the certificate.
        root_fingerprint: Of the root certificate.
        valid_until: End of the certificate (UTC).
        next_number: Number of the next package.

    """

    bureau_name: str
    bureau_code: str
    school_name: str
    principal: str
    root_fingerprint: str
    valid_until: datetime
    next_number: int


def enrolment(store: SchoolStore) -> Enrolment | None:
    """Say how the school is enrolled; ``None`` before the opening file was read."""
    certificate, root = store.blobs.get(BlobKind.CERTIFICATE), store.blobs.get(BlobKind.ROOT)
    if certificate is None or root is None:
        return None
    return enrolment_of(store, certificate, root)


def enrolment_of(store: SchoolStore, certificate: bytes, root: bytes) -> Enrolment:
    """Say how a school with this certificate and root is enrolled."""
    # A school that is not enrolled has no certificate to be read.
    from exporters.pki.certificates import describe
    from exporters.pki.fingerprint import fingerprint

    holder, issuer = describe(certificate), describe(root)
    return Enrolment(
        bureau_name=issuer.organisation,
        bureau_code=issuer.code,
        school_name=holder.organisation,
        principal=holder.name,
        root_fingerprint=fingerprint(root),
        valid_until=holder.not_after,
        next_number=store.deliveries.next_number(),
    )
