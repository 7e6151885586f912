"""Signing and verifying a package, beside ``openssl speed`` on the same processor."""

import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from exporters.asic import names
from exporters.asic.agreement import at_bureau
from exporters.asic.build import build
from exporters.asic.package_info import new_info
from exporters.asic.signing import FileKeySigner
from exporters.asic.verify import verify
from exporters.pki.authority import Subject, create_authority, issue_certificate, issue_crl
from exporters.pki.keys import SigningKey, generate_key
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import TrustStore
from forms.canonical import canonical_bytes
from forms.document import to_document
from forms.exchange import ContainerKind, PackageInfo
from tests.bench.measure import Row, median, milliseconds, spread
from tests.bench.samples import SCHOOL, example_sheet

_BUREAU = "420104"
_ROUNDS = 30


def rows() -> list[Row]:
    """Signatures and digests are the least a package can cost."""
    work = material()
    container = work.write()
    writing = [milliseconds(work.write) for _ in range(_ROUNDS)]
    checking = [milliseconds(lambda: work.check(container)) for _ in range(_ROUNDS)]
    signed, checked, wavering = median(writing), median(checking), spread(checking)
    digest = median([milliseconds(lambda: sha256(container).digest()) for _ in range(_ROUNDS)])
    sign, confirm = _openssl()
    size = len(container) / 1000
    rates = f"每秒 {1000 / checked:.0f} 个，openssl speed 每秒验证 {1000 / confirm:.0f} 次"
    eight = "openssl 八次 P-256 验证（签名、证书链、吊销列表、根，各两遍）"
    what = "验证一个包（两个验证器）"
    return [
        Row(
            "sign",
            "做一个签名包",
            "openssl 一次 P-256 签名",
            sign,
            signed,
            None,
            note=f"包 {size:.0f} kB；每秒 {1000 / signed:.0f} 个，"
            f"openssl speed 每秒签名 {1000 / sign:.0f} 次",
            spread=spread(writing),
        ),
        Row("verify", what, eight, 8 * confirm, checked, None, note=rates, spread=wavering),
        Row(
            "verify-digest",
            what,
            "对同样的字节算一次 SHA-256",
            digest,
            checked,
            None,
            note=f"SHA-256 每秒 {size / digest:.0f} MB",
            spread=wavering,
        ),
    ]


@dataclass(frozen=True)
class Material:
    """A key, its certificate and what is to be signed, with everything prepared."""

    key: SigningKey
    certificate: bytes
    trust: TrustStore
    now: datetime
    files: dict[str, bytes]
    info: PackageInfo

    def write(self) -> bytes:
        """Write a package."""
        return build(self.files, info=self.info, signer=FileKeySigner(self.key, self.certificate))

    def check(self, container: bytes) -> None:
        """Check a package with both verifiers."""
        expect = at_bureau(_BUREAU, period=2024, active={SCHOOL})
        verdict, package = verify(container, self.trust, now=self.now, expect=expect)
        if package is None:
            raise RuntimeError(verdict.message)


def material() -> Material:
    """Make keys and certificates, and the return of the example school."""
    now = datetime.now(UTC).replace(microsecond=0)
    authority = create_authority(name="样例区教育局", code=_BUREAU, now=now)
    key = generate_key()
    certificate = issue_certificate(
        authority,
        subject=Subject("样例学校", "王校长", SCHOOL),
        role=CertificateRole.SCHOOL,
        public_key=key.public,
        now=now,
    )
    trust = TrustStore(authority.root, issue_crl(authority, number=1, revoked=(), now=now))
    info = new_info(
        ContainerKind.REPORT,
        bureau=_BUREAU,
        school=SCHOOL,
        number=1,
        previous="",
        period=2024,
        created=now,
    )
    return Material(key, certificate, trust, now, {names.RETURN: _document()}, info)


def _document() -> bytes:
    sheet = example_sheet()
    return canonical_bytes(to_document(sheet, program_version="0.1.0", journal_head="0" * 64))


def _openssl() -> tuple[float, float]:
    """Milliseconds of one signature and of one verification."""
    done = subprocess.run(
        ["openssl", "speed", "-seconds", "1", "ecdsap256"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"nistp256\)\s+(\S+)s\s+(\S+)s\s+(\S+)\s+(\S+)", done.stdout)
    if found is None:
        raise RuntimeError(f"unknown output of openssl speed: {done.stdout!r}")
    # The rates have more digits than the times.
    return 1000 / float(found[3]), 1000 / float(found[4])
