"""What a file is, for whoever opens it: one of five states, one plain sentence, the detail behind it."""

from dataclasses import dataclass
from pathlib import Path

from exporters.documents.paper_code import PaperCode
from exporters.pki.trust import TrustStore
from forms.confirmation import Signatory
from forms.exchange import ContainerKind, Level, Signer, Verdict
from forms.labelled_enum import LabelledEnum
from operations.clock import Clock, now
from operations.verify.inspect_file import FileKind, FileReport, inspect_file, kind_word
from operations.verify.paper_check import paper_of


class FileState(LabelledEnum):
    """How far a file can be trusted, the best first."""

    TRUSTED = "trusted", "完整可信"
    REMARKED = "remarked", "完整可信，有提示"
    """Whole and by the right signer; there is something to know."""
    UNPROVEN = "unproven", "完整，来源未核对"
    """Whole as far as can be told here; nobody here vouches for who made it."""
    LOCKED = "locked", "已加密，这里打不开"
    """Encrypted to somebody else, or a key under its passphrase."""
    BROKEN = "broken", "不可用"
    """Changed, damaged, or none of ours: not to be used."""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as it is shown.

    Attributes:
        file: Its name.
        what: What it is in the words of the users, e.g. 上报包 or 回执.
        whose: School or bureau; empty if it does not say.
        period: E.g. ``2024 年``; empty if it does not say.
        state: See :class:`FileState`.
        sentence: What that means and what to do.
        details: Label and text of everything behind it, for experts.
        paper: What the paper of a report has to carry; ``None`` for any other file.
        kind: See :class:`FileKind`.
        is_opening: Whether it is an opening file of which a store can be made.

    """

    file: str
    what: str
    whose: str
    period: str
    state: FileState
    sentence: str
    details: tuple[tuple[str, str], ...]
    paper: PaperCode | None
    kind: FileKind
    is_opening: bool = False


def view_file(
    path: Path, *, trust: Path | None = None, anchor: TrustStore | None = None, clock: Clock = now
) -> FileView:
    """Look at a file; arguments and errors as :func:`operations.verify.inspect_file.inspect_file`."""
    report = inspect_file(path, trust=trust, anchor=anchor, clock=clock)
    return view_of(report, paper=paper_of(path, report))


def view_of(report: FileReport, *, paper: PaperCode | None = None) -> FileView:
    """Put a finding into the words of the window and of the confirmation sheet."""
    return FileView(
        file=report.file,
        what=kind_word(report),
        whose=_whose(report),
        period=_period(report),
        state=_state(report),
        sentence=report.message,
        details=tuple(_details(report, paper)),
        paper=paper,
        kind=report.kind,
        is_opening=_is_opening(report),
    )


def _is_opening(report: FileReport) -> bool:
    found = report.inspection
    info = None if found is None else found.info
    return info is not None and info.kind is ContainerKind.OPENING and report.accepted


def _state(report: FileReport) -> FileState:
    if report.level is Level.INVALID:
        return FileState.BROKEN
    if report.kind in {FileKind.ENCRYPTED, FileKind.KEY}:
        return FileState.LOCKED
    return {
        Level.VALID: FileState.TRUSTED,
        Level.REMARK: FileState.REMARKED,
    }.get(report.level, FileState.UNPROVEN)


def _whose(report: FileReport) -> str:
    found = report.inspection
    if found is None or found.info is None:
        return report.whose
    signer = found.verdict.signer
    if found.info.kind is ContainerKind.REPORT:
        return f"{signer.organisation}（{found.info.school}）" if signer else found.info.school
    sender = signer.organisation if signer else f"区局 {found.info.bureau}"
    return f"{sender}发给学校 {found.info.school}"


def _period(report: FileReport) -> str:
    found = report.inspection
    year = found.info.period if found is not None and found.info is not None else report.period
    return "" if year is None else f"{year} 年"


def _details(report: FileReport, paper: PaperCode | None) -> list[tuple[str, str]]:
    details = [("文件名", report.file)]
    if report.digest:
        details += [("字节", f"{report.size:,}"), ("文件的 SHA-256", report.digest)]
    details.append(("结论代码", f"{report.level.label}，{report.code.value}"))
    found = report.inspection
    if found is None:
        return details
    details += answers(found.verdict) + _signers(found.verdict)
    if found.info is not None:
        info = found.info
        details += [
            ("编号", f"第 {info.number} 号"),
            ("学校、区局", f"{info.school}，{info.bureau}"),
            ("写明的时间", f"{info.created.astimezone():%Y-%m-%d %H:%M:%S}"),
            ("前一份的标识", info.previous or "没有，这是第一份"),
        ]
    details += [("这份的标识", found.identity)] if found.identity else []
    if paper is not None:
        details += [("填报表版次", f"第 {paper.revision} 版"), ("数据摘要", paper.digest)]
    return details


def answers(verdict: Verdict) -> list[tuple[str, str]]:
    """The questions that are kept apart, each with its answer (Chinese)."""
    asked = (
        ("能打开", verdict.readable),
        ("内容没有改动", verdict.intact),
        ("签名人的证书可信", verdict.trusted),
        ("全部受签名保护", verdict.covers_everything),
        ("签名人代表发出方", verdict.right_party),
    )
    return [(question, "是" if answer else "否或没有核对") for question, answer in asked]


def _signers(verdict: Verdict) -> list[tuple[str, str]]:
    """Who has signed, and with what."""
    signer, told = verdict.signer, []
    if signer is not None:
        said = signer.claimed_time
        told += [
            ("签名人", f"{signer.name}，{signer.organisation}（{signer.code}）"),
            ("签名时间（签名人电脑）", f"{said.astimezone():%Y-%m-%d %H:%M:%S}" if said else ""),
            ("证书序列号", signer.certificate_serial),
            ("证书指纹", signer.fingerprint),
        ]
    return told + [(f"{_office(one)}的签名", _signed_by(one)) for one in verdict.further]


def _office(signer: Signer) -> str:
    return Signatory(signer.role).label


def _signed_by(signer: Signer) -> str:
    said = signer.claimed_time
    when = f"，{said.astimezone():%Y-%m-%d %H:%M:%S}" if said else ""
    return f"{signer.name}{when}，证书序列号 {signer.certificate_serial}"
