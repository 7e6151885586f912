"""Second verifier: pyHanko, told explicitly everything it would otherwise assume.

Measured traps of its defaults: without an explicit policy it ignores a revocation list for
certificates that name no distribution point; without a list of roots it trusts the operating
system's; without a list of extended usages it takes a TLS server's certificate.
"""

from collections.abc import Coroutine
from datetime import datetime
from functools import lru_cache
from threading import get_ident
from typing import TYPE_CHECKING, Any, TypeVar

from exporters.asic.offline import keep_off_the_network
from exporters.pki.profile import DOCUMENT_SIGNING
from exporters.pki.trust import TrustStore
from exporters.refusal import Refusal
from forms.exchange import Code

if TYPE_CHECKING:
    from asn1crypto.crl import CertificateList
    from asn1crypto.x509 import Certificate

_Result = TypeVar("_Result")


def confirm(
    p7s: bytes, manifest: bytes, *, certificate: bytes, trust: TrustStore, now: datetime
) -> None:
    """Ask pyHanko whether it accepts the signature too, and by the same certificate.

    Raises:
        Refusal: ``E_SIG``: the two verifiers do not agree.

    """
    try:
        fault = _fault(p7s, manifest, certificate=certificate, trust=trust, now=now)
    except Exception as error:  # noqa: BLE001 - it raises six unrelated kinds on hostile input
        fault = repr(error)
    if fault:
        raise Refusal(Code.E_SIG, "第二个验证程序不认可这个签名", technical=fault)


def _fault(
    p7s: bytes, manifest: bytes, *, certificate: bytes, trust: TrustStore, now: datetime
) -> str:
    from asn1crypto import cms

    keep_off_the_network()
    from pyhanko.sign.validation import async_validate_detached_cms
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.policy_decl import (
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    always = RevocationCheckingRule.CRL_REQUIRED
    context = ValidationContext(
        trust_roots=[_root(trust.root, get_ident())],
        crls=[_crl(trust.crl, get_ident())],
        allow_fetching=False,
        moment=now,
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(always, always)),
    )
    usages = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"},
        match_all_key_usages=True,
        extd_key_usage={DOCUMENT_SIGNING},
        explicit_extd_key_usage_required=True,
    )
    signed = cms.ContentInfo.load(p7s, strict=True)["content"]
    status = _run(async_validate_detached_cms(manifest, signed, context, key_usage_settings=usages))
    if not status.bottom_line:
        return f"pyHanko: {status.trust_problem_indic or status.summary()}"
    if status.signing_cert.dump() != certificate:
        return "pyHanko: other certificate"
    return ""


def _run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a coroutine that has nothing to wait for; one that wants to wait would be on the network."""
    try:
        work.send(None)
    except StopIteration as done:
        result: _Result = done.value
        return result
    work.close()
    raise RuntimeError("the verifier wanted to wait for something")


# asn1crypto parses an object while it is read, so one object must not be read by two threads.


@lru_cache(maxsize=8)
def _root(der: bytes, _thread: int) -> "Certificate":
    from asn1crypto.x509 import Certificate

    return Certificate.load(der, strict=True)


@lru_cache(maxsize=8)
def _crl(der: bytes, _thread: int) -> "CertificateList":
    from asn1crypto.crl import CertificateList

    return CertificateList.load(der, strict=True)
