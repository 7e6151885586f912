"""What a container must agree with before its content may be used: the one place that says so.

Opening, signing, receipts, return slips, rehearsal and import all build an :class:`Expectation` here and
hand it to :func:`exporters.asic.verify.verify`; whoever reads the content asks :func:`check_pack`.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from exporters.pki.certificates import CertificateInfo
from exporters.refusal import Refusal
from forms.exchange import Code, ContainerKind, PackageInfo

CLAIM_SLACK: Final = timedelta(days=1)
"""How far times that one computer wrote at one go may lie apart, and how far a clock may run ahead."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the reader is prepared to accept.

    Attributes:
        kinds: Kinds of container.
        bureau: Code of the bureau concerned: ourselves, or the one our school belongs to. Empty at
            a school that has not been enrolled yet.
        period: The year reported, ours.
        school: Code of our school; empty at the bureau.
        active: At the bureau: codes of the schools on the roster that are active.
        pack: Id and version of the form pack we work with; ``None`` where no content is read.
        not_before: Latest time known for certain, e.g. of the last file accepted (UTC): a clock
            before it has been set back.

    """

    kinds: frozenset[ContainerKind]
    bureau: str
    period: int
    school: str = ""
    active: Container[str] | None = None
    pack: tuple[str, str] | None = None
    not_before: datetime | None = None


def at_bureau(
    bureau: str,
    *,
    period: int,
    active: Container[str],
    pack: tuple[str, str] | None = None,
    not_before: datetime | None = None,
) -> Expectation:
    """Expect reports of our schools for our year."""
    kinds = frozenset({ContainerKind.REPORT})
    return Expectation(kinds, bureau, period, active=active, pack=pack, not_before=not_before)


def at_school(
    school: str,
    *,
    bureau: str,
    period: int,
    pack: tuple[str, str] | None = None,
    not_before: datetime | None = None,
) -> Expectation:
    """Expect opening files, receipts and return slips of our bureau (any, while ``bureau`` is empty)."""
    kinds = frozenset(ContainerKind) - {ContainerKind.REPORT}
    return Expectation(kinds, bureau, period, school=school, pack=pack, not_before=not_before)


def check_expected(info: PackageInfo, expect: Expectation) -> None:
    """Check that a container is for us: its kind, bureau, school and year.

    Raises:
        Refusal: ``E_PKG``, ``E_ADDRESSEE``, ``E_SCHOOL`` or ``E_PERIOD``.

    """
    if info.kind not in expect.kinds:
        wanted = "、".join(kind.label for kind in ContainerKind if kind in expect.kinds)
        raise Refusal(
            Code.E_PKG,
            f"这是{info.kind.label}，这里只能读入{wanted}",
            advice="请选择正确的文件",
        )
    if expect.bureau and info.bureau != expect.bureau:
        raise Refusal(Code.E_ADDRESSEE, f"文件属于区局 {info.bureau}，不是本区局 {expect.bureau}")
    if expect.school and info.school != expect.school:
        raise Refusal(Code.E_ADDRESSEE, f"文件是给学校 {info.school} 的，不是本校 {expect.school}")
    if expect.active is not None and info.school not in expect.active:
        raise Refusal(Code.E_SCHOOL, f"学校 {info.school} 不在名册中，或已停用")
    if info.period != expect.period:
        ours = "填报库" if expect.school else "局端库"
        raise Refusal(
            Code.E_PERIOD,
            f"这是 {info.period} 年的{info.kind.label}，本{ours}是 {expect.period} 年的",
        )


def check_times(info: PackageInfo, *, signed: datetime, by: CertificateInfo) -> None:
    """Check that the times a container states can all be true.

    Args:
        info: Its package.json.
        signed: The signing time it claims.
        by: The signer's certificate.

    Raises:
        Refusal: ``E_TIME``.

    """
    if not by.not_before <= signed <= by.not_after:
        raise Refusal(
            Code.E_TIME,
            f"签名时间 {signed.astimezone():%Y-%m-%d} 不在签名人证书的有效期内"
            f"（{by.not_before.astimezone():%Y-%m-%d} 至 {by.not_after.astimezone():%Y-%m-%d}）",
        )
    if abs(info.created - signed) > CLAIM_SLACK:
        raise Refusal(
            Code.E_TIME,
            f"文件写明 {info.created.astimezone():%Y-%m-%d %H:%M} 生成，"
            f"签名时间却是 {signed.astimezone():%Y-%m-%d %H:%M}",
        )


def check_pack(pack: tuple[str, str], expect: Expectation) -> None:
    """Check that content was made with the form pack we work with.

    Raises:
        Refusal: ``E_PACK``.

    """
    if expect.pack is not None and pack != expect.pack:
        theirs, ours = " ".join(pack)[:60], " ".join(expect.pack)
        raise Refusal(Code.E_PACK, f"文件用的是表册 {theirs}，这里用的是表册 {ours}")
