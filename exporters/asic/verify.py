"""From bytes to a verdict: whether a container is whole, whose it is, whether it may be used.

Total: any bytes give a verdict, never an exception. The steps stop at the first refusal and stand in
this order:

1. structure of the zip, names, sizes
2. the mimetype entry
3. manifest and signature, within their limits
4. first verifier: strict CMS profile, then chain to our root, validity now, revocation list
5. second verifier: pyHanko, same certificate
6. only now the manifest is parsed
7. files named in the manifest = files present
8. digests
9. package.json; files its kind has; signer speaks for the sender; its times can be true; it agrees
   with what we expect (:mod:`exporters.asic.agreement`)
10. the signatures of those of the three who have keys of their own (:mod:`exporters.asic.further`)

Number and predecessor are for the store to compare, inside its transaction.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from exporters import limits
from exporters.asic import names
from exporters.asic.agreement import CLAIM_SLACK, Expectation, check_expected, check_times
from exporters.asic.further import check_further, order_of
from exporters.asic.manifest import identity, read_manifest
from exporters.asic.package_info import decode_info
from exporters.asic.signers import check_believed, signer_of
from exporters.asic.strict_cms import Signature, verify_signature
from exporters.asic.zip_reader import Archive
from exporters.pki.certificates import describe
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import TrustStore
from exporters.refusal import Refusal
from forms.exchange import (
    Code,
    ContainerKind,
    Level,
    PackageInfo,
    Signer,
    Verdict,
    VerifiedPackage,
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a container says, with a verdict that never lets its content in.

    Attributes:
        verdict: How far it can be believed.
        info: Its package.json; ``None`` if it was not reached.
        identity: SHA-256 (hex) of its manifest; empty if it was not reached.

    """

    verdict: Verdict
    info: PackageInfo | None
    identity: str


def verify(
    container: bytes, trust: TrustStore, *, now: datetime, expect: Expectation
) -> tuple[Verdict, VerifiedPackage | None]:
    """Verify a container for use.

    Args:
        container: The ``.asice`` bytes, decrypted.
        trust: Root and newest revocation list known. A newer list inside a bureau's file is used.
        now: Present time (UTC).
        expect: What the reader is prepared to accept.

    Returns:
        The verdict, and the content if and only if it is accepted.

    Raises:
        ValueError: ``now`` has no time zone (a fault of the caller, not of the bytes).

    """
    examination = _Examination(container, now=now, trust=trust, expect=expect)
    return examination.run(), examination.package


def inspect(
    container: bytes, *, now: datetime, root: bytes | None = None, crl: bytes = b""
) -> Inspection:
    """Say what a container is, without a place to use it in.

    Without a root the signature and every digest are checked, but nobody vouches for the signer.
    With a root but without a list of revoked certificates the best verdict is a remark.
    """
    trust = TrustStore(root, crl) if root is not None else None
    examination = _Examination(container, now=now, trust=trust, expect=None)
    verdict = examination.run()
    return Inspection(verdict, examination.info, examination.identity)


def offered_root(container: bytes) -> bytes | None:
    """Give the root certificate (DER) an opening file brings along; ``None`` if it has none.

    It proves nothing: the school compares its fingerprint with the bureau's printed notice, and
    only then verifies the file with it.
    """
    try:
        archive = Archive(container)
        if names.ROOT not in archive.entries:
            return None
        return archive.read(names.ROOT, limit=limits.CERTIFICATE)
    except Refusal:
        return None


