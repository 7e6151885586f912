"""The one certificate profile: names, lifetimes, usages, roles.

CertificateRole identifiers stand below ``2.25.<UUID>`` (ITU-T X.667), an arc nobody has to be asked for; the
UUID 6f1f2b5e-8a53-4c0e-9d0b-3c7a51e2d984 was made for this format once and never changes.
"""

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from cryptography import x509

ARC: Final = f"2.25.{UUID('6f1f2b5e-8a53-4c0e-9d0b-3c7a51e2d984').int}"


class CertificateRole(StrEnum):
    """What a certificate entitles its holder to sign."""

    SCHOOL = "school"
    """Reports of one school."""
    BUREAU = "bureau"
    """Opening files, receipts and return slips of one bureau."""
    STATISTICIAN = "statistician"
    """The own confirmation as 统计人员 of one school, and nothing else."""
    REVIEWER = "reviewer"
    """The own confirmation as 审核人 of one school, and nothing else."""

    @property
    def oid(self) -> str:
        """Policy identifier in ``certificatePolicies``, dotted."""
        return f"{ARC}.{_PLACES[self]}"

    @property
    def unit(self) -> str:
        """Subject OU of the certificate."""
        return _UNITS[self]


_PLACES: Final = {
    CertificateRole.SCHOOL: 1,
    CertificateRole.BUREAU: 2,
    CertificateRole.STATISTICIAN: 3,
    CertificateRole.REVIEWER: 4,
}
_UNITS: Final = {
    CertificateRole.SCHOOL: "学校填报签名",
    CertificateRole.BUREAU: "区局填报管理",
    CertificateRole.STATISTICIAN: "统计人员确认",
    CertificateRole.REVIEWER: "审核人确认",
}


DOCUMENT_SIGNING: Final = "1.3.6.1.5.5.7.3.36"
EMAIL_PROTECTION: Final = "1.3.6.1.5.5.7.3.4"
EXTENDED_USAGES: Final = (DOCUMENT_SIGNING, EMAIL_PROTECTION)
"""Foreign verifiers ask for the second, ours for the first."""

ROOT_LIFE: Final = timedelta(days=3653)
LEAF_LIFE: Final = timedelta(days=1096)
CRL_LIFE: Final = timedelta(days=400)
"""A school that hears of its bureau once a year is not locked out."""
CLOCK_SLACK: Final = timedelta(hours=1)
"""Everything issued begins this much earlier: clocks of schools go wrong by minutes."""
WARN_DAYS: Final = (60, 30, 7)
"""Days before expiry at which the holder is reminded."""


def key_usage(*, authority: bool) -> "x509.KeyUsage":
    """Give keyUsage: certificate and list signing for the root, signing of content for a leaf."""
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
