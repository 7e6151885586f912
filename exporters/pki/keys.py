"""The private key that signs, and the file it sleeps in.

A key is P-256. It leaves memory only as PKCS#8 inside an age passphrase file; ``age -d`` opens that
file, so nobody depends on this program to get at his own key.
"""

from typing import TYPE_CHECKING, Final

from exporters import age

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

SIGNING_KEY_BYTES: Final = 241
"""What :func:`lock_key` puts under the passphrase: PKCS#8 PEM of a P-256 key, always of this size."""
DAILY_KEYS_BYTES: Final = 316
"""The same of :func:`lock_bureau_keys`, with the age identity behind it."""


class SigningKey:
    """A private P-256 key. Never printed, never logged.

    Attributes:
        native: The key for ``cryptography``; only this package's modules use it.

    """

    __slots__ = ("native",)

    def __init__(self, native: "EllipticCurvePrivateKey") -> None:
        self.native = native

    def __repr__(self) -> str:
        return "SigningKey(…)"

    def __reduce__(self) -> str:
        raise TypeError("a private key is not pickled")

    @property
    def public(self) -> bytes:
        """The public half: DER SubjectPublicKeyInfo."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        public = self.native.public_key()
        return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def export_pem(self) -> bytes:
        """Give the key as unprotected PKCS#8 PEM; only to be locked under a passphrase."""
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        return self.native.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def generate_key() -> SigningKey:
    """Make a new P-256 key."""
    from cryptography.hazmat.primitives.asymmetric import ec

    return SigningKey(ec.generate_private_key(ec.SECP256R1()))


def lock_key(key: SigningKey, passphrase: str) -> bytes:
    """Put a key into an age passphrase file; takes about a second.

    Raises:
        ValueError: The passphrase is empty.

    """
    return age.lock(key.export_pem(), passphrase)


def unlock_key(data: bytes, passphrase: str) -> SigningKey:
    """Take the key out of the file :func:`lock_key` made.

    Raises:
        exporters.age.WrongPassphrase: The passphrase does not fit.
        exporters.age.AgeError: Not a key file, or no P-256 key inside.

    """
    return _read_pem(age.unlock(data, passphrase))


def lock_bureau_keys(operator: SigningKey, identity: age.Identity, passphrase: str) -> bytes:
    """Put the bureau's two daily keys into one passphrase file: one passphrase, one wait.

    The file holds the PKCS#8 PEM and, on a line of its own, ``AGE-SECRET-KEY-1…``. The key of the
    certificate authority is never in it (:func:`lock_key`).
    """
    text = operator.export_pem() + identity.export_secret().encode("ascii") + b"\n"
    return age.lock(text, passphrase)


def unlock_bureau_keys(data: bytes, passphrase: str) -> tuple[SigningKey, age.Identity]:
    """Take the operator's key and the age identity out of their file.

    Raises:
        exporters.age.WrongPassphrase: The passphrase does not fit.
        exporters.age.AgeError: Not such a file.

    """
    text = age.unlock(data, passphrase)
    pem, mark, secret = text.partition(b"AGE-SECRET-KEY-")
    return _read_pem(pem), age.Identity((mark + secret).decode("ascii", "replace"))


def _read_pem(pem: bytes) -> SigningKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise age.AgeError("密钥文件里没有可用的签名密钥，请使用备份。") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise age.AgeError("密钥文件里的密钥不是本程序的签名密钥，请选择正确的文件。")
    return SigningKey(key)


def holds_key(certificate: bytes, *, like: bytes) -> bool:
    """Whether two certificates (DER) are for the same key."""
    from exporters.pki.certificates import parse

    return parse(certificate).public_key() == parse(like).public_key()
