"""A package the bureau keeps, read again: what its signed bytes say, whatever the store says of it.

All but :func:`kept_in` is pure, so that it can run in other processes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from exporters.asic import names
from exporters.asic.stored import reread
from forms.confirmation import Confirmation
from forms.exchange import VerifiedPackage
from forms.live.sheet import Sheet
from forms.values import Maybe
from operations.bureau.intake.examine import (
    ContentError,
    campus_rows,
    confirmations_of,
    field_values,
    recalculated,
)
from operations.bureau.sent.told import told_at
from operations.check_context import Told
from storage.bureau.packages import PackageRecord
from storage.bureau.store import BureauStore

Fault = tuple[str, str]
"""Where (field id, or part of the package), and what is wrong (Chinese sentence)."""


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """What the store keeps of one package.

    Attributes:
        record: What it says of it.
        container: The signed container.
        document: The return as it was copied out of it.
        told: What the school had been told, from the signed opening file.

    """

    record: PackageRecord
    container: bytes
    document: bytes | None
    told: Told


@dataclass(frozen=True)
class Reopened:
    """The return in a kept package, opened for looking.

    Attributes:
        faults: Where the bytes do not hold, or are otherwise than the record or the copy.
        package: Container and signer as they were verified now; ``None`` if they do not hold.
        sheet: The return, recalculated; ``None`` if it cannot be.
        confirmations: Who has confirmed it; ``None`` of one in the format before confirmations.

    """

    faults: tuple[Fault, ...]
    package: VerifiedPackage | None = None
    sheet: Sheet | None = None
    confirmations: tuple[Confirmation, ...] | None = None


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What the signed bytes say.

    Attributes:
        faults: Where they do not hold, or are otherwise than the record or the copy.
        values: Field id → recalculated value; empty if they do not hold.
        campuses: Rows of the campus table.

    """

    faults: tuple[Fault, ...]
    values: Mapping[str, Maybe]
    campuses: tuple[Mapping[str, str], ...]


def kept_in(store: BureauStore, record: PackageRecord) -> KeptPackage:
    """Fetch what the store keeps of a package, and what its school had been told when it came."""
    return KeptPackage(
        record,
        container=store.packages.container(record.identity) or b"",
        document=store.packages.document(record.identity),
        told=told_at(store, record.school_code, record.received_at),
    )


def reopen(root: bytes, kept: KeptPackage) -> Reopened:
    """Verify a kept package as of the day it was taken, and recalculate its return.

    Args:
        root: The bureau's root certificate (DER).
        kept: What the store keeps.

    """
    record = kept.record
    verdict, package = reread(kept.container, root=root, at=record.received_at)
    if package is None:
        return Reopened((("package", f"保存的签名包已不完整：{verdict.message}"),))
    if foreign := _unlike(record, package):
        return Reopened(tuple(foreign))  # Another package's figures are no answer to this one's.
    is_copied = kept.document == package.files.get(names.RETURN)
    faults = () if is_copied else (("document", "保存的填报内容与签名包里的不同。"),)
    try:
        sheet = recalculated(package, kept.told)
    except ContentError as error:
        wrong = ("document", f"签名包的内容重新计算后不符：{error.what}。")
        return Reopened((*faults, wrong), package)
    return Reopened(faults, package, sheet, confirmations_of(package))


def read_again(root: bytes, kept: KeptPackage) -> ReadAgain:
    """Reopen a kept package and give its figures, as other processes can hand them back."""
    found = reopen(root, kept)
    if found.sheet is None:
        return ReadAgain(found.faults, {}, ())
    return ReadAgain(found.faults, field_values(found.sheet), campus_rows(found.sheet))


def _unlike(record: PackageRecord, package: VerifiedPackage) -> list[Fault]:
    info, signer = package.info, package.signer
    pairs = (
        ("identity", record.identity, package.identity),
        ("school", record.school_code, info.school),
        ("number", record.number, info.number),
        ("previous", record.previous, info.previous),
        ("period", record.period, info.period),
        ("signer", record.signer, signer.name),
        ("certificate", record.certificate_serial, signer.certificate_serial),
    )
    return [
        (where, f"登记的 {where} 为 {stored}，签名包里为 {signed}。")
        for where, stored, signed in pairs
        if stored != signed
    ]
