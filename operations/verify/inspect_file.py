"""Say of any file what it is, who signed it and whether it is whole: ``verify`` of the command line."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from exporters import limits
from exporters.age import is_encrypted
from exporters.age_header import HeaderError, check_header
from exporters.asic import names
from exporters.asic.verify import Inspection, inspect
from exporters.foreign_files import ForeignFile
from exporters.foreign_kind import advice_on, foreign_kind
from exporters.pki.certificates import CertificateError, describe, load_root
from exporters.pki.requests import RequestError, is_request, read_request
from exporters.pki.trust import TrustStore
from exporters.review import NOTICE, ReviewFileError, ReviewRequest, is_review, read_review
from forms.exchange import Code, ContainerKind, Level
from forms.labelled_enum import LabelledEnum
from operations.clock import Clock, now
from operations.errors import Misused
from operations.failures.explain import explain
from operations.files import check_plain, read_file, shown_name
from operations.journal.proof import verify_history
from operations.keys.locked_keys import Fingerprint
from operations.verify.key_file import fault_of_key
from storage.bureau.store import BureauStore
from storage.errors import NotOurFile, StoreError
from storage.files.open_files import is_open_here, read_bytes
from storage.files.replacing import HEAD, OutputKind, kind_of
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore

__all__ = ["FileKind", "FileReport", "TrustStore", "anchor_of", "inspect_file", "kind_word"]


class FileKind(LabelledEnum):
    """What a file is."""

    CONTAINER = "container", "签名文件"
    ENCRYPTED = "encrypted", "加密的上报包"
    KEY = "key", "密钥"
    REQUEST = "request", "开户申请"
    CERTIFICATE = "certificate", "区局根证书"
    REVIEW = "review", "送审文件"
    SCHOOL_STORE = "school_store", "学校填报库"
    BUREAU_STORE = "bureau_store", "局端库"
    UNKNOWN = "unknown", "不认识的文件"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found out about a file.

    Attributes:
        file: Its name.
        kind: What it is.
        level: How far it can be trusted.
        code: First reason to doubt it, or ``OK``.
        message: One Chinese sentence.
        inspection: Of a signed container, else ``None``.
        whose: School or bureau, where the file says it otherwise than as a signed container.
        period: The year it is of, likewise.
        size: Its bytes; 0 for a store.
        digest: SHA-256 of them, hex; ``""`` for a store, which changes with each entry.

    """

    file: str
    kind: FileKind
    level: Level
    code: Code
    message: str
    inspection: Inspection | None = None
    whose: str = ""
    period: int | None = None
    size: int = 0
    digest: str = ""

    @property
    def accepted(self) -> bool:
        """Whether nothing speaks against the file."""
        return self.level is not Level.INVALID


_FOREIGN = {
    ForeignFile.PDF: "要核对打印的报告，请选择上报包或库，再扫描纸上任一页的二维码。",
    ForeignFile.WORKBOOK: "其中的数字以签名的上报包为准，请选择上报包或库。",
}
"""Files people take for ours, and what to do instead."""

_SQLITE = b"SQLite format 3\0"


def anchor_of(store: SchoolStore | BureauStore) -> TrustStore | None:
    """What an open store knows of its bureau; ``None`` before the opening file was read."""
    root = store.blobs.get(BlobKind.ROOT)
    return None if root is None else TrustStore(root, store.blobs.get(BlobKind.CRL) or b"")


def inspect_file(
    path: Path,
    *,
    trust: Path | None = None,
    anchor: TrustStore | None = None,
    clock: Clock = now,
) -> FileReport:
    """Inspect a file; it is only read.

    Args:
        path: The file.
        trust: Root certificate of the bureau (PEM or DER), if there is one.
        anchor: The same from a store, with its list of revoked certificates; ``trust`` goes first.
        clock: Gives the present, UTC.

    Raises:
        Misused: ``trust`` is no root certificate of a bureau.
        Refused: One of the two is a pipe or a device, or larger than anything from outside.
        OSError: A file cannot be read.

    """
    if trust is not None:
        anchor = TrustStore(_root(trust), b"")
    check_plain(path)
    if is_open_here(path):
        return _inspect_store(path)
    data = read_bytes(path, limits.FILE + 1)
    if data.startswith(_SQLITE):
        return _inspect_store(path)
    found = _inspect_bytes(path, data, anchor, clock=clock)
    return replace(found, size=len(data), digest=hashlib.sha256(data).hexdigest())


def _inspect_bytes(
    path: Path, data: bytes, anchor: TrustStore | None, *, clock: Clock
) -> FileReport:
    if is_encrypted(data) or kind_of(data[:HEAD]) is OutputKind.KEY:
        return _inspect_locked(shown_name(path), data)
    if is_review(data):
        return _inspect_review(shown_name(path), data)
    if is_request(data):
        return _inspect_request(shown_name(path), data)
    if data.lstrip().startswith(b"-----BEGIN CERTIFICATE-----"):
        return _inspect_certificate(shown_name(path), data)
    kind = foreign_kind(data)
    if kind is not None:
        advice = f"{advice_on(kind)}。" if advice_on(kind) else _FOREIGN.get(kind, "")
        message = f"{kind.told}，不是上报包、回执或库。{advice}"
        return FileReport(shown_name(path), FileKind.UNKNOWN, Level.INVALID, Code.E_MIME, message)
    return _inspect_container(shown_name(path), data, anchor, clock=clock)


