"""A report on its way: encrypted by the school to the bureau, opened and verified there."""

from datetime import datetime

from exporters import age, limits
from exporters.asic.verify import Expectation, verify
from exporters.pki.trust import TrustStore
from exporters.refusal import Refusal
from forms.exchange import Code, Level, Verdict, VerifiedPackage


def seal_report(container: bytes, *, recipient: str) -> bytes:
    """Encrypt a report to the bureau.

    Raises:
        exporters.age.AgeError: ``recipient`` is not an age recipient.

    """
    return age.encrypt(container, recipient)


def open_report(
    data: bytes,
    *,
    identity: age.Identity,
    trust: TrustStore,
    now: datetime,
    expect: Expectation,
) -> tuple[Verdict, VerifiedPackage | None]:
    """Decrypt (if it is encrypted) and verify a report as it arrived. Total, as :func:`verify` is.

    Args:
        data: The file's bytes, ``.asice.age`` or a plain ``.asice``.
        identity: The bureau's age key.
        trust: Root and newest revocation list known.
        now: Present time (UTC).
        expect: What the bureau is prepared to accept.

    """
    try:
        container = open_container(data, identity=identity)
    except Refusal as refusal:
        verdict = Verdict(
            Level.INVALID, refusal.code, refusal.sentence, technical=refusal.technical
        )
        return verdict, None
    return verify(container, trust, now=now, expect=expect)


def open_container(data: bytes, *, identity: age.Identity) -> bytes:
    """Give the plain container of a file as it arrived.

    Raises:
        Refusal: ``E_SIZE`` or ``E_CRYPT``.

    """
    if len(data) > limits.FILE:
        raise Refusal(Code.E_SIZE, f"文件有 {len(data)} 字节，超过上限 {limits.FILE} 字节")
    if not age.is_encrypted(data):
        return data
    try:
        return age.decrypt(data, identity)
    except age.AgeError as error:
        raise Refusal(
            Code.E_CRYPT, str(error).removesuffix("。"), technical=repr(error.__cause__)
        ) from error