class _Examination:
    """One container under examination: the facts found so far."""

    def __init__(
        self,
        container: bytes,
        *,
        now: datetime,
        trust: TrustStore | None,
        expect: Expectation | None,
    ) -> None:
        if now.tzinfo is None:
            raise ValueError("the present time needs its zone")
        self.info: PackageInfo | None = None
        self.identity = ""
        self.package: VerifiedPackage | None = None
        self._container = container
        self._now = now
        self._trust = trust
        self._expect = expect
        self._signer: Signer | None = None
        self._readable = self._trusted = self._whole = self._right_party = False
        self._listed = False
        self._further: tuple[Signer, ...] = ()
        self._remarks: list[str] = []

    def run(self) -> Verdict:
        """Go through the steps to the first refusal."""
        try:
            self._steps()
        except Refusal as refusal:
            return self._refused(refusal)
        except MemoryError:
            # Says nothing about the bytes: a sound file must not be called broken for it.
            raise
        except Exception as error:  # noqa: BLE001 - the promise is a verdict for any bytes
            unforeseen = Refusal(Code.E_ZIP, "文件无法识别", technical=repr(error))
            return self._refused(unforeseen)
        return self._passed()

    def _steps(self) -> None:
        archive = Archive(self._container)
        self._readable = True
        _check_mimetype(archive)
        manifest = _fixed(archive, names.MANIFEST, limit=limits.MANIFEST)
        p7s = _fixed(archive, names.SIGNATURE, limit=limits.SIGNATURE)
        signature = verify_signature(p7s, manifest)
        self._signer = signer_of(signature)
        if self._trust is not None:
            self._check_trust(self._trust, archive, p7s=p7s, manifest=manifest, found=signature)
        self.identity = identity(manifest)
        files = _checked_files(archive, read_manifest(manifest))
        self._whole = True
        self.info = _info(files)
        _check_kind(files, self.info)
        if self._trust is not None and files.get(names.ROOT, self._trust.root) != self._trust.root:
            raise Refusal(Code.E_SIG, "文件里的根证书不是已核对过的那一张")
        _check_sender(self._signer, self.info)
        signer = describe(signature.certificate)
        check_times(self.info, signed=signature.claimed_time, by=signer)
        self._further = check_further(
            archive, files, self.info, trust=self._trust, now=self._now, listed=self._listed
        )
        if self._expect is not None:
            check_expected(self.info, self._expect)
            self.package = VerifiedPackage(
                identity=self.identity,
                info=self.info,
                signer=self._signer,
                files=files,
                container=self._container,
                further=self._further,
            )
        self._right_party = True

    def _check_trust(
        self,
        trust: TrustStore,
        archive: Archive,
        *,
        p7s: bytes,
        manifest: bytes,
        found: Signature,
    ) -> None:
        last = self._expect.not_before if self._expect else None
        if last is not None and self._now < last:
            raise Refusal(
                Code.E_CLOCK,
                f"这台电脑的时间早于上一次收件的时间 {last.astimezone():%Y-%m-%d %H:%M}",
            )
        if _role(self._signer) is CertificateRole.BUREAU and names.REVOCATIONS in archive.entries:
            trust = trust.newest(archive.read(names.REVOCATIONS, limit=limits.CRL))
        self._listed = self._expect is not None or bool(trust.crl)
        if not self._listed:
            self._remarks.append("没有吊销列表，未能核对证书是否已被吊销")
        check_believed(p7s, manifest, found, trust=trust, now=self._now, listed=self._listed)
        if found.claimed_time > self._now + CLAIM_SLACK:
            self._remarks.append("签名时间晚于现在，签名人电脑的时钟不准")
        self._trusted = True

    def _passed(self) -> Verdict:
        if self._trust is None:
            level = Level.UNKNOWN_SIGNER
            message = "文件完整，签名与内容相符，但没有区局的根证书，无法确认签名人，请提供根证书后再核对。"
        elif self._remarks:
            level = Level.REMARK
            message = f"文件完整，签名有效；{'；'.join(self._remarks)}，请知悉。"
        else:
            level = Level.VALID
            message = "文件完整，签名有效，可以使用。"
        return self._verdict(level, Code.OK, message)

    def _refused(self, refusal: Refusal) -> Verdict:
        self.package = None
        level = Level.UNKNOWN_SIGNER if refusal.stranger else Level.INVALID
        return self._verdict(level, refusal.code, refusal.sentence, refusal.technical)

    def _verdict(self, level: Level, code: Code, message: str, technical: str = "") -> Verdict:
        return Verdict(
            level=level,
            code=code,
            message=message,
            readable=self._readable,
            intact=self._whole,
            signer=self._signer,
            trusted=self._trusted,
            covers_everything=self._whole,
            right_party=self._right_party,
            technical=technical,
            further=self._further,
        )


def _check_mimetype(archive: Archive) -> None:
    first = next(iter(archive.entries.values()))
    right = first.name == names.MIMETYPE and first.size == len(names.MIMETYPE_CONTENT)
    if not right or archive.read(names.MIMETYPE) != names.MIMETYPE_CONTENT:
        raise Refusal(Code.E_MIME, "文件不是本程序的签名容器（mimetype 项不对）")


def _fixed(archive: Archive, name: str, *, limit: int) -> bytes:
    if name not in archive.entries:
        raise Refusal(Code.E_SET, f"容器里缺少 {name}")
    return archive.read(name, limit=limit)


def _role(signer: Signer | None) -> CertificateRole | None:
    return CertificateRole(signer.role) if signer is not None else None


def _checked_files(archive: Archive, digests: dict[str, bytes]) -> dict[str, bytes]:
    """Give every file the manifest names, each with the digest it promises."""
    present = set(archive.entries) - names.FIXED
    for name in sorted(present ^ set(digests)):
        where = "不在签名清单里" if name in present else "在签名清单里，容器里却没有"
        raise Refusal(Code.E_SET, f"文件 {name} {where}")
    further = order_of(frozenset(archive.entries))
    own = (names.MANIFEST, names.SIGNATURE)
    if tuple(archive.entries) != (names.MIMETYPE, *digests, *own, *further):
        raise Refusal(Code.E_MAN, "容器里文件的次序与签名清单不同")
    files: dict[str, bytes] = {}
    for name, digest in digests.items():
        content = archive.read(name, limit=names.limit_of(name))
        if hashlib.sha256(content).digest() != digest:
            raise Refusal(Code.E_DIGEST, f"文件 {name} 的内容与签名清单不符")
        files[name] = content
    return files


def _info(files: dict[str, bytes]) -> PackageInfo:
    if names.INFO not in files:
        raise Refusal(Code.E_SET, f"容器里缺少 {names.INFO}")
    return decode_info(files[names.INFO])


def _check_kind(files: dict[str, bytes], info: PackageInfo) -> None:
    missing = names.REQUIRED[info.kind] - set(files)
    foreign = [name for name in files if not names.belongs(name, info.kind)]
    for name in sorted(missing):
        raise Refusal(Code.E_SET, f"{info.kind.label}里缺少 {name}")
    for name in foreign:
        raise Refusal(Code.E_SET, f"{info.kind.label}里不应有 {name}")
    for name, content in files.items():
        promised = names.attachment_digest(name)
        if promised is not None and promised != hashlib.sha256(content).hexdigest():
            raise Refusal(Code.E_DIGEST, f"附件 {name} 的内容与名称不符")


def _check_sender(signer: Signer, info: PackageInfo) -> None:
    """The signer must speak for the one the container says it comes from."""
    report = info.kind is ContainerKind.REPORT
    wanted = CertificateRole.SCHOOL if report else CertificateRole.BUREAU
    sender = info.school if report else info.bureau
    if signer.role != wanted.value or signer.code != sender:
        raise Refusal(
            Code.E_WHO,
            f"{info.kind.label}写明由 {sender} 发出，签名的却是 {signer.organisation}（{signer.code}）",
        )