def _inspect_review(file: str, data: bytes) -> FileReport:
    try:
        review = read_review(data)
    except ReviewFileError as error:
        return FileReport(file, FileKind.REVIEW, Level.INVALID, Code.E_ZIP, str(error))
    info = review.info
    what = "送审文件" if isinstance(review, ReviewRequest) else "校长对送审文件的答复"
    message = f"这是学校 {info.school} {info.period} 年的{what}，{NOTICE}。"
    return FileReport(
        file,
        FileKind.REVIEW,
        Level.UNKNOWN_SIGNER,
        Code.OK,
        message,
        whose=f"学校 {info.school}",
        period=info.period,
    )


def _inspect_locked(file: str, data: bytes) -> FileReport:
    if kind_of(data[:HEAD]) is OutputKind.KEY:
        return _inspect_key(file, data)
    try:
        check_header(data)
    except HeaderError as error:
        message = f"{error}，请发送方重新导出后再发一次。"
        return FileReport(file, FileKind.ENCRYPTED, Level.INVALID, Code.E_CRYPT, message)
    message = "这是加密的文件，只有收件的区局能解开；在局端导入时核对签名和内容。"
    school, period = names.named_package(file) or ("", None)
    return FileReport(
        file,
        FileKind.ENCRYPTED,
        Level.UNKNOWN_SIGNER,
        Code.OK,
        message,
        whose=f"学校 {school}（按文件名）" if school else "",
        period=period,
    )


def _inspect_key(file: str, data: bytes) -> FileReport:
    if fault := fault_of_key(data):
        return FileReport(file, FileKind.KEY, Level.INVALID, Code.E_CRYPT, fault)
    message = "这是密钥，不是上报包。请妥善保管，不要发给任何人。"
    return FileReport(file, FileKind.KEY, Level.UNKNOWN_SIGNER, Code.OK, message)


def _root(path: Path) -> bytes:
    try:
        return load_root(read_file(path))
    except CertificateError as error:
        raise Misused(
            f"“{shown_name(path)}”不能用作根证书：{error}，请向区局索取根证书文件。"
        ) from error


def _inspect_container(
    name: str, data: bytes, anchor: TrustStore | None, *, clock: Clock
) -> FileReport:
    root, crl = (None, b"") if anchor is None else (anchor.root, anchor.crl)
    found = inspect(data, now=clock(), root=root, crl=crl)
    verdict = found.verdict
    kind = FileKind.CONTAINER if verdict.readable else FileKind.UNKNOWN
    return FileReport(name, kind, verdict.level, verdict.code, verdict.message, found)


def _inspect_request(name: str, data: bytes) -> FileReport:
    try:
        request = read_request(data)
    except RequestError as error:
        return FileReport(name, FileKind.REQUEST, Level.INVALID, Code.E_SIG, str(error))
    message = (
        f"这是学校 {request.school} 的开户申请，文件完整，指纹 {request.fingerprint}，"
        "请与盖章的申请表核对。"
    )
    whose = f"学校 {request.school}"
    return FileReport(name, FileKind.REQUEST, Level.UNKNOWN_SIGNER, Code.OK, message, whose=whose)


def _inspect_certificate(name: str, data: bytes) -> FileReport:
    try:
        root = load_root(data)
        info = describe(root)
    except CertificateError as error:
        message = f"这个证书文件不能使用：{error}，请向区局索取根证书文件。"
        return FileReport(name, FileKind.CERTIFICATE, Level.INVALID, Code.E_SIG, message)
    message = (
        f"这是{info.organisation}的根证书，有效期至 {info.not_after.astimezone():%Y-%m-%d}，"
        f"指纹 {Fingerprint.of(root)}，请与区局盖章的通知核对。"
    )
    whose = info.organisation
    return FileReport(
        name, FileKind.CERTIFICATE, Level.UNKNOWN_SIGNER, Code.OK, message, whose=whose
    )


def _inspect_store(path: Path) -> FileReport:
    """Open a store read-only and verify its journal."""
    try:
        try:
            with SchoolStore.open(path, read_only=True) as school:
                found, kind = verify_history(school), FileKind.SCHOOL_STORE
                whose, period = school.meta.school_name, school.meta.period
        except NotOurFile:
            with BureauStore.open(path, read_only=True) as bureau:
                found, kind = verify_history(bureau), FileKind.BUREAU_STORE
                whose, period = bureau.meta.bureau_name, bureau.meta.period
    except StoreError as error:
        message = explain(error).message
        return FileReport(shown_name(path), FileKind.UNKNOWN, Level.INVALID, Code.E_DATA, message)
    level, code, of = Level.VALID, Code.OK, f"这是{whose} {period} 年的{kind.label}"
    message = f"{of}，文件完整，操作日志前后相连。"
    if not found.intact:
        level, code = Level.INVALID, Code.E_DATA
        message = f"{of}，但{found.findings[0]}请停止使用并从备份恢复。"
    return FileReport(shown_name(path), kind, level, code, message, whose=whose, period=period)


def kind_word(report: FileReport) -> str:
    """Say what the file is in the words of the users, e.g. 上报包 or 填报库."""
    found = report.inspection
    kind: ContainerKind | None = (
        found.info.kind if found is not None and found.info is not None else None
    )
    return report.kind.label if kind is None else kind.label
