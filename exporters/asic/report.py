"""A report on its way: encrypted by the school to the bureau, opened and verified there."""

from datetime import datetime
from typing import Final

from exporters import age, limits
from exporters.asic import names
from exporters.asic.agreement import Expectation
from exporters.asic.verify import verify
from exporters.foreign_files import ForeignFile
from exporters.foreign_kind import foreign_kind
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


def is_package(start: bytes) -> bool:
    """Whether a file that begins so can be a report: encrypted, or a container as we write it."""
    if foreign_kind(start):
        return False
    return age.is_encrypted(start) or start[30:38] == names.MIMETYPE.encode()


def what_else(start: bytes) -> str:
    """Say what a file that begins so is, when it is no report (a Chinese clause); ``""`` if unknown."""
    if not start:
        return "文件是空的（0 字节），可能没有复制完"
    kind = foreign_kind(start)
    return "" if kind is None else f"{kind.told}，不是上报包{_ADVICE.get(kind, '')}"


_NOT_PACKED: Final = "；上报包不压缩，请先解压，或请学校重新发送"
_ADVICE: Final = {
    ForeignFile.STORE: "，请学校签名后用“导出”生成上报包",
    ForeignFile.REQUEST: "，请在“给学校开户”里读入",
    ForeignFile.ARCHIVE: _NOT_PACKED,
    ForeignFile.RAR: _NOT_PACKED,
    ForeignFile.SEVEN_ZIP: _NOT_PACKED,
    ForeignFile.GZIP: _NOT_PACKED,
    ForeignFile.LOCKED_ARCHIVE: "；请先用它的密码解压，或请学校不压缩、直接发送",
    ForeignFile.LOCKED_KEY: "，请单独保管",
    ForeignFile.REVIEW: "，请学校签名后用“导出”生成上报包",
}


def open_container(data: bytes, *, identity: age.Identity) -> bytes:
    """Give the plain container of a file as it arrived.

    Raises:
        Refusal: ``E_SIZE``, ``E_CRYPT``, or ``E_ZIP`` with what the file is instead.

    """
    if len(data) > limits.FILE:
        raise Refusal(Code.E_SIZE, f"文件有 {len(data)} 字节，超过上限 {limits.FILE} 字节")
    other = what_else(data)
    if other:
        raise Refusal(Code.E_ZIP, other, advice="没有读入")
    if not age.is_encrypted(data):
        return data
    try:
        return age.decrypt(data, identity)
    except age.AgeError as error:
        raise Refusal(
            Code.E_CRYPT, str(error).removesuffix("。"), technical=repr(error.__cause__)
        ) from error
