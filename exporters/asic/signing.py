"""Who signs a container, and how: CAdES B-B over the manifest by pyHanko.

:class:`ContainerSigner` is all that the writer knows. A key on a token
(:mod:`exporters.pki.token`) signs through the same class as one from a file.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from exporters.asic.offline import keep_off_the_network
from exporters.asic.strict_cms import verify_signature
from exporters.errors import SentenceError
from exporters.pki.keys import SigningKey

_FIRST_YEAR: Final = 2020
"""The program was written later; a flat battery sets a clock back to 1970 or 1980."""
_LAST_YEAR: Final = 2049
"""CMS has the signing time as UTCTime, which knows no later year."""


class ContainerSigner(Protocol):
    """Something that can sign a manifest."""

    @property
    def certificate(self) -> bytes:
        """The signer's certificate (DER)."""
        ...

    def sign(self, manifest: bytes) -> bytes:
        """Sign; gives a detached CMS signature (DER)."""
        ...


class SigningError(SentenceError):
    """The signature could not be made, or did not verify."""


def present_time() -> datetime:
    """Give the time now (UTC), to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class FileKeySigner:
    """Signs with a key taken from a passphrase file, or one that stays on a token.

    What it hands out has been verified by the strict verifier first: a signature that the bureau
    would refuse never leaves the school.
    """

    def __init__(
        self, key: SigningKey, certificate: bytes, *, clock: Callable[[], datetime] = present_time
    ) -> None:
        """Bind key and certificate.

        Args:
            key: The signer's private key.
            certificate: Certificate (DER) to that key.
            clock: Gives signing-time (UTC).

        Raises:
            SigningError: The certificate belongs to another key.

        """
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        from exporters.pki.certificates import parse

        public = parse(certificate).public_key()
        if public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != key.public:
            raise SigningError("签名密钥与证书不配套，请重新读入区局的开户文件，或重新申请开户。")
        self._key = key
        self._certificate = certificate
        self._clock = clock

    def __repr__(self) -> str:
        return "FileKeySigner(…)"

    @property
    def certificate(self) -> bytes:
        """The signer's certificate (DER)."""
        return self._certificate

    def sign(self, manifest: bytes) -> bytes:
        """Sign a manifest.

        Raises:
            SigningError: The clock is years behind or decades ahead, or what was made is not what
                the strict verifier accepts.

        """
        present = self._clock()
        if not _FIRST_YEAR <= present.year <= _LAST_YEAR:
            raise SigningError(
                f"这台电脑的时间是 {present.astimezone():%Y-%m-%d}，不会是真的，不能签名。"
                "请校正电脑的日期和时间后重试。"
            )
        p7s = self._sign(manifest)
        if verify_signature(p7s, manifest).certificate != self._certificate:
            raise SigningError("签名后复验不通过，文件没有导出，请重试。")
        return p7s

    def _sign(self, manifest: bytes) -> bytes:
        import asyncio

        keep_off_the_network()
        from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

        signed = asyncio.run(
            _cms_signer(self._key, self._certificate).async_sign_general_data(
                manifest,
                "sha256",
                detached=True,
                use_cades=True,
                signed_attr_settings=PdfCMSSignedAttributes(signing_time=self._clock()),
            )
        )
        return bytes(signed.dump())


def _cms_signer(key: SigningKey, certificate: bytes) -> Any:  # noqa: ANN401 - pyHanko has no types
    """Let pyHanko build the CMS and the key itself sign, be it in memory or on a token."""
    from asn1crypto.algos import SignedDigestAlgorithm
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.hashes import SHA256

    keep_off_the_network()
    from pyhanko.sign.signers import Signer
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class KeySigner(Signer):
        async def async_sign_raw(self, data: bytes, *_: object, **__: object) -> bytes:
            return key.native.sign(data, ECDSA(SHA256()))

    return KeySigner(
        signing_cert=Certificate.load(certificate),
        signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        embed_roots=False,
    )
