"""What a school believes of its bureau: its files verified, its list of the revoked, its time."""

from datetime import datetime

from exporters.age import is_encrypted
from exporters.asic import bureau_files, names
from exporters.asic.agreement import Expectation, at_school, check_pack
from exporters.asic.verify import verify
from exporters.foreign_kind import advice_on, foreign_kind
from exporters.pki.profile import CLOCK_SLACK
from exporters.pki.trust import TrustStore, crl_number
from exporters.refusal import Refusal
from forms.exchange import Code, ContainerKind, Level, Verdict, VerifiedPackage
from forms.workflow import Actor
from operations.clock import Clock
from operations.errors import PackageRefused, Refused, refusing
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore


def school_trust(store: SchoolStore) -> TrustStore:
    """What the school believes in.

    Raises:
        Refused: The opening file was not read yet.

    """
    root, crl = store.blobs.get(BlobKind.ROOT), store.blobs.get(BlobKind.CRL)
    if root is None or crl is None:
        raise Refused("还没有开户，请先把开户申请交给区局，再读入区局发回的开户文件。")
    return TrustStore(root, crl, store.trust.floor().crl_number)


def verified_bureau_file(
    store: SchoolStore,
    data: bytes,
    *,
    kinds: frozenset[ContainerKind],
    root: bytes,
    clock: Clock,
) -> VerifiedPackage:
    """Verify a file of the bureau for this school.

    Raises:
        PackageRefused: It is not acceptable; the verdict says why.

    """
    floor = store.trust.floor()
    trust = TrustStore(root, store.blobs.get(BlobKind.CRL) or b"", floor.crl_number)
    meta = store.meta
    expect = at_school(
        meta.school_code,
        bureau=meta.bureau_code,
        period=meta.period,
        pack=(meta.pack.id, meta.pack.version),
        not_before=latest_known(store),
    )
    return verified_file(data, trust=trust, expect=expect, kinds=kinds, clock=clock)


def verified_file(
    data: bytes,
    *,
    trust: TrustStore,
    expect: Expectation,
    kinds: frozenset[ContainerKind],
    clock: Clock,
) -> VerifiedPackage:
    """Verify a file of a bureau, and of an opening file the pack it is for.

    Raises:
        PackageRefused: It is not acceptable; the verdict says why.
        Refused: It is a sound file of another kind.

    """
    kind = foreign_kind(data)
    told = kind.told if kind is not None else "这是加密的上报包" if is_encrypted(data) else ""
    if told:
        advice = (advice_on(kind) if kind is not None else "") or "请重新选择文件"
        message = f"{told}，不是区局发回的文件，{advice}。"
        raise PackageRefused(Verdict(Level.INVALID, Code.E_ZIP, message))
    verdict, package = verify(data, trust, now=clock(), expect=expect)
    if package is None:
        raise PackageRefused(verdict)
    if package.info.kind not in kinds:
        wanted = "或".join(sorted(kind.label for kind in kinds))
        raise Refused(f"这是{package.info.kind.label}，这里要读入的是{wanted}，请重新选择文件。")
    if package.info.kind is ContainerKind.OPENING:
        _check_pack(package, expect)
    return package


def _check_pack(package: VerifiedPackage, expect: Expectation) -> None:
    try:
        check_pack(opening_of(package).pack, expect)
    except Refusal as refusal:
        verdict = Verdict(Level.INVALID, refusal.code, refusal.sentence, signer=package.signer)
        raise PackageRefused(verdict) from refusal


def keep_revocations(
    store: SchoolStore, package: VerifiedPackage, *, root: bytes, clock: Clock, actor: Actor
) -> None:
    """Keep the revocation list a bureau's file brings, if it is newer, and raise the floor."""
    known = store.blobs.get(BlobKind.CRL) or b""
    trust = TrustStore(root, known).newest(package.files[names.REVOCATIONS])
    if trust.crl != known:
        store.blobs.put(BlobKind.CRL, trust.crl, actor=actor)
    # The bureau's own time, signed by it: a clock of ours that ran ahead once must not lock us out.
    seen_at = min(clock(), package.info.created)
    store.trust.raise_to(crl_number=crl_number(trust.crl, root=root), seen_at=seen_at)


def latest_known(store: SchoolStore) -> datetime | None:
    """The latest time the bureau has vouched for, less what clocks differ by; ``None`` at first."""
    seen = store.trust.floor().last_time
    return None if seen is None else seen - CLOCK_SLACK


def check_clock(store: SchoolStore, *, clock: Clock) -> None:
    """Refuse to work with a clock that was set back: what is signed would bear a false time.

    Raises:
        Refused: The clock is before the latest file of the bureau.

    """
    known = latest_known(store)
    if known is not None and clock() < known:
        raise Refused(
            f"这台电脑的时间早于区局最近一次发来文件的时间 {known.astimezone():%Y-%m-%d %H:%M}，"
            "请先校正日期和时间。"
        )


@refusing()
def opening_of(package: VerifiedPackage) -> bureau_files.Opening:
    """Read what a verified opening file says.

    Raises:
        Refused: It cannot be used.

    """
    return bureau_files.read_opening(package)
