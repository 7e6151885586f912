"""A package the bureau keeps, read again: what its signed bytes say, whatever the store says of it.

Pure, so that it can run in other processes: the store hands out what it keeps, nothing more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from exporters.asic import names
from exporters.asic.stored import reread
from forms.exchange import VerifiedPackage
from forms.values import Maybe
from operations.bureau.examine import ContentError, campus_rows, field_values, recalculated
from operations.check_context import Told
from storage.bureau.packages import PackageRecord

Fault = tuple[str, str]
"""Where (field id, or part of the package), and what is wrong (Chinese sentence)."""


@dataclass(frozen=True, slots=True)
class Kept:
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


def read_again(root: bytes, kept: Kept) -> ReadAgain:
    """Verify a kept package as of the day it was taken, and recalculate it.

    Args:
        root: The bureau's root certificate (DER).
        kept: What the store keeps.

    """
    record = kept.record
    verdict, package = reread(kept.container, root=root, at=record.received_at)
    if package is None:
        return _failed(("package", f"保存的签名包已不完整：{verdict.message}"))
    if foreign := _unlike(record, package):
        return _failed(*foreign)  # Another package's figures are no answer to this one's.
    is_copied = kept.document == package.files.get(names.RETURN)
    faults = () if is_copied else (("document", "保存的填报内容与签名包里的不同。"),)
    try:
        sheet = recalculated(package, kept.told)
    except ContentError as error:
        return _failed(*faults, ("document", f"签名包的内容重新计算后不符：{error.what}。"))
    return ReadAgain(faults, field_values(sheet), campus_rows(sheet))


def _failed(*faults: Fault) -> ReadAgain:
    return ReadAgain(faults, {}, ())


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
