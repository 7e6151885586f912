"""The few DER writers the forger needs."""

from cryptography import x509
from cryptography.hazmat import asn1


def tlv(tag: int, *parts: bytes) -> bytes:
    """Write one element with a definite, shortest length."""
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def sequence(*parts: bytes) -> bytes:
    return tlv(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    return tlv(0x31, *sorted(parts))


def octets(data: bytes) -> bytes:
    return tlv(0x04, data)


def integer(value: int) -> bytes:
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    return asn1.encode_der(x509.ObjectIdentifier(dotted))


def utc_time(text: str = "250303080000Z") -> bytes:
    return tlv(0x17, text.encode("ascii"))


NULL = tlv(0x05)
