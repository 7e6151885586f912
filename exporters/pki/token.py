"""A signing key on a PKCS#11 token (UKey): it signs there and never leaves it.

Optional: needs python-pkcs11 and the maker's PKCS#11 module. A token key goes wherever a key from a
passphrase file goes; only exporting it is refused, by the token itself.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exporters.errors import SentenceError
from exporters.pki.keys import SigningKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


class TokenError(SentenceError):
    """The token cannot be used."""


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where the key is.

    Attributes:
        module: Path of the maker's PKCS#11 library (``.dll``, ``.so``).
        token: Label of the token.
        key: Label of the key pair on it.

    """

    module: str
    token: str
    key: str


@contextmanager
def token_key(place: TokenPlace, *, pin: str) -> Iterator[SigningKey]:
    """Open a token and give its key for as long as the block lasts.

    Args:
        place: Where the key is.
        pin: The PIN; three wrong ones usually lock a token.

    Raises:
        TokenError: No support, no such token or key, wrong PIN, or another kind of key.

    """
    try:
        import pkcs11
    except ImportError as error:
        raise TokenError(
            "没有装 UKey 支持（python-pkcs11），请安装后再试，或使用口令文件。"
        ) from error
    try:
        token = pkcs11.lib(place.module).get_token(token_label=place.token)
        session = token.open(user_pin=pin)
    except Exception as error:
        raise _explained(error, place) from error
    try:
        yield SigningKey(_native(session, place))
    finally:
        session.close()


def _native(session: Any, place: TokenPlace) -> "EllipticCurvePrivateKey":  # noqa: ANN401 - no types
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    from pkcs11 import Mechanism, ObjectClass
    from pkcs11.util.ec import encode_ec_public_key

    from exporters.pki.token_native import TokenPrivateKey

    try:
        private = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=place.key)
        public = session.get_key(object_class=ObjectClass.PUBLIC_KEY, label=place.key)
        key = load_der_public_key(encode_ec_public_key(public))
    except Exception as error:
        raise _explained(error, place) from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise TokenError(f"UKey 上名为“{place.key}”的密钥不是 P-256，请在 UKey 上另建密钥。")

    def sign(data: bytes) -> bytes:
        try:
            # Not every token hashes by itself; all of them sign a digest.
            raw = private.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA)
        except Exception as error:
            raise _explained(error, place) from error
        half = len(raw) // 2
        return encode_dss_signature(
            int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")
        )

    return TokenPrivateKey(key, sign)


def _explained(error: Exception, place: TokenPlace) -> TokenError:
    """Say in words what a token answered."""
    sentences = {
        "NoSuchToken": f"没有找到名为“{place.token}”的 UKey，请插好后再试。",
        "NoSuchKey": f"UKey 上没有名为“{place.key}”的密钥，请核对名称。",
        "PinIncorrect": "UKey 的 PIN 不对。多次输错会锁住 UKey，请核对后再试。",
        "PinLenRange": "UKey 的 PIN 长度不对，请核对后再试。",
        "PinLocked": "UKey 已被锁住，请用管理工具解锁，或联系发放单位。",
        "TokenNotPresent": "UKey 已拔出，请插好后再试。",
        "DeviceRemoved": "UKey 已拔出，请插好后再试。",
    }
    name = type(error).__name__
    fallback = f"UKey 不能用（{name}），请检查驱动文件“{place.module}”和 UKey。"
    return TokenError(sentences.get(name, fallback))
