"""Programs that are not ours: openssl accepts the good and refuses the bad, age opens what we lock.

On a developer's machine a missing tool skips its tests; on CI it must be there.
"""

import os
import shutil
import subprocess
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from exporters import age
from exporters.asic import names
from exporters.pki.authority import create_authority
from exporters.pki.certificates import to_pem
from exporters.pki.keys import generate_key, lock_key
from exporters.pki.profile import LEAF_LIFE
from tests.exporters.asic.world import (
    BUREAU,
    DAY,
    NOW,
    good_report,
    revoked_list,
    world,
)
from tests.exporters.attacks.forge_certificates import leaf, revocation_list
from tests.exporters.attacks.forge_cms import forged
from tests.exporters.attacks.forge_zip import container


def _needs(tool: str) -> pytest.MarkDecorator:
    missing = shutil.which(tool) is None and not os.environ.get("CI")
    return pytest.mark.skipif(missing, reason=f"{tool} is not installed")


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def _unpack(data: bytes, folder: Path) -> None:
    with ZipFile(BytesIO(data)) as archive:
        archive.extractall(folder)


def _openssl(folder: Path, *, root: bytes, crl: bytes, now: datetime) -> str:
    """Verify an unpacked container by the recipe of the documentation; gives what it printed."""
    pem = x509.load_der_x509_crl(crl).public_bytes(Encoding.PEM)
    (folder / "ca_and_crl.pem").write_bytes(to_pem(root) + pem)
    done = _run(
        folder,
        *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"),
        *("-in", names.SIGNATURE, "-content", names.MANIFEST),
        *("-CAfile", "ca_and_crl.pem", "-crl_check", "-out", "verified.xml"),
        *("-attime", str(int(now.timestamp()))),
    )
    said = done.stderr.decode()
    assert ("CAdES Verification successful" in said) == (done.returncode == 0)
    return said


def _judged(
    folder: Path,
    data: bytes,
    *,
    root: bytes | None = None,
    crl: bytes | None = None,
    now: datetime = NOW,
) -> str:
    _unpack(data, folder)
    return _openssl(folder, root=root or world().authority.root, crl=crl or world().crl, now=now)


@_needs("openssl")
class TestOpenssl:
    """``openssl cms -verify -cades`` with the bureau's root and list."""

    def test_good_report_is_accepted(self, tmp_path: Path) -> None:
        assert "successful" in _judged(tmp_path, good_report())
        assert (tmp_path / "verified.xml").read_bytes() == (tmp_path / names.MANIFEST).read_bytes()

    def test_revoked_certificate_is_refused(self, tmp_path: Path) -> None:
        said = _judged(tmp_path, good_report(), crl=revoked_list(world().school))
        assert "certificate revoked" in said

    def test_expired_certificate_is_refused(self, tmp_path: Path) -> None:
        late = NOW + LEAF_LIFE + DAY
        crl = revocation_list(start=late - DAY, end=late + DAY)
        assert "expired" in _judged(tmp_path, good_report(), crl=crl, now=late)

    def test_rogue_authority_of_the_same_name_is_refused(self, tmp_path: Path) -> None:
        rogue = create_authority(name="示例区教育局", code=BUREAU, now=NOW)
        signed = container(sign=forged(holder=leaf(authority=rogue)).sign)
        assert "Verification failure" in _judged(tmp_path, signed)

    def test_changed_manifest_is_refused(self, tmp_path: Path) -> None:
        _unpack(good_report(), tmp_path)
        manifest = tmp_path / names.MANIFEST
        manifest.write_bytes(manifest.read_bytes().replace(b"package", b"packagf", 1))
        said = _openssl(tmp_path, root=world().authority.root, crl=world().crl, now=NOW)
        assert "Verification failure" in said

    def test_root_and_list_are_sound(self, tmp_path: Path) -> None:
        (tmp_path / "root.pem").write_bytes(to_pem(world().authority.root))
        (tmp_path / "leaf.pem").write_bytes(to_pem(world().school.certificate))
        done = _run(
            tmp_path,
            *("openssl", "verify", "-x509_strict", "-purpose", "smimesign"),
            *("-attime", str(int(NOW.timestamp())), "-CAfile", "root.pem", "leaf.pem"),
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.startswith(b"leaf.pem: OK")


@_needs("sha256sum")
def test_digests_can_be_checked_by_sha256sum(tmp_path: Path) -> None:
    from exporters.asic.manifest import read_manifest

    _unpack(good_report(), tmp_path)
    digests = read_manifest((tmp_path / names.MANIFEST).read_bytes())
    lines = "".join(f"{digest.hex()}  {name}\n" for name, digest in digests.items())
    (tmp_path / "sums").write_text(lines, encoding="ascii")
    assert _run(tmp_path, "sha256sum", "--check", "--strict", "sums").returncode == 0


@_needs("age")
class TestAge:
    """Debian's ``age`` and ours read each other's files."""

    def test_it_opens_what_we_encrypt(self, tmp_path: Path) -> None:
        identity = age.generate_identity()
        (tmp_path / "key").write_text(identity.export_secret(), encoding="ascii")
        (tmp_path / "sealed").write_bytes(age.encrypt(good_report(), identity.recipient))
        done = _run(tmp_path, "age", "-d", "-i", "key", "sealed")
        assert (done.returncode, done.stdout) == (0, good_report())

    def test_we_open_what_it_encrypts(self, tmp_path: Path) -> None:
        identity = age.generate_identity()
        (tmp_path / "plain").write_bytes(good_report())
        done = _run(tmp_path, "age", "-r", identity.recipient, "-o", "sealed", "plain")
        assert done.returncode == 0
        assert age.decrypt((tmp_path / "sealed").read_bytes(), identity) == good_report()

    def test_it_refuses_what_was_changed(self, tmp_path: Path) -> None:
        identity = age.generate_identity()
        (tmp_path / "key").write_text(identity.export_secret(), encoding="ascii")
        sealed = bytearray(age.encrypt(good_report(), identity.recipient))
        sealed[-1] ^= 1
        (tmp_path / "sealed").write_bytes(sealed)
        assert _run(tmp_path, "age", "-d", "-i", "key", "sealed").returncode != 0

    @_needs("setsid")
    def test_it_opens_a_key_file_with_the_passphrase(self, tmp_path: Path) -> None:
        key = generate_key()
        (tmp_path / "key.age").write_bytes(lock_key(key, "correct horse"))
        said = _typed("correct horse\n", ["age", "-d", "-o", "key.pem", "key.age"], tmp_path)
        assert "passphrase" in said.lower()
        assert (tmp_path / "key.pem").read_bytes() == key.export_pem()


def _typed(text: str, command: list[str], folder: Path) -> str:
    """Run a command on a terminal of its own and type a line; gives what it showed."""
    import pty

    ours, theirs = pty.openpty()
    # age asks on the controlling terminal, which setsid makes of its standard input.
    work = subprocess.Popen(
        ["setsid", "--ctty", *command], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        with suppress(OSError):  # Linux reports the end of a terminal as an error.
            while b":" not in shown:
                shown += os.read(ours, 1000)
            os.write(ours, text.encode())
            while piece := os.read(ours, 1000):
                shown += piece
    finally:
        assert work.wait() == 0, shown
        os.close(ours)
    return shown.decode()
