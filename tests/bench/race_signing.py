"""Signing and verifying a package, beside ``openssl cms`` on its manifest and beside pyHanko alone.

The others sign or verify one text. The program also writes or reads the container, hashes every file,
and verifies twice over, with chain and revocation list.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from exporters.asic import names
from exporters.asic.second_opinion import confirm
from exporters.asic.zip_reader import Archive
from tests.bench.measure import Row, compared, in_turns
from tests.bench.signing import Material, material

_ROUNDS = 15


def rows() -> list[Row]:
    """Three rows, shown without a budget."""
    work = material()
    container = work.write()
    archive = Archive(container)
    manifest, p7s = archive.read(names.MANIFEST), archive.read(names.SIGNATURE)

    def second() -> None:
        confirm(p7s, manifest, certificate=work.certificate, trust=work.trust, now=work.now)

    with TemporaryDirectory() as folder:
        openssl = _OpenSsl(Path(folder), work, manifest)
        sign = in_turns(openssl.sign, work.write, rounds=_ROUNDS)
        check = in_turns(openssl.verify, lambda: work.check(container), rounds=_ROUNDS)
    alone = in_turns(second, lambda: work.check(container), rounds=_ROUNDS)
    start = "要启动一个进程"
    return [
        compared("race-sign", "做一个签名包", "openssl cms -sign", sign, None, note=start),
        compared("race-verify", "验证一个包", "openssl cms -verify", check, None, note=start),
        compared("race-pyhanko", "验证一个包（两个验证器）", "只用 pyHanko", alone, None),
    ]


class _OpenSsl:
    """The command, with key, certificates and text in files."""

    def __init__(self, folder: Path, work: Material, text: bytes) -> None:
        self._folder = folder
        self._put("text", text)
        self._put("cert.pem", x509.load_der_x509_certificate(work.certificate))
        self._put("root.pem", x509.load_der_x509_certificate(work.trust.root))
        plain = NoEncryption()
        key = work.key.native.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, plain)
        self._put("key.pem", key)

    def sign(self) -> None:
        """Sign the text, detached, with the certificate's digest and the time among the attributes."""
        self._run(
            "-sign -in text -binary -signer cert.pem -inkey key.pem -cades -outform DER -out p7s"
        )

    def verify(self) -> None:
        """Verify what was signed, with its chain up to the root."""
        how = "-verify -binary -content text -inform DER -in p7s -CAfile root.pem -purpose any"
        self._run(f"{how} -out read")

    def _put(self, name: str, content: bytes | x509.Certificate) -> None:
        data = content if isinstance(content, bytes) else content.public_bytes(Encoding.PEM)
        (self._folder / name).write_bytes(data)

    def _run(self, words: str) -> None:
        command = ["openssl", "cms", *words.split()]
        subprocess.run(command, cwd=self._folder, check=True, capture_output=True)
