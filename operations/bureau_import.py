"""Import packages, one or hundreds: examine each, then take it whole or keep it apart.

Examination runs in processes on all cores when there are many; taking is one transaction per file
on the caller's thread, in the order of the packages' numbers.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporters import limits
from exporters.asic.verify import at_bureau
from exporters.strict_json import decode
from forms.exchange import Code, Level, Verdict
from operations.bureau_file import Desk, bureau_trust
from operations.bureau_issue import told_key
from operations.examine import Examined, Told
from operations.examine_pool import Job, examined
from storage.bureau_store import BureauStore
from storage.errors import ChainError
from storage.inbox import ImportRecord
from storage.packages import Findings

Progress = Callable[[int, int, str], None]
"""Told after each file: files done, files in all, what was just done (Chinese)."""


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
    """Nobody wants to know."""


def never() -> bool:
    """Nobody cancels."""
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

    """
    job = _job(desk)
    results: dict[Path, ImportResult] = {}
    waiting: dict[Path, Examined] = {}
    total = len(paths)
    for path, found in _with_unreadable(paths, job, workers, cancelled):
        if found.package is None:
            results[path] = _keep_apart(desk, path, found.verdict)
            progress(len(results) + len(waiting), total, f"{path.name}：{found.verdict.message}")
        else:
            waiting[path] = found
            progress(len(results) + len(waiting), total, f"{path.name}：验证通过")
    for path, found in sorted(waiting.items(), key=_by_number):
        if cancelled():
            break
        results[path] = _take(desk, path, found)
    return [results[path] for path in paths if path in results]


def import_package(desk: Desk, path: Path) -> ImportResult:
    """Import one file."""
    return import_packages(desk, [path], workers=1)[0]


def read_told(store: BureauStore, school: str) -> Told:
    """Read what a school was told in its opening file; defaults if nothing is kept."""
    content = store.blob(told_key(school))
    if content is None:
        return Told("", {}, {}, {})
    opening = decode(content, multiline=True)
    if not isinstance(opening, dict):
        return Told("", {}, {}, {})
    settings = _texts(opening.get("settings"))
    return Told(
        due=str(opening.get("due", "")),
        settings={f"setting.{name}": text for name, text in settings.items()},
        last=_texts(opening.get("last")),
        stat=_texts(opening.get("stat")),
    )


def _texts(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _job(desk: Desk) -> Job:
    store = desk.store
    active = [school.code for school in store.schools(active_only=True)]
    floor = store.trust_floor().last_time
    return Job(
        secret=desk.keys.identity.export_secret(),
        trust=bureau_trust(store),
        now=desk.clock(),
        expect=at_bureau(store.meta.bureau_code, active=frozenset(active), not_before=floor),
        told={code: read_told(store, code) for code in active},
    )


def _with_unreadable(
    paths: Sequence[Path],
    job: Job,
    workers: int | None,
    cancelled: Callable[[], bool],
) -> Iterator[tuple[Path, Examined]]:
    """Examine the files that can be read at all; the others get their verdict here."""
    readable: list[Path] = []
    for path in paths:
        fault = _unreadable(path)
        if fault is None:
            readable.append(path)
        else:
            yield path, Examined(fault)
    yield from examined(readable, job, workers=workers, cancelled=cancelled)


def _unreadable(path: Path) -> Verdict | None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        message = f"读不了文件“{path.name}”（{error.strerror}），请检查路径和权限。"
        return Verdict(Level.INVALID, Code.E_SIZE, message)
    if size > limits.FILE:
        message = f"文件“{path.name}”超过 64 MB，不是学校的上报包，请核对选择的文件。"
        return Verdict(Level.INVALID, Code.E_SIZE, message)
    return None


def _by_number(item: tuple[Path, Examined]) -> tuple[str, int]:
    package = item[1].package
    return (package.info.school, package.info.number) if package is not None else ("", 0)


def _take(desk: Desk, path: Path, found: Examined) -> ImportResult:
    package, store = found.package, desk.store
    if package is None or found.values is None:
        return _keep_apart(desk, path, found.verdict)
    verdict = found.verdict
    remark = verdict.message if verdict.level is not Level.VALID else ""
    try:
        with store.transaction():
            store.accept(
                package,
                document=package.files["data/return.json"],
                wide_row=found.values,
                actor=desk.actor,
                received_at=desk.clock(),
                findings=Findings(verdict.level, remark, found.problems),
                extra=json.dumps(found.campuses, ensure_ascii=False) if found.campuses else "",
            )
            result = ImportResult(
                file=path.name,
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
            store.raise_trust_floor(seen_at=desk.clock())
    except ChainError as error:
        refused = Verdict(Level.INVALID, error.code, str(error), signer=verdict.signer)
        info = package.info
        return _keep_apart(
            desk, path, refused, school=info.school, period=info.period, number=info.number
        )
    return result


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
        file=path.name,
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
        if verdict.code not in {Code.E_SEEN, Code.E_SIZE}:
            content = path.read_bytes()
            desk.store.quarantine(path.name, content, verdict=verdict, actor=desk.actor)
        _log(desk, result)
    return result


def _log(desk: Desk, result: ImportResult) -> None:
    desk.store.log_import(
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


def package_files(places: Iterable[Path]) -> list[Path]:
    """Find the package files among files and folders (not below), by name."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found.extend(
                path
                for path in sorted(place.iterdir())
                if path.name.endswith((".asice.age", ".asice")) and path.is_file()
            )
        else:
            found.append(place)
    return found
