"""What becomes of one examined file: taken whole into the store, or kept apart, and how that is told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.asic import names
from forms.exchange import Code, Level, PackageInfo, Verdict, VerifiedPackage
from forms.values import Maybe
from operations.bureau.intake.examine import Examined
from operations.bureau.intake.journal_continuity import break_before
from operations.bureau.store import Desk
from operations.errors import Refused
from operations.files import read_file, shown_name
from storage.bureau.chain import Link, taken_before
from storage.bureau.import_log import ImportRecord
from storage.bureau.packages import IntakeFindings
from storage.bureau.store import BureauStore
from storage.errors import ChainError


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file.

    Attributes:
        file: Name of the file.
        verdict: Level of the verdict.
        code: First reason to refuse, or ``OK``.
        message: The sentence for the officer.
        accepted: Whether it was taken.
        school: Code of the school, ``""`` if it could not be read.
        period: The year, 0 if it could not be read.
        number: Number of the package, 0 if it could not be read.
        identity: Identity of the package, if it was taken.
        elsewhere: Another computer has it, or one it waits for: this import neither took nor refused it.

    """

    file: str
    verdict: Level
    code: Code
    message: str
    accepted: bool
    school: str = ""
    period: int = 0
    number: int = 0
    identity: str = ""
    elsewhere: bool = False


def settle(desk: Desk, path: Path, found: Examined) -> ImportResult:
    """Take a file or keep it apart, and log what came of it, as one transaction."""
    if found.package is None:
        return _keep_apart(desk, path, found.verdict)
    if found.values is None:
        info = found.package.info
        link = Link(info.school, info.number, info.previous, found.package.identity)
        return _out_of_place(desk, path, found, info=info, fault=taken_before(link))
    return _take(desk, path, found, package=found.package, values=found.values)


def _take(
    desk: Desk,
    path: Path,
    found: Examined,
    *,
    package: VerifiedPackage,
    values: Mapping[str, Maybe],
) -> ImportResult:
    store, verdict = desk.store, with_journal(desk.store, found, package.info)
    remark = verdict.message if verdict.level is not Level.VALID else ""
    try:
        with store.transaction():
            store.imports.accept(
                package,
                document=package.files[names.RETURN],
                wide_row=values,
                actor=desk.actor,
                received_at=desk.clock(),
                findings=IntakeFindings(verdict.level, remark, found.problems),
                extra=json.dumps(found.campuses, ensure_ascii=False) if found.campuses else "",
            )
            result = ImportResult(
                file=shown_name(path),
                verdict=verdict.level,
                code=verdict.code,
                message=f"已接收学校 {package.info.school} 的第 {package.info.number} 号上报包。{remark}",
                accepted=True,
                school=package.info.school,
                period=package.info.period,
                number=package.info.number,
                identity=package.identity,
            )
            _log(desk, result)
            store.trust.raise_to(seen_at=desk.clock())
    except ChainError as error:
        return _out_of_place(desk, path, found, info=package.info, fault=error)
    return result


def _out_of_place(
    desk: Desk, path: Path, found: Examined, *, info: PackageInfo, fault: ChainError
) -> ImportResult:
    refused = Verdict(Level.INVALID, fault.code, str(fault), signer=found.verdict.signer)
    return _keep_apart(
        desk, path, refused, school=info.school, period=info.period, number=info.number
    )


def with_journal(store: BureauStore, found: Examined, info: PackageInfo) -> Verdict:
    """Add a remark to the verdict if the school's journal was not carried on."""
    broken = break_before(
        store, found.journal, school=info.school, period=info.period, number=info.number
    )
    if not broken:
        return found.verdict
    level = max(found.verdict.level, Level.REMARK)
    kept = found.verdict.message if found.verdict.level is Level.REMARK else "文件完整，签名有效。"
    return replace(found.verdict, level=level, message=f"{kept}{broken}。")


def _keep_apart(
    desk: Desk,
    path: Path,
    verdict: Verdict,
    *,
    school: str = "",
    period: int = 0,
    number: int = 0,
) -> ImportResult:
    signer = verdict.signer
    known = school or (signer.code if signer is not None and verdict.trusted else "")
    result = ImportResult(
        file=shown_name(path),
        verdict=verdict.level,
        code=verdict.code,
        message=verdict.message,
        accepted=False,
        school=known,
        period=period,
        number=number,
    )
    with desk.store.transaction():
        # A package that is already here whole needs no second copy.
        if verdict.code is not Code.E_SEEN:
            _quarantine(desk, path, verdict)
        _log(desk, result)
    return result


def _quarantine(desk: Desk, path: Path, verdict: Verdict) -> None:
    try:
        content = read_file(path)
    except (Refused, OSError):
        return  # No package is as large, or a device; the log keeps its name.
    desk.store.quarantine.add(shown_name(path), content, verdict=verdict, actor=desk.actor)


def _log(desk: Desk, result: ImportResult) -> None:
    desk.store.import_log.add(
        ImportRecord(
            at=desk.clock(),
            file_name=result.file,
            level=result.verdict,
            code=result.code,
            message=result.message,
            accepted=result.accepted,
            school=result.school,
            period=result.period,
            number=result.number,
            identity=result.identity,
        )
    )
