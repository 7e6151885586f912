"""Who made a signature, and whether he may be believed now: both verifiers have to say so."""

from datetime import datetime

from exporters.asic.strict_cms import Signature
from exporters.pki import trust as chain
from exporters.pki.certificates import CertificateError, describe
from exporters.pki.trust import TrustStore
from exporters.refusal import Refusal
from forms.exchange import Code, Signer


def signer_of(signature: Signature) -> Signer:
    """Say whose certificate made a signature.

    Raises:
        Refusal: ``E_SIG``: the certificate is not one of the profile for signing data.

    """
    try:
        info = describe(signature.certificate)
    except CertificateError as error:
        raise Refusal(Code.E_SIG, f"签名人的证书不合规定：{error}") from error
    if info.role is None:
        raise Refusal(Code.E_SIG, "签名用的是根证书，根证书不能用来签署数据")
    return Signer(
        name=info.name,
        organisation=info.organisation,
        code=info.code,
        role=info.role.value,
        certificate_serial=info.serial,
        fingerprint=info.fingerprint,
        claimed_time=signature.claimed_time,
    )


def check_believed(
    p7s: bytes,
    manifest: bytes,
    signature: Signature,
    *,
    trust: TrustStore,
    now: datetime,
    listed: bool,
) -> None:
    """Check chain, validity and revocation of a signer, and ask the second verifier.

    Args:
        p7s: The signature file.
        manifest: What it covers.
        signature: What the first verifier found in it.
        trust: What is believed in.
        now: Present time (UTC).
        listed: Whether the revocation list decides; without it nothing may be used.

    Raises:
        Refusal: ``E_SIG`` or ``E_CLOCK``.

    """
    from exporters.asic.second_opinion import confirm

    if not listed:
        chain.check_unlisted(signature.certificate, root=trust.root, now=now)
        return
    chain.check_chain(signature.certificate, trust=trust, now=now)
    confirm(p7s, manifest, certificate=signature.certificate, trust=trust, now=now)
