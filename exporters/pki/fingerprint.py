"""Fingerprints that two people compare over the telephone or against a stamped sheet.

Eighty bits of SHA-256: 20 hex digits, or ten words of two characters, one for each byte. An attacker
would have to find a second key with the same 80 bits.
"""

import hashlib
from typing import Final

_BYTES: Final = 10
_FIRST: Final = "红青紫黑白金铁大小高远新老东西北"
_SECOND: Final = "山河云月星花草树鸟鱼马牛虎门桥船"


def fingerprint(der: bytes) -> str:
    """Give 20 hex digits in groups of four: ``3f2a 91bc 07d4 5e60 aa18``.

    Args:
        der: A certificate, or the public key of a request (SubjectPublicKeyInfo).

    """
    text = hashlib.sha256(der).digest()[:_BYTES].hex()
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def words(der: bytes) -> str:
    """Give the same 80 bits as ten words of two characters: ``红山 大河 …``.

    >>> len(words(b"certificate").split())
    10
    """
    digest = hashlib.sha256(der).digest()[:_BYTES]
    return " ".join(map(word_of, digest))


def word_of(byte: int) -> str:
    """Give the word of a byte: one of 256, of two characters."""
    return _FIRST[byte >> 4] + _SECOND[byte & 15]


def same_fingerprint(typed: str, der: bytes) -> bool:
    """Whether what somebody typed is the fingerprint, whatever the spacing and case."""
    return bare_digits(typed) == bare_digits(fingerprint(der))


def bare_digits(typed: str) -> str:
    """Give the digits of a fingerprint that was typed, without what people put between them."""
    return "".join(typed.split()).replace("-", "").replace(":", "").lower()
