"""Enrolment from the school's side: a key, and the request for a certificate.

The request carries the school's code and public key, nothing else. Names in the certificate come
from the bureau's roster; that the key is the principal's is checked by people, who compare the
fingerprint on the stamped sheet.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporters import limits
from exporters.errors import SentenceError
from exporters.foreign_files import ForeignFile
from exporters.foreign_kind import refusal_as
from exporters.pki.fingerprint import fingerprint, words
from exporters.pki.hostile import parsing

if TYPE_CHECKING:
    from exporters.pki.keys import SigningKey


class RequestError(SentenceError):
    """Not a usable request."""


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """What a request says.

    Attributes:
        school: 学校标识码 it claims.
        public_key: DER SubjectPublicKeyInfo.

    """

    school: str
    public_key: bytes

    @property
    def fingerprint(self) -> str:
        """Twenty hex digits in groups of four, over the public key."""
        return fingerprint(self.public_key)

    @property
    def words(self) -> str:
        """The same in ten words."""
        return words(self.public_key)


def make_request(school: str) -> "tuple[SigningKey, bytes]":
    """Make a new key and the request for a certificate to it.

    Returns:
        The private key and the request (PEM, about 400 bytes).

    """
    from exporters.pki.keys import generate_key

    key = generate_key()
    return key, request_for(key, school=school)


def request_for(key: "SigningKey", *, school: str) -> bytes:
    """Write the request of a school for a key it has already (PEM)."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    subject = x509.Name([x509.NameAttribute(NameOID.SERIAL_NUMBER, school)])
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
    return builder.sign(key.native, SHA256()).public_bytes(Encoding.PEM)


def is_request(data: bytes) -> bool:
    """Whether the bytes begin as a request does."""
    return data.startswith(b"-----BEGIN CERTIFICATE REQUEST-----")


def read_request(data: bytes) -> CertificateRequest:
    """Read and check a request: its signature shows that the sender has the private key.

    Raises:
        RequestError: It is damaged, or not one of this program's.

    """
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    again = "请学校重新生成开户申请后再发一次。"
    if len(data) > limits.REQUEST or not is_request(data):
        raise RequestError(
            refusal_as(
                data,
                wanted="学校的开户申请（…-request.csr）",
                otherwise=again.removesuffix("。"),
                itself=ForeignFile.REQUEST,
            )
        )
    with parsing(RequestError, f"开户申请文件不完整或已损坏，{again}"):
        request = x509.load_pem_x509_csr(data)
        key = request.public_key()
        sound = request.is_signature_valid and not list(request.extensions)
        names = [(item.oid.dotted_string, item.value) for item in request.subject]
    if not sound or request.public_bytes(Encoding.PEM) != data.replace(b"\r\n", b"\n"):
        raise RequestError(f"开户申请文件的内容与其签名不符，{again}")
    plain = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    if not plain or [oid for oid, _ in names] != ["2.5.4.5"]:
        raise RequestError(f"开户申请文件的写法不是本程序的，{again}")
    return CertificateRequest(
        school=str(names[0][1]),
        public_key=key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    )
