"""Age passphrase files (age-encryption.org/v1, recipient type scrypt), small ones held in memory.

pyrage measures the computer when it writes such a file and again when it reads one. Written on a
busy computer the file is weak, read on a busy one it is refused as if the passphrase were wrong. Here
the cost is one number, the one ``age`` itself uses, and the two ways to fail are kept apart.
"""

import base64
import hashlib
import hmac
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from exporters import limits
from exporters.age_header import VERSION

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

WORK: Final = 18
"""Binary logarithm of scrypt's N: 256 MB and about one second for each guess."""

_CHUNK: Final = 64 * 2**10
_LABEL: Final = b"age-encryption.org/v1/scrypt"
_KEY: Final = 16
_NONCE: Final = 16
_TAG: Final = 16
_LAST: Final = bytes(11) + b"\x01"
"""Nonce of the first chunk that is the last as well."""
_HEADER: Final = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n"
    rb"--- ([A-Za-z0-9+/]{43})\n"
)


class NotAPassphraseFileError(ValueError):
    """The bytes are no passphrase file of this size, or were altered."""


class TooCostlyError(ValueError):
    """The file asks for more work than :data:`exporters.limits.SCRYPT_WORK`.

    Attributes:
        memory: What trying a passphrase would take, in bytes.

    """

    def __init__(self, work: int) -> None:
        super().__init__(f"scrypt with log N = {work}")
        self.memory = 128 * 8 << work


class DoesNotFitError(ValueError):
    """The passphrase is another one."""


def write(data: bytes, passphrase: str) -> bytes:
    """Encrypt a few bytes under a passphrase; takes about a second.

    Raises:
        ValueError: There is more than fits into one chunk (64 KB).

    """
    if len(data) > _CHUNK:
        raise ValueError("too much for a passphrase file")
    key, salt, nonce = os.urandom(_KEY), os.urandom(16), os.urandom(_NONCE)
    wrapped = _cipher(stretched(passphrase, salt, WORK)).encrypt(bytes(12), key, None)
    header = b"".join(
        (VERSION, b"-> scrypt ", _b64(salt), b" %d\n" % WORK, _b64(wrapped), b"\n---")
    )
    sealed = _cipher(_derived(key, b"payload", salt=nonce)).encrypt(_LAST, data, None)
    return b"".join((header, b" ", _b64(_mac(key, header)), b"\n", nonce, sealed))


def read(data: bytes, passphrase: str, *, stretch: "Stretch | None" = None) -> bytes:
    """Decrypt what :func:`write`, ``age -p`` or pyrage wrote; takes about a second.

    Args:
        data: The file.
        passphrase: Its passphrase.
        stretch: Does what :func:`stretched` does; for who tries several files of one salt.

    Raises:
        DoesNotFitError: The passphrase is another one.
        TooCostlyError: It asks for too much memory; nothing was tried.
        NotAPassphraseFileError: Not such a file, or altered.

    """
    from cryptography.exceptions import InvalidTag

    found = _HEADER.match(data)
    if found is None:
        raise NotAPassphraseFileError("no header of a passphrase file")
    if int(found[2]) > limits.SCRYPT_WORK:
        raise TooCostlyError(int(found[2]))
    salt, wrapped, mac = (_bytes(found[place]) for place in (1, 3, 4))
    try:
        wrapping = (stretch or stretched)(passphrase, salt, int(found[2]))
        key = _cipher(wrapping).decrypt(bytes(12), wrapped, None)
    except InvalidTag as error:
        raise DoesNotFitError("wrong passphrase") from error
    header = data[: found.start(4) - 1]
    if len(key) != _KEY or not hmac.compare_digest(_mac(key, header), mac):
        raise NotAPassphraseFileError("the header was altered")
    begin = found.end() + _NONCE
    nonce, sealed = data[found.end() : begin], data[begin:]
    try:
        return _cipher(_derived(key, b"payload", salt=nonce)).decrypt(_LAST, sealed, None)
    except InvalidTag as error:
        raise NotAPassphraseFileError("the content was altered") from error


def content_size(data: bytes) -> int:
    """How many bytes such a file holds, as can be told without its passphrase; below 0 where it ends before.

    Raises:
        NotAPassphraseFileError: It does not begin as such a file does.

    """
    found = _HEADER.match(data)
    if found is None:
        raise NotAPassphraseFileError("no header of a passphrase file")
    return len(data) - found.end() - _NONCE - _TAG


Stretch = Callable[[str, bytes, int], bytes]


def stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    """Give the key that a passphrase, a salt and a work factor make; takes about a second."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    try:
        stretch = Scrypt(salt=_LABEL + salt, length=32, n=1 << work, r=8, p=1)
        return stretch.derive(passphrase.encode("utf-8"))
    except MemoryError as error:
        raise NotAPassphraseFileError("not enough memory for this file's work factor") from error


def _derived(key: bytes, info: bytes, *, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _mac(key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(key, b"header", salt=b""), header, hashlib.sha256)


def _cipher(key: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _b64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    found = base64.b64decode(text + b"=" * (-len(text) % 4))
    # Bits behind the last byte would let several spellings through.
    if _b64(found) != text:
        raise NotAPassphraseFileError("no canonical base64")
    return found
