"""Two more programs that are not ours: GnuTLS's certtool and GnuPG's gpgsm judge as we do.

On a developer's machine a missing tool skips its tests; on CI it must be there.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.signing import FileKeySigner
from exporters.pki.authority import Authority, create_authority
from exporters.pki.certificates import to_pem
from exporters.pki.profile import LEAF_LIFE
from tests.exporters.asic.world import BUREAU, RETURN, Holder, enrol, info

NOW = datetime.now(UTC).replace(microsecond=0)
"""certtool cannot be told another time."""


def _needs(tool: str) -> pytest.MarkDecorator:
    missing = shutil.which(tool) is None and not os.environ.get("CI")
    return pytest.mark.skipif(missing, reason=f"{tool} is not installed")


@dataclass(frozen=True)
class Case:
    """An unpacked report and the root it is to be judged by."""

    folder: Path
    root: bytes

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        )

    def change_manifest(self) -> None:
        path = self.folder / names.MANIFEST
        path.write_bytes(path.read_bytes().replace(b"package", b"packagf", 1))


def _authority(at: datetime = NOW) -> Authority:
    return create_authority(name="示例区教育局", code=BUREAU, now=at)


def _case(folder: Path, authority: Authority, holder: Holder, *, at: datetime = NOW) -> Case:
    signer = FileKeySigner(holder.key, holder.certificate, clock=lambda: at)
    container = build({names.RETURN: RETURN}, info=info(), signer=signer)
    with ZipFile(BytesIO(container)) as archive:
        archive.extractall(folder)
    (folder / "root.pem").write_bytes(to_pem(authority.root))
    return Case(folder, authority.root)


@pytest.fixture
def good(tmp_path: Path) -> Case:
    authority = _authority()
    return _case(tmp_path, authority, enrol(authority, at=NOW))


@pytest.fixture
def by_a_rogue(tmp_path: Path) -> Case:
    """Signed under another authority of the very same name."""
    return _case(tmp_path, _authority(), enrol(_authority(), at=NOW))


@pytest.fixture
def expired(tmp_path: Path) -> Case:
    then = NOW - LEAF_LIFE - timedelta(days=1)
    authority = _authority(then)
    return _case(tmp_path, authority, enrol(authority, at=then), at=then)


@_needs("certtool")
class TestCerttool:
    """GnuTLS."""

    def judged(self, case: Case) -> subprocess.CompletedProcess[str]:
        return case.run(
            *("certtool", "--p7-verify", "--inder", "--infile", names.SIGNATURE),
            *("--load-data", names.MANIFEST, "--load-ca-certificate", "root.pem"),
        )

    def test_good_report_is_accepted(self, good: Case) -> None:
        done = self.judged(good)
        assert done.returncode == 0, done.stderr
        assert "Signature status: ok" in done.stdout + done.stderr

    def test_changed_manifest_is_refused(self, good: Case) -> None:
        good.change_manifest()
        assert self.judged(good).returncode != 0

    def test_rogue_authority_of_the_same_name_is_refused(self, by_a_rogue: Case) -> None:
        assert self.judged(by_a_rogue).returncode != 0

    def test_expired_certificate_is_refused(self, expired: Case) -> None:
        assert self.judged(expired).returncode != 0


@_needs("gpgsm")
class TestGpgsm:
    """GnuPG, trusting the bureau's root alone; its revocation lists would need a directory server."""

    def judged(self, case: Case) -> str:
        """Verify, and give the lines of status."""
        home = case.folder / "g"
        home.mkdir(mode=0o700)
        digest = x509.load_der_x509_certificate(case.root).fingerprint(SHA1()).hex()
        (home / "trustlist.txt").write_text(f"{digest.upper()} S relax\n", encoding="ascii")
        (home / "gpgsm.conf").write_text("disable-crl-checks\n", encoding="ascii")
        say = ("gpgsm", "--batch", "--status-fd", "1")
        try:
            assert case.run(*say, "--import", "root.pem", GNUPGHOME=str(home)).returncode == 0
            done = case.run(*say, "--verify", names.SIGNATURE, names.MANIFEST, GNUPGHOME=str(home))
        finally:
            case.run("gpgconf", "--kill", "all", GNUPGHOME=str(home))
        accepted = "TRUST_FULLY" in done.stdout
        assert accepted == (done.returncode == 0), done.stderr
        return done.stdout

    def test_good_report_is_accepted(self, good: Case) -> None:
        said = self.judged(good)
        assert "GOODSIG" in said
        assert "TRUST_FULLY" in said

    def test_changed_manifest_is_refused(self, good: Case) -> None:
        good.change_manifest()
        assert "BADSIG" in self.judged(good)

    def test_rogue_authority_of_the_same_name_is_refused(self, by_a_rogue: Case) -> None:
        assert "TRUST_FULLY" not in self.judged(by_a_rogue)
