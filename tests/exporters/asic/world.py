"""A bureau, two of its schools and a stranger, made once for all tests of packages.

Times are fixed: certificates begin at NOW and verification is asked for at NOW.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from exporters import age
from exporters.asic import names
from exporters.asic.agreement import Expectation, at_bureau, at_school
from exporters.asic.build import build
from exporters.asic.signing import FileKeySigner
from exporters.asic.verify import verify
from exporters.pki.authority import (
    Authority,
    Revoked,
    Subject,
    create_authority,
    issue_certificate,
    issue_crl,
)
from exporters.pki.keys import SigningKey, generate_key
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import TrustStore
from forms.exchange import ContainerKind, PackageInfo, Verdict, VerifiedPackage

NOW = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BUREAU = "310199"
SCHOOL = "3131000001"
OTHER_SCHOOL = "3131000002"
RETURN = b'{"school":"3131000001"}'


@dataclass(frozen=True)
class Holder:
    """A key and a certificate to it."""

    key: SigningKey
    certificate: bytes

    @property
    def signer(self) -> FileKeySigner:
        return FileKeySigner(self.key, self.certificate, clock=lambda: NOW)


@dataclass(frozen=True)
class World:
    """Everybody."""

    authority: Authority
    crl: bytes
    school: Holder
    other_school: Holder
    operator: Holder
    identity: age.Identity

    @property
    def trust(self) -> TrustStore:
        return TrustStore(self.authority.root, self.crl)


def enrol(
    authority: Authority,
    *,
    code: str = SCHOOL,
    role: CertificateRole = CertificateRole.SCHOOL,
    at: datetime = NOW,
    organisation: str = "示例第一小学",
    name: str = "张三",
) -> Holder:
    """Issue a certificate to a new key."""
    key = generate_key()
    certificate = issue_certificate(
        authority,
        subject=Subject(organisation=organisation, name=name, code=code),
        role=role,
        public_key=key.public,
        now=at,
    )
    return Holder(key, certificate)


@cache
def world() -> World:
    """Make everybody, once."""
    authority = create_authority(name="示例区教育局", code=BUREAU, now=NOW)
    return World(
        authority=authority,
        crl=issue_crl(authority, number=5, revoked=[], now=NOW),
        school=enrol(authority),
        other_school=enrol(authority, code=OTHER_SCHOOL, organisation="示例第二中学"),
        operator=enrol(
            authority, code=BUREAU, role=CertificateRole.BUREAU, organisation="示例区教育局"
        ),
        identity=age.generate_identity(),
    )


def revoked_list(*holders: Holder, number: int = 6, at: datetime = NOW) -> bytes:
    """Issue a list with these certificates on it."""
    from exporters.pki.certificates import describe

    revoked = [Revoked(describe(holder.certificate).serial, at) for holder in holders]
    return issue_crl(world().authority, number=number, revoked=revoked, now=at)


def info(kind: ContainerKind = ContainerKind.REPORT, **changes: object) -> PackageInfo:
    """Describe a container; every field may be changed."""
    plain: dict[str, object] = {
        "kind": kind,
        "bureau": BUREAU,
        "school": SCHOOL,
        "package_id": "0123456789abcdef" * 2,
        "number": 1,
        "previous": "",
        "period": 2024,
        "created": NOW,
    }
    return PackageInfo(**{**plain, **changes})  # type: ignore[arg-type]


@cache
def good_report() -> bytes:
    """Make a small report that every reader accepts."""
    return report()


def report(files: Mapping[str, bytes] | None = None, *, holder: Holder | None = None) -> bytes:
    """Make a report with more files, or by another school."""
    content = {names.RETURN: RETURN, **(files or {})}
    return build(content, info=info(), signer=(holder or world().school).signer)


def bureau_file(kind: ContainerKind, files: Mapping[str, bytes]) -> bytes:
    """Make a file of the bureau."""
    return build(files, info=info(kind), signer=world().operator.signer)


BUREAU_EXPECTS = at_bureau(BUREAU, period=2024, active=frozenset({SCHOOL, OTHER_SCHOOL}))
SCHOOL_EXPECTS = at_school(SCHOOL, bureau=BUREAU, period=2024)


def judge(
    container: bytes,
    *,
    trust: TrustStore | None = None,
    now: datetime = NOW,
    expect: Expectation = BUREAU_EXPECTS,
) -> tuple[Verdict, VerifiedPackage | None]:
    """Verify as the bureau does, unless told otherwise."""
    return verify(container, trust or world().trust, now=now, expect=expect)
