"""What the bureau's store has of one school: its packages, its answers, and the newest return opened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forms.confirmation import Confirmation
from forms.exchange import Signer
from forms.live.sheet import Sheet
from forms.reply import PointReply
from operations.bureau.intake.examine import replies_of
from operations.bureau.intake.undo import Renumbering
from operations.bureau.returns.read_again import kept_in, reopen
from operations.bureau.sent.asked import AskedSlip, NewestReturn, read_asked
from operations.bureau.store import root_certificate
from storage.bureau.issued import IssuedFile
from storage.bureau.packages import PackageRecord
from storage.bureau.store import BureauStore


@dataclass(frozen=True)
class SignedSheet:
    """The return in the newest package of a school, verified and recalculated just now.

    Attributes:
        package: What the store says of the package.
        signer: Whose signature holds for it.
        sheet: The return; only to be read.
        confirmations: Who has confirmed it; ``None`` of a program that did not ask for it.
        replies: What the school answers to the bureau's points, by their address and text.
        further: Who else has signed it, with keys of their own.

    """

    package: PackageRecord
    signer: Signer
    sheet: Sheet
    confirmations: tuple[Confirmation, ...] | None
    replies: Mapping[tuple[str, str], PointReply]
    further: tuple[Signer, ...] = ()


@dataclass(frozen=True)
class SchoolFile:
    """Everything the store has of one school.

    Attributes:
        signed: The newest return; ``None`` if nothing was delivered, or it does not hold.
        fault: What is wrong with the bytes that are kept (Chinese sentences), or ``""``.
        packages: All packages, newest first, undone ones included.
        issued: Files sent to the school, newest first.
        next_number: Number of the package that is taken next.
        restarted: Whether the bureau set that number, and the package may name any predecessor.
        asked: What return slips asked for, newest first, with the replies.

    """

    signed: SignedSheet | None
    fault: str
    packages: tuple[PackageRecord, ...]
    issued: tuple[IssuedFile, ...]
    next_number: int
    restarted: bool
    asked: tuple[AskedSlip, ...] = ()

    @property
    def newest(self) -> PackageRecord | None:
        """The newest package that stands."""
        standing = (item for item in self.packages if item.undone_at is None)
        return max(standing, key=lambda item: item.number, default=None)

    @property
    def renumbering(self) -> Renumbering:
        """Which number the next package may be given."""
        lowest = 1 if self.newest is None else self.newest.number + 1
        return Renumbering(self.next_number, lowest)


def read_school_file(store: BureauStore, school: str) -> SchoolFile:
    """Read everything of a school.

    Its return comes out of the signed container, which is verified again as of the day it was
    taken, and is checked with what the school had been told by then.

    Args:
        store: The bureau's store; read-only will do.
        school: 学校标识码.

    """
    tip = store.chain.tip(school)
    file = SchoolFile(
        None,
        "",
        tuple(reversed(store.packages.all(school))),
        tuple(reversed(store.issued.all(school))),
        next_number=tip.number + 1,
        restarted=tip.identity is None,
    )
    if file.newest is None:
        return file
    signed, fault = _signed(store, file.newest)
    answer = (
        None if signed is None else NewestReturn(file.newest.number, signed.sheet, signed.replies)
    )
    asked = read_asked(store, school, answer)
    return replace(file, signed=signed, fault=fault, asked=asked)


def _signed(store: BureauStore, record: PackageRecord) -> tuple[SignedSheet | None, str]:
    found = reopen(root_certificate(store), kept_in(store, record))
    fault = "".join(sentence for _, sentence in found.faults)
    if found.package is None or found.sheet is None:
        return None, fault
    replies = replies_of(found.package)
    signer = found.package.signer
    signed = SignedSheet(
        record, signer, found.sheet, found.confirmations, replies, found.package.further
    )
    return signed, fault
