"""Further signatures of a report: 统计人员 and 审核人 who have keys of their own sign what they confirmed.

Each signs one small file of the container, which states the confirmation as it stands in the return, with the
digest of what was confirmed. The head's signature covers that file like every other, so that a further
signature can neither be taken away nor be added later. EN 319 162-1 has one manifest for each signature file.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from exporters import limits
from exporters.asic.manifest import write_manifest
from exporters.asic.names import FURTHER
from exporters.asic.signers import check_believed, signer_of
from exporters.asic.strict_cms import Signature, verify_signature
from exporters.asic.zip_reader import Archive
from exporters.pki.authority import Subject
from exporters.pki.certificates import describe
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import TrustStore
from exporters.refusal import Refusal
from exporters.strict_json import JsonError, decode, encode
from forms.confirmation import Confirmation, Signatory
from forms.document.confirmed import confirmation_json
from forms.exchange import Code, PackageInfo, Signer

ROLES: Final[Mapping[Signatory, CertificateRole]] = {
    Signatory.STATISTICIAN: CertificateRole.STATISTICIAN,
    Signatory.REVIEWER: CertificateRole.REVIEWER,
}


def statement(confirmation: Confirmation, *, school: str, period: int) -> bytes:
    """Write the file that a further signature covers."""
    return encode({"school": school, "period": period, **confirmation_json(confirmation)})


def statements_fault(
    files: Mapping[str, bytes], given: Sequence[Confirmation], *, school: str, period: int
) -> str:
    """Say which statement of a package is not what its return says was confirmed (Chinese), or ``""``."""
    told = {one.signatory: statement(one, school=school, period=period) for one in given}
    for signatory, own in FURTHER.items():
        if own.statement in files and files[own.statement] != told.get(signatory):
            return f"{signatory.label}签名的确认与填报表里的不同"
    return ""


def further_manifest(signatory: Signatory, content: bytes) -> bytes:
    """Write the manifest a further signature is made over: one file, its statement."""
    own = FURTHER[signatory]
    return write_manifest({own.statement: hashlib.sha256(content).digest()}, own.signature)


def further_entries(
    files: Mapping[str, bytes], signatures: Mapping[Signatory, bytes]
) -> dict[str, bytes]:
    """Give the entries of META-INF for further signatures, in the order of the container.

    Args:
        files: The files of the container, the statements among them.
        signatures: The signature (DER) of each who has one.

    """
    entries: dict[str, bytes] = {}
    for signatory, own in FURTHER.items():
        if signatory in signatures:
            entries[own.manifest] = further_manifest(signatory, files[own.statement])
            entries[own.signature] = signatures[signatory]
    return entries


def check_further(
    archive: Archive,
    files: Mapping[str, bytes],
    info: PackageInfo,
    *,
    trust: TrustStore | None,
    now: datetime,
    listed: bool,
) -> tuple[Signer, ...]:
    """Verify the further signatures of a container whose own signature and digests hold.

    Args:
        archive: The container.
        files: Its files, by the head's manifest.
        info: Its package.json.
        trust: What is believed in; ``None`` leaves open whether the signers are.
        now: Present time (UTC).
        listed: Whether the revocation list decides.

    Returns:
        Who has signed, in the order of offices; the role says as what.

    Raises:
        Refusal: ``E_SET``, ``E_SIZE``, ``E_SIG``, ``E_CLOCK``, ``E_MAN``, ``E_WHO``, ``E_JSON``, ``E_TIME``.

    """
    found: list[Signer] = []
    for signatory, own in FURTHER.items():
        present = [name for name in own.all if name in archive.entries]
        if not present:
            continue
        if len(present) < len(own.all):
            missing = next(name for name in own.all if name not in present)
            raise Refusal(Code.E_SET, f"{signatory.label}的签名不全，容器里缺少 {missing}")
        manifest = archive.read(own.manifest, limit=limits.MANIFEST)
        p7s = archive.read(own.signature, limit=limits.SIGNATURE)
        try:
            signature = verify_signature(p7s, manifest)
            if trust is not None:
                check_believed(p7s, manifest, signature, trust=trust, now=now, listed=listed)
        except Refusal as refusal:
            raise refusal.told_of(f"{signatory.label}的签名") from refusal
        if manifest != further_manifest(signatory, files[own.statement]):
            raise Refusal(Code.E_MAN, f"{signatory.label}签名的不是容器里的那份确认")
        found.append(_checked_signer(signatory, signature, files[own.statement], info))
    return tuple(found)


def order_of(listed: frozenset[str]) -> tuple[str, ...]:
    """Give the names of META-INF beyond the head's that are among those listed, in their one order."""
    further = (name for own in FURTHER.values() for name in (own.manifest, own.signature))
    return tuple(name for name in further if name in listed)


def _checked_signer(
    signatory: Signatory, signature: Signature, content: bytes, info: PackageInfo
) -> Signer:
    signer, certificate = signer_of(signature), describe(signature.certificate)
    if signer.role != ROLES[signatory].value or signer.code != info.school:
        raise Refusal(
            Code.E_WHO,
            f"{signatory.label}的签名用的不是学校 {info.school} {signatory.label}的证书",
        )
    said = _said(content)
    stated = {"school": info.school, "period": info.period, "signatory": signatory.value}
    if any(said.get(key) != value for key, value in stated.items()):
        raise Refusal(Code.E_WHO, f"{signatory.label}签名的确认是另一所学校、另一年或另一身份的")
    if Subject("", str(said.get("name")), "").common_name != signer.name:
        raise Refusal(Code.E_WHO, f"{signatory.label}的确认写的姓名与证书上的 {signer.name} 不同")
    if not certificate.not_before <= signature.claimed_time <= certificate.not_after:
        raise Refusal(Code.E_TIME, f"{signatory.label}的签名时间不在证书的有效期内")
    return signer


def _said(content: bytes) -> Mapping[str, object]:
    try:
        said = decode(content)
    except JsonError as error:
        raise Refusal(Code.E_JSON, f"一份确认读不出来：{error}") from error
    return said if isinstance(said, dict) else {}
