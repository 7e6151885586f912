"""Whether a certificate may be believed now: our root only, one step, in time, not revoked.

The rules, in the order in which they are applied:

1. the root is of the profile and signed by itself,
2. the clock is not before the last time known (the list's thisUpdate),
3. the certificate is of the profile and signed by that root's key,
4. root and certificate are within their validity *now*, whatever a signature claims,
5. there is a revocation list by that root, its number not below the floor, not out of date,
6. the certificate is not on it, at whatever date.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from exporters import limits
from exporters.pki.certificates import CertificateError, check_root, leaf_role, parse
from exporters.pki.hostile import parsing
from exporters.refusal import Refusal
from forms.exchange import Code

if TYPE_CHECKING:
    from cryptography import x509


@dataclass(frozen=True, slots=True)
class TrustStore:
    """What a reader believes in.

    Attributes:
        root: The bureau's root certificate (DER).
        crl: The newest revocation list known (DER); without one nothing is believed.
        crl_number_floor: Highest CRLNumber ever seen; a list below it is refused.

    """

    root: bytes
    crl: bytes
    crl_number_floor: int = 0

    def newest(self, crl: bytes) -> "TrustStore":
        """Take another list, if it is a sound one of this root with a higher number.

        A list inside a file can so only add knowledge, never take it away.
        """
        offered, known = (_number_or_none(item, self.root) for item in (crl, self.crl))
        if offered is None or (known is not None and known >= offered):
            return self
        return replace(self, crl=crl)


def _number_or_none(crl: bytes, root: bytes) -> int | None:
    try:
        return crl_number(crl, root=root)
    except CertificateError:
        return None


def crl_number(crl: bytes, *, root: bytes) -> int:
    """Give the CRLNumber of a revocation list.

    Raises:
        CertificateError: Not a list of the profile signed by ``root``.

    """
    return _parse_crl(crl, root)[0]


def crl_times(crl: bytes, *, root: bytes) -> tuple[datetime, datetime]:
    """Give thisUpdate and nextUpdate (UTC) of a revocation list.

    Raises:
        CertificateError: Not a list of the profile signed by ``root``.

    """
    return _parse_crl(crl, root)[1:3]


def check_chain(leaf: bytes, *, trust: TrustStore, now: datetime) -> None:
    """Believe a certificate, or say why not.

    Raises:
        Refusal: ``E_SIG``, or ``E_CLOCK`` if the clock is behind what is known.

    """
    root = _root(trust.root)
    check_issued(leaf, root=trust.root)
    crl = _crl(trust, now)
    certificate = parse(leaf)
    for item, who in ((root, "区局的根证书"), (certificate, "签名人的证书")):
        _check_validity(item, who=who, now=now)
    if crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None:
        raise Refusal(
            Code.E_SIG,
            "签名人的证书已被区局吊销",
            advice="请由持有新证书的校长或操作员重新签名导出",
        )


def check_unlisted(leaf: bytes, *, root: bytes, now: datetime) -> None:
    """Check everything but revocation: for looking at a file, never for using it.

    Raises:
        Refusal: ``E_SIG``.

    """
    issuer = _root(root)
    check_issued(leaf, root=root)
    for item, who in ((issuer, "区局的根证书"), (parse(leaf), "签名人的证书")):
        _check_validity(item, who=who, now=now)


def check_issued(leaf: bytes, *, root: bytes) -> None:
    """Check that a leaf of the profile was issued by ``root``, at whatever time.

    Raises:
        Refusal: ``E_SIG``.

    """
    from cryptography.exceptions import InvalidSignature

    try:
        certificate, issuer = parse(leaf), parse(root)
        leaf_role(certificate)
    except CertificateError as error:
        raise Refusal(Code.E_SIG, f"签名人的证书不合规定：{error}") from error
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise Refusal(
            Code.E_SIG,
            "签名人的证书不是本区局颁发的",
            stranger=certificate.issuer != issuer.subject,
            technical=repr(error),
        ) from error


def _root(der: bytes) -> "x509.Certificate":
    try:
        root = parse(der)
        check_root(root)
    except CertificateError as error:
        raise Refusal(
            Code.E_SIG,
            f"本机保存的区局根证书不能用：{error}",
            advice="请重新读入区局的开户文件",
        ) from error
    return root


def _check_validity(certificate: "x509.Certificate", *, who: str, now: datetime) -> None:
    if now < certificate.not_valid_before_utc:
        raise Refusal(
            Code.E_SIG,
            f"{who}要到 {certificate.not_valid_before_utc.astimezone():%Y-%m-%d %H:%M} 才生效",
            advice="请先核对这台电脑的日期和时间",
        )
    if now > certificate.not_valid_after_utc:
        raise Refusal(
            Code.E_SIG,
            f"{who}已于 {certificate.not_valid_after_utc.astimezone():%Y-%m-%d} 到期",
            advice="请换发证书后重新签名导出",
        )


def _crl(trust: TrustStore, now: datetime) -> "x509.CertificateRevocationList":
    advice = "请先更新区局的吊销列表（在最近的回执或开户文件里）"
    if not trust.crl:
        raise Refusal(Code.E_SIG, "没有区局的证书吊销列表，无法确认证书有效", advice=advice)
    try:
        number, this_update, next_update, crl = _parse_crl(trust.crl, trust.root)
    except CertificateError as error:
        raise Refusal(Code.E_SIG, f"区局的证书吊销列表不能用：{error}", advice=advice) from error
    if now < this_update:
        raise Refusal(
            Code.E_CLOCK,
            f"这台电脑的时间早于吊销列表的签发时间 {this_update.astimezone():%Y-%m-%d %H:%M}",
        )
    if number < trust.crl_number_floor:
        raise Refusal(Code.E_SIG, "区局的证书吊销列表比已经见过的旧", advice=advice)
    if now > next_update:
        raise Refusal(
            Code.E_SIG,
            f"区局的证书吊销列表已于 {next_update.astimezone():%Y-%m-%d} 过期",
            advice=advice,
        )
    return crl


@lru_cache(maxsize=16)
@parsing(CertificateError, "吊销列表读不出来")
def _parse_crl(
    crl: bytes, root: bytes
) -> "tuple[int, datetime, datetime, x509.CertificateRevocationList]":
    """Parse a list and verify its signature; sound to remember, since both depend on the bytes alone."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    if len(crl) > limits.CRL:
        raise CertificateError("吊销列表太长")
    found = x509.load_der_x509_crl(crl)
    extensions = {item.oid.dotted_string: item.value for item in found.extensions}
    issuer = parse(root)
    key = issuer.public_key()
    good = isinstance(key, ec.EllipticCurvePublicKey) and found.is_signature_valid(key)
    number = extensions.get("2.5.29.20")
    if not good or found.issuer != issuer.subject:
        raise CertificateError("吊销列表不是区局签发的")
    # cRLNumber and authorityKeyIdentifier; a delta or partial list would have more.
    plain = set(extensions) == {"2.5.29.20", "2.5.29.35"}
    sha256 = found.signature_algorithm_oid.dotted_string == "1.2.840.10045.4.3.2"
    if not plain or not sha256 or not isinstance(number, x509.CRLNumber):
        raise CertificateError("吊销列表的写法不合规定")
    # A list that does not say until when it holds holds no longer than its first moment.
    until = found.next_update_utc or found.last_update_utc
    return number.crl_number, found.last_update_utc, until, found
