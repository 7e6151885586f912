"""Import packages, one or hundreds: examine each, then take it whole or keep it apart.

Examination runs in processes on all cores when there are many. Taking is done on the caller's thread, in
the order of the packages' numbers, a few files to a transaction: each file whole or not at all, and
nothing is said of one before it is on the disk. Only a few packages are in memory at any time, however
many and however large they are.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from exporters import limits
from exporters.asic import names
from exporters.asic.agreement import at_bureau
from forms.exchange import Code, Level, PackageInfo, Verdict, VerifiedPackage
from forms.rights import Right
from forms.values import Maybe
from operations.bureau.examine import Examined
from operations.bureau.examine_files import Job, examined, unreadable
from operations.bureau.journal_continuity import break_before
from operations.bureau.rights import require
from operations.bureau.store import Desk, bureau_trust
from operations.bureau.told import kept_told
from operations.errors import Refused
from operations.files import read_file, shown_name
from storage.bureau.chain import Link, taken_before
from storage.bureau.import_log import ImportRecord
from storage.bureau.packages import IntakeFindings
from storage.bureau.store import BureauStore
from storage.errors import ChainError, OpenHere
from storage.open_files import read_bytes

Progress = Callable[[int, int, str], None]
"""Told of each file once it is on the disk: files done, files in all, what was done (Chinese)."""
TOGETHER: Final = 16
"""Files that share a transaction; less than half a second of work."""
TOGETHER_BYTES: Final = 4 * 2**20
"""Of their packages: large ones are taken one by one."""


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


def no_progress(_done: int, _total: int, _text: str) -> None:
    """Progress that is not shown."""


def never() -> bool:
    """A step that cannot be cancelled."""
    return False


def import_packages(
    desk: Desk,
    paths: Sequence[Path],
    *,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
    workers: int | None = None,
) -> list[ImportResult]:
    """Import files; what is refused goes into quarantine, everything goes into the log.

    Several packages of one school are taken in the order of their numbers, whatever the order of
    the files. When cancelled, what was taken stays taken and the rest is untouched.

    Args:
        desk: The bureau at work.
        paths: Files as they arrived.
        progress: See :data:`Progress`.
        cancelled: Asked between files.
        workers: Processes to examine in; 1 for none beside this one; by default one per core when
            there are many files.

    Returns:
        One result per file that was dealt with, in the order of ``paths``.

    Raises:
        Refused: The officer may not import.

    """
    require(desk.store, desk.actor, Right.INTAKE)
    job = import_job(desk)
    results: dict[Path, ImportResult] = {}
    early: dict[Path, tuple[str, int]] = {}
    done = 0
    for batch in _together(examined_files(paths, job, workers=workers, cancelled=cancelled)):
        said: dict[Path, str] = {}
        with desk.store.transaction():
            for path, found in batch:
                place = _too_early(desk, found, behind={school for school, _ in early.values()})
                if place is None:
                    results[path] = _settle(desk, path, found)
                    said[path] = results[path].message
                else:
                    early[path] = place
                    said[path] = "在它前面的还没有导入，稍后再看。"
        for path, text in said.items():
            done += 1
            progress(done, len(paths), f"{shown_name(path)}：{text}")
    # Examined again rather than kept: packages that wait for one another may be many and large.
    waiting = sorted(early, key=early.__getitem__)
    for batch in _together(examined_files(waiting, job, workers=workers, cancelled=cancelled)):
        with desk.store.transaction():
            results.update({path: _settle(desk, path, found) for path, found in batch})
    return [results[path] for path in dict.fromkeys(paths) if path in results]


def _together(
    found: Iterable[tuple[Path, Examined]],
) -> Iterator[Sequence[tuple[Path, Examined]]]:
    """Put files into batches that share a transaction: waiting for the disk cost half of taking one."""
    batch: list[tuple[Path, Examined]] = []
    size = 0
    for path, one in found:
        batch.append((path, one))
        size += len(one.package.container) if one.package is not None else 0
        if len(batch) == TOGETHER or size > TOGETHER_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def import_job(desk: Desk, *, whole: bool = True) -> Job:
    """Say what all files of an import are examined with.

    Args:
        desk: The bureau at work.
        whole: See :class:`~operations.bureau.examine_files.Job`.

    """
    store, meta = desk.store, desk.store.meta
    active = [school.code for school in store.roster.all(active_only=True)]
    floor = store.trust.floor().last_time
    return Job(
        secret=desk.keys.identity.export_secret(),
        trust=bureau_trust(store),
        now=desk.clock(),
        expect=at_bureau(
            meta.bureau_code,
            period=meta.period,
            active=frozenset(active),
            pack=(meta.pack.id, meta.pack.version),
            not_before=floor,
        ),
        told={code: kept for code in active if (kept := kept_told(store, code)) is not None},
        taken=frozenset(item.identity for item in store.packages.all() if item.undone_at is None),
        whole=whole,
    )


def examined_files(
    paths: Sequence[Path],
    job: Job,
    *,
    workers: int | None,
    cancelled: Callable[[], bool],
) -> Iterator[tuple[Path, Examined]]:
    """Examine files, each once; those that cannot be read come first, with their verdict."""
    fit: list[Path] = []
    for path in dict.fromkeys(paths):
        fault = _unfit(path)
        if fault is None:
            fit.append(path)
        else:
            yield path, Examined(fault)
    yield from examined(fit, job, workers=workers, cancelled=cancelled)


def _unfit(path: Path) -> Verdict | None:
    try:
        size = path.stat().st_size
        if not path.is_file():
            message = f"“{shown_name(path)}”不是普通的文件，请检查是否选错。"
            return Verdict(Level.INVALID, Code.E_SIZE, message)
        read_bytes(path, 1)
    except OpenHere as error:
        return Verdict(Level.INVALID, Code.E_ZIP, str(error))
    except OSError as error:
        return unreadable(path, error)
    if size > limits.FILE:
        message = f"文件“{shown_name(path)}”超过 64 MB，不是学校的上报包，请核对选择的文件。"
        return Verdict(Level.INVALID, Code.E_SIZE, message)
    return None


def _too_early(desk: Desk, found: Examined, *, behind: set[str]) -> tuple[str, int] | None:
    """Give school and number of a package that has to wait for another of this import.

    Args:
        desk: The bureau at work.
        found: The package.
        behind: Schools of which one waits already: the others queue up, so that numbers decide
            and not the order of the files.

    """
    if found.package is None:
        return None
    info = found.package.info
    fault = desk.store.imports.fault(
        info.school, info.number, info.previous, found.package.identity
    )
    early = info.school in behind or (fault is not None and fault.code is Code.E_GAP)
    return (info.school, info.number) if early else None


def _settle(desk: Desk, path: Path, found: Examined) -> ImportResult:
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
