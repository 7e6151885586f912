"""What an import would do, file by file, before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from forms.exchange import Code, Level, VerifiedPackage
from forms.labelled_enum import LabelledEnum
from operations.bureau.intake.examine import Examined
from operations.bureau.intake.import_packages import (
    Progress,
    examined_files,
    import_job,
    never,
    no_progress,
)
from operations.bureau.intake.settling import ImportResult, with_journal
from operations.bureau.sent.told import kept_told
from operations.bureau.store import Desk
from operations.files import shown_name
from storage.bureau.chain import ChainTip, Link, fault
from storage.bureau.store import BureauStore


class FileStanding(LabelledEnum):
    """How a file stands to what the bureau has."""

    NEW = "new", "首次上报"
    """The school's first package."""
    NEWER = "newer", "新的一份"
    """Continues the school's chain."""
    SAME = "same", "已经导入"
    """Is the newest package the bureau has of this school."""
    OLDER = "older", "旧的一份"
    """Was taken earlier, or its number was passed over; newer ones have come since."""
    GAP = "gap", "缺前一份"
    """The package before it has not come."""
    FORK = "fork", "与已收的冲突"
    """Another package of this number was taken, or it continues another one than ours."""
    BROKEN = "broken", "不能接收"
    """Damaged, changed, not for us, or its content does not hold."""
    UNKNOWN_SIGNER = "unknown_signer", "签名人未知"
    """Signed by somebody our authority knows nothing of."""

    @property
    def importable(self) -> bool:
        """Whether an import would take it."""
        return self in {FileStanding.NEW, FileStanding.NEWER}


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What would become of one file.

    Attributes:
        standing: How it stands to what the bureau has.
        result: What the import would answer; ``accepted`` says whether it would be taken.

    """

    standing: FileStanding
    result: ImportResult


def rehearse_import(
    desk: Desk,
    paths: Sequence[Path],
    *,
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
    workers: int | None = None,
) -> list[Rehearsed]:
    """Say for each file what importing all of them would do; nothing is written.

    Packages of one school are looked at in the order of their numbers, each as if those before it
    had been taken, just as the import does.

    Args:
        desk: The bureau at work; a store opened read-only will do.
        paths: Files as they arrived.
        progress: Told after each file.
        cancelled: Asked between files.
        workers: See :func:`operations.bureau.intake.import_packages.import_packages`.

    Returns:
        One answer per file that was dealt with, in the order of ``paths``.

    """
    job = import_job(desk, whole=False)
    found: dict[Path, Examined] = {}
    told = partial(kept_told, desk.store)
    for path, seen in examined_files(paths, job, told=told, workers=workers, cancelled=cancelled):
        found[path] = seen
        progress(len(found), len(paths), f"{shown_name(path)}：{seen.verdict.message}")
    places = _Places(desk.store)
    answers = {
        path: _answer(path, found[path], places) for path in sorted(found, key=_order(found))
    }
    return [answers[path] for path in dict.fromkeys(paths) if path in answers]


def _order(found: dict[Path, Examined]) -> Callable[[Path], tuple[str, int]]:
    def key(path: Path) -> tuple[str, int]:
        package = found[path].package
        return ("", 0) if package is None else (package.info.school, package.info.number)

    return key


def _answer(path: Path, found: Examined, places: "_Places") -> Rehearsed:
    verdict, package = found.verdict, found.package
    if package is None:
        stranger = verdict.level is Level.UNKNOWN_SIGNER
        standing = FileStanding.UNKNOWN_SIGNER if stranger else FileStanding.BROKEN
        signer = verdict.signer
        school = signer.code if signer is not None and verdict.trusted else ""
        return Rehearsed(
            standing,
            ImportResult(
                shown_name(path),
                verdict.level,
                verdict.code,
                verdict.message,
                accepted=False,
                school=school,
            ),
        )
    standing, code, message = places.put(package)
    if standing.importable:
        verdict = with_journal(places.store, found, package.info)
    remark = verdict.message if verdict.level is Level.REMARK else ""
    return Rehearsed(
        standing,
        ImportResult(
            file=shown_name(path),
            verdict=verdict.level if standing.importable else Level.INVALID,
            code=code,
            message=f"{message}{remark}",
            accepted=standing.importable,
            school=package.info.school,
            period=package.info.period,
            number=package.info.number,
            identity=package.identity,
        ),
    )


class _Places:
    """The chains of the schools as they would become."""

    def __init__(self, store: BureauStore) -> None:
        self.store = store
        self._tips: dict[str, ChainTip] = {}
        self._taken: set[str] = set()

    def put(self, package: VerifiedPackage) -> tuple[FileStanding, Code, str]:
        """Put a package into its chain, if it fits; say how it stands, with code and sentence."""
        info = package.info
        tip = self._tips.get(info.school) or self.store.chain.tip(info.school)
        link = Link(info.school, info.number, info.previous, package.identity)
        seen = (
            package.identity in self._taken or self.store.packages.get(package.identity) is not None
        )
        wrong = fault(tip, link, seen=seen)
        if wrong is not None:
            return self._standing(wrong.code, link, tip), wrong.code, str(wrong)
        self._tips[info.school] = ChainTip(info.number, package.identity)
        self._taken.add(package.identity)
        text = f"可以导入：学校 {info.school} 的第 {info.number} 号上报包。"
        return FileStanding.NEW if tip.number == 0 else FileStanding.NEWER, Code.OK, text

    def _standing(self, code: Code, link: Link, tip: ChainTip) -> FileStanding:
        if code is Code.E_GAP:
            return FileStanding.GAP
        if code is Code.E_SEEN:
            return FileStanding.SAME if link.identity == tip.identity else FileStanding.OLDER
        numbers = {
            item.number for item in self.store.packages.all(link.school) if item.undone_at is None
        }
        passed_over = link.number <= tip.number and link.number not in numbers
        return FileStanding.OLDER if passed_over and link.number < tip.number else FileStanding.FORK
