"""Import packages, one or hundreds: examine each, then take it whole or keep it apart.

Examination runs in processes on all cores when there are many. Taking is done on the caller's thread, in
the order of the packages' numbers, a few files to a transaction: each file whole or not at all, and
nothing is said of one before it is on the disk. Only a few packages are in memory at any time, however
many and however large they are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from exporters import limits
from exporters.asic.agreement import at_bureau
from forms.exchange import Code, Level, Verdict
from forms.rights import Right
from operations.bureau.intake.examine import Examined
from operations.bureau.intake.examine_files import Job, Told, examined, unreadable
from operations.bureau.intake.settling import ImportResult, settle
from operations.bureau.intake.sharing import ImportShare, left_for_later, of_others
from operations.bureau.rights import require
from operations.bureau.sent.told import kept_told
from operations.bureau.store import Desk, bureau_trust
from operations.files import shown_name
from storage.errors import OpenHere
from storage.files.open_files import read_bytes

Progress = Callable[[int, int, str], None]
"""Told of each file once it is on the disk: files done, files in all, what was done (Chinese)."""
TOGETHER: Final = 16
"""Files that share a transaction; less than half a second of work."""
TOGETHER_BYTES: Final = 4 * 2**20
"""Of their packages: large ones are taken one by one."""


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
    with ImportShare(desk) as share:
        run = _Run(desk, job, share, partial(_told, progress, len(paths)), cancelled, workers)
        run.go_through(paths)
        # What others had may be free by now: a computer that went off leaves its part to the rest.
        run.go_through(share.held)
        # Examined again rather than kept: packages that wait for one another may be many and large.
        run.finish()
    return [run.results[path] for path in dict.fromkeys(paths) if path in run.results]


def _told(progress: Progress, total: int, done: int, path: Path, text: str) -> None:
    progress(done, total, f"{shown_name(path)}：{text}")


class _Run:
    """One import under way.

    Attributes:
        results: What became of the files so far.

    """

    def __init__(
        self,
        desk: Desk,
        job: Job,
        share: ImportShare,
        tell: Callable[[int, Path, str], None],
        cancelled: Callable[[], bool],
        workers: int | None,
    ) -> None:
        self.results: dict[Path, ImportResult] = {}
        self._desk = desk
        self._job = job
        self._share = share
        self._tell = tell
        self._cancelled = cancelled
        self._workers = workers
        self._early: dict[Path, tuple[str, int]] = {}
        self._done: set[Path] = set()

    def go_through(self, paths: Sequence[Path]) -> None:
        """Take what can be taken; packages that come before their time are kept for later."""
        behind: set[str] = set()
        for batch in self._batches(paths):
            said: dict[Path, str] = {}
            with self._desk.store.transaction():
                for path, found in batch:
                    place = _too_early(self._desk, found, behind=behind)
                    if place is None:
                        said[path] = self._settle(path, found)
                    else:
                        self._early[path] = place
                        behind.add(place[0])
                        said[path] = "在它前面的还没有导入，稍后再看。"
            for path in said.keys() & self._early.keys():
                self._share.give_back(path)
            self._say(said)
        self._take_note_of_others()

    def finish(self) -> None:
        """Settle the packages that came before their time, unless those they wait for are elsewhere."""
        waiting = sorted(self._early, key=self._early.__getitem__)
        for batch in self._batches(waiting):
            with self._desk.store.transaction():
                for path, found in batch:
                    if self._share.held and _too_early(self._desk, found, behind=set()):
                        self.results[path] = left_for_later(path, self._early[path])
                    else:
                        self._settle(path, found)
        self._take_note_of_others()

    def _batches(self, paths: Sequence[Path]) -> Iterator[Sequence[tuple[Path, Examined]]]:
        return _together(
            examined_files(
                paths,
                self._job,
                told=partial(kept_told, self._desk.store),
                workers=self._workers,
                cancelled=self._cancelled,
                ours=self._share.take,
            )
        )

    def _settle(self, path: Path, found: Examined) -> str:
        result = self.results[path] = settle(self._desk, path, found)
        self._share.settle(path)
        return result.message

    def _take_note_of_others(self) -> None:
        said = {}
        for path, other in self._share.elsewhere.items():
            self.results[path] = of_others(path, other)
            said[path] = self.results[path].message
        self._say(said)

    def _say(self, said: Mapping[Path, str]) -> None:
        for path, text in said.items():
            if path not in self._done:
                self._done.add(path)
                self._tell(len(self._done), path, text)


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
        whole: See :class:`~operations.bureau.intake.examine_files.Job`.

    """
    store, meta = desk.store, desk.store.meta
    active = frozenset(school.code for school in store.roster.all(active_only=True))
    floor = store.trust.floor().last_time
    return Job(
        secret=desk.keys.identity.export_secret(),
        trust=bureau_trust(store),
        now=desk.clock(),
        expect=at_bureau(
            meta.bureau_code,
            period=meta.period,
            active=active,
            pack=(meta.pack.id, meta.pack.version),
            not_before=floor,
        ),
        taken=frozenset(item.identity for item in store.packages.all() if item.undone_at is None),
        whole=whole,
    )


def examined_files(
    paths: Sequence[Path],
    job: Job,
    *,
    told: Told,
    workers: int | None,
    cancelled: Callable[[], bool],
    ours: Callable[[Path], bool] | None = None,
) -> Iterator[tuple[Path, Examined]]:
    """Examine files, each once; those that cannot be read come first, with their verdict.

    Args:
        paths: Files as they arrived.
        job: What is the same for all.
        told: See :data:`operations.bureau.intake.examine_files.Told`.
        workers: See :func:`import_packages`.
        cancelled: Asked between files.
        ours: Asked of each file before it is examined; those that are not are left out.

    """
    fit: list[Path] = []
    for path in dict.fromkeys(paths):
        fault = _unfit(path)
        if fault is None:
            fit.append(path)
        else:
            yield path, Examined(fault)
    yield from examined(fit, job, told=told, workers=workers, cancelled=cancelled, ours=ours)


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
